"""Open a month, take the books' figures, and fill in how far each indicator has come."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from jiheng.apps.accounts.access import Standing, people
from jiheng.apps.accounts.choices import Right
from jiheng.apps.accounts.models import Department
from jiheng.apps.lawbooks.selectors import rules_of
from jiheng.apps.monitoring.books import TOTAL, Funds, books_of
from jiheng.apps.monitoring.choices import Likelihood, SnapshotState
from jiheng.apps.monitoring.forecast import foresee
from jiheng.apps.monitoring.lights import share_of
from jiheng.apps.monitoring.models import FundRow, Progress, Snapshot
from jiheng.apps.monitoring.plan import planned
from jiheng.apps.monitoring.services.counting import recount
from jiheng.apps.notices.choices import NoticeKind
from jiheng.apps.notices.services import notify
from jiheng.apps.shared.changes import record, state_of
from jiheng.apps.shared.editing import row_for_edit

FILLED = ("actual", "expected", "reason_class", "reason", "likelihood", "remark")
_MONTHS = range(1, 13)


@transaction.atomic
def open_month(*, standing: Standing, year: int, month: int) -> Snapshot:
    """Open a month: take the funds from the books and the indicators from the targets in force; the sections are told.

    Raises: ValidationError when it is open already, or when neither books nor targets hold anything.
    """
    standing.need(Right.RECORD)
    department = standing.department
    if month not in _MONTHS:
        raise ValidationError({"month": f"没有{month}月；请选1至12月"})
    if Snapshot.objects.filter(department=department, year=year, month=month).exists():
        raise ValidationError({"month": f"{year}年1—{month}月的监控已经建立；请从列表进入"})
    rules = rules_of(department, year)
    snapshot = Snapshot(department=department, year=year, month=month, pack=rules.resolved.pack.id, taken_at=timezone.now())
    snapshot.full_clean()
    snapshot.save()
    rows = [
        Progress(snapshot=snapshot, place=place, **asdict(one))
        for place, one in enumerate(planned(department, year, date(year, month, monthrange(year, month)[1])), 1)
    ]
    Progress.objects.bulk_create(rows)
    if not _take(snapshot) and not rows:
        raise ValidationError("这一年的账册里还没有预算和执行数，也没有批准的绩效目标；请先登记，再建立监控")
    recount(snapshot, rules)
    record(actor=standing.user, action="建立运行监控", thing=snapshot)
    _tell_sections(snapshot)
    return snapshot


@transaction.atomic
def take_again(*, standing: Standing, snapshot: Snapshot, version: int) -> Snapshot:
    """Take the funds from the books anew, as long as the month is not reported.

    Raises: ValidationError.
    """
    standing.need(Right.RECORD)
    row = row_for_edit(Snapshot, snapshot.pk, version)
    _must_be_open(row)
    before = state_of(row)
    row.taken_at = timezone.now()
    row.save()
    _take(row)
    recount(row)
    record(actor=standing.user, action="重新取数", thing=row, before=before)
    return row


@transaction.atomic
def fill(*, standing: Standing, progress: Progress, version: int, values: dict[str, str]) -> Progress:
    """Fill in one indicator; a person of a section only their own section's.

    Raises: ValidationError naming the field; Http404 for another section's indicator.
    """
    need_own(standing, progress.section_id)
    row = row_for_edit(Progress, progress.pk, version)
    snapshot = Snapshot.objects.select_related("department").get(pk=row.snapshot_id)
    _must_be_open(snapshot)
    before = state_of(row)
    for name in FILLED:
        setattr(row, name, values.get(name, "").strip())
    _must_be_whole(row)
    row.share = share_of(row.relation, row.target, row.unit, row.actual, row.likelihood, snapshot.month)
    row.filled_by, row.filled_at = standing.user, timezone.now()
    row.full_clean()
    row.save()
    record(actor=standing.user, action="填报指标进度", thing=row, before=before, department_id=snapshot.department_id)
    recount(snapshot)
    row.refresh_from_db()
    return row


@transaction.atomic
def set_expected(*, standing: Standing, fund: FundRow, expected: Any, version: int) -> FundRow:
    """Set what the year is expected to come to on one row of the funds; None takes the forecast away.

    Raises: ValidationError.
    """
    standing.need(Right.RECORD)
    snapshot = row_for_edit(Snapshot, fund.snapshot_id, version)
    _must_be_open(snapshot)
    row = FundRow.objects.get(pk=fund.pk)
    before = state_of(row)
    if expected is not None and row.spent is not None and expected < row.spent:
        raise ValidationError({"expected": "全年预计执行数小于已经执行的数；请核对"})
    row.expected = expected
    row.full_clean()
    row.save()
    snapshot.save()
    record(actor=standing.user, action="填写全年预计", thing=row, before=before, department_id=snapshot.department_id)
    return row


def need_own(standing: Standing, section_id: int | None) -> None:
    """Refuse a person of a section what is another section's.

    Raises: Http404.
    """
    standing.need(Right.WORK)
    if not standing.may(Right.RECORD) and section_id not in standing.sections:
        raise Http404("这项指标由别的委室填报")


def _take(snapshot: Snapshot) -> bool:
    books = books_of(snapshot.department, snapshot.year, snapshot.month)
    kept = {(row.concept, row.item): row.expected for row in snapshot.funds.all()}
    snapshot.funds.all().delete()
    FundRow.objects.bulk_create(
        FundRow(
            snapshot=snapshot,
            place=place,
            concept=one.concept,
            item=one.item,
            title=one.title,
            facts=dict(one.facts),
            expected=kept.get((one.concept, one.item)),
            **{column: one.amounts.get(column) for column in ("opening", "budget", "spent")},
        )
        for place, one in enumerate(books.funds, 1)
    )
    total = next((one for one in books.funds if one.concept == TOTAL), None)
    seen = foresee(snapshot.month, {**books.by_month, **_now(total, snapshot.month)}, books.earlier, total.amounts.get("budget")) if total else None
    snapshot.forecast = {} if seen is None else {key: str(value) for key, value in asdict(seen).items()}
    snapshot.save(update_fields=["forecast"])
    return bool(books.funds)


def _now(total: Funds, month: int) -> dict[int, Decimal]:
    spent = total.amounts.get("spent")
    return {} if spent is None else {month: spent}


def _must_be_open(snapshot: Snapshot) -> None:
    if snapshot.state != SnapshotState.OPEN:
        raise ValidationError("这个月的监控已经报送，不能再改；确需修改，请负责人或财政退回")


def _must_be_whole(row: Progress) -> None:
    if not row.actual:
        raise ValidationError({"actual": "请填写到这个月末的完成值；还没有做的写 0 或“尚未开展”"})
    if row.likelihood not in Likelihood.values:
        raise ValidationError({"likelihood": "请选择完成目标的可能性"})
    if row.likelihood != Likelihood.CERTAIN and not (row.reason_class and row.reason):
        raise ValidationError({"reason": "不能确定完成的，请选偏差原因的类别并用一句话说明"})


def _tell_sections(snapshot: Snapshot) -> None:
    """Each section that has indicators to fill, in one notice."""
    department = snapshot.department
    counts: dict[int, int] = {}
    for number in snapshot.progress.exclude(section=None).values_list("section_id", flat=True):
        counts[number] = counts.get(number, 0) + 1
    where = {"department": department.pk, "year": snapshot.year, "month": snapshot.month}
    for section in Department.objects.filter(pk__in=counts):
        users = people(department, Right.WORK).filter(memberships__department=section)
        title = f"{snapshot.year}年1—{snapshot.month}月有{counts[section.pk]}项指标进度待填"
        key = f"fill:{snapshot.pk}:{section.pk}"
        notify(
            users=users,
            kind=NoticeKind.DUE,
            key=key,
            title=title,
            page="monitoring:month",
            arguments=where,
            department=department,
            year=snapshot.year,
        )
