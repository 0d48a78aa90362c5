"""What must hold of any input: of a scanned text, of a document that was read, of the facts and the audit of a text."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from jiheng.core.casefile import steps
from jiheng.core.documents.block import Block
from jiheng.core.documents.document import Document
from jiheng.core.errors import UnreadableFile
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.mention import MentionKind
from jiheng.core.figures.printed import scan
from jiheng.core.reading.door import read_document

CALLS = 3_000_000  # of functions, for any input that a fuzzer makes (a few kB)


class TooMuchWork(AssertionError):
    """An input costs more work than any of its size should."""


@contextmanager
def in_bounds(calls: int = CALLS) -> Iterator[None]:
    """Refuse work that calls more than so many functions: counted, so that a busy machine refuses what an idle one does."""
    left = calls

    def seen(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal left
        left -= event in ("call", "c_call")
        if left < 0:
            sys.setprofile(before)
            raise TooMuchWork("slow")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        yield
    finally:
        sys.setprofile(before)


def scanned(text: str) -> None:
    """Mentions are exact, in order, do not overlap; a quantity has a figure with a range."""
    last = 0
    for mention in scan(text):
        assert text[mention.start : mention.end] == mention.text, "a mention's text is not what stands there"
        assert last <= mention.start < mention.end <= len(text), "mentions overlap or are out of order"
        last = mention.end
        assert (mention.figure is not None) is (mention.kind is MentionKind.QUANTITY), "a quantity without figure"
        if mention.figure is not None:
            assert mention.figure.step > 0, "a step of nought"
            assert mention.figure.range.low <= mention.figure.range.high, "a range upside down"


def readable(data: bytes, name: str) -> Document | None:
    """The document of some bytes (None: refused); reading twice gives the same, and what was read is in order."""
    first, second = (_read(data, name) for _ in range(2))
    assert first == second, "reading twice gives two documents"
    if isinstance(first, str):
        return None
    composed(first)
    return first


def _read(data: bytes, name: str) -> Document | str:
    try:
        return read_document(data, name)
    except UnreadableFile as refused:
        line = refused.line()
    assert "\n" not in line, "a refusal of two lines"
    return line


def composed(document: Document) -> None:
    """Every character of a block is the document's, blanks apart; ids are unique; places can be named; cells do not overlap."""
    parts = list(blocks(document))
    assert len({part.id for part in parts}) == len(parts), "two blocks of one id"
    for part in parts:
        for own, character in enumerate(part.text):
            at = part.document_index(own)
            assert 0 <= at < len(document.text), "a character outside the document"
            assert character.isspace() or document.text[at] == character, "a character that the document has not"
        part.locator().words()
        part.locator().as_json()
    for table in document.tables():
        taken: set[tuple[int, int]] = set()
        for cell in table.cells:
            assert cell.rows >= 1 <= cell.columns, "a cell without extent"
            covered = {(cell.row, cell.column)}
            if cell.rows * cell.columns < 1000:
                covered = {
                    (row, column) for row in range(cell.row, cell.row + cell.rows) for column in range(cell.column, cell.column + cell.columns)
                }
            assert not covered & taken, "two cells at one position"
            taken |= covered
    for note in document.notes:
        assert 0 <= note.start <= note.end <= len(document.text), "a note outside the document"


def blocks(document: Document) -> Iterator[Block]:
    """Blocks and the blocks of cells."""
    for block in document.blocks:
        yield block
        yield from (cell.block for cell in block.cells)


def audited(data: bytes, name: str) -> None:
    """Extraction and audit of a document never fail; each fact stands where it says."""
    try:
        document = read_document(data, name)
    except UnreadableFile:
        return
    statements = steps.facts(document)
    for fact in statements.facts:
        stands(document, fact)
    result = steps.audit(document, statements)
    assert not result.crashes, f"crash: {result.crashes[0].code} {result.crashes[0].trouble}"


def stands(document: Document, fact: Fact) -> None:
    """The figure of a fact is printed at its place, blanks and the marks of Markdown apart."""
    printed = _solid(document.text[fact.origin.start : fact.origin.end])
    assert _solid(fact.figure.text) in printed, f"not at its place: {fact.figure.text!r} {printed!r}"


def _solid(text: str) -> str:
    """Characters without blanks, marks of emphasis and the bars that draw a table: a cell may be put back over them."""
    return "".join(text.replace("**", "").replace("__", "").replace("|", "").split())
