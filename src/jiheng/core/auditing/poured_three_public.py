"""The rows 三公经费 of a sheet of basic data poured into text, blank cells lost: each whole with the rows below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, product

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.funds_rows import lines_of

_GAP = r"[\s|｜]*"
_CELLS = rf"((?:{_GAP}\d[\d,]*(?:\.\d+)?(?![\d.、．%％年月]))*){_GAP}"
_ORDINAL = r"(?:[（(]?\d[）)、.．])?\s*"
_SHEET = re.compile(
    rf"三公”?\s*经费{_CELLS}{_ORDINAL}公务用车购置(?:和|及|与)(?:运行)?维护(?:经费|费){_CELLS}其中[:：]?{_GAP}{_ORDINAL}公(?:务用)?车购置费?{_CELLS}"
    rf"{_ORDINAL}公(?:务用)?车运行维护费?{_CELLS}{_ORDINAL}(?:因公)?出国(?:[（(]境[）)])?(?:经费|费用?){_CELLS}{_ORDINAL}公务接待费?{_CELLS}"
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LEAST, _MOST = 2, 4  # columns
_ALL, _CAR, _BOUGHT, _RUN, _ABROAD, _HOSTED = range(6)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a row with its place in the lines of the document."""

    value: Decimal
    step: Decimal
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Column:
    """A whole in one column with the parts that stand below it."""

    name: str
    whole: Amount
    parts: tuple[Amount, ...]

    @property
    def made(self) -> Decimal:
        """What the parts come to."""
        return sum((part.value for part in self.parts), Decimal(0))

    @property
    def holds(self) -> bool:
        """Whether that is the whole, as far as is printed."""
        return abs(self.made - self.whole.value) <= sum((one.step for one in (self.whole, *self.parts)), Decimal(0)) / 2


def sheets(given: AuditInput) -> Iterator[tuple[Column, ...]]:
    """The columns of each whole of such a sheet, cells that were left blank put where most columns add up."""
    if "三公" not in given.document.text or "公务用车购置" not in given.document.text:
        return
    for found in _SHEET.finditer(lines_of(given).text):
        rows = [list(_amounts(found, at + 1)) for at in range(6)]
        for name, whole, parts in (("三公经费", rows[_ALL], (_CAR, _ABROAD, _HOSTED)), ("公务用车购置和维护经费", rows[_CAR], (_BOUGHT, _RUN))):
            below = [rows[part] for part in parts if rows[part]]
            if _LEAST <= len(whole) <= _MOST and below and all(len(row) <= len(whole) for row in below):
                yield _best(name, whole, below)


def _amounts(found: re.Match[str], group: int) -> Iterator[Amount]:
    for number in _NUMBER.finditer(found.string, *found.span(group)):
        _, _, places = number[0].partition(".")
        yield Amount(Decimal(number[0].replace(",", "")), Decimal(1).scaleb(-len(places)), number.start(), number.end())


def _best(name: str, whole: Sequence[Amount], rows: Sequence[Sequence[Amount]]) -> tuple[Column, ...]:
    """The reading of the rows under which most columns add up."""
    readings = product(*(combinations(range(len(whole)), len(row)) for row in rows))
    made = (tuple(Column(name, amount, _below(at, rows, places)) for at, amount in enumerate(whole)) for places in readings)
    return max(made, key=lambda columns: sum(column.holds for column in columns))


def _below(at: int, rows: Sequence[Sequence[Amount]], places: Sequence[Sequence[int]]) -> tuple[Amount, ...]:
    return tuple(row[place.index(at)] for row, place in zip(rows, places, strict=True) if at in place)
