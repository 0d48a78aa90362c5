"""Target tables and their indicators."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from jiheng.api.auth import TokenFor, place, user_of
from jiheng.api.fields import Body, Day, Flag, Key, Number, Points, Row, Text, Version, Versioned, Words, Year
from jiheng.api.listing import Page, Paging, paged
from jiheng.apps.accounts.access import Standing
from jiheng.apps.accounts.choices import Right
from jiheng.apps.accounts.selectors import section_in
from jiheng.apps.targets.choices import Collection, Relation, State
from jiheng.apps.targets.selectors.drafting import bank_of, heads_of, sheet_of, shelves_of
from jiheng.apps.targets.selectors.tables import indicator_in, indicators_of, table_in, tables_before, tables_of
from jiheng.apps.targets.services import indicators, tables
from jiheng.apps.targets.services.workflow import submission_troubles
from jiheng.apps.tokens.choices import Area

router = Router(auth=TokenFor(Area.TARGETS), tags=["targets"])
HERE = "/departments/{department}/{year}/targets"
TABLE = f"{HERE}/{{table}}"
ROW = f"{TABLE}/indicators/{{number}}"


class IndicatorIn(Body):
    """An indicator's columns; `section_id` is the 委室 that answers for it."""

    level1: Text
    level2: Text
    name: Text
    relation: Relation = Relation.AT_LEAST
    target: Text = ""
    unit: Text = ""
    weight: Points = "0"
    explanation: Text = ""
    target_basis: Text = ""
    collection: Collection | Annotated[str, Field(pattern="^$")] = ""
    data_source: Text = ""
    evidence: Text = ""
    scoring_note: Text = ""
    section_id: Row | None = None
    linked_project: Text = ""
    concept: Text = ""
    is_core: Flag = False


class IndicatorEdit(IndicatorIn, Versioned):
    """All columns, as they shall be."""


class IndicatorOut(Schema):
    """An indicator."""

    id: int
    level1: str
    level2: str
    name: str
    relation: str
    target: str
    unit: str
    weight: Number
    explanation: str
    target_basis: str
    collection: str
    data_source: str
    evidence: str
    scoring_note: str
    section_id: int | None
    linked_project: str
    concept: str
    bank_id: str
    is_core: bool
    cancelled_on: date | None
    cancel_approval: str
    cancel_reason: str
    version: int


class TableLine(Schema):
    """A target table at a glance; `project` "" is the department as a whole."""

    id: int
    year: int
    department: int
    project: str
    state: State
    rows: int
    version: int

    @staticmethod
    def resolve_department(row: Any) -> int:
        """Its number."""
        return row.department_id  # type: ignore[no-any-return]


class GroupOut(Schema):
    """A first level with the sum of its points, and what it should come to where a rule says so."""

    title: str
    stated: Number
    due: Number | None


class HintOut(Schema):
    """A hint of the program on a row, or on the whole where `row` is empty."""

    row: str
    code: str
    message: str
    mend: str


class TableOut(Schema):
    """A table with its rows, the sums of its groups, and what must be mended before it can be submitted."""

    id: int
    year: int
    project: str
    state: State
    goal: str
    change_reason: str
    version: int
    first_levels: list[str]
    indicators: list[IndicatorOut]
    groups: list[GroupOut]
    hints: list[HintOut]
    troubles: list[str]


class TableNew(Body):
    """Whose table: a project by its name, "" the department as a whole."""

    project: Annotated[str, Field(max_length=120)] = ""


class Goal(Versioned):
    """The overall goal of the year."""

    goal: Text


class Copied(Schema):
    """How many indicators were copied."""

    copied: int


class BankEntry(Schema):
    """A common indicator that may be picked."""

    id: str
    shelf: str
    level: list[str]
    name: str
    relation: str
    unit: str
    concept: str


class Picked(Body):
    """Numbers in the bank."""

    ids: Annotated[list[Text], Field(min_length=1, max_length=200)]


class Way(Body):
    """One place up, else down."""

    up: Flag


class Cancelling(Body):
    """Which document took an approved indicator out of the year, and why."""

    version: Version
    on: Day
    approval: Text
    reason: Text


def table_of(request: HttpRequest, department: int, year: int, table: int, right: Right = Right.VIEW) -> Any:
    """A table that the token reaches with a right.

    Raises: Http404.
    """
    return table_in(place(request, department, right).department, year, table)


def shown(table: Any) -> dict[str, Any]:
    """A table as it goes out."""
    rows = list(indicators_of(table))
    sheet = sheet_of(table, rows, hinted=table.is_open)
    hints = [*sheet.hints, *(hint for group in sheet.groups for row in group.rows for hint in row.hints)]
    names = ("year", "project", "state", "goal", "change_reason", "version")
    return {
        "id": table.pk,
        **{name: getattr(table, name) for name in names},
        "first_levels": heads_of(table),
        "indicators": rows,
        "groups": [{"title": group.sum.title, "stated": group.sum.stated, "due": group.sum.due} for group in sheet.groups],
        "hints": [{"row": hint.row, "code": hint.code, "message": hint.message, "mend": hint.mend} for hint in hints],
        "troubles": submission_troubles(table) if table.is_open else [],
    }


def _columns(data: IndicatorIn, own: Standing) -> dict[str, Any]:
    columns = data.dict(exclude={"version"})
    if data.section_id:
        section_in(own.department, data.section_id)
    return columns


@router.get("/targets", response=Page[TableLine], summary="各单位的目标表")
def queue(request: HttpRequest, paging: Query[Paging], state: State | None = None, q: Words = "") -> Any:
    """Tables of every department in reach, by state and words."""
    return paged(tables_before(user_of(request), state or "", q), paging)


