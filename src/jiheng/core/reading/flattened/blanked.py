"""Tables with a row a line and one blank between the cells: told from prose by figures that stand alike in every row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from jiheng.core.reading.extract.indicator_columns import SIGNS, Role, is_level1, is_level2, is_total, role_of
from jiheng.core.reading.flattened.cellwise import FIGURE, Head, head_places
from jiheng.core.reading.flattened.grid import Grid, Rebuilt, Repair
from jiheng.core.reading.flattened.halves import ordinal
from jiheng.core.reading.flattened.lines import Line, Weave, weave
from jiheng.core.reading.flattened.marks import FIRST, SECOND, is_page_number
from jiheng.core.reading.flattened.stream import is_indicator_head
from jiheng.core.reading.flattened.tokens import Token, tokens_of

_PAIRS = re.compile(r"(?:TN){2,4}N?")
_FIGURES = re.compile(r"(T+)(N+)")
_CODED = re.compile(r"(N{1,3}T+)(N+)")
_HALVES = re.compile(r"(?:T+N+){1,2}")
_NUMBERS = frozenset(("行次", "行数", "序号"))
_TARGETS = frozenset((Role.RELATION, Role.UNIT, Role.TARGET))
_POINTS = frozenset((Role.SCORE, Role.WEIGHT, Role.NOTE))
_CLOSE = re.compile(r"[。；;！？]$")
_MOST_TOKENS = 24
_HEAD_LINES = 3
_LEVELS = 3
_LEAST_ROWS = 2


class _Row(NamedTuple):
    """A line's pieces and their sorts: T words, N a figure, S a sign."""

    line: Line
    tokens: list[Token]
    sorts: str


def blanked_tables(source: str, lines: Sequence[Line], taken: Sequence[bool]) -> list[Rebuilt]:
    """Every table of these shapes among the lines that no other shape took."""
    rows = [_row(line) if not taken[at] else None for at, line in enumerate(lines)]
    found: list[Rebuilt] = []
    at = 0
    floor = 0
    while at < len(lines):
        row = rows[at]
        if row is None or row.sorts.count("N") < 1:
            at += 1
            continue
        rebuilt, stop = None, at + 1
        for read in (halved_rows, _pairs, _unlabelled, _under_heads, _indicators, _figures):
            rebuilt, stop = read(source, rows, at, floor)
            if rebuilt is not None:
                found.append(rebuilt)
                floor = stop
                break
        at = max(stop, at + 1)
    return found


def _row(line: Line) -> _Row | None:
    text = line.text
    if not text or len(text) > 400 or " " not in text or is_page_number(text) or _CLOSE.search(text):
        return None
    tokens = tokens_of((line,))
    if not 1 < len(tokens) <= _MOST_TOKENS:
        return None
    return _Row(line, tokens, "".join("N" if FIGURE.fullmatch(token.text) else "S" if token.text in SIGNS else "T" for token in tokens))


def _heads_above(rows: Sequence[_Row | None], first: int, floor: int) -> list[list[Token]]:
    """The lines of heads right above a row, top first: words only, at most three lines."""
    above: list[list[Token]] = []
    at = first - 1
    while at >= floor and len(above) < _HEAD_LINES:
        row = rows[at]
        if row is None or "N" in row.sorts:
            break
        above.insert(0, row.tokens)
        at -= 1
    return above


def _cell(source: str, tokens: Sequence[Token]) -> Weave:
    """Some pieces of one line with the blanks between them."""
    return weave(source, ((tokens[0].start, tokens[-1].end),), tokens[0].start)


