"""Budget tables that came out one cell a line: heads, then rows of a label and always the same number of figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jiheng.core.reading.flattened.grid import Grid, Rebuilt, Repair
from jiheng.core.reading.flattened.lines import Line, weave
from jiheng.core.reading.flattened.marks import is_closed, is_heading, is_page_number

_FIGURE = re.compile(r"[-−]?\d[\d,，]*(?:\.\d+)?\s?[%％]?|[-—/]{1,2}")
_LONGEST = 30
_MOST_COLUMNS = 8
# Heads, then at least two rows, by the sort of each line: T a text, N a figure.
_SHAPES = [(width, re.compile(f"T{{{width}}}(?:TN{{{width - 1}}}){{2,}}(?!N)")) for width in range(_MOST_COLUMNS, 1, -1)]


def columnar_tables(source: str, lines: Sequence[Line], taken: Sequence[bool]) -> list[Rebuilt]:
    """Every table of this shape among the lines that no other shape took; only where all rows agree."""
    sorts = "".join("X" if taken[at] else _sort(line) for at, line in enumerate(lines))
    if "N" not in sorts:
        return []
    found: list[Rebuilt] = []
    at = 0
    for run in re.finditer("[TN]{6,}", sorts):
        at = run.start()
        while at < run.end():
            width, stop = _match(sorts, at, run.end())
            if not width:
                at += 1
                continue
            rebuilt = _rebuild(source, lines[at:stop], width)
            if rebuilt is not None:
                found.append(rebuilt)
            at = stop
    return found


def _sort(line: Line) -> str:
    text = line.text
    if not text or len(text) > _LONGEST or is_page_number(text):
        return "X"
    if _FIGURE.fullmatch(text):
        return "N"
    return "X" if is_closed(text) or is_heading(text) else "T"


def _match(sorts: str, at: int, end: int) -> tuple[int, int]:
    if sorts[at] != "T":
        return 0, at
    for width, shape in _SHAPES:
        found = shape.match(sorts, at, end)
        if found:
            return width, found.end()
    return 0, at


def _rebuild(source: str, lines: Sequence[Line], width: int) -> Rebuilt | None:
    if width < 3 and len(lines) < 5 * width:
        return None
    grid = Grid()
    for first in range(0, len(lines), width):
        grid.add([weave(source, ((line.start, line.end),), line.start) for line in lines[first : first + width]], merge=False)
    repair = Repair("JH-F-042", f"第{lines[0].number}—{lines[-1].number}行的表格逐格成行，已还原为{grid.row}行{width}列")
    return Rebuilt(lines[0].start, lines[-1].end, grid.slots(), (repair,))
