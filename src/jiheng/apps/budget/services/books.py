"""Writes of the books of plain rows: projects, income, balances, staff, counts, purchases, assets, buildings."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from jiheng.apps.accounts.models import Department
from jiheng.apps.budget.choices import FIXED, IncomeStage, Origin
from jiheng.apps.budget.models import Asset, IncomeEntry, Project, YearRow
from jiheng.apps.budget.selectors.books import BOOKS
from jiheng.apps.budget.services.columns import money_columns, of_the_place
from jiheng.apps.budget.services.posting_once import post
from jiheng.apps.shared.changes import Actor, record, state_of
from jiheng.apps.shared.editing import row_for_edit
from jiheng.apps.shared.money import MoneyField


@transaction.atomic
def add_row(*, actor: Actor, book: str, department: Department, year: int, **columns: Any) -> Any:
    """A new row of a book; amounts are Figures.

    Raises: ValidationError when columns do not fit or the kind stands already.
    """
    row = BOOKS[book](department=department, year=year)
    _fill(row, columns)
    row.save()
    record(actor=actor, action=f"新增{row._meta.verbose_name}", thing=row)
    post(department, year)
    return row


@transaction.atomic
def edit_row(*, actor: Actor, book: str, department: Department, year: int, number: int, version: int, why: str = "", **columns: Any) -> Any:
    """Change a row of a book, begun at a version.

    Raises: EditedMeanwhile; ValidationError.
    """
    row = of_the_place(row_for_edit(BOOKS[book], number, version), department, year)
    before = state_of(row)
    _fill(row, {"origin": Origin.TYPED, **columns})
    row.save()
    record(actor=actor, action=f"修改{row._meta.verbose_name}", thing=row, before=before, reason=why)
    post(department, year)
    return row


@transaction.atomic
def remove_row(*, actor: Actor, book: str, department: Department, year: int, number: int, version: int, why: str) -> None:
    """Take a row out, saying why; the log keeps what it was.

    Raises: EditedMeanwhile; ValidationError without a reason, or for a project that has lines.
    """
    row = of_the_place(row_for_edit(BOOKS[book], number, version), department, year)
    if not why.strip():
        raise ValidationError({"why": "请写明删除原因；原来的内容留在变更记录里"})
    if isinstance(row, Project) and row.lines.exists():
        raise ValidationError("这个项目还有预算明细，不能删除；请先删除或改到别的项目")
    record(actor=actor, action=f"删除{row._meta.verbose_name}", thing=row, before=state_of(row), after={}, reason=why)
    try:
        row.delete()
    except models.ProtectedError as bound:
        raise ValidationError("这一条已被别处引用（如绩效目标），不能删除") from bound
    post(department, year)


def _fill(row: YearRow, columns: dict[str, Any]) -> None:
    for name, value in columns.items():
        field: Any = row._meta.get_field(name)
        if isinstance(field, MoneyField):
            for column, amount in money_columns(name, value, empty=None if field.null else field.get_default()).items():
                setattr(row, column, amount)
        else:
            setattr(row, name, value)
    _check(row)
    row.full_clean()


def _check(row: YearRow) -> None:
    if isinstance(row, IncomeEntry):
        if row.dated and row.dated.year != row.year and row.stage != IncomeStage.OPENING:
            raise ValidationError({"dated": f"日期{row.dated:%Y-%m-%d}不在{row.year}年内；请改日期，或者登记到那一年的账上"})
        if not row.amount:
            raise ValidationError({"amount": "金额不能为空，也不能为零"})
    if isinstance(row, Asset):
        if row.net > row.original and row.kind in FIXED:
            raise ValidationError({"net": "净值不能大于原值"})
        if row.in_use > row.original:
            raise ValidationError({"in_use": "在用的不能多于原值"})
