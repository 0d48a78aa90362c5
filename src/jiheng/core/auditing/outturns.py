"""Figures printed elsewhere that an indicator's actual may be mistaken for, or should have been."""

from __future__ import annotations

from collections.abc import Iterator

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.targets import Pair
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.figure import Figure

_DONE = (Basis.OUTTURN, Basis.ACTUAL)


def budgets_equal_to(actual: Figure, given: AuditInput) -> Iterator[tuple[Fact, Fact]]:
    """Each printed budget of the year that equals an actual, with the outturn of the same thing where that differs.

    Nothing when some outturn equals the actual too: it may then rightly stand there.
    """
    if not actual.unit.is_money or not actual.value:
        return
    money = [fact for fact in given.statements.facts if fact.figure.unit.is_money and fact.concept and not fact.concept.startswith("indicator.")]
    year = given.statements.period.year
    if any(fact.figure.value == actual.value and fact.context.basis in _DONE and fact.context.period.year == year for fact in money):
        return
    seen: set[str] = set()
    for budget in money:
        context = budget.context
        if budget.figure.value != actual.value or context.basis not in (Basis.BUDGET, Basis.OPENING) or budget.concept in seen:
            continue
        for done in money:
            same = done.concept == budget.concept and done.context.item == context.item and done.context.period == context.period
            if same and done.context.basis in _DONE and done.figure.value:
                seen.add(budget.concept)
                yield budget, done
                break


def other_outturns(pair: Pair, given: AuditInput) -> list[Fact]:
    """Printed outturns that should have been the actual, for the actual is a printed budget."""
    found: dict[object, Fact] = {}
    for _, done in budgets_equal_to(pair.actual, given):
        found.setdefault(done.figure.value, done)
    return list(found.values())
