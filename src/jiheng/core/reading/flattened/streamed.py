"""Finds indicator tables whose cells came out one a line or one piece a line, and puts them back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jiheng.core.reading.extract.indicator_columns import BLANK_MARKS, Role, is_level1, is_level2, is_total, role_of
from jiheng.core.reading.flattened.forms import read_form
from jiheng.core.reading.flattened.grid import Grid, Rebuilt, Repair
from jiheng.core.reading.flattened.lines import Line, Weave
from jiheng.core.reading.flattened.marks import ends_table, is_page_number
from jiheng.core.reading.flattened.stream import Row, head_at, is_indicator_head, read_rows
from jiheng.core.reading.flattened.tokens import Token, cell_of, is_shredded, joined, kind_of, tokens_of

_HEAD = re.compile(r"一\s?级|二\s?级|三\s?级|指标名称|指标内容|考核内容|评价内容|评分项")
_VALUE = re.compile("值|分|权|完成")
_MOST_LINES = 1500
_MOST_BACK = 240
_MOST_TOKENS = 4000
_HEAD_LINES = 40
_UPPER_LINES = 8
_LONG = 44
_NEED = 2


def streamed_tables(source: str, lines: Sequence[Line], taken: Sequence[bool]) -> list[Rebuilt]:
    """Every table of this shape among the lines that no other shape took."""
    found: list[Rebuilt] = []
    at = 0
    floor = 0
    while at < len(lines):
        line = lines[at]
        if taken[at] or not _HEAD.search(line.text[:2000]) or not any(_VALUE.search(near.text[:2000]) for near in lines[at : at + 16]):
            at += 1
            continue
        tables, stop = _from(source, lines, at, floor, taken)
        found.extend(tables)
        floor = stop if tables else floor
        at = max(stop, at + 1)
    return found


def _from(source: str, lines: Sequence[Line], first: int, floor: int, taken: Sequence[bool]) -> tuple[list[Rebuilt], int]:
    """The tables of the form whose indicator heads begin on line `first`, and the line behind them."""
    # The heads alone first: most lines that name levels begin no table, and looking for a table's end is dear.
    begin = _head_start(tokens_of(lines[first : first + _HEAD_LINES]), lines[first])
    if begin < 0:
        return [], first + 1
    stop = _body_stop(lines, first, taken)
    tokens = tokens_of(line for line in lines[first:stop] if not is_page_number(line.text))[:_MOST_TOKENS]
    roles, heads, behind = head_at(tokens, begin)
    above = 0
    if Role.WEIGHT not in roles and Role.SCORE not in roles:
        roles, heads, above = _upper_heads(tokens_of(lines[max(floor, first - _UPPER_LINES) : first]), tokens, behind) or (roles, heads, above)
    body = tokens[behind:]
    shredded = is_shredded(tokens)
    table = _indicators(source, roles, heads, body, shredded=shredded)
    if table is None:
        return [], first + 1
    found: list[Rebuilt] = []
    back = _back(lines, first, floor, taken)
    upper = [*tokens_of(lines[back:first]), *tokens[:begin]]
    before = joined(upper[: len(upper) - above])
    form, title = read_form(source, before)
    if form is not None:
        found.append(form)
        opening = before[max(0, title - 12) : title]
        if opening and (shredded or all(token.gap and len(token.text) <= 6 for token in opening)):
            text = cell_of(source, opening)
            found.insert(0, Rebuilt(opening[0].start, opening[-1].end, (), (), text))
    found.append(table)
    return found, stop


def _upper_heads(early: list[Token], tokens: Sequence[Token], behind: int) -> tuple[list[Role], list[list[Token]], int] | None:
    """Heads that begin lines above the levels (得分 over two rows), with how many tokens of those lines they take; None if none do."""
    both = [*early, *tokens]
    for at in range(len(early)):
        roles, heads, end = head_at(both, at)
        if end == len(early) + behind and {Role.WEIGHT, Role.SCORE} & set(roles):
            return roles, heads, len(early) - at
    return None


def _head_start(tokens: Sequence[Token], line: Line) -> int:
    """The token of a line where an indicator table's heads begin, or -1."""
    for at, token in enumerate(tokens):
        if token.start >= line.end or at > _MOST_TOKENS:
            return -1
        role = role_of(token.text) or (role_of(token.text + tokens[at + 1].text) if at + 1 < len(tokens) else None)
        if role in (Role.LEVEL1, Role.LEVEL2, Role.NAME, Role.NOTE) or token.text.endswith("级"):
            roles, _, _ = head_at(tokens, at)
            if is_indicator_head(roles):
                return at
    return -1


def _cellish(line: Line) -> bool:
    """Whether a line holds what only a table's cells hold: a number, a sign, a level by itself."""
    text = line.text
    if not text:
        return False
    if len(text) > 60:
        return sum(kind_of(token).points for token in text.split()) >= _NEED
    last = text.split()[-1]
    kind = kind_of(last)
    return kind.number or kind.percent or kind.sign or kind.points or kind.blank or is_level1(text) or is_level2(text) or kind_of(text).figure


