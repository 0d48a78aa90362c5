"""`make bench`: ours, the peer's and the ratio, measured in one run. A time here is never a test's pass mark."""

from __future__ import annotations

import io
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import cast

import docx

from bench import live, packaged, scored, texts, web
from bench.clock import command, once, side_by_side, typical
from jiheng.cli.screen import table
from jiheng.core.casefile import steps
from jiheng.core.figures.mention import MentionKind
from jiheng.core.figures.printed import scan
from jiheng.core.reading.door import read_document
from jiheng.core.reading.extract.statements import forget

ROOT = Path(__file__).resolve().parents[1]
PEER = ROOT / ".venv-peer" / "bin" / "python"
# A printed number, and what reading it right gives: value and unit.
EXAMPLES = {"1,234.5万元": ("1234.5", "万元"), "344、27万元": ("344.27", "万元"), "20余批": ("20", "批")}
GROWTH = 100
DEPARTMENTS = 1000
HARD = (
    "7",
    "一二三四五六七八九十",
    "（2020",
    "1-",
    "1月、",
    "“1/",
    "7\n",
    "支\n出\n",
    "支出\t5\n",
    "支出1万元，比上年增长5%。",
    "支出5万元占总支出的5%。",
    "1万元，",
)
_PEAK = """
import resource, sys
from bench.run import audit
audit(open(sys.argv[1], "rb").read(), sys.argv[1])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""

Row = tuple[str, str, str, str]


def audit(data: bytes, name: str) -> None:
    """What `jiheng audit` does with a file, without printing."""
    forget()  # as the first one: what stays read between two documents is measured under "While a self-evaluation is written"
    document = steps.read(data, name)
    steps.audit(document, steps.facts(document))


def state_anew(data: bytes) -> None:
    """Read a text and state what it says, as the first one."""
    forget()
    steps.facts(steps.read(data, "a.txt"))


def peer(*words: str) -> dict[str, object] | str:
    """What bench/peers.py prints, or why it printed nothing."""
    if not PEER.exists():
        return "not installed"
    done = subprocess.run([PEER, ROOT / "bench" / "peers.py", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["failed"])[-1][:60]
    return dict(json.loads(done.stdout.splitlines()[-1]))


def row(what: str, ours: float, theirs: float | None, why: str = "") -> Row:
    """One line of the table; ratio above 1 means that ours is quicker."""
    if theirs is None:
        return (what, f"{ours:.1f} ms", why, "")
    return (what, f"{ours:.1f} ms", f"{theirs:.1f} ms", f"{theirs / ours:.1f}×")


def milliseconds(told: dict[str, object] | str) -> tuple[float | None, str]:
    """A peer's time, or the reason why there is none."""
    if isinstance(told, str):
        return None, told
    return float(str(told["ms"])), ""


def reading(folder: Path) -> list[Row]:
    """A Word file of a seed's size: ours gives blocks, places and notes; the peers give text."""
    data = texts.word_file()
    path = folder / "report.docx"
    path.write_bytes(data)

    def bare() -> list[str]:
        document = docx.Document(io.BytesIO(data))
        found = [paragraph.text for paragraph in document.paragraphs]
        return found + [cell.text for grid in document.tables for line in grid.rows for cell in line.cells]

    ours, theirs = side_by_side([lambda: read_document(data, "report.docx"), bare])
    return [row("read docx / bare python-docx", ours, theirs), row("read docx / markitdown", ours, *milliseconds(peer("markitdown", str(path))))]


def numbers(folder: Path) -> tuple[list[Row], list[Row]]:
    """Number recognition per 10,000 characters, and three printed numbers that are easily misread."""
    text = texts.prose(10_000)
    path = folder / "prose.txt"
    path.write_text(text, encoding="utf-8")
    told = peer("numbers", str(path), *EXAMPLES)
    timed = [row("numbers per 10,000 characters / recognizers-text", typical(lambda: scan(text), 25), *milliseconds(told))]
    read: dict[str, list[str]] = cast(dict[str, list[str]], told["examples"]) if isinstance(told, dict) else {}
    right = []
    for words, wanted in EXAMPLES.items():
        figures = [mention.figure for mention in scan(words) if mention.kind is MentionKind.QUANTITY and mention.figure]
        ours = [(f"{figure.number:f}", figure.unit.key) for figure in figures]
        theirs = "; ".join(read[words]) or "nothing" if read else str(told)
        verdict = "right" if ours == [wanted] else "WRONG"
        right.append((words, "; ".join(" ".join(one) for one in ours) or "nothing", theirs, f"ours {verdict}"))
    return timed, right


def auditing() -> list[Row]:
    """Read, state and check each report once loaded."""
    given = {f"audit {name}": data for name, data in texts.samples().items()} | {f"audit seed {name}": data for name, data in texts.seeds().items()}
    return [row(what, typical(partial(audit, data, what), 5), None) for what, data in given.items()]


