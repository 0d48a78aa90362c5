"""A report while it is being made: blocks of text with marks for figures, and the ties that hold between them.

Whatever is printed as a figure is a `Mark`; text holds a placeholder for it, so that a figure can be changed later and its
place is known in whatever file is written. Ties are what a reader may recompute; they know nothing of any check.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Self

from tests.injector.amounts import FACTORS, HUNDRED, Range, grouped, half_up, in_unit

OPEN, SHUT = "\ue010", "\ue011"
HOLDER = re.compile(f"{OPEN}(\\d+){SHUT}")
Key = tuple[Hashable, ...]


class Ref(str):
    """The placeholder of a mark, to be put into text."""

    __slots__ = ("id",)
    id: int

    def __new__(cls, id: int) -> Self:
        """The placeholder of mark `id`."""
        made = super().__new__(cls, f"{OPEN}{id}{SHUT}")
        made.id = id
        return made


@dataclass(frozen=True)
class Mark:
    """One printed figure or word. `step` 0: a count or points, exact as printed. `unit` is the one it counts in, printed or not."""

    id: int
    text: str
    number: Decimal = Decimal(0)
    step: Decimal = Decimal(0)
    unit: str = ""
    tail: str = ""
    key: Key = ()
    word: bool = False
    commas: bool = False
    loose: bool = False  # hedged: no relation rests on it

    @property
    def factor(self) -> Decimal:
        """Base units in one printed unit."""
        return FACTORS.get(self.unit, Decimal(1))

    @property
    def range(self) -> Range:
        """True values that the print allows."""
        half = self.step / 2
        return Range((self.number - half) * self.factor, (self.number + half) * self.factor)

    def printed(self, number: Decimal) -> Mark:
        """The same mark with another number, printed alike."""
        return replace(self, number=number, text=grouped(number, commas=self.commas) + self.tail)


@dataclass(frozen=True)
class Tie:
    """A relation between marks: `result` against `of`. Kinds: see `tests/injector/ties.py`."""

    kind: str
    result: int
    of: tuple[int, ...]
    signs: tuple[int, ...] = ()
    number: Decimal = Decimal(0)

    @property
    def marks(self) -> tuple[int, ...]:
        """Every mark that it is about."""
        return (self.result, *self.of)


@dataclass
class Block:
    """A title, heading, paragraph or table. `merges` are (row, column, rows, columns)."""

    kind: str
    text: str = ""
    level: int = 0
    rows: list[list[str]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    head: int = 1
    role: str = ""


@dataclass
class Paper:
    """One report. `wording` is own or public; `sources` names the documents that lent their sentence frames."""

    name: str
    family: str
    wording: str
    year: int
    blocks: list[Block] = field(default_factory=list)
    marks: dict[int, Mark] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    # marks
    def _put(self, mark: Mark) -> Ref:
        self.marks[mark.id] = mark
        return Ref(mark.id)

    def _id(self) -> int:
        return len(self.marks) + 1

    def money(self, key: Key, fen: int, *, unit: str = "万元", places: int = 2, bare: bool = False, commas: bool = False, short: bool = False) -> Ref:
        """An amount as printed; `bare` without its unit (tables), `short` without closing noughts where nothing is lost."""
        number = in_unit(fen, unit, places)
        if short:
            while places and number == half_up(number, places - 1):
                places -= 1
                number = half_up(number, places)
        tail = "" if bare else unit
        step = Decimal(1).scaleb(-places)
        return self._put(Mark(self._id(), grouped(number, commas=commas) + tail, number, step, unit, tail, key, commas=commas))

    def percent(self, key: Key, value: Decimal, *, places: int = 2, bare: bool = False, short: bool = False) -> Ref:
        """A rate (a fraction of one) printed in percent."""
        number = half_up(value * HUNDRED, places)
        if short:
            while places and number == half_up(number, places - 1):
                places -= 1
                number = half_up(number, places)
        tail = "" if bare else "%"
        return self._put(Mark(self._id(), f"{number:f}{tail}", number, Decimal(1).scaleb(-places), "%", tail, key))

    def count(self, key: Key, number: int | Decimal, unit: str = "", *, loose: bool = False) -> Ref:
        """A count or points, exact as printed."""
        value = Decimal(number)
        return self._put(Mark(self._id(), f"{value:f}{unit}", value, Decimal(0), "", unit, key, loose=loose))

    def word(self, text: str, key: Key = ()) -> Ref:
        """A word that can be wrong: 增加, 减少, 全部办结."""
        return self._put(Mark(self._id(), text, key=key, word=True))

    def tie(self, kind: str, result: Ref, *of: Ref, signs: Sequence[int] = (), number: Decimal | int = 0) -> None:
        """Say that marks belong together."""
        self.ties.append(Tie(kind, result.id, tuple(ref.id for ref in of), tuple(signs) or (1,) * len(of), Decimal(number)))

    # blocks
    def title(self, text: str) -> None:
        """A line in the middle at the head."""
        self.blocks.append(Block("title", text))

    def head(self, level: int, text: str) -> None:
        """A heading of its own line."""
        self.blocks.append(Block("heading", text, level))

    def say(self, text: str, role: str = "") -> None:
        """A paragraph."""
        self.blocks.append(Block("para", text, role=role))

    def table(self, rows: Sequence[Sequence[str]], *, head: int = 1, merges: Sequence[tuple[int, int, int, int]] = (), role: str = "") -> None:
        """A table; its title and unit are said before it."""
        width = max(len(row) for row in rows)
        full = [[*row, *[""] * (width - len(row))] for row in rows]
        self.blocks.append(Block("table", rows=full, merges=list(merges), head=head, role=role))

    # finishing
    def finish(self) -> None:
        """Tell sums of counts and of points from sums of amounts, and tie restatements."""
        for number, tie in enumerate(self.ties):
            mark = self.marks[tie.result]
            if tie.kind == "sum" and not mark.step:
                self.ties[number] = replace(tie, kind="sum-score" if mark.tail in ("", "分") else "sum-count")
        self.bind_restatements()

    def bind_restatements(self) -> None:
        """Tie all marks of one key to each other, each to the first."""
        alike: dict[Key, list[int]] = defaultdict(list)
        for mark in self.marks.values():
            if mark.key and not mark.word and not mark.loose:
                alike[mark.key].append(mark.id)
        for first, *others in alike.values():
            self.ties += [Tie("same", other, (first,), (1,)) for other in others]
        for many in alike.values():
            self.ties += [Tie("same", many[i], (many[j],), (1,)) for i in range(2, len(many)) for j in range(1, i)]

    def texts(self) -> Iterator[tuple[str, ...]]:
        """Every paragraph and cell in order: (block number, row, column, text) as one tuple of strings."""
        for number, block in enumerate(self.blocks):
            if block.kind != "table":
                yield str(number), "", "", block.text
            for r, row in enumerate(block.rows):
                for c, cell in enumerate(row):
                    if cell:
                        yield str(number), str(r), str(c), cell

    def fill(self, text: str) -> str:
        """Text with its marks as printed."""
        return HOLDER.sub(lambda found: self.marks[int(found[1])].text, text)

    def placed(self, text: str) -> tuple[str, list[tuple[int, int, int]]]:
        """Text with its marks as printed, and (mark, start, end) of each."""
        out, at, places = "", 0, []
        for found in HOLDER.finditer(text):
            out += text[at : found.start()]
            shown = self.marks[int(found[1])].text
            places.append((int(found[1]), len(out), len(out) + len(shown)))
            out, at = out + shown, found.end()
        return out + text[at:], places

    def tables_only(self) -> Paper:
        """The tables with the lines that name them, for a workbook; ties of what is left out are dropped."""
        keep = [i for i, block in enumerate(self.blocks) if block.kind in ("table", "title") or block.role == "caption"]
        blocks = [self.blocks[i] for i in keep]
        there = {
            int(found) for block in blocks for text in (block.text, *[cell for row in block.rows for cell in row]) for found in HOLDER.findall(text)
        }
        ties = [tie for tie in self.ties if set(tie.marks) <= there]
        marks = {id: mark for id, mark in self.marks.items() if id in there}
        return replace(self, blocks=blocks, marks=marks, ties=ties)

    def copy(self) -> Paper:
        """A copy whose figures and blocks can be changed."""
        blocks = [replace(block, rows=[list(row) for row in block.rows], merges=list(block.merges)) for block in self.blocks]
        return replace(self, blocks=blocks, marks=dict(self.marks), ties=list(self.ties))
