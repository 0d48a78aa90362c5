"""Tables by subject code poured out cell by cell: heads, a total, rows of a code, a name and figures."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from jiheng.core.reading.extract.indicator_columns import squeeze
from jiheng.core.reading.flattened.cellwise import FIGURE, number
from jiheng.core.reading.flattened.grid import Grid, Rebuilt, Repair
from jiheng.core.reading.flattened.lines import Line, weave
from jiheng.core.reading.flattened.marks import is_closed, is_page_number
from jiheng.core.reading.flattened.placing import Group, Numbers, holds, place
from jiheng.core.reading.flattened.tokens import Token, cell_of, tokens_of

_CODE = re.compile(r"[1-9]\d{2}(?:\d{2}|\d{3}|\d{4}|\d{6})?")
_PART_OF_CODE = re.compile(r"\d{2}(?=[\u4e00-\u9fff])")
_CLASS_DIGITS = 3
_CODED = re.compile("编码|代码")
_UNIT = re.compile(r"单位\s?[:：]|公开\s?\d{1,2}\s?表")
_LEAD = re.compile(r"项目|栏次|[类款项]|(?!.*(?:收入|支出)$).*(?:科目|编码|代码|分类).*|(?:部门|单位)[（(]?(?:单位)?[）)]?名称|名称")
_WHOLE = re.compile(r"(?:合|总|小)计|.{1,6}合计")
_TITLE = re.compile(r"表$|^(?:预算)?公开\s?表?\s?\d{1,2}\s?表?$|^附?表\s?\d|^(?:部门|单位|编制|填报)[^。]{0,12}[:：]")
_MOST_HEADS = 30
_LONGEST_NAME = 40
_NAME_PIECES = 4
_LEAST_ROWS = 2
_SHORTEST_SUM = 2  # a total and one part
_ENDING = 2  # characters that a head has in common with the heads below it: 本年支出, 基本支出
_MOST_COLUMNS = 12
_MOST_WAYS = 500  # in which heads can stand under others


class _Row(NamedTuple):
    """A row as it was poured out: a code ("" for a total), the pieces of the name, the figures."""

    code: Token | None
    name: list[Token]
    figures: list[Token]

    @property
    def numbers(self) -> Numbers:
        return Numbers(self.code.text if self.code else "", tuple(number(token.text) or Decimal(0) for token in self.figures))


class _Heads(NamedTuple):
    """Where heads stand, (row, column, rows, columns) each, and the sums that bear them out."""

    places: tuple[tuple[int, int, int, int], ...]
    groups: tuple[Group, ...]


def coded_tables(source: str, lines: Sequence[Line], taken: Sequence[bool]) -> list[Rebuilt]:
    """Every table of this shape among the lines that no other shape took; only where sums bear the heads out."""
    if not _CODED.search(source):
        return []
    found: list[Rebuilt] = []
    for run in _runs(lines, taken):
        at = 0
        while at < len(run):
            rebuilt, at = _table(source, run, at)
            if rebuilt is not None:
                found.append(rebuilt)
    return found


def _runs(lines: Sequence[Line], taken: Sequence[bool]) -> Iterator[list[Token]]:
    """The pieces of neighbouring lines that no table has and that are no sentence."""
    run: list[Token] = []
    for at, line in enumerate(lines):
        if is_page_number(line.text) and not taken[at]:
            continue
        if taken[at] or not line.text or is_closed(line.text) or _TITLE.search(line.text) or _UNIT.search(line.text):
            if run:
                yield run
            run = []
        else:
            run += tokens_of((line,))
    if run:
        yield run


def _is_figure(token: Token) -> bool:
    return FIGURE.fullmatch(token.text) is not None


def _begins_row(run: Sequence[Token], at: int) -> bool:
    """Whether a code stands here with a name behind it."""
    return at + 2 < len(run) and _CODE.fullmatch(run[at].text) is not None and not _is_figure(run[at + 1])


def _table(source: str, run: Sequence[Token], at: int) -> tuple[Rebuilt | None, int]:
    """The next table of a run from a place on, and the place behind it."""
    first = next((near for near in range(at, len(run)) if _begins_row(run, near)), len(run))
    rows, stop = _rows(run, first)
    if len(rows) < 1:
        return None, max(stop, first + 1)
    top = first
    total = _total_before(run, at, first)
    if total is not None:
        rows.insert(0, total)
        top -= len(total.name) + len(total.figures)
    counted = _counted_before(run, at, top)
    width = len(counted) or max(len(row.figures) for row in rows)
    top -= len(counted)
    if counted and top > at and squeeze(run[top - 1].text) in ("栏次", "栏目", "行次"):
        top -= 1
        label: list[Token] = [run[top]]
    else:
        label = []
    most = max(len(row.figures) for row in rows)
    if len(rows) < _LEAST_ROWS or not 1 < width <= _MOST_COLUMNS or most > width or (most < width and not counted):
        return None, stop
    words = list(run[max(at, top - _MOST_HEADS) : top])
    figures = [row.numbers.figures for row in rows]
    if not any(_CODED.search(token.text) for token in words):
        return None, stop
    named = [token for token in words if not _LEAD.fullmatch(squeeze(token.text))]
    heads = _heads([squeeze(token.text) for token in named], width, figures)
    if heads is None:
        return None, stop
    return _written(source, words, named, heads, counted, label, rows, width), stop


def _rows(run: Sequence[Token], at: int) -> tuple[list[_Row], int]:
    """The rows from a place on, and the place behind them."""
    rows: list[_Row] = []
    while at < len(run):
        coded = _begins_row(run, at)
        begin = at + coded
        name = begin
        while name < len(run) and name - begin < _NAME_PIECES and not _is_figure(run[name]):
            name += 1
        figures = name
        while figures < len(run) and _is_figure(run[figures]) and not (figures > name and _begins_row(run, figures)):
            figures += 1
        words = "".join(token.text for token in run[begin:name])
        if name in (figures, begin) or len(words) > _LONGEST_NAME or (not coded and not _WHOLE.fullmatch(squeeze(words))):
            break
        rows.append(_unglued(_Row(run[at] if coded else None, list(run[begin:name]), list(run[name:figures]))))
        at = figures
    return rows, at


def _unglued(row: _Row) -> _Row:
    """A row whose 款 stands at the front of its name (301 01基本工资) with the whole code."""
    part = _PART_OF_CODE.match(row.name[0].text)
    if row.code is None or part is None or len(row.code.text) != _CLASS_DIGITS or len(row.name[0].runs) > 1:
        return row
    start, end = row.name[0].runs[0]
    middle = start + part.end()
    first = row.name[0]
    code = Token(row.code.text + part[0], (*row.code.runs, (start, middle)), row.code.gap, row.code.line)
    return _Row(code, [Token(first.text[part.end() :], ((middle, end),), 0, first.line), *row.name[1:]], row.figures)


def _total_before(run: Sequence[Token], floor: int, first: int) -> _Row | None:
    """The row 合计 right before the first code."""
    start = first
    while start > floor and _is_figure(run[start - 1]):
        start -= 1
    if start == first:
        return None
    for pieces in (1, 2):
        words = run[start - pieces : start]
        if start - pieces >= floor and _WHOLE.fullmatch(squeeze("".join(token.text for token in words))):
            return _Row(None, list(words), list(run[start:first]))
    return None


def _counted_before(run: Sequence[Token], floor: int, top: int) -> list[Token]:
    """The row that numbers the columns, 1 2 3 …, right before a place."""
    start = top
    while start > floor and run[start - 1].text.isdigit():
        start -= 1
    counted = list(run[start:top])
    return counted if len(counted) > 1 and [token.text for token in counted] == [str(at + 1) for at in range(len(counted))] else []


def _heads(texts: Sequence[str], width: int, rows: Sequence[tuple[Decimal, ...]]) -> _Heads | None:
    """Where heads of one or two levels stand: the one way that the sums of the rows bear out."""
    if len(texts) == width:
        whole = Group(0, tuple(range(1, width)))
        if not _WHOLE.fullmatch(texts[0]) or width <= _SHORTEST_SUM:
            return _Heads(tuple((0, at, 1, 1) for at in range(width)), ()) if not any(_WHOLE.fullmatch(text) for text in texts) else None
        return _Heads(tuple((0, at, 1, 1) for at in range(width)), (whole,)) if _bears_out(rows, width, whole) else None
    fitting: list[tuple[int, _Heads]] = []
    for top in range(1, len(texts)):
        if not _WHOLE.fullmatch(texts[top]):
            continue
        starts = [at for at in range(top, len(texts)) if _WHOLE.fullmatch(texts[at])]
        if len(starts) > top or math.comb(top, len(starts)) > _MOST_WAYS or top - len(starts) + len(texts) - top != width:
            continue
        sizes = [end - start for start, end in zip(starts, [*starts[1:], len(texts)], strict=True)]
        for parents in combinations(range(top), len(starts)):
            if any(_WHOLE.fullmatch(texts[parent]) for parent in parents):
                continue
            heads = _nested(texts, top, dict(zip(parents, sizes, strict=True)))
            if heads.groups and all(_bears_out(rows, width, group) for group in heads.groups):
                fitting.append((sum(_is_kin(texts, parent, start) for parent, start in zip(parents, starts, strict=True)), heads))
    best = max((kin for kin, _ in fitting), default=0)
    fitting = [(kin, heads) for kin, heads in fitting if kin == best]
    return fitting[0][1] if len(fitting) == 1 else None


def _is_kin(texts: Sequence[str], parent: int, start: int) -> bool:
    """Whether the head right behind a group's total ends like the head over the group."""
    return texts[parent][-_ENDING:] == "".join(texts[start + 1 : start + 2])[-_ENDING:]


