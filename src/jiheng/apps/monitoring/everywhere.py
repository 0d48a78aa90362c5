"""What of one's own books holds some words: projects, lines, vouchers, indicators, alerts, files, figures, notices.

It stands on the top floor because it asks every app below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from jiheng.apps.accounts.access import departments
from jiheng.apps.accounts.models import Department, User
from jiheng.apps.budget.models import Adjustment, BudgetLine, Payment, Project
from jiheng.apps.factstore.models import FactRow
from jiheng.apps.library.models import KeptFile
from jiheng.apps.monitoring.models import Alert, Progress
from jiheng.apps.notices.selectors import notices_of
from jiheng.apps.targets.models import Indicator

LIMIT = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what, whose, and the page that it stands on, by name and arguments."""

    title: str
    text: str
    where: str
    page: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """The hits of one kind; `more` when there are more than are shown."""

    title: str
    hits: tuple[Hit, ...]
    more: bool


def found_everywhere(user: User, words: str, limit: int = LIMIT) -> Iterator[Kind]:
    """Every kind that has hits, one question each, within the departments that the user may see."""
    if not words:
        return
    for title, rows, hit in _kinds(user, departments(user), words):
        some = [hit(row) for row in rows[: limit + 1]]
        if some:
            yield Kind(title, tuple(some[:limit]), len(some) > limit)


def _kinds(user: User, own: QuerySet[Department], words: str) -> Iterator[tuple[str, QuerySet[Any], Callable[[Any], Hit]]]:
    here = {"department__in": own.values("pk")}
    below = {f"line__{key}": value for key, value in here.items()}
    yield "单位", own.filter(Q(name__icontains=words) | Q(short_name__icontains=words)), _department
    projects = Project.objects.filter(Q(name__icontains=words) | Q(code__icontains=words), **here)
    yield (
        "项目",
        projects.select_related("department").order_by("-year", "-pk"),
        lambda row: _row(row, row.name, row.code, "budget:lines", q=row.name),
    )
    lines = BudgetLine.objects.filter(Q(function__startswith=words) | Q(economic__startswith=words) | Q(note__icontains=words), **here)
    yield (
        "预算明细",
        lines.select_related("department", "project").order_by("-year", "-pk"),
        lambda row: _row(row, str(row), row.note, "budget:line", number=row.pk),
    )
    payments = Payment.objects.filter(Q(voucher__icontains=words) | Q(summary__icontains=words) | Q(payee__icontains=words), **below)
    yield (
        "支付凭证",
        payments.select_related("line__department").order_by("-paid_on", "-pk"),
        lambda row: _row(row.line, f"{row.voucher} {row.summary}", f"{row.paid_on:%Y-%m-%d}", "budget:line", number=row.line_id),
    )
    adjustments = Adjustment.objects.filter(Q(document__icontains=words) | Q(reason__icontains=words), **below)
    yield (
        "预算调整",
        adjustments.select_related("line__department").order_by("-decided_on", "-pk"),
        lambda row: _row(row.line, row.document, row.reason, "budget:line", number=row.line_id),
    )
    indicators = Indicator.objects.filter(name__icontains=words, table__department__in=own.values("pk")).select_related("table__department")
    yield (
        "绩效指标",
        indicators.order_by("-table__year", "-pk"),
        lambda row: _row(row.table, row.name, row.target_words, "targets:table", table=row.table_id, number=row.table_id),
    )
    progress = Progress.objects.filter(Q(name__icontains=words) | Q(reason__icontains=words), snapshot__department__in=own.values("pk"))
    yield (
        "监控指标",
        progress.select_related("snapshot__department").order_by("-pk"),
        lambda row: _row(row.snapshot, row.name, f"1—{row.snapshot.month}月　{row.actual}", "monitoring:month", month=row.snapshot.month),
    )
    alerts = Alert.objects.filter(Q(title__icontains=words) | Q(text__icontains=words), **here).select_related("department")
    yield "预警", alerts.order_by("-pk"), lambda row: _row(row, str(row), row.text, "monitoring:alert", number=row.pk)
    files = KeptFile.objects.filter(name__icontains=words, **here).select_related("department")
    yield "文件", files, lambda row: Hit(row.name, "", row.department.short_name, "files:download", {"number": row.pk})
    facts = FactRow.objects.filter(Q(label__icontains=words) | Q(item__icontains=words), last_month=None, **here).select_related("department")
    yield (
        "数字",
        facts.order_by("-year", "pk"),
        lambda row: _row(row, f"{row.label}{row.basis} {row.item}", f"{row.value}{row.unit}", "facts:fact", number=row.pk),
    )
    notices = notices_of(user, words=words)
    yield "通知", notices, lambda row: Hit(row.title, row.text, "", row.page or "notices:list", row.arguments)


def _department(row: Department) -> Hit:
    return Hit(row.name, row.region_name, "", "workbench:department", {"department": row.pk})


def _row(row: Any, title: str, text: str, page: str, **arguments: Any) -> Hit:
    where = {"department": row.department_id, "year": row.year, **arguments}
    return Hit(title.strip(), text, f"{row.department.short_name} {row.year}年", page, where)
