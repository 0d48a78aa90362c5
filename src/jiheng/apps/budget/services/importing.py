"""Writing what a plan says: everything or nothing, typed rows left as they are."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from jiheng.apps.accounts.models import Department
from jiheng.apps.budget.choices import Fund, Origin
from jiheng.apps.budget.importing.columns import UNITS
from jiheng.apps.budget.importing.plan import CHANGED, NEW, Plan, PlannedRow
from jiheng.apps.budget.models import ColumnMapping, Project
from jiheng.apps.budget.services import books, lines
from jiheng.apps.budget.services.posting_once import posted_once
from jiheng.apps.shared.changes import Actor
from jiheng.apps.shared.money import money_figure


def write_plan(*, actor: Actor, department: Department, year: int, plan: Plan, unit: str, file_name: str) -> int:
    """Write the new rows and those of earlier imports that changed; returns how many.

    Raises: ValidationError when a row of the plan is wrong, or a service refuses one; then nothing is written.
    """
    if not plan.may_be_written:
        raise ValidationError("这个文件还不能导入；请按逐行报告改正后重新选择文件")
    where: dict[str, Any] = {"actor": actor, "department": department, "year": year}
    written = 0
    with posted_once():
        for name in plan.new_projects:
            books.add_row(book="projects", name=name, **where)
        projects = {project.name: project for project in Project.objects.filter(department=department, year=year)}
        for row in plan.rows:
            if row.state not in (NEW, CHANGED):
                continue
            try:
                _write(row, plan.kind, projects, unit, f"导入{file_name}"[:300], where)
            except ValidationError as trouble:
                raise ValidationError(f"第{row.number}行：{'；'.join(trouble.messages)}") from trouble
            written += 1
        ColumnMapping.objects.update_or_create(department=department, kind=plan.kind, defaults={"columns": plan.head})
    return written


def _write(row: PlannedRow, kind: str, projects: dict[str, Project], unit: str, why: str, where: dict[str, Any]) -> None:
    values, step = row.values, UNITS[unit].scaleb(-row.values["places"])
    found = {"number": row.existing.pk, "version": row.existing.version} if row.existing else {}
    if kind == "lines":
        opening = money_figure(values["opening"], max(step, Decimal("0.01")))
        if found:
            lines.edit_line(**where, **found, why=why, opening=opening, origin=Origin.IMPORTED)
            return
        lines.add_line(
            **where, function=values["function"], economic=values["economic"], fund=Fund(values["fund"]), project=projects.get(values["project"]),
            opening=opening, note=values["note"], origin=Origin.IMPORTED,
        )  # fmt: skip
        return
    columns = {name: values[name] for name in ("paid_on", "voucher", "summary", "payee", "approver")}
    amount = money_figure(values["amount"], max(step, Decimal("0.01")))
    if found:
        lines.edit_row(kind="payments", **where, **found, why=why, amount=amount, origin=Origin.IMPORTED, **columns)
    else:
        lines.add_payment(actor=where["actor"], line=values["line"], amount=amount, row_key=values["row_key"], origin=Origin.IMPORTED, **columns)