def _body_stop(lines: Sequence[Line], first: int, taken: Sequence[bool]) -> int:
    """The line behind a table's body: a chapter's heading, notes, or prose with no cells behind it."""
    at = first + 1
    last_cell = first + 1
    stop = min(len(lines), first + _MOST_LINES)
    while at < stop and not taken[at]:
        line = lines[at]
        if ends_table(line.text) or line.blanks > 6:
            break
        words = line.text.split()
        if words and is_total(words[0]):
            end = at + 1
            while end < stop and end - at <= 3 and _figure_line(lines[end]):
                end += 1
            if end > at + 1 or (len(words) > 1 and kind_of(words[1]).points):
                return end
        if _cellish(line):
            last_cell = at + 1
        elif at - last_cell > 14 or (len(line.text) > _LONG and not any(_cellish(near) for near in lines[at + 1 : at + 9])):
            break
        at += 1
    # What follows the last number may still be its unit or its reason; more is the text behind the table.
    tail = last_cell
    while tail < at and tail - last_cell < 1 and len(lines[tail].text) <= _LONG and not lines[tail].text.endswith("。"):
        tail += 1
    return tail


def _figure_line(line: Line) -> bool:
    return all(kind_of(token).points or token in BLANK_MARKS for token in line.text.split())


def _back(lines: Sequence[Line], first: int, floor: int, taken: Sequence[bool]) -> int:
    """The first line of the form's upper part."""
    at = first
    while at > floor and first - at < _MOST_BACK and not taken[at - 1]:
        line = lines[at - 1]
        if ends_table(line.text) or len(line.text) > 400 or is_page_number(line.text) or lines[at].blanks > 4:
            break
        at -= 1
    return at


def _indicators(source: str, roles: list[Role], heads: list[list[Token]], body: list[Token], *, shredded: bool) -> Rebuilt | None:
    pieces = joined(body)
    total: list[Token] = []
    for at, token in enumerate(pieces):
        if at and is_total(token.text) and at + 1 < len(pieces) and kind_of(pieces[at + 1].text).points and len(pieces) - at <= 6:
            pieces, total = pieces[:at], pieces[at:]
            break
    parts, repeated = _parts(pieces)
    bodies = [read_rows(roles, part, shredded=shredded) for part in parts]
    while bodies and not (bodies[-1] and _has_value(roles, bodies[-1][-1])):
        if bodies[-1]:
            bodies[-1].pop()
        elif len(bodies) > 1:  # heads printed again above no row of the table
            bodies.pop()
            repeated.pop()
        else:
            break
    rows = [row for body in bodies for row in body]
    if not rows or sum(_has_value(roles, row) for row in rows) * 2 < len(rows):
        return None
    grid = Grid()
    for column, head in enumerate(heads):
        grid.put(0, column, cell_of(source, head))
    repairs: list[Repair] = []
    for part, rows_of in enumerate(bodies):
        if part:
            for column, head in enumerate(repeated[part - 1]):
                grid.put(grid.row if not column else grid.row - 1, column, cell_of(source, head))
            grid.above = {}
        for row in rows_of:
            _put_row(source, grid, roles, row, repairs)
    if total:
        _put_total(source, grid, roles, total)
    first = heads[0][0]
    last = (total or [token for cell in rows[-1] for token in cell])[-1]
    columns = "、".join(role.value for role in roles)
    repairs.insert(0, Repair("JH-F-042", f"第{first.line}—{last.line}行的指标表失去了格线，已按“{columns}”还原为{len(rows)}行"))
    return Rebuilt(first.start, last.end, grid.slots(), tuple(repairs))


def _parts(pieces: Sequence[Token]) -> tuple[list[list[Token]], list[list[list[Token]]]]:
    """A body cut where its heads are printed again (on the next page), and those heads."""
    parts: list[list[Token]] = [[]]
    repeated: list[list[list[Token]]] = []
    at = 0
    while at < len(pieces):
        if role_of(pieces[at].text) in (Role.LEVEL1, Role.NAME) or pieces[at].text.endswith("级"):
            roles, heads, behind = head_at(pieces, at)
            if len(roles) > 3 and is_indicator_head(roles) and parts[-1]:
                repeated.append(heads)
                parts.append([])
                at = behind
                continue
        parts[-1].append(pieces[at])
        at += 1
    return parts, repeated


def _put_row(source: str, grid: Grid, roles: list[Role], row: Row, repairs: list[Repair]) -> None:
    # An empty place stands where the row begins.
    anchor = next(token.start for cell in row for token in cell)
    number = grid.row
    grid.add([cell_of(source, cell) if cell else Weave("", ((0, anchor),)) for cell in row])
    if Role.WEIGHT in roles and not row[roles.index(Role.WEIGHT)]:
        name = "".join(token.text for token in row[roles.index(Role.NAME)]) if Role.NAME in roles else ""
        words = f"还原的指标表第{number + 1}行“{name[:30]}”没有分值（权重），文件中缺失，未作推断"
        repairs.append(Repair("JH-F-044", words, number))


def _has_value(roles: list[Role], row: Row) -> bool:
    return any(row[at] for at, role in enumerate(roles) if role in (Role.TARGET, Role.ACTUAL, Role.WEIGHT, Role.SCORE))


def _put_total(source: str, grid: Grid, roles: list[Role], total: Sequence[Token]) -> None:
    """The total row: its figures stand under weight and score."""
    row = grid.row
    places = [roles.index(role) for role in (Role.WEIGHT, Role.SCORE) if role in roles] or [len(roles) - 1]
    grid.put(row, 0, cell_of(source, [total[0]]), 1, max(1, places[0]))
    rest = list(total[1:])
    for at, place in enumerate(places):
        if rest[at : at + 1]:
            grid.put(row, place, cell_of(source, rest[at : at + 1]))
    if len(rest) > len(places):
        grid.put(row, max(places) + 1, cell_of(source, rest[len(places) :]))
