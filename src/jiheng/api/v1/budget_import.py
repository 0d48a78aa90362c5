"""Tables into the budget book: a file is kept and laid against the book; written only when asked, all or nothing."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile

from jiheng.api.answers import XLSX, a_file, as_file
from jiheng.api.auth import TokenFor, place, user_of
from jiheng.api.fields import Body, Key, Text, Year
from jiheng.apps.accounts.choices import Right
from jiheng.apps.budget.importing.asked import kept_table, plan_of
from jiheng.apps.budget.importing.kinds import KINDS, template
from jiheng.apps.budget.services.importing import write_plan
from jiheng.apps.library.services import keep_file
from jiheng.apps.tokens.choices import Area
from jiheng.core.reporting.workbook.blank import blank_workbook

router = Router(auth=TokenFor(Area.BUDGET), tags=["budget"])
_HERE = "/departments/{department}/{year}/budget"
Kind = Literal["lines", "payments", "adjustments", "income", "balances", "staff", "counts", "purchases", "assets", "buildings"]
Unit = Literal["万元", "元"]


class Asked(Body):
    """What a file holds; `columns` names for a field the head of its column, where it is not found by itself."""

    kind: Kind
    unit: Unit
    columns: dict[str, Text] = {}


class CellTrouble(Schema):
    """What is wrong in a row."""

    field: str
    said: str
    mend: str


class PlannedRowOut(Schema):
    """A row of the file with what would happen."""

    number: int
    state: str
    cells: dict[str, str]
    was: str
    troubles: list[CellTrouble]


class PlanOut(Schema):
    """What a file would change."""

    file: int
    name: str
    head: dict[str, str]
    heads: list[str]
    counts: dict[str, int]
    trouble: str
    may_be_written: bool
    new_projects: list[str]
    missing: list[str]
    rows: list[PlannedRowOut]


class Written(Schema):
    """How many rows were written."""

    written: int


def _told(plan: Any, kept: Any) -> dict[str, Any]:
    names = ("head", "heads", "counts", "trouble", "may_be_written", "new_projects", "rows")
    return {"file": kept.pk, "name": kept.name, "missing": [str(one) for one in plan.missing], **{name: getattr(plan, name) for name in names}}


@router.post(f"{_HERE}/imports", response=PlanOut, summary="试导入")
def try_file(request: HttpRequest, department: Key, year: Year, kind: Form[Kind], unit: Form[Unit], file: File[UploadedFile]) -> Any:
    """Keep a file and tell what it would change; nothing of it is written into the book."""
    own = place(request, department, Right.RECORD)
    kept = keep_file(actor=user_of(request), department=own.department, name=file.name or "", data=file.read())
    return _told(plan_of(own.department, year, kind, kept, unit, {}), kept)


@router.post(f"{_HERE}/imports/{{number}}/plan", response=PlanOut, summary="按指定的列再试一次")
def try_again(request: HttpRequest, department: Key, year: Year, number: Key, data: Asked) -> Any:
    """What a kept file would change, with columns as they are named here."""
    own = place(request, department, Right.RECORD)
    kept = kept_table(user_of(request), own.department, number)
    return _told(plan_of(own.department, year, data.kind, kept, data.unit, data.columns), kept)


@router.post(f"{_HERE}/imports/{{number}}/taking", response=Written, summary="写入账册")
def take(request: HttpRequest, department: Key, year: Year, number: Key, data: Asked) -> Any:
    """Write what the plan says, everything or nothing; typed rows stay as they are."""
    own = place(request, department, Right.RECORD)
    kept = kept_table(user_of(request), own.department, number)
    plan = plan_of(own.department, year, data.kind, kept, data.unit, data.columns)
    written = write_plan(actor=user_of(request), department=own.department, year=year, plan=plan, unit=data.unit, file_name=kept.name)
    return {"written": written}


@router.get(f"{_HERE}/templates/{{kind}}", summary="导入模板", openapi_extra=a_file(XLSX))
def template_file(request: HttpRequest, department: Key, year: Year, kind: Kind) -> Any:
    """Our template with its dictionary."""
    place(request, department)
    title = f"{KINDS[kind]}导入模板"
    return as_file(blank_workbook(title, template(kind)), XLSX, f"{title}-{year}.xlsx")
