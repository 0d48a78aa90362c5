"""A table found on pages, before it becomes a block: its grid, its cells with their lines, and its caption."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from jiheng.core.documents.composer import Piece
from jiheng.core.documents.locator import PdfPlace
from jiheng.core.reading.pdf.ink import Box, PageInk
from jiheng.core.reading.pdf.lines import NUMBER, Line, pieces_of

_BEGINS = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[●■◆➢√•▪①-⑳]|目标\d|注[:：]")
_WHOLE_NUMBER = re.compile(r"[-−－]?\d{1,3}(?:,\d{3})+\.\d{2}$|[-−－]?\d+\.\d{2}$|[-−－]?\d+(?:\.\d+)?%$|0$")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell on its grid, with the printed lines in it and its box in the layout."""

    row: int
    column: int
    rows: int
    columns: int
    lines: tuple[Line, ...]
    ink: PageInk
    box: Box

    @property
    def text(self) -> str:
        """The cell's text."""
        pieces = self.pieces()
        return "".join(p.text if n == 0 else p.glue + p.text for n, p in enumerate(pieces))

    def pieces(self) -> list[Piece]:
        """The cell's text with places; lines run on unless one plainly begins a new item."""
        breaks = []
        for index in range(1, len(self.lines)):
            above, line = self.lines[index - 1], self.lines[index]
            room = self.box[2] - above.x1 - 0.6 * line.size
            width = line.glyphs[0].x1 - line.x0
            if (
                line.ink is above.ink and (_BEGINS.match(line.bare) or above.bare[-1] in "。；;") and (room > width or above.bare[-1] in "。；;")
            ) or (_WHOLE_NUMBER.match(above.bare) and NUMBER.match(line.bare)):
                breaks.append(index)
        return pieces_of(self.lines, breaks)

    @property
    def place(self) -> PdfPlace:
        """The cell's own place."""
        return PdfPlace(self.ink.number, self.ink.displayed(self.box))


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells; `edges` are the columns' borders in the layout of the page where it began."""

    ink: PageInk
    last: PageInk
    box: Box
    last_bottom: float
    edges: tuple[float, ...]
    rows: int
    cells: tuple[GridCell, ...]
    caption: tuple[Line, ...] = ()
    ruled: bool = True
    headed: bool = True  # whether heads tell what its columns are
    heads: int = 0  # rows that are a header repeated on the next page, when that was seen

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.edges) - 1

    @property
    def place(self) -> PdfPlace:
        """The place of the table where it begins."""
        return PdfPlace(self.ink.number, self.ink.displayed(self.box))

    def row_text(self, row: int) -> tuple[str, ...]:
        """The texts that begin in a row, blanks dropped."""
        return tuple("".join(c.text.split()) for c in self.cells if c.row == row)

    def row_cells(self, row: int) -> tuple[GridCell, ...]:
        """The cells that begin in a row."""
        return tuple(c for c in self.cells if c.row == row)


def continued(first: Table, second: Table) -> Table | None:
    """One table for two that stand before and after a page break with the same columns; None when they are two.

    A header that the second page repeats is dropped there; a row cut by the break is put together.
    """
    if first.columns != second.columns or second.ink.number != first.last.number + 1:
        return None
    heads = 0
    while heads < min(first.rows, second.rows, 6) and first.row_text(heads) == second.row_text(heads) and _is_head(first.row_text(heads)):
        heads += 1
    if heads == second.rows:
        heads = 0
    if heads and not _closes(second, heads):
        heads = 0
    if heads == 0 and _has_own_head(first, second):
        return None
    # Without rulings the borders follow the widest figures of each page; a header printed again proves the columns.
    loose = not (first.ruled and second.ruled)
    if not (loose and heads) and not _same_edges(first.edges, second.edges, 0.05 if loose else 0.02):
        return None
    if second.caption and heads == 0 and not _repeats(first.caption, second.caption):
        return None
    cells = list(first.cells)
    shift = first.rows - heads
    rest = [c for c in second.cells if c.row >= heads]
    rows = first.rows + second.rows - heads
    if rest and _is_cut(first.row_cells(first.rows - 1), [c for c in rest if c.row == heads]):
        cells = _mended(cells, first.rows - 1, [c for c in rest if c.row == heads])
        rest = [c for c in rest if c.row > heads]
        shift -= 1
        rows -= 1
    cells += [replace(c, row=c.row + shift) for c in rest]
    return replace(first, last=second.last, last_bottom=second.last_bottom, rows=rows, cells=tuple(cells), heads=max(first.heads, heads))


def _same_edges(a: Sequence[float], b: Sequence[float], slack: float) -> bool:
    shift = b[0] - a[0]
    width = a[-1] - a[0]
    return abs((b[-1] - b[0]) - width) < 0.03 * width + 4 and all(abs(y - x - shift) < slack * width + 4 for x, y in zip(a, b, strict=True))


def _is_head(texts: Sequence[str]) -> bool:
    """Whether a row may be part of a header: words and column numbers, no amounts or codes."""
    return any(texts) and not any(NUMBER.match(text) and (len(text) > 2 or "." in text) for text in texts)


def _closes(table: Table, heads: int) -> bool:
    """Whether no cell hangs over from the header rows into the rest."""
    return all(c.row + c.rows <= heads for c in table.cells if c.row < heads)


def _has_own_head(first: Table, second: Table) -> bool:
    """Whether the second table begins with a header of its own: words without a number where the first has numbers."""
    lead = [c for c in second.row_cells(0) if c.text]
    if any(c.rows > 1 for c in lead):
        return True
    words = [c for c in lead if not any(k.isdigit() for k in c.text)]
    top = [c.text for c in first.row_cells(0) if c.text]
    return len(lead) >= 3 and len(words) == len(lead) and len(top) >= 3 and any(c.text in ("序号", "项目", "科目名称", "指标") for c in words)


def _repeats(first: Sequence[Line], second: Sequence[Line]) -> bool:
    def name(lines: Sequence[Line]) -> str:
        return re.sub(r"[（(]?续表?[）)]?|单位[:：].*", "", "".join(line.bare for line in lines))

    return not name(second) or name(first) == name(second)


def _is_cut(last: Sequence[GridCell], lead: Sequence[GridCell]) -> bool:
    """Whether a row goes on behind the page break: only words, only under words, and never a row's first cell."""
    words = {c.column: c.text for c in lead if c.text}
    above = {c.column: c.text for c in last if c.text}
    if not words or not above or len(words) >= len(above) or min(words) <= min(above):
        return False
    return all(column in above and not NUMBER.match(text) and not _BEGINS.match(text) for column, text in words.items()) and len(above) >= 2


def _mended(cells: list[GridCell], row: int, lead: Sequence[GridCell]) -> list[GridCell]:
    more = {c.column: c for c in lead}
    return [replace(c, lines=c.lines + more[c.column].lines) if c.row == row and c.column in more else c for c in cells]
