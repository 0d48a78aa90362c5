"""Writes of self-evaluations: opened, written in, taken from what others gave."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from jiheng.apps.accounts.models import Department
from jiheng.apps.evaluation.compiling.entries import declared
from jiheng.apps.evaluation.models import Entry, SelfEvaluation
from jiheng.apps.evaluation.titles import place_title
from jiheng.apps.shared.changes import Actor, record, state_of
from jiheng.apps.shared.editing import EditedMeanwhile
from jiheng.core.casefile.case_fields import Kind

LONGEST = 20_000
_WHOLE = frozenset({Kind.TEXT, Kind.TEXTS, Kind.WORD, Kind.YEAR, Kind.DATE, Kind.NUMBER, Kind.FIGURE, Kind.VALUE})
_LISTS = ("tasks",)


@transaction.atomic
def open_evaluation(*, actor: Actor, department: Department, year: int) -> SelfEvaluation:
    """The year's self-evaluation, begun now if it is not there."""
    found, made = SelfEvaluation.objects.get_or_create(department=department, year=year, defaults={"opened_by_id": actor.pk})
    if made:
        record(actor=actor, action="建立自评", thing=found)
    return found


@transaction.atomic
def write_entry(*, actor: Actor, evaluation: SelfEvaluation, path: str, text: str, version: int, why: str = "") -> Entry:
    """Write at a path, begun at a version (0: nothing stood there); an empty text takes the entry back, and the log keeps it.

    Raises: EditedMeanwhile when somebody else wrote there since; ValidationError for a path that a case does not have, and while the
    self-evaluation is handed over.
    """
    locked = SelfEvaluation.objects.select_for_update().get(pk=evaluation.pk)
    if not locked.is_open:
        raise ValidationError(f"自评{locked.get_state_display()}，不能修改；需要改动请先撤回或等待退回")
    field = declared(path)
    if field is None or (field.kind not in _WHOLE and path not in _LISTS):
        raise ValidationError(f"自评材料里没有“{path}”这一栏；请刷新页面")
    if len(text) > LONGEST:
        raise ValidationError(f"内容有{len(text)}字，超过{LONGEST}字；请精简或作为附件上传")
    entry = locked.entries.filter(path=path).order_by("path").first()
    if (entry.version if entry else 0) != version:
        raise EditedMeanwhile(entry or Entry(evaluation=locked, path=path))
    before = state_of(entry) if entry else None
    entry = entry or Entry(evaluation=locked, path=path, version=0)
    if before is not None and entry.text == text and entry.why == why:
        return entry
    entry.text, entry.why, entry.by_id = text, why.strip()[:300], actor.pk
    entry.version += 1
    entry.save()
    record(actor=actor, action="填写自评" if text.strip() else "清空自评内容", thing=entry, name=place_title(locked, path), before=before)
    locked.version += 1
    locked.save(update_fields=["version"])
    evaluation.version = locked.version
    return entry
