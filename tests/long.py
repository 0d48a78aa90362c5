"""What `make long` runs, part by part, each result with date and commit in docs/reference/long.md: `python -m tests.long [--part NAME …]`."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "long.md"
HEAD = ("part", "result", "took", "its last line", "date", "commit", "machine")
# Name → module and its arguments; {minutes} is how long each fuzzing target is given.
PARTS = {
    "tests": ("pytest", "-q", "-m", "long"),
    "accuracy": ("tests.benchmark.measuring", "--write"),
    "start": ("tests.starting",),
    "fuzzing": ("tests.fuzz.run", "--minutes", "{minutes}"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the chosen parts, whatever becomes of each, and write the page; 1 when any of them failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0] if __doc__ else "")
    parser.add_argument("--part", action="append", choices=list(PARTS), help="default: all")
    parser.add_argument("--minutes", default="5", help="of fuzzing for each target")
    chosen = parser.parse_args(arguments)
    rows = _kept()
    failed = False
    for name in chosen.part or PARTS:
        module, *words = PARTS[name]
        sys.stdout.write(f"== {name}\n")
        start, when = time.monotonic(), _when()  # somebody may commit while it runs
        code, last = _run([sys.executable, "-m", module, *(word.format(minutes=chosen.minutes) for word in words)])
        failed |= code != 0
        rows[name] = (name, "passed" if code == 0 else f"failed (exit {code})", _time(time.monotonic() - start), last, *when)
        PAGE.write_text(page(rows), "utf-8")
    return int(failed)


def page(rows: dict[str, tuple[str, ...]]) -> str:
    """The whole page; a part that was not run this time keeps its row."""
    lines = [_line(rows[name]) for name in PARTS if name in rows]
    left = [name for name in PARTS if name not in rows]
    text = [
        "<!-- Written by `make long`; change the code, not this file. -->",
        "# What `make long` last gave",
        "",
        "Each part's last run with its date and the commit it ran on; one part alone: `.venv/bin/python -m tests.long --part start`.",
        "",
        _line(HEAD),
        _line(("---",) * len(HEAD)),
        *lines,
    ]
    if left:
        text += ["", f"Not run yet: {', '.join(left)}."]
    return "\n".join(text) + "\n"


def _run(command: list[str]) -> tuple[int, str]:
    """The exit code and the last line said; everything said is shown as it comes."""
    last = ""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        for line in process.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            last = line.strip() or last
        return process.wait(), last


def _when() -> tuple[str, str, str]:
    commit = subprocess.run(["git", "rev-parse", "--short=12", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    changed = subprocess.run(["git", "status", "--porcelain", "src"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    machine = f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return datetime.now(UTC).strftime("%Y-%m-%d"), f"{commit or 'none'}{' and changes' if changed else ''}", machine


def _time(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _kept() -> dict[str, tuple[str, ...]]:
    if not PAGE.exists():
        return {}
    rows = [tuple(cell.strip() for cell in line.strip("| ").split("|")) for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    return {row[0]: row for row in rows if row[0] in PARTS and len(row) == len(HEAD)}


if __name__ == "__main__":
    sys.exit(main())
