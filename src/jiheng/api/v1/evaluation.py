"""Self-evaluations: the case as books, targets and entries give it, its scores, and what people write in it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from jiheng.api.answers import ANY, a_file, as_file
from jiheng.api.auth import TokenFor, place, user_of
from jiheng.api.fields import Body, Key, Text, Version, Words, Year
from jiheng.api.listing import Page, Paging, paged
from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.choices import CaseState
from jiheng.apps.evaluation.compiling.compile import compile_case
from jiheng.apps.evaluation.selectors.cases import entry_rows, evaluation_in, standing_of
from jiheng.apps.evaluation.services import entries as services
from jiheng.apps.evaluation.services.entries import LONGEST
from jiheng.apps.tokens.choices import Area
from jiheng.core.casefile.audit_json import pack_json
from jiheng.core.casefile.score_json import score_json

if TYPE_CHECKING:
    from jiheng.apps.evaluation.models import SelfEvaluation

router = Router(auth=TokenFor(Area.EVALUATION), tags=["evaluation"])
_HERE = "/departments/{department}/{year}/evaluation"


class EvaluationOut(Schema):
    """A year's self-evaluation; `version` is raised by every change."""

    id: int
    year: int
    state: CaseState
    places: int
    version: int


class TroubleOut(Schema):
    """What must be mended before the case can be scored; `path` is the place as entries name it."""

    code: str
    path: str
    what: str
    mend: str


class CaseOut(Schema):
    """How the case stands: the rule pack, what is wrong, and entries whose place is gone."""

    pack: str
    troubles: list[TroubleOut]
    left: list[str]


class OriginOut(Schema):
    """Where a value of the case came from: a fact, an entry, an approved indicator, a line of the book, by its number."""

    path: str
    kind: str
    id: int
    exact: str


class EntryOut(Schema):
    """What a person wrote at a path of the case format."""

    path: str
    text: str
    why: str
    by: str
    at: datetime
    version: int

    @staticmethod
    def resolve_by(row: Any) -> str:
        """The name."""
        return row.by.name if row.by else ""


class EntryIn(Body):
    """Words for a path; an empty text takes them back. `version` 0 says that nothing stood there."""

    path: Annotated[Text, Field(min_length=1, max_length=200)]
    text: Annotated[str, Field(strict=True, max_length=LONGEST)]
    why: Annotated[Text, Field(max_length=300)] = ""
    version: Version


def _found(request: HttpRequest, department: int, year: int, right: Right = Right.VIEW) -> SelfEvaluation:
    return evaluation_in(place(request, department, right).department, year)


@router.get(_HERE, response=EvaluationOut, summary="本年度的自评")
def evaluation(request: HttpRequest, department: Key, year: Year) -> Any:
    """Where it stands."""
    return _found(request, department, year)


@router.post(_HERE, response=EvaluationOut, summary="建立自评")
def open_year(request: HttpRequest, department: Key, year: Year) -> Any:
    """Begin the year's self-evaluation; what is there already is returned."""
    own = place(request, department, Right.RECORD)
    return services.open_evaluation(actor=user_of(request), department=own.department, year=year)


@router.get(f"{_HERE}/case", response=CaseOut, summary="案卷的状况")
def case(request: HttpRequest, department: Key, year: Year) -> Any:
    """What is wrong in it."""
    compiled = compile_case(_found(request, department, year))
    troubles = [{"code": one.code, "path": compiled.lasting(one.path), "what": one.what, "mend": one.mend} for one in compiled.troubles]
    return {"pack": compiled.pack, "troubles": troubles, "left": [entry.path for entry in compiled.left]}


@router.get(f"{_HERE}/case.yaml", summary="案卷文件（jiheng.case/1）", openapi_extra=a_file(ANY))
def case_file(request: HttpRequest, department: Key, year: Year) -> HttpResponse:
    """The case file, as the command line takes it."""
    compiled = compile_case(_found(request, department, year))
    return as_file(compiled.text, ANY, compiled.name)


@router.get(f"{_HERE}/origins", response=list[OriginOut], summary="案卷各数的来处")
def origins(request: HttpRequest, department: Key, year: Year) -> Any:
    """Where each value of the case came from."""
    compiled = compile_case(_found(request, department, year))
    return [{"path": path, "kind": one.kind, "id": one.id, "exact": one.exact} for path, one in compiled.origins.items()]


@router.get(f"{_HERE}/scores", response=list[dict[str, Any]], summary="得分（jiheng.score/1）")
def scores(request: HttpRequest, department: Key, year: Year) -> Any:
    """The scored tables of the department and its projects."""
    standing = standing_of(_found(request, department, year))
    if standing.scored is None:
        raise Http404(standing.trouble or "案卷还有要改的地方，不能计分；见 case")
    told = pack_json(standing.scored.pack, guessed=standing.scored.guessed, why=standing.scored.why)
    return [score_json(sheet, told) for sheet in standing.scored.sheets]


@router.get(f"{_HERE}/entries", response=Page[EntryOut], summary="填报的内容")
def entries(request: HttpRequest, department: Key, year: Year, paging: Query[Paging], q: Words = "") -> Any:
    """What was entered, by path."""
    return paged(entry_rows(_found(request, department, year), q), paging)


@router.put(f"{_HERE}/entries", response=EntryOut, summary="填报一处")
def write(request: HttpRequest, department: Key, year: Year, data: EntryIn) -> Any:
    """Write at a path of the case format."""
    found = _found(request, department, year, Right.RECORD)
    return services.write_entry(actor=user_of(request), evaluation=found, **data.dict())
