"""Lines with what follows from their rows: 调整额, 全年预算, 执行, summed by the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import Count, ExpressionWrapper, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.http import Http404

from jiheng.apps.accounts.models import Department
from jiheng.apps.budget.models import ZERO, Adjustment, BudgetLine, LineRow, Payment, Project
from jiheng.apps.library.models import Evidence
from jiheng.apps.library.selectors import evidence_by_row
from jiheng.apps.shared.money import MoneyField

Row = TypeVar("Row")
LINE_ROWS: Mapping[str, Any] = {"adjustments": Adjustment, "payments": Payment}


def lines_of(department: Department, year: int) -> QuerySet[BudgetLine]:
    """Every line of the year with `adjusted`, `budget`, `paid` and `left`, all in 元."""
    rows = BudgetLine.objects.filter(department=department, year=year).select_related("project")
    rows = rows.annotate(adjusted=_sum(Adjustment), paid=_sum(Payment))
    rows = rows.annotate(budget=ExpressionWrapper(F("opening") + F("adjusted"), output_field=MoneyField()))
    return rows.annotate(left=ExpressionWrapper(F("opening") + F("adjusted") - F("paid"), output_field=MoneyField()))


def lines_with_steps(department: Department, year: int) -> QuerySet[BudgetLine]:
    """The lines with `adjusted_step` and `paid_step`, the finest units among their rows (None without rows)."""
    return lines_of(department, year).annotate(adjusted_step=_finest(Adjustment), paid_step=_finest(Payment))


def find_lines(department: Department, year: int, words: str = "", ids: Iterable[int] = (), project: int | None = None) -> QuerySet[BudgetLine]:
    """Lines that hold the words in codes, project or note, or that have these numbers."""
    rows = lines_of(department, year)
    if ids:
        rows = rows.filter(pk__in=tuple(ids))
    if project is not None:
        rows = rows.filter(project_id=project) if project else rows.filter(project=None)
    for word in words.split():
        rows = rows.filter(Q(function__startswith=word) | Q(economic__startswith=word) | Q(project__name__icontains=word) | Q(note__icontains=word))
    return rows


def adjustments_of(department: Department, year: int) -> QuerySet[Adjustment]:
    """Every adjustment of the year."""
    return Adjustment.objects.filter(line__department=department, line__year=year).select_related("line__project")


def find_adjustments(department: Department, year: int, words: str = "", lines: Iterable[int] = ()) -> QuerySet[Adjustment]:
    """Adjustments that hold the words in document, reason or approver, of these lines where any are given."""
    rows = adjustments_of(department, year)
    for word in words.split():
        rows = rows.filter(Q(document__icontains=word) | Q(reason__icontains=word) | Q(approver__icontains=word))
    wanted = tuple(lines)
    return rows.filter(line__in=wanted) if wanted else rows


def documents_of(adjustments: Iterable[Adjustment]) -> list[tuple[Adjustment, list[Evidence]]]:
    """Adjustments, each with its approval documents; one question to the database."""
    rows = list(adjustments)
    found = evidence_by_row(Adjustment, [row.pk for row in rows])
    return [(row, found.get(row.pk, [])) for row in rows]


def payments_of(department: Department, year: int) -> QuerySet[Payment]:
    """Every payment of the year."""
    return Payment.objects.filter(line__department=department, line__year=year).select_related("line__project")


def find_payments(department: Department, year: int, words: str = "", month: int = 0, line: int = 0) -> QuerySet[Payment]:
    """Payments that hold the words in voucher, summary, payee or approver, of a month, of a line."""
    rows = payments_of(department, year)
    for word in words.split():
        rows = rows.filter(Q(voucher__icontains=word) | Q(summary__icontains=word) | Q(payee__icontains=word) | Q(approver__icontains=word))
    if month:
        rows = rows.filter(paid_on__month=month)
    return rows.filter(line_id=line) if line else rows


def projects_of(department: Department, year: int) -> QuerySet[Project]:
    """The projects of the year with the number of their lines."""
    return Project.objects.filter(department=department, year=year).select_related("section").annotate(line_count=Count("lines"))


def line_in(department: Department, year: int, number: int) -> BudgetLine:
    """One line of the year with its stages.

    Raises: Http404.
    """
    return _found(lines_of(department, year).filter(pk=number).first())


def line_row_in(kind: str, department: Department, year: int, number: int) -> Any:
    """One adjustment or payment of the year, by `kind` "adjustments" or "payments".

    Raises: Http404.
    """
    rows = adjustments_of(department, year) if kind == "adjustments" else payments_of(department, year)
    return _found(rows.filter(pk=number).first())


def last_payment_day(department: Department, year: int) -> object:
    """The day of the latest payment, None when there is none."""
    return payments_of(department, year).aggregate(day=Max("paid_on"))["day"]


def _found(row: Row | None) -> Row:
    if row is None:
        raise Http404("没有这一条，或者不在您的权限之内")
    return row


def _sum(model: type[LineRow]) -> Coalesce:
    summed = model.objects.filter(line=OuterRef("pk")).order_by().values("line").annotate(total=Sum("amount")).values("total")  # type: ignore[attr-defined]
    return Coalesce(Subquery(summed), Value(ZERO, output_field=MoneyField()), output_field=MoneyField())


def _finest(model: type[LineRow]) -> Subquery:
    found = model.objects.filter(line=OuterRef("pk")).order_by().values("line").annotate(step=Min("amount_step")).values("step")  # type: ignore[attr-defined]
    return Subquery(found)
