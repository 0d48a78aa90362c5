"""Books and targets of a department's year for tests of monitoring."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jiheng.apps.factstore.posted import Posted
from jiheng.apps.factstore.services import replace_posting
from jiheng.apps.shared.money import money_figure
from jiheng.apps.targets.models import Indicator, TargetTable
from jiheng.apps.targets.services import workflow
from jiheng.core.facts.context import Basis
from tests.apps.offices import TESTER

SPENT = {1: Decimal(20000), 2: Decimal(50000), 3: Decimal(110000), 4: Decimal(160000), 5: Decimal(220000), 6: Decimal(280000)}


def keep_books(department, year: int, spent: dict[int, Decimal] | None = None, total: Decimal = Decimal(1000000)) -> None:
    """Post a year's budget and monthly spending as the budget book does."""

    def posted(amount, basis, months=None):
        return Posted("spend.total", "支出合计", money_figure(amount), "budget", (1,), basis, months=months)

    facts = [posted(total * 9 / 10, Basis.OPENING), posted(total, Basis.BUDGET)]
    facts += [posted(amount, Basis.OUTTURN, (1, month)) for month, amount in {**SPENT, **(spent or {})}.items()]
    replace_posting(department=department, year=year, source="budget", facts=facts)


def plan(office, year: int = 2023) -> TargetTable:
    """Two approved indicators, one of each section."""
    table = TargetTable.objects.create(department=office.department, year=year, goal="办好展览，修好档案")
    for place, (name, section) in enumerate(zip(("举办展览", "修复档案"), office.sections, strict=True), 1):
        columns = {"level1": "产出指标", "level2": "数量指标", "name": name, "target": "10", "unit": "次", "weight": Decimal(10)}
        Indicator.objects.create(table=table, place=place, section=section, **columns)
    workflow._freeze(TESTER, table, date(year, 2, 1))
    return table
