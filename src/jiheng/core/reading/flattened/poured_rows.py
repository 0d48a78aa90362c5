"""Rows of a label and figures whose heads cannot be told: no figure has a column, only their own arithmetic speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from jiheng.core.reading.flattened.cellwise import FIGURE
from jiheng.core.reading.flattened.grid import Grid, Rebuilt, Repair
from jiheng.core.reading.flattened.lines import Line, weave
from jiheng.core.reading.flattened.marks import is_closed, is_page_number
from jiheng.core.reading.flattened.tokens import Token, tokens_of

_LEAST_ROWS, _LEAST_FIGURES = 3, 3
_MOST_FIGURES = 12
_LONGEST = 30
_Row = tuple[list[Token], list[Token]]  # label and figures


def poured_rows(source: str, lines: Sequence[Line], taken: Sequence[bool]) -> list[Rebuilt]:
    """Every run of such rows among the lines that no other shape took."""
    found: list[Rebuilt] = []
    at = 0
    while at < len(lines):
        rows: list[_Row] = []
        stop = at
        while stop < len(lines) and not taken[stop] and (row := _row(lines[stop])) is not None and (rows or row[1]):
            rows.append(row)
            stop += 1
        while rows and not rows[-1][1]:
            rows.pop()
            stop -= 1
        counts = Counter(len(figures) for _, figures in rows if len(figures) >= _LEAST_FIGURES)
        width, times = counts.most_common(1)[0] if counts else (0, 0)
        if times >= _LEAST_ROWS and times * 2 > len(rows) and max(counts) == width <= _MOST_FIGURES:
            found.append(_rebuilt(source, lines[at:stop], rows, width))
        at = max(stop, at + 1)
    return found


def _row(line: Line) -> _Row | None:
    """A line's label and figures; None for a sentence, a page number, or figures with words behind."""
    if not line.text or is_closed(line.text) or is_page_number(line.text):
        return None
    tokens = tokens_of((line,))
    lead = next((at for at, token in enumerate(tokens) if FIGURE.fullmatch(token.text)), len(tokens))
    label, figures = tokens[:lead], tokens[lead:]
    if sum(len(token.text) for token in label) > _LONGEST or not all(FIGURE.fullmatch(token.text) for token in figures):
        return None
    return label, figures


def _rebuilt(source: str, lines: Sequence[Line], rows: Sequence[_Row], width: int) -> Rebuilt:
    grid = Grid()
    for label, figures in rows:
        row = grid.row
        start = (label or figures)[0].start
        grid.put(row, 0, weave(source, ((start, label[-1].end),) if label else (), start))
        # Where cells were left empty nobody knows which: a short row stands beside the columns.
        first = 1 if len(figures) == width else 1 + width
        for step, figure in enumerate(figures):
            grid.put(row, first + step, weave(source, figure.runs, figure.start), placed=False)
    repair = Repair("JH-F-043", f"第{lines[0].number}—{lines[-1].number}行是没有表头的数字行，已还原为{grid.row}行，各列不知何指")
    return Rebuilt(lines[0].start, lines[-1].end, grid.slots(), (repair,))
