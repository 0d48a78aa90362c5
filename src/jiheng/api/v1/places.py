"""Where a token reaches: whose it is, and the departments with what may be done there."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.http import HttpRequest
from ninja import Query, Router, Schema

from jiheng.api.auth import TokenFor, place, user_of
from jiheng.api.fields import Key
from jiheng.api.listing import Page, Paging, paged
from jiheng.apps.accounts.access import departments, is_administrator, is_reviewer
from jiheng.apps.accounts.choices import Right
from jiheng.apps.accounts.selectors import sections
from jiheng.apps.factstore.selectors import newest_year

router = Router(auth=TokenFor(None), tags=["places"])


class Me(Schema):
    """The token of this request and its user."""

    username: str
    name: str
    token: str
    scopes: list[str]
    departments: list[int]
    expires_at: datetime
    is_administrator: bool
    is_reviewer: bool


class DepartmentLine(Schema):
    """A department whose books the token reaches."""

    id: int
    name: str
    short_name: str
    code: str
    kind: str
    region_code: str
    region_name: str
    is_active: bool


class SectionLine(Schema):
    """A 委室."""

    id: int
    name: str


class DepartmentPlace(DepartmentLine):
    """A department with its 委室, the newest year of which anything is known, and the user's rights in it."""

    sections: list[SectionLine]
    newest_year: int | None
    rights: list[Right]


@router.get("/me", response=Me, summary="令牌和它的用户")
def me(request: HttpRequest) -> Any:
    """Whose token this is, what it may do, and until when."""
    token, user = cast("Any", request).auth, user_of(request)
    return {
        "username": user.username,
        "name": user.name,
        "token": token.public,
        "scopes": token.scopes,
        "departments": [one.pk for one in token.departments.all()],
        "expires_at": token.expires_at,
        "is_administrator": is_administrator(user),
        "is_reviewer": is_reviewer(user),
    }


@router.get("/departments", response=Page[DepartmentLine], summary="看得到的单位")
def listed(request: HttpRequest, paging: Query[Paging]) -> Any:
    """The departments whose books the token reaches."""
    return paged(departments(user_of(request)), paging)


@router.get("/departments/{department}", response=DepartmentPlace, summary="一个单位")
def one(request: HttpRequest, department: Key) -> Any:
    """One department, its 委室, and what may be done in it."""
    own = place(request, department)
    line = DepartmentLine.from_orm(own.department).dict()
    rights = [right for right in Right if own.may(right)]
    return {**line, "sections": list(sections(own.department)), "newest_year": newest_year(own.department), "rights": rights}
