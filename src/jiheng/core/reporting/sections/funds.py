"""按预算类别的支出：一般公共预算、政府性基金、国有资本经营、社会保险基金。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.facts.context import Basis
from jiheng.core.reporting.clauses import budget_clauses
from jiheng.core.reporting.draft import Part
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.shelf import section
from jiheng.core.reporting.wording import joined


def _of(given: ReportInput, concept: str, name: str) -> Iterable[Part]:
    stated = [given.get(concept, basis) for basis in (Basis.OPENING, Basis.BUDGET, Basis.OUTTURN)]
    if any(fact and fact.figure.value for fact in stated):
        yield joined(budget_clauses(given, concept, f"{given.year}年{name}支出")).paragraph()


@section(id="general_spend", title="一般公共预算支出情况")
def general_spend(given: ReportInput) -> Iterable[Part]:
    """Spending out of the general public budget."""
    return _of(given, "spend.appropriation.general", "一般公共预算")


@section(id="fund_spend", title="政府性基金预算支出情况")
def fund_spend(given: ReportInput) -> Iterable[Part]:
    """Spending out of government funds."""
    return _of(given, "spend.appropriation.fund", "政府性基金预算")


@section(id="state_capital_spend", title="国有资本经营预算支出情况")
def state_capital_spend(given: ReportInput) -> Iterable[Part]:
    """Spending out of the state capital budget."""
    return _of(given, "spend.appropriation.capital", "国有资本经营预算")


@section(id="insurance_spend", title="社会保险基金预算支出情况")
def insurance_spend(given: ReportInput) -> Iterable[Part]:
    """Spending out of social insurance funds."""
    return _of(given, "spend.insurance_fund", "社会保险基金预算")
