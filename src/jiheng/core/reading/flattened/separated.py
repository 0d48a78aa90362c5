"""Tables with a row a line: pipes, tabs, two or more blanks, or commas between the cells."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

from jiheng.core.reading.extract.indicator_columns import role_of
from jiheng.core.reading.flattened.grid import Grid, Rebuilt, Repair
from jiheng.core.reading.flattened.lines import BLANKS, Line, Weave, trimmed, weave
from jiheng.core.reading.flattened.marks import is_heading
from jiheng.core.reading.flattened.padded import shifts

Range = tuple[int, int]
_PIPES = "|｜│┃"
_PIPE = re.compile(f"[{_PIPES}]")
_RULE = re.compile(r"[-=+:|｜│┃─━┄┅┈┉┌┐└┘├┤┬┴┼╋┣┫┳┻┏┓┗┛╔╗╚╝═║╠╣╦╩╬\s　]+")
_GAP = re.compile(r"\t+|[ \xa0]{2,}[ \xa0\u3000]*|[ \xa0]?\u3000[ \xa0\u3000]*")
_NUMBER = re.compile(r"[-+−]?[\d,，]+(?:\.\d+)?\s?[%％]?")
_CLASS = re.compile(r"[2-9]\d{2}")
_GLUED = re.compile(r"[2-9]\d{2}\s?\d{2}[\u4e00-\u9fff]")
_LEAST_GLUED = 3
_SHORT = 60  # characters of a line that one bar parts
_LEAST_PAIRS = 3
_FIELD = re.compile(r'"(?:[^"]|"")*"|[^,]*')
_SIGNED = re.compile(r"(?:人|电话|日期|签字|签章|盖章)\s*[:：]")


class _Row(NamedTuple):
    line: Line
    cells: list[Range]


def separated_tables(source: str, lines: Sequence[Line], taken: Sequence[bool]) -> list[Rebuilt]:
    """Every table of these shapes; a line is tried as pipes first, then tabs, wide blanks, commas."""
    found: list[Rebuilt] = []
    taken = list(taken)
    ways: tuple[tuple[str, str, Callable[[str, Line], list[Range]]], ...] = (
        ("竖线", _PIPES, _piped),
        ("制表符", "\t", _tabbed),
        ("空格", " \u3000\xa0\t", _spaced),
        ("逗号", ",", _listed),
    )
    for name, marks, split in ways:
        if not any(mark in source for mark in marks):
            continue
        at = 0
        while at < len(lines):
            rows, stop = _run(source, lines, at, taken, split)
            rebuilt = _rebuild(source, rows, name) if len(rows) > 1 else None
            if rebuilt is not None:
                found.append(rebuilt)
                taken[at:stop] = [True] * (stop - at)
            at = max(stop, at + 1)
    return sorted(found, key=lambda rebuilt: rebuilt.start)


def _run(source: str, lines: Sequence[Line], first: int, taken: Sequence[bool], split: Callable[[str, Line], list[Range]]) -> tuple[list[_Row], int]:
    """Rows from line `first` on for as long as lines fall into cells; the line behind them."""
    rows: list[_Row] = []
    at = first
    while at < len(lines) and not taken[at] and (at == first or lines[at].blanks <= 1):
        cells = split(source, lines[at])
        if len(cells) < 2:
            if not (rows and split is _piped and _RULE.fullmatch(lines[at].text)):
                break
        else:
            rows.append(_Row(lines[at], cells))
        at += 1
    return rows, at


def _piped(source: str, line: Line) -> list[Range]:
    text = line.text
    bars = len(_PIPE.findall(text))
    lone = bars == 1 and len(text) <= _SHORT and text[0] not in _PIPES and text[-1] not in _PIPES
    if (bars < 2 and not lone) or _RULE.fullmatch(text):
        return []
    marks = [match.start() + line.start for match in _PIPE.finditer(text)]
    if source[line.start] not in _PIPES:
        marks.insert(0, line.start - 1)
    if source[line.end - 1] not in _PIPES:
        marks.append(line.end)
    return [trimmed(source, left + 1, right) for left, right in itertools.pairwise(marks)]


def _tabbed(source: str, line: Line) -> list[Range]:
    raw = source[line.begin : line.end]
    if "\t" not in raw:
        return []
    cells: list[Range] = []
    start = line.begin
    for part in raw.split("\t"):
        cells.append(trimmed(source, start, start + len(part)))
        start += len(part) + 1
    return cells


def _spaced(source: str, line: Line) -> list[Range]:
    del source
    text = line.text
    if len(text) > 400 or not ("  " in text or "\u3000" in text or "\t" in text or "\xa0" in text):
        return []
    cells: list[Range] = []
    start = 0
    for gap in _GAP.finditer(line.text):
        cells.append((line.start + start, line.start + gap.start()))
        start = gap.end()
    cells.append((line.start + start, line.end))
    return cells if len(cells) > 1 and not _SIGNED.search(line.text) else []


def _listed(source: str, line: Line) -> list[Range]:
    text = line.text
    if text.count(",") < 2 or "。" in text or len(text) > 400:
        return []
    cells: list[Range] = []
    at = 0
    while at <= len(text):
        match = _FIELD.match(text, at)
        if match is None:
            return []
        start, end = trimmed(source, line.start + at, line.start + match.end())
        if end - start > 1 and source[start] == '"' and source[end - 1] == '"':
            start, end = start + 1, end - 1
        cells.append((start, end))
        if match.end() < len(text) and text[match.end()] != ",":
            return []
        at = match.end() + 1
    return cells


def _outer_cells(source: str, rows: list[_Row]) -> list[_Row]:
    """Where some rows have no bar at an end, a bar there stands beside an empty cell."""
    first = not all(source[row.line.start] in _PIPES for row in rows)
    last = not all(source[row.line.end - 1] in _PIPES for row in rows)
    mended: list[_Row] = []
    for row in rows:
        before = [(row.line.start, row.line.start)] if first and source[row.line.start] in _PIPES else []
        behind = [(row.line.end, row.line.end)] if last and source[row.line.end - 1] in _PIPES else []
        mended.append(_Row(row.line, [*before, *row.cells, *behind]))
    return mended


def _rebuild(source: str, rows: list[_Row], name: str) -> Rebuilt | None:
    if name == "竖线":
        rows = _outer_cells(source, rows)
    widths = sorted(len(row.cells) for row in rows)
    usual = max(Counter(widths).items(), key=lambda item: (item[1], item[0]))[0]
    texts = [[source[start:end] for start, end in row.cells] for row in rows]
    heads = max(sum(role_of(text) is not None for text in row) for row in texts)
    numeric = sum(any(_NUMBER.fullmatch(text) for text in row[1:]) for row in texts)
    if name in ("制表符", "空格") and _lost_codes(texts):
        return None
    if name == "竖线" and widths[-1] == 2 and (len(rows) < _LEAST_PAIRS or numeric * 2 < len(rows)):
        return None
    if name != "竖线" and not _is_table(texts, usual, widths, heads, numeric, name):
        return None
    if name == "制表符":
        rows = _over_figures(texts, rows, usual)
    grid = Grid()
    uneven = widths[0] != widths[-1]
    columns = _columns(source, rows) if name == "空格" and uneven else None
    guessed = _guessed(texts) if name == "空格" and uneven else _under_few_heads(texts) if name == "制表符" else frozenset()
    moved = shifts(texts) if name == "竖线" and not uneven else [(0, 0)] * len(rows)
    for number, row in enumerate(rows):
        if columns is not None and len(row.cells) != len(columns):
            _place(grid, source, row, columns, guessed=number in guessed)
            continue
        cells = [_cell(source, cell) for cell in row.cells]
        while name == "制表符" and len(cells) > usual and not cells[-1].text:
            cells.pop()
        begin, by = moved[number]
        if by:
            empty = Weave("", ((0, row.cells[0][0]),))
            cells = [*cells[:begin], *[empty] * by, *cells[begin : len(cells) - by]]
        grid.add(cells, placed=columns is not None or number not in guessed)
    first, last = rows[0].line, rows[-1].line
    repair = Repair("JH-F-043", f"第{first.number}—{last.number}行是以{name}分隔的文字，已还原为{len(rows)}行{grid_width(grid)}列的表格")
    return Rebuilt(first.begin, last.end, grid.slots(), (repair,))


def _guessed(texts: list[list[str]]) -> frozenset[int]:
    """Rows whose cells cannot be told by their number: short rows that lack more than words at their end, or all below a short row of heads."""
    most = max(len(row) for row in texts)
    sorts = ["".join("N" if _NUMBER.fullmatch(text) else "T" for text in row) for row in texts]
    full = [row for row in sorts if len(row) == most and "N" in row]
    if not full:
        return frozenset(range(len(texts)))
    usual = Counter(full).most_common(1)[0][0]
    first = next(at for at, row in enumerate(sorts) if "N" in row)
    heads = [row for row in sorts[:first] if len(row) > 1]
    if len(heads) > 1 and min(map(len, heads)) < most:
        return frozenset(range(len(texts)))
    return frozenset(at for at, row in enumerate(sorts) if len(row) < most and (row != usual[: len(row)] or "N" in usual[len(row) :]))


def _under_few_heads(texts: list[list[str]]) -> frozenset[int]:
    """All rows where those of heads, none of them blank, are by two or more cells too few for the figures below: some stood on other lines."""
    first = next((at for at, row in enumerate(texts) if any(map(_NUMBER.fullmatch, row))), 0)
    figures = max((len(row) for row in texts[first:]), default=0)
    heads = max((len(row) for row in texts[:first]), default=figures)
    return frozenset(range(len(texts))) if first and heads + 1 < figures and all(all(row) for row in texts) else frozenset()


def _over_figures(texts: list[list[str]], rows: list[_Row], usual: int) -> list[_Row]:
    """Heads that stand one column too far left: one fewer than the cells of every row, whose first cell is its name."""
    rest = [row for row in texts[1:] if len(row) == usual]
    named = rest and all(row[0] and not _NUMBER.fullmatch(row[0]) and any(map(_NUMBER.fullmatch, row[1:])) for row in rest)
    if not named or len(texts[0]) != usual - 1 or not all(texts[0]) or any(map(_NUMBER.fullmatch, texts[0])):
        return rows
    first = rows[0]
    return [_Row(first.line, [(first.line.start, first.line.start), *first.cells]), *rows[1:]]


def grid_width(grid: Grid) -> int:
    """How many columns a grid has so far."""
    return max((owner.column + owner.columns for owner in grid.owners), default=0)


def _is_table(texts: list[list[str]], usual: int, widths: list[int], heads: int, numeric: int, name: str) -> bool:
    """Whether lines that fall into parts are a table's rows rather than prose with gaps."""
    if any(len(text) > 60 and "。" in text[:-1] for row in texts for text in row) and heads < 3:
        return False
    if any(is_heading(row[0]) and len(row) == 2 for row in texts) and heads < 3:
        return False
    if heads >= 3:
        return True
    if name == "制表符":
        return usual >= 3 or numeric * 2 >= len(texts)
    if name == "逗号":
        return len(texts) > 2 and widths[0] == widths[-1] and numeric * 2 >= len(texts) and all(len(text) <= 40 for row in texts for text in row)
    figured = {len(row) for row in texts if any(_NUMBER.fullmatch(text) for text in row[1:])}
    even = sum(width == usual for width in widths) * 2 >= len(widths) or (figured == {widths[-1]} and numeric > 1)
    return len(texts) > 2 and even and numeric * 2 >= len(texts) and (usual > 2 or numeric * 4 >= len(texts) * 3)


