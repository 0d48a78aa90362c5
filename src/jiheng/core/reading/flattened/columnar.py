"""Budget tables that came out one cell a line: heads, then rows of a label and always the same number of figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jiheng.core.reading.flattened.cellwise import FIGURE, Piece, read_pieces, shape_of, sorts_of
from jiheng.core.reading.flattened.grid import Grid, Rebuilt, Repair
from jiheng.core.reading.flattened.lines import Line, weave
from jiheng.core.reading.flattened.marks import is_closed, is_heading, is_page_number

_LONGEST = 30
_LONGEST_NOTE = 60
_MOST_COLUMNS = 8
_MOST_HEADS = 40
_WINDOW = 600  # lines of one table
# Heads, then at least two rows, by the sort of each line: T a text, N a figure.
# Heads whose first one labels a single row of figures may stand before them.
_SHAPES = [
    (width, re.compile(f"(T{{{width}}}N{{{width - 1}}}(?=T))?T{{{width}}}(?:TN{{{width - 1}}}){{2,}}(?!N)")) for width in range(_MOST_COLUMNS, 1, -1)
]  # fmt: skip
# Rows of a label, figures and notes: three rows alike, the last may be a total without its notes.
_NOTED = [
    (figures, notes, re.compile(f"T{{{1 + figures + notes}}}T?(?:TN{{{figures}}}[TL]{{{notes}}}){{2,}}(?:TN{{{figures}}})?(?!N)"))
    for figures in (3, 2, 1) for notes in (1, 2)
]  # fmt: skip
_CODES = re.compile("编码|代码")
_HEAD_BEFORE = re.compile(r"项\s?目|(?:科目|功能|支出|经济).{0,8}(?:编码|代码|分类)|本年(?:收入|支出)(?:合计)?|(?:合|小|总)计")
_MONEY_HEAD = re.compile(r"数|额|金|款|费|支|资|值|量|率|分")


def columnar_tables(source: str, lines: Sequence[Line], taken: Sequence[bool]) -> list[Rebuilt]:
    """Every table of this shape among the lines that no other shape took; only where all rows agree."""
    sorts = "".join("X" if taken[at] else _sort(line) for at, line in enumerate(lines))
    sorts = _labels(lines, sorts)
    if "N" not in sorts:
        return []
    found: list[Rebuilt] = []
    at = 0
    for run in re.finditer("[TNL]{6,}", sorts):
        at = run.start()
        while at < run.end():
            if at > run.start() and sorts[at - 1] == "T" and _HEAD_BEFORE.fullmatch(lines[at - 1].text):
                at += 1  # the heads begin further up: these would stand over the wrong columns
                continue
            width, stop, led = _match(sorts, at, run.end())
            if width:
                rebuilt = _rebuild(source, lines[at:stop], width, led=led)
            else:
                rebuilt, stop = _noted(source, lines, sorts, at, run.end())
                if rebuilt is None:
                    rebuilt, stop = _two_levels(source, lines, sorts, at, run.end())
            if rebuilt is not None:
                found.append(rebuilt)
            at = max(stop, at + 1)
    return found


def _sort(line: Line) -> str:
    text = line.text
    if not text or len(text) > _LONGEST_NOTE or is_page_number(text):
        return "X"
    if FIGURE.fullmatch(text):
        return "N"
    if is_closed(text) or is_heading(text):
        return "X"
    return "T" if len(text) <= _LONGEST else "L"


def _labels(lines: Sequence[Line], sorts: str) -> str:
    """Numbered words right before a figure, like those before them, are a row's label, no heading."""
    marks = list(sorts)
    for at in range(1, len(sorts) - 1):
        if sorts[at] == "X" and sorts[at + 1] == "N" and marks[at - 1] == "N" and is_heading(lines[at].text) and not is_closed(lines[at].text):
            marks[at] = "T"
    return "".join(marks)


def _match(sorts: str, at: int, end: int) -> tuple[int, int, bool]:
    if sorts[at] != "T":
        return 0, at, False
    for width, shape in _SHAPES:
        found = shape.match(sorts, at, end)
        if found:
            return width, found.end(), bool(found[1])
    return 0, at, False


