"""Adding, editing, moving, removing and cancelling indicators of an open table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max

from jiheng.apps.accounts.choices import OrganisationKind
from jiheng.apps.library.services import detach_all
from jiheng.apps.shared.changes import Actor, record, state_of
from jiheng.apps.shared.editing import row_for_edit
from jiheng.apps.targets.models import Indicator, TargetTable
from jiheng.apps.targets.selectors.drafting import bank_of, level_for
from jiheng.apps.targets.selectors.versions import approved_numbers
from jiheng.apps.targets.services.guard import table_for_writing

_LEFT = ("id", "version", "place")


@transaction.atomic
def add_indicator(*, actor: Actor, table: TargetTable, columns: Mapping[str, Any], action: str = "新增指标") -> Indicator:
    """A new indicator behind the last of its second level, else of its first, else at the end.

    Raises: ValidationError when columns do not fit or the table is not open.
    """
    locked = table_for_writing(actor, table)
    row = Indicator(table=locked, place=0, **columns)
    row.place = _place_for(locked, row)
    _clean(row)
    locked.indicators.filter(place__gte=row.place).update(place=F("place") + 1)
    row.save()
    record(actor=actor, action=action, thing=row, department_id=locked.department_id)
    return row


@transaction.atomic
def pick_indicators(*, actor: Actor, table: TargetTable, numbers: Sequence[str]) -> list[Indicator]:
    """Add common indicators by their numbers in the bank; those that the table has by the same name are left out."""
    locked = table_for_writing(actor, table)
    there = set(locked.indicators.values_list("name", flat=True))
    added = []
    for entry in bank_of(locked):
        if entry.id not in numbers or entry.name in there:
            continue
        level1, level2 = level_for(locked, entry)
        columns = {
            "level1": level1, "level2": level2, "name": entry.name, "relation": entry.relation, "unit": entry.unit, "concept": entry.concept,
            "collection": entry.collection, "data_source": entry.data_source, "evidence": entry.evidence[:200], "bank_id": entry.id,
        }  # fmt: skip
        added.append(add_indicator(actor=actor, table=locked, columns=columns, action="从指标库选用"))
    return added


@transaction.atomic
def edit_indicator(*, actor: Actor, table: TargetTable, number: int, version: int, columns: Mapping[str, Any]) -> Indicator:
    """Change an indicator begun at a version.

    Raises: EditedMeanwhile; ValidationError when columns do not fit or the table is not open.
    """
    locked = table_for_writing(actor, table)
    _one(locked, number)
    row = row_for_edit(Indicator, number, version)
    before = state_of(row, leave=_LEFT)
    for name, value in columns.items():
        setattr(row, name, value)
    _clean(row)
    row.save()
    record(actor=actor, action="修改指标", thing=row, before=before, after=state_of(row, leave=_LEFT), department_id=locked.department_id)
    return row


@transaction.atomic
def move_indicator(*, actor: Actor, table: TargetTable, number: int, up: bool) -> None:
    """Exchange an indicator with its neighbour above or below among those of its first level."""
    locked = table_for_writing(actor, table)
    row = _one(locked, number)
    rows = list(locked.indicators.all())
    siblings = [one for one in rows if one.level1 == row.level1]
    at = siblings.index(row)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(siblings):
        return
    first, second = rows.index(row), rows.index(siblings[other])
    rows[first], rows[second] = rows[second], rows[first]
    before = [one.name for one in siblings]
    for place, one in enumerate(rows, 1):
        if one.place != place:
            one.place = place
            one.save(update_fields=["place"])
    after = [one.name for one in rows if one.level1 == row.level1]
    record(actor=actor, action="调整顺序", thing=row, before={"order": before}, after={"order": after}, department_id=locked.department_id)


@transaction.atomic
def remove_indicator(*, actor: Actor, table: TargetTable, number: int) -> None:
    """Delete an indicator that was never approved.

    Raises: ValidationError for one that a version holds: it is cancelled with its approval, never deleted.
    """
    locked = table_for_writing(actor, table)
    row = _one(locked, number)
    if number in approved_numbers(locked):
        raise ValidationError(f"“{row.name}”在已批准的目标表中，不能删除；不再执行的请填写批准文件后取消", code="was_approved")
    detach_all(actor=actor, kind=Indicator, numbers=[number], why="所证明的指标已删除")
    record(actor=actor, action="删除指标", thing=row, before=state_of(row), after={}, department_id=locked.department_id)
    row.delete()


@transaction.atomic
def cancel_indicator(*, actor: Actor, table: TargetTable, number: int, version: int, on: date, approval: str, reason: str) -> Indicator:
    """Take an approved indicator out of the year's targets, with the document that approved it and why.

    Raises: EditedMeanwhile; ValidationError when approval or reason is missing.
    """
    locked = table_for_writing(actor, table)
    if number not in approved_numbers(locked):
        raise ValidationError("这一指标还没有批准过，直接删除即可")
    if not approval.strip() or not reason.strip():
        raise ValidationError("取消已批准的指标须写明批准文件（文号、日期）和原因")
    row = row_for_edit(Indicator, number, version)
    before = state_of(row, leave=_LEFT)
    row.cancelled_on, row.cancel_approval, row.cancel_reason = on, approval.strip(), reason.strip()
    _clean(row)
    row.save()
    after = state_of(row, leave=_LEFT)
    record(actor=actor, action="取消指标", thing=row, before=before, after=after, department_id=locked.department_id, reason=reason.strip())
    return row


@transaction.atomic
def restore_indicator(*, actor: Actor, table: TargetTable, number: int) -> Indicator:
    """Take a cancellation back while the change is still open."""
    locked = table_for_writing(actor, table)
    row = _one(locked, number)
    before = state_of(row, leave=_LEFT)
    row.cancelled_on, row.cancel_approval, row.cancel_reason = None, "", ""
    row.version += 1
    row.save()
    record(actor=actor, action="恢复指标", thing=row, before=before, after=state_of(row, leave=_LEFT), department_id=locked.department_id)
    return row


def _one(table: TargetTable, number: int) -> Indicator:
    row = table.indicators.filter(pk=number).first()
    if row is None:
        raise ValidationError("这一指标已不在表中，请刷新页面")
    return row


def _place_for(table: TargetTable, row: Indicator) -> int:
    for near in ({"level1": row.level1, "level2": row.level2}, {"level1": row.level1}, {}):
        last = table.indicators.filter(**near).aggregate(last=Max("place"))["last"]
        if last is not None:
            return int(last) + 1
    return 1


def _clean(row: Indicator) -> None:
    row.full_clean()
    if row.section_id and row.section is not None:
        fits = row.section.kind == OrganisationKind.SECTION and row.section.parent_id == row.table.department_id
        if not fits:
            raise ValidationError({"section": "责任委室应是本单位的委室"})
