"""Lays out a Document: its characters, its blocks over them, and the places, as a reader meets them in order.

Layout: one blank line between blocks; each printed line of a paragraph on its own line; a table's row on one line, its
cells parted by tabs (positions covered by a merged cell are empty, so columns keep their number).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from jiheng.core.documents.block import Block, BlockKind, Cell
from jiheng.core.documents.document import Document, ReadingNote
from jiheng.core.documents.locator import Locator

_LETTERS = {
    BlockKind.HEADING: "p",
    BlockKind.PARAGRAPH: "p",
    BlockKind.TABLE: "t",
    BlockKind.HEADER: "h",
    BlockKind.FOOTER: "f",
    BlockKind.FOOTNOTE: "n",
    BlockKind.TEXTBOX: "x",
    BlockKind.COMMENT: "c",
}
_FLAT = str.maketrans("\n\t", "  ")


class Piece(NamedTuple):
    """Characters at one place; `glue` stands before them in the block's text, `gap` in the document's.

    The first piece of a block has neither. A wrapped line of a PDF is `glue=""`; a blank inside a figure that is printed
    but not read is `glue="", gap=" "`.
    """

    text: str
    place: Locator
    glue: str = "\n"
    gap: str = "\n"


class Composer:
    """Takes headings, paragraphs and tables in reading order; `document()` closes it.

    Ids: p1, p2 … for running text, t1 … for tables, t1.3.2 for the cell in row 3, column 2, and h, f, n, x, c for
    headers, footers, footnotes, text boxes and comments.
    """

    def __init__(self, data: bytes, name: str, format: str) -> None:
        """`data` are the file's bytes (for the hash), `format` the reader's own."""
        self._sha256 = sha256(data).hexdigest()
        self._name = name
        self._format = format
        self._parts: list[str] = []
        self.at = 0  # the next character's index in the document's text
        self._blocks: list[Block] = []
        self._notes: list[ReadingNote] = []
        self._counts: dict[str, int] = {}

    @property
    def last(self) -> Block | None:
        """The block composed last."""
        return self._blocks[-1] if self._blocks else None

    @property
    def blocks(self) -> Sequence[Block]:
        """The blocks so far."""
        return self._blocks

    def heading(self, text: str | Sequence[Piece], place: Locator | None = None, *, outline: int = 1) -> Block:
        """A heading of level `outline` (1 …)."""
        return self._flow(BlockKind.HEADING, text, place, outline)

    def paragraph(self, text: str | Sequence[Piece], place: Locator | None = None, *, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
        """A paragraph, or a block outside the running text; give a text with its place, or pieces with theirs."""
        return self._flow(kind, text, place, 0)

    def table(self, place: Locator, caption: str = "") -> TableComposer:
        """An open table: give it cells by row and column, then close it; nothing else may be composed meanwhile."""
        id = self._open(BlockKind.TABLE)
        return TableComposer(self, id, place, caption, _prefix=f"{id}.1.")

    def note(self, code: str, message: str, block: str = "", start: int = 0, end: int = 0) -> None:
        """Something repaired or not read; the same note is kept once."""
        note = ReadingNote(code, message, block, start, end)
        if note not in self._notes:
            self._notes.append(note)

    def document(self) -> Document:
        """The document composed."""
        return Document(self._sha256, self._name, self._format, "".join(self._parts), tuple(self._blocks), tuple(self._notes))

    def _open(self, kind: BlockKind) -> str:
        if self.at:
            self.write("\n\n")
        letter = _LETTERS[kind]
        count = self._counts[letter] = self._counts.get(letter, 0) + 1
        return f"{letter}{count}"

    def _flow(self, kind: BlockKind, text: str | Sequence[Piece], place: Locator | None, outline: int) -> Block:
        id = self._open(kind)
        if isinstance(text, str) and place is not None:
            at = self.at
            self.write(text)
            block = Block(id, kind, text, ((0, at),), ((0, place),), outline)
        else:
            block = self.compose(id, kind, _as_pieces(text, place), outline=outline, flat=False)
        self._blocks.append(block)
        return block

    def write(self, text: str) -> None:
        """Characters that belong to no block."""
        self._parts.append(text)
        self.at += len(text)

    def keep(self, block: Block) -> None:
        """Add a finished block (a closed table)."""
        self._blocks.append(block)

    def compose(self, id: str, kind: BlockKind, pieces: Sequence[Piece], *, outline: int, flat: bool) -> Block:
        """A block of pieces at the present character; `flat` keeps it on one line (a cell)."""
        own = 0
        texts: list[str] = []
        mapped: list[tuple[int, int]] = []
        places: list[tuple[int, Locator]] = []
        for text, place, glue, gap in pieces:
            if texts:
                texts.append(glue)
                own += len(glue)
                self.write(gap.translate(_FLAT) if flat else gap)
            if not mapped or self.at - own != mapped[-1][1] - mapped[-1][0]:
                if mapped and mapped[-1][0] == own:
                    mapped.pop()
                mapped.append((own, self.at))
            if not places or places[-1][1] != place:
                if places and places[-1][0] == own:
                    places.pop()
                places.append((own, place))
            texts.append(text)
            own += len(text)
            self.write(text.translate(_FLAT) if flat else text)
        return Block(id, kind, "".join(texts), tuple(mapped), tuple(places), outline)


def _as_pieces(text: str | Sequence[Piece], place: Locator | None) -> Sequence[Piece]:
    if not isinstance(text, str):
        return text
    if place is None:
        raise TypeError("a text needs its place")
    return (Piece(text, place),)


@dataclass(slots=True)
class TableComposer:
    """A table being composed; cells come by row, then by column (both from 0), merged cells at their first corner."""

    _composer: Composer
    _id: str
    _place: Locator
    _caption: str
    _start: int = -1
    _row: int = 0
    _column: int = 0
    _prefix: str = ""
    _cells: list[Cell] = field(default_factory=list)

    def cell(
        self,
        row: int,
        column: int,
        text: str | Sequence[Piece],
        place: Locator | None = None,
        *,
        rows: int = 1,
        columns: int = 1,
        placed: bool = True,
    ) -> Block:
        """A cell with its text and place, or with pieces and theirs; pieces of one cell stand on one line."""
        composer = self._composer
        if self._start < 0:
            self._start = composer.at
        if row == self._row:
            lead = "\t" * (column - self._column)
        else:
            lead = "\n" * (row - self._row) + "\t" * column
            self._row = row
            self._prefix = f"{self._id}.{row + 1}."
        self._column = column
        id = f"{self._prefix}{column + 1}"
        if place is not None and isinstance(text, str):
            at = composer.at + len(lead)
            composer.write(lead + (text.translate(_FLAT) if "\n" in text or "\t" in text else text))
            block = Block(id, BlockKind.CELL, text, ((0, at),), ((0, place),))
        else:
            composer.write(lead)
            block = composer.compose(id, BlockKind.CELL, _as_pieces(text, place), outline=0, flat=True)
        self._cells.append(Cell(row, column, block, rows, columns, placed))
        return block

    def close(self) -> Block:
        """The finished table, kept in the document."""
        start = self._start if self._start >= 0 else self._composer.at
        block = Block(self._id, BlockKind.TABLE, "", ((0, start),), ((0, self._place),), 0, tuple(self._cells), self._caption)
        self._composer.keep(block)
        return block
