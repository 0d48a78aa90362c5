"""The rows of money of a self-evaluation form whose cells were poured into lines, read by the heads above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from jiheng.core.auditing.audit_input import AuditInput, shared
from jiheng.core.auditing.structure import Flat
from jiheng.core.documents.block import BlockKind
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.printed import read_figure

_GAP = r"[\s|｜]*"
_NOTE = r"(?:\s*[（(][^（）()\n]{1,16}[)）])*"
_LABEL = re.compile(
    rf"{_GAP}(?P<name>(?:其中{_GAP}[：:]?{_GAP})?[\u4e00-\u9fff、]{{0,10}}(?:资金\s*总额|拨款|资金|补助|配套|结转|结余|自筹)(?:资金|结余)?)"
    rf"{_NOTE}{_GAP}[：:]?"
)
_CELL = re.compile(r"[\s|｜]*(?P<cell>-?\d[\d,]*(?:\.\d+)?\s?(?:[%％]|万元|万|元)?|[-—－/]{1,2})(?=[\s|｜]|$)")
_TOTAL = re.compile(r"资金\s*总额$")
_LEAST, _MOST_ROWS = 2, 8


class Column(Enum):
    """What a head says of the numbers below it."""

    OPENING = "年初预算数"
    BUDGET = "全年预算数"
    SPENT = "全年执行数"
    POINTS = "分值"
    RATE = "执行率"
    SCORE = "得分"


_HEADS = (
    (Column.OPENING, re.compile(rf"{_GAP}年初{_GAP}(?:批复)?预算{_GAP}数?{_NOTE}")),
    (Column.BUDGET, re.compile(rf"{_GAP}(?:全年|调整后?|年度)?{_GAP}预算{_GAP}(?:安排)?数{_NOTE}")),
    (Column.RATE, re.compile(rf"{_GAP}(?:预算|资金)?执行率{_NOTE}")),
    (Column.SPENT, re.compile(rf"{_GAP}(?:(?:全年|实际){_GAP}(?:执行|支出|完成)|执行|支出){_GAP}数{_NOTE}")),
    (Column.POINTS, re.compile(rf"{_GAP}(?:分值|权重){_NOTE}")),
    (Column.SCORE, re.compile(rf"{_GAP}(?:自评)?得分{_NOTE}")),
)
_FIRST = re.compile(r"(?:年初|全年|调整后?)\s*(?:批复)?预算\s*数|(?<![\u4e00-\u9fff])预算数")


@dataclass(frozen=True, slots=True)
class FundsCell:
    """A number of such a row, with its place in the lines; None where the cell holds a dash."""

    figure: Figure | None
    start: int
    end: int

    @property
    def value(self) -> Decimal:
        """The number as printed, a dash as none."""
        return self.figure.number if self.figure is not None else Decimal(0)


@dataclass(frozen=True, slots=True)
class FundsRow:
    """One row: its name and its cells by column."""

    name: str
    cells: dict[Column, FundsCell]

    @property
    def is_total(self) -> bool:
        """Whether the row is the whole of those below it."""
        return bool(_TOTAL.search(self.name)) and "其中" not in self.name


@shared
def lines_of(given: AuditInput) -> Flat:
    """All that stands in the document, one block or cell a line."""
    blocks = given.document.blocks
    leaves = [leaf for block in blocks for leaf in ((cell.block for cell in block.cells) if block.kind is BlockKind.TABLE else (block,))]
    return Flat(given.document, tuple(leaves))


@shared
def funds_rows(given: AuditInput) -> tuple[tuple[FundsRow, ...], ...]:
    """The rows of each form that prints its heads before them, each row with as many cells as there are heads."""
    if "预算" not in given.document.text or "执行" not in given.document.text:
        return ()
    text = lines_of(given).text
    found = []
    at = 0
    while (first := _FIRST.search(text, at)) is not None:
        heads, at = _heads(text, first.start())
        if len(heads) >= _LEAST and Column.SPENT in heads:
            rows, at = _rows(text, at, heads)
            if rows and rows[0].is_total:
                found.append(tuple(rows))
        at = max(at, first.end())
    return tuple(found)


def _heads(text: str, at: int) -> tuple[list[Column], int]:
    """The heads that stand side by side from a place on, and where they end."""
    heads: list[Column] = []
    while True:
        for column, head in _HEADS:
            found = head.match(text, at)
            if found is not None and column not in heads:
                heads.append(column)
                at = found.end()
                break
        else:
            return heads, at


def _rows(text: str, at: int, heads: Sequence[Column]) -> tuple[list[FundsRow], int]:
    rows: list[FundsRow] = []
    while len(rows) < _MOST_ROWS and (label := _LABEL.match(text, at)) is not None:
        cells = list(_cells(text, label.end()))
        at = cells[-1].end if cells else label.end()
        columns = heads[:-1] if heads[-1] is Column.SCORE and len(cells) == len(heads) - 1 else heads
        if cells and len(cells) == len(columns) and (len(columns) == len(heads) or _is_percent(cells, columns)):
            rows.append(FundsRow("".join(label["name"].split()), dict(zip(columns, cells, strict=True))))
        elif not rows:
            break
    return rows, at


def _is_percent(cells: Sequence[FundsCell], columns: Sequence[Column]) -> bool:
    """Whether the rate shows by its sign that no cell before it was left blank."""
    return any(column is Column.RATE and cell.figure is not None and cell.figure.unit.is_ratio for cell, column in zip(cells, columns, strict=True))


def _cells(text: str, at: int) -> Iterator[FundsCell]:
    while (found := _CELL.match(text, at)) is not None:
        at = found.end()
        yield FundsCell(read_figure(found["cell"]), found.start("cell"), found.end("cell"))
