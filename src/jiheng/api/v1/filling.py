"""A self-evaluation while it is filled: many texts at once, a change tried, policies, numbers in words marked."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Router, Schema
from pydantic import Field

from jiheng.api.auth import TokenFor, place, user_of
from jiheng.api.fields import Body, Key, Number, Text, Version, Year
from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.areas import anchor
from jiheng.apps.evaluation.selectors.cases import evaluation_in, standing_of
from jiheng.apps.evaluation.selectors.marks import marked
from jiheng.apps.evaluation.selectors.scores import offers, policy_path, what_if
from jiheng.apps.evaluation.services.entries import LONGEST
from jiheng.apps.evaluation.services.filling import Typed, save_typed
from jiheng.apps.tokens.choices import Area

router = Router(auth=TokenFor(Area.EVALUATION), tags=["evaluation"])
_HERE = "/departments/{department}/{year}/evaluation"
Path = Annotated[Text, Field(min_length=1, max_length=200)]
Long = Annotated[str, Field(strict=True, max_length=LONGEST)]


class TriedIn(Body):
    """Texts by path as they might be entered, and the path whose row is looked at."""

    texts: Annotated[dict[Path, Long], Field(max_length=200)]
    path: Path


class TriedOut(Schema):
    """What the row would get, and the table, if the texts were saved; `trouble` why that can't be told."""

    title: str
    points: Number | None
    before: Number | None
    change: Number | None
    total: Number | None
    given: Number
    trouble: str


class TypedIn(Body):
    """A text for one place, begun at a version."""

    path: Path
    text: Long
    why: Annotated[Text, Field(max_length=300)] = ""
    version: Version


class ManyIn(Body):
    """Many texts at once."""

    entries: Annotated[list[TypedIn], Field(min_length=1, max_length=500)]


class ClashOut(Schema):
    """A place where somebody else wrote meanwhile: both texts, and the version to send again with."""

    path: str
    title: str
    now: str
    yours: str
    version: int


class SavedOut(Schema):
    """What was written, where two texts stand against each other, and what was refused, in words by path."""

    written: list[str]
    meanwhile: list[ClashOut]
    refused: dict[str, str]


class OfferOut(Schema):
    """A way to treat the points of a missing group, with the total that it would give; None while that is open."""

    id: str
    title: str
    chosen: bool
    can_be_applied: bool
    total: Number | None


class MissingOut(Schema):
    """A missing group with what may be done; chosen ids are entered at `path`, joined by a plus sign."""

    project: str
    group: str
    title: str
    path: str
    offers: list[OfferOut]


class WordsIn(Body):
    """Words as they are typed."""

    text: Long


class MarkedRun(Schema):
    """A run of a line; `mark` is what is known of the number that it is, empty for plain words."""

    text: str
    mark: Literal["", "bound", "contradicts", "unbound"]


@router.post(f"{_HERE}/what-if", response=TriedOut, summary="试算")
def try_texts(request: HttpRequest, department: Key, year: Year, data: TriedIn) -> Any:
    """What a row would get; nothing is saved."""
    found = evaluation_in(place(request, department).department, year)
    told = what_if(found, standing_of(found), data.texts, anchor(data.path))
    if told is None:
        raise Http404("没有按这一处计分的指标")
    return {
        "title": told.score.title if told.score else "",
        "points": told.score.points if told.score else None,
        "before": told.before.points if told.before else None,
        "change": told.change,
        "total": told.total,
        "given": told.given,
        "trouble": told.trouble,
    }


@router.put(f"{_HERE}/entries/many", response=SavedOut, summary="一次填报多处")
def write_many(request: HttpRequest, department: Key, year: Year, data: ManyIn) -> Any:
    """Write many places; those that cannot be written don't hold the others back."""
    own = place(request, department, Right.RECORD)
    typed = [Typed(one.path, one.text, one.version, why=one.why) for one in data.entries]
    saved = save_typed(actor=user_of(request), evaluation=evaluation_in(own.department, year), typed=typed)
    clashes = [
        {"path": one.current.path, "title": one.title, "now": one.current.text, "yours": one.typed.text, "version": one.current.version}
        for one in saved.meanwhile
    ]
    return {"written": [one.path for one in saved.written], "meanwhile": clashes, "refused": saved.refused}


@router.get(f"{_HERE}/policies", response=list[MissingOut], summary="缺项指标的分值处理办法")
def policies(request: HttpRequest, department: Key, year: Year) -> Any:
    """What may be done with the points of missing groups."""
    found = evaluation_in(place(request, department).department, year)
    standing = standing_of(found)
    return [
        {
            "project": sheet.project,
            "group": group,
            "title": title,
            "path": policy_path(standing.compiled, sheet.project),
            "offers": [
                {
                    "id": one.policy.id,
                    "title": one.policy.title,
                    "chosen": one.chosen,
                    "can_be_applied": one.done is not None,
                    "total": one.total,
                }
                for one in tried
            ],
        }
        for sheet in (standing.scored.sheets if standing.scored else ())
        for group, title, tried in offers(found, standing, sheet.project)
    ]


@router.post(f"{_HERE}/marks", response=list[list[MarkedRun]], summary="核对文字中的数字")
def marks(request: HttpRequest, department: Key, year: Year, data: WordsIn) -> Any:
    """Each line in runs, its numbers held against the case; nothing is saved."""
    lines = marked(standing_of(evaluation_in(place(request, department).department, year)), data.text)
    return [[{"text": run.text, "mark": run.mark.value} for run in line] for line in lines]
