"""Income and balances, and the small books: staff, counts of 三公, purchases, assets, buildings."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.http import Http404

from jiheng.apps.accounts.models import Department
from jiheng.apps.budget.choices import IncomeSource, IncomeStage
from jiheng.apps.budget.models import ZERO, Asset, Balance, Building, IncomeEntry, OperatingCount, Project, Purchase, StaffPost, YearRow
from jiheng.apps.budget.selectors.lines import payments_of

# The books of plain rows by their names in addresses and facts.
BOOKS: dict[str, type[YearRow]] = {
    "projects": Project,
    "income": IncomeEntry,
    "balances": Balance,
    "staff": StaffPost,
    "counts": OperatingCount,
    "purchases": Purchase,
    "assets": Asset,
    "buildings": Building,
}
_SEARCHED = {
    "projects": ("name", "code"),
    "income": ("document", "note"),
    "purchases": ("name", "supplier"),
    "buildings": ("name", "document"),
}


def rows_of(book: str, department: Department, year: int, words: str = "") -> QuerySet[Any]:
    """The rows of a book, those that hold the words where its rows have any."""
    rows: QuerySet[Any] = BOOKS[book]._default_manager.filter(department=department, year=year)
    if book == "projects":
        rows = rows.select_related("section")
    for word in words.split():
        holds = Q(note__icontains=word)
        for column in _SEARCHED.get(book, ()):
            holds |= Q(**{f"{column}__icontains": word})
        rows = rows.filter(holds)
    return rows


def row_in(book: str, department: Department, year: int, number: int) -> Any:
    """One row of a book.

    Raises: Http404.
    """
    row = rows_of(book, department, year).filter(pk=number).first()
    if row is None:
        raise Http404("没有这一条，或者不在您的权限之内")
    return row


@dataclass(slots=True)
class SourceIncome:
    """Income of one source in 元: planned, changed, received."""

    source: str
    name: str
    opening: Decimal = ZERO
    adjustment: Decimal = ZERO
    received: Decimal = ZERO
    ids: dict[str, list[int]] = field(default_factory=dict)

    @property
    def entries(self) -> dict[str, str]:
        """The numbers of the entries behind each amount, as an address takes them."""
        stages = {**self.ids, "budget": [*self.ids.get("opening", []), *self.ids.get("adjustment", [])]}
        return {stage: ",".join(map(str, numbers)) for stage, numbers in stages.items() if numbers}

    @property
    def budget(self) -> Decimal:
        """全年预算."""
        return self.opening + self.adjustment


def income_by_source(department: Department, year: int) -> list[SourceIncome]:
    """Income of each source that has entries, in the order of the tables."""
    found: dict[str, SourceIncome] = {}
    for row in IncomeEntry.objects.filter(department=department, year=year):
        one = found.setdefault(row.source, SourceIncome(row.source, IncomeSource(row.source).label))
        stage = IncomeStage(row.stage).value
        setattr(one, stage, getattr(one, stage) + row.amount)
        one.ids.setdefault(stage, []).append(row.pk)
    return [found[source] for source in IncomeSource.values if source in found]


@dataclass(frozen=True, slots=True)
class CarryOver:
    """The identity of a year: 上年结转 + 收入 − 支出 − 财政收回 = 年末结转结余; all in 元.

    `stated` is what the accounts say at the year's end, None until every kind has it.
    """

    opening: Decimal
    received: Decimal
    paid: Decimal
    returned: Decimal
    stated: Decimal | None

    @property
    def derived(self) -> Decimal:
        """What must be left."""
        return self.opening + self.received - self.paid - self.returned

    @property
    def difference(self) -> Decimal | None:
        """How far the accounts are from it; None while they say nothing, zero when it closes."""
        return None if self.stated is None else self.stated - self.derived


def carry_over(department: Department, year: int) -> CarryOver:
    """The identity as the book stands now."""
    balances = list(Balance.objects.filter(department=department, year=year))
    stated = [row.closing for row in balances]
    received = IncomeEntry.objects.filter(department=department, year=year, stage=IncomeStage.RECEIVED).aggregate(total=Sum("amount"))["total"]
    paid = payments_of(department, year).aggregate(total=Sum("amount"))["total"]
    return CarryOver(
        opening=sum((row.opening for row in balances), ZERO),
        received=received or ZERO,
        paid=paid or ZERO,
        returned=sum((row.returned for row in balances), ZERO),
        stated=sum(stated, ZERO) if stated and None not in stated else None,
    )
