"""The way of a table: submitted, endorsed by the head, returned or approved by finance, changed in the year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from jiheng.apps.accounts.access import people
from jiheng.apps.accounts.choices import Right
from jiheng.apps.library.services import detach_all
from jiheng.apps.notices.choices import NoticeKind
from jiheng.apps.notices.services import notify
from jiheng.apps.shared.changes import Actor, record, state_of
from jiheng.apps.targets.binding import pack_of, rules_of
from jiheng.apps.targets.choices import WORKFLOW, Action
from jiheng.apps.targets.models import Indicator, Opinion, Review, TargetTable, TargetVersion
from jiheng.apps.targets.rows import FROZEN, core_row, frozen, seal_of, thawed
from jiheng.apps.targets.selectors.reviewing import review_sheet
from jiheng.apps.targets.services.guard import need
from jiheng.apps.targets.services.posting import post_targets
from jiheng.apps.webhooks.choices import Event
from jiheng.apps.webhooks.services import announce
from jiheng.core.scoring.goal_weights import weight_troubles

# Who is told after which action, and what.
_NEXT = {
    Action.SUBMIT: (Right.APPROVE, NoticeKind.DUE, "待审批"),
    Action.ENDORSE: (Right.REVIEW, NoticeKind.DUE, "待审核"),
    Action.REFUSE: (Right.RECORD, NoticeKind.DUE, "被单位负责人退回"),
    Action.RETURN: (Right.RECORD, NoticeKind.DUE, "被财政退回"),
    Action.APPROVE: (Right.RECORD, NoticeKind.RESULT, "已批准"),
}
_EVENTS = {
    Action.SUBMIT: Event.TARGETS_SUBMITTED,
    Action.ENDORSE: Event.TARGETS_ENDORSED,
    Action.REFUSE: Event.TARGETS_RETURNED,
    Action.RETURN: Event.TARGETS_RETURNED,
    Action.APPROVE: Event.TARGETS_APPROVED,
}


def submit(*, actor: Actor, table: TargetTable) -> TargetTable:
    """Hand the table to the head.

    Raises: ValidationError naming everything that stands against it.
    """
    if troubles := submission_troubles(table):
        raise ValidationError(troubles)
    return _step(actor, table, Action.SUBMIT)


def withdraw(*, actor: Actor, table: TargetTable) -> TargetTable:
    """Take the table back from the head."""
    return _step(actor, table, Action.WITHDRAW)


def endorse(*, actor: Actor, table: TargetTable, note: str = "") -> TargetTable:
    """The head agrees; the table goes to finance."""
    return _step(actor, table, Action.ENDORSE, note)


def refuse(*, actor: Actor, table: TargetTable, note: str) -> TargetTable:
    """The head returns the table with the reason.

    Raises: ValidationError without a reason.
    """
    _said(note, "退回须写明要修改什么")
    return _step(actor, table, Action.REFUSE, note)


def begin_change(*, actor: Actor, table: TargetTable, reason: str) -> TargetTable:
    """Open a change of approved targets in the year; the version in force stays so until the change is approved.

    Raises: ValidationError without a reason.
    """
    _said(reason, "年中调整须写明原因，如政策变化、预算调整、不可抗力")
    return _step(actor, table, Action.CHANGE, reason, change_reason=reason.strip())


@transaction.atomic
def abandon_change(*, actor: Actor, table: TargetTable) -> TargetTable:
    """Drop an open change and put back the version in force.

    Raises: ValidationError when no version was ever approved.
    """
    version = table.versions.first()
    if version is None:
        raise ValidationError("这张表还没有批准过，没有可以恢复的版本")
    moved = _step(actor, table, Action.ABANDON, change_reason="", goal=version.goal)
    kept = {one["id"]: one for one in version.content}
    dropped = moved.indicators.exclude(pk__in=kept)
    detach_all(actor=actor, kind=Indicator, numbers=dropped.values_list("pk", flat=True), why="所证明的指标已随放弃的调整删除")
    dropped.delete()
    for place, (number, one) in enumerate(kept.items(), 1):
        old = thawed(one)
        row = moved.indicators.filter(pk=number).first() or Indicator(pk=number, table=moved)
        for name in FROZEN:
            setattr(row, name, getattr(old, name))
        row.place, row.version = place, row.version + 1
        row.save()
    return moved


@transaction.atomic
def decide(
    *,
    actor: Actor,
    table: TargetTable,
    approve: bool,
    points: Mapping[str, Decimal],
    notes: Mapping[str, str] | None = None,
    opinion: str = "",
    opinions: Mapping[int, str] | None = None,
    on: date | None = None,
) -> Review:
    """Finance's review: points by the pack's items and opinions by indicator; approves (and freezes a version) or returns.

    Raises: ValidationError when points are missing or too high, when a return says nothing, or when the grade does not let it pass.
    """
    moved = _step(actor, table, Action.APPROVE if approve else Action.RETURN, opinion)
    said = {number: text.strip() for number, text in (opinions or {}).items() if text.strip()}
    if not approve and not (opinion.strip() or said):
        raise ValidationError("退回须写明总体意见，或对具体指标的意见")
    review = _review(actor, moved, points, dict(notes or {}), opinion.strip())
    passes = pack_of(moved).scoring.goal_review.passes
    if approve and review.grade and passes and review.grade not in passes:
        raise ValidationError(f"审核得{review.total}分，等级“{review.grade}”：{review.leads_to}。请退回并写明意见，或核对各项评分")
    review.is_approval = approve
    review.save()
    names = {row.pk: row for row in moved.indicators.filter(pk__in=said)}
    Opinion.objects.bulk_create([Opinion(review=review, indicator=names[number], name=names[number].name, text=said[number]) for number in names])
    record(actor=actor, action="财政审核", thing=review, department_id=moved.department_id, reason=opinion.strip()[:500])
    if approve:
        _freeze(actor, moved, on or timezone.localdate())
    return review


@transaction.atomic
def answer_opinion(*, actor: Actor, table: TargetTable, number: int, answer: str) -> Opinion:
    """The clerk's answer to one opinion."""
    need(actor, table, WORKFLOW[Action.SUBMIT].right)
    opinion = Opinion.objects.select_for_update().get(pk=number, review__table=table)
    before = {"answer": opinion.answer}
    opinion.answer = answer.strip()
    opinion.full_clean(exclude=["indicator"])
    opinion.save(update_fields=["answer"])
    record(actor=actor, action="答复意见", thing=opinion, before=before, after={"answer": opinion.answer}, department_id=table.department_id)
    return opinion


