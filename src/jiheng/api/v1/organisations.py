"""Organisations and their people, for administrators."""

from __future__ import annotations

from functools import wraps
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from jiheng.api.auth import TokenFor, user_of
from jiheng.api.fields import Body, Flag, Key, Row, Text, Versioned, Words
from jiheng.api.listing import Page, Paging, paged
from jiheng.apps.accounts import selectors, services
from jiheng.apps.accounts.access import is_administrator, not_yours
from jiheng.apps.accounts.choices import OrganisationKind, Role
from jiheng.apps.accounts.regions import search_regions
from jiheng.apps.tokens.choices import Area

router = Router(auth=TokenFor(Area.ORGANISATIONS), tags=["organisations"])
Login = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.@-]{2,40}$", description="用户名：字母、数字和 _ . @ -")]
RegionCode = Annotated[str, Field(pattern=r"^[0-9]{6}$", description="六位行政区划代码")]


class OrganisationIn(Body):
    """An organisation's columns."""

    name: Text
    short_name: Text
    code: Text = ""
    kind: OrganisationKind
    region_code: RegionCode
    region_name: Text


class OrganisationNew(OrganisationIn):
    """A new organisation; `parent` is the one it stands below."""

    parent: Row | None = None


class OrganisationEdit(OrganisationIn, Versioned):
    """All columns, as they shall be."""


class OrganisationOut(Schema):
    """An organisation."""

    id: int
    name: str
    short_name: str
    code: str
    kind: OrganisationKind
    region_code: str
    region_name: str
    parent: int | None
    is_active: bool
    version: int

    @staticmethod
    def resolve_parent(row: Any) -> int | None:
        """Its number."""
        return row.parent_id  # type: ignore[no-any-return]


class Activity(Versioned):
    """In use or dissolved, and why."""

    is_active: Flag
    reason: Text = ""


class PostOut(Schema):
    """One role of one user in one organisation."""

    id: int
    user: int
    organisation: int
    role: Role

    @staticmethod
    def resolve_user(row: Any) -> int:
        """The user's number."""
        return row.user_id  # type: ignore[no-any-return]

    @staticmethod
    def resolve_organisation(row: Any) -> int:
        """The organisation's number."""
        return row.department_id  # type: ignore[no-any-return]


class UserOut(Schema):
    """A user with their roles."""

    id: int
    username: str
    name: str
    phone: str
    is_active: bool
    version: int
    roles: list[PostOut]

    @staticmethod
    def resolve_roles(row: Any) -> list[Any]:
        """The posts."""
        return list(row.memberships.all())


class PostIn(Body):
    """A role to give."""

    user: Row
    role: Role


class UserNew(Body):
    """A new user."""

    username: Login
    name: Text
    phone: Text = ""


class UserEdit(Versioned):
    """A user's name and telephone."""

    name: Text
    phone: Text = ""


class UserActivity(Body):
    """Whether the user may sign in."""

    is_active: Flag


class FirstPassword(Schema):
    """A first password, told once; it must be changed at the first sign-in."""

    user: UserOut
    first_password: str


class RegionOut(Schema):
    """A place of GB/T 2260."""

    code: str
    name: str


