"""The one door to the log of changes: record a change, read an object's history, prove that no row was altered."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Protocol

from django.db import connection, models, transaction
from django.utils import timezone

from jiheng.apps.shared.models import ChangeEntry

START = "0" * 64
_LOCK = 0x6A68_6368  # advisory lock of PostgreSQL under which rows are chained


class Actor(Protocol):
    """Who acts: a user, or the program itself (pk None)."""

    @property
    def pk(self) -> Any:
        """The user's number; None for the program."""

    @property
    def name(self) -> Any:
        """The name as the log keeps it."""


@dataclass(frozen=True, slots=True)
class Program:
    """The program as actor: imports at set-up, jobs that nobody started."""

    name: str = "系统"
    pk: None = None


def state_of(thing: models.Model, *, leave: tuple[str, ...] = ("id", "version")) -> dict[str, Any]:
    """The columns of a row as plain data, amounts as exact text; what every save raises by itself is left out."""
    return {field.attname: plain(getattr(thing, field.attname)) for field in thing._meta.concrete_fields if field.name not in leave}


def record(
    *,
    actor: Actor,
    action: str,
    thing: models.Model,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    department_id: int | None = None,
    reason: str = "",
    name: str = "",
) -> ChangeEntry | None:
    """Write one change inside the caller's transaction; nothing is written when an edit changed nothing.

    `before` None is a creation, `after` None takes the row as it stands now, `after` {} is a deletion; `name` is what people call the
    thing where its row does not say it.
    """
    old = dict(before or {})
    new = state_of(thing) if after is None else dict(after)
    if old and new:
        changed = [key for key in new if old.get(key) != new[key]]
        if not changed:
            return None
        old, new = ({key: side.get(key) for key in changed} for side in (old, new))
    where = department_id if department_id is not None else getattr(thing, "department_id", None)
    entry = ChangeEntry(
        at=timezone.now(),
        user_id=actor.pk,
        user_name=actor.name,
        department_id=where,
        kind=thing._meta.label_lower,
        object_id=str(thing.pk),
        object_name=(name or str(thing))[:200],
        action=action,
        before=old,
        after=new,
        reason=reason,
    )
    with transaction.atomic():
        entry.seal = _seal(entry, _last_seal())
        entry.save(force_insert=True)
    return entry


def history(thing: models.Model) -> models.QuerySet[ChangeEntry]:
    """The changes of one object, newest first."""
    return ChangeEntry.objects.filter(kind=thing._meta.label_lower, object_id=str(thing.pk))


@dataclass(frozen=True, slots=True)
class ProvenPart:
    """A part of the log after proving it: how many rows, the last row and its seal, and the rows that do not follow."""

    rows: int
    row: int
    seal: str
    broken: tuple[int, ...]


def prove_part(after: int, seal: str, most: int) -> ProvenPart:
    """Prove at most `most` rows that come after a row with its seal."""
    entries = list(ChangeEntry.objects.filter(pk__gt=after).order_by("id")[:most])
    broken = []
    for entry in entries:
        if entry.seal != _seal(entry, seal):
            broken.append(entry.pk)
        seal = entry.seal
    return ProvenPart(len(entries), entries[-1].pk if entries else after, seal, tuple(broken))


def newest_seal(*, but: str = "") -> str:
    """The seal of the newest row: while it stays the same, nothing that the log tells of has changed.

    Rows about one kind of thing can be left out (`but`).
    """
    rows = ChangeEntry.objects.exclude(kind=but) if but else ChangeEntry.objects.all()
    return rows.order_by("-id").values_list("seal", flat=True).first() or START


def count_changes() -> int:
    """How many rows the log has."""
    return ChangeEntry.objects.count()


def latest(department_id: int, limit: int) -> models.QuerySet[ChangeEntry]:
    """The newest changes of a department's books."""
    return ChangeEntry.objects.filter(department_id=department_id)[:limit]


def broken_seals() -> Iterator[int]:
    """Numbers of the rows whose seal does not follow from their content and the row before; none when the log is whole."""
    part = ProvenPart(0, 0, START, ())
    while (part := prove_part(part.row, part.seal, 2000)).rows:
        yield from part.broken


def _last_seal() -> str:
    # Rows are chained one after another: SQLite's IMMEDIATE transactions wait for each other by themselves.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    return newest_seal()


def _seal(entry: ChangeEntry, last: str) -> str:
    content = [entry.at.isoformat(), entry.user_id, entry.user_name, entry.department_id, entry.kind, entry.object_id, entry.object_name,
               entry.action, entry.before, entry.after, entry.reason]  # fmt: skip
    return sha256((last + json.dumps(content, ensure_ascii=False, sort_keys=True)).encode()).hexdigest()


def plain(value: Any) -> Any:
    """A column's value as plain data: amounts and days as text."""
    if value is None or isinstance(value, (bool, int, str, list, dict)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
