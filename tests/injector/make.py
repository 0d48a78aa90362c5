"""Makes a set of clean and injected documents with their truth files: `python -m tests.injector.make --seed 1 --out FOLDER`.

Default place: tests/labelled/injected (not kept in git). A truth file tells texts in order, the place of every figure as
(text, start, end), and each error with its places and the relations that it breaks.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from tests.injector import accounts, own, public
from tests.injector.books import invent
from tests.injector.desk import Desk
from tests.injector.paper import Paper, Tie
from tests.injector.plant import PLANS, Planted, plant
from tests.injector.render import FORMATS, pdf_trouble, render
from tests.injector.ties import broken

FOLDER = Path(__file__).resolve().parents[1] / "labelled" / "injected"
OWN = ("hunan", "guangdong", "sichuan", "accounts")
Place = tuple[int, int, int]


@dataclass(frozen=True)
class Made:
    """One document: its bytes, its truth, and the twin without errors."""

    name: str
    data: bytes
    truth: dict[str, Any]
    twin: bytes | None = None
    twin_truth: dict[str, Any] | None = None


def clean_paper(seed: int, index: int, wording: str) -> Paper:
    """The clean paper of a seed and number. Every other one is in public wording when both are asked for."""
    noise = random.Random(f"{seed}/{wording}/{index}")
    books = invent(noise)
    family = OWN[index % len(OWN)] if wording == "own" else public.FAMILIES[index % len(public.FAMILIES)]
    paper = Paper(f"{wording}-{family}-{seed}-{index:03d}", family, wording, books.year)
    table_unit = noise.choice(("万元", "万元", "元"))
    desk = Desk(
        paper, books, noise, short=noise.random() < 0.2, commas=noise.random() < 0.15, table_unit=table_unit, table_commas=noise.random() < 0.4
    )
    desk.heading = noise.choice(("一、", "一、", "一、", "1.", "1、", "（一）"))
    if wording == "public":
        public.write(desk, family)
    elif family == "accounts":
        accounts.write(desk)
    else:
        own.write(desk, family)
    paper.finish()
    return paper


def places_of(paper: Paper) -> tuple[list[str], dict[int, Place], dict[tuple[int, int, int], int]]:
    """Texts in order, the place of each mark, and the number of each block's or cell's text."""
    texts: list[str] = []
    marks: dict[int, Place] = {}
    numbers: dict[tuple[int, int, int], int] = {}
    for block, row, column, text in paper.texts():
        shown, places = paper.placed(text)
        for id, start, end in places:
            marks[id] = len(texts), start, end
        numbers[int(block), int(row or -1), int(column or -1)] = len(texts)
        texts.append(shown)
    return texts, marks, numbers


def truth_of(paper: Paper, name: str, format: str, errors: list[Planted], twin: str = "") -> dict[str, Any]:
    """The truth file of a paper as plain data."""
    texts, marks, numbers = places_of(paper)

    def told(tie: Tie) -> dict[str, Any]:
        words = f"{paper.marks[tie.result].text} ← {'、'.join(paper.marks[id].text for id in tie.of)}"
        return {"kind": tie.kind, "words": words, "result": list(marks[tie.result]), "of": [list(marks[id]) for id in tie.of if id in marks]}

    listed = []
    for error in errors:
        places = [list(marks[id]) for id in error.marks]
        for block in error.blocks:
            number = numbers[block, -1, -1]
            places.append([number, 0, len(texts[number])])
        number, start, end = places[0]
        context = texts[number][max(0, start - 30) : end + 20]
        listed.append(
            {
                "kind": error.kind, "group": error.group, "provable": error.provable, "was": error.was, "now": error.now,
                "context": context, "places": places, "broken": [told(tie) for tie in error.ties if tie.result in marks],
            }
        )  # fmt: skip
    return {
        "schema": "jiheng.injected/1", "file": name, "clean": twin or None, "format": format, "wording": paper.wording, "family": paper.family,
        "sources": sorted(set(paper.sources)), "texts": texts, "marks": {str(id): list(place) for id, place in marks.items()}, "errors": listed,
    }  # fmt: skip


def make(seed: int, clean: int, injected: int, formats: tuple[str, ...] = FORMATS, wordings: tuple[str, ...] = ("own", "public")) -> Iterator[Made]:
    """Clean documents, then injected ones; wordings, formats and kinds of error in turn."""
    chosen = tuple(format for format in formats if format != "pdf" or not pdf_trouble())
    for index in range(clean):
        paper, format = _paper(seed, index, chosen, wordings)
        name = f"clean-{paper.name}.{format}"
        yield Made(name, render(paper, format), truth_of(paper, name, format, []))
    kinds = list(PLANS)
    turn = 0
    for index in range(clean, clean + injected):
        paper, format = _paper(seed, index, chosen, wordings)
        noise = random.Random(f"{seed}/plant/{index}")
        wanted = 1 + index % 5
        after, errors = paper, []
        for attempt in range(len(kinds)):
            pool = [kinds[(turn + attempt + i) % len(kinds)] for i in range(wanted + 3)]
            after, errors = plant(paper, noise, pool, wanted)
            if errors:
                break
        turn += wanted
        if not errors:
            continue
        name, twin = f"{paper.name}.{format}", f"twin-{paper.name}.{format}"
        yield Made(name, render(after, format), truth_of(after, name, format, errors, twin), render(paper, format), truth_of(paper, twin, format, []))


def _paper(seed: int, index: int, formats: tuple[str, ...], wordings: tuple[str, ...]) -> tuple[Paper, str]:
    wording = wordings[index % len(wordings)]
    turn = index // len(wordings)
    format = formats[(turn + turn // len(formats)) % len(formats)]  # shifted each round, so that every family meets every format
    paper = clean_paper(seed, turn, wording)
    wrong = broken(paper)
    if wrong:
        raise AssertionError(f"{paper.name}: a clean paper breaks {wrong[0]}")
    if format == "xlsx":
        tables = paper.tables_only()
        if not any(block.rows for block in tables.blocks):
            return paper, "docx"
        paper = tables
    return replace(paper), format


def write(made: Made, folder: Path) -> None:
    """A document with its truth (and its twin's) into a folder."""
    pairs = [(made.name, made.data, made.truth)]
    if made.twin is not None and made.twin_truth is not None:
        pairs.append((str(made.twin_truth["file"]), made.twin, made.twin_truth))
    for name, data, truth in pairs:
        (folder / name).write_bytes(data)
        (folder / f"{name}.truth.yaml").write_text(
            yaml.safe_dump(truth, allow_unicode=True, sort_keys=False, default_flow_style=None, width=200), "utf-8"
        )


def main() -> int:
    """Write a set into a folder that is emptied first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clean", type=int, default=60)
    parser.add_argument("--injected", type=int, default=200)
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--wordings", default="own,public")
    parser.add_argument("--out", type=Path, default=FOLDER)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for old in [*options.out.glob("*.truth.yaml"), *(path for format in FORMATS for path in options.out.glob(f"*.{format}"))]:
        old.unlink()
    if "pdf" in options.formats and pdf_trouble():
        sys.stderr.write(f"no PDF: {pdf_trouble()}\n")
    count = 0
    for made in make(options.seed, options.clean, options.injected, tuple(options.formats.split(",")), tuple(options.wordings.split(","))):
        write(made, options.out)
        count += 1
    sys.stdout.write(f"{count} documents in {options.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
