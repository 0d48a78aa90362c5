"""The rate of execution of a table's row, with the spending and the budgets that the same row prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.score_tables import cell_facts
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.units import NUMBER, known_units

RATE = "spend.execution_rate"
_BASES = (Basis.BUDGET, Basis.OPENING)
_LEFT = ("carry.", "change.")  # what is left of the money, or more than before, is not what was spent


class RowRate(NamedTuple):
    """A rate, and what its row has to work it out from: one spending at most, and budgets, the year's first."""

    rate: Fact
    spent: Fact | None
    budgets: tuple[Fact, ...]

    @property
    def can_be_judged(self) -> bool:
        """Whether the row prints both."""
        return self.spent is not None and bool(self.budgets)


def rate_as_meant(rate: Figure, exact: Decimal) -> Figure:
    """A rate printed without its sign as percent or as a fraction (0.95), whichever comes nearer to what its amounts make."""
    if any(mark in rate.text for mark in "%％‰"):
        return rate
    return min((replace(rate, unit=unit) for unit in (known_units()["%"], NUMBER)), key=lambda one: abs(one.value - exact))


def row_rates(given: AuditInput) -> Iterator[RowRate]:
    """The rows of tables that print one rate of execution."""
    for facts in cell_facts(given).rows():
        rates = [fact for fact in facts if fact.concept == RATE and fact.figure.unit.is_ratio]
        if len(rates) != 1:
            continue
        money = [fact for fact in facts if fact.figure.unit.is_money and not fact.concept.startswith(_LEFT)]
        done = [fact for fact in money if fact.context.basis is Basis.OUTTURN] or [fact for fact in money if fact.context.basis is Basis.ACTUAL]
        budgets = tuple(fact for basis in _BASES for fact in money if fact.context.basis is basis)
        yield RowRate(rates[0], done[0] if len(done) == 1 else None, budgets)
