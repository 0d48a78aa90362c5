"""Writes of check-ups: papers handed in, checked in the background, answered."""

from __future__ import annotations

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from jiheng.apps.accounts.models import Department, User
from jiheng.apps.evaluation.auditing import audited
from jiheng.apps.evaluation.choices import AnswerKind, CheckState
from jiheng.apps.evaluation.models import Answer, CheckUp, Paper
from jiheng.apps.library.services import keep_file
from jiheng.apps.shared.changes import record, state_of
from jiheng.core.casefile.audit_json import audit_json, pack_json
from jiheng.core.casefile.steps import NATIONAL
from jiheng.core.errors import JihengError
from jiheng.core.reporting.audit_words import counts


@transaction.atomic
def hand_in(*, actor: User, department: Department, year: int, name: str, data: bytes, paper: Paper | None = None) -> CheckUp:
    """Keep a report and have it checked; with `paper` it is the next version of that one.

    Raises: ValidationError when the file cannot be kept.
    """
    kept = keep_file(actor=actor, department=department, name=name, data=data)
    if paper is None:
        paper = Paper.objects.create(department=department, year=year, title=kept.name.rpartition(".")[0] or kept.name)
    version = CheckUp.objects.select_for_update().filter(paper=paper).count() + 1
    checkup = CheckUp.objects.create(paper=paper, version=version, file=kept, pack=NATIONAL, asked_by=actor)
    record(actor=actor, action="提交体检", thing=checkup, after={"file": kept.name, "sha256": kept.sha256}, department_id=department.pk)
    transaction.on_commit(partial(run_check.enqueue, checkup.pk))
    return checkup


@task()
def run_check(number: int) -> str:
    """Audit one handed-in version; whatever is wrong with the file is its result, not a crash of the worker."""
    checkup = CheckUp.objects.select_related("file").get(pk=number)
    try:
        told = audited(checkup.file.sha256, checkup.file.name, checkup.pack)
        given = pack_json(checkup.pack, guessed=True, why="按各地通用的勾稽关系核对")
        checkup.result = audit_json(told.document, told.statements, told.result, given)
        checkup.counts = {severity.value: amount for severity, amount in counts(told.result.findings).items()}
        checkup.state, checkup.trouble = CheckState.DONE, ""
    except JihengError as trouble:
        checkup.state, checkup.trouble = CheckState.FAILED, trouble.line()[:500]
    except Exception as trouble:  # noqa: BLE001  the person who waits is told, and the other files go on
        checkup.state = CheckState.FAILED
        checkup.trouble = f"[JH-S-900] 程序内部出错：{type(trouble).__name__}（请把文件交给管理员反馈）"
    checkup.done_at = timezone.now()
    checkup.save()
    return checkup.state


@transaction.atomic
def answer(*, actor: User, checkup: CheckUp, fingerprint: str, kind: str, words: str = "") -> Answer:
    """Say something to a finding; an explanation and 不适用 need words.

    Raises: ValidationError.
    """
    if fingerprint not in {one["fingerprint"] for one in checkup.result.get("findings", ())}:
        raise ValidationError("这一版报告里没有这个问题；请刷新页面")
    if kind not in AnswerKind.values:
        raise ValidationError("请选择一种答复")
    if kind != AnswerKind.AGREE and not words.strip():
        raise ValidationError("请写明理由，供审核人判断")
    there = Answer.objects.filter(paper=checkup.paper, fingerprint=fingerprint).first()
    before = state_of(there) if there else None
    said = there or Answer(paper=checkup.paper, fingerprint=fingerprint)
    said.kind, said.words, said.by = kind, words.strip()[:500], actor
    said.save()
    record(actor=actor, action="答复问题", thing=said, before=before)
    return said
