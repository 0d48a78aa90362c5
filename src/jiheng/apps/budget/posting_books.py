"""Facts of income, balances, staff, counts of 三公, purchases, assets and buildings."""

from __future__ import annotations

from collections.abc import Iterator

from jiheng.apps.accounts.models import Department
from jiheng.apps.budget.choices import (
    FIXED,
    WITH_POSTS,
    AssetKind,
    BalanceKind,
    CountKind,
    IncomeSource,
    IncomeStage,
    PostKind,
    PurchaseKind,
    SupplierSize,
)
from jiheng.apps.budget.models import Asset, Balance, Building, IncomeEntry, OperatingCount, Purchase, StaffPost
from jiheng.apps.budget.printed import counted, exact_sum
from jiheng.apps.factstore.posted import Posted
from jiheng.core.facts.context import Basis

_SOURCES = {
    IncomeSource.GENERAL: "income.appropriation.general", IncomeSource.GOVERNMENT_FUND: "income.appropriation.fund",
    IncomeSource.STATE_CAPITAL: "income.appropriation.capital", IncomeSource.SPECIAL_ACCOUNT: "income.appropriation.special_account",
    IncomeSource.SUPERIOR: "income.superior", IncomeSource.BUSINESS: "income.business", IncomeSource.OPERATION: "income.operation",
    IncomeSource.SUBSIDIARY: "income.subsidiary", IncomeSource.OTHER: "income.other",
}  # fmt: skip
_APPROPRIATED = (IncomeSource.GENERAL, IncomeSource.GOVERNMENT_FUND, IncomeSource.STATE_CAPITAL)
_STAGES = (
    (Basis.OPENING, (IncomeStage.OPENING,), "年初预算各笔之和"),
    (Basis.ADJUSTMENT, (IncomeStage.ADJUSTMENT,), "预算调整各笔之和"),
    (Basis.BUDGET, (IncomeStage.OPENING, IncomeStage.ADJUSTMENT), "年初预算＋预算调整"),
    (Basis.OUTTURN, (IncomeStage.RECEIVED,), "到账各笔之和"),
)
_COUNTS = {
    CountKind.ABROAD_GROUPS: ("three.count.groups", "个"), CountKind.ABROAD_PEOPLE: ("three.count.abroad_people", "人次"),
    CountKind.VEHICLES_BOUGHT: ("three.count.vehicle_purchased", "辆"), CountKind.VEHICLES_KEPT: ("three.count.vehicle_kept", "辆"),
    CountKind.RECEPTION_BATCHES: ("three.count.reception_batches", "批次"), CountKind.RECEPTION_PEOPLE: ("three.count.reception_people", "人次"),
}  # fmt: skip


def income_facts(department: Department, year: int) -> Iterator[Posted]:
    """Income by source and in all, on each basis that has entries; 收入总计 takes what was carried over with it."""
    rows = list(IncomeEntry.objects.filter(department=department, year=year))
    if not rows:
        return
    carried = [row for row in Balance.objects.filter(department=department, year=year) if row.opening]
    for basis, stages, working in _STAGES:
        of_basis = [row for row in rows if row.stage in stages]
        if not of_basis and basis is not Basis.ADJUSTMENT:
            continue
        groups: list[tuple[str, str, list[IncomeEntry]]] = [
            (_SOURCES[IncomeSource(source)], IncomeSource(source).label, [row for row in of_basis if row.source == source])
            for source in dict.fromkeys(row.source for row in rows)
        ]
        groups.append(("income.appropriation", "财政拨款收入", [row for row in of_basis if row.source in _APPROPRIATED]))
        groups.append(("income.current", "本年收入合计", of_basis))
        if not carried:
            groups.append(("income.total", "收入总计", of_basis))
        for concept, label, some in groups:
            figure = exact_sum((row.amount, row.amount_step) for row in some)
            yield Posted(concept, label, figure, "budget:income", tuple(row.pk for row in some), basis, "", "", None, working)
        if carried and basis is Basis.OUTTURN:
            parts = [(row.amount, row.amount_step) for row in of_basis] + [(row.opening, row.opening_step) for row in carried]
            ids = tuple(row.pk for row in of_basis)
            yield Posted("income.total", "收入总计", exact_sum(parts), "budget:income", ids, basis, "", "", None, "本年收入＋上年结转结余")


def balance_facts(department: Department, year: int) -> Iterator[Posted]:
    """What was carried over, taken back, and stands at the year's end as the accounts say."""
    rows = list(Balance.objects.filter(department=department, year=year))
    if not rows:
        return
    ids = tuple(row.pk for row in rows)

    def posted(concept: str, label: str, column: str, some: list[Balance]) -> Posted:
        figure = exact_sum((getattr(row, column), getattr(row, f"{column}_step")) for row in some)
        numbers = tuple(row.pk for row in some) or ids
        return Posted(concept, label, figure, "budget:balances", numbers, Basis.OUTTURN, "", "", None, "各类结转结余之和")

    appropriated = [row for row in rows if row.kind != BalanceKind.OTHER]
    yield posted("carry.opening", "上年结转结余", "opening", rows)
    yield posted("carry.opening.appropriation", "上年财政拨款结转结余", "opening", appropriated)
    yield posted("carry.returned", "财政收回", "returned", rows)
    if all(row.closing is not None for row in rows):
        yield posted("carry.closing", "年末结转结余", "closing", rows)
        yield posted("carry.closing.appropriation", "年末财政拨款结转结余", "closing", appropriated)


