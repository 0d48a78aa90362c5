"""Tables with one cell a line: each cell's line begins with a tab, empty lines part the rows.

Lines without a tab go on with the cell above; a tab inside a line begins another cell.
"""

from __future__ import annotations

from collections.abc import Sequence

from jiheng.core.reading.flattened.cellwise import FIGURE
from jiheng.core.reading.flattened.grid import Grid, Rebuilt, Repair
from jiheng.core.reading.flattened.lines import Line, Weave, trimmed, weave
from jiheng.core.reading.flattened.marks import ends_table, is_heading, outline_of

_LONGEST_REST = 40  # characters of a cell's later line behind an empty line
_LOOK = 12
_FIGURES = 4  # where a cell in four is a figure, the run is a table


class _Cell:
    """A cell as it is gathered; `inner` when it began at a tab inside a line."""

    __slots__ = ("at", "inner", "runs")

    def __init__(self, at: int, inner: bool) -> None:
        self.at = at
        self.inner = inner
        self.runs: list[tuple[int, int]] = []


def tabbed_tables(source: str, lines: Sequence[Line]) -> list[Rebuilt]:
    """Every table of this shape."""
    found: list[Rebuilt] = []
    at = 0
    while at < len(lines):
        if not _is_tabbed(source, lines[at]):
            at += 1
            continue
        stop = _stop(source, lines, at)
        rebuilt = _rebuild(source, lines[at:stop])
        if rebuilt is not None:
            found.append(rebuilt)
        at = stop
    return found


def _is_tabbed(source: str, line: Line) -> bool:
    return "\t" in source[line.begin : min(line.start, line.begin + 4)]


def _stop(source: str, lines: Sequence[Line], first: int) -> int:
    """The line behind the run that begins at `first`."""
    at = first + 1
    while at < len(lines):
        line = lines[at]
        if _is_tabbed(source, line):
            if line.blanks > 2:
                return at
            at += 1
            continue
        if line.blanks > 1 or (ends_table(line.text) and line.blanks):
            return at
        last = at + 1
        while last < len(lines) and last - at <= _LOOK and not _is_tabbed(source, lines[last]) and not lines[last].blanks:
            last += 1
        goes_on = last < len(lines) and _is_tabbed(source, lines[last]) and last - at <= _LOOK
        if line.blanks:
            if not (goes_on and not lines[last].blanks and len(line.text) <= _LONGEST_REST):
                return at
        elif not goes_on and (ends_table(line.text) or not lines[at - 1].text or len(line.text) > _LONGEST_REST):
            return at
        at = last if goes_on else at + 1
    return at


def _rebuild(source: str, lines: Sequence[Line]) -> Rebuilt | None:
    rows: list[list[_Cell]] = []
    many = 0
    for line in lines:
        begins = _is_tabbed(source, line)
        if not begins and rows:
            rows[-1][-1].runs.append((line.start, line.end))
            continue
        if line.blanks or not rows:
            rows.append([])
        start = source.index("\t", line.begin) + 1
        stop = max(line.end, start)
        parts = source[start:stop].split("\t")
        many += len(parts) > 1
        for number, part in enumerate(parts):
            cell = _Cell(start, number > 0)
            cell.runs.append(trimmed(source, start, start + len(part)))
            rows[-1].append(cell)
            start += len(part) + 1
    full = sum(len(row) > 1 for row in rows)
    if full < 2 or many * 5 > len(lines) * 2 or _reads_as_prose(source, rows):
        return None
    rows = _rejoined(rows)
    repairs = [
        Repair(
            "JH-F-041",
            f"第{lines[0].number}—{lines[-1].number}行的表格失去了格线，已按行首制表符和空行还原为{len(rows)}行",
        )
    ]
    grid = Grid()
    for number, whole in enumerate(rows):
        beside = {len(rows[near]) for near in (number - 1, number + 1) if 0 <= near < len(rows)}
        row, mended = _without_inner(source, whole, beside)
        if mended:
            repairs.append(Repair("JH-F-046", f"还原的表格第{number + 1}行多出一个空格位，已并入右侧单元格", number))
        grid.add([_woven(source, cell) for cell in row])
    return Rebuilt(lines[0].begin, lines[-1].end, grid.slots(), tuple(repairs))


def _woven(source: str, cell: _Cell) -> Weave:
    return weave(source, cell.runs, cell.at)


def _reads_as_prose(source: str, rows: Sequence[Sequence[_Cell]]) -> bool:
    """Paragraphs indented by a tab are not cells; 一、 before a label among figures (一、一般公共服务支出) is no heading."""
    texts = [source[run[0] : run[1]] for row in rows for cell in row for run in cell.runs if run[1] > run[0]]
    sentences = sum(len(text) > 24 and text[-1] in "。；" for text in texts)
    figures = sum(bool(FIGURE.fullmatch(text)) for text in texts)
    headings = figures * _FIGURES < len(texts) and any(outline_of(text) in (1, 2) and is_heading(text) for text in texts)
    return not texts or headings or sentences * 3 > len(texts)


def _rejoined(rows: list[list[_Cell]]) -> list[list[_Cell]]:
    """A row whose first cell ended with an empty line fell in two; the row below tells how wide it was."""
    joined: list[list[_Cell]] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        if at + 2 < len(rows) and len(row) <= 2:
            following, below = rows[at + 1], rows[at + 2]
            starts = [run for run in following[0].runs if run[1] > run[0]]
            if starts and len(row) + len(following) == len(below) and not any(run[1] > run[0] for run in below[0].runs):
                joined.append(row + following)
                at += 2
                continue
        joined.append(row)
        at += 1
    return joined


def _without_inner(source: str, row: list[_Cell], beside: set[int]) -> tuple[list[_Cell], bool]:
    """An empty cell left of a tab inside a line is no column where the rows beside it have one cell less."""
    if not any(cell.inner for cell in row) or len(row) in beside:
        return row, False
    kept: list[_Cell] = []
    for cell in row:
        if cell.inner and kept and not source[kept[-1].runs[0][0] : kept[-1].runs[0][1]]:
            kept[-1] = cell
        else:
            kept.append(cell)
    return (kept, True) if len(kept) in beside else (row, False)