@router.get(HERE, response=Page[TableLine], summary="本年度的目标表")
def listed(request: HttpRequest, department: Key, year: Year, paging: Query[Paging]) -> Any:
    """Every table of the year."""
    return paged(tables_of(place(request, department).department, year), paging)


@router.post(HERE, response=TableOut, summary="建立目标表")
def open_table(request: HttpRequest, department: Key, year: Year, data: TableNew) -> Any:
    """The table of the department or of a project, made when it is not there."""
    own = place(request, department, Right.RECORD)
    return shown(tables.open_table(actor=user_of(request), department=own.department, year=year, project=data.project))


@router.get(TABLE, response=TableOut, summary="一张目标表")
def table(request: HttpRequest, department: Key, year: Year, table: Key) -> Any:
    """One table."""
    return shown(table_of(request, department, year, table))


@router.delete(TABLE, response={204: None}, summary="删除目标表")
def remove_table(request: HttpRequest, department: Key, year: Year, table: Key) -> Any:
    """Delete a table that was never approved."""
    tables.remove_table(actor=user_of(request), table=table_of(request, department, year, table, Right.RECORD))
    return Status(204, None)


@router.put(f"{TABLE}/goal", response=TableOut, summary="修改总体目标")
def edit_goal(request: HttpRequest, department: Key, year: Year, table: Key, data: Goal) -> Any:
    """Write the overall goal."""
    own = table_of(request, department, year, table, Right.RECORD)
    return shown(tables.edit_goal(actor=user_of(request), table=own, version=data.version, goal=data.goal))


@router.post(f"{TABLE}/last-year", response=Copied, summary="从上年复制")
def copy_last_year(request: HttpRequest, department: Key, year: Year, table: Key) -> Any:
    """Copy the indicators of last year's table into an empty one."""
    own = table_of(request, department, year, table, Right.RECORD)
    return {"copied": tables.copy_last_year(actor=user_of(request), table=own)}


@router.get(f"{TABLE}/bank", response=Page[BankEntry], summary="指标库")
def bank(request: HttpRequest, department: Key, year: Year, table: Key, paging: Query[Paging], shelf: Words = "", q: Words = "") -> Any:
    """Common indicators that may be picked, by shelf and words."""
    return paged(bank_of(table_of(request, department, year, table), shelf, q), paging)


@router.get(f"{TABLE}/shelves", response=list[str], summary="指标库的分类")
def shelves(request: HttpRequest, department: Key, year: Year, table: Key) -> Any:
    """The shelves of the bank that the table may pick from."""
    return list(shelves_of(table_of(request, department, year, table)))


@router.post(f"{TABLE}/bank", response=list[IndicatorOut], summary="从指标库选用")
def pick(request: HttpRequest, department: Key, year: Year, table: Key, data: Picked) -> Any:
    """Add common indicators by their numbers."""
    own = table_of(request, department, year, table, Right.RECORD)
    return indicators.pick_indicators(actor=user_of(request), table=own, numbers=data.ids)


@router.post(f"{TABLE}/indicators", response=IndicatorOut, summary="新增指标")
def add(request: HttpRequest, department: Key, year: Year, table: Key, data: IndicatorIn) -> Any:
    """A new indicator."""
    own = place(request, department, Right.RECORD)
    return indicators.add_indicator(actor=user_of(request), table=table_in(own.department, year, table), columns=_columns(data, own))


@router.get(ROW, response=IndicatorOut, summary="一项指标")
def one(request: HttpRequest, department: Key, year: Year, table: Key, number: Key) -> Any:
    """One indicator."""
    return indicator_in(table_of(request, department, year, table), number)


@router.put(ROW, response=IndicatorOut, summary="修改指标")
def edit(request: HttpRequest, department: Key, year: Year, table: Key, number: Key, data: IndicatorEdit) -> Any:
    """Change an indicator."""
    own = place(request, department, Right.RECORD)
    row = indicator_in(table_in(own.department, year, table), number)
    given: dict[str, Any] = {"number": number, "version": data.version, "columns": _columns(data, own)}
    return indicators.edit_indicator(actor=user_of(request), table=row.table, **given)


@router.delete(ROW, response={204: None}, summary="删除指标")
def remove(request: HttpRequest, department: Key, year: Year, table: Key, number: Key) -> Any:
    """Delete an indicator that was never approved."""
    row = indicator_in(table_of(request, department, year, table, Right.RECORD), number)
    indicators.remove_indicator(actor=user_of(request), table=row.table, number=number)
    return Status(204, None)


@router.post(f"{ROW}/move", response={204: None}, summary="移动指标")
def move(request: HttpRequest, department: Key, year: Year, table: Key, number: Key, data: Way) -> Any:
    """One place up or down within its first level."""
    row = indicator_in(table_of(request, department, year, table, Right.RECORD), number)
    indicators.move_indicator(actor=user_of(request), table=row.table, number=number, up=data.up)
    return Status(204, None)


@router.post(f"{ROW}/cancellation", response=IndicatorOut, summary="取消已批准的指标")
def cancel(request: HttpRequest, department: Key, year: Year, table: Key, number: Key, data: Cancelling) -> Any:
    """Take an approved indicator out of the year."""
    row = indicator_in(table_of(request, department, year, table, Right.RECORD), number)
    return indicators.cancel_indicator(actor=user_of(request), table=row.table, number=number, **data.dict())


@router.delete(f"{ROW}/cancellation", response=IndicatorOut, summary="恢复指标")
def restore(request: HttpRequest, department: Key, year: Year, table: Key, number: Key) -> Any:
    """Take a cancellation back."""
    row = indicator_in(table_of(request, department, year, table, Right.RECORD), number)
    return indicators.restore_indicator(actor=user_of(request), table=row.table, number=number)
