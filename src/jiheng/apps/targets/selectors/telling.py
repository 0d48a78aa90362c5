"""Lines of the log of changes about targets in people's words: columns by their names, nothing for what has no content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist

from jiheng.apps.accounts.models import Department
from jiheng.apps.shared.models import ChangeEntry
from jiheng.apps.targets.models import Indicator, Opinion, Review, TargetTable, TargetVersion

_MODELS = {model._meta.label_lower: model for model in (Indicator, Opinion, Review, TargetTable, TargetVersion)}
_OTHERS = {"order": "顺序"}
_SECTION = "section_id"
_INNER = ("table_id", "place", "department_id", "reviewer_id")  # what a reader of the line knows already

Told = tuple[tuple[str, str, str], ...]


def told(entries: Iterable[ChangeEntry]) -> list[tuple[ChangeEntry, Told]]:
    """Each entry with the names of its columns, before and after."""
    listed = list(entries)
    numbers = {side.get(_SECTION) for entry in listed for side in (entry.before, entry.after)} - {None}
    sections = {one.pk: one.name for one in Department.objects.filter(pk__in=numbers)} if numbers else {}
    return [(entry, tuple(_columns(entry, sections))) for entry in listed]


def _columns(entry: ChangeEntry, sections: Mapping[int, str]) -> Iterable[tuple[str, str, str]]:
    for name in dict.fromkeys((*entry.before, *entry.after)):
        if name in _INNER:
            continue
        if name == _SECTION:
            yield _title(entry.kind, name), sections.get(entry.before.get(name, 0), ""), sections.get(entry.after.get(name, 0), "")
            continue
        before, after = (_words(entry.kind, name, side.get(name)) for side in (entry.before, entry.after))
        if before or after:
            yield _title(entry.kind, name), before, after


def _title(kind: str, name: str) -> str:
    try:
        return str(_MODELS[kind]._meta.get_field(name.removesuffix("_id")).verbose_name)  # type: ignore[union-attr]  # columns only
    except (KeyError, FieldDoesNotExist):
        return _OTHERS.get(name, name)


def _words(kind: str, name: str, value: Any) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return "是" if value else ""
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, dict):
        return "；".join(f"{key} {one}" for key, one in value.items())
    model = _MODELS.get(kind)
    try:
        choices = dict(model._meta.get_field(name).flatchoices) if model else {}  # type: ignore[union-attr]  # columns only
    except FieldDoesNotExist:
        choices = {}
    return str(choices.get(value, value))
