"""A table as a grid of positions, merged cells filled in, with the words above and to the left of each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from jiheng.core.documents.block import Block, Cell
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.mention import MentionKind
from jiheng.core.figures.printed import scan
from jiheng.core.reading.extract import cues

_NUMERIC = re.compile(r"[≥≤＝=><＞＜约近不少于超过低高\s]*[-−－+]?[\d０-９][\d０-９,，.．\s]*[^\d０-９]{0,7}")
_NAME_AFTER = re.compile(r"(?!(?:及?以[上下内外]|左右|之间|不等|[/／每]))[\u4e00-\u9fff]{3,}")  # 60岁|老兵补助 is a name
_BLANK = re.compile(r"[\s\u3000/—–\-－、.。…]*")
_BLANKS = re.compile(r"[\s\u3000]+")
_KEY = re.compile(
    r"(?:项目|部门|单位|主管|实施|预算|填报|评价)(?:预算|责任|主管)?(?:单位|部门)?(?:名称|部门|单位|编码|代码|负责人|联系人)|联系电话|填报日期"
)
_CODE_HEAD = re.compile(r"^(?!.*(?:部门|单位)).*(?:编码|代码)|^[类款项]$|^项目$")
_YEAR = re.compile(r"\s*(?:19|20)\d\d\s*")
_LEAST_YEARS = 2
_LEAST_HEADS = 2
_BASIS = re.compile(r"(?:年初|全年|调整)?(?:预算|决算|执行)数")
_LEAST_BASES, _LONGEST_BASIS = 4, 8
_COUNTING = "栏次"
_LEAST_COUNTED = 3
TOTAL = re.compile(
    r"^(?:[一二三四五六七八九十\d]*[、.．]?)(?:全(?:省|市|县|区|州|盟|旗|镇|乡|村|校|局|院|系统))?(?:总?合计|总计|小计|合\s*计|总\s*计)(?:[:：（(].*)?$"
)


@dataclass(frozen=True)
class Grid:
    """Cells by position; a merged cell stands at each position it covers."""

    table: Block

    @cached_property
    def at(self) -> dict[tuple[int, int], Cell]:
        """The cell at (row, column)."""
        places: dict[tuple[int, int], Cell] = {}
        for cell in self.table.cells:
            for row in range(cell.row, cell.row + cell.rows):
                for column in range(cell.column, cell.column + cell.columns):
                    places.setdefault((row, column), cell)
        return places

    @cached_property
    def height(self) -> int:
        """Number of rows."""
        return 1 + max((row for row, _ in self.at), default=-1)

    @cached_property
    def width(self) -> int:
        """Number of columns."""
        return 1 + max((column for _, column in self.at), default=-1)

    @cached_property
    def figures(self) -> dict[tuple[int, int], Figure]:
        """The number of each cell that holds nothing but one number, at the cell's first position."""
        found: dict[tuple[int, int], Figure] = {}
        for cell in self.table.cells:
            if _NUMERIC.fullmatch(cell.text) and cell.column not in self.year_columns:
                mentions = scan(cell.text)
                if (
                    len(mentions) == 1
                    and mentions[0].kind is MentionKind.QUANTITY
                    and mentions[0].figure is not None
                    and not _NAME_AFTER.match(cell.text, mentions[0].end)
                ):
                    found[cell.row, cell.column] = mentions[0].figure
        return found

    @cached_property
    def year_columns(self) -> frozenset[int]:
        """Columns that hold nothing but the years of their rows, bare: 2021, 2022 …"""
        years: dict[int, int] = {}
        others: set[int] = set()
        for cell in self.table.cells:
            if _YEAR.fullmatch(cell.text):
                years[cell.column] = years.get(cell.column, 0) + 1
            elif any(mark.isdigit() for mark in cell.text):
                others.add(cell.column)
        return frozenset(column for column, count in years.items() if count >= _LEAST_YEARS and column not in others)

    def words(self, row: int, column: int) -> str:
        """The text at a position without blanks; "" where there is none."""
        cell = self.at.get((row, column))
        return _BLANKS.sub("", cell.text) if cell else ""

    def is_words(self, row: int, column: int) -> bool:
        """Whether a position holds words rather than a number or nothing."""
        cell = self.at.get((row, column))
        if cell is None or (cell.row, cell.column) in self.figures:
            return False
        return not _BLANK.fullmatch(cell.text)

    def row_label(self, row: int, column: int) -> tuple[str, ...]:
        """Words to the left of a position, nearest last, from the start of its row or of its half of the table."""
        labels: list[str] = []
        for left in range(column - 1, -1, -1):
            cell = self.at.get((row, left))
            if cell is None or _BLANK.fullmatch(cell.text):
                continue
            if (cell.row, cell.column) in self.figures:
                if labels:
                    break
                continue
            words = _BLANKS.sub("", cell.text)
            if cell.column in self.year_columns and _YEAR.fullmatch(words):
                words += "年"
            if not labels or labels[-1] != words:
                labels.append(words)
        return tuple(reversed(labels))

    def code(self, row: int, column: int) -> str:
        """The subject's code left of the label that a position belongs to, its 类, 款 and 项 joined; "" where there is none."""
        at = column - 1
        while at >= 0 and not self.is_words(row, at):
            at -= 1
        parts: list[str] = []
        while at >= 0 and (self.is_words(row, at) or not self.words(row, at)):
            at -= 1
        while at >= 0 and (words := self.words(row, at)).isdigit() and _CODE_HEAD.search("".join(self.header(row, at)[-1:])):
            if not parts or self.at[row, at] is not self.at[row, at + 1]:
                parts.append(words)
            at -= 1
        return "".join(reversed(parts))

    def header(self, row: int, column: int) -> tuple[str, ...]:
        """Words above a position: the nearest run of word cells, top first."""
        labels: list[str] = []
        heads = self._head_cells.get(column, [])
        place = bisect_left(heads, row)
        if not place and self._is_paired(row, column):
            return self.header(row, column - 1)
        up = heads[place - 1] if place else -1
        while up >= 0 and up in self.head_rows:
            words = self.words(up, column) if self._heads(up, column) else self._spread(up, column)
            if not words and not self._hangs(up, column):
                break
            if words and (not labels or labels[-1] != words):
                labels.append(words)
            up -= 1
        return tuple(reversed(labels))

    def _hangs(self, row: int, column: int) -> bool:
        """Whether an empty place in a row of heads belongs to a head above it that begins right of the row's own: it hangs down."""
        if row - 1 not in self.head_rows or self.words(row, column):
            return False
        left, above = (next((at for at in range(column, -1, -1) if self.is_words(up, at)), -1) for up in (row, row - 1))
        return above > left

    def _is_paired(self, row: int, column: int) -> bool:
        """Whether a place without head stands right of its own label, under whose head it fell: a merged head lost its width."""
        if column < 1 or (row, column) not in self.figures or not self.is_words(row, column - 1):
            return False
        heads = self._head_cells.get(column - 1, [])
        place = bisect_left(heads, row)
        return bool(place) and self.at[heads[place - 1], column - 1].columns == 1 and not self.words(heads[place - 1], column)

    def _spread(self, row: int, column: int) -> str:
        """The head to the left of an empty place in an upper row of heads: its merged cells were lost."""
        if ((row, column) in self.at and self.words(row, column)) or self._hangs(row, column):
            return ""
        if row + 1 not in self.head_rows or sum(self.is_words(row, other) for other in range(self.width)) < _LEAST_HEADS:
            return ""
        left = next((other for other in range(column - 1, -1, -1) if self.is_words(row, other)), -1)
        return self.words(row, left) if left >= 0 and self._parted(row, left) else ""

    def _parted(self, row: int, column: int) -> bool:
        """Whether a row below prints heads of its own under a head and right of it."""
        cell, down = self.at[row, column], row + 1
        while down in self.head_rows and not self.words(down, column):
            down += 1  # the head hangs down
        return cell.columns == 1 and self._heads(down, column) and self.at[down, column] is not cell

    def _heads(self, row: int, column: int) -> bool:
        """Whether a position is a column's head: words, in a row that holds no number besides running numbers."""
        if not self.is_words(row, column):
            return False
        return row in self.head_rows

    @cached_property
    def _head_cells(self) -> dict[int, list[int]]:
        """The rows that hold a head in each column, top first."""
        found: dict[int, list[int]] = {}
        for row in sorted(self.head_rows):
            for column in range(self.width):
                if self.is_words(row, column):
                    found.setdefault(column, []).append(row)
        return found

    @cached_property
    def head_rows(self) -> frozenset[int]:
        """Rows that hold words in two or more cells and no figure (years and running numbers aside)."""
        rows: set[int] = set()
        standing: dict[int, dict[int, Cell]] = {}
        for (row, _), cell in self.at.items():
            standing.setdefault(row, {})[id(cell)] = cell
        for row, cells in standing.items():
            numbers = sum(1 for cell in cells.values() if (cell.row, cell.column) in self.figures)
            words = sum(1 for cell in cells.values() if not _BLANK.fullmatch(cell.text)) - numbers
            if numbers == 0 and words >= _LEAST_HEADS and not self._asks(row) and not _parts_twice([cell.text for cell in cells.values()]):
                rows.add(row)
        return frozenset(rows)

    @cached_property
    def counting_rows(self) -> frozenset[int]:
        """Rows that number the columns: 栏次 and its numbers, or nothing but 1 2 3 … right below a head."""
        found: set[int] = set()
        for row in range(self.height):
            cells = {id(cell): cell for column in range(self.width) if (cell := self.at.get((row, column))) is not None}
            texts = [words for cell in cells.values() if (words := _BLANKS.sub("", cell.text))]
            numbers = [text for text in texts if text != _COUNTING]
            counted = numbers == [str(number + 1) for number in range(len(numbers))]
            if _COUNTING in texts or (counted and len(numbers) >= _LEAST_COUNTED and row - 1 in self.head_rows):
                found.add(row)
        return frozenset(found)

    @cached_property
    def unmatched_rows(self) -> frozenset[int]:
        """Rows whose figures nobody can put under their heads: 预算数 决算数 over and over, the heads above moved left."""
        bases = Counter(cell.row for cell in self.table.cells if len(cell.text) <= _LONGEST_BASIS and _BASIS.fullmatch(_BLANKS.sub("", cell.text)))
        head = next((row for row, count in sorted(bases.items()) if count >= _LEAST_BASES), 0)
        above = [[column for column in range(self.width) if self.is_words(row, column)] for row in range(head)]
        uppers = [columns for columns in above if len(columns) >= _LEAST_HEADS]
        merged = any(cell.columns > 1 for cell in self.table.cells if cell.row < head)
        if not bases and not merged:
            return self._rows_beyond_heads()
        if not uppers or merged or any(columns[-1] - columns[0] >= len(columns) or len(columns) >= bases[head] for columns in uppers):
            return frozenset()
        printed = Counter(row for row, _ in self.figures)
        return frozenset(row for row, count in printed.items() if row >= head and count != bases[head])

    def _rows_beyond_heads(self) -> frozenset[int]:
        """The one row of figures, more than either of two head rows has words: 合计 接待费 用车费 over 小计 购置 运行, five figures below."""
        heads = sorted(self.head_rows)[:2]
        if len(heads) < _LEAST_HEADS or heads[1] != heads[0] + 1:
            return frozenset()
        most = max(sum(self.is_words(row, column) for column in range(self.width)) for row in heads)
        printed = Counter(row for row, _ in self.figures)
        return frozenset(row for row, count in printed.items() if row > heads[1] and count > most) if len(printed) == 1 else frozenset()

    def _asks(self, row: int) -> bool:
        """Whether a row asks for something and leaves room for the answer (项目名称 ____), where a head has the next name beside it."""
        first = next((column for column in range(self.width) if self.words(row, column)), 0)
        return bool(_KEY.match(self.words(row, first))) and not _KEY.match(self.words(row, first + 1))


def _parts_twice(texts: Sequence[str]) -> bool:
    """Whether a row only names one source of funds on either side of a form: 省财政 ____ 省财政 ____."""
    words = [bare for text in texts if (bare := _BLANKS.sub("", text)) and not _BLANK.fullmatch(text)]
    return len(words) == _LEAST_HEADS and words[0] == words[1] and cues.FUNDS_FROM.fullmatch(words[0]) is not None