def _lost_codes(texts: list[list[str]]) -> bool:
    """Whether subjects lost empty cells: those of 款 and 项 (201|名称|8 above 201|05|名称|8), or some before their amounts (301 01名称|8|8)."""
    glued = sum(_GLUED.match(row[0]) is not None for row in texts)
    if glued >= _LEAST_GLUED and len({len(row) for row in texts if _CLASS.match(row[0])} | {max(map(len, texts))}) > 1:
        return True
    depths: set[tuple[int, int]] = set()
    for row in ([text.strip(BLANKS) for text in row] for row in texts):
        codes = next((at for at, text in enumerate(row) if not text.isdigit()), 0)
        if not codes or not _CLASS.fullmatch(row[0]) or not all(row):
            continue
        figures = sum(_NUMBER.fullmatch(text) is not None for text in row[codes:])
        depths.add((codes, figures))
    return len(depths) > 1 and len({figures for _, figures in depths}) < len(depths)


def _cell(source: str, cell: Range) -> Weave:
    return weave(source, (cell,), cell[0])


def _wide(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def _extent(source: str, row: _Row, cell: Range) -> tuple[int, int]:
    left = _wide(source[row.line.begin : cell[0]].strip("\ufeff"))
    return left, left + _wide(source[cell[0] : cell[1]].strip(BLANKS))


def _columns(source: str, rows: list[_Row]) -> list[tuple[int, int]] | None:
    """Where the columns of the widest rows stand on the line; None when they overlap."""
    most = max(len(row.cells) for row in rows)
    full = [row for row in rows if len(row.cells) == most]
    columns = [
        (min(_extent(source, row, row.cells[at])[0] for row in full), max(_extent(source, row, row.cells[at])[1] for row in full))
        for at in range(most)
    ]
    return columns if all(left[1] <= right[0] + 2 for left, right in itertools.pairwise(columns)) else None


def _place(grid: Grid, source: str, row: _Row, columns: list[tuple[int, int]], *, guessed: bool) -> None:
    """A short row's cells go to the columns they stand under; where two claim one column, to the first free ones."""
    wanted: list[int] = []
    for cell in row.cells:
        left, right = _extent(source, row, cell)
        near = [(max(0, start - right, left - end), abs(start + end - left - right), at) for at, (start, end) in enumerate(columns)]
        wanted.append(min(near)[2])
    if len(set(wanted)) != len(wanted) or len(row.cells) > len(columns):
        grid.add([_cell(source, cell) for cell in row.cells], placed=not guessed)
        return
    empty = Weave("", ((0, row.cells[0][0]),))
    cells = [empty] * len(columns)
    for at, cell in zip(wanted, row.cells, strict=True):
        cells[at] = _cell(source, cell)
    grid.add(cells)
