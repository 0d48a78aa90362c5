"""The books of plain rows, from projects to buildings, and whether the year closes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import create_model

from jiheng.api.auth import TokenFor, place, user_of
from jiheng.api.fields import Amount, Body, Count, Day, Key, Measure, Money, Number, Removal, Row, Text, Version, Words, Year, figure
from jiheng.api.listing import Page, Paging, paged
from jiheng.apps.accounts.access import Standing
from jiheng.apps.accounts.choices import Right
from jiheng.apps.accounts.selectors import section_in
from jiheng.apps.budget import choices
from jiheng.apps.budget.selectors.books import carry_over, income_by_source, row_in, rows_of
from jiheng.apps.budget.services import books as services
from jiheng.apps.tokens.choices import Area

router = Router(auth=TokenFor(Area.BUDGET), tags=["budget"])
_HERE = "/departments/{department}/{year}/budget"


class ProjectIn(Body):
    """A project; its money stands in lines."""

    name: Text
    code: Text = ""
    section: Row | None = None
    note: Text = ""


class IncomeIn(Body):
    """An amount of income."""

    source: choices.IncomeSource
    stage: choices.IncomeStage
    amount: Amount
    dated: Day
    document: Text
    note: Text = ""


class BalanceIn(Body):
    """Carried-over money of one kind."""

    kind: choices.BalanceKind
    opening: Amount = "0"
    returned: Amount = "0"
    closing: Amount | None = None
    note: Text = ""


class StaffIn(Body):
    """Posts and people of one kind."""

    kind: choices.PostKind
    quota: Count | None = None
    actual: Count | None = None
    note: Text = ""


class CountIn(Body):
    """A count of 三公."""

    kind: choices.CountKind
    quantity: Count
    note: Text = ""


class PurchaseIn(Body):
    """A government purchase."""

    name: Text
    kind: choices.PurchaseKind
    way: choices.PurchaseWay
    planned: Amount = "0"
    contract: Amount | None = None
    signed_on: Day | None = None
    supplier: Text = ""
    supplier_size: choices.SupplierSize = choices.SupplierSize.LARGE
    note: Text = ""


class AssetIn(Body):
    """Assets of one class."""

    kind: choices.AssetKind
    quantity: Measure | None = None
    original: Amount = "0"
    net: Amount = "0"
    in_use: Amount = "0"
    note: Text = ""


class BuildingIn(Body):
    """A 楼堂馆所."""

    name: Text
    document: Text
    approved_area: Measure
    actual_area: Measure | None = None
    planned: Amount
    spent: Amount | None = None
    finished_on: Day | None = None
    note: Text = ""


class SourceOut(Schema):
    """Income of one source, in 元."""

    source: choices.IncomeSource
    name: str
    opening: Money
    adjustment: Money
    budget: Money
    received: Money


class CarryOverOut(Schema):
    """上年结转 + 收入 − 支出 − 财政收回 = 年末结转结余, in 元; `stated` is what the accounts say."""

    opening: Money
    received: Money
    paid: Money
    returned: Money
    derived: Money
    stated: Money | None
    difference: Money | None


BOOKS: dict[str, tuple[str, type[Body]]] = {
    "projects": ("项目", ProjectIn),
    "income": ("收入明细", IncomeIn),
    "balances": ("结转结余", BalanceIn),
    "staff": ("编制与人员", StaffIn),
    "counts": ("三公实物量", CountIn),
    "purchases": ("政府采购", PurchaseIn),
    "assets": ("资产", AssetIn),
    "buildings": ("楼堂馆所", BuildingIn),
}


def _is_amount(one: Any) -> bool:
    return "金额" in (one.description or "") or any("金额" in str(getattr(part, "description", "")) for part in _parts(one.annotation))


def _parts(annotation: Any) -> list[Any]:
    return [meta for arg in getattr(annotation, "__args__", ()) for meta in getattr(arg, "__metadata__", ())]


def _shape_of(name: str, given: type[Body]) -> type[Schema]:
    """What goes out of a book: number, columns and version; amounts exact in 元, with the step to which they were entered."""
    columns: dict[str, Any] = {"id": (int, ...)}
    for column, one in given.model_fields.items():
        empty = not one.is_required() and one.default is None
        if _is_amount(one):
            columns[column] = (Money | None if empty else Money, ...)
            columns[f"{column}_step"] = (Money, ...)
        elif one.annotation in (date, date | None) or column in ("signed_on", "finished_on", "dated"):
            columns[column] = (date | None if empty else date, ...)
        elif column in ("quantity", "approved_area", "actual_area") and one.annotation is not int:
            columns[column] = (Number | None if empty else Number, ...)
        elif column == "section":
            columns[column] = (int | None, ...)
        else:
            columns[column] = (one.annotation, ...)
    made = create_model(f"{name.capitalize()}Row", __base__=Schema, **columns, version=(int, ...))
    made.__doc__ = (given.__doc__ or "").strip()
    return made


def _columns(data: Body, given: type[Body], own: Standing) -> dict[str, Any]:
    found = data.dict(exclude={"version", "why"})
    for column, one in given.model_fields.items():
        if _is_amount(one):
            found[column] = figure(found[column])
    if found.get("section"):
        found["section"] = section_in(own.department, found["section"])
    return found


def _routes(book: str, title: str, given: type[Body]) -> None:
    shape = _shape_of(book, given)
    edit = create_model(f"{given.__name__.removesuffix('In')}Edit", __base__=given, version=(Version, ...), why=(Text, ""))
    path, one_path = f"{_HERE}/books/{book}", f"{_HERE}/books/{book}/{{number}}"

    def out(row: Any) -> dict[str, Any]:
        return {name: getattr(row, f"{name}_id" if name == "section" else name) for name in shape.model_fields}

    def listed(request: HttpRequest, department: Key, year: Year, paging: Query[Paging], q: Words = "") -> Any:
        return paged(rows_of(book, place(request, department).department, year, q), paging, out)

    def add(request: HttpRequest, department: Key, year: Year, data: given) -> Any:  # type: ignore[valid-type]  # the book's own
        own = place(request, department, Right.RECORD)
        return out(services.add_row(actor=user_of(request), book=book, department=own.department, year=year, **_columns(data, given, own)))

    def one(request: HttpRequest, department: Key, year: Year, number: Key) -> Any:
        return out(row_in(book, place(request, department).department, year, number))

    def change(request: HttpRequest, department: Key, year: Year, number: Key, data: edit) -> Any:  # type: ignore[valid-type]
        own = place(request, department, Right.RECORD)
        row_in(book, own.department, year, number)
        sent: Any = data
        where = {"book": book, "department": own.department, "year": year, "number": number, "version": sent.version, "why": sent.why}
        return out(services.edit_row(actor=user_of(request), **where, **_columns(sent, given, own)))

    def remove(request: HttpRequest, department: Key, year: Year, number: Key, data: Removal) -> Any:
        own = place(request, department, Right.RECORD)
        row_in(book, own.department, year, number)
        services.remove_row(actor=user_of(request), book=book, department=own.department, year=year, number=number, **data.dict())
        return Status(204, None)

    add.__annotations__["data"], change.__annotations__["data"] = given, edit
    router.get(path, response=Page[shape], summary=title, operation_id=f"books_{book}")(listed)  # type: ignore[valid-type]
    router.post(path, response=shape, summary=f"登记{title}", operation_id=f"books_add_{book}")(add)
    router.get(one_path, response=shape, summary=f"一条{title}", operation_id=f"books_one_{book}")(one)
    router.put(one_path, response=shape, summary=f"修改{title}", operation_id=f"books_edit_{book}")(change)
    router.post(f"{one_path}/removal", response={204: None}, summary=f"删除{title}", operation_id=f"books_remove_{book}")(remove)


for _book, (_title, _given) in BOOKS.items():
    _routes(_book, _title, _given)


@router.get(f"{_HERE}/income", response=list[SourceOut], summary="收入合计")
def income(request: HttpRequest, department: Key, year: Year) -> Any:
    """Income by source in its stages."""
    return income_by_source(place(request, department).department, year)


@router.get(f"{_HERE}/carry-over", response=CarryOverOut, summary="结转结余等式")
def closing(request: HttpRequest, department: Key, year: Year) -> Any:
    """Whether the year closes."""
    return carry_over(place(request, department).department, year)
