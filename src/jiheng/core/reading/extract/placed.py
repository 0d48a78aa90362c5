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


def placed(read: Stated, block: Block, document: Document) -> Stated:
    """What a lone block states, in its place; relations go on pointing at the same facts."""
    if not (read.facts or read.loose):
        return Stated()
    leaves = [cell.block for cell in block.cells] or [block]
    starts = _starts(block.cells) if block.cells else [0]

    def leaf(at: int) -> tuple[Block, int]:
        number = bisect_right(starts, at) - 1
        return leaves[number], starts[number]

    def there(span: Span) -> Span:
        own, start = leaf(span.start)
        return document.span(own, span.start - start, span.end - start, span.quote)

    def fact(one: Fact) -> Fact:
        return one.at(there(one.origin))

    def loose(one: LooseNumber) -> LooseNumber:
        own, start = leaf(one.start)
        return LooseNumber(one.text, *own.document_range(one.start - start, one.end - start), one.why)

    remade = Remade(fact, there)
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
