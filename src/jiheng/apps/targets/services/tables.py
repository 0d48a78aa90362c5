"""Opening a table, its overall goal, and copying the year before."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from jiheng.apps.accounts.choices import Right
from jiheng.apps.accounts.models import Department
from jiheng.apps.library.services import detach_all
from jiheng.apps.shared.changes import Actor, record, state_of
from jiheng.apps.shared.editing import row_for_edit
from jiheng.apps.targets.models import Indicator, TargetTable
from jiheng.apps.targets.rows import FROZEN, thawed
from jiheng.apps.targets.services.guard import need, table_for_writing


@transaction.atomic
def open_table(*, actor: Actor, department: Department, year: int, project: str = "") -> TargetTable:
    """The table of the department or of a project, made when it is not there."""
    there = TargetTable.objects.filter(department=department, year=year, project=project.strip()).first()
    if there is not None:
        return there
    table = TargetTable(department=department, year=year, project=project.strip())
    need(actor, table, Right.RECORD)
    table.full_clean()
    table.save()
    record(actor=actor, action="新建目标表", thing=table)
    return table


@transaction.atomic
def edit_goal(*, actor: Actor, table: TargetTable, version: int, goal: str) -> TargetTable:
    """Write the overall goal of the year.

    Raises: EditedMeanwhile; ValidationError when the table is not open.
    """
    table_for_writing(actor, table)
    row = row_for_edit(TargetTable, table.pk, version)
    before = state_of(row)
    row.goal = goal.strip()
    row.full_clean()
    row.save()
    record(actor=actor, action="修改总体目标", thing=row, before=before)
    return row


@transaction.atomic
def remove_table(*, actor: Actor, table: TargetTable) -> None:
    """Delete a table that was never approved.

    Raises: ValidationError when a version of it was in force.
    """
    locked = table_for_writing(actor, table)
    if locked.versions.exists():
        raise ValidationError("已批准过的目标表不能删除；年中不再执行的指标请在调整中取消")
    detach_all(actor=actor, kind=Indicator, numbers=locked.indicators.values_list("pk", flat=True), why="所证明的指标已随目标表删除")
    record(actor=actor, action="删除目标表", thing=locked, before=state_of(locked), after={})
    locked.delete()


@transaction.atomic
def copy_last_year(*, actor: Actor, table: TargetTable) -> int:
    """Copy the indicators of last year's table into an empty one; the number copied. Cancelled ones stay behind.

    Raises: ValidationError when this table has indicators or last year has none.
    """
    locked = table_for_writing(actor, table)
    if locked.indicators.exists():
        raise ValidationError("表中已有指标；请先删去再从上年复制，或从指标库逐项选用")
    last = TargetTable.objects.filter(department_id=locked.department_id, year=locked.year - 1, project=locked.project).first()
    rows = _in_force_or_now(last) if last else []
    if last is None or not rows:
        raise ValidationError(f"{locked.year - 1}年没有可复制的指标；请从指标库选用或直接填写")
    copies = [Indicator(table=locked, place=place, **_carried(row)) for place, row in enumerate(rows, 1)]
    for row in copies:
        row.save()
        record(actor=actor, action="从上年复制", thing=row, department_id=locked.department_id)
    if not locked.goal:
        locked.goal = last.goal
        locked.version += 1
        locked.save(update_fields=["goal", "version"])
        record(actor=actor, action="修改总体目标", thing=locked, before={"goal": ""}, after={"goal": locked.goal})
    return len(copies)


def _in_force_or_now(table: TargetTable) -> list[Indicator]:
    version = table.versions.first()
    rows = [thawed(kept) for kept in version.content] if version else list(table.indicators.all())
    return [row for row in rows if not row.cancelled_on]


def _carried(row: Indicator) -> dict[str, object]:
    return {name: getattr(row, name) for name in FROZEN if not name.startswith("cancel")}