def growth() -> list[Row]:
    """How time grows with length, for a text without tables and for one with the most: once, and a hundred times over."""
    given = sorted((data for name, data in texts.samples().items() if name.endswith(".txt")), key=len)
    stages: dict[str, Callable[[bytes], object]] = {
        "find numbers": lambda data: scan(data.decode()),
        "read and state": state_anew,
        "read, state, audit": lambda data: audit(data, "a.txt"),
    }
    rows = []
    for kind, single in (("prose", given[0]), ("tables", given[-1])):
        many = (single + b"\n\n") * GROWTH
        for what, work in stages.items():
            short, long = typical(partial(work, single), 5), once(partial(work, many))
            rows.append((f"{what}, {kind}", f"{short:.1f} ms", f"{long:.0f} ms", f"{long / short:.0f}× the time"))
    return rows


def hard_texts() -> list[Row]:
    """Much of one thing, where a pattern could go back and forth or a list be gone through over and over: 20 kB, then five times that."""
    rows = []
    audit(HARD[-1].encode(), "a.txt")  # what is read from files once
    for piece in HARD:
        short, long = ((piece * (length // len(piece.encode()))).encode() for length in (20_000, 100_000))
        first, second = once(partial(audit, short, "a.txt")), once(partial(audit, long, "a.txt"))
        rows.append((repr(piece)[:60], f"{first:.0f} ms", f"{second:.0f} ms", f"{second / first:.1f}× the time"))
    return rows


def scoring() -> list[Row]:
    """A year of departments on one core, working kept: the whole, and indicators a second by processor time."""
    inputs = scored.departments(DEPARTMENTS)
    before = time.process_time()
    scored.score_all(inputs)
    busy = time.process_time() - before
    whole = typical(lambda: scored.score_all(inputs), 3)
    count = DEPARTMENTS * scored.INDICATORS
    return [
        row(f"{DEPARTMENTS:,} departments of {scored.INDICATORS} indicators, wall", whole, None),
        ("indicators a second, processor time", f"{count / busy:,.0f}", "", ""),
    ]


def packaging(folder: Path) -> list[Row]:
    """One sample as a package, once loaded; the peer is a LibreOffice already running that only makes the PDF of its Word file."""
    taken, why = packaged.office(folder)
    timed = packaged.measured()
    whole = [row(what, ours, taken, why) for what, ours in timed[-2:]]
    return [*(row(what, ours, None) for what, ours in timed[:-2]), *whole]


def start_and_memory(folder: Path) -> list[Row]:
    """Wall time of --help and of one whole command; peak memory of a process that audits the largest sample."""
    name, data = max(texts.samples().items(), key=lambda item: len(item[1]))
    path = folder / name
    path.write_bytes(data)
    help_ms = command([sys.executable, "-m", "jiheng.cli.main", "--help"])
    whole_ms = command([sys.executable, "-m", "jiheng.cli.main", "audit", str(path)], 5)
    rows = [row("jiheng --help, wall", help_ms, None), row("jiheng audit of the largest sample, wall", whole_ms, None)]
    try:
        peak = subprocess.run([sys.executable, "-c", _PEAK, path], capture_output=True, text=True, check=True, cwd=ROOT)
        rows.append(("peak memory of that audit", f"{int(peak.stdout) / 1024:.0f} MB", "", ""))
    except (subprocess.CalledProcessError, ValueError):
        rows.append(("peak memory of that audit", "not to be had here", "", ""))
    return rows


def show(title: str, head: Row, rows: Sequence[Row], *, words: bool = False) -> None:
    """One table; columns of numbers stand at the right edge, of words at the left."""
    print(f"\n{title}")
    print("\n".join(table([head, *rows], right=() if words else (1, 2, 3), most=(64, 24, 60, 16), indent="  ")), flush=True)


def main() -> None:
    """All tables, in one run on one machine."""
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}; medians; ratio above 1: ours is quicker")
    if not texts.seeds():
        print("The seeds (../shared/seeds) are not here; samples only.")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        timed, right = numbers(folder)
        show("Beside others", ("", "ours", "peer", "ratio"), [*reading(folder), *timed])
        show("Printed numbers", ("printed", "ours", "recognizers-text", ""), right, words=True)
        show("Read, state and check, once loaded", ("", "ours", "", ""), auditing())
        show("Score", ("", "ours", "", ""), scoring())
        show("Package of one sample", ("", "ours", "its PDF, LibreOffice", "ratio"), packaging(folder))
        show("While a self-evaluation is written", ("", "p50", "p95", ""), live.measured())
        show("Growth", ("", "once", f"{GROWTH} times", ""), growth())
        show("Growth of hard texts", ("", "20 kB", "100 kB", ""), hard_texts())
        show("Start and memory", ("", "ours", "", ""), start_and_memory(folder))
    what, pages = web.measured()
    show(f"The web application: {what}", ("", "p50", "p95", "p99"), pages)


if __name__ == "__main__":
    main()
