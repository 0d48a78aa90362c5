"""The rows of money of a self-evaluation form whose cells were poured into lines, read by the heads above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
_USUAL = frozenset(map(Decimal, (5, 10, 15, 20)))  # points of the rate of execution
_FORMULA = re.compile(r"得\s?分\s*[（(]\s*(?P<points>\d{1,2})\s*分?\s*[*×xX✕]\s*(?:预算)?执行率\s*[)）]")


class Column(Enum):
    """What a head says of the numbers below it."""

    OPENING = "年初预算数"
    BUDGET = "全年预算数"
    SPENT = "全年执行数"
    POINTS = "分值"
    RATE = "执行率"
    SCORE = "得分"


MONEY = (Column.OPENING, Column.BUDGET, Column.SPENT)
_SCORED = (Column.POINTS, Column.SCORE)
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
    full: FundsCell | None = None  # points that a head gives the rate: 得分（20分*执行率）

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
    """The rows of each form that prints its heads before them, as far as it shows which cell stands under which head."""
    if "预算" not in given.document.text or "执行" not in given.document.text:
        return ()
    text = lines_of(given).text
    found = []
    at = 0
    while (first := _FIRST.search(text, at)) is not None:
        heads, at = _heads(text, first.start())
        if len(heads) >= _LEAST and Column.SPENT in heads:
            formula = _FORMULA.search(text, first.start(), at)
            rows, at = _rows(text, at, heads)
            if rows and rows[0].is_total:
                found.append((replace(rows[0], full=_full(formula)), *rows[1:]))
        at = max(at, first.end())
    return tuple(found)


def _full(formula: re.Match[str] | None) -> FundsCell | None:
    return FundsCell(read_figure(formula["points"]), *formula.span("points")) if formula is not None else None


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
    unnamed = list(_cells(text, at))
    if len(unnamed) >= len(heads) - 1:  # the names of the rows were poured elsewhere on the page
        rows += _parted(unnamed, heads)
        at = unnamed[-1].end
    while len(rows) < _MOST_ROWS and (label := _LABEL.match(text, at)) is not None:
        cells = list(_cells(text, label.end()))
        at = cells[-1].end if cells else label.end()
        columns = _columns(cells, heads)
        if columns or (rows and any(cell.value for cell in cells)):
            rows.append(FundsRow("".join(label["name"].split()), dict(zip(columns, cells, strict=False))))
        elif not rows:
            break
    return rows, at


def _parted(cells: Sequence[FundsCell], heads: Sequence[Column]) -> Iterator[FundsRow]:
    """The rows that cells without names make: the total, and below it what it consists of."""
    for size in (len(heads), len(heads) - 1):
        columns = _columns(cells[:size], heads)
        if not columns or (Column.RATE in columns and not _is_percent(cells[:size], columns)):
            continue
        money = sum(1 for column in columns if column in MONEY)
        left = cells[size:]
        if left and (len(left) != money + 1 or left[-1].figure is not None):
            continue
        yield FundsRow("年度资金总额", dict(zip(columns, cells[:size], strict=True)))
        if left:
            yield FundsRow("其中", dict(zip((column for column in columns if column in MONEY), left, strict=False)))
        return


def _columns(cells: Sequence[FundsCell], heads: Sequence[Column]) -> Sequence[Column]:
    """The heads of a row's cells; none where one was left blank and no cell shows which."""
    if len(cells) == len(heads):
        return heads
    money = [column for column in heads if column in MONEY]
    rate = next((at for at, cell in enumerate(cells) if cell.figure is not None and cell.figure.unit.is_ratio), None)
    if not money or list(heads[: len(money)]) != money or len(cells) < len(money):
        return ()
    if rate is not None:  # the amounts stand before it
        if len(cells) == len(heads) - 1 and heads[-1] is Column.SCORE and heads[rate] is Column.RATE:
            return heads[:-1]
        return [*money, Column.RATE] if rate == len(money) == len(cells) - 1 and Column.RATE in heads else ()
    left = cells[len(money) :]
    if not left:
        return money if cells[-1].figure is not None or all(cell.figure is None for cell in cells) else ()
    if len(left) == 1 and left[0].figure is None:
        return [*money, Column.POINTS]
    without = [column for column in heads if column is not Column.RATE]
    if without[len(money) :] == [Column.POINTS, Column.SCORE] and len(left) == len(_SCORED) and _are_points(*left):
        return without
    return ()


def _are_points(points: FundsCell, score: FundsCell) -> bool:
    """Whether two cells are points as forms have them for the money spent, and what was got; or dashes both."""
    if points.figure is None or score.figure is None:
        return points.figure is score.figure
    return points.value in _USUAL and 0 <= score.value <= points.value


def _is_percent(cells: Sequence[FundsCell], columns: Sequence[Column]) -> bool:
    """Whether the rate shows by its sign that no cell before it was left blank."""
    return any(column is Column.RATE and cell.figure is not None and cell.figure.unit.is_ratio for cell, column in zip(cells, columns, strict=True))


def _cells(text: str, at: int) -> Iterator[FundsCell]:
    while (found := _CELL.match(text, at)) is not None:
        at = found.end()
        yield FundsCell(read_figure(found["cell"]), found.start("cell"), found.end("cell"))
