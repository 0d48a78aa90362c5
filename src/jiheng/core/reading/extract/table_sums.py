"""Sums that a table's own structure claims: total rows, subject codes, numbered rows, total columns.

A structure is a guess until the table bears it out: where a guessed sum fails in most of the places it applies to, it
was no sum; where it holds in most and fails in a few, those few are stated and the audit will judge them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, takewhile

from jiheng.core.documents.document import Document
from jiheng.core.facts.statements import StatedSum
from jiheng.core.facts.taxonomy import Taxonomy
from jiheng.core.figures.interval import Interval
from jiheng.core.reading.extract.grid import TOTAL, Grid
from jiheng.core.reading.extract.tables import TableFacts

_LEVELS = (
    re.compile(r"^[一二三四五六七八九十]{1,3}[、.．]"),
    re.compile(r"^[（(][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"^\d{1,2}[、.．]"),
    re.compile(r"^[（(]\d{1,2}[)）]"),
)
_ENDS_TOTAL = re.compile(r"(?:费|支出|收入|经费)(?:合计|总计|小计)$")
_AMONG = re.compile(r"^(?:其中|其中[:：])")
_SUBTOTALS = ("income.current", "spend.current", "income.total", "spend.total")
_KINDS = {"spend.basic", "spend.project"}
_NO_PART = re.compile(r"^(?:其中|减|加)|(?:率|占比|比例|分值|得分|权重|备注|增减|变动|差异)")
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class _Line:
    """A row in one half of a table: where its label stands, its code and its level (0 unknown)."""

    row: int
    label: str
    code: str
    level: int
    indent: int
    is_total: bool
    among: bool


def table_sums(found: TableFacts, document: Document, taxonomy: Taxonomy) -> list[StatedSum]:
    """Every sum that the structure of a table claims and the table as a whole bears out."""
    grid = found.grid
    columns = sorted({column for _, column in found.facts})
    claims: list[StatedSum] = []
    guessed: dict[tuple[int, tuple[int, ...]], list[StatedSum]] = {}
    for column in columns:
        lines = _lines(grid, found, column, taxonomy)
        for whole, parts, sure in (*_by_code(lines), *_by_total(lines), *_by_numbering(lines)):
            stated = _sum(found, [(whole.row, column)], [(line.row, column) for line in parts], document, complete=sure)
            if stated is not None:
                key = (whole.row, tuple(line.row for line in parts))
                guessed.setdefault(key, []).append(stated)
    for group in guessed.values():
        claims += _borne_out(group)
    claims += _among(grid, found, columns, document, taxonomy)
    claims += _across(found, columns, document, taxonomy)
    return claims


def _among(grid: Grid, found: TableFacts, columns: list[int], document: Document, taxonomy: Taxonomy) -> list[StatedSum]:
    """A row, then 其中 and further rows: as many of them as make up the row in most columns that tell."""
    groups: dict[int, dict[tuple[int, ...], list[StatedSum]]] = {}
    for column in columns:
        for whole, parts in _after_among(_lines(grid, found, column, taxonomy)):
            for count in range(len(parts), 1, -1):
                places = [(line.row, column) for line in parts[:count]]
                stated = _sum(found, [(whole.row, column)], places, document, complete=False)
                if stated is not None and len(stated.parts) > 1:
                    groups.setdefault(whole.row, {}).setdefault(tuple(row for row, _ in places), []).append(stated)
    claims: list[StatedSum] = []
    for ways in groups.values():
        for group in ways.values():
            telling = [stated for stated in group if stated.whole.figure.value]
            if telling and sum(_holds(stated) for stated in telling) * 2 >= len(telling):
                claims += group
                break
    return claims


def _after_among(lines: list[_Line]) -> Iterable[tuple[_Line, list[_Line]]]:
    for index, line in enumerate(lines[:-1]):
        first = lines[index + 1]
        if not first.among or line.among or line.code:
            continue
        parts = [first]
        for other in lines[index + 2 :]:
            back = other.indent < first.indent and first.indent > line.indent
            if other.is_total or other.among or other.code or other.level != first.level or back:
                break
            parts.append(other)
        yield line, parts


def _lines(grid: Grid, found: TableFacts, column: int, taxonomy: Taxonomy) -> list[_Line]:
    lines = []
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
        total = bool(TOTAL.match(label)) or bool(_ENDS_TOTAL.search(label)) or (concept is not None and concept.id in _SUBTOTALS)
        lines.append(_Line(row, label, code, level, _indent(grid, row, column), total, bool(_AMONG.match(label))))
    del found
    return lines


def _indent(grid: Grid, row: int, column: int) -> int:
    for left in range(column - 1, -1, -1):
        if grid.is_words(row, left):
            text = grid.at[row, left].text
            return len(text) - len(text.lstrip())
    return 0


def _by_code(lines: list[_Line]) -> Iterable[tuple[_Line, list[_Line], bool]]:
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
            # 人员经费合计 may be of some classes only: the figures must say so.
            yield line, [other for other in coded if len(other.code) == top], not _ENDS_TOTAL.search(line.label)


def _by_total(lines: list[_Line]) -> Iterable[tuple[_Line, list[_Line], bool]]:
    """A total row at the foot of the rows it adds up, or at their head."""
    if any(line.code for line in lines):
        return
    block: list[_Line] = []
    for index, line in enumerate(lines):
        if not line.is_total:
            block.append(line)
            continue
        parts = _top_level(block)
        if len(parts) >= 2:
            yield line, parts, True
            block = [line]
        elif not block:
            after = list(takewhile(lambda other: not other.is_total, islice(lines, index + 1, None)))
            parts = _top_level(after)
            if len(parts) >= 2:
                yield line, parts, False
            block = []
        else:
            block = [line]


def _top_level(block: list[_Line]) -> list[_Line]:
    own = [line for line in block if not line.among]
    numbered = [line for line in own if line.level]
    if numbered:
        top = min(line.level for line in numbered)
        first = [line for line in numbered if line.level == top]
        rest = [line for line in own if not line.level and line.is_total]
        return rest + first
    least = min((line.indent for line in own), default=0)
    return [line for line in own if line.indent == least]


def _by_numbering(lines: list[_Line]) -> Iterable[tuple[_Line, list[_Line], bool]]:
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
        parts: list[_Line] = []
        for other in lines[index + 1 :]:
            if other.level == following.level and not other.is_total:
                parts.append(other)
                continue
            plain = not other.level and not other.among and other.indent <= line.indent
            if (other.level and other.level < following.level) or other.is_total or plain:
                break
        if parts:
            yield line, parts, False


def _sum(found: TableFacts, whole: list[tuple[int, int]], parts: list[tuple[int, int]], document: Document, *, complete: bool) -> StatedSum | None:
    """A stated sum, blank parts left out; None when the whole or all parts are blank, or units differ."""
    total = found.facts.get(whole[0])
    stated = [found.facts[place] for place in parts if place in found.facts]
    if total is None or not stated:
        return None
    if total.figure.unit.is_ratio or any(part.figure.unit.base != total.figure.unit.base for part in stated):
        return None
    cell = found.grid.at[whole[0]]
    origin = document.span(cell.block, 0, len(cell.text), total.origin.quote)
    return StatedSum(total, tuple(stated), (1,) * len(stated), complete, origin, "表内合计")


def _holds(stated: StatedSum) -> bool:
    total = Interval.point(Decimal(0))
    for part in stated.parts:
        total = total + part.figure.range
    return total.meets(stated.whole.figure.range)


def _borne_out(group: list[StatedSum]) -> list[StatedSum]:
    """The claims of one structure over its columns (or rows): all, when it holds in half of them or is sure by form."""
    telling = [stated for stated in group if stated.whole.figure.value and len(stated.parts) > 1]
    if not telling:
        return [stated for stated in group if _holds(stated)]
    share = Decimal(sum(_holds(stated) for stated in telling)) / len(telling)
    if share >= _HALF or (telling[0].complete and len(telling) == 1):
        return group
    return [stated for stated in group if _holds(stated)]


def _across(found: TableFacts, columns: list[int], document: Document, taxonomy: Taxonomy) -> list[StatedSum]:
    """Total columns: 合计 beside the columns it adds up, by the head's own grouping."""
    grid = found.grid
    rows = sorted({row for row, _ in found.facts})
    if not rows:
        return []
    paths = {column: grid.header(rows[0], column) for column in columns}
    claims: list[StatedSum] = []
    for column in columns:
        path = paths[column]
        if not path or not _is_total_head(path[-1], taxonomy):
            continue
        parts = _part_columns(column, paths, taxonomy)
        if len(parts) < 2:
            continue
        group = [
            stated for row in rows
            if (stated := _sum(found, [(row, column)], [(row, other) for other in parts], document, complete=True)) is not None
        ]  # fmt: skip
        telling = [stated for stated in group if stated.whole.figure.value]
        good = sum(_holds(stated) for stated in telling)
        if telling and (good * 2 > len(telling) or _shares_out(path[-1], [paths[part][-1] for part in parts], taxonomy)):
            claims += group
    return claims


