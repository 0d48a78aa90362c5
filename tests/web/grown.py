"""A department's year with so many rows of everything: rows that are there are copied, whatever must be unique is made so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import count as numbers
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

from tests.web.addresses import rows_of

_serial = numbers(1)
# A person's posts and a region's organisations are made below; the log is only read.
_BY_HAND = ("accounts.User", "accounts.Department", "accounts.Membership", "monitoring.YearState")


def grow(department: Any, year: int, count: int) -> None:
    """Let every table hold at least `count` rows of the department's year, as far as its constraints allow, and so many departments."""
    for model in apps.get_models():
        if model.__module__.startswith("jiheng.") and model._meta.label not in _BY_HAND:
            _multiply(model, department, year, count)
    _neighbours(department, year, count)


def _multiply(model: type[models.Model], department: Any, year: int, count: int) -> None:
    there = list(rows_of(model, department, year).order_by("pk")[:count])
    unique = list(_unique(model))
    if not there or None in unique:
        return
    for place in range(len(there), count):
        copy = _copied(there[place % len(there)])
        for field in unique:
            _make_unique(copy, field)
        try:
            with transaction.atomic():
                model._default_manager.bulk_create([copy])
        except IntegrityError:
            return


def _copied(row: models.Model) -> models.Model:
    copy = type(row)(**{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields})
    copy.pk = None
    return copy


def _unique(model: type[models.Model]) -> Iterator[models.Field[Any, Any] | None]:
    """A field of each constraint that may take another value; None where a constraint has no such field."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    yield from (field for field in fields.values() if field.unique and not field.primary_key)
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            free = [fields[name] for name in constraint.fields if name != "year" and not fields[name].is_relation and not fields[name].choices]
            yield next(iter(free), None)


def _make_unique(copy: models.Model, field: models.Field[Any, Any]) -> None:
    value, number = getattr(copy, field.attname), next(_serial)
    if isinstance(field, models.CharField | models.TextField):
        tail = f"~{number}"
        other: Any = f"{value or ''}"[: (field.max_length or 200) - len(tail)] + tail
    elif isinstance(field, models.DateField):
        other = value + timedelta(days=number)
    else:
        other = 1000 + number
    setattr(copy, field.attname, other)


def _neighbours(department: Any, year: int, count: int) -> None:
    """More departments of the same region, each with a section, people and a state of the year."""
    organisation, user, membership, state = (
        apps.get_model(label) for label in ("accounts.Department", "accounts.User", "accounts.Membership", "monitoring.YearState")
    )
    post = membership.objects.filter(department=department).first()
    own = state.objects.filter(department=department, year=year).first()
    for _ in range(organisation.objects.filter(region_code=department.region_code, kind=department.kind).count(), count):
        number = next(_serial)
        home = _copied(department)
        home.name, home.short_name = f"邻近第{number}局", f"{number}局"
        home.save()
        person = user.objects.create(username=f"near{number}", name=f"邻人{number}")
        for place in (home, department):
            also = _copied(post)
            also.user, also.department = person, place
            also.save()
        if own is not None:
            line = _copied(own)
            line.department = home
            line.save()