def for_administrators(route: Any) -> Any:
    """A route for those who manage organisations; for others there is none."""

    @wraps(route)
    def found(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not is_administrator(user_of(request)):
            raise not_yours()
        return route(request, *args, **kwargs)

    return found


@router.get("/organisations", response=Page[OrganisationOut], summary="机构")
@for_administrators
def organisations(request: HttpRequest, paging: Query[Paging], q: Words = "", kind: OrganisationKind | None = None) -> Any:  # noqa: ARG001
    """Every organisation, those of a kind, those whose name holds the words."""
    rows = selectors.organisations()
    if kind:
        rows = rows.filter(kind=kind)
    return paged(rows.filter(name__icontains=q) if q else rows, paging)


@router.post("/organisations", response=OrganisationOut, summary="新增机构")
@for_administrators
def add_organisation(request: HttpRequest, data: OrganisationNew) -> Any:
    """A new organisation, below another where it has one."""
    parent = selectors.organisation(data.parent) if data.parent else None
    return services.add_department(actor=user_of(request), parent=parent, **data.dict(exclude={"parent"}))


@router.get("/organisations/{number}", response=OrganisationOut, summary="一个机构")
@for_administrators
def organisation(request: HttpRequest, number: Key) -> Any:  # noqa: ARG001
    """One organisation."""
    return selectors.organisation(number)


@router.put("/organisations/{number}", response=OrganisationOut, summary="修改机构")
@for_administrators
def edit_organisation(request: HttpRequest, number: Key, data: OrganisationEdit) -> Any:
    """Change an organisation's columns."""
    selectors.organisation(number)
    return services.edit_department(actor=user_of(request), number=number, **data.dict())


@router.post("/organisations/{number}/activity", response=OrganisationOut, summary="停用或恢复机构")
@for_administrators
def set_activity(request: HttpRequest, number: Key, data: Activity) -> Any:
    """Dissolve an organisation, or bring it back; its books stay to be read."""
    selectors.organisation(number)
    return services.edit_department(actor=user_of(request), number=number, **data.dict())


@router.get("/organisations/{number}/posts", response=list[PostOut], summary="机构里的角色")
@for_administrators
def posts(request: HttpRequest, number: Key) -> Any:  # noqa: ARG001
    """Who has which role in an organisation."""
    return list(selectors.posts_in(selectors.organisation(number)))


@router.post("/organisations/{number}/posts", response=PostOut, summary="授予角色")
@for_administrators
def grant(request: HttpRequest, number: Key, data: PostIn) -> Any:
    """Give a user a role in an organisation."""
    home, who = selectors.organisation(number), selectors.user_with_roles(data.user)
    return services.grant(actor=user_of(request), user=who, department=home, role=data.role)


@router.delete("/posts/{number}", response={204: None}, summary="收回角色")
@for_administrators
def revoke(request: HttpRequest, number: Key, reason: Words = "") -> Any:
    """Take a role away."""
    services.revoke(actor=user_of(request), membership=selectors.post(number), reason=reason)
    return Status(204, None)


@router.get("/users", response=Page[UserOut], summary="用户")
@for_administrators
def users(request: HttpRequest, paging: Query[Paging], q: Words = "", role: Role | None = None, state: Literal["", "on", "off"] = "") -> Any:  # noqa: ARG001
    """Every user with their roles; `state` on may sign in, off may not."""
    return paged(selectors.users_by(words=q, role=role or "", state=state), paging)


@router.post("/users", response=FirstPassword, summary="新增用户")
@for_administrators
def add_user(request: HttpRequest, data: UserNew) -> Any:
    """A new user, with a first password that is told once."""
    made, first = services.add_user(actor=user_of(request), **data.dict())
    return {"user": made, "first_password": first}


@router.get("/users/{number}", response=UserOut, summary="一个用户")
@for_administrators
def user(request: HttpRequest, number: Key) -> Any:  # noqa: ARG001
    """One user."""
    return selectors.user_with_roles(number)


@router.put("/users/{number}", response=UserOut, summary="修改用户")
@for_administrators
def edit_user(request: HttpRequest, number: Key, data: UserEdit) -> Any:
    """Change a user's name or telephone."""
    selectors.user_with_roles(number)
    return services.edit_user(actor=user_of(request), number=number, **data.dict())


@router.post("/users/{number}/password", response=FirstPassword, summary="重置密码")
@for_administrators
def reset_password(request: HttpRequest, number: Key) -> Any:
    """A new first password, told once."""
    row = selectors.user_with_roles(number)
    return {"user": row, "first_password": services.reset_password(actor=user_of(request), user=row)}


@router.post("/users/{number}/activity", response=UserOut, summary="停用或恢复登录")
@for_administrators
def set_user_activity(request: HttpRequest, number: Key, data: UserActivity) -> Any:
    """Let a user sign in, or no longer; their tokens end with it."""
    return services.set_active(actor=user_of(request), user=selectors.user_with_roles(number), is_active=data.is_active)


@router.get("/regions", response=list[RegionOut], summary="行政区划")
def regions(request: HttpRequest, q: Words = "") -> Any:  # noqa: ARG001
    """Places by name or code."""
    return list(search_regions(q))