def _shares_out(total: str, parts: list[str], taxonomy: Taxonomy) -> bool:
    """Whether the heads name a spending and the kinds it is known to consist of, so that even one row claims the sum."""
    whole, kinds = taxonomy.exact(total), [taxonomy.exact(part) for part in parts]
    return whole is not None and whole.id in _SUBTOTALS and {kind.id for kind in kinds if kind is not None} == _KINDS


def _is_total_head(words: str, taxonomy: Taxonomy) -> bool:
    if TOTAL.match(words):
        return True
    concept = taxonomy.exact(words)
    return concept is not None and concept.id in _SUBTOTALS


def _part_columns(total: int, paths: dict[int, tuple[str, ...]], taxonomy: Taxonomy) -> list[int]:
    """Columns that stand under the same head as the total; of a group with a total of its own, that total only."""
    group = paths[total][:-1]
    parts: list[int] = []
    for column in sorted(paths):
        path = paths[column]
        if column == total or path[: len(group)] != group or len(path) <= len(group) or _NO_PART.search(path[-1]):
            continue
        if column < total and not group:
            continue
        below = path[len(group) :]
        if len(below) > 1:
            mates = [other for other in paths if paths[other][: len(group) + 1] == path[: len(group) + 1]]
            totals = [other for other in mates if other != total and _is_total_head(paths[other][-1], taxonomy)]
            if totals and column not in totals:
                continue
        elif _is_total_head(path[-1], taxonomy):
            break
        parts.append(column)
    return parts
