"""Writes of check-ups: papers handed in, checked in the background, answered."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from jiheng.apps.accounts.models import Department, User
from jiheng.apps.evaluation.choices import CHECK_UP, AnswerKind
from jiheng.apps.evaluation.models import Answer, CheckUp, Paper
from jiheng.apps.jobs.services import start_job
from jiheng.apps.library.services import keep_file
from jiheng.apps.shared.changes import record, state_of
from jiheng.core.casefile.steps import NATIONAL


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
    start_job(actor=actor, kind=CHECK_UP, department=department, year=year, given={"checkup": checkup.pk}, about=kept.name)
    return checkup


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