def _rebuild(source: str, lines: Sequence[Line], width: int, *, led: bool) -> Rebuilt | None:
    if width < 3 and len(lines) < 5 * width:
        return None
    grid = Grid()
    if led:
        for at, line in enumerate(lines[: 2 * width - 1]):
            grid.put(int(at >= width), at if at < width else at - width + 1, weave(source, ((line.start, line.end),), line.start), 1 if at else 2)
    for first in range(2 * width - 1 if led else 0, len(lines), width):
        grid.add([weave(source, ((line.start, line.end),), line.start) for line in lines[first : first + width]], merge=False)
    repair = Repair("JH-F-042", f"第{lines[0].number}—{lines[-1].number}行的表格逐格成行，已还原为{grid.row}行{width}列")
    return Rebuilt(lines[0].start, lines[-1].end, grid.slots(), (repair,))


def _noted(source: str, lines: Sequence[Line], sorts: str, at: int, end: int) -> tuple[Rebuilt | None, int]:
    """Rows of a label, figures and words behind them (支出内容, 实际支出数, 凭证号, 备注); heads may have one more column, left empty."""
    if sorts[at] != "T":
        return None, at
    for figures, notes, shape in _NOTED:
        found = shape.match(sorts, at, end)
        if not found:
            continue
        width = 1 + figures + notes
        behind = at + width
        heads = at
        # A last column that is empty in every row has a head of its own.
        if sorts[behind : behind + 2] == "TT" and sorts[behind + 2 : behind + 2 + figures] == "N" * figures:
            behind += 1
        grid = Grid()
        for column, line in enumerate(lines[heads:behind]):
            grid.put(0, column, weave(source, ((line.start, line.end),), line.start))
        if not _MONEY_HEAD.search(lines[at + 1].text):
            return None, at
        row = behind
        while row < found.end():
            stop = row + 1
            while stop < found.end() and stop - row < width and not (stop > row + figures and sorts[stop : stop + 2] == "TN"):
                stop += 1
            grid.add([weave(source, ((line.start, line.end),), line.start) for line in lines[row:stop]], merge=False)
            row = stop
        repair = Repair("JH-F-042", f"第{lines[at].number}—{lines[found.end() - 1].number}行的表格逐格成行，已还原为{grid.row}行")
        return Rebuilt(lines[at].start, lines[found.end() - 1].end, grid.slots(), (repair,)), found.end()
    return None, at


def _two_levels(source: str, lines: Sequence[Line], sorts: str, at: int, end: int) -> tuple[Rebuilt | None, int]:
    """Heads of two levels, level by level, over rows of figures; or heads over a row of running numbers."""
    if sorts[at] != "T":
        return None, at
    first = sorts.find("N", at, min(end, at + _MOST_HEADS))
    if first < 0 or first - at < 3:
        return None, at
    if not _promises(lines, sorts, at, first):
        return None, at
    stop = next((near for near in range(first, min(end, first + _WINDOW)) if sorts[near] == "L"), min(end, first + _WINDOW))
    texts = [line.text for line in lines[at:stop]]
    shape = shape_of(texts, sorts_of(texts))
    if shape is None:
        return None, at
    used = shape.rows[-1][1]
    pieces = [Piece(weave(source, ((line.start, line.end),), line.start), line.number) for line in lines[at : at + used]]
    return read_pieces(pieces, f"第{lines[at].number}—{lines[at + used - 1].number}行的表格逐格成行"), at + used


def _promises(lines: Sequence[Line], sorts: str, at: int, first: int) -> bool:
    """Whether the first figures below some heads look like a table's: alike in the next row, counting 1, 2, 3, or behind a code."""
    run = 0
    while sorts[first + run : first + run + 1] == "N" and run < _WINDOW:
        run += 1
    if run > 1 and (lines[first].text, lines[first + 1].text) == ("1", "2"):
        return True
    if run > 1 and sorts[first + run : first + 2 * run + 1] == "T" + "N" * run:
        return True
    return any(_CODES.search(line.text) for line in lines[at:first])
