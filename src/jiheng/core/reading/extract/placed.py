"""Words read by themselves, and what they state put at its place in a document.

A report is read again after every change, while nearly all of its paragraphs and tables are the same but for their place. So they are read
away from it: characters count from the first of the paragraph, or of the table's first cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from jiheng.core.documents.block import Block, Cell
from jiheng.core.documents.document import Document
from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import LooseNumber, Remade
from jiheng.core.reading.extract.walk import Stated

NOWHERE = Document("", "", "", "", ())
KEPT, MOST_KEPT = 1000, 512  # cells of a table that is kept as read, and how many are


class Place:
    """Where a block stands in a document, for what was read of it by itself."""

    def __init__(self, block: Block, document: Document) -> None:
        """A paragraph, or a table with its cells."""
        self._document = document
        self._leaves = [cell.block for cell in block.cells] or [block]
        self._starts = _starts(block.cells) if block.cells else [0]

    def leaf(self, at: int) -> tuple[Block, int]:
        """The paragraph or cell at a character of the lone block, and the character where it begins there."""
        number = bisect_right(self._starts, at) - 1
        return self._leaves[number], self._starts[number]

    def span(self, span: Span) -> Span:
        """Characters of the lone block in their place."""
        own, start = self.leaf(span.start)
        return self._document.span(own, span.start - start, span.end - start, span.quote)


def placed(read: Stated, block: Block, document: Document) -> Stated:
    """What a lone block states, in its place; relations go on pointing at the same facts."""
    if not (read.facts or read.loose):
        return Stated()
    place = Place(block, document)

    def fact(one: Fact) -> Fact:
        return one.at(place.span(one.origin))

    def loose(one: LooseNumber) -> LooseNumber:
        own, start = place.leaf(one.start)
        return LooseNumber(one.text, *own.document_range(one.start - start, one.end - start), one.why)

    remade = Remade(fact, place.span)
    return Stated(
        [remade.fact(one) for one in read.facts],
        [remade.sum(one) for one in read.sums],
        [remade.change(one) for one in read.changes],
        [remade.ratio(one) for one in read.ratios],
        [loose(one) for one in read.loose],
    )


def _starts(cells: Sequence[Cell]) -> list[int]:
    """Where each cell's characters begin, one behind the last of the cell before."""
    return list(accumulate((len(cell.text) + 1 for cell in cells[:-1]), initial=0))
