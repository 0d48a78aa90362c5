"""Writes of the copy-out sheet: a field was entered in the province's system, or was not after all."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from jiheng.apps.accounts.access import standing
from jiheng.apps.accounts.choices import Right
from jiheng.apps.accounts.models import User
from jiheng.apps.evaluation.models import CopyMark, SelfEvaluation
from jiheng.apps.shared.changes import Actor, record, state_of
from jiheng.core.reporting.copy_sheet import CopyField


@transaction.atomic
def mark_entered(*, actor: Actor, evaluation: SelfEvaluation, fields: Iterable[CopyField]) -> int:
    """Mark fields as entered with the content that they have; returns how many were not marked so before.

    Raises: Http404.
    """
    _need(actor, evaluation)
    wanted = {field.id: field for field in fields}
    there = {mark.field: mark for mark in CopyMark.objects.select_for_update().filter(evaluation=evaluation, field__in=wanted)}
    count = 0
    for id, field in wanted.items():
        mark = there.get(id)
        if mark is not None and mark.content == field.content:
            continue
        before = state_of(mark) if mark else None
        mark = mark or CopyMark(evaluation=evaluation, field=id)
        mark.content, mark.by_id = field.content, actor.pk
        mark.save()
        record(actor=actor, action="标记已录", thing=mark, before=before, reason=field.label[:500])
        count += 1
    return count


@transaction.atomic
def unmark(*, actor: Actor, evaluation: SelfEvaluation, field: CopyField) -> None:
    """Take the mark off a field.

    Raises: Http404.
    """
    _need(actor, evaluation)
    for mark in CopyMark.objects.select_for_update().filter(evaluation=evaluation, field=field.id):
        record(actor=actor, action="取消已录", thing=mark, before=state_of(mark), after={}, reason=field.label[:500])
        mark.delete()


def _need(actor: Actor, evaluation: SelfEvaluation) -> None:
    if isinstance(actor, User):
        standing(actor, evaluation.department_id).need(Right.RECORD)
