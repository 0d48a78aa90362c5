"""The nine tables of final accounts against the budget book; only chosen rows are written, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

from django.http import HttpRequest
from ninja import File, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from jiheng.api.auth import TokenFor, place, user_of
from jiheng.api.fields import Body, Key, Row, Text, Year
from jiheng.api.v1.budget_import import CellTrouble, Written
from jiheng.apps.accounts.choices import Right
from jiheng.apps.budget.importing.asked import accounts_plan_of, kept_table
from jiheng.apps.budget.services.accounts import take_over
from jiheng.apps.library.services import keep_file
from jiheng.apps.tokens.choices import Area

if TYPE_CHECKING:
    from jiheng.apps.accounts.models import Department, User
    from jiheng.apps.library.models import KeptFile

router = Router(auth=TokenFor(Area.BUDGET), tags=["budget"])
_HERE = "/departments/{department}/{year}/budget/accounts"
_MOST_FILES, _MOST_ROWS = 20, 20_000
Files = Annotated[list[Row], Field(min_length=1, max_length=_MOST_FILES, description="试导入时得到的文件编号；九张表可以分在几个文件里")]


class Compared(Body):
    """Kept files that are read together."""

    files: Files


class Chosen(Compared):
    """Which rows to take over."""

    keys: Annotated[list[Text], Field(min_length=1, max_length=_MOST_ROWS, description="要写入的行的 key：“新增”或“变更”的")]


class ComparedRow(Schema):
    """What the tables state of one thing, beside the book. Units: 万元, as printed."""

    key: str
    state: str
    table: str
    place: str
    title: str
    stated: str
    booked: str
    was: str
    troubles: list[CellTrouble]


class ComparisonOut(Schema):
    """The tables against the book; `missing` is what the book has and the tables have not."""

    files: list[int]
    counts: dict[str, int]
    trouble: str
    notes: list[str]
    disagreements: list[str]
    missing: list[str]
    may_be_written: bool
    rows: list[ComparedRow]


def _told(department: Department, year: int, kept: Sequence[KeptFile]) -> dict[str, Any]:
    plan = accounts_plan_of(department, year, kept)
    rows = [{"key": row.key, "state": row.state, "was": row.was, "troubles": row.troubles, **row.cells} for row in plan.rows]
    told = {name: getattr(plan, name) for name in ("counts", "trouble", "notes", "disagreements", "missing", "may_be_written")}
    return {"files": [one.pk for one in kept], "rows": rows, **told}


def _kept(user: User, department: Department, files: Sequence[int]) -> list[KeptFile]:
    return [kept_table(user, department, number) for number in dict.fromkeys(files)]


@router.post(_HERE, response=ComparisonOut, summary="决算公开表试导入")
def try_accounts(request: HttpRequest, department: Key, year: Year, file: File[UploadedFile]) -> Any:
    """Keep a file and compare it with the book; nothing of it is written."""
    own = place(request, department, Right.RECORD)
    kept = keep_file(actor=user_of(request), department=own.department, name=file.name or "", data=file.read())
    return _told(own.department, year, [kept])


@router.post(f"{_HERE}/plan", response=ComparisonOut, summary="决算公开表几个文件一起核对")
def compare_accounts(request: HttpRequest, department: Key, year: Year, data: Compared) -> Any:
    """Compare kept files with the book, read together."""
    own = place(request, department, Right.RECORD)
    return _told(own.department, year, _kept(user_of(request), own.department, data.files))


@router.post(f"{_HERE}/taking", response=Written, summary="决算公开表写入账册")
def take_accounts(request: HttpRequest, department: Key, year: Year, data: Chosen) -> Any:
    """Write the chosen rows, everything or nothing; typed rows stay as they are."""
    own = place(request, department, Right.RECORD)
    kept = _kept(user_of(request), own.department, data.files)
    plan = accounts_plan_of(own.department, year, kept)
    named = "、".join(one.name for one in kept)
    return {"written": take_over(actor=user_of(request), department=own.department, year=year, plan=plan, keys=data.keys, file_name=named)}
