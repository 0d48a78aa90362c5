"""The budget book: lines with their adjustments and payments, totals and months."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.responses import Status

from jiheng.api.auth import TokenFor, place, user_of
from jiheng.api.fields import Amount, Body, Day, Flag, Key, Money, Number, Removal, Row, Text, Versioned, Words, Year, figure
from jiheng.api.fields import Month as MonthNumber
from jiheng.api.listing import Page, Paging, paged
from jiheng.apps.accounts.access import Standing
from jiheng.apps.accounts.choices import Right
from jiheng.apps.budget.choices import Fund, Origin
from jiheng.apps.budget.selectors import lines as reads
from jiheng.apps.budget.selectors.books import row_in
from jiheng.apps.budget.selectors.totals import months_paid, totals
from jiheng.apps.budget.services import lines as services
from jiheng.apps.tokens.choices import Area

router = Router(auth=TokenFor(Area.BUDGET), tags=["budget"])
_HERE = "/departments/{department}/{year}/budget"


class LineIn(Body):
    """A line; without `project` it is 基本支出."""

    function: Text
    economic: Text = ""
    fund: Fund = Fund.GENERAL
    project: Row | None = None
    opening: Amount = "0"
    note: Text = ""


class LineEdit(LineIn, Versioned):
    """All columns of a line, as they shall be."""

    why: Text = ""


class LineOut(Schema):
    """A line with what follows from its rows, all in 元."""

    id: int
    function: str
    economic: str
    title: str
    fund: Fund
    project: int | None
    project_name: str | None
    opening: Money
    opening_step: Money
    adjusted: Money
    budget: Money
    paid: Money
    left: Money
    note: str
    origin: Origin
    version: int

    @staticmethod
    def resolve_project(row: Any) -> int | None:
        """Its number."""
        return row.project_id  # type: ignore[no-any-return]

    @staticmethod
    def resolve_project_name(row: Any) -> str | None:
        """Its name."""
        return row.project.name if row.project else None


class AdjustmentIn(Body):
    """A change of a line by a document; a cut is negative."""

    amount: Amount
    decided_on: Day
    document: Text
    reason: Text
    approver: Text
    is_exempt: Flag = False


class AdjustmentEdit(AdjustmentIn, Versioned):
    """All columns, as they shall be."""

    why: Text = ""


class AdjustmentOut(Schema):
    """A change of a line."""

    id: int
    line: int
    amount: Money
    amount_step: Money
    decided_on: date
    document: str
    reason: str
    approver: str
    is_exempt: bool
    origin: Origin
    version: int

    @staticmethod
    def resolve_line(row: Any) -> int:
        """Its number."""
        return row.line_id  # type: ignore[no-any-return]


class PaymentIn(Body):
    """Money paid from a line; a refund is negative."""

    amount: Amount
    paid_on: Day
    voucher: Text
    summary: Text
    approver: Text
    payee: Text = ""


class PaymentEdit(PaymentIn, Versioned):
    """All columns, as they shall be."""

    why: Text = ""


class PaymentOut(Schema):
    """A payment."""

    id: int
    line: int
    amount: Money
    amount_step: Money
    paid_on: date
    voucher: str
    summary: str
    payee: str
    approver: str
    origin: Origin
    version: int

    @staticmethod
    def resolve_line(row: Any) -> int:
        """Its number."""
        return row.line_id  # type: ignore[no-any-return]


class StagesOut(Schema):
    """A total in its four stages, in 元; `ids` are the lines behind it."""

    key: str
    name: str
    opening: Money
    adjusted: Money
    budget: Money
    paid: Money
    left: Money
    rate: Number | None
    ids: list[int]


class PaidMonth(Schema):
    """What was paid in a month, and from January to its end, in 元."""

    month: int
    paid: Money
    cumulative: Money


def _columns(data: LineIn, own: Standing, year: int) -> dict[str, Any]:
    columns = data.dict(exclude={"version", "why"})
    columns["opening"] = figure(data.opening)
    columns["project"] = row_in("projects", own.department, year, data.project) if data.project else None
    return columns


def _line(own: Standing, year: int, number: int) -> Any:
    return reads.line_in(own.department, year, number)


@router.get(f"{_HERE}/lines", response=Page[LineOut], summary="预算明细")
def lines(request: HttpRequest, department: Key, year: Year, paging: Query[Paging], q: Words = "", project: Key | None = None) -> Any:
    """Lines of the year, those whose codes, project or note hold the words, those of a project."""
    own = place(request, department)
    return paged(reads.find_lines(own.department, year, q, project=project), paging)


@router.post(f"{_HERE}/lines", response=LineOut, summary="新增预算明细")
def add_line(request: HttpRequest, department: Key, year: Year, data: LineIn) -> Any:
    """A new line."""
    own = place(request, department, Right.RECORD)
    made = services.add_line(actor=user_of(request), department=own.department, year=year, **_columns(data, own, year))
    return _line(own, year, made.pk)


@router.get(f"{_HERE}/lines/{{number}}", response=LineOut, summary="一条预算明细")
def line(request: HttpRequest, department: Key, year: Year, number: Key) -> Any:
    """One line."""
    return _line(place(request, department), year, number)


@router.put(f"{_HERE}/lines/{{number}}", response=LineOut, summary="修改预算明细")
def edit_line(request: HttpRequest, department: Key, year: Year, number: Key, data: LineEdit) -> Any:
    """Change a line's columns."""
    own = place(request, department, Right.RECORD)
    _line(own, year, number)
    begun: dict[str, Any] = {"number": number, "version": data.version, "why": data.why}
    services.edit_line(actor=user_of(request), department=own.department, year=year, **begun, **_columns(data, own, year))
    return _line(own, year, number)


