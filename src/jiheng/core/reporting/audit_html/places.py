"""Where spans lie in the blocks as they are shown, and the anchor that leads to each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from jiheng.core.auditing.finding import Finding
from jiheng.core.auditing.runner import AuditResult
from jiheng.core.documents.block import Block, BlockKind
from jiheng.core.documents.document import Document
from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters [start, end) of one block's text that mean something: a fact, evidence of findings, or just a place to go to."""

    start: int
    end: int
    anchor: str
    fact: int = -1
    findings: tuple[int, ...] = ()


@dataclass(slots=True)
class _Meaning:
    fact: int = -1
    findings: list[int] = field(default_factory=list)


class Places:
    """Every span of an audited document, laid on the blocks that show it.

    Facts are numbered from 0 and findings from 1, each in the order of the audit.
    """

    def __init__(self, document: Document, facts: Sequence[Fact], result: AuditResult) -> None:
        """Lay facts, evidence of findings, of held relations and of what could not be evaluated."""
        self.facts = facts
        self.findings = result.findings
        self.unchecked = frozenset(fact.id for fact in result.unchecked)
        self._anchors: dict[tuple[int, int], str] = {}
        self._marks: dict[str, list[Mark]] = {}
        self._leaves = sorted(leaves(document), key=lambda leaf: leaf.document_index(0))
        self._starts = [leaf.document_index(0) for leaf in self._leaves]
        spans = self._meanings(result)
        for (start, end), meaning in spans.items():
            self._lay(start, end, meaning)

    def anchor(self, span: Span) -> str:
        """The id of the element where a span begins; "" when no block shows it."""
        return self._anchors.get((span.start, span.end), "")

    def marks(self, block: Block) -> Sequence[Mark]:
        """What lies on one block, in order."""
        return sorted(self._marks.get(block.id, ()), key=lambda mark: (mark.start, -mark.end))

    def finding(self, number: int) -> Finding:
        """A finding by its number, from 1."""
        return self.findings[number - 1]

    def _meanings(self, result: AuditResult) -> dict[tuple[int, int], _Meaning]:
        spans: dict[tuple[int, int], _Meaning] = {}

        def at(span: Span) -> _Meaning:
            return spans.setdefault((span.start, span.end), _Meaning())

        for number, fact in enumerate(self.facts):
            meaning = at(fact.origin)
            meaning.fact = number if meaning.fact < 0 else meaning.fact
        for number, finding in enumerate(result.findings, 1):
            for span in dict.fromkeys(finding.evidence):
                at(span).findings.append(number)
        for evidence in (*(one.evidence for one in result.held), *(one.evidence for one in result.not_evaluated)):
            for span in evidence:
                at(span)
        return spans

    def _lay(self, start: int, end: int, meaning: _Meaning) -> None:
        first = max(0, bisect_right(self._starts, start) - 1)
        last = max(first + 1, bisect_left(self._starts, end))
        for leaf in self._leaves[first:last]:
            own_start, own_end = _own_index(leaf, start), _own_index(leaf, end - 1) + 1 if end > start else _own_index(leaf, start)
            if own_start >= len(leaf.text) > 0 or (own_end <= own_start and end > start):
                continue
            anchor = f"c{leaf.document_index(own_start) if leaf.text else start}"
            self._anchors.setdefault((start, end), anchor)
            self._marks.setdefault(leaf.id, []).append(Mark(own_start, own_end, anchor, meaning.fact, tuple(dict.fromkeys(meaning.findings))))


def leaves(document: Document) -> Iterator[Block]:
    """The blocks that hold text: paragraphs, headings, cells."""
    for block in document.blocks:
        if block.kind is BlockKind.TABLE:
            yield from (cell.block for cell in block.cells)
        else:
            yield block


def _own_index(block: Block, index: int) -> int:
    """The character of a block's text that stands at, or first after, a character of the document."""
    at = bisect_right(block.pieces, index, key=lambda piece: piece[1]) - 1
    if at < 0:
        return 0
    own, document = block.pieces[at]
    stop = block.pieces[at + 1][0] if at + 1 < len(block.pieces) else len(block.text)
    return min(own + index - document, stop)


def unique(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, each place once."""
    return list({(span.start, span.end): span for span in spans}.values())
