"""The notices of the token's user."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from jiheng.api.auth import TokenFor, user_of
from jiheng.api.fields import Key, Words
from jiheng.api.listing import Page, Paging, paged
from jiheng.apps.notices.choices import NoticeKind
from jiheng.apps.notices.selectors import notices_of
from jiheng.apps.notices.services import mark_read
from jiheng.apps.tokens.choices import Area

router = Router(auth=TokenFor(Area.NOTICES), tags=["notices"])


class NoticeOut(Schema):
    """A notice; `page` and `arguments` name the page that it leads to."""

    id: int
    kind: NoticeKind
    title: str
    text: str
    department: int | None
    year: int | None
    page: str
    arguments: dict[str, Any]
    made_at: datetime
    read_at: datetime | None

    @staticmethod
    def resolve_department(row: Any) -> int | None:
        """Its number."""
        return row.department_id  # type: ignore[no-any-return]


class Marked(Schema):
    """How many were unread."""

    marked: int


@router.get("/notices", response=Page[NoticeOut], summary="通知")
def notices(request: HttpRequest, paging: Query[Paging], q: Words = "", kind: NoticeKind | None = None, unread: bool = False) -> Any:
    """One's own notices, newest first."""
    return paged(notices_of(user_of(request), unread=unread, kind=kind or "", words=q), paging)


@router.post("/notices/reading", response=Marked, summary="全部标为已读")
def read_all(request: HttpRequest) -> Any:
    """Mark all as read."""
    return {"marked": mark_read(user=user_of(request))}


@router.post("/notices/{number}/reading", response=Marked, summary="标为已读")
def read(request: HttpRequest, number: Key) -> Any:
    """Mark one as read."""
    if not notices_of(user_of(request)).filter(pk=number).exists():
        raise Http404("没有这条通知")
    return {"marked": mark_read(user=user_of(request), number=number)}
