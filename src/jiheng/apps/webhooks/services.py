"""Writes: register and remove addresses, tell of an event, send what is due."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from jiheng.apps.accounts.access import is_administrator, not_yours, standing
from jiheng.apps.accounts.choices import Right
from jiheng.apps.accounts.models import Department, User
from jiheng.apps.shared.changes import record
from jiheng.apps.webhooks.choices import PAUSES, TOLD, DeliveryState, Event
from jiheng.apps.webhooks.models import Delivery, Hook
from jiheng.apps.webhooks.sending import DEADLINE, Unsent, post, readable
from jiheng.apps.webhooks.signing import secret_of, signature

_AT_ONCE = 20  # deliveries of one round
_LEASE = timedelta(seconds=DEADLINE * 3)  # how long another worker leaves alone what one has taken


@transaction.atomic
def register(*, actor: User, address: str, events: Iterable[str], department: Department | None = None) -> tuple[Hook, str]:
    """Register an address for events of a department, for administrators of every one; the secret is told here only.

    Raises: Http404 without the right; ValidationError.
    """
    if department is not None:
        standing(actor, department.pk).need(Right.RECORD)
    elif not is_administrator(actor):
        raise not_yours()
    readable(address)
    chosen = sorted(set(events))
    if not chosen or any(one not in TOLD for one in chosen):
        raise ValidationError({"events": f"请至少选一种事件；可选的是 {'、'.join(TOLD)}"})
    hook = Hook(department=department, address=address.strip(), events=chosen, salt=secrets.token_hex(16), made_by=actor)
    hook.full_clean()
    hook.save()
    record(actor=actor, action="登记推送地址", thing=hook, after={"address": hook.address, "events": chosen})
    return hook, secret_of(hook)


@transaction.atomic
def remove(*, actor: User, hook: Hook) -> None:
    """Take an address out; what was not sent yet is not sent any more."""
    record(actor=actor, action="删除推送地址", thing=hook, before={"address": hook.address, "events": hook.events}, after={})
    hook.delete()


@transaction.atomic
def set_active(*, actor: User, hook: Hook, is_active: bool) -> Hook:
    """Pause an address or take it up again."""
    row = Hook.objects.select_for_update().get(pk=hook.pk)
    before, row.is_active = {"is_active": row.is_active}, is_active
    row.save(update_fields=["is_active"])
    record(actor=actor, action="启用推送地址" if is_active else "停用推送地址", thing=row, before=before, after={"is_active": is_active})
    return row


@transaction.atomic
def announce(*, event: Event, department: Department, year: int, kind: str, number: int, title: str = "") -> int:
    """Tell of an event inside the caller's transaction; how many addresses will be told.

    What is told are names and numbers that lead to the thing, never its figures or texts: those are asked for by the API.
    """
    hooks = [hook for hook in Hook.objects.filter(Q(department=department) | Q(department=None), is_active=True) if event.value in hook.events]
    payload = {
        "event": event.value,
        "at": timezone.now().isoformat(),
        "department": {"id": department.pk, "name": department.name},
        "year": year,
        "object": {"kind": kind, "id": number, "title": title[:200]},
    }
    Delivery.objects.bulk_create([Delivery(hook=hook, event=event, payload=payload) for hook in hooks])
    return len(hooks)


@transaction.atomic
def probe(*, actor: User, hook: Hook) -> Delivery:
    """Send a trial to an address, to see whether it arrives."""
    payload = {"event": Event.PROBE.value, "at": timezone.now().isoformat(), "by": actor.name}
    return Delivery.objects.create(hook=hook, event=Event.PROBE, payload=payload)


@transaction.atomic
def send_again(*, delivery: Delivery) -> Delivery:
    """Put what was given up back among what is due."""
    row = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if row.state == DeliveryState.GIVEN_UP:
        row.state, row.tries, row.next_try_at = DeliveryState.WAITING, 0, timezone.now()
        row.save(update_fields=["state", "tries", "next_try_at"])
    return row


def send_due() -> int:
    """Send what is due, each outside of any transaction; how many tries were made.

    A delivery is taken by putting its next try ahead, so that two workers never send the same at once, and what a dead worker had
    taken is due again soon. A receiver may therefore get one twice; its number is the same.
    """
    now = timezone.now()
    due = Delivery.objects.filter(state=DeliveryState.WAITING, next_try_at__lte=now, hook__is_active=True).order_by("next_try_at", "pk")
    made = 0
    for number in list(due.values_list("pk", flat=True)[:_AT_ONCE]):
        mine = Delivery.objects.filter(pk=number, state=DeliveryState.WAITING, next_try_at__lte=now)
        if mine.update(next_try_at=timezone.now() + _LEASE, tries=F("tries") + 1):
            _send(Delivery.objects.select_related("hook").get(pk=number))
            made += 1
    return made


def _send(delivery: Delivery) -> None:
    body = json.dumps({"id": str(delivery.key), **delivery.payload}, ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Jiheng-Webhooks/1",
        "X-Jiheng-Event": delivery.event,
        "X-Jiheng-Delivery": str(delivery.key),
        "X-Jiheng-Signature": signature(secret_of(delivery.hook), int(time.time()), body),
    }
    told: dict[str, Any] = {"status": None}
    try:
        told["status"] = post(delivery.hook.address, body, headers)
        said = "" if _is_taken(told["status"]) else f"对方回答{told['status']}，应为2开头{'；不跟随转址' if 300 <= told['status'] < 400 else ''}"
    except Unsent as trouble:
        said = str(trouble)
    now = timezone.now()
    if not said:
        told |= {"state": DeliveryState.DONE, "done_at": now, "said": ""}
    elif delivery.tries > len(PAUSES):
        told |= {"state": DeliveryState.GIVEN_UP, "said": said[:200]}
    else:
        told |= {"next_try_at": now + PAUSES[delivery.tries - 1], "said": said[:200]}
    Delivery.objects.filter(pk=delivery.pk).update(**told)


def _is_taken(status: int) -> bool:
    return 200 <= status < 300
