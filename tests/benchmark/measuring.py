"""Makes an injected set, measures it, and writes docs/reference/accuracy.md: `python -m tests.benchmark.measuring --write`."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

from jiheng.batch.benchmark import sets
from jiheng.batch.benchmark.planted import PlantedFile, PlantedScore, score_planted
from jiheng.batch.benchmark.tally import Tally, percent
from jiheng.batch.pool import Lost, in_order, workers_for
from jiheng.core.errors import JihengError
from tests.injector.make import Made, make
from tests.injector.render import FORMATS, pdf_trouble

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "accuracy.md"
CLEAN, INJECTED, SEED = 60, 200, 28  # a seed that no rule was written on
PROVED = ("arithmetic", "restatement")  # what arithmetic alone proves wrong


def score(made: Made) -> PlantedScore:
    """One document measured."""
    return score_planted(PlantedFile(made.name, made.data, made.truth, made.twin, made.twin_truth))


def measure(seed: int, clean: int, injected: int, formats: Sequence[str] = FORMATS) -> tuple[Tally, list[str]]:
    """A whole set made and measured: its counts, and a line for each miss and false alarm."""
    documents = list(make(seed, clean, injected, tuple(formats)))
    tally, lines = Tally(), []
    for given in in_order(score, documents, workers_for(len(documents))):
        assert not isinstance(given, Lost), given.item.name
        tally.merge(given.tally)
        lines += given.lines
    return tally, sorted(lines)


def rate(tally: Tally, names: Iterable[str]) -> tuple[int, int, Fraction | None]:
    """Hits, tries and rate of several names together."""
    some = list(names)
    hits, tries = sum(tally.hits.get(name, 0) for name in some), sum(tally.tries.get(name, 0) for name in some)
    return hits, tries, Fraction(hits, tries) if tries else None


def headline(tally: Tally) -> dict[str, tuple[int, int, Fraction | None]]:
    """The rates that have floors: recall of proved errors per format, error precision, clean documents left alone."""
    found = {f"recall {format}": rate(tally, [f"查出 {group} {format}" for group in PROVED]) for format in FORMATS}
    found |= {f"as error {format}": rate(tally, [f"判错 {group} {format}" for group in PROVED]) for format in FORMATS}
    found |= {f"recall {wording}": rate(tally, [f"查出 {wording}"]) for wording in ("own", "public")}
    found |= {f"recall {group}": rate(tally, [f"查出 {group} {format}" for format in FORMATS]) for group in ("score", "count", "structure")}
    found["error precision"] = rate(tally, ["误报率 命中"])
    found |= {f"error precision {wording}": rate(tally, [f"误报率 命中 {wording}"]) for wording in ("own", "public")}
    hits, tries, _ = rate(tally, ["无误文件被指错误"])
    found["clean left alone"] = (tries - hits, tries, Fraction(tries - hits, tries) if tries else None)
    return found


def page(tally: Tally, seed: int) -> str:
    """docs/reference/accuracy.md."""
    commit = (
        subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip() or "unknown"
    )
    day = datetime.now(UTC).date().isoformat()
    lines = [
        "<!-- Written by `make long`; change the code, not this file. -->",
        "# Accuracy",
        "",
        f"Measured {day} at commit {commit}; injected set: seed {seed}, {CLEAN} clean and {INJECTED} injected documents{f' (no PDF: {pdf_trouble()})' if pdf_trouble() else ''}.",
        "",
        "Found: a finding (error or warning) that the clean twin does not have, at the place of the error or at the result of a relation that it breaks.",
        "As error: found by a finding of severity error; only errors that the print itself refutes count here.",
        "Error precision: of all error findings, how many are at such a place. `own` and `public` tell whose wording a document has.",
        "",
        *grid("Injected set", [[name, *_cells(*values)] for name, values in headline(tally).items()]),
    ]
    kinds = sorted(name.partition(" ")[2] for name in tally.names() if name.startswith("查出 ") and name.count(" ") == 1)
    kinds = [kind for kind in kinds if kind not in ("own", "public")]
    rows = [[kind, *_cells(*rate(tally, [f"查出 {kind}"])), percent(tally.rate(f"判错 {kind}"))] for kind in kinds]
    lines += grid("By kind of error", rows, more=("as error %",))
    codes = sorted(name.rpartition(" ")[2] for name in tally.names() if name.startswith("误报率 命中 JH-"))
    lines += grid(
        "Error findings on injected and clean documents, by check", [[code, *_cells(*rate(tally, [f"误报率 命中 {code}"]))] for code in codes]
    )
    for name in ("seeds", "public-dev", "public-held", "unseen", "fresh"):
        lines += labelled(name)
    return "\n".join(lines) + "\n"


def labelled(name: str) -> list[str]:
    """The tables of one labelled set, or why it cannot be measured here."""
    try:
        result = sets.measure(name)
    except JihengError as trouble:
        return [f"## {name}", "", trouble.line(), ""]
    rows = [[key, *_cells(*rate(tally, [key]))] for tally in (result.facts, result.relations) for key in tally.names()]
    return grid(f"{name}: {result.documents} labelled documents", rows)


def grid(title: str, rows: list[list[str]], more: tuple[str, ...] = ()) -> list[str]:
    """A heading and a table of rates."""
    head = ["", "hits", "of", "%", *more]
    return [f"## {title}", "", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *[f"| {' | '.join(row)} |" for row in rows], ""]


def _cells(hits: int, tries: int, share: Fraction | None) -> list[str]:
    return [str(hits), str(tries), percent(share)]


def main() -> int:
    """Print the page, or write it; with --details also every miss and false alarm."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--details", action="store_true")
    options = parser.parse_args()
    tally, lines = measure(options.seed, CLEAN, INJECTED)
    text = page(tally, options.seed)
    if options.write:
        PAGE.write_text(text, "utf-8")
        sys.stdout.write(f"docs/reference/{PAGE.name}\n")
    else:
        sys.stdout.write(text)
    if options.details:
        sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
