"""Report a month, which issues its alerts; dispose of them; tell whoever must know of those overdue."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from jiheng.apps.accounts.access import Standing, people
from jiheng.apps.accounts.choices import Right
from jiheng.apps.accounts.models import Department, User
from jiheng.apps.lawbooks.selectors import YearRules, rules_of
from jiheng.apps.monitoring.choices import RUNNING, AlertState, Disposition, Light, SnapshotState
from jiheng.apps.monitoring.lights import Ground, indicator_light, worst
from jiheng.apps.monitoring.models import Alert, Snapshot
from jiheng.apps.monitoring.services.counting import recount, refresh_state
from jiheng.apps.notices.choices import NoticeKind
from jiheng.apps.notices.services import notify
from jiheng.apps.shared.changes import Program, record, state_of
from jiheng.apps.shared.editing import row_for_edit
from jiheng.apps.targets.choices import State
from jiheng.apps.targets.selectors.tables import own_table
from jiheng.apps.targets.services.workflow import begin_change
from jiheng.apps.webhooks.choices import Event
from jiheng.apps.webhooks.services import announce
from jiheng.core.rulepack.workdays import days_after

WHOLE = "spend"  # the subject of a alert about the department as a whole
_LINE = 500


@transaction.atomic
def report(*, standing: Standing, snapshot: Snapshot, version: int, summary: str, measures: str, day: date | None = None) -> Snapshot:
    """Report a month: everything is filled, the lights are counted once more, yellow and red become alerts.

    The whole is warned of at yellow or red, an indicator at red.

    Raises: ValidationError naming what is not filled yet.
    """
    standing.need(Right.RECORD)
    row = row_for_edit(Snapshot, snapshot.pk, version)
    if row.state != SnapshotState.OPEN:
        raise ValidationError("这个月的监控已经报送过了")
    missing = list(row.progress.filter(filled_at=None).values_list("name", flat=True))
    if missing:
        raise ValidationError(f"还有{len(missing)}项指标没有填进度：{'、'.join(missing[:5])}；请各委室填完再报送")
    if not summary.strip():
        raise ValidationError({"summary": "请写运行情况分析：钱花到哪里、目标到哪里、偏差为什么"})
    before = state_of(row)
    row.summary, row.measures = summary.strip(), measures.strip()
    row.state, row.reported_on, row.reported_by = SnapshotState.REPORTED, day or timezone.localdate(), standing.user
    row.full_clean()
    row.save()
    rules = rules_of(row.department, row.year)
    _warn(row, rules, recount(row, rules), row.reported_on)
    record(actor=standing.user, action="报送运行监控", thing=row, before=before)
    announce(event=Event.MONITORING_REPORTED, department=row.department, year=row.year, kind="monitoring.month", number=row.month, title=str(row))
    return row


@transaction.atomic
def send_back(*, standing: Standing, snapshot: Snapshot, version: int, reason: str) -> Snapshot:
    """Give a reported month back to be mended; by the head or by finance.

    Raises: ValidationError.
    """
    if not standing.may(Right.REVIEW):
        standing.need(Right.APPROVE)
    row = row_for_edit(Snapshot, snapshot.pk, version)
    if row.state != SnapshotState.REPORTED:
        raise ValidationError("这个月的监控还没有报送，不用退回")
    if not reason.strip():
        raise ValidationError({"reason": "请写明退回的原因，填报人才知道改什么"})
    before = state_of(row)
    row.state, row.reported_on, row.reported_by = SnapshotState.OPEN, None, None
    row.save()
    record(actor=standing.user, action="退回运行监控", thing=row, before=before, reason=reason)
    where = {"department": row.department_id, "year": row.year, "month": row.month}
    key = f"back:{row.pk}:{row.version}"
    users = people(row.department, Right.RECORD)
    notify(
        users=users,
        kind=NoticeKind.DUE,
        key=key,
        title=f"{row}被退回",
        text=reason,
        page="monitoring:month",
        arguments=where,
        department=row.department,
        year=row.year,
    )
    return row


@transaction.atomic
def dispose(
    *, standing: Standing, alert: Alert, version: int, disposition: str, reason: str, amount: Decimal | None = None, day: date | None = None
) -> Alert:  # fmt: skip
    """Say what is done about a alert; the head approves it.

    Raises: ValidationError naming the field.
    """
    standing.need(Right.RECORD)
    row = row_for_edit(Alert, alert.pk, version)
    if row.state != AlertState.OPEN:
        raise ValidationError("这项预警已经提出处置；要改，请负责人退回")
    if disposition not in Disposition.values:
        raise ValidationError({"disposition": "请在继续执行、调整、取消中选一项"})
    if not reason.strip():
        raise ValidationError({"reason": "请写明理由和打算怎样做"})
    if amount is not None and (disposition == Disposition.CONTINUE or amount <= 0):
        raise ValidationError({"amount": "只有调整或取消才填调减金额，且应大于零；没有金额的留空"})
    before = state_of(row)
    row.disposition, row.reason, row.amount = disposition, reason.strip(), amount
    row.state, row.asked_by, row.asked_on, row.opinion = AlertState.ASKED, standing.user, day or timezone.localdate(), ""
    row.full_clean()
    row.save()
    record(actor=standing.user, action="提出预警处置", thing=row, before=before, reason=reason)
    _tell(row, people(row.department, Right.APPROVE), NoticeKind.DUE, f"asked:{row.pk}:{row.version}", f"预警处置待审批：{row.title}", row.reason)
    refresh_state(row.department, row.year)
    return row


@transaction.atomic
def decide(*, standing: Standing, alert: Alert, version: int, approved: bool, opinion: str, day: date | None = None) -> Alert:
    """The head approves a disposition or gives it back.

    Raises: ValidationError.
    """
    standing.need(Right.APPROVE)
    row = row_for_edit(Alert, alert.pk, version)
    if row.state != AlertState.ASKED:
        raise ValidationError("这项预警没有待审批的处置")
    if not approved and not opinion.strip():
        raise ValidationError({"opinion": "退回时请写明意见"})
    before = state_of(row)
    row.state = AlertState.CLOSED if approved else AlertState.OPEN
    row.decided_by, row.decided_on, row.opinion = standing.user, day or timezone.localdate(), opinion.strip()
    row.save()
    record(actor=standing.user, action="同意预警处置" if approved else "退回预警处置", thing=row, before=before, reason=opinion)
    if approved:
        announce(event=Event.ALERT_CLOSED, department=row.department, year=row.year, kind="monitoring.alert", number=row.pk, title=row.title)
    if approved and row.disposition != Disposition.CONTINUE:
        _open_target_change(row)
    said = "已同意" if approved else "被退回"
    clerks = people(row.department, Right.RECORD)
    _tell(row, clerks, NoticeKind.RESULT if approved else NoticeKind.DUE, f"decided:{row.pk}:{row.version}", f"预警处置{said}：{row.title}", opinion)
    refresh_state(row.department, row.year)
    return row


@transaction.atomic
def tell_overdue(*, day: date | None = None, department: Department | None = None) -> int:
    """Tell head, clerk and finance of alerts that nobody disposed of in time; each once. Returns how many there are."""
    today = day or timezone.localdate()
    rows = Alert.objects.filter(state__in=RUNNING, due_on__lt=today).select_related("department", "snapshot")
    if department is not None:
        rows = rows.filter(department=department)
    for row in rows:
        users = {user.pk: user for right in (Right.APPROVE, Right.RECORD, Right.REVIEW) for user in people(row.department, right)}
        text = f"{row.department}：应在{row.due_on:%Y年%m月%d日}前处置，{row.text}"
        _tell(row, users.values(), NoticeKind.OVERDUE, f"overdue:{row.pk}", f"预警处置逾期：{row.title}", text)
    return len(rows)


def _warn(snapshot: Snapshot, rules: YearRules, grounds: list[Ground], day: date) -> None:
    wanted: dict[str, tuple[str, Light, str]] = {}
    serious = [one for one in grounds if one.id != "impossible"]
    if serious:
        wanted[WHOLE] = ("部门整体", worst(one.light for one in serious), "；".join(one.text for one in serious))
    for one in snapshot.progress.all():
        light, words = indicator_light(rules, snapshot.month, one.share, one.likelihood, filled=one.filled_at is not None)
        if light is Light.RED:
            wanted[one.key] = (one.name, light, "；".join(part for part in (words, one.reason) if part))
    there = {row.subject: row for row in snapshot.alerts.all()}
    for subject, row in there.items():
        if subject not in wanted and row.state in RUNNING:
            _withdraw(row)
    due = days_after(day, rules.disposition_days, working=True) if rules.disposition_days else None
    for subject, (title, light, text) in wanted.items():
        old = there.get(subject)
        if old is not None and old.state != AlertState.WITHDRAWN:
            continue
        row = old or Alert(snapshot=snapshot, department=snapshot.department, year=snapshot.year, subject=subject)
        row.title, row.light, row.text, row.issued_on, row.state = title, light, text[:_LINE], day, AlertState.OPEN
        row.due_on, row.due_known = (due.day, due.verified) if due else (None, True)
        row.save()
        record(actor=Program(), action="发出预警", thing=row, department_id=snapshot.department_id)
        announce(event=Event.ALERT_RAISED, department=row.department, year=row.year, kind="monitoring.alert", number=row.pk, title=row.title)
        within = f"，请在{due.day:%Y年%m月%d日}前处置" if due else ""
        users = {user.pk: user for right in (Right.RECORD, Right.APPROVE) for user in people(snapshot.department, right)}
        _tell(row, users.values(), NoticeKind.WARNING, f"alert:{row.pk}", f"{row.get_light_display()}预警：{title}", f"{text}{within}")
    refresh_state(snapshot.department, snapshot.year)


def _open_target_change(row: Alert) -> None:
    """An adjustment of money is one of targets too: the change of the approved table is begun, and the clerk works it out."""
    table = own_table(row.department, row.year)
    if table is not None and table.state == State.APPROVED:
        begin_change(actor=Program(), table=table, reason=f"预警处置“{row.get_disposition_display()}”：{row.reason}"[:_LINE])


def _withdraw(row: Alert) -> None:
    before = state_of(row)
    row.state = AlertState.WITHDRAWN
    row.save()
    record(actor=Program(), action="撤销预警", thing=row, before=before, department_id=row.department_id, reason="重新报送后不再亮灯")


def _tell(row: Alert, users: object, kind: NoticeKind, key: str, title: str, text: str) -> None:
    chosen: list[User] = list(users)  # type: ignore[call-overload]  # a query or the values of a mapping
    where = {"department": row.department_id, "year": row.year, "number": row.pk}
    notify(
        users=chosen, kind=kind, key=key, title=title, text=text, page="monitoring:alert", arguments=where, department=row.department, year=row.year
    )
