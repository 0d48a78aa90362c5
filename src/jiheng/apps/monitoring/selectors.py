"""Reads of monitoring: months, indicators, alerts of a department's year, and many departments at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, OrderBy, Prefetch, Q, QuerySet, Sum
from django.http import Http404
from django.utils import timezone

from jiheng.apps.accounts.access import departments
from jiheng.apps.accounts.models import Department, User
from jiheng.apps.monitoring.books import TOTAL
from jiheng.apps.monitoring.choices import RUNNING, AlertState, Light
from jiheng.apps.monitoring.models import Alert, FundRow, Progress, Snapshot, YearState

ORDERS: dict[str, tuple[str | OrderBy, ...]] = {
    "region": ("department__region_code", "department__id"),
    "execution": (F("execution").asc(nulls_first=True), "department__id"),
    "due": (F("next_due_on").asc(nulls_last=True), "department__id"),
    "name": ("department__name",),
}


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month of the year at a glance."""

    snapshot: Snapshot
    total: FundRow | None
    filled: int
    all: int

    @property
    def execution(self) -> Decimal | None:
        """Spent of the year's budget."""
        return self.total.execution if self.total else None

    @property
    def time(self) -> Decimal:
        """How much of the year is over."""
        return Decimal(self.snapshot.month) / 12


def today_in(year: int) -> date:
    """The day that a year is looked at from: today, in past years 31 December, in coming years 1 January."""
    today = timezone.localdate()
    return min(max(today, date(year, 1, 1)), date(year, 12, 31))


def months(department: Department, year: int) -> list[MonthLine]:
    """Every month that was opened, newest first."""
    rows = Snapshot.objects.filter(department=department, year=year).annotate(
        rows=Count("progress"), filled=Count("progress", filter=Q(progress__filled_at__isnull=False))
    )
    rows = rows.prefetch_related(Prefetch("funds", FundRow.objects.filter(concept=TOTAL), to_attr="total")).order_by("-month")
    return [MonthLine(row, row.total[0] if row.total else None, row.filled, row.rows) for row in rows]


def month_of(department: Department, year: int, month: int) -> Snapshot:
    """One month.

    Raises: Http404.
    """
    row = Snapshot.objects.filter(department=department, year=year, month=month).select_related("department", "reported_by").first()
    if row is None:
        raise Http404(f"{year}年还没有建立1—{month}月的监控")
    return row


def newest(department: Department, year: int) -> Snapshot | None:
    """The newest month that was opened."""
    return Snapshot.objects.filter(department=department, year=year).first()


def progress_rows(snapshot: Snapshot, *, section: int | None = None, light: str = "", words: str = "") -> QuerySet[Progress]:
    """The indicators of a month in their order."""
    rows = snapshot.progress.select_related("section", "filled_by")
    if section:
        rows = rows.filter(section=section)
    if light:
        rows = rows.filter(light=light)
    if words:
        rows = rows.filter(name__icontains=words)
    return rows


def progress_of(department: Department, year: int, number: int) -> Progress:
    """One indicator of the department's year.

    Raises: Http404.
    """
    row = Progress.objects.filter(pk=number, snapshot__department=department, snapshot__year=year)
    found = row.select_related("snapshot", "section", "filled_by").first()
    if found is None:
        raise Http404("没有这项指标")
    return found


def last_filled(progress: Progress) -> Progress | None:
    """The same indicator in the month filled before, to compare with."""
    snapshot = progress.snapshot
    rows = Progress.objects.filter(snapshot__department_id=snapshot.department_id, snapshot__year=snapshot.year, key=progress.key)
    return rows.filter(snapshot__month__lt=snapshot.month, filled_at__isnull=False).order_by("-snapshot__month").select_related("snapshot").first()


def fund_of(department: Department, year: int, number: int) -> FundRow:
    """One row of funds of the department's year.

    Raises: Http404.
    """
    row = FundRow.objects.filter(pk=number, snapshot__department=department, snapshot__year=year).select_related("snapshot").first()
    if row is None:
        raise Http404("没有这一行资金")
    return row


def alerts_of(department: Department, year: int, *, state: str = "", light: str = "", words: str = "") -> QuerySet[Alert]:
    """The alerts of a department's year; `state` "running" is all that is not closed, "overdue" what is late."""
    rows = Alert.objects.filter(department=department, year=year).select_related("snapshot", "asked_by", "decided_by")
    if state == "running":
        rows = rows.filter(state__in=RUNNING)
    elif state == "overdue":
        rows = rows.filter(state__in=RUNNING, due_on__lt=timezone.localdate())
    elif state:
        rows = rows.filter(state=state)
    if light:
        rows = rows.filter(light=light)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(text__icontains=words))
    return rows


def alert_of(department: Department, year: int, number: int) -> Alert:
    """One alert of the department's year.

    Raises: Http404.
    """
    row = Alert.objects.filter(pk=number, department=department, year=year).select_related("snapshot", "department", "asked_by", "decided_by").first()
    if row is None:
        raise Http404("没有这项预警")
    return row


def to_fill(department: Department, year: int, sections: tuple[int, ...] | None) -> QuerySet[Progress]:
    """Indicators not filled in months that are open; `sections` None is all of them."""
    rows = Progress.objects.filter(snapshot__department=department, snapshot__year=year, snapshot__state="open", filled_at=None)
    rows = rows.select_related("snapshot", "section").order_by("snapshot__month", "place")
    return rows if sections is None else rows.filter(section__in=sections)


def year_states(user: User, year: int, *, light: str = "", region: str = "", words: str = "", overdue: bool = False, order: str = "region") -> QuerySet[YearState]:  # fmt: skip
    """The departments that the user may see, one row each, as they stand in a year."""
    rows = YearState.objects.filter(year=year, department__in=departments(user).values("pk")).select_related("department")
    if light:
        rows = rows.filter(light=light)
    if region:
        rows = rows.filter(department__region_name__icontains=region)
    if words:
        rows = rows.filter(department__name__icontains=words)
    if overdue:
        rows = rows.filter(next_due_on__lt=timezone.localdate())
    return rows.order_by(*ORDERS.get(order, ORDERS["region"]))


def years_of(user: User) -> list[int]:
    """The years that any department of the user's is monitored in, newest first."""
    rows = YearState.objects.filter(department__in=departments(user).values("pk"))
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def totals(rows: QuerySet[YearState]) -> dict[str, Any]:
    """How many rows show which light, are overdue, and what they sum to; one question.

    Units: amounts in 元.
    """
    today = timezone.localdate()
    counts = {light.value: Count("pk", filter=Q(light=light)) for light in Light}
    return rows.order_by().aggregate(
        **counts, late=Count("pk", filter=Q(next_due_on__lt=today)), count=Count("pk"), budget=Sum("budget"), spent=Sum("spent")
    )


def found(user: User, words: str, limit: int) -> tuple[list[Progress], list[Alert]]:
    """Indicators under monitoring and alerts that hold the words, newest first, of the user's own departments."""
    own = departments(user).values("pk")
    rows = Progress.objects.filter(snapshot__department__in=own, name__icontains=words).select_related("snapshot__department").order_by("-pk")
    hits = Alert.objects.filter(Q(title__icontains=words) | Q(text__icontains=words), department__in=own).select_related("department", "snapshot")
    return list(rows[:limit]), list(hits.order_by("-pk")[:limit])


def waiting(department: Department, year: int) -> QuerySet[Alert]:
    """Dispositions that wait for the head."""
    return Alert.objects.filter(department=department, year=year, state=AlertState.ASKED).select_related("snapshot", "asked_by")
