"""Writes of notices: tell people of an event, mark as read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from jiheng.apps.accounts.models import Department, User
from jiheng.apps.notices.choices import NoticeKind
from jiheng.apps.notices.models import Notice
from jiheng.apps.notices.selectors import notices_of


@transaction.atomic
def notify(
    *, users: Iterable[User], kind: NoticeKind, key: str, title: str, text: str = "", page: str = "", arguments: Mapping[str, int] | None = None, department: Department | None = None, year: int | None = None
) -> int:  # fmt: skip
    """Tell people of an event, each once however often it is called; returns how many are told."""
    rows = [
        Notice(
            user=user,
            kind=kind,
            key=key,
            title=title[:120],
            text=text[:500],
            page=page,
            arguments=dict(arguments or {}),
            department=department,
            year=year,
        )
        for user in {user.pk: user for user in users}.values()
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def mark_read(*, user: User, number: int | None = None) -> int:
    """Mark one notice of the user's own as read, or all; returns how many were unread."""
    rows = notices_of(user, unread=True).select_related(None)
    if number is not None:
        rows = rows.filter(pk=number)
    return rows.update(read_at=timezone.now())
