"""Blocks of a document: headings, paragraphs, tables with their cells on a grid."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from enum import Enum
from operator import attrgetter

from jiheng.core.documents.locator import Locator, join_places
from jiheng.core.record import record


class BlockKind(Enum):
    """What a block is; the last five stand outside the running text."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    CELL = "cell"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    TEXTBOX = "textbox"
    COMMENT = "comment"


def _of_own(place: tuple[int, object]) -> int:
    return place[0]


def _of_document(piece: tuple[int, int]) -> int:
    return piece[1]


@record
class Block:
    """A piece of a document with its text as a reader would say it, tied to the document's characters and places.

    `text` may differ from the document's characters (lines joined, blanks inside tokens dropped); `pieces` maps it back:
    each (index in `text`, index in `Document.text`) starts a run that is alike in both. `places` gives (index in
    `text`, place) for the run that begins there. A table has cells and no text of its own.
    """

    id: str
    kind: BlockKind
    text: str
    pieces: tuple[tuple[int, int], ...]
    places: tuple[tuple[int, Locator], ...]
    outline: int = 0  # 1 … for headings by level, 0 for body text
    cells: tuple[Cell, ...] = ()
    caption: str = ""  # of a table: the lines above it that name it and its unit

    def document_index(self, index: int) -> int:
        """The document's character at a character of this block's text (an end maps past its last character)."""
        pieces = self.pieces
        own, document = pieces[0] if len(pieces) == 1 else pieces[max(0, bisect_right(pieces, (index, 1 << 60)) - 1)]
        return document + index - own

    def own_index(self, document: int) -> int:
        """The character of the block at one of the document, 0 where that stands before the block."""
        at = max(0, bisect_right(self.pieces, document, key=_of_document) - 1)
        own, start = self.pieces[at]
        return max(0, own + document - start)

    def document_range(self, start: int, end: int) -> tuple[int, int]:
        """The document's characters [start, end) that hold this block's characters [start, end)."""
        if end <= start:
            here = self.document_index(start)
            return here, here
        return self.document_index(start), self.document_index(end - 1) + 1

    def locator(self, start: int = 0, end: int | None = None) -> Locator:
        """The place of some characters of this block."""
        if len(self.places) == 1:
            return self.places[0][1]
        first = max(0, bisect_right(self.places, start, key=_of_own) - 1)
        last = max(first + 1, bisect_left(self.places, end if end is not None else len(self.text), key=_of_own))
        return join_places(tuple(place for _, place in self.places[first:last]))


@record
class Cell:
    """A cell of a table on its grid: row and column from 0, the rows and columns it spans, and its text block.

    `placed` is False where the table lost its shape and nothing proves which column the cell stood in.
    """

    row: int
    column: int
    block: Block
    rows: int = 1
    columns: int = 1
    placed: bool = True

    text = property(attrgetter("block.text"), doc="The cell's text.")  # asked by the thousand
