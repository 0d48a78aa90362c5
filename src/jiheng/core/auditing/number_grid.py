"""The numbers of a table by row or by column, with what heads them: a table seen without understanding its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from jiheng.core.documents.block import Block, Cell
from jiheng.core.figures.interval import Interval

_NUMBER = re.compile(
    r"\s*(?:(?P<down>[-－—–−↓▼]|下降|减少|降低)|[+＋↑▲]|上升|增加|增长|提高)?\s*"
    r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?\s*(?P<unit>[%％]|(?![年月日号级类季届期第])[一-龥㎡]{1,3})?\s*"
)
_RATIO_HEAD = re.compile("[%％]|率|比重|占比|占.{0,6}比|幅|进度")
_AMOUNT_HEAD = re.compile("[（(][^（()）]*[元件个人次户亩宗起][)）]$")
_CHANGE_HEAD = re.compile("增.{0,2}减|增长|增幅|差[额异]|同比|环比|比上年|变[动化]")
_ORDINAL_HEAD = re.compile("序号|编号|编码|代码|排[名位序]|名次|^年[份度]$|日期|时间|行次|栏次|电话")
_YEAR = re.compile(r"\s*(?:19|20)\d\d\s*年?\s*")
_MOST_COLUMNS = 40  # a row of whole numbers no higher, rising from left to right, counts columns
_HEAD_ROWS = 4  # rows above the numbers of a column that may head it


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a cell prints it."""

    cell: Cell
    value: Decimal
    step: Decimal
    digits: int
    is_ratio: bool
    in_percent: bool  # by the sign that the cell prints

    @property
    def start(self) -> int:
        """The document's character at which the number stands."""
        return self.cell.block.document_index(len(self.cell.text) - len(self.cell.text.lstrip()))

    @property
    def range(self) -> Interval:
        """What may have been rounded to the number."""
        return Interval(self.value - self.step / 2, self.value + self.step / 2)


Line = Mapping[int, Number]  # by place


@dataclass(frozen=True, slots=True)
class NumberGrid:
    """A table's numbers in lines, by place in the line, and the words at the head of each place.

    Of a table as it stands a line is a row and a place a column; of a turned one it is the other way about.
    """

    lines: tuple[Line, ...]
    heads: Mapping[int, str]
    turned: bool = False

    @property
    def places(self) -> list[int]:
        """The places at which any line has a number, from first to last."""
        return sorted({place for line in self.lines for place in line})


def number_grid(table: Block) -> NumberGrid:
    """The numbers of a table by its rows: without those that only count rows or columns, and without years."""
    found: dict[tuple[int, int], tuple[Cell, re.Match[str]]] = {}
    said: list[Cell] = []
    for cell in table.cells:
        printed = _NUMBER.fullmatch(cell.text)
        if printed is not None:
            found[cell.row, cell.column] = cell, printed
        elif cell.text.strip():
            said.append(cell)
    heads = _heads(said, found)
    rows = _row_heads(said)
    parts = {column for (_, column), (_, printed) in found.items() if printed["part"]}
    years = {column for _, column in found} - {column for (_, column), (cell, _) in found.items() if not _YEAR.fullmatch(cell.text)}
    lines: dict[int, dict[int, Number]] = {}
    for (row, column), (cell, printed) in sorted(found.items()):
        head = heads.get(column, "")
        if column not in years and (column in parts or not _ORDINAL_HEAD.search(head)):
            said_so = _is_ratio(head) or _is_ratio(rows.get(row, ""))
            lines.setdefault(row, {})[column] = _number(cell, printed, said_so=said_so)
    return NumberGrid(tuple(line for line in lines.values() if not _counts(line)), heads)


def turned(grid: NumberGrid, table: Block) -> NumberGrid:
    """The same numbers by column: what stands below one another, but for columns of rates and of changes."""
    lines: dict[int, dict[int, Number]] = {}
    for line in grid.lines:
        for column, number in line.items():
            lines.setdefault(column, {})[number.cell.row] = number
    said = [cell for cell in table.cells if cell.text.strip() and _NUMBER.fullmatch(cell.text) is None]
    kept = (column for column in sorted(lines) if not _CHANGE_HEAD.search(grid.heads.get(column, "")))
    own = (lines[column] for column in kept if not all(number.is_ratio for number in lines[column].values()))
    return NumberGrid(tuple(own), _row_heads(said), turned=True)


def _number(cell: Cell, printed: re.Match[str], *, said_so: bool) -> Number:
    value = Decimal(printed["whole"].replace(",", "") + (printed["part"] or ""))
    step = Decimal(1).scaleb(-len((printed["part"] or ".")[1:]))
    in_percent = printed["unit"] in ("%", "％")
    digits = len(value.normalize().as_tuple().digits)
    return Number(cell, -value if printed["down"] else value, step, digits, in_percent or said_so, in_percent)


def _heads(said: Iterable[Cell], found: Mapping[tuple[int, int], object]) -> dict[int, str]:
    """The words above the first number of each column."""
    first: dict[int, int] = {}
    for row, column in found:
        first[column] = min(first.get(column, row), row)
    heads: dict[int, str] = {}
    for cell in said:
        for column in range(cell.column, cell.column + cell.columns):
            if column in first and first[column] - _HEAD_ROWS <= cell.row < first[column]:
                heads[column] = heads.get(column, "") + cell.text.strip()
    return heads


def _row_heads(said: Iterable[Cell]) -> dict[int, str]:
    heads: dict[int, str] = {}
    for cell in said:
        heads[cell.row] = heads.get(cell.row, "") + cell.text.strip()
    return heads


def _is_ratio(head: str) -> bool:
    return bool(_RATIO_HEAD.search(head)) and not _AMOUNT_HEAD.search(head)


def _counts(line: Line) -> bool:
    """Whether a row only numbers the columns (栏次 1, 2, 3 …)."""
    values = [line[column].value for column in sorted(line)]
    rising = len(values) > 1 and all(one < other for one, other in pairwise(values))
    return rising and all(value == value.to_integral_value() for value in values) and values[-1] <= _MOST_COLUMNS
