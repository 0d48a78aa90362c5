"""Indicator tables with a cell a line and no cell lost: every row has as many lines as there are heads."""

from __future__ import annotations

from collections.abc import Sequence

from jiheng.core.reading.extract.indicator_columns import BLANK_MARKS, Role, is_level1, is_level2, is_total, role_of
from jiheng.core.reading.flattened.grid import Grid, Rebuilt, Repair
from jiheng.core.reading.flattened.lines import Line, weave
from jiheng.core.reading.flattened.marks import ends_table
from jiheng.core.reading.flattened.stream import is_indicator_head
from jiheng.core.reading.flattened.tokens import kind_of

_MOST_HEADS = 14
_LEAST_ROWS = 2
_POINTS = (Role.WEIGHT, Role.SCORE)


def even_tables(source: str, lines: Sequence[Line], taken: Sequence[bool]) -> list[Rebuilt]:
    """Every table of this shape among the lines that no other shape took; one odd row and it is none."""
    found: list[Rebuilt] = []
    at = 0
    while at < len(lines):
        roles = _heads(lines, at, taken)
        stop = _stop(lines, at + len(roles), roles, taken) if is_indicator_head(roles) else 0
        if not stop or stop - at < len(roles) * (_LEAST_ROWS + 1):
            at += max(1, len(roles))
            continue
        grid = Grid()
        for first in range(at, stop, len(roles)):
            grid.add([weave(source, ((line.start, line.end),), line.start) for line in lines[first : first + len(roles)]], merge=False)
        repair = Repair("JH-F-042", f"第{lines[at].number}—{lines[stop - 1].number}行的指标表逐格成行，已还原为{grid.row}行{len(roles)}列")
        found.append(Rebuilt(lines[at].start, lines[stop - 1].end, grid.slots(), (repair,)))
        at = stop
    return found


def _heads(lines: Sequence[Line], first: int, taken: Sequence[bool]) -> list[Role]:
    roles: list[Role] = []
    for at in range(first, min(len(lines), first + _MOST_HEADS)):
        role = role_of(lines[at].text) if lines[at].text and not taken[at] else None
        if role is None or (role in roles and role not in (Role.NOTE, Role.REASON)):
            break
        roles.append(role)
    return roles


def _stop(lines: Sequence[Line], first: int, roles: Sequence[Role], taken: Sequence[bool]) -> int:
    """The line behind the rows; 0 where a row does not fit its heads."""
    width = len(roles)
    at = first
    while at < len(lines) and not taken[at] and not ends_table(lines[at].text):
        row = lines[at : at + width]
        if is_total(row[0].text) or (at > first and not any(kind_of(line.text).points for line in lines[at : at + width + 4] if line.text)):
            break
        if len(row) < width or any(taken[at : at + width]) or not all(_fits(role, line.text) for role, line in zip(roles, row, strict=True)):
            return 0
        at += width
    return at


def _fits(role: Role, text: str) -> bool:
    if not text:
        return False
    if role in _POINTS:
        return kind_of(text).points or text in BLANK_MARKS
    if role in (Role.NAME, Role.LEVEL1, Role.LEVEL2):
        return not kind_of(text).number and (role is not Role.NAME or not (is_level1(text) and is_level2(text)))
    return role is not Role.UNIT or len(text) <= _MOST_HEADS
