"""Writes of the hand-over: sent, approved or refused by the head, signed, submitted, returned or accepted by finance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from jiheng.apps.accounts.access import people, standing
from jiheng.apps.accounts.choices import Right
from jiheng.apps.accounts.models import User
from jiheng.apps.evaluation.choices import COMPARE_SIGNED, HANDOVER, CaseState, Handing, SubmissionState
from jiheng.apps.evaluation.comparing import BY_EYE
from jiheng.apps.evaluation.models import AuditAnswer, SelfEvaluation, Submission, SubmissionOpinion
from jiheng.apps.evaluation.selectors.copyout import contents_of
from jiheng.apps.evaluation.selectors.handover import readiness_of
from jiheng.apps.evaluation.services.packages import ask_documents
from jiheng.apps.jobs.services import start_job
from jiheng.apps.library.services import keep_file
from jiheng.apps.notices.choices import NoticeKind
from jiheng.apps.notices.services import notify
from jiheng.apps.shared.changes import Actor, record, state_of
from jiheng.apps.webhooks.choices import Event
from jiheng.apps.webhooks.services import announce
from jiheng.core.auditing.finding import Severity
from jiheng.core.casefile.version_code import version_code

_LEAVE = ("id", "version", "case", "keys", "to_copy", "compared")  # of a version's columns those that the log need not repeat
_SCANS = ("application/pdf", "image/png", "image/jpeg")
# Who is told after which step, and what.
_NEXT = {
    Handing.APPROVE: (Right.RECORD, NoticeKind.DUE, "已审批，请打印签章后上传并报送财政"),
    Handing.REFUSE: (Right.RECORD, NoticeKind.DUE, "被单位负责人退回，请修改"),
    Handing.SUBMIT: (Right.REVIEW, NoticeKind.DUE, "已报送，请审核"),
    Handing.RETURN: (Right.RECORD, NoticeKind.DUE, "被财政退回，请按意见修改"),
    Handing.ACCEPT: (Right.RECORD, NoticeKind.RESULT, "财政已审核通过"),
}
# What other programs are told of; a version that was taken back concerns nobody else.
_EVENTS = {
    Handing.APPROVE: Event.EVALUATION_APPROVED,
    Handing.REFUSE: Event.EVALUATION_REFUSED,
    Handing.SUBMIT: Event.EVALUATION_SUBMITTED,
    Handing.RETURN: Event.EVALUATION_RETURNED,
    Handing.ACCEPT: Event.EVALUATION_ACCEPTED,
}


@transaction.atomic
def send(*, actor: Actor, evaluation: SelfEvaluation, words: str = "") -> Submission:
    """Freeze the case as a version and ask the head.

    Raises: Http404; ValidationError naming everything that stands against it.
    """
    _need(actor, evaluation, Right.RECORD)
    locked = SelfEvaluation.objects.select_for_update().select_related("department").get(pk=evaluation.pk)
    if not locked.is_open:
        raise ValidationError(f"自评{locked.get_state_display()}，不能再送审；请刷新页面看最新状态", code="wrong_state")
    readiness = readiness_of(locked)
    if readiness.finished is None or readiness.against:
        raise ValidationError([f"{one.text}（{one.mend}）" if one.mend else one.text for one in readiness.against])
    whole, compiled, department = readiness.finished, readiness.compiled, locked.department
    number = (Submission.objects.filter(evaluation=locked).order_by("-number").values_list("number", flat=True).first() or 0) + 1
    digest = sha256(compiled.text).hexdigest()
    sheet = next((one for one in whole.scored.sheets if not one.project), None)
    submission = Submission.objects.create(
        evaluation=locked,
        number=number,
        code=version_code(locked.year, department.code or department.region_code, number, digest),
        case=compiled.text.decode(),
        sha256=digest,
        pack=compiled.pack,
        keys=dict(compiled.sheet.keys),
        to_copy=contents_of(compiled.text.decode(), compiled.name),
        total=f"{sheet.total.normalize():f}" if sheet and sheet.total is not None else "",
        grade=sheet.outcome.label if sheet and sheet.outcome else "",
        findings={severity.value: len(whole.findings(severity)) for severity in Severity},
        answered=[{"message": one.text, "words": said.words, "by": said.by.name} for one, said in readiness.answered],
        sent_by_id=actor.pk,
        words=words.strip()[:500],
    )
    _move(locked, CaseState.WITH_HEAD)
    record(actor=actor, action="送负责人审批", thing=submission, after=_told(submission))
    _tell(submission, Right.APPROVE, NoticeKind.DUE, "待您审批")
    _announce(Event.EVALUATION_SENT, submission)
    # The head will want its files; the version stands whatever becomes of them.
    transaction.on_commit(partial(ask_documents, actor=actor, submission=submission), robust=True)
    evaluation.state, evaluation.version = locked.state, locked.version
    return submission


@transaction.atomic
def explain_error(*, actor: Actor, evaluation: SelfEvaluation, fingerprint: str, words: str) -> AuditAnswer:
    """Say why an error of the self-audit stays; the head and finance see it.

    Raises: Http404; ValidationError without words, or while the self-evaluation is handed over.
    """
    _need(actor, evaluation, Right.RECORD)
    if not words.strip():
        raise ValidationError("请写明为什么保留，供负责人和财政判断")
    if not SelfEvaluation.objects.select_for_update().get(pk=evaluation.pk).is_open:
        raise ValidationError("自评已送审，不能再改说明；需要改动请先撤回")
    row = AuditAnswer.objects.filter(evaluation=evaluation, fingerprint=fingerprint).first()
    before = state_of(row) if row else None
    row = row or AuditAnswer(evaluation=evaluation, fingerprint=fingerprint[:16])
    row.words, row.by_id = words.strip()[:500], actor.pk
    row.save()
    record(actor=actor, action="说明自查错误", thing=row, before=before)
    return row


def withdraw(*, actor: Actor, submission: Submission) -> Submission:
    """Take a version back before finance has it."""
    return _step(actor, submission, Handing.WITHDRAW)


def approve(*, actor: Actor, submission: Submission, opinion: str = "") -> Submission:
    """The head approves."""
    return _step(actor, submission, Handing.APPROVE, opinion, head_id=actor.pk, head_at=timezone.now(), head_opinion=opinion.strip()[:500])


def refuse(*, actor: Actor, submission: Submission, opinion: str) -> Submission:
    """The head sends it back to the clerk.

    Raises: ValidationError without an opinion.
    """
    if not opinion.strip():
        raise ValidationError("退回须写明要修改什么")
    return _step(actor, submission, Handing.REFUSE, opinion, head_id=actor.pk, head_at=timezone.now(), head_opinion=opinion.strip()[:500])


@transaction.atomic
def bring_signed(*, actor: User, submission: Submission, name: str, data: bytes) -> Submission:
    """Keep the signed and sealed file of an approved version, and have it compared.

    Raises: Http404; ValidationError when it cannot be kept or the version is not approved.
    """
    row = _locked(actor, submission, Right.RECORD)
    if row.state != SubmissionState.APPROVED:
        raise ValidationError(f"这一版{row.get_state_display()}；负责人审批后、报送财政前才上传签章件", code="wrong_state")
    kept = keep_file(actor=actor, department=row.evaluation.department, name=name, data=data)
    if kept.media_type not in _SCANS:
        raise ValidationError(f"“{kept.name}”不是PDF或图片；请上传签字盖章后的扫描件（PDF、JPG、PNG）")
    before = _told(row)
    row.signed, row.compared = kept, {"state": "waiting"}
    _save(row)
    record(actor=actor, action="上传签章件", thing=row, before=before, after=_told(row))
    evaluation = row.evaluation
    given = {"submission": row.pk, "file": kept.pk}
    start_job(actor=actor, kind=COMPARE_SIGNED, department=evaluation.department, year=evaluation.year, given=given, about=kept.name)
    return row


@transaction.atomic
def submit(*, actor: Actor, submission: Submission, by_eye: Iterable[str] = (), note: str = "") -> Submission:
    """Hand an approved and signed version to finance.

    Raises: Http404; ValidationError without a signed file, without what was compared by eye where no program could, or without
    an explanation of what differs.
    """
    row = _locked(actor, submission, Right.RECORD)
    compared: dict[str, Any] = dict(row.compared)
    if row.state == SubmissionState.APPROVED:
        _signed_or_refused(row, compared, set(by_eye), note)
    compared |= {"by_eye": [words for key, words in BY_EYE if key in set(by_eye)], "note": note.strip()[:500]}
    return _step(actor, submission, Handing.SUBMIT, note, submitted_at=timezone.now(), compared=compared)


def _signed_or_refused(row: Submission, compared: Mapping[str, Any], by_eye: set[str], note: str) -> None:
    if row.signed_id is None:
        raise ValidationError("还没有上传签字盖章的扫描件；请打印带版本码的文件，签章扫描后上传")
    state = compared.get("state")
    if state == "waiting":
        raise ValidationError("签章件正在比对，请稍候再报送")
    if state == "read" and not compared.get("is_same") and not note.strip():
        raise ValidationError({"note": "签章件与已审批的版本有不一致；请换上一致的签章件，或写明原因"})
    if state != "read" and (left := [words for key, words in BY_EYE if key not in by_eye]):
        raise ValidationError({"by_eye": f"程序没能逐字比对，请人工核对后逐项勾选：{'；'.join(left)}"})


@transaction.atomic
def decide(*, actor: Actor, submission: Submission, accept: bool, opinion: str = "", opinions: Iterable[tuple[str, str, str]] = ()) -> Submission:
    """Finance accepts a version, or returns it with an opinion on the whole and opinions at places (path, title, words).

    Raises: Http404; ValidationError when a return says nothing, or an acceptance asks for changes.
    """
    said = [(path[:200], title.strip()[:200] or "总体", text.strip()[:500]) for path, title, text in opinions if text.strip()]
    if accept and said:
        raise ValidationError("审核通过时不能带具体栏目的意见；需要修改请退回，或把意见写在总体意见里")
    if not accept and not (opinion.strip() or said):
        raise ValidationError("退回须写明意见：总体意见，或对具体栏目的意见")
    columns = {"decided_by_id": actor.pk, "decided_at": timezone.now(), "opinion": opinion.strip()[:1000]}
    row = _step(actor, submission, Handing.ACCEPT if accept else Handing.RETURN, opinion, **columns)
    for path, title, text in said:
        one = SubmissionOpinion.objects.create(submission=row, path=path, title=title, text=text)
        record(actor=actor, action="财政提出意见", thing=one, department_id=row.department_id)
    return row


@transaction.atomic
def answer_opinion(*, actor: Actor, submission: Submission, number: int, answer: str) -> SubmissionOpinion:
    """The clerk's answer to one opinion; it may be mended until the next version is sent.

    Raises: Http404; ValidationError without words.
    """
    _need(actor, submission.evaluation, Right.RECORD)
    one = SubmissionOpinion.objects.select_for_update().filter(pk=number, submission=submission).first()
    if one is None or not answer.strip():
        raise ValidationError("请写明如何修改，或为什么不改" if one else "这一版没有这条意见；请刷新页面")
    before = {"answer": one.answer}
    one.answer = answer.strip()[:500]
    one.save(update_fields=["answer"])
    record(actor=actor, action="答复财政意见", thing=one, before=before, after={"answer": one.answer}, department_id=submission.department_id)
    return one


@transaction.atomic
def _step(actor: Actor, submission: Submission, step: Handing, words: str = "", **columns: Any) -> Submission:
    """Move a version and its self-evaluation as the way allows, with the line in the log.

    Raises: Http404; ValidationError when it no longer stands where the step begins.
    """
    way = HANDOVER[step]
    row = _locked(actor, submission, way.right)
    if row.state not in way.origins:
        raise ValidationError(f"这一版现在是“{row.get_state_display()}”，不能“{step.label}”；请刷新页面看最新状态", code="wrong_state")
    before = _told(row)
    row.state = way.to
    for name, value in columns.items():
        setattr(row, name, value)
    _save(row)
    _move(row.evaluation, way.case)
    record(actor=actor, action=step.label, thing=row, before=before, after=_told(row), reason=words.strip()[:500])
    if step in _NEXT:
        _tell(row, *_NEXT[step])
    if step in _EVENTS:
        _announce(_EVENTS[step], row)
    return row


def _locked(actor: Actor, submission: Submission, right: Right) -> Submission:
    _need(actor, submission.evaluation, right)
    SelfEvaluation.objects.select_for_update().get(pk=submission.evaluation_id)
    return Submission.objects.select_related("evaluation__department").get(pk=submission.pk)


def _need(actor: Actor, evaluation: SelfEvaluation, right: Right) -> None:
    """Refuse a person without the right as if it were not there; the program itself may."""
    if isinstance(actor, User):
        standing(actor, evaluation.department_id).need(right)


def _save(row: Submission) -> None:
    row.version += 1
    row.save()


def _move(evaluation: SelfEvaluation, to: CaseState) -> None:
    evaluation.state = to
    evaluation.version += 1
    evaluation.save(update_fields=["state", "version"])


def _told(row: Submission) -> dict[str, Any]:
    return state_of(row, leave=_LEAVE)


def _announce(event: Event, row: Submission) -> None:
    """The version's number within its year, by which the API finds it."""
    evaluation = row.evaluation
    announce(event=event, department=evaluation.department, year=evaluation.year, kind="evaluation.version", number=row.number, title=str(row))


def _tell(row: Submission, right: Right, kind: NoticeKind, words: str) -> None:
    evaluation = row.evaluation
    department = evaluation.department
    notify(
        users=people(department, right),
        kind=kind,
        key=f"submission-{row.pk}-{row.state}-{right.value}",
        title=f"{department.short_name}{evaluation}第{row.number}版：{words}",
        text=f"版本码 {row.code}",
        page="handover:submission",
        arguments={"department": department.pk, "year": evaluation.year, "number": row.number},
        department=department,
        year=evaluation.year,
    )