def _nested(texts: Sequence[str], top: int, sizes: dict[int, int]) -> _Heads:
    """Heads whose first level stands up to `top`, the others below the parents of these sizes in turn."""
    places: list[tuple[int, int, int, int]] = []
    below: list[tuple[int, int, int, int]] = []
    groups: list[Group] = []
    firsts: list[int] = []
    column = 0
    for at in range(top):
        size = sizes.get(at, 0)
        places.append((0, column, 1 if size else 2, size or 1))
        firsts.append(column)
        below += [(1, column + step, 1, 1) for step in range(size)]
        if size > 1:
            groups.append(Group(column, tuple(range(column + 1, column + size))))
        column += size or 1
    if len(firsts) > 1 and _WHOLE.fullmatch(texts[0]):
        groups.append(Group(firsts[0], tuple(firsts[1:])))
    return _Heads((*places, *below), tuple(groups))


def _bears_out(rows: Sequence[tuple[Decimal, ...]], width: int, group: Group) -> bool:
    """Whether most full rows with an amount there add up; where all columns are parts, short rows do so too. No row says no."""
    if not group.whole and len(group.parts) == width - 1:
        told = [holds(row, Group(0, tuple(range(1, len(row))))) for row in rows if len(row) > 1]
    else:
        told = [holds(row, group) for row in rows if len(row) == width and row[group.whole]]
        if not told and all(len(row) < width for row in rows):
            return True
    return sum(told) * 2 > len(told)


