"""The way of a target table: submitting, endorsing, returning, finance's review, changes in the year, versions, files."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from jiheng.api.answers import DOCX, PDF, XLSX, a_file, as_file
from jiheng.api.auth import TokenFor, user_of
from jiheng.api.fields import Body, Day, Flag, Key, Number, Points, Text, Year
from jiheng.api.v1.targets import TABLE, IndicatorOut, TableOut, shown, table_of
from jiheng.apps.accounts.choices import Right
from jiheng.apps.targets.selectors.exports import draft_of
from jiheng.apps.targets.selectors.reviewing import review_sheet
from jiheng.apps.targets.selectors.tables import indicators_of, reviews_of
from jiheng.apps.targets.selectors.versions import is_whole, rows_of, version_in, versions_of
from jiheng.apps.targets.services import workflow
from jiheng.apps.tokens.choices import Area
from jiheng.core.reporting.renderer_shelf import RENDERERS, render

router = Router(auth=TokenFor(Area.TARGETS), tags=["targets"])
_PLAIN = {
    "submit": (workflow.submit, Right.RECORD),
    "withdraw": (workflow.withdraw, Right.RECORD),
    "endorse": (workflow.endorse, Right.APPROVE),
    "abandon": (workflow.abandon_change, Right.RECORD),
}


class Said(Body):
    """A reason, an opinion or an answer."""

    words: Text


class SeenItem(Schema):
    """One item of finance's review: its points, what it asks, and what the program saw."""

    id: str
    title: str
    heading: str
    weight: Number
    asks: str
    seen: list[str]


class Decision(Body):
    """Finance's review: approve or return, points and notes by the pack's items, opinions by the indicator's number."""

    approve: Flag
    points: dict[Annotated[str, Field(max_length=60)], Points] = {}
    notes: dict[Annotated[str, Field(max_length=60)], Annotated[Text, Field(max_length=300)]] = {}
    opinion: Annotated[Text, Field(max_length=1000)] = ""
    opinions: dict[Annotated[str, Field(pattern=r"^[0-9]{1,15}$")], Annotated[Text, Field(max_length=500)]] = {}
    on: Day | None = None


class OpinionOut(Schema):
    """What finance wants mended in one indicator, and the answer."""

    id: int
    indicator: int | None
    name: str
    text: str
    answer: str

    @staticmethod
    def resolve_indicator(row: Any) -> int | None:
        """Its number."""
        return row.indicator_id  # type: ignore[no-any-return]


class ReviewOut(Schema):
    """One review by finance."""

    id: int
    at: datetime
    reviewer: str
    pack: str
    points: dict[str, str]
    notes: dict[str, str]
    total: str
    grade: str
    leads_to: str
    opinion: str
    is_approval: bool
    opinions: list[OpinionOut]

    @staticmethod
    def resolve_reviewer(row: Any) -> str:
        """The name."""
        return row.reviewer.name if row.reviewer else ""

    @staticmethod
    def resolve_opinions(row: Any) -> list[Any]:
        """Those on single indicators."""
        return list(row.opinions.all())


class VersionLine(Schema):
    """What an approval froze."""

    number: int
    in_force_from: date
    approved_at: datetime
    approved_by: str
    reason: str
    seal: str


class VersionOut(VersionLine):
    """A version with its rows; `is_whole` when it is what was sealed."""

    goal: str
    is_whole: bool
    indicators: list[IndicatorOut]


@router.post(f"{TABLE}/steps/{{action}}", response=TableOut, summary="提交、撤回、同意、放弃调整")
def step(request: HttpRequest, department: Key, year: Year, table: Key, action: Literal["submit", "withdraw", "endorse", "abandon"]) -> Any:
    """A step that needs no words."""
    act, right = _PLAIN[action]
    own = table_of(request, department, year, table, right)
    act(actor=user_of(request), table=own)
    return shown(table_of(request, department, year, table))


