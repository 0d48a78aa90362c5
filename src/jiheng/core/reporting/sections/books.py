"""采购与资产。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.facts.context import Basis
from jiheng.core.reporting.clauses import against_last_year
from jiheng.core.reporting.draft import Part
from jiheng.core.reporting.fact_index import ratio
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.shelf import section
from jiheng.core.reporting.wording import Line, joined

_ASSETS = (
    ("assets.total", "资产总额"), ("assets.fixed.original", "固定资产原值"),
    ("assets.fixed.net", "固定资产净值"), ("assets.fixed.in_use", "实际在用固定资产总额"),
)  # fmt: skip


@section(id="procurement", title="政府采购情况")
def procurement(given: ReportInput) -> Iterable[Part]:
    """Purchases against their budget and last year."""
    budget = given.get("procurement.total", Basis.BUDGET) or given.get("procurement.total", Basis.OPENING)
    outturn = given.get("procurement.total", Basis.OUTTURN)
    clauses = []
    if budget:
        clauses.append(Line().state(budget, before="政府采购全年预算" if budget.context.basis is Basis.BUDGET else "政府采购年初预算"))
    if outturn:
        clauses.append(Line().state(outturn, before="政府采购全年执行"))
        rate = ratio("procurement.execution_rate", outturn, budget)
        if rate:
            clauses.append(Line().state(rate, before="政府采购执行率"))
        clauses += against_last_year(given, "procurement.total")
    if clauses:
        yield joined([Line().say(f"{given.year}年").join(clauses[0]), *clauses[1:]]).paragraph()


@section(id="assets", title="资产管理情况")
def assets(given: ReportInput) -> Iterable[Part]:
    """Assets at the year's end and how far fixed assets are in use."""
    clauses = [Line().state(fact, before=name) for concept, name in _ASSETS if (fact := given.get(concept))]
    rate = ratio("assets.use_rate", given.get("assets.fixed.in_use"), given.get("assets.fixed.original"))
    if rate:
        clauses.append(Line().state(rate, before="固定资产利用率"))
    if clauses:
        yield joined([Line().say(f"{given.year}年年末，").join(clauses[0]), *clauses[1:]]).paragraph()