def _written(
    source: str, words: Sequence[Token], named: Sequence[Token], heads: _Heads, counted: Sequence[Token], label: Sequence[Token],
    rows: Sequence[_Row], width: int,
) -> Rebuilt:  # fmt: skip
    grid = Grid()
    height = max(place[0] + place[2] for place in heads.places)
    leads = [token for token in words if token not in named]
    code = next((at for at, token in enumerate(leads) if _CODED.search(token.text)), 0)
    grid.put(0, 0, cell_of(source, leads[: code + 1][-1:]), height)
    grid.put(0, 1, cell_of(source, leads[code + 1 : code + 2]) if len(leads) > code + 1 else weave(source, (), words[0].start), height)
    for token, (row, column, tall, wide) in zip(named, heads.places, strict=True):
        grid.put(row, 2 + column, cell_of(source, (token,)), tall, wide)
    if counted:
        row = grid.row
        if label:
            grid.put(row, 0, cell_of(source, label), 1, 2)
        for column, token in enumerate(counted):
            grid.put(row, 2 + column, cell_of(source, (token,)))
    told = place([row.numbers for row in rows], width, heads.groups)
    for poured, columns in zip(rows, told, strict=True):
        row = grid.row
        if poured.code is not None:
            grid.put(row, 0, cell_of(source, (poured.code,)))
        grid.put(row, 1 if poured.code is not None else 0, cell_of(source, poured.name), 1, 1 if poured.code is not None else 2)
        for step, (token, here) in enumerate(zip(poured.figures, columns, strict=True)):
            if here is None:
                grid.put(row, 2 + width + step, cell_of(source, (token,)), placed=False)
            else:
                grid.put(row, 2 + here, cell_of(source, (token,)))
    first, last = words[0], rows[-1].figures[-1]
    repair = Repair("JH-F-042", f"第{first.line}—{last.line}行的表格逐格成行、空格丢失，已按各级合计还原为{grid.row}行{width + 2}列")
    return Rebuilt(first.start, last.end, grid.slots(), (repair,))
