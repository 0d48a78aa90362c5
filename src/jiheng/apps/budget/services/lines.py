"""Writes of lines, their adjustments and their payments."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from jiheng.apps.accounts.models import Department
from jiheng.apps.budget.choices import Fund, Origin
from jiheng.apps.budget.models import Adjustment, BudgetLine, Payment, Project
from jiheng.apps.budget.selectors.lines import LINE_ROWS, lines_of
from jiheng.apps.budget.services.columns import money_columns, of_the_place
from jiheng.apps.budget.services.posting_once import post
from jiheng.apps.library.services import detach_all
from jiheng.apps.shared.changes import Actor, record, state_of
from jiheng.apps.shared.editing import row_for_edit
from jiheng.core.facts.subjects import economic_subjects, function_subjects
from jiheng.core.figures.figure import Figure

NewRow = TypeVar("NewRow", Adjustment, Payment)


@transaction.atomic
def add_line(
    *,
    actor: Actor,
    department: Department,
    year: int,
    function: str,
    economic: str = "",
    fund: Fund = Fund.GENERAL,
    project: Project | None = None,
    opening: Figure | None = None,
    note: str = "",
    origin: Origin = Origin.TYPED,
) -> BudgetLine:
    """A new line; without a project it is 基本支出.

    Raises: ValidationError for an unknown code or a combination that stands already.
    """
    line = BudgetLine(department=department, year=year, function=function, economic=economic, fund=fund, project=project, note=note, origin=origin)
    for name, value in money_columns("opening", opening).items():
        setattr(line, name, value)
    _check_line(line)
    line.save()
    record(actor=actor, action="新增预算明细", thing=line)
    post(department, year)
    return line


@transaction.atomic
def edit_line(*, actor: Actor, department: Department, year: int, number: int, version: int, why: str = "", **columns: Any) -> BudgetLine:
    """Change a line's codes, project, fund, opening amount or note, begun at a version.

    Raises: EditedMeanwhile; ValidationError.
    """
    line = of_the_place(row_for_edit(BudgetLine, number, version), department, year)
    before = state_of(line)
    for name, value in _with_money(columns).items():
        setattr(line, name, value)
    line.origin = columns.get("origin", Origin.TYPED)
    _check_line(line)
    line.save()
    record(actor=actor, action="修改预算明细", thing=line, before=before, reason=why)
    post(department, year)
    return line


@transaction.atomic
def remove_line(*, actor: Actor, department: Department, year: int, number: int, version: int, why: str = "") -> None:
    """Take a line out that has neither adjustments nor payments.

    Raises: EditedMeanwhile; ValidationError when something happened to it.
    """
    line = of_the_place(row_for_edit(BudgetLine, number, version), department, year)
    if line.adjustments.exists() or line.payments.exists():
        raise ValidationError("这条明细已有调整或支付，不能删除；如属登记错误，请先删除其调整和支付，或者把年初预算改为0")
    record(actor=actor, action="删除预算明细", thing=line, before=state_of(line), after={}, reason=why)
    line.delete()
    post(department, year)


@transaction.atomic
def add_adjustment(
    *,
    actor: Actor,
    line: BudgetLine,
    amount: Figure,
    decided_on: date,
    document: str,
    reason: str,
    approver: str,
    is_exempt: bool = False,
    origin: Origin = Origin.TYPED,
) -> Adjustment:
    """Change a line's budget by a document; a cut is negative.

    Raises: ValidationError when the date is of another year or the line's budget would fall below zero.
    """
    row = Adjustment(line=line, decided_on=decided_on, document=document, reason=reason, approver=approver, is_exempt=is_exempt, origin=origin)
    return _save_new(actor, row, amount, "新增预算调整")


@transaction.atomic
def add_payment(
    *,
    actor: Actor,
    line: BudgetLine,
    amount: Figure,
    paid_on: date,
    voucher: str,
    summary: str,
    approver: str,
    payee: str = "",
    row_key: str = "",
    origin: Origin = Origin.TYPED,
) -> Payment:
    """Money paid from a line; a refund is negative. Paying more than the budget is kept and shown, since it happened.

    Raises: ValidationError when the date is of another year or something is missing.
    """
    row = Payment(line=line, paid_on=paid_on, voucher=voucher, summary=summary, payee=payee, approver=approver, row_key=row_key, origin=origin)
    return _save_new(actor, row, amount, "新增支付")


@transaction.atomic
def edit_row(*, actor: Actor, kind: str, department: Department, year: int, number: int, version: int, why: str = "", **columns: Any) -> Any:
    """Change an adjustment or a payment (`kind` "adjustments" or "payments"), begun at a version.

    Raises: EditedMeanwhile; ValidationError.
    """
    row: Any = row_for_edit(LINE_ROWS[kind], number, version)
    of_the_place(row.line, department, year)
    before = state_of(row)
    for name, value in _with_money(columns).items():
        setattr(row, name, value)
    row.origin = columns.get("origin", Origin.TYPED)
    _check_row(row)
    row.save()
    _check_budget(row.line)
    record(actor=actor, action=f"修改{row._meta.verbose_name}", thing=row, before=before, department_id=department.pk, reason=why)
    post(department, year)
    return row


@transaction.atomic
def remove_row(*, actor: Actor, kind: str, department: Department, year: int, number: int, version: int, why: str) -> None:
    """Take an adjustment or a payment out, saying why; the log keeps what it was.

    Raises: EditedMeanwhile; ValidationError without a reason.
    """
    row: Any = row_for_edit(LINE_ROWS[kind], number, version)
    of_the_place(row.line, department, year)
    if not why.strip():
        raise ValidationError({"why": "请写明删除原因；原来的内容留在变更记录里"})
    detach_all(actor=actor, kind=LINE_ROWS[kind], numbers=[number], why=f"所证明的{row._meta.verbose_name}已删除")
    record(actor=actor, action=f"删除{row._meta.verbose_name}", thing=row, before=state_of(row), after={}, department_id=department.pk, reason=why)
    row.delete()
    _check_budget(row.line)
    post(department, year)


def _save_new(actor: Actor, row: NewRow, amount: Figure, action: str) -> NewRow:
    for name, value in money_columns("amount", amount).items():
        setattr(row, name, value)
    _check_row(row)
    row.save()
    if isinstance(row, Adjustment):
        _check_budget(row.line)
    record(actor=actor, action=action, thing=row, department_id=row.line.department_id)
    post(row.line.department, row.line.year)
    return row


def _check_line(line: BudgetLine) -> None:
    wrong: dict[str, str] = {}
    if line.function not in function_subjects() or len(line.function) != 7:
        wrong["function"] = f"没有功能分类科目“{line.function}”；请选到项，七位数字，如 2010201"
    if line.economic and (line.economic not in economic_subjects() or len(line.economic) != 5):
        wrong["economic"] = f"没有经济分类科目“{line.economic}”；请选到款，五位数字，如 30201；还没有分款的可以留空"
    if line.project and (line.project.department_id, line.project.year) != (line.department_id, line.year):
        wrong["project"] = "这个项目不属于本单位本年度"
    if line.opening < 0:
        wrong["opening"] = "年初预算不能小于零；调减请登记为预算调整"
    if wrong:
        raise ValidationError(wrong)
    line.full_clean()


def _check_row(row: Any) -> None:
    column = "decided_on" if isinstance(row, Adjustment) else "paid_on"
    day = getattr(row, column)
    if day and day.year != row.line.year:
        raise ValidationError({column: f"日期{day:%Y-%m-%d}不在{row.line.year}年内；请改日期，或者登记到那一年的账上"})
    if not row.amount:
        raise ValidationError({"amount": "金额不能为零"})
    row.full_clean()


def _check_budget(line: BudgetLine) -> None:
    now: Any = lines_of(line.department, line.year).get(pk=line.pk)
    if now.budget < 0:
        raise ValidationError({"amount": f"调整后这条明细的全年预算为{now.budget}元，小于零；请核对调减的金额，或者分到别的明细"})


def _with_money(columns: dict[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, value in columns.items():
        out.update(money_columns(name, value) if name in ("opening", "amount") else {name: value})
    return out
