"""Rows that take long to make are made once in a process; after that they are laid back as they were, with their numbers and times."""

from __future__ import annotations

from collections.abc import Callable

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

_KEPT: dict[str, list[tuple[str, list[str], list[tuple]]]] = {}


def remembered(name: str, make: Callable[[], object]) -> None:
    """Leave the rows that `make` adds to tables in which nothing stands yet."""
    if name not in _KEPT:
        empty = [model for model in _models() if not model._base_manager.exists()]
        make()
        _KEPT[name] = [_rows(model) for model in empty if model._base_manager.exists()]
        return
    quoted = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        for table, columns, rows in _KEPT[name]:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {quoted(table)} ({', '.join(map(quoted, columns))}) VALUES ({places})", rows)  # noqa: S608  names of our own models
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)


def _models() -> list:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy]


def _rows(model) -> tuple[str, list[str], list[tuple]]:
    table, columns = model._meta.db_table, [field.column for field in model._meta.concrete_fields]
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(map(quoted, columns))} FROM {quoted(table)}")  # noqa: S608  as above
        return table, columns, cursor.fetchall()
