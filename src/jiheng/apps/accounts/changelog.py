"""Who may read which lines of the log: of departments they see; administrators also of accounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import DateTimeField, Model, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from jiheng.apps.accounts.access import departments, is_administrator
from jiheng.apps.accounts.models import Department, User
from jiheng.apps.shared.models import ChangeEntry
from jiheng.apps.shared.money import MoneyField

Fields = Mapping[str, Any]
Names = Mapping[tuple[type[Model], Any], str]


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
    before: str | None
    after: str | None


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


def told(entries: Iterable[ChangeEntry]) -> list[tuple[ChangeEntry, tuple[ChangedColumn, ...]]]:
    """Each entry with what changed, column by column, in the words of the pages; the precision of amounts is left out."""
    listed = list(entries)
    fields = {kind: _fields(kind) for kind in {entry.kind for entry in listed}}
    names = _names_of_rows(listed, fields)
    return [(entry, tuple(_columns(entry, fields[entry.kind], names))) for entry in listed]


def _columns(entry: ChangeEntry, fields: Fields, names: Names) -> Iterator[ChangedColumn]:
    for key in dict.fromkeys((*entry.before, *entry.after)):
        field = fields.get(key)
        if key.endswith("_step") and field is not None:
            continue
        before, after = (_words(side.get(key), field, names) for side in (entry.before, entry.after))
        yield ChangedColumn(key if field is None else str(field.verbose_name), before, after)


def _words(value: Any, field: Any, names: Names) -> str | None:
    """A value as a person reads it: a row by its name, a choice by its label, a time of day as here."""
    if value in (None, "", [], {}):
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, dict):
        return "；".join(f"{key} {one}" for key, one in value.items())
    if field is None:
        return str(value)
    if field.is_relation:
        return names.get((field.related_model, value), f"（编号{value}）")
    if isinstance(field, MoneyField):
        return f"{Decimal(str(value)):,.2f}元"
    if isinstance(field, DateTimeField) and (at := parse_datetime(str(value))):
        return f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}"
    return str(dict(field.flatchoices).get(value, value))


def _names_of_rows(entries: Sequence[ChangeEntry], fields: Mapping[str, Fields]) -> Names:
    """The names of all rows that the entries point at, with one question for each table."""
    wanted: dict[type[Model], set[Any]] = {}
    for entry in entries:
        for side in (entry.before, entry.after):
            for key, value in side.items():
                field = fields[entry.kind].get(key)
                if field is not None and field.is_relation and value is not None:
                    wanted.setdefault(field.related_model, set()).add(value)
    return {(model, pk): str(row) for model, keys in wanted.items() for pk, row in model._default_manager.in_bulk(keys).items()}


def kinds_of_objects() -> tuple[tuple[str, str], ...]:
    """Every kind of object that the log may tell of, with its Chinese name."""
    own = [model for model in apps.get_models() if model.__module__.startswith("jiheng.")]
    return tuple((model._meta.label_lower, str(model._meta.verbose_name)) for model in own if model is not ChangeEntry)


def _fields(kind: str) -> Fields:
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return {}
    return {field.attname: field for field in model._meta.concrete_fields}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
