"""Last year's report as a beginning: brought, its sections taken over, what is stale in them mended or found to be true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from django.http import HttpRequest
from ninja import File, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field, StrictInt

from jiheng.api.auth import TokenFor, place, user_of
from jiheng.api.fields import Body, Flag, Key, Text, Version, Year
from jiheng.api.v1.evaluation import EntryOut, EvaluationOut
from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.beginning import old_sections, path_of_section, places_for_words, stale_words
from jiheng.apps.evaluation.compiling.compile import compile_case
from jiheng.apps.evaluation.selectors.cases import entries_of, evaluation_in
from jiheng.apps.evaluation.services import beginning as services
from jiheng.apps.evaluation.services.entries import LONGEST
from jiheng.apps.tokens.choices import Area

if TYPE_CHECKING:
    from jiheng.apps.evaluation.models import SelfEvaluation

router = Router(auth=TokenFor(Area.EVALUATION), tags=["evaluation"])
_HERE = "/departments/{department}/{year}/last-year"
Path = Annotated[Text, Field(min_length=1, max_length=200)]
KnownBy = Annotated[Text, Field(min_length=1, max_length=200)]


class StaleMarkOut(Schema):
    """Something in a section that was true last year; `proposed` what may stand there now."""

    kind: str
    text: str
    proposed: str
    why: str


class SectionOut(Schema):
    """A section of last year's report: the place that it fits, and the version of what stands there (0 for nothing)."""

    number: int
    title: str
    path: str
    text: str
    version: int
    marks: list[StaleMarkOut]


class PlaceOut(Schema):
    """A place that words may be taken over to."""

    path: str
    title: str


class LastYearOut(Schema):
    """The report that the writing began from."""

    file: int | None
    sections: list[SectionOut]
    places: list[PlaceOut]


class TakeSection(Body):
    """Take a section over to a path; `version` is that of what stands there, `behind` puts the words below it."""

    number: Annotated[StrictInt, Field(ge=0, le=10_000)]
    path: Path
    version: Version
    behind: Flag = False


class StaleOut(Schema):
    """Something of last year's that stands in an entry; `known_by` names it for mending."""

    path: str
    title: str
    known_by: str
    mark: StaleMarkOut


class MendIn(Body):
    """What is to stand in place of something stale; without `text` what is proposed."""

    path: Path
    known_by: KnownBy
    text: Annotated[str, Field(strict=True, max_length=LONGEST)] = ""


class GoodIn(Body):
    """What of last year's is true of this year too."""

    path: Path
    known_by: KnownBy


def _found(request: HttpRequest, department: int, year: int) -> SelfEvaluation:
    return evaluation_in(place(request, department, Right.RECORD).department, year)


def _mark(one: Any) -> dict[str, str]:
    return {"kind": one.kind.value, "text": one.text, "proposed": one.proposed, "why": one.why}


@router.get(_HERE, response=LastYearOut, summary="上年报告")
def report(request: HttpRequest, department: Key, year: Year) -> Any:
    """Its sections with what may be stale in them, and the places that they may go to."""
    return _told(_found(request, department, year))


@router.post(_HERE, response=EvaluationOut, summary="上传上年报告")
def bring(request: HttpRequest, department: Key, year: Year, file: File[UploadedFile]) -> Any:
    """Keep last year's report as the one to begin from."""
    found = _found(request, department, year)
    return services.begin_from(actor=user_of(request), evaluation=found, name=file.name or "", data=file.read())


@router.post(f"{_HERE}/taking", response=EntryOut, summary="采用一节")
def take(request: HttpRequest, department: Key, year: Year, data: TakeSection) -> Any:
    """Take a section over."""
    return services.take_section(actor=user_of(request), evaluation=_found(request, department, year), **data.dict())


@router.get(f"{_HERE}/stale", response=list[StaleOut], summary="待核对的旧内容")
def stale(request: HttpRequest, department: Key, year: Year) -> Any:
    """Everything of last year's that stands in the writing and nobody has looked at."""
    rows = stale_words(_found(request, department, year))
    return [{"path": one.entry.path, "title": one.title, "known_by": one.known_by, "mark": _mark(one.mark)} for one in rows]


@router.post(f"{_HERE}/stale/mending", response=EntryOut, summary="更新旧内容")
def mend(request: HttpRequest, department: Key, year: Year, data: MendIn) -> Any:
    """Put something in place of what is stale."""
    return services.mend(actor=user_of(request), evaluation=_found(request, department, year), **data.dict())


@router.post(f"{_HERE}/stale/confirming", response={204: None}, summary="确认沿用")
def confirm(request: HttpRequest, department: Key, year: Year, data: GoodIn) -> Any:
    """Say that something is true of this year too."""
    services.find_good(actor=user_of(request), evaluation=_found(request, department, year), **data.dict())
    return 204, None


def _told(evaluation: SelfEvaluation) -> dict[str, Any]:
    compiled = compile_case(evaluation)
    entries = entries_of(evaluation)
    sections = []
    for number, one in enumerate(old_sections(evaluation, compiled)):
        path = path_of_section(one.plan) if one.plan else ""
        marks = [_mark(mark) for paragraph in one.paragraphs for mark in paragraph.marks]
        version = entries[path].version if path in entries else 0
        sections.append({"number": number, "title": one.title, "path": path, "text": one.text, "version": version, "marks": marks})
    places = [{"path": path, "title": title} for path, title in places_for_words(compiled.pack).items()]
    return {"file": evaluation.last_year_id, "sections": sections, "places": places}
