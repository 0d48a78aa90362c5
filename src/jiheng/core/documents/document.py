"""A file after reading: its text, its blocks in order, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jiheng.core.documents.block import Block, BlockKind
from jiheng.core.documents.span import Span


@dataclass(frozen=True, slots=True)
class ReadingNote:
    """Something the reader repaired or could not read; kept and shown, never raised. Codes are `JH-F-…`."""

    code: str
    message: str
    block: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A file after reading: blocks in order, and what the reader could not read.

    `text` is what `jiheng read` counts characters in; for a .txt file it is the file's own text. `sha256` is of the
    file's bytes. `carried` is what a file that we wrote carries along besides its text (`jiheng.facts/1`), as found.
    """

    sha256: str
    name: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    notes: tuple[ReadingNote, ...] = ()
    carried: str = ""

    def running(self) -> Iterator[Block]:
        """Headings and paragraphs of the running text, without tables and without what stands outside it."""
        return (block for block in self.blocks if block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH))

    def tables(self) -> Iterator[Block]:
        """The tables, in order."""
        return (block for block in self.blocks if block.kind is BlockKind.TABLE)

    def span(self, block: Block, start: int, end: int, quote: str = "") -> Span:
        """Evidence for characters [start, end) of a block."""
        text = block.text[start:end]
        if len(block.pieces) == len(block.places) == 1 and start < end:  # as nearly all are
            shift = block.pieces[0][1] - block.pieces[0][0]
            return Span(self.sha256, block.id, start + shift, end + shift, text, quote or text, block.places[0][1])
        first, last = block.document_range(start, end)
        return Span(self.sha256, block.id, first, last, text, quote or text, block.locator(start, end))
