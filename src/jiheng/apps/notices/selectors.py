"""Reads of a person's own notices."""

from __future__ import annotations

from django.db.models import QuerySet

from jiheng.apps.accounts.access import limit_of
from jiheng.apps.accounts.models import User
from jiheng.apps.notices.models import Notice


def notices_of(user: User, *, unread: bool = False, kind: str = "", words: str = "") -> QuerySet[Notice]:
    """The user's notices, newest first."""
    rows = Notice.objects.filter(user=user).select_related("department")
    only = limit_of(user)
    if only is not None:
        rows = rows.filter(department__in=only)
    if unread:
        rows = rows.filter(read_at=None)
    if kind:
        rows = rows.filter(kind=kind)
    if words:
        rows = rows.filter(title__icontains=words) | rows.filter(text__icontains=words)
    return rows


def unread_count(user: User) -> int:
    """How many the user has not read."""
    return Notice.objects.filter(user=user, read_at=None).count()
