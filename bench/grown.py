"""A thousand departments for five years in PostgreSQL: one sample department's year, copied by the database with its own amounts each.

Every table that belongs to a department's year is copied, so that a new ledger takes part by itself. Amounts are multiplied by a whole
number drawn by a seeded generator: sums still tie, and no two departments look alike.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.core.management.color import no_style
from django.db import connection, models

from jiheng.apps.accounts.choices import Role
from jiheng.apps.accounts.models import Department, Membership, User
from jiheng.apps.shared.money import MoneyField

SEED = 20261121
FIRST_YEAR = 2021
_LEFT = {"jobs.Job", "notices.Notice", "library.KeptFile", "shared.ChangeEntry", "accounts.Membership"}
# The amount of a stored fact is exact text in its printed unit; a percentage does not grow with the amounts.
_FACT_VALUE = "CASE WHEN r.unit IN ('元', '万元', '亿元') THEN ((r.value)::numeric * p.factor)::text ELSE r.value END"


def grow(template: Department, year: int, *, count: int = 1000, years: int = 5) -> dict[str, int]:
    """Copy the template's year to `count` departments and `years` years; the rows now there, by table."""
    draw = random.Random(SEED)  # noqa: S311  the same departments in every run
    places = list(_departments(count))
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TABLE IF EXISTS bench_place; CREATE TEMP TABLE bench_place (k bigint, department bigint, section bigint, person bigint, year int, factor int)"
        )
        rows = [(home, section, person, FIRST_YEAR + step, draw.randint(1, 9)) for home, section, person in places for step in range(years)]
        cursor.executemany("INSERT INTO bench_place VALUES (%s, %s, %s, %s, %s, %s)", [(k, *row) for k, row in enumerate(rows)])
        copied = list(_tables(template, year))
        for model, numbers in copied:
            name = f"bench_{model._meta.db_table}"
            cursor.execute(f"DROP TABLE IF EXISTS {name}; CREATE TEMP TABLE {name} (old bigint PRIMARY KEY, place bigint)")
            cursor.executemany(f"INSERT INTO {name} VALUES (%s, %s)", list(zip(numbers, range(len(numbers)), strict=True)))  # noqa: S608
        sizes = {model: len(numbers) for model, numbers in copied}
        bases = {model: (model._default_manager.aggregate(top=models.Max("pk"))["top"] or 0) + 1 for model in sizes}
        for model in sizes:
            cursor.execute(_copy(model, template, year, sizes, bases))
        for sql in connection.ops.sequence_reset_sql(no_style(), list(sizes)):
            cursor.execute(sql)
        cursor.execute("ANALYZE")
    return {model._meta.label: model._default_manager.count() for model in sizes}


def _departments(count: int) -> Iterator[tuple[int, int, int]]:
    """Departments over the counties of ten provinces, each with a section and a clerk: their numbers."""
    hashed = make_password("bench")
    homes = [
        Department(name=f"第{n}号单位", short_name=f"单位{n}", kind="department", region_code=f"{43 + n % 10:02d}{1 + n // 10 % 12:02d}{1 + n // 120:02d}", region_name=f"第{n % 10}省第{n // 10 % 12}市")
        for n in range(count)
    ]  # fmt: skip
    Department.objects.bulk_create(homes, 2000)
    sections = [
        Department(name="业务科", short_name="业务科", kind="section", parent=home, region_code=home.region_code, region_name=home.region_name)
        for home in homes
    ]
    Department.objects.bulk_create(sections, 2000)
    people = [User(username=f"bench{n}", name=f"填报人{n}", password=hashed, must_change_password=False) for n in range(count)]
    User.objects.bulk_create(people, 2000)
    Membership.objects.bulk_create([Membership(user=user, department=home, role=Role.CLERK) for user, home in zip(people, homes, strict=True)], 2000)
    for home, section, user in zip(homes, sections, people, strict=True):
        yield home.pk, section.pk, user.pk


def _tables(template: Department, year: int) -> Iterator[tuple[type[models.Model], list[int]]]:
    """Tables of a department's year, those that others point at first, with the template's rows."""
    waiting = [model for model in apps.get_models() if model.__module__.startswith("jiheng.") and model._meta.label not in _LEFT]
    done: dict[type[models.Model], list[int]] = {}
    while waiting:
        before = len(waiting)
        for model in list(waiting):
            parents = [field.related_model for field in _links(model) if field.related_model not in (Department, User, model)]
            if any(parent in waiting for parent in parents):
                continue
            waiting.remove(model)
            rows: Any = model._default_manager.all()
            columns = {field.name for field in model._meta.concrete_fields}
            owner = next((field for field in _links(model) if field.related_model in done and not field.null), None)
            if model in (Department, User):
                continue
            if {"department", "year"} <= columns:
                rows = rows.filter(department=template, year=year)
            elif owner is not None:
                rows = rows.filter(**{f"{owner.name}__in": done[owner.related_model]})
            else:
                continue
            if numbers := list(rows.order_by("pk").values_list("pk", flat=True)):
                done[model] = numbers
                yield model, numbers
        if len(waiting) == before:
            return  # tables that point at each other belong to no year


def _links(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]


def _copy(model: type[models.Model], template: Department, year: int, sizes: dict[Any, int], bases: dict[Any, int]) -> str:
    """One INSERT … SELECT for all departments and years."""
    columns, values, joins = [], [], []
    for field in model._meta.concrete_fields:
        column = f'"{field.column}"'
        value = f"r.{column}"
        if field.primary_key:
            value = f"{bases[model]} + p.k * {sizes[model]} + m.place"
        elif isinstance(field, models.ForeignKey):
            target = field.related_model
            if target is Department:
                value = f"CASE WHEN r.{column} IS NULL THEN NULL WHEN r.{column} = {template.pk} THEN p.department ELSE p.section END"
            elif target is User:
                value = f"CASE WHEN r.{column} IS NULL THEN NULL ELSE p.person END"
            elif target in sizes:
                joins.append(f'LEFT JOIN bench_{target._meta.db_table} AS "j_{field.name}" ON "j_{field.name}".old = r.{column}')
                value = f'{bases[target]} + p.k * {sizes[target]} + "j_{field.name}".place'
        elif field.name == "year":
            value = "p.year"
        elif isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
            value = f"(r.{column} + make_interval(years => p.year - {year}))::date"
        elif isinstance(field, MoneyField) and not field.name.endswith("_step"):
            value = f"r.{column} * p.factor"
        elif model._meta.label == "factstore.FactRow" and field.name == "value":
            value = _FACT_VALUE
        elif isinstance(field, models.CharField) and field.unique:
            value = f"r.{column} || '-' || p.k"
        columns.append(column)
        values.append(value)
    own = f"bench_{model._meta.db_table}"
    table = model._meta.db_table
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} AS r JOIN {own} AS m ON m.old = r.id CROSS JOIN bench_place AS p {' '.join(joins)}"  # noqa: S608  names of our own tables
