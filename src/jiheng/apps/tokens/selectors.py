"""Reads of tokens: one's own, and for administrators everybody's."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from jiheng.apps.accounts.access import is_administrator
from jiheng.apps.accounts.models import User
from jiheng.apps.tokens.models import ApiToken


def visible_tokens(user: User, *, words: str = "", state: str = "") -> QuerySet[ApiToken]:
    """Tokens that the user may see and revoke, by words of purpose or owner, by state "live" or "ended"."""
    rows = ApiToken.objects.select_related("user").prefetch_related("departments")
    if not is_administrator(user):
        rows = rows.filter(user=user)
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(user__name__icontains=word) | Q(user__username__icontains=word) | Q(public__startswith=word))
    live = Q(revoked_at=None, expires_at__gt=timezone.now())
    return rows.filter(live) if state == "live" else rows.exclude(live) if state == "ended" else rows


def visible_token(user: User, number: int) -> ApiToken:
    """One of them.

    Raises: Http404.
    """
    row = visible_tokens(user).filter(pk=number).first()
    if row is None:
        raise Http404("没有这个令牌，或者不在您的权限之内")
    return row
