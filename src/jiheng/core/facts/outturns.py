"""Figures printed elsewhere that an indicator's actual may be mistaken for, or should have been."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from jiheng.core.facts.context import Basis, Context
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import Statements
from jiheng.core.figures.figure import Figure
from jiheng.core.period import Period

_DONE = (Basis.OUTTURN, Basis.ACTUAL)
_PLANNED = (Basis.BUDGET, Basis.OPENING)
_Thing = tuple[str, str, Period]


class MoneyFacts:
    """The amounts of a document that are no indicator's own, to be found by value and by what they are of."""

    def __init__(self, statements: Statements) -> None:
        """Index the facts once."""
        self._year = statements.period.year
        self._planned: dict[Decimal, list[Fact]] = defaultdict(list)
        self._spent: dict[Decimal, list[Fact]] = defaultdict(list)
        self._done: dict[_Thing, Fact] = {}
        for fact in statements.facts:
            if not fact.figure.unit.is_money or not fact.figure.value or not fact.concept or fact.concept.startswith("indicator."):
                continue
            if fact.context.basis in _PLANNED:
                self._planned[fact.figure.value].append(fact)
            elif fact.context.basis in _DONE:
                self._spent[fact.figure.value].append(fact)
                self._done.setdefault(_thing(fact.concept, fact.context), fact)

    def spent(self, actual: Figure) -> Fact | None:
        """The outturn of the document's year that equals an actual."""
        return next((fact for fact in self._spent.get(actual.value, ()) if fact.context.period.year == self._year), None)

    def budgets(self, actual: Figure) -> Iterator[tuple[Fact, Fact]]:
        """Each printed budget that equals an actual, with the outturn of the same thing; none when an outturn equals it too."""
        if not actual.unit.is_money or self.spent(actual) is not None:
            return
        seen: set[str] = set()
        for budget in self._planned.get(actual.value, ()):
            done = self._done.get(_thing(budget.concept, budget.context))
            if done is not None and budget.concept not in seen:
                seen.add(budget.concept)
                yield budget, done

    def other_outturns(self, actual: Figure) -> list[Fact]:
        """Printed outturns that should have been the actual, for the actual is a printed budget."""
        found: dict[Decimal, Fact] = {}
        for _, done in self.budgets(actual):
            found.setdefault(done.figure.value, done)
        return list(found.values())


def _thing(concept: str, context: Context) -> _Thing:
    return concept, context.item, context.period
