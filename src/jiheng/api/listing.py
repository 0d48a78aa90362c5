"""Lists: one page of rows with how many there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.core.paginator import Paginator
from django.db.models import QuerySet
from ninja import Schema

from jiheng.api.fields import PageNumber, PageSize

Item = TypeVar("Item")


class Page(Schema, Generic[Item]):
    """One page: its rows, its number, how many pages and rows there are."""

    items: list[Item]
    page: int
    pages: int
    count: int


class Paging(Schema):
    """Which page, and how many rows on it."""

    page: PageNumber = 1
    size: PageSize = 50


def paged(rows: QuerySet[Any] | Sequence[Any], asked: Paging, shape: Callable[[Any], Any] | None = None) -> dict[str, Any]:
    """The asked page of the rows; beyond the last page stands the last."""
    pages = Paginator(rows, asked.size)
    found = pages.get_page(asked.page)
    items = [shape(row) for row in found.object_list] if shape else list(found.object_list)
    return {"items": items, "page": found.number, "pages": pages.num_pages, "count": pages.count}
