"""How long a fresh clone takes until `make run` serves, on a machine without Node.js: `python -m tests.starting`.

Cold is with empty caches of pip and npm, from whatever registries the machine is set up for; warm is the second start.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 900  # seconds after which a start is given up
_NODE = ("node", "nodejs", "npm", "npx")


def main() -> int:
    """Clone, start cold, start warm; 1 when it never served."""
    with tempfile.TemporaryDirectory(prefix="jiheng-start-") as place:
        base = Path(place)
        subprocess.run(["git", "clone", "-q", str(ROOT), str(base / "clone")], check=True)
        environment = {
            **os.environ,
            "PATH": _path_without_node(base / "bin"),
            "PIP_CACHE_DIR": str(base / "pip"),
            "npm_config_cache": str(base / "npm"),
            "JIHENG_DATA": str(base / "data"),
        }
        for name in ("VIRTUAL_ENV", "PYTHONPATH", "DJANGO_SETTINGS_MODULE"):
            environment.pop(name, None)
        cold, warm = (_served(base / "clone", environment) for _ in range(2))
    if cold is None or warm is None:
        sys.stdout.write("make run did not serve\n")
        return 1
    sys.stdout.write(f"make run without Node.js: serves {cold:.0f} s after a fresh clone with empty caches, {warm:.0f} s when started again\n")
    return 0


def _path_without_node(folder: Path) -> str:
    """The machine's programs under one folder, those of Node.js left out."""
    folder.mkdir()
    for part in os.environ["PATH"].split(os.pathsep):
        if any((Path(part) / name).exists() for name in _NODE):
            for program in Path(part).iterdir():
                link = folder / program.name
                if program.name not in _NODE and not link.is_symlink():
                    link.symlink_to(program)
    kept = [part for part in os.environ["PATH"].split(os.pathsep) if not any((Path(part) / name).exists() for name in _NODE)]
    path = os.pathsep.join([*kept, str(folder)])
    if shutil.which("node", path=path):
        raise RuntimeError("Node.js is still on PATH")
    return path


def _served(clone: Path, environment: dict[str, str]) -> float | None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = time.monotonic()
    with subprocess.Popen(["make", "run", f"PORT={port}"], cwd=clone, env=environment, start_new_session=True) as process:
        try:
            while process.poll() is None and time.monotonic() - start < LONGEST:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=5):
                        return time.monotonic() - start
                except OSError:
                    time.sleep(0.2)
            return None
        finally:
            # make, the server and its worker are one group of our own.
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)


if __name__ == "__main__":
    sys.exit(main())