def submission_troubles(table: TargetTable) -> list[str]:
    """What must be mended before a table can be submitted."""
    rows = list(table.indicators.filter(cancelled_on=None))
    troubles = []
    if not table.goal.strip():
        troubles.append("还没有写年度总体目标")
    if not rows:
        troubles.append("还没有绩效指标；可从指标库选用，或从上年复制")
    troubles += [f"“{row.name}”没有写指标值" for row in rows if not row.target.strip()]
    return troubles + (list(weight_troubles(rules_of(table), [core_row(row) for row in rows])) if rows else [])


def _step(actor: Actor, table: TargetTable, action: Action, note: str = "", **columns: str) -> TargetTable:
    """Move a table as the workflow allows, with its line in the log.

    Raises: Http404; ValidationError when it no longer stands where the action begins.
    """
    way = WORKFLOW[action]
    need(actor, table, way.right)
    with transaction.atomic():
        row = TargetTable.objects.select_for_update().select_related("department").get(pk=table.pk)
        if row.state not in way.origins:
            raise ValidationError(f"“{row}”现在是“{row.get_state_display()}”，不能“{action.label}”；请刷新页面看最新状态", code="wrong_state")
        before = state_of(row)
        row.state = way.to
        for name, value in columns.items():
            setattr(row, name, value)
        row.version += 1
        row.save()
        record(actor=actor, action=action.label, thing=row, before=before, reason=note.strip()[:500])
        _tell(row, action, note)
        if action in _EVENTS:
            announce(event=_EVENTS[action], department=row.department, year=row.year, kind="targets.table", number=row.pk, title=str(row))
    table.state, table.version, table.change_reason = row.state, row.version, row.change_reason
    return row


def _tell(table: TargetTable, action: Action, note: str) -> None:
    """Whoever has to do the next thing, or waited for the decision."""
    if action not in _NEXT:
        return
    right, kind, words = _NEXT[action]
    notify(
        users=people(table.department, right),
        kind=kind,
        key=f"targets:{table.pk}:{table.version}",
        title=f"{table.department.short_name}{table}{words}",
        text=note.strip(),
        page="targets:review" if right is Right.REVIEW else "targets:table",
        arguments={"department": table.department_id, "year": table.year, "table": table.pk},
        department=table.department,
        year=table.year,
    )


def _review(actor: Actor, table: TargetTable, points: Mapping[str, Decimal], notes: Mapping[str, str], opinion: str) -> Review:
    pack = pack_of(table)
    review = Review(table=table, reviewer_id=actor.pk, at=timezone.now(), pack=pack.id, opinion=opinion)
    sheet = review_sheet(table, (), points, notes)
    if sheet is None:
        return review
    for line in sheet.lines:
        if line.points is None:
            raise ValidationError(f"“{line.item.title}”还没有评分（满分{line.item.weight:f}）")
        if not 0 <= line.points <= line.item.weight:
            raise ValidationError(f"“{line.item.title}”评了{line.points:f}分，应在0至{line.item.weight:f}之间")
    review.points = {line.item.id: f"{line.points:f}" for line in sheet.lines}
    review.notes = {line.item.id: line.note for line in sheet.lines if line.note}
    review.total, review.grade, review.leads_to = f"{sheet.total:f}", sheet.grade, sheet.leads_to
    return review


def _freeze(actor: Actor, table: TargetTable, on: date) -> TargetVersion:
    rows = list(table.indicators.all())
    content = [frozen(row) for row in rows]
    last = table.versions.first()
    version = TargetVersion.objects.create(
        table=table,
        number=last.number + 1 if last else 1,
        in_force_from=on,
        approved_at=timezone.now(),
        approved_by=actor.name,
        reason=table.change_reason,
        goal=table.goal,
        content=content,
        seal=seal_of(table.goal, content),
    )
    table.change_reason = ""
    table.save(update_fields=["change_reason"])
    after = {"number": version.number, "in_force_from": on.isoformat(), "seal": version.seal}
    record(actor=actor, action="生成版本", thing=version, after=after, department_id=table.department_id, reason=version.reason)
    post_targets(table, rows, f"第{version.number}版")
    return version


def _said(text: str, trouble: str) -> None:
    if not text.strip():
        raise ValidationError(trouble)