@router.post(f"{TABLE}/change", response=TableOut, summary="发起年中调整")
def change(request: HttpRequest, department: Key, year: Year, table: Key, data: Said) -> Any:
    """Open a change in the year, with its reason."""
    workflow.begin_change(actor=user_of(request), table=table_of(request, department, year, table, Right.RECORD), reason=data.words)
    return shown(table_of(request, department, year, table))


@router.post(f"{TABLE}/refusal", response=TableOut, summary="单位负责人退回")
def refuse(request: HttpRequest, department: Key, year: Year, table: Key, data: Said) -> Any:
    """The head returns a table, with the reason."""
    workflow.refuse(actor=user_of(request), table=table_of(request, department, year, table, Right.APPROVE), note=data.words)
    return shown(table_of(request, department, year, table))


@router.get(f"{TABLE}/review", response=list[SeenItem], summary="财政审核的各项和系统所见")
def seen(request: HttpRequest, department: Key, year: Year, table: Key) -> Any:
    """What the program sees for each item of finance's review."""
    own = table_of(request, department, year, table, Right.REVIEW)
    sheet = review_sheet(own, list(indicators_of(own)))
    lines = sheet.lines if sheet else ()
    names = ("id", "title", "heading", "weight", "asks")
    return [{**{name: getattr(line.item, name) for name in names}, "seen": list(line.seen)} for line in lines]


@router.post(f"{TABLE}/review", response=ReviewOut, summary="财政批准或退回")
def decide(request: HttpRequest, department: Key, year: Year, table: Key, data: Decision) -> Any:
    """Finance's review; approving freezes a version."""
    own = table_of(request, department, year, table, Right.REVIEW)
    said = {**data.dict(), "opinions": {int(number): words for number, words in data.opinions.items()}}
    said["points"] = {item: Decimal(points) for item, points in data.points.items()}
    return workflow.decide(actor=user_of(request), table=own, **said)


@router.get(f"{TABLE}/reviews", response=list[ReviewOut], summary="历次财政审核")
def reviews(request: HttpRequest, department: Key, year: Year, table: Key) -> Any:
    """Finance's reviews, newest first."""
    return list(reviews_of(table_of(request, department, year, table)))


@router.post(f"{TABLE}/opinions/{{number}}/answer", response=OpinionOut, summary="答复审核意见")
def answer(request: HttpRequest, department: Key, year: Year, table: Key, number: Key, data: Said) -> Any:
    """The clerk's answer to one opinion."""
    own = table_of(request, department, year, table, Right.RECORD)
    return workflow.answer_opinion(actor=user_of(request), table=own, number=number, answer=data.words)


@router.get(f"{TABLE}/versions", response=list[VersionLine], summary="批准的版本")
def versions(request: HttpRequest, department: Key, year: Year, table: Key) -> Any:
    """Every version, newest first."""
    return list(versions_of(table_of(request, department, year, table)))


@router.get(f"{TABLE}/versions/{{number}}", response=VersionOut, summary="一个版本")
def version(request: HttpRequest, department: Key, year: Year, table: Key, number: Key) -> Any:
    """One version as it was approved."""
    found = version_in(table_of(request, department, year, table), number)
    line = VersionLine.from_orm(found).dict()
    return {**line, "goal": found.goal, "is_whole": is_whole(found), "indicators": list(rows_of(found))}


@router.get(f"{TABLE}/files/{{format}}", summary="目标表文件", openapi_extra=a_file(XLSX, DOCX, PDF))
def export(
    request: HttpRequest, department: Key, year: Year, table: Key, format: Literal["xlsx", "docx", "pdf"], version: Key | None = None
) -> Any:  # fmt: skip
    """The official table as a file: of a version, else as it stands."""
    own = table_of(request, department, year, table)
    chosen = version_in(own, version) if version else None
    name = f"{own}{f'第{chosen.number}版' if chosen else '草稿'}.{format}"
    return as_file(render(draft_of(own, chosen), format), RENDERERS.all()[format].mime, name)
