"""The rows of one half of a table as lines, and the sums that their order, codes and numbers suggest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, takewhile

from jiheng.core.facts.taxonomy import Taxonomy
from jiheng.core.reading.extract import cues
from jiheng.core.reading.extract.grid import TOTAL, Grid
from jiheng.core.reading.extract.table_carry import carried_fund

_LEVELS = (
    re.compile(r"^[一二三四五六七八九十]{1,3}[、.．]"),
    re.compile(r"^[（(][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"^\d{1,2}[、.．]"),
    re.compile(r"^[（(]\d{1,2}[)）]"),
)
_ENDS_TOTAL = re.compile(r"(?:费|支出|收入|经费|资金|金额|投资|款)(?:合计|总计|小计|共计)(?:[（(].*[)）])?[:：]?$")
_SUBTOTAL = re.compile(r"小\s?计")
_AMONG = re.compile(r"^(?:其中|其中[:：])")
SUBTOTALS = ("income.current", "spend.current", "income.total", "spend.total")


@dataclass(frozen=True, slots=True)
class Line:
    """A row in one half of a table: its label, its code and its level (0 unknown).

    `of_carry` when it is one fund of the carry-over above, `opens` when it is the first below heads other than those above.
    """

    row: int
    label: str
    code: str
    level: int
    indent: int
    is_total: bool
    among: bool
    concept: str = ""
    of_carry: bool = False
    opens: bool = False


def after_among(lines: list[Line]) -> Iterable[tuple[Line, list[Line]]]:
    """A row, then 其中 and further rows that may be its parts."""
    for index, line in enumerate(lines[:-1]):
        first = lines[index + 1]
        if not first.among or line.among or line.code:
            continue
        parts = [first]
        by_source = cues.FUNDS_FROM.fullmatch(first.label) is not None
        for other in lines[index + 2 :]:
            back = (other.indent < first.indent and first.indent > line.indent) or (by_source and not cues.FUNDS_FROM.fullmatch(other.label))
            if other.is_total or other.among or other.code or other.opens or other.level != first.level or back:
                break
            parts.append(other)
        yield line, parts


def by_fund(lines: list[Line]) -> Iterable[tuple[Line, list[Line], bool]]:
    """A carry-over and the rows of its funds below it."""
    for index, line in enumerate(lines):
        parts = list(takewhile(lambda other: other.of_carry, islice(lines, index + 1, None)))
        if not line.of_carry and parts:
            yield line, parts, True


def number_of(label: str) -> str:
    """The number that a row's label opens with: 一、, （2）; none: empty."""
    return next((found[0] for level in _LEVELS if (found := level.match(label))), "")


def lines_of(grid: Grid, column: int, taxonomy: Taxonomy) -> list[Line]:
    """The labelled rows that a column's figures stand in."""
    lines: list[Line] = []
    above: tuple[str, ...] = ()
    for row in range(grid.height):
        labels = grid.row_label(row, column)
        if not labels or row in grid.head_rows:
            continue
        label = labels[-1]
        code = grid.code(row, column) or "".join(words for words in labels if words.isdigit())
        if not code:
            match = re.match(r"\d{3}(?:\d\d){0,2}(?!\d)", label)
            code = match[0] if match else ""
        if len(code) not in (3, 5, 7):
            code = ""
        level = next((index + 1 for index, pattern in enumerate(_LEVELS) if pattern.match(label)), 0)
        concept = taxonomy.exact(label)
        total = bool(TOTAL.match(label)) or bool(_ENDS_TOTAL.search(label)) or (concept is not None and concept.id in SUBTOTALS)
        named = concept.id if concept else ""
        fund = carried_fund(grid, row, column, taxonomy) is not None
        head = grid.header(row, column)
        opens = bool(lines) and bool(head) and head != above
        above = head
        lines.append(Line(row, label, code, level, _indent(grid, row, column), total, bool(_AMONG.match(label)), named, fund, opens))
    return lines


