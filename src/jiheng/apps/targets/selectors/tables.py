"""Target tables and their indicators: of a department's year, and those that wait for somebody."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, Count, Max, Q, QuerySet, Sum, When
from django.http import Http404

from jiheng.apps.accounts.access import departments
from jiheng.apps.accounts.models import Department, User
from jiheng.apps.targets.choices import State
from jiheng.apps.targets.models import Indicator, Opinion, Review, TargetTable


def tables_of(department: Department, year: int) -> QuerySet[TargetTable]:
    """Every table of the year, the department's own first, each with the number of its indicators and its last version."""
    rows = TargetTable.objects.filter(department=department, year=year)
    return rows.annotate(
        rows=Count("indicators", filter=Q(indicators__cancelled_on=None), distinct=True), last_version=Max("versions__number")
    ).order_by("project")


def table_in(department: Department, year: int, number: int) -> TargetTable:
    """A table by its number, if it is of this department and year.

    Raises: Http404.
    """
    table = TargetTable.objects.filter(pk=number, department=department, year=year).select_related("department").first()
    if table is None:
        raise Http404("没有这张目标表，或者不在您的权限之内")
    return table


def own_table(department: Department, year: int, project: str = "") -> TargetTable | None:
    """The department's table of the year, or that of one project."""
    return TargetTable.objects.filter(department=department, year=year, project=project).select_related("department").first()


def indicators_of(table: TargetTable) -> QuerySet[Indicator]:
    """The rows of a table in order, with their sections."""
    return table.indicators.select_related("section")


def indicator_in(table: TargetTable, number: int) -> Indicator:
    """One row of a table.

    Raises: Http404.
    """
    row = table.indicators.select_related("section", "table").filter(pk=number).first()
    if row is None:
        raise Http404("表中没有这一指标")
    return row


def indicators_by_number(department: Department, year: int, numbers: Iterable[int]) -> QuerySet[Indicator]:
    """Rows of the department's year by their numbers, for whoever follows a figure to its entries."""
    return Indicator.objects.filter(pk__in=list(numbers), table__department=department, table__year=year).select_related("table", "section")


def reviews_of(table: TargetTable) -> QuerySet[Review]:
    """Finance's reviews of a table, newest first, with their opinions."""
    return table.reviews.select_related("reviewer").prefetch_related("opinions")


def open_opinions(table: TargetTable) -> QuerySet[Opinion]:
    """The opinions of the last review while it was a return."""
    last = table.reviews.first()
    return Opinion.objects.filter(review=last) if last is not None and not last.is_approval else Opinion.objects.none()


def tables_before(user: User, state: State | str = "", words: str = "") -> QuerySet[TargetTable]:
    """Tables of every department that the user may see, by state and words, what waits for finance first."""
    rows = TargetTable.objects.filter(department__in=departments(user)).select_related("department")
    if state:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(Q(department__name__icontains=words) | Q(department__short_name__icontains=words) | Q(project__icontains=words))
    rows = rows.annotate(rows=Count("indicators", filter=Q(indicators__cancelled_on=None)), points=Sum("indicators__weight"))
    turn = Case(When(state=State.WITH_FINANCE, then=0), When(state=State.RETURNED, then=1), default=2)
    return rows.order_by(turn, "-year", "department__region_code", "department_id", "project")


def matching_indicators(department: Department, year: int, words: str) -> QuerySet[Indicator]:
    """Indicators of the year whose name holds the words."""
    return Indicator.objects.filter(table__department=department, table__year=year, name__icontains=words).select_related("table")