def _titled(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """A part's title (二、预算执行情况) at the front of heads, and the heads."""
    if len(tokens) > 1 and (FIRST.match(tokens[0].text) or SECOND.match(tokens[0].text)):
        return tokens[:1], tokens[1:]
    return [], tokens


def _done(grid: Grid, first: int, end: int, numbers: tuple[int, int], width: int) -> Rebuilt:
    repair = Repair("JH-F-043", f"第{numbers[0]}—{numbers[1]}行是以空格分隔的文字，已还原为{grid.row}行{width}列的表格")
    return Rebuilt(first, end, grid.slots(), (repair,))


def halved_rows(source: str, rows: Sequence[_Row | None], first: int, floor: int) -> tuple[Rebuilt | None, int]:
    """Rows of 项目 行次 金额 twice, income beside spending; a row of one half goes where its line number goes on."""
    above = _heads_above(rows, first, floor)
    heads = above[-1] if above else []
    texts = [token.text for token in heads]
    half = next((at for at in range(2, len(texts)) if texts[at].startswith("项目")), 0)
    numbered = [at for at, text in enumerate(texts) if text in _NUMBERS]
    if not half or not texts[0].startswith("项目") or numbered not in ([1, half + 1], []):
        return None, first + 1
    grid = Grid()
    top = above[-2] if len(above) > 1 and len(above[-2]) == 2 else []
    for side, token in enumerate(top):
        grid.put(0, side * half, _cell(source, [token]), 1, len(heads) - half if side else half)
    row = grid.row
    for at, token in enumerate(heads):
        grid.put(row, at, _cell(source, [token]))
    counts = [0, 0]
    opening = 0  # the first line number of the second half
    rooms = (half - 1, len(heads) - half - 1)
    at = first
    last = heads
    while at < len(rows) and (near := rows[at]) is not None:
        parts = _entries(near)
        if not parts or len(parts) > 2 or any(len(entry) - lead > room for (entry, lead), room in zip(parts, rooms, strict=False)):
            break
        row = grid.row
        for side, (entry, lead) in enumerate(parts):
            plain = entry[0].text == "栏次"
            line = int(entry[lead].text) if numbered and not plain and entry[lead].text.isdigit() else ordinal(entry[0].text)
            goes_on = line == counts[1] + 1 != counts[0] + 1 or (numbered and line >= opening > counts[0])
            place = 1 if len(parts) == 1 and line and opening and goes_on else side
            opening = opening or (line if place else 0)
            counts[place] = line or counts[place]
            grid.put(row, place * half, _cell(source, entry[:lead]))
            for step, token in enumerate(entry[lead:], start=2 if plain and numbered else 1):
                grid.put(row, place * half + step, _cell(source, [token]))
        last = near.tokens
        at += 1
    if at - first < _LEAST_ROWS:
        return None, first + 1
    begin = (top or heads)[0]
    return _done(grid, begin.start, last[-1].end, (begin.line, last[-1].line), len(heads)), at


def _entries(row: _Row) -> list[tuple[list[Token], int]]:
    """A row cut before each label: its tokens, and where the label ends."""
    return [
        (row.tokens[found.start() : found.end()], len(found[1])) for found in _FIGURES.finditer(row.sorts)
    ] if _HALVES.fullmatch(row.sorts) else []  # fmt: skip


def _pairs(source: str, rows: Sequence[_Row | None], first: int, floor: int) -> tuple[Rebuilt | None, int]:
    """Rows of label and figure, label and figure: heads, where there are any, stand over the pairs."""
    row = rows[first]
    if row is None or not _PAIRS.fullmatch(row.sorts):
        return None, first + 1
    pairs = row.sorts.count("T")
    stop = first
    while stop < len(rows) and (near := rows[stop]) is not None and _PAIRS.fullmatch(near.sorts) and near.sorts.count("T") == pairs:
        stop += 1
    body = [near for near in rows[first:stop] if near is not None]
    if len(body) < _LEAST_ROWS:
        return None, first + 1
    above = _heads_above(rows, first, floor)
    before = rows[first - 1] if first > floor else None
    if not above and before is not None and before.sorts.count("N") > 1:
        return None, first + 1  # a part of a table whose heads are lost
    title, heads = _titled(above[-1]) if above else ([], [])
    width = max(len(near.tokens) for near in body)
    grid = Grid()
    begin = body[0].line
    if pairs <= len(heads) <= pairs + 1 and width - 2 * pairs >= len(heads) - pairs:
        row_before = rows[first - 1]
        begin = row_before.line if row_before is not None else begin
        if title:
            grid.put(0, 0, _cell(source, title), 1, width)
        top = grid.row
        for at, token in enumerate(heads):
            grid.put(top, at * 2, _cell(source, [token]), 1, 2 if at < pairs else 1)
    for near in body:
        below = grid.row
        for at, token in enumerate(near.tokens):
            grid.put(below, at, _cell(source, [token]))
    end = body[-1].line
    return _done(grid, begin.start, end.end, (begin.number, end.number), width), stop


def _unlabelled(source: str, rows: Sequence[_Row | None], first: int, floor: int) -> tuple[Rebuilt | None, int]:
    """A row of running numbers and rows of as many figures below heads of several levels (三公 and the like)."""
    row = rows[first]
    if row is None or "T" in row.sorts or "S" in row.sorts or [token.text for token in row.tokens] != [str(at + 1) for at in range(len(row.tokens))]:
        return None, first + 1
    width = len(row.tokens)
    stop = first + 1
    while stop < len(rows) and (near := rows[stop]) is not None and near.sorts == row.sorts:
        stop += 1
    body = [near for near in rows[first:stop] if near is not None]
    above = _heads_above(rows, first, floor)
    if len(body) < _LEAST_ROWS or width < _LEVELS + 1:
        return None, first + 1
    figures = [token.text for near in body[1:] for token in near.tokens]
    for used in range(1, len(above) + 1):
        heads = [token for line in above[-used:] for token in line]
        bounds = [(len(heads) + at * width, len(heads) + (at + 1) * width) for at in range(len(body) - 1)]
        placed = head_places([*(token.text for token in heads), *figures], len(heads), width, bounds, bare=True)
        if not placed:
            continue
        grid = Grid()
        for head in placed:
            grid.put(head.row, head.column, _cell(source, [heads[head.number]]), head.rows, head.columns)
        for near in body:
            below = grid.row
            for at, token in enumerate(near.tokens):
                grid.put(below, at, _cell(source, [token]))
        begin = above[-used][0]
        return _done(grid, begin.start, body[-1].line.end, (begin.line, body[-1].line.number), width), stop
    return None, first + 1


def _figures(source: str, rows: Sequence[_Row | None], first: int, floor: int) -> tuple[Rebuilt | None, int]:
    """Rows of words and then figures, as many in most of them, below as many heads."""
    body: list[tuple[_Row, int]] = []
    at = first
    while at < len(rows) and (near := rows[at]) is not None:
        match = _FIGURES.fullmatch(near.sorts) or _CODED.fullmatch(near.sorts)
        if match is not None and not all(token.text.isdigit() for token in near.tokens[: near.sorts.index("T")]):
            break
        if match is None or len(match[1]) > _LEVELS + 1 or any(len(token.text) > 40 for token in near.tokens):
            break
        body.append((near, len(match[1])))
        at += 1
    if len(body) < _LEAST_ROWS:
        return None, at
    count = Counter(len(near.tokens) - lead for near, lead in body).most_common(1)[0][0]
    if count < 2 or any(len(near.tokens) - lead > count for near, lead in body):
        return None, at
    above = _heads_above(rows, first, floor)
    coded = sum(near.sorts[0] == "N" for near, _ in body) > 1
    labels = 2 if coded else 1
    width = count + labels
    figures = [[*([""] * labels), *(token.text for token in near.tokens[lead:])] for near, lead in body if len(near.tokens) - lead == count]
    placed: tuple[Head, ...] = ()
    heads: list[Token] = []
    title: list[Token] = []
    used = 0
    for used in range(1, len(above) + 1):
        title, heads = _titled([token for line in above[-used:] for token in line])
        flat = [token.text for token in heads] + [text for row in figures for text in row]
        bounds = [(len(heads) + step * width, len(heads) + (step + 1) * width) for step in range(len(figures))]
        placed = head_places(flat, len(heads), width, bounds)
        if placed:
            break
    if not placed:
        return None, at
    grid = Grid()
    begin = rows[first - used]
    begin_line = begin.line if begin is not None else body[0][0].line
    if title:
        grid.put(0, 0, _cell(source, title), 1, width)
    top = grid.row
    for head in placed:
        grid.put(top + head.row, head.column, _cell(source, [heads[head.number]]), head.rows, head.columns)
    for near, lead in body:
        row = grid.row
        code = near.sorts.index("T") if near.sorts[0] == "N" else 0
        if code:
            grid.put(row, 0, _cell(source, near.tokens[:code]))
            grid.put(row, 1, _cell(source, near.tokens[code:lead]))
        else:
            grid.put(row, 0, _cell(source, near.tokens[:lead]), 1, labels)
        whole = len(near.tokens) - lead == count
        for step, token in enumerate(near.tokens[lead:]):
            # Where cells were left empty, only the first figure's place is sure.
            grid.put(row, labels + step if whole or not step else width + step, _cell(source, [token]))
    end = body[-1][0].line
    return _done(grid, begin_line.start, end.end, (begin_line.number, end.number), width), at


def _under_heads(source: str, rows: Sequence[_Row | None], first: int, floor: int) -> tuple[Rebuilt | None, int]:
    """One row of figures whose label is the first of the heads above: 人员情况 编制数 实有人数 控制率 / 64 61 95%."""
    row = rows[first]
    above = _heads_above(rows, first, floor)
    if row is None or row.sorts.strip("N") or not above or len(above[-1]) != len(row.tokens) + 1 or len(row.tokens) < _LEAST_ROWS:
        return None, first + 1
    grid = Grid()
    grid.put(0, 0, _cell(source, above[-1][:1]), 2)
    for at, (head, token) in enumerate(zip(above[-1][1:], row.tokens, strict=True), start=1):
        grid.put(0, at, _cell(source, [head]))
        grid.put(1, at, _cell(source, [token]))
    begin = above[-1][0]
    return _done(grid, begin.start, row.line.end, (begin.line, row.line.number), len(above[-1])), first + 1


def _indicators(source: str, rows: Sequence[_Row | None], first: int, floor: int) -> tuple[Rebuilt | None, int]:
    """Rows of an indicator table whose cells stand alike from the right; levels to the left go on from the row above."""
    body: list[_Row] = []
    at = first
    while at < len(rows) and (near := rows[at]) is not None and "N" in near.sorts and not is_total(near.tokens[0].text):
        body.append(near)
        at += 1
    if len(body) < _LEAST_ROWS:
        return None, first + 1
    width = max(len(near.tokens) for near in body)
    least = min(len(near.tokens) for near in body)
    if width - least > _LEVELS - 1 or least < _LEVELS + 1 or not (is_level(body[0].tokens[0].text) or width == least):
        return None, first + 1
    for column in range(1, least):
        if len({near.sorts[-column] for near in body} - {"S"}) > 1:
            return None, first + 1
    above = _heads_above(rows, first, floor)
    if not above:
        return None, first + 1
    used = 1 if len(above) == 1 else 2
    title, upper = _titled(above[-used])
    placed = _two_rows(upper, above[-1] if used > 1 else [], width)
    if not placed and used > 1:
        used = 1
        title, upper = _titled(above[-1])
        placed = _two_rows(upper, [], width)
    heads = [*upper, *(above[-1] if used > 1 else [])]
    if not placed or not is_indicator_head([role for head in placed if (role := role_of(heads[head.number].text)) is not None]):
        return None, first + 1
    grid = Grid()
    begin = rows[first - used]
    if title:
        grid.put(0, 0, _cell(source, title), 1, width)
    top = grid.row
    for head in placed:
        grid.put(top + head.row, head.column, _cell(source, [heads[head.number]]), head.rows, head.columns)
    for near in body:
        blank = Weave("", ((0, near.line.start),))
        grid.add([blank] * (width - len(near.tokens)) + [_cell(source, [token]) for token in near.tokens])
    begin_line = begin.line if begin is not None else body[0].line
    end = body[-1].line
    return _done(grid, begin_line.start, end.end, (begin_line.number, end.number), width), at


def is_level(text: str) -> bool:
    """Whether words are a level of some frame of indicators."""
    return is_level1(text) or is_level2(text)


def _two_rows(upper: Sequence[Token], lower: Sequence[Token], width: int) -> tuple[Head, ...]:
    """Heads of two rows over `width` columns: 符号, 单位 stand below the target, points below the score."""
    targets = [token for token in lower if role_of(token.text) in _TARGETS]
    points = [token for token in lower if role_of(token.text) in _POINTS]
    if len(targets) + len(points) != len(lower):
        return ()
    roles = [role_of(token.text) for token in upper]
    below: dict[int, list[Token]] = {}
    if targets:
        if Role.TARGET not in roles:
            return ()
        below[roles.index(Role.TARGET)] = targets
    if points:
        parents = [at for at, role in enumerate(roles) if role in (Role.SCORE, Role.WEIGHT)]
        if not parents:
            return ()
        below[parents[-1]] = points
    leaves = len(upper) - len(below) + len(lower)
    spare = width - leaves
    signed = bool(targets) and role_of(targets[0].text) is Role.RELATION and all(role_of(token.text) is not Role.TARGET for token in targets)
    if spare not in (0, 1) or (spare and not signed):
        return ()
    places: list[Head] = []
    column = 0
    index = len(upper)
    height = 2 if lower else 1
    for at in range(len(upper)):
        children = below.get(at, [])
        if not children:
            places.append(Head(0, column, height, 1, at))
            column += 1
            continue
        extra = spare if children is targets else 0
        places.append(Head(0, column, 1, len(children) + extra, at))
        for step in range(len(children)):
            places.append(Head(1, column + step + (extra if step else 0), 1, 1, index))
            index += 1
        column += len(children) + extra
    return tuple(places)
