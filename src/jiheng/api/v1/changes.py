"""The log of changes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from jiheng.api.auth import TokenFor, user_of
from jiheng.api.fields import Day, Key, PageSize, Words
from jiheng.api.v1.jobs import JobOut
from jiheng.apps.accounts.access import is_administrator, not_yours
from jiheng.apps.accounts.changelog import Asked, object_changes, visible_change, visible_changes
from jiheng.apps.jobs.services import start_job
from jiheng.apps.tokens.choices import Area

router = Router(auth=TokenFor(Area.CHANGES), tags=["changes"])


class ChangeOut(Schema):
    """One change: who, when, what, before and after; `seal` follows from it and from the seal before."""

    id: int
    at: datetime
    user: str
    department: int | None
    kind: str
    object_id: str
    object: str
    action: str
    before: dict[str, Any]
    after: dict[str, Any]
    reason: str
    seal: str

    @staticmethod
    def resolve_user(row: Any) -> str:
        """The name."""
        return row.user_name  # type: ignore[no-any-return]

    @staticmethod
    def resolve_department(row: Any) -> int | None:
        """Its number."""
        return row.department_id  # type: ignore[no-any-return]

    @staticmethod
    def resolve_object(row: Any) -> str:
        """The name."""
        return row.object_name  # type: ignore[no-any-return]


@router.get("/changes", response=list[ChangeOut], summary="变更记录")
def changes(
    request: HttpRequest,
    q: Words = "",
    kind: Words = "",
    first: Day | None = None,
    last: Day | None = None,
    before: Key | None = None,
    size: PageSize = 50,
) -> Any:
    """Lines that the token's user may read, newest first; `before` goes on from a line's number."""
    rows = visible_changes(user_of(request), Asked(words=q, kind=kind, first=first, last=last))
    return list((rows.filter(pk__lt=before) if before else rows)[:size])


@router.post("/changes/proof", response=JobOut, summary="核验变更记录")
def prove(request: HttpRequest) -> Any:
    """Start proving the whole log, in the background."""
    if not is_administrator(user_of(request)):
        raise not_yours()
    return start_job(actor=user_of(request), kind="prove_changes")


@router.get("/changes/{number}", response=ChangeOut, summary="一条变更")
def change(request: HttpRequest, number: Key) -> Any:
    """One change."""
    return visible_change(user_of(request), number)


@router.get("/changes/objects/{kind}/{thing}", response=list[ChangeOut], summary="一个对象的变更")
def thing(
    request: HttpRequest,
    kind: Annotated[str, Field(pattern=r"^[a-z]+\.[a-z]+$", max_length=60)],
    thing: Annotated[str, Field(pattern=r"^[0-9]{1,15}$")],
    size: PageSize = 50,
) -> Any:
    """The history of one object, newest first."""
    return list(object_changes(user_of(request), kind, thing)[:size])
