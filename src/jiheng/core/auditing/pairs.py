"""Figures of one thing on several bases: opening budget, full-year budget and outturn of the year, found by concept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from jiheng.core.auditing.audit_input import AuditInput, shared
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.factbase import FactBase, Found
from jiheng.core.period import Period

Bases = tuple[Basis | None, ...]

OPENING: Bases = (Basis.OPENING,)
BUDGET: Bases = (Basis.BUDGET,)
DONE: Bases = (None, Basis.OUTTURN, Basis.ACTUAL)
SURE = Decimal("0.8")
_OTHERS = 20  # how many times larger a count is that is not the same one a year on
SPENDING = ("spend.total", "spend.current", "spend.appropriation", "spend.appropriation.general")
INCOME = ("income.total", "income.current", "income.appropriation", "income.appropriation.general")
_NO_ITEM = ("", "其中", "年终", "全年", "年度")


@dataclass(frozen=True, slots=True)
class Change:
    """What was planned and what came of it."""

    planned: Fact
    done: Fact

    @property
    def rate(self) -> Decimal:
        """How far the outturn lies above (+) or below (-) the plan, as a share of the plan."""
        return (self.done.figure.value - self.planned.figure.value) / self.planned.figure.value

    @property
    def least(self) -> Decimal:
        """The smallest deviation, without sign, that the printed figures allow."""
        shares = self.done.figure.range / self.planned.figure.range
        return max(shares.low - 1, 1 - shares.high, Decimal(0))

    @property
    def facts(self) -> tuple[Fact, Fact]:
        """Both figures."""
        return self.planned, self.done


def stated(given: AuditInput, concepts: Iterable[str], bases: Bases, year: int | None = None) -> list[Fact]:
    """Unhedged figures of the whole year (the document's own unless told) of some concepts, without items; likeliest first."""
    return list(_stated(given, tuple(concepts), bases, year))


@shared
def _stated(given: AuditInput, concepts: tuple[str, ...], bases: Bases, year: int | None) -> tuple[Fact, ...]:
    wanted = given.statements.period.year if year is None else year
    order = {concept: at for at, concept in enumerate(concepts)}
    found = [
        fact for concept in order for fact in given.by_concept.get(concept, ())
        if fact.context.basis in bases and fact.context.item in _NO_ITEM and not fact.of
        and fact.context.period.year == wanted and fact.context.period.months is None and fact.context.period.years == 1
        and not fact.figure.is_hedged
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda fact: (not fact.figure.value, order[fact.concept], -fact.trust, -fact.figure.value, fact.origin.start)))


def first(given: AuditInput, concepts: Iterable[str], bases: Bases, year: int | None = None) -> Fact | None:
    """The likeliest of them."""
    return next(iter(_stated(given, tuple(concepts), bases, year)), None)


def change_of(given: AuditInput, concept: str) -> Change | None:
    """The plan (full-year budget, else opening budget) and the outturn of one concept."""
    done = first(given, (concept,), DONE)
    planned = first(given, (concept,), BUDGET) or first(given, (concept,), OPENING)
    return _paired(planned, done)


def whole_change(given: AuditInput) -> Change | None:
    """Opening budget and outturn of the whole spending; the opening income stands in for the opening spending."""
    done = first(given, SPENDING, DONE)
    planned = first(given, SPENDING, OPENING) or first(given, INCOME, OPENING)
    return _paired(planned, done)


def is_sure(facts: Iterable[Fact]) -> bool:
    """Whether the reader was sure of every figure, and none is hedged."""
    return all(fact.trust >= SURE and not fact.figure.is_hedged for fact in facts)


def _paired(planned: Fact | None, done: Fact | None) -> Change | None:
    if planned is None or done is None or not planned.figure.value or planned.figure.unit.dimension != done.figure.unit.dimension:
        return None
    return Change(planned, done)


def last_year(base: FactBase, fact: Fact) -> Fact | None:
    """The figure of the year before of the same thing; None where it is not printed, or in ways that differ."""
    context, year = fact.context, fact.context.period.year
    if not fact.concept or year is None or context.period != Period(year):
        return None
    answer = base.ask(fact.concept, context.basis, year - 1, context.item, context.scope)
    if not isinstance(answer, Found) or answer.stands_in or answer.fact.figure.unit.dimension != fact.figure.unit.dimension:
        return None
    if not fact.figure.unit.is_money and max(fact.figure.value, answer.fact.figure.value) > _OTHERS * min(
        fact.figure.value, answer.fact.figure.value
    ):
        return None  # 本院受理110件; 全省法院受理12万件: counts of others
    known = answer.fact.context.scope
    alike = known == context.scope or all(base.is_neutral(fact.concept, scope) for scope in (known, context.scope) if scope)
    return answer.fact if alike else None
