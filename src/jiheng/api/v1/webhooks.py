"""Addresses that are told of events, and what was sent to them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from jiheng.api.auth import TokenFor, place, user_of
from jiheng.api.fields import Body, Flag, Key, Row, Text, Words
from jiheng.api.listing import Page, Paging, paged
from jiheng.apps.accounts.choices import Right
from jiheng.apps.tokens.choices import Area
from jiheng.apps.webhooks import selectors, services
from jiheng.apps.webhooks.choices import DeliveryState, Event

router = Router(auth=TokenFor(Area.WEBHOOKS), tags=["webhooks"])


class HookIn(Body):
    """An address and the events that it wants; `department` null is every department, for administrators."""

    address: Annotated[Text, Field(max_length=300)]
    events: Annotated[list[Event], Field(min_length=1, max_length=20)]
    department: Row | None = None


class HookOut(Schema):
    """An address."""

    id: int
    department: int | None
    address: str
    events: list[str]
    is_active: bool
    made_at: datetime

    @staticmethod
    def resolve_department(row: Any) -> int | None:
        """Its number."""
        return row.department_id  # type: ignore[no-any-return]


class HookMade(Schema):
    """A new address with the secret of its signatures, told once."""

    hook: HookOut
    secret: str


class HookActivity(Body):
    """Whether it is told."""

    is_active: Flag


class DeliveryOut(Schema):
    """One event on its way; `key` is the same over all tries."""

    id: int
    key: UUID
    event: Event
    payload: dict[str, Any]
    state: DeliveryState
    tries: int
    next_try_at: datetime
    status: int | None
    said: str
    made_at: datetime
    done_at: datetime | None


@router.get("/webhooks", response=Page[HookOut], summary="推送地址")
def hooks(request: HttpRequest, paging: Query[Paging], q: Words = "") -> Any:
    """Addresses that the token's user may see."""
    return paged(selectors.visible_hooks(user_of(request), q), paging)


@router.post("/webhooks", response=HookMade, summary="登记推送地址")
def register(request: HttpRequest, data: HookIn) -> Any:
    """Register an address; the secret is told here only."""
    where = place(request, data.department, Right.RECORD).department if data.department else None
    events = [one.value for one in data.events]
    hook, secret = services.register(actor=user_of(request), address=data.address, events=events, department=where)
    return {"hook": hook, "secret": secret}


@router.delete("/webhooks/{number}", response={204: None}, summary="删除推送地址")
def remove(request: HttpRequest, number: Key) -> Any:
    """Take an address out."""
    services.remove(actor=user_of(request), hook=selectors.visible_hook(user_of(request), number))
    return Status(204, None)


@router.post("/webhooks/{number}/activity", response=HookOut, summary="停用或启用推送地址")
def set_activity(request: HttpRequest, number: Key, data: HookActivity) -> Any:
    """Pause an address or take it up again."""
    return services.set_active(actor=user_of(request), hook=selectors.visible_hook(user_of(request), number), is_active=data.is_active)


@router.post("/webhooks/{number}/probe", response=DeliveryOut, summary="试推送")
def probe(request: HttpRequest, number: Key) -> Any:
    """Send a trial."""
    return services.probe(actor=user_of(request), hook=selectors.visible_hook(user_of(request), number))


@router.get("/webhooks/{number}/deliveries", response=Page[DeliveryOut], summary="推送记录")
def deliveries(request: HttpRequest, number: Key, paging: Query[Paging], state: DeliveryState | None = None) -> Any:
    """What was sent, or is still to be sent."""
    return paged(selectors.deliveries_of(selectors.visible_hook(user_of(request), number), state or ""), paging)


@router.post("/webhooks/{number}/deliveries/{delivery}/sending", response=DeliveryOut, summary="重新推送")
def send_again(request: HttpRequest, number: Key, delivery: Key) -> Any:
    """Send once more what was given up; what is on its way or done stays as it is."""
    found = selectors.deliveries_of(selectors.visible_hook(user_of(request), number)).filter(pk=delivery).first()
    if found is None:
        raise Http404("没有这条推送")
    return services.send_again(delivery=found)
