"""Books and targets of a department's year for tests of monitoring."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils import timezone

from jiheng.apps.accounts.access import people
from jiheng.apps.accounts.choices import Right
from jiheng.apps.factstore.posted import Posted
from jiheng.apps.factstore.services import replace_posting
from jiheng.apps.lawbooks.models import LocalValue, PackChoice
from jiheng.apps.monitoring.models import Alert, FundRow, Progress, Snapshot
from jiheng.apps.notices.choices import NoticeKind
from jiheng.apps.notices.services import notify
from jiheng.apps.shared.money import money_figure
from jiheng.apps.targets.choices import State
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
    table = TargetTable.objects.create(department=office.department, year=year, goal="办好展览，修好档案", state=State.APPROVED)
    for place, (name, section) in enumerate(zip(("举办展览", "修复档案"), office.sections, strict=True), 1):
        columns = {"level1": "产出指标", "level2": "数量指标", "name": name, "target": "10", "unit": "次", "weight": Decimal(10)}
        Indicator.objects.create(table=table, place=place, section=section, **columns)
    workflow._freeze(TESTER, table, date(year, 2, 1))
    return table


def keep_monitoring(department, year: int) -> None:
    """One row of each kind of monitoring, rules and notices, where the samples hold none."""
    snapshot, _ = Snapshot.objects.get_or_create(department=department, year=year, month=9, defaults={"taken_at": timezone.now()})
    FundRow.objects.get_or_create(snapshot=snapshot, concept="spend.total", defaults={"title": "年度资金总额", "place": 1})
    Progress.objects.get_or_create(snapshot=snapshot, place=1, defaults={"key": "probe", "name": "只有本单位看得到的指标", "target": "1"})
    Alert.objects.get_or_create(
        snapshot=snapshot, department=department, year=year, subject="probe",
        defaults={"title": "只有本单位看得到的预警", "light": "red", "text": "只有本单位看得到", "issued_on": date(year, 10, 10)},
    )  # fmt: skip
    own = {"department": department, "year": year, "document": "只有本单位看得到", "reason": "只有本单位看得到"}
    PackChoice.objects.create(pack="national/2020", **own)
    LocalValue.objects.create(parameter="behind.red", value=Decimal(20), **own)
    notify(users=people(department, Right.RECORD), kind=NoticeKind.DUE, key="probe", title="只有本单位看得到", department=department, year=year)