@router.post(f"{_HERE}/lines/{{number}}/removal", response={204: None}, summary="删除预算明细")
def remove_line(request: HttpRequest, department: Key, year: Year, number: Key, data: Removal) -> Any:
    """Take a line out that has neither adjustments nor payments."""
    own = place(request, department, Right.RECORD)
    _line(own, year, number)
    services.remove_line(actor=user_of(request), department=own.department, year=year, number=number, **data.dict())
    return Status(204, None)


@router.get(f"{_HERE}/adjustments", response=Page[AdjustmentOut], summary="预算调整")
def adjustments(request: HttpRequest, department: Key, year: Year, paging: Query[Paging], line: Key | None = None) -> Any:
    """Adjustments of the year, or of one line."""
    rows = reads.adjustments_of(place(request, department).department, year)
    return paged(rows.filter(line=line) if line else rows, paging)


@router.post(f"{_HERE}/lines/{{number}}/adjustments", response=AdjustmentOut, summary="登记预算调整")
def add_adjustment(request: HttpRequest, department: Key, year: Year, number: Key, data: AdjustmentIn) -> Any:
    """A new adjustment of a line."""
    own = place(request, department, Right.RECORD)
    columns = {**data.dict(), "amount": figure(data.amount)}
    return services.add_adjustment(actor=user_of(request), line=_line(own, year, number), **columns)


@router.get(f"{_HERE}/payments", response=Page[PaymentOut], summary="支付")
def payments(
    request: HttpRequest, department: Key, year: Year, paging: Query[Paging], q: Words = "", month: MonthNumber | None = None, line: Key | None = None
) -> Any:  # fmt: skip
    """Payments of the year by words, month and line."""
    return paged(reads.find_payments(place(request, department).department, year, q, month or 0, line or 0), paging)


@router.post(f"{_HERE}/lines/{{number}}/payments", response=PaymentOut, summary="登记支付")
def add_payment(request: HttpRequest, department: Key, year: Year, number: Key, data: PaymentIn) -> Any:
    """A new payment from a line."""
    own = place(request, department, Right.RECORD)
    columns = {**data.dict(), "amount": figure(data.amount)}
    return services.add_payment(actor=user_of(request), line=_line(own, year, number), **columns)


def _row_routes(kind: str, title: str, shape: Any, edit: Any) -> None:
    """Routes of one adjustment and one payment: read, change, remove."""
    path = f"{_HERE}/{kind}/{{number}}"
    name = kind.removesuffix("s")

    def one(request: HttpRequest, department: Key, year: Year, number: Key) -> Any:
        return reads.line_row_in(kind, place(request, department).department, year, number)

    def change(request: HttpRequest, department: Key, year: Year, number: Key, data: edit) -> Any:
        own = place(request, department, Right.RECORD)
        reads.line_row_in(kind, own.department, year, number)
        columns = {**data.dict(), "amount": figure(data.amount)}
        return services.edit_row(actor=user_of(request), kind=kind, department=own.department, year=year, number=number, **columns)

    def remove(request: HttpRequest, department: Key, year: Year, number: Key, data: Removal) -> Any:
        own = place(request, department, Right.RECORD)
        reads.line_row_in(kind, own.department, year, number)
        services.remove_row(actor=user_of(request), kind=kind, department=own.department, year=year, number=number, **data.dict())
        return Status(204, None)

    change.__annotations__["data"] = edit
    router.get(path, response=shape, summary=f"一条{title}", operation_id=f"budget_{name}")(one)
    router.put(path, response=shape, summary=f"修改{title}", operation_id=f"budget_edit_{name}")(change)
    router.post(f"{path}/removal", response={204: None}, summary=f"删除{title}", operation_id=f"budget_remove_{name}")(remove)


_row_routes("adjustments", "预算调整", AdjustmentOut, AdjustmentEdit)
_row_routes("payments", "支付", PaymentOut, PaymentEdit)


@router.get(f"{_HERE}/totals", response=list[StagesOut], summary="合计")
def sums(request: HttpRequest, department: Key, year: Year) -> Any:
    """The totals of the year by rule, each with the lines behind it."""
    found = totals(reads.lines_of(place(request, department).department, year))
    names = ("name", "opening", "adjusted", "budget", "paid", "left", "rate", "ids")
    return [{"key": key, **{name: getattr(stages, name) for name in names}} for key, stages in found.items()]


@router.get(f"{_HERE}/months", response=list[PaidMonth], summary="按月执行")
def months(request: HttpRequest, department: Key, year: Year, project: Key | None = None) -> Any:
    """Execution month by month, of everything or of one project."""
    return months_paid(place(request, department).department, year, project=project)
