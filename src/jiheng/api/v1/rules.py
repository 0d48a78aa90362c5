"""The rules of a year: the pack that binds, its limits and deadlines, what is asked for locally."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from jiheng.api.auth import TokenFor, place, user_of
from jiheng.api.fields import Body, Flag, Key, Number, Points, Text, Versioned, Year
from jiheng.apps.accounts.choices import Right
from jiheng.apps.lawbooks import selectors, services
from jiheng.apps.lawbooks.choices import Parameter, RequestState
from jiheng.apps.tokens.choices import Area

router = Router(auth=TokenFor(Area.RULES), tags=["rules"])
_HERE = "/departments/{department}/{year}/rules"


class LightOut(Schema):
    """When a light turns: shares of one, with local values over the pack's; `verified` when somebody read it at its source."""

    id: str
    title: str
    yellow: Number | None
    red: Number | None
    verified: bool


class DeadlineOut(Schema):
    """Within how many days something is due."""

    id: str
    title: str
    days: int
    working: bool
    after: str
    verified: bool


class CheckpointOut(Schema):
    """How far spending should be at a month's end, as a share of one."""

    month: int
    progress: Number
    verified: bool


class RuleRequestOut(Schema):
    """A request, and what finance decided."""

    id: int
    document: str
    reason: str
    state: RequestState
    opinion: str
    version: int


class PackRequestOut(RuleRequestOut):
    """A request for another pack."""

    pack: str


class ValueRequestOut(RuleRequestOut):
    """A request for a local value."""

    parameter: Parameter
    value: Number


class PackOut(Schema):
    """A pack that may be chosen."""

    id: str
    title: str


class RulesOut(Schema):
    """The rules of a year."""

    pack: str
    title: str
    lights: list[LightOut]
    deadlines: list[DeadlineOut]
    checkpoints: list[CheckpointOut]
    packs: list[PackOut]
    pack_requests: list[PackRequestOut]
    value_requests: list[ValueRequestOut]


class PackAsked(Body):
    """Another pack, on which ground."""

    pack: Text
    document: Text
    reason: Text


class ValueAsked(Body):
    """A local value, on which ground; percentage points or working days, as the parameter says."""

    parameter: Parameter
    value: Points
    document: Text
    reason: Text


class Decided(Versioned):
    """Finance's word."""

    granted: Flag
    opinion: Text = ""


@router.get(_HERE, response=RulesOut, summary="本年度的规则")
def rules(request: HttpRequest, department: Key, year: Year) -> Any:
    """Everything that binds the year, and what was asked for."""
    own = place(request, department).department
    bound = selectors.rules_of(own, year)
    scoring = bound.resolved.pack.scoring
    lights = [
        {
            "id": one.id,
            "title": one.title,
            "yellow": bound.limit(one.id, "yellow"),
            "red": bound.limit(one.id, "red"),
            "verified": one.ground.verified,
        }
        for one in scoring.lights
    ]
    names = ("id", "title", "days", "working", "after")
    return {
        "pack": bound.resolved.pack.id,
        "title": bound.title,
        "lights": lights,
        "deadlines": [{**{name: getattr(one, name) for name in names}, "verified": one.ground.verified} for one in scoring.deadlines],
        "checkpoints": [{"month": one.month, "progress": one.progress, "verified": one.ground.verified} for one in bound.checkpoints],
        "packs": [{"id": id, "title": title} for id, title in selectors.packs_for(year)],
        "pack_requests": list(selectors.pack_choices(own, year)),
        "value_requests": list(selectors.local_values(own, year)),
    }


@router.post(f"{_HERE}/packs", response=PackRequestOut, summary="申请选用规则包")
def ask_for_pack(request: HttpRequest, department: Key, year: Year, data: PackAsked) -> Any:
    """Ask finance for another pack."""
    own = place(request, department, Right.RECORD)
    return services.ask_for_pack(actor=user_of(request), department=own.department, year=year, **data.dict())


@router.post(f"{_HERE}/values", response=ValueRequestOut, summary="申请本地参数")
def ask_for_value(request: HttpRequest, department: Key, year: Year, data: ValueAsked) -> Any:
    """Ask finance for a local value."""
    own = place(request, department, Right.RECORD)
    columns = {**data.dict(), "value": Decimal(data.value)}
    return services.ask_for_value(actor=user_of(request), department=own.department, year=year, **columns)


@router.post(f"{_HERE}/packs/{{number}}/decision", response=PackRequestOut, summary="审核规则包申请")
def decide_pack(request: HttpRequest, department: Key, year: Year, number: Key, data: Decided) -> Any:
    """Grant or refuse a pack."""
    own = place(request, department, Right.REVIEW)
    row = selectors.pack_choices(own.department, year).filter(pk=number).first()
    if row is None:
        raise Http404("没有这项申请，或者不在您的权限之内")
    return services.decide_pack(actor=user_of(request), choice=row, **data.dict())


@router.post(f"{_HERE}/values/{{number}}/decision", response=ValueRequestOut, summary="审核本地参数申请")
def decide_value(request: HttpRequest, department: Key, year: Year, number: Key, data: Decided) -> Any:
    """Grant or refuse a local value."""
    own = place(request, department, Right.REVIEW)
    row = selectors.local_values(own.department, year).filter(pk=number).first()
    if row is None:
        raise Http404("没有这项申请，或者不在您的权限之内")
    return services.decide_value(actor=user_of(request), value=row, **data.dict())
