"""Finance's side of the hand-over: the queue, the decision on a version, whose a version code is."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from jiheng.api.auth import TokenFor, user_of
from jiheng.api.fields import Body, Flag, Key, Text, Words, Year
from jiheng.api.listing import Page, Paging, paged
from jiheng.api.v1.handed_shapes import SubmissionLine, SubmissionOut
from jiheng.api.v1.handover import ONE, version_of
from jiheng.apps.accounts.access import is_reviewer, not_yours
from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.comparing import titled_places
from jiheng.apps.evaluation.selectors import handover as selectors
from jiheng.apps.evaluation.services import handover as services
from jiheng.apps.tokens.choices import Area
from jiheng.core.casefile.version_code import belongs

router = Router(auth=TokenFor(Area.EVALUATION), tags=["handover"])
State = Literal["", "with_finance", "returned", "accepted"]


class PlacedOpinion(Body):
    """An opinion at a place of the version; without `path` and `title` it is about the whole."""

    path: Annotated[Text, Field(max_length=200)] = ""
    title: Annotated[Text, Field(max_length=200)] = ""
    text: Annotated[Text, Field(min_length=1, max_length=500)]


class ReviewIn(Body):
    """Accept a version, or return it with opinions."""

    accept: Flag
    opinion: Annotated[Text, Field(max_length=1000)] = ""
    opinions: Annotated[list[PlacedOpinion], Field(max_length=200)] = []


class TitledPlace(Schema):
    """Where an opinion may be put."""

    path: str
    title: str


class CodeOut(Schema):
    """Whose a version code is: whether it fits what was frozen, and whether a newer version is there."""

    code: str
    is_true: bool
    is_newest: bool
    submission: SubmissionLine


@router.get("/reviews", response=Page[SubmissionLine], summary="报送财政的自评")
def queue(request: HttpRequest, paging: Query[Paging], q: Words = "", state: State = "with_finance", year: Year | None = None) -> Any:
    """Versions that were submitted, those first that wait longest."""
    user = user_of(request)
    if not is_reviewer(user):
        raise not_yours()
    return paged(selectors.queue(user, words=q, state=state, year=year).order_by("submitted_at", "pk"), paging)


@router.get(f"{ONE}/places", response=list[TitledPlace], summary="可以提意见的栏目")
def places(request: HttpRequest, department: Key, year: Year, number: Key) -> Any:
    """Every place of a version with its title."""
    row = version_of(request, department, year, number, Right.REVIEW)
    return [{"path": path, "title": title} for path, title in titled_places(row)]


@router.post(f"{ONE}/decision", response=SubmissionOut, summary="财政审核")
def decide(request: HttpRequest, department: Key, year: Year, number: Key, data: ReviewIn) -> Any:
    """Accept, or return with opinions."""
    row = version_of(request, department, year, number, Right.REVIEW)
    said = [(one.path, one.title, one.text) for one in data.opinions]
    return services.decide(actor=user_of(request), submission=row, accept=data.accept, opinion=data.opinion, opinions=said)


@router.get("/version-codes/{code}", response=CodeOut, summary="核验版本码")
def verify(request: HttpRequest, code: Annotated[str, Field(max_length=200)]) -> Any:
    """The version that a code is of."""
    found, row = selectors.by_code(user_of(request), code)
    if row is None:
        raise Http404("没有这个版本码，或者不在您的权限之内")
    last = selectors.newest(row.evaluation)
    return {"code": found, "is_true": belongs(row.code, row.sha256), "is_newest": last is not None and last.pk == row.pk, "submission": row}
