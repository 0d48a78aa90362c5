"""Requests to the 委室: asked for, answered, taken over, returned, called back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from jiheng.api.auth import TokenFor, place
from jiheng.api.fields import Body, Day, Key, Row, Text, Version, Versioned, Words, Year
from jiheng.api.listing import Page, Paging, paged
from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.choices import RequestState
from jiheng.apps.evaluation.selectors import requests as selectors
from jiheng.apps.evaluation.selectors.cases import evaluation_in
from jiheng.apps.evaluation.services import requests as services
from jiheng.apps.evaluation.services.entries import LONGEST
from jiheng.apps.tokens.choices import Area

router = Router(auth=TokenFor(Area.EVALUATION), tags=["evaluation"])
_HERE = "/departments/{department}/{year}/requests"
_ONE = f"{_HERE}/{{number}}"


class AskableOut(Schema):
    """A place that a 委室 may be asked to fill."""

    path: str
    title: str
    kind: str
    section: int | None
    filled: str
    asked: bool


class RequestOut(Schema):
    """A request and its answer."""

    id: int
    path: str
    title: str
    section: int
    words: str
    due_on: date | None
    state: RequestState
    answer: str
    remark: str
    answered_at: datetime | None
    version: int

    @staticmethod
    def resolve_section(row: Any) -> int:
        """Its number."""
        return row.section_id  # type: ignore[no-any-return]


class Wish(Body):
    """A place and the 委室 that is asked for it."""

    path: Annotated[Text, Field(max_length=200)]
    section: Row


class AskIn(Body):
    """Places asked for at once, with one due day and what is wanted."""

    wishes: Annotated[list[Wish], Field(min_length=1, max_length=200)]
    words: Annotated[Text, Field(max_length=500)] = ""
    due_on: Day | None = None


class AnswerIn(Versioned):
    """What a 委室 answers."""

    text: Annotated[str, Field(strict=True, min_length=1, max_length=LONGEST)]


class TakeIn(Versioned):
    """Take an answer over; `entry_version` is that of what stands there now, 0 for nothing."""

    entry_version: Version


class ReturnIn(Versioned):
    """Why an answer is returned."""

    remark: Annotated[Text, Field(min_length=1, max_length=500)]


@router.get(f"{_HERE}/places", response=list[AskableOut], summary="可以征集的内容")
def askable(request: HttpRequest, department: Key, year: Year) -> Any:
    """Every place that people fill."""
    return list(selectors.askable(evaluation_in(place(request, department).department, year)))


@router.get(_HERE, response=Page[RequestOut], summary="委室填报任务")
def requests(request: HttpRequest, department: Key, year: Year, paging: Query[Paging], q: Words = "") -> Any:
    """The requests that the token's user may see."""
    return paged(selectors.visible_requests(place(request, department), year, words=q), paging)


@router.post(_HERE, response=list[RequestOut], summary="向委室征集")
def ask(request: HttpRequest, department: Key, year: Year, data: AskIn) -> Any:
    """Ask sections."""
    own = place(request, department, Right.RECORD)
    wishes = [(one.path, one.section) for one in data.wishes]
    return services.ask(standing=own, evaluation=evaluation_in(own.department, year), wishes=wishes, words=data.words, due_on=data.due_on)


@router.get(_ONE, response=RequestOut, summary="一项填报任务")
def request_one(request: HttpRequest, department: Key, year: Year, number: Key) -> Any:
    """One request."""
    return selectors.visible_request(place(request, department), year, number)


@router.post(f"{_ONE}/answer", response=RequestOut, summary="填报")
def answer(request: HttpRequest, department: Key, year: Year, number: Key, data: AnswerIn) -> Any:
    """Fill a request in."""
    own = place(request, department, Right.WORK)
    return services.answer(standing=own, request=selectors.visible_request(own, year, number), version=data.version, text=data.text)


@router.post(f"{_ONE}/take", response=RequestOut, summary="采用")
def take(request: HttpRequest, department: Key, year: Year, number: Key, data: TakeIn) -> Any:
    """Take an answer over into the self-evaluation."""
    own = place(request, department, Right.RECORD)
    found = selectors.visible_request(own, year, number)
    services.take(standing=own, request=found, version=data.version, entry_version=data.entry_version)
    return selectors.visible_request(own, year, number)


@router.post(f"{_ONE}/return", response=RequestOut, summary="退回重填")
def send_back(request: HttpRequest, department: Key, year: Year, number: Key, data: ReturnIn) -> Any:
    """Return an answer."""
    own = place(request, department, Right.RECORD)
    return services.send_back(standing=own, request=selectors.visible_request(own, year, number), version=data.version, remark=data.remark)


@router.post(f"{_ONE}/withdraw", response=RequestOut, summary="撤回征集")
def withdraw(request: HttpRequest, department: Key, year: Year, number: Key, data: Versioned) -> Any:
    """Call a request back."""
    own = place(request, department, Right.RECORD)
    return services.withdraw(standing=own, request=selectors.visible_request(own, year, number), version=data.version)