def _indent(grid: Grid, row: int, column: int) -> int:
    for left in range(column - 1, -1, -1):
        if grid.is_words(row, left):
            text = grid.at[row, left].text
            return len(text) - len(text.lstrip())
    return 0


def by_code(lines: list[Line]) -> Iterable[tuple[Line, list[Line], bool]]:
    """类 = its 款, 款 = its 项, and the total = all 类."""
    coded = [line for line in lines if line.code]
    if not coded:
        return
    for parent in coded:
        parts = [line for line in coded if len(line.code) == len(parent.code) + 2 and line.code.startswith(parent.code)]
        if parts:
            yield parent, parts, True
    top = min(len(line.code) for line in coded)
    for line in lines:
        if line.is_total and not line.code:
            # 人员经费合计 may be of some classes only: the figures must say so. Codes that occur twice were cut off.
            parts = [other for other in coded if len(other.code) == top]
            yield line, parts, not _ENDS_TOTAL.search(line.label) and len({part.code for part in parts}) == len(parts)


def by_total(lines: list[Line]) -> Iterable[tuple[Line, list[Line], bool]]:
    """A total row at the foot of the rows it adds up, or at their head."""
    if any(line.code for line in lines):
        return
    block: list[Line] = []
    closed: list[Line] = []  # 小计 above, of their own rows each
    for index, line in enumerate(lines):
        if line.opens:
            block, closed = [], []
        if not line.is_total:
            block.append(line)
            continue
        if _SUBTOTAL.match(line.label):
            yield from ((line, parts, True) for parts in (_top_level(block),) if len(parts) > 1)
            block, closed = [], [*closed, line]
            continue
        block, closed = [*closed, *block], []
        parts = _top_level(block)
        if len(parts) >= 2 or (parts and len(lines) == len(parts) + 1 and TOTAL.match(line.label)):
            yield line, parts, True
            block = [line]
        elif not block:
            after = list(takewhile(lambda other: not other.is_total and not other.opens, islice(lines, index + 1, None)))
            parts = _top_level(after)
            if len(parts) >= 2:
                # 合计 over all the rows of the table, none of them told as another's part, is their sum.
                whole = not index and len(after) + 1 == len(lines) and not any(other.among for other in after)
                yield line, parts, whole and bool(TOTAL.match(line.label))
            block = []
        else:
            block = [line]


def _top_level(block: list[Line]) -> list[Line]:
    own = [line for line in block if not line.among and not line.of_carry]
    numbered = [line for line in own if line.level]
    if numbered:
        top = min(line.level for line in numbered)
        first = [line for line in numbered if line.level == top]
        rest = [line for line in own if not line.level and line.is_total]
        return rest + first
    least = min((line.indent for line in own), default=0)
    return [line for line in own if line.indent == least]


def _counts(parts: list[Line]) -> bool:
    """Whether several rows are numbered 1, 2, 3 … in order."""
    numbers = [re.match(r"[（(]?(\d{1,2})", part.label) for part in parts]
    return len(parts) > 1 and [int(number[1]) for number in numbers if number] == list(range(1, len(parts) + 1))


def by_numbering(lines: list[Line]) -> Iterable[tuple[Line, list[Line], bool]]:
    """A row without a number, then rows numbered from 1: its parts, unless the numbering runs on from before."""
    for index, line in enumerate(lines[:-1]):
        following = lines[index + 1]
        if (
            line.is_total
            or line.code
            or not following.level
            or following.level == line.level
            or not re.match(r"^[（(]?[1一][)）、.．]", following.label)
        ):
            continue
        parts: list[Line] = []
        for other in lines[index + 1 :]:
            if other.level == following.level and not other.is_total:
                parts.append(other)
                continue
            plain = not other.level and not other.among and other.indent <= line.indent
            if (other.level and other.level < following.level) or other.is_total or plain:
                break
        if parts:
            yield line, parts, bool(line.level) and _counts(parts)
