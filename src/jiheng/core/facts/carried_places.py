"""Where a document prints the numbers whose facts its file carries; the visible text always wins over what is carried."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import itemgetter

from jiheng.core.documents.block import Block, BlockKind
from jiheng.core.documents.document import Document
from jiheng.core.documents.span import Span
from jiheng.core.facts.carried import CarriedFacts, NotCarriedFacts, Print, carried_from
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import Remade, Statements

_IGNORED = re.compile(r"[\s—–―]")  # blanks; dashes, which readers take for lines of a table now and then
_SHOWN = re.compile(r"[^\s—–―]+")
_LEAST_ROUND = 4  # fewer characters on both sides together could stand anywhere
_LONGEST_CHANGED = 24
_NEAR = 6


@dataclass(frozen=True, slots=True)
class Found:
    """One carried number: where its words stand in the document; `seen` is what stands there instead, where they differ."""

    print: Print
    span: Span | None
    seen: str = ""


class PrintedText:
    """A document's characters without blanks and dashes, each with its place."""

    def __init__(self, document: Document) -> None:
        """The document as read."""
        self._document = document
        runs = list(_SHOWN.finditer(document.text))
        self.text = "".join([run[0] for run in runs])
        self._runs = [run.start() for run in runs]
        self._shown = list(accumulate((run.end() - run.start() for run in runs), initial=0))  # characters shown before each
        starts = sorted(((leaf.document_index(0), leaf) for leaf in _leaves(document)), key=itemgetter(0))
        self._leaves = [leaf for _, leaf in starts]
        self._starts = [start for start, _ in starts]

    def span(self, start: int, end: int) -> Span | None:
        """The evidence for characters [start, end) without blanks; None where no block shows them."""
        first, last = self._place(start), self._place(end - 1) + 1
        at = bisect_right(self._starts, first) - 1
        if at < 0:
            return None
        block = self._leaves[at]
        own, stop = block.own_index(first), block.own_index(last - 1) + 1
        if stop > len(block.text) or stop <= own or block.document_index(own) != first or block.document_index(stop - 1) != last - 1:
            return None
        return self._document.span(block, own, stop, block.text[max(0, own - 40) : stop + 40])

    def _place(self, shown: int) -> int:
        at = bisect_right(self._shown, shown) - 1
        return self._runs[at] + shown - self._shown[at]


def carried_in(document: Document) -> CarriedFacts | None:
    """What the document's file carries; None for nothing, or for data that is not of our format."""
    if not document.carried:
        return None
    try:
        return carried_from(document.carried)
    except NotCarriedFacts:
        return None


def find_prints(carried: CarriedFacts, document: Document) -> tuple[Found, ...]:
    """Each carried number with its place, in the order of the draft."""
    printed = PrintedText(document)
    cursor = 0
    found = []
    for stored in carried.prints:
        one = Print(_bare(stored.text), stored.facts, _bare(stored.before), _bare(stored.after))
        start = _exactly(one, printed.text, cursor)
        if start >= 0:
            cursor = max(0, start - len(one.before))
            found.append(Found(one, printed.span(start, start + len(one.text)) if one.text else None))
            continue
        changed = _changed(one, printed.text)
        found.append(Found(one, printed.span(*changed), printed.text[slice(*changed)]) if changed else Found(one, None))
    return tuple(found)


def with_carried(statements: Statements, document: Document) -> Statements:
    """What a document states, with the carried facts in place of those read from the same characters.

    A figure that was read from the visible text stays where the carried one has another value; the sign is a matter of words (调减12万元).
    """
    carried = carried_in(document)
    return statements if carried is None else with_prints(statements, find_prints(carried, document))


def with_prints(statements: Statements, prints: Sequence[Found]) -> Statements:
    """The same, the carried numbers being found already."""
    facts: dict[int, list[Fact]] = {}
    spans: dict[int, Span] = {}
    for one in prints:
        if one.span and not one.seen and one.print.facts:
            facts[one.span.start] = [fact.at(one.span) for fact in one.print.facts]
            spans[one.span.start] = one.span
    kept: list[Fact] = []
    instead: dict[str, Fact] = {}
    starts = sorted(spans)
    for fact in statements.facts:
        at = bisect_right(starts, fact.origin.start) - 1
        span = spans[starts[at]] if at >= 0 else None
        if span is None or fact.origin.start >= span.end or fact.origin.end > span.end:
            kept.append(fact)
            continue
        own = [one if abs(one.figure.value) == abs(fact.figure.value) else replace(one, figure=fact.figure) for one in facts[span.start]]
        instead[fact.id] = own[0]
        facts[span.start] = own
    kept += [one for at in starts for one in facts[at]]
    loose = tuple(one for one in statements.loose if not _covers(starts, spans, one.start))
    return replace(_mapped(statements, instead), facts=tuple(sorted(kept, key=lambda fact: fact.origin.start)), loose=loose)


def _bare(words: str) -> str:
    return _IGNORED.sub("", words)


def _covers(starts: list[int], spans: dict[int, Span], index: int) -> bool:
    at = bisect_right(starts, index) - 1
    return at >= 0 and index < spans[starts[at]].end


def _mapped(statements: Statements, instead: dict[str, Fact]) -> Statements:
    """The relations between facts, over the facts that stand in their place."""
    remade = Remade(lambda fact: instead.get(fact.id, fact))
    return replace(
        statements,
        sums=tuple(map(remade.sum, statements.sums)),
        changes=tuple(map(remade.change, statements.changes)),
        ratios=tuple(map(remade.ratio, statements.ratios)),
    )


def _exactly(one: Print, text: str, cursor: int) -> int:
    """Where the words stand between the same neighbours, from the last place on if they do, else anywhere; else between nearer neighbours."""
    if not one.text:
        return -1
    for reach in (_LONGEST_CHANGED, _NEAR):
        before = one.before[-reach:]
        whole = before + one.text + one.after[:reach]
        place = text.find(whole, cursor)
        place = place if place >= 0 else text.find(whole)
        if place >= 0:
            return place + len(before)
    return -1


def _changed(one: Print, text: str) -> tuple[int, int] | None:
    """The characters that stand between the same neighbours where the words do not; only where the neighbours are unmistakable."""
    if len(one.before) < _LEAST_ROUND or len(one.after) < _LEAST_ROUND:
        return None
    pattern = f"{re.escape(one.before)}([^{re.escape('。；')}]{{0,{_LONGEST_CHANGED}}}?){re.escape(one.after)}"
    places = [match.span(1) for match in re.finditer(pattern, text)]
    return places[0] if len(places) == 1 and places[0][0] < places[0][1] else None


def _leaves(document: Document) -> Iterator[Block]:
    for block in document.blocks:
        if block.kind is BlockKind.TABLE:
            yield from (cell.block for cell in block.cells)
        else:
            yield block
