"""A real PostgreSQL for as long as a command runs: `python -m tests.postgres COMMAND…` gives it JIHENG_DATABASE.

The server is Debian's package, started in a temporary folder on a socket there, without waiting for disks.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses= -c max_connections=60"
_SAFE = "-c listen_addresses= -c max_connections=60 -c shared_buffers=256MB"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, the newest that is installed; None where PostgreSQL is not."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def postgres(folder: Path, *, durable: bool = False) -> Iterator[str]:
    """A running server with an empty database `jiheng`; yields its address for JIHENG_DATABASE. `durable` waits for disks, as a site's does."""
    bin = programs()
    assert bin is not None, "PostgreSQL is not installed (apt-get install postgresql)"
    as_server: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root; Debian's package brings a user for it
        as_server = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres")
    folder.chmod(0o755)
    cluster = folder / "cluster"
    _run([*as_server, bin / "initdb", "-D", cluster, "-U", "jiheng", "-E", "UTF8", "--no-locale", "--auth=trust", "--no-sync"])
    options = f"{_SAFE if durable else _QUICK} -k {folder}"
    _run([*as_server, bin / "pg_ctl", "-D", cluster, "-w", "-l", folder / "log", "-o", options, "start"])
    try:
        _run([bin / "createdb", "-h", folder, "-U", "jiheng", "jiheng"])
        yield f"postgresql://jiheng@/jiheng?host={folder}"
    finally:
        _run([*as_server, bin / "pg_ctl", "-D", cluster, "-m", "immediate", "stop"])


def _run(words: Sequence[str | Path]) -> None:
    # pg_ctl's server keeps the streams it was given open, so nothing may wait on a pipe of them.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(words, stdout=said, stderr=said, check=False, cwd="/")
        said.seek(0)
        assert done.returncode == 0, said.read().decode("utf-8", "replace")


def main() -> int:
    """Run the command beside a server; its exit status is ours. Without PostgreSQL the command is left out, and a line says so."""
    if programs() is None:
        sys.stderr.write("PostgreSQL is not installed here: this run is left out.\n")
        return 0
    with tempfile.TemporaryDirectory(prefix="jiheng-pg-") as place, postgres(Path(place)) as address:
        return subprocess.run(sys.argv[1:], env={**os.environ, "JIHENG_DATABASE": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
