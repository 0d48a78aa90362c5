"""The figures of a document in the rows in which near fits are looked for: running text, the heads of its clauses, tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from jiheng.core.auditing.addable import is_addable, measure_of
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.near_fits import Needed, Placed, Row
from jiheng.core.facts.fact import Fact

# Money that stands together is most often a whole and its parts; heads are counted beside one another and are short numbers.
_MONEY, _COUNTS, _HEADS, _CELLS = Needed(2, 3, 5), Needed(3, 4, 5), Needed(2, 3, 4), Needed(4, 4, 4)
_STOPS = (re.compile("[；;。\n]"), re.compile("\n"))

Measure = tuple[str, int | str]


def rows(given: AuditInput) -> Iterator[Row]:
    """Each row of a document, for each measure by itself."""
    for measure, placed in _running(given).items():
        yield from _row(placed, _MONEY if measure[0] == "money" else _COUNTS)
        for stop in _STOPS:
            heads = _heads(placed, stop, given.document.text)
            if len(heads) < len(placed):
                yield from _row(heads, _HEADS)
    for cells in _cells(given):
        yield from _row([Placed(fact, 0, 0) for fact in cells], _CELLS)


def _row(placed: Sequence[Placed], needed: Needed) -> Iterator[Row]:
    row = Row.of(placed, needed)
    if row is not None:
        yield row


def _running(given: AuditInput) -> dict[Measure, list[Placed]]:
    """The figures of running text that could be added, by what they measure."""
    text, found = given.document.text, defaultdict[Measure, list[Placed]](list)
    line = sentence = at = 0
    for fact in filter(is_addable, given.in_order):
        lines = text.count("\n", at, fact.origin.start)
        line, sentence = line + lines, sentence + lines + text.count("。", at, fact.origin.start)
        at = max(at, fact.origin.start)
        found[measure_of(fact)[:2]].append(Placed(fact, line, sentence))
    return found


def _heads(placed: Sequence[Placed], stop: re.Pattern[str], text: str) -> list[Placed]:
    """The first figure of each clause or line: what divides it stands behind it."""
    return [*placed[:1], *(two for one, two in pairwise(placed) if stop.search(text, one.fact.origin.end, two.fact.origin.start))]


def _cells(given: AuditInput) -> Iterator[list[Fact]]:
    """The figures of each row and of each column of the tables; points are added up by checks of their own."""
    facts: dict[str, list[Fact]] = defaultdict(list)
    for fact in given.statements.facts:
        if fact.origin.block.startswith("t") and not fact.figure.unit.is_ratio and fact.figure.unit.dimension != "score":
            facts[fact.origin.block].append(fact)
    for table in given.document.tables():
        lines: dict[tuple[bool, int, Measure], list[Fact]] = defaultdict(list)
        for cell in sorted(table.cells, key=lambda one: (one.row, one.column)):
            for fact in facts.get(cell.block.id, ()):
                lines[False, cell.row, measure_of(fact)[:2]].append(fact)
                lines[True, cell.column, measure_of(fact)[:2]].append(fact)
        yield from lines.values()
