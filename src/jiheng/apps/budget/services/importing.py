"""Writing what a plan says: everything or nothing, typed rows left as they are."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from jiheng.apps.accounts.models import Department
from jiheng.apps.budget.choices import Fund, Origin
from jiheng.apps.budget.importing.book_columns import BOOK_IMPORTS
from jiheng.apps.budget.importing.book_plan import writable
from jiheng.apps.budget.importing.columns import UNITS
from jiheng.apps.budget.importing.planned import CHANGED, NEW, Plan, PlannedRow
from jiheng.apps.budget.models import ColumnMapping, Project
from jiheng.apps.budget.services import books, lines
from jiheng.apps.budget.services.posting_once import posted_once
from jiheng.apps.shared.changes import Actor
from jiheng.apps.shared.money import FEN, money_figure
from jiheng.core.figures.figure import Figure


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
    found: dict[str, Any] = {"number": row.existing.pk, "version": row.existing.version} if row.existing else {}
    if kind in BOOK_IMPORTS:
        _write_book(row, kind, unit, why, where, found)
    elif kind == "payments":
        _write_payment(row, unit, why, where, found)
    elif found:
        lines.edit_line(**where, **found, why=why, opening=_figure(row, "opening", unit), origin=Origin.IMPORTED)
    else:
        values = row.values
        lines.add_line(
            **where, function=values["function"], economic=values["economic"], fund=Fund(values["fund"]), project=projects.get(values["project"]),
            opening=_figure(row, "opening", unit), note=values["note"], origin=Origin.IMPORTED,
        )  # fmt: skip


def _write_payment(row: PlannedRow, unit: str, why: str, where: dict[str, Any], found: dict[str, Any]) -> None:
    columns = {name: row.values[name] for name in ("paid_on", "voucher", "summary", "payee", "approver")}
    amount = _figure(row, "amount", unit)
    if found:
        lines.edit_row(kind="payments", **where, **found, why=why, amount=amount, origin=Origin.IMPORTED, **columns)
        return
    line, row_key = row.values["line"], row.values["row_key"]
    lines.add_payment(actor=where["actor"], line=line, amount=amount, row_key=row_key, origin=Origin.IMPORTED, **columns)


def _write_book(row: PlannedRow, kind: str, unit: str, why: str, where: dict[str, Any], found: dict[str, Any]) -> None:
    of = BOOK_IMPORTS[kind]
    columns = writable(row, of) | {"origin": Origin.IMPORTED}
    for column in of.columns:
        if column.reads == "amount" and columns.get(column.key) is not None:
            columns[column.key] = _figure(row, column.key, unit)
    if kind == "adjustments" and found:
        lines.edit_row(kind=kind, **where, **found, why=why, **columns)
    elif kind == "adjustments":
        lines.add_adjustment(actor=where["actor"], line=row.values["line_row"], **columns)
    elif found:
        books.edit_row(book=kind, **where, **found, why=why, **columns)
    else:
        books.add_row(book=kind, **where, **columns)


def _figure(row: PlannedRow, name: str, unit: str) -> Figure:
    """An amount of a row as it was written: to the places that stood in the file."""
    step: Decimal = UNITS[unit].scaleb(-row.values[f"{name}_places"])
    return money_figure(row.values[name], max(step, FEN))
