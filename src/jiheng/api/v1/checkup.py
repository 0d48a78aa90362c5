"""Check-ups: reports handed in, their results, answers to findings, what changed between versions."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from jiheng.api.answers import DOCX, XLSX, a_file, as_file
from jiheng.api.auth import TokenFor, place, user_of
from jiheng.api.fields import Body, Key, Row, Text, Words, Year
from jiheng.api.listing import Page, Paging, paged
from jiheng.apps.accounts.access import Standing, not_yours
from jiheng.apps.evaluation.auditing import audited
from jiheng.apps.evaluation.choices import AnswerKind, CheckState
from jiheng.apps.evaluation.exports import FORMATS, result_file
from jiheng.apps.evaluation.selectors import checkups as selectors
from jiheng.apps.evaluation.services import checkups as services
from jiheng.apps.tokens.choices import Area
from jiheng.core.casefile.audit_json import pack_json
from jiheng.core.casefile.compare import Comparison, compare
from jiheng.core.casefile.score_json import score_json
from jiheng.core.casefile.scoring_steps import score_statements
from jiheng.core.errors import JihengError

router = Router(auth=TokenFor(Area.CHECKUP), tags=["checkup"])
_HERE = "/departments/{department}/{year}/checkup"
_ONE = f"{_HERE}/checkups/{{number}}"


class PaperOut(Schema):
    """A report with its newest version."""

    id: int
    title: str
    newest: int | None
    version: int | None
    state: CheckState | None
    counts: dict[str, int] | None
    answered: int
    asked_at: datetime | None


class CheckUpOut(Schema):
    """One version as it was checked; `counts` are its findings by severity."""

    id: int
    paper: int
    version: int
    file: int
    state: CheckState
    trouble: str
    counts: dict[str, int]
    asked_at: datetime
    done_at: datetime | None

    @staticmethod
    def resolve_paper(row: Any) -> int:
        """Its number."""
        return row.paper_id  # type: ignore[no-any-return]

    @staticmethod
    def resolve_file(row: Any) -> int:
        """Its number."""
        return row.file_id  # type: ignore[no-any-return]


class PaperText(Body):
    """A report as plain text; `paper` makes it the next version of that one."""

    name: Annotated[Text, Field(min_length=1, max_length=100)]
    text: Annotated[str, Field(strict=True, min_length=1, max_length=2_000_000)]
    paper: Row | None = None


class FindingAnswer(Body):
    """What is said to a finding."""

    fingerprint: Annotated[Text, Field(max_length=16)]
    kind: AnswerKind
    words: Annotated[Text, Field(max_length=500)] = ""


class AnswerOut(Schema):
    """What was said to a finding; it stays with the report over all its versions."""

    fingerprint: str
    kind: AnswerKind
    words: str
    by: str
    at: datetime

    @staticmethod
    def resolve_by(row: Any) -> str:
        """The name."""
        return row.by.name  # type: ignore[no-any-return]


class ChangesOut(Schema):
    """What changed from the version before: findings in the shape of `jiheng.audit/1`, and figures."""

    mended: list[dict[str, Any]]
    left: list[dict[str, Any]]
    new: list[dict[str, Any]]
    figures: list[dict[str, Any]]


def changes_told(told: Comparison) -> dict[str, Any]:
    """Findings and figures of two results laid against each other."""
    return {"mended": told.mended, "left": told.left, "new": told.new, "figures": [asdict(one) for one in told.figures]}


def _may_hand_in(request: HttpRequest, department: int) -> Standing:
    own = place(request, department)
    if not own.may_hand_in:
        raise not_yours()
    return own


def _hand_in(request: HttpRequest, department: int, year: int, name: str, data: bytes, paper: int | None) -> Any:
    own = _may_hand_in(request, department)
    older = selectors.paper_of(own.department, year, paper) if paper else None
    made = services.hand_in(actor=user_of(request), department=own.department, year=year, name=name, data=data, paper=older)
    return selectors.checkup_of(own.department, year, made.pk)


@router.get(f"{_HERE}/papers", response=Page[PaperOut], summary="受检报告")
def papers(request: HttpRequest, department: Key, year: Year, paging: Query[Paging], q: Words = "") -> Any:
    """Every report of the year that was checked."""
    rows = selectors.papers_of(place(request, department).department, year)
    return paged(rows.filter(title__icontains=q) if q else rows, paging)


@router.post(f"{_HERE}/papers", response=CheckUpOut, summary="提交报告文件")
def hand_in(request: HttpRequest, department: Key, year: Year, file: File[UploadedFile], paper: Form[Key | None] = None) -> Any:
    """Hand a file in; it is checked in the background."""
    return _hand_in(request, department, year, file.name or "", file.read(), paper)


@router.post(f"{_HERE}/texts", response=CheckUpOut, summary="提交报告文字")
def hand_in_text(request: HttpRequest, department: Key, year: Year, data: PaperText) -> Any:
    """Hand a text in; it is checked in the background."""
    return _hand_in(request, department, year, f"{data.name}.txt", data.text.encode(), data.paper)


@router.get(f"{_HERE}/papers/{{number}}/versions", response=list[CheckUpOut], summary="一份报告的各版")
def versions(request: HttpRequest, department: Key, year: Year, number: Key) -> Any:
    """Its versions, newest first."""
    return list(selectors.versions_of(selectors.paper_of(place(request, department).department, year, number)))


@router.get(_ONE, response=CheckUpOut, summary="一次体检")
def checkup(request: HttpRequest, department: Key, year: Year, number: Key) -> Any:
    """How far it is."""
    return selectors.checkup_of(place(request, department).department, year, number)


@router.get(f"{_ONE}/result", response=dict[str, Any], summary="结果（jiheng.audit/1）")
def result(request: HttpRequest, department: Key, year: Year, number: Key) -> Any:
    """The whole result, as the command line prints it."""
    return _done(request, department, year, number).result


@router.get(f"{_ONE}/answers", response=list[AnswerOut], summary="答复")
def answers(request: HttpRequest, department: Key, year: Year, number: Key) -> Any:
    """What was said to the findings of the report."""
    found = selectors.checkup_of(place(request, department).department, year, number)
    return list(selectors.answers_to(found.paper).values())


@router.post(f"{_ONE}/answers", response=AnswerOut, summary="答复问题")
def answer(request: HttpRequest, department: Key, year: Year, number: Key, data: FindingAnswer) -> Any:
    """Say something to a finding."""
    own = _may_hand_in(request, department)
    found = selectors.checkup_of(own.department, year, number)
    return services.answer(actor=user_of(request), checkup=found, **data.dict())


@router.get(f"{_ONE}/changes", response=ChangesOut, summary="与上一版相比")
def changes(request: HttpRequest, department: Key, year: Year, number: Key) -> Any:
    """What changed from the version before."""
    found = _done(request, department, year, number)
    before = selectors.earlier(found)
    if before is None:
        raise Http404("没有更早的、已核对的版本可以比较")
    return changes_told(compare(before.result, found.result))


@router.get(f"{_ONE}/scores", response=list[dict[str, Any]], summary="得分复算（jiheng.score/1）")
def scores(request: HttpRequest, department: Key, year: Year, number: Key) -> Any:
    """The points of the tables in the report, computed again beside those printed."""
    found = selectors.checkup_of(place(request, department).department, year, number)
    try:
        scored = score_statements(audited(found.file.sha256, found.file.name, found.pack).statements)
    except JihengError as refused:
        raise Http404(refused.what) from refused
    told = pack_json(scored.pack, guessed=scored.guessed, why=scored.why)
    return [score_json(sheet, told) for sheet in scored.sheets]


@router.get(f"{_ONE}/files/{{format}}", summary="结果文件", openapi_extra=a_file("text/html", DOCX, XLSX, "application/json"))
def export(request: HttpRequest, department: Key, year: Year, number: Key, format: Literal["html", "docx", "xlsx", "json"]) -> Any:
    """The result as a file."""
    found = _done(request, department, year, number)
    return as_file(result_file(found, format), FORMATS[format], f"{found.paper.title}-核对结果.{format}")


def _done(request: HttpRequest, department: int, year: int, number: int) -> Any:
    found = selectors.checkup_of(place(request, department).department, year, number)
    if found.state != CheckState.DONE:
        raise Http404(f"这次体检{found.get_state_display()}，还没有结果{f'：{found.trouble}' if found.trouble else ''}")
    return found
