"""Piped tables whose rows lost their leading cells: they are read as a stream of cells, not by their bars."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from jiheng.core.reading.extract.indicator_columns import SIGNS, Role, is_level2, role_of, squeeze
from jiheng.core.reading.flattened.grid import Rebuilt
from jiheng.core.reading.flattened.lines import BLANKS, Line
from jiheng.core.reading.flattened.stream import is_indicator_head
from jiheng.core.reading.flattened.streamed import streamed_tables

PIPES = "|｜│┃"
_LEAST = 2
_RATE = re.compile(r"(?:预算)?执行率(?:[（(].{1,8}[)）])?")
_PERCENT = re.compile(r"\d+(?:\.\d+)?[%％]")
_GAP = 3  # lines without a bar inside a region


def stream_ragged(source: str, lines: Sequence[Line], tables: Sequence[Rebuilt]) -> list[Rebuilt]:
    """The tables, those replaced whose cells stand under the wrong heads and whose stream of cells can be read."""
    kept: list[Rebuilt] = []
    floor = 0
    for table in tables:
        if table.start < floor:
            continue
        streamed = _streamed(source, lines, table) if _is_ragged(table) else []
        kept += streamed or [table]
        floor = max([floor, *(one.end for one in streamed)])
    starts = [table.start for table in kept if table.slots]
    return [table for table in kept if not any(other.start <= table.start < other.end for other in kept if other is not table)] if starts else kept


def _is_ragged(table: Rebuilt) -> bool:
    """Whether signs and second levels stand beside the columns that are headed for them."""
    rows: dict[int, dict[int, str]] = {}
    for slot in table.slots:
        rows.setdefault(slot.row, {})[slot.column] = squeeze(slot.text.text)
    columns: dict[Role, int] = {}
    right = wrong = 0
    rate = -1
    for cells in rows.values():
        rates = [column for column, text in cells.items() if _RATE.fullmatch(text)]
        if len(rates) == 1 and any("执行数" in text for text in cells.values()):
            rate = rates[0]
        elif rate >= 0:
            shares = [column for column, text in cells.items() if _PERCENT.fullmatch(text)]
            wrong += _LEAST * (len(shares) == 1 and rate not in shares)
            right += rate in shares
        roles = {column: role for column, text in cells.items() if (role := role_of(text)) is not None}
        if is_indicator_head(list(roles.values())):
            columns = {}
            for column, role in roles.items():
                columns.setdefault(role, column)
            continue
        for column, text in cells.items():
            wanted = columns.get(Role.RELATION) if text in SIGNS else columns.get(Role.LEVEL2) if is_level2(text) else None
            if wanted is not None:
                right += column == wanted
                wrong += column != wanted
    return wrong >= _LEAST and wrong >= right


def _streamed(source: str, lines: Sequence[Line], table: Rebuilt) -> list[Rebuilt]:
    """What the stream of cells of the whole piped region gives."""
    begins = [line.begin for line in lines]
    first = last = max(0, bisect_left(begins, table.start + 1) - 1)
    while first > 0 and _piped_near(lines, first - 1, -1):
        first -= 1
    while last + 1 < len(lines) and _piped_near(lines, last + 1, 1):
        last += 1
    cells = [cell for line in lines[first : last + 1] for cell in _cells(source, line)]
    return streamed_tables(source, cells, [False] * len(cells))


def _piped_near(lines: Sequence[Line], at: int, step: int) -> bool:
    """Whether a line has a bar, or one a few lines further on has."""
    for near in range(_GAP):
        place = at + near * step
        if not 0 <= place < len(lines):
            return False
        if any(mark in lines[place].text for mark in PIPES):
            return True
        if len(lines[place].text) > 200:
            return False
    return False


def _cells(source: str, line: Line) -> list[Line]:
    """A line for each cell that holds anything."""
    found: list[Line] = []
    start = line.start
    for stop in [*(line.start + at for at, mark in enumerate(line.text) if mark in PIPES), line.end]:
        text = source[start:stop]
        words = text.strip(BLANKS)
        if words:
            begin = start + len(text) - len(text.lstrip(BLANKS))
            found.append(line._replace(text=words, start=begin, end=begin + len(words), begin=begin, blanks=0))
        start = stop + 1
    return found
