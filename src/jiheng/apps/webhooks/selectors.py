"""Reads of addresses and deliveries: of departments whose books one records, for administrators all."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from jiheng.apps.accounts.access import departments, is_administrator
from jiheng.apps.accounts.choices import Right
from jiheng.apps.accounts.models import Department, User
from jiheng.apps.webhooks.models import Delivery, Hook


def own_departments(user: User) -> QuerySet[Department]:
    """The departments for which the user may register an address."""
    return departments(user, Right.RECORD)


def may_register(user: User) -> bool:
    """Whether the user may register any address."""
    return is_administrator(user) or own_departments(user).exists()


def visible_hooks(user: User, words: str = "") -> QuerySet[Hook]:
    """Addresses that the user may see, test and remove."""
    rows = Hook.objects.select_related("department", "made_by")
    if not is_administrator(user):
        rows = rows.filter(department__in=own_departments(user).values("pk"))
    return rows.filter(Q(address__icontains=words) | Q(department__name__icontains=words)) if words else rows


def visible_hook(user: User, number: int) -> Hook:
    """One of them.

    Raises: Http404.
    """
    row = visible_hooks(user).filter(pk=number).first()
    if row is None:
        raise Http404("没有这个推送地址，或者不在您的权限之内")
    return row


def deliveries_of(hook: Hook, state: str = "") -> QuerySet[Delivery]:
    """What was sent, or is still to be sent, to an address."""
    rows = Delivery.objects.filter(hook=hook)
    return rows.filter(state=state) if state else rows
