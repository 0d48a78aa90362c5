"""Who may read which lines of the log: of departments they see; administrators also of accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from jiheng.apps.accounts.access import departments, is_administrator
from jiheng.apps.accounts.models import Department, User
from jiheng.apps.shared.models import ChangeEntry


@dataclass(frozen=True, slots=True)
class Asked:
    """What to look for in the log: words of person or object, a kind, words of a department's name, days from and to."""

    words: str = ""
    kind: str = ""
    department: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class ChangedColumn:
    """One column of a change with its name, before and after."""

    name: str
    before: Any
    after: Any


def visible_changes(user: User, asked: Asked | None = None) -> QuerySet[ChangeEntry]:
    """The lines that the user may read, newest first."""
    own = departments(user)
    seen = Q(department_id__in=own.values("pk")) | Q(department_id__in=Department.objects.filter(parent__in=own).values("pk"))
    if is_administrator(user):
        seen |= Q(kind__startswith="accounts.") | Q(kind__startswith="tokens.") | Q(kind__startswith="webhooks.")
    rows = ChangeEntry.objects.filter(seen)
    if asked is None:
        return rows
    if asked.words:
        rows = rows.filter(Q(user_name__icontains=asked.words) | Q(object_name__icontains=asked.words))
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.department:
        rows = rows.filter(department_id__in=Department.objects.filter(name__icontains=asked.department).values("pk"))
    if asked.first:
        rows = rows.filter(at__gte=_midnight(asked.first))
    if asked.last:
        rows = rows.filter(at__lt=_midnight(asked.last + timedelta(days=1)))
    return rows


def visible_change(user: User, number: int) -> ChangeEntry:
    """One line.

    Raises: Http404.
    """
    entry = visible_changes(user).filter(pk=number).first()
    if entry is None:
        raise Http404("没有这条变更记录，或者不在您的权限之内")
    return entry


def object_changes(user: User, kind: str, number: str) -> QuerySet[ChangeEntry]:
    """The history of one object, newest first.

    Raises: Http404 when there is nothing that the user may read.
    """
    rows = visible_changes(user).filter(kind=kind, object_id=number)
    if not rows.exists():
        raise Http404("没有这个对象的变更记录，或者不在您的权限之内")
    return rows


def columns_of(entry: ChangeEntry) -> tuple[ChangedColumn, ...]:
    """What changed, column by column, under the names that the pages use."""
    names = _column_names(entry.kind)
    keys = dict.fromkeys((*entry.before, *entry.after))
    return tuple(ChangedColumn(names.get(key, key), entry.before.get(key), entry.after.get(key)) for key in keys)


def kinds_of_objects() -> tuple[tuple[str, str], ...]:
    """Every kind of object that the log may tell of, with its Chinese name."""
    own = [model for model in apps.get_models() if model.__module__.startswith("jiheng.")]
    return tuple((model._meta.label_lower, str(model._meta.verbose_name)) for model in own if model is not ChangeEntry)


def _column_names(kind: str) -> dict[str, str]:
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return {}
    return {field.attname: str(field.verbose_name) for field in model._meta.concrete_fields}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
