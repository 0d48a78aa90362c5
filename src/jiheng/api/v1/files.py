"""Kept files as they were brought."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from jiheng.api.answers import ANY, a_file, as_file
from jiheng.api.auth import TokenFor, place, user_of
from jiheng.api.fields import Key, Words
from jiheng.api.listing import Page, Paging, paged
from jiheng.apps.library.selectors import files_of, visible_file
from jiheng.apps.library.services import content_of
from jiheng.apps.tokens.choices import Area

router = Router(auth=TokenFor(Area.FILES), tags=["files"])


class FileOut(Schema):
    """A kept file; `size` in bytes, `sha256` in hex."""

    id: int
    name: str
    sha256: str
    size: int
    media_type: str
    kept_at: datetime


@router.get("/departments/{department}/files", response=Page[FileOut], summary="单位的文件")
def files(request: HttpRequest, department: Key, paging: Query[Paging], q: Words = "") -> Any:
    """Every file that a department brought."""
    rows = files_of(place(request, department).department)
    return paged(rows.filter(name__icontains=q) if q else rows, paging)


@router.get("/files/{number}", response=FileOut, summary="一个文件")
def file(request: HttpRequest, number: Key) -> Any:
    """One file's name, hash and size."""
    return visible_file(user_of(request), number)


@router.get("/files/{number}/content", summary="文件内容", openapi_extra=a_file(ANY))
def content(request: HttpRequest, number: Key) -> Any:
    """Its bytes, proven to be those that were brought."""
    kept = visible_file(user_of(request), number)
    return as_file(content_of(kept), ANY, kept.name)
