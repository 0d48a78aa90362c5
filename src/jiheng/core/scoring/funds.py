"""What the scored year's budget and outturn are, by the facts: of the department, or of one project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.factbase import Answer, Conflict, FactBase, Found
from jiheng.core.facts.statements import Statements
from jiheng.core.rulepack.nodes import Reference


@dataclass(frozen=True, slots=True)
class Funds:
    """Full-year budget and outturn, or the rate alone; `why` when neither can be told."""

    budget: Fact | None = None
    outturn: Fact | None = None
    rate: Fact | None = None
    why: str = ""


@dataclass(frozen=True)
class Books:
    """The facts of a case, asked when needed; the index is built once."""

    statements: Statements
    project: str = ""
    known: FactBase | None = None  # the index, where the tables of one case share it

    @cached_property
    def base(self) -> FactBase:
        """The facts by concept."""
        return self.known or FactBase(self.statements)

    @cached_property
    def funds(self) -> Funds:
        """Budget and outturn of what is scored."""
        concept, item = ("spend.project", self.project) if self.project else ("spend.total", "")
        budget = self.base.ask(concept, Basis.BUDGET, item=item)
        outturn = self.base.ask(concept, Basis.OUTTURN, item=item)
        if isinstance(budget, Found) and isinstance(outturn, Found):
            return Funds(budget.fact, outturn.fact)
        for basis in (Basis.OUTTURN, None):
            rate = self.base.ask("spend.execution_rate of spend.project" if self.project else "spend.execution_rate", basis, item=item)
            if isinstance(rate, Found):
                return Funds(rate=rate.fact)
        return Funds(why="；".join(_reason(one) for one in (budget, outturn) if not isinstance(one, Found)))

    @cached_property
    def progress(self) -> Mapping[int, Decimal]:
        """The share of the full-year budget spent by the end of each month that is known."""
        budget = self.base.ask("spend.total", Basis.BUDGET)
        if not isinstance(budget, Found) or not budget.fact.figure.value:
            return {}
        found: dict[int, Decimal] = {}
        for fact in self.statements.facts:
            period = fact.context.period
            spent = fact.concept == "spend.total" and fact.context.basis is Basis.OUTTURN and not fact.context.item
            if spent and period.year == self.base.year and period.months is not None and period.months[0] == 1:
                found[period.months[1]] = fact.figure.value / budget.fact.figure.value
        year = self.funds.outturn
        if year is not None:
            found.setdefault(12, year.figure.value / budget.fact.figure.value)
        return found

    def lookup(self, reference: Reference) -> Fact | None:
        """The fact of a name in a formula; None where there is none, or several that disagree."""
        year = self.base.year
        if year is None and reference.back:
            return None
        asked = None if year is None else year - reference.back
        item = reference.item or ""
        answer = self.base.ask(reference.asked, reference.basis, asked, item, reference.scope)
        if isinstance(answer, Found):
            return answer.fact
        if self.project and not item:
            answer = self.base.ask(reference.asked, reference.basis, asked, self.project, reference.scope)
        return answer.fact if isinstance(answer, Found) else None

    def why_missing(self, reference: Reference) -> str:
        """Why a name has no fact, in Chinese."""
        year = self.base.year
        answer = self.base.ask(
            reference.asked, reference.basis, None if year is None else year - reference.back, reference.item or "", reference.scope
        )
        return _reason(answer)


def _reason(answer: Answer) -> str:
    if isinstance(answer, Found):
        return ""
    return answer.reason if isinstance(answer, Conflict) else answer.reason.replace("文中没有", "没有填写")
