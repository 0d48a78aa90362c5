"""What of the books in reach holds some words."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from jiheng.api.auth import TokenFor, user_of
from jiheng.apps.monitoring.everywhere import found_everywhere
from jiheng.apps.tokens.choices import Area

router = Router(auth=TokenFor(Area.SEARCH), tags=["search"])


class HitOut(Schema):
    """One thing found, and the page that it stands on."""

    title: str
    text: str
    where: str
    page: str
    arguments: dict[str, Any]


class KindOut(Schema):
    """Hits of one kind; `more` when there are more."""

    title: str
    hits: list[HitOut]
    more: bool


@router.get("/search", response=list[KindOut], summary="检索")
def search(request: HttpRequest, q: Annotated[str, Field(min_length=2, max_length=60)]) -> Any:
    """Projects, lines, vouchers, indicators, alerts, files, figures and notices that hold the words."""
    return [
        {"title": kind.title, "more": kind.more, "hits": [{**_parts(hit), "arguments": dict(hit.arguments)} for hit in kind.hits]}
        for kind in found_everywhere(user_of(request), q.strip())
    ]


def _parts(hit: Any) -> dict[str, Any]:
    return {name: getattr(hit, name) for name in ("title", "text", "where", "page")}