def small_book_facts(department: Department, year: int) -> Iterator[Posted]:
    """Facts of the small books."""
    yield from _staff(list(StaffPost.objects.filter(department=department, year=year)))
    for count in OperatingCount.objects.filter(department=department, year=year):
        concept, unit = _COUNTS[CountKind(count.kind)]
        yield Posted(concept, count.get_kind_display(), counted(count.quantity, unit), "budget:counts", (count.pk,), Basis.OUTTURN)
    yield from _purchases(list(Purchase.objects.filter(department=department, year=year)))
    yield from _assets(list(Asset.objects.filter(department=department, year=year)))
    for building in Building.objects.filter(department=department, year=year):
        yield from _building(building)


def _staff(rows: list[StaffPost]) -> Iterator[Posted]:
    kept = {PostKind(row.kind): row for row in rows}
    for column, label in (("quota", "编制数"), ("actual", "在职人数")):
        some = [kept[kind] for kind in WITH_POSTS if kind in kept and getattr(kept[kind], column) is not None]
        if some:
            whole = counted(sum(getattr(row, column) for row in some), "人")
            yield Posted(f"staff.{column}", label, whole, "budget:staff", tuple(row.pk for row in some), None, "", "", None, "行政、事业、工勤之和")
        for row in some:
            figure = counted(getattr(row, column), "人")
            yield Posted(f"staff.{column}.{row.kind}", f"{row.get_kind_display()}{label}", figure, "budget:staff", (row.pk,))
    for kind, concept in ((PostKind.RETIRED, "staff.retired"), (PostKind.OTHER, "staff.other")):
        if kind in kept and kept[kind].actual is not None:
            yield Posted(concept, kind.label, counted(kept[kind].actual or 0, "人"), "budget:staff", (kept[kind].pk,))


def _purchases(rows: list[Purchase]) -> Iterator[Posted]:
    signed = [row for row in rows if row.contract is not None]
    groups = [
        ("procurement.total", "政府采购支出总额", signed),
        *((f"procurement.{kind.value}", f"政府采购{kind.label}支出", [row for row in signed if row.kind == kind]) for kind in PurchaseKind),
        ("procurement.sme", "授予中小企业合同金额", [row for row in signed if row.supplier_size != SupplierSize.LARGE]),
        ("procurement.micro", "授予小微企业合同金额", [row for row in signed if row.supplier_size == SupplierSize.SMALL]),
    ]
    if rows:
        planned = exact_sum((row.planned, row.planned_step) for row in rows)
        ids = tuple(row.pk for row in rows)
        yield Posted("procurement.total", "政府采购预算", planned, "budget:purchases", ids, Basis.BUDGET, "", "", None, "各项采购预算之和")
    for concept, label, some in groups if signed else ():
        figure = exact_sum((row.contract or 0, row.contract_step) for row in some)  # type: ignore[misc]
        ids = tuple(row.pk for row in some)
        yield Posted(concept, label, figure, "budget:purchases", ids, Basis.OUTTURN, "", "", None, "各项合同金额之和")


def _assets(rows: list[Asset]) -> Iterator[Posted]:
    fixed = [row for row in rows if row.kind in FIXED]
    for column, concept, label in (
        ("original", "assets.fixed.original", "固定资产原值"),
        ("net", "assets.fixed.net", "固定资产净值"),
        ("in_use", "assets.fixed.in_use", "在用固定资产原值"),
    ):
        if fixed:
            figure = exact_sum((getattr(row, column), getattr(row, f"{column}_step")) for row in fixed)
            yield Posted(concept, label, figure, "budget:assets", tuple(row.pk for row in fixed), None, "", "", None, "各类固定资产之和")
    if any(row.kind == AssetKind.CURRENT for row in rows):
        whole = exact_sum((row.net, row.net_step) for row in rows)
        ids = tuple(row.pk for row in rows)
        yield Posted("assets.total", "资产总额", whole, "budget:assets", ids, None, "", "", None, "流动资产＋固定资产净值＋在建工程＋无形资产")
    for row in rows:
        if row.quantity is not None and row.kind == AssetKind.HOUSES:
            yield Posted("assets.houses", "房屋面积", counted(row.quantity, "平方米"), "budget:assets", (row.pk,))
        if row.quantity is not None and row.kind == AssetKind.VEHICLES:
            yield Posted("assets.vehicles", "车辆总数", counted(row.quantity, "辆"), "budget:assets", (row.pk,))


def _building(row: Building) -> Iterator[Posted]:
    place = ("budget:buildings", (row.pk,))
    yield Posted("building.scale", "批复规模", counted(row.approved_area, "平方米"), *place, Basis.TARGET, "", row.name)
    if row.actual_area is not None:
        yield Posted("building.scale", "实际规模", counted(row.actual_area, "平方米"), *place, Basis.ACTUAL, "", row.name)
    yield Posted("building.investment", "预算投资", exact_sum([(row.planned, row.planned_step)]), *place, Basis.BUDGET, "", row.name)
    if row.spent is not None:
        yield Posted("building.investment", "实际投资", exact_sum([(row.spent, row.spent_step)]), *place, Basis.OUTTURN, "", row.name)
