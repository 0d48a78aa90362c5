"""Two case files field by field: what was entered otherwise, under the titles that the format gives its fields.

Indicators and projects are told apart by name, so that a row that moved is not a change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from jiheng.core.casefile.case_fields import CASE, COLUMNS, Field, Kind
from jiheng.core.facts.taxonomy import load_taxonomy

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every value stays as it is written
_LEAVES = ("schema",)
_COLUMN = {key: column.title for key, column in COLUMNS.items()}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that two cases hold differently; "" where one has none. `path` is the later case's, where it has one."""

    path: str
    title: str
    before: str
    after: str

    @property
    def area(self) -> str:
        """The first part of the title: what of the case it is about."""
        return self.title.split(" · ")[0]


@dataclass(frozen=True, slots=True)
class _Value:
    path: str
    title: str
    text: str


def case_changes(before: str, after: str, names: Mapping[str, str] | None = None) -> tuple[FieldChange, ...]:
    """Every field that differs between two texts of case files, in the order of the later one.

    `names` are titles of what a pack names (items, sections), by id.
    """
    old, new = _flat(before, names or {}), _flat(after, names or {})
    found = []
    for key in dict.fromkeys((*new, *old)):
        was, is_now = old.get(key), new.get(key)
        shown = is_now or was
        if shown is not None and (was.text if was else "") != (is_now.text if is_now else ""):
            found.append(FieldChange(shown.path, shown.title, was.text if was else "", is_now.text if is_now else ""))
    return tuple(found)


def case_places(text: str, names: Mapping[str, str] | None = None) -> tuple[tuple[str, str], ...]:
    """Path and title of every field that a case file states, in its order."""
    return tuple((one.path, one.title) for one in _flat(text, names or {}).values())


def _flat(text: str, names: Mapping[str, str]) -> dict[str, _Value]:
    values = yaml.load(text, Loader=_LOADER)  # noqa: S506  a base loader makes nothing but text, lists and mappings
    stated = [field for field in CASE.fields if field.key not in _LEAVES and isinstance(values, dict) and field.key in values]
    return {key: value for field in stated for key, value in _walk(field, values[field.key], field.key, field.key, field.title, names)}


def _walk(field: Field, value: Any, key: str, path: str, title: str, names: Mapping[str, str]) -> Iterator[tuple[str, _Value]]:
    if isinstance(value, dict):
        inner = {one.key: one for one in field.fields}
        for name, below in value.items():
            entry = Field(name, name, Kind.GROUP, fields=field.fields)
            known = inner.get("", entry) if field.kind is Kind.ANY else inner.get(name, Field(name, name))
            shown = f"{title} · {_title(field, known, str(name), names)}"
            yield from _walk(known, below, f"{key}.{name}", f"{path}.{name}", shown, names)
    elif isinstance(value, list) and field.kind is Kind.LIST:
        for place, (mark, below) in enumerate(_named(value)):
            entry = Field(field.key, field.title, Kind.GROUP, fields=field.fields)
            yield from _walk(entry, below, f"{key}[{mark}]", f"{path}[{place}]", f"{title} · {mark}", names)
    else:
        text = _lines(value)
        if text.strip():
            yield key, _Value(path, title, text)


def _title(field: Field, known: Field, name: str, names: Mapping[str, str]) -> str:
    if field.kind is Kind.AMOUNTS:
        return _COLUMN.get(name, name)
    if field.kind is Kind.MONTHS:
        return f"{name}月末"
    if field.kind is Kind.ANY:
        return names.get(name) or _concept(name) or name
    return known.title


@lru_cache(maxsize=512)
def _concept(name: str) -> str:
    taxonomy = load_taxonomy()
    concept = taxonomy.concept(name) if name in taxonomy else taxonomy.by_code(name)
    return concept.label if concept is not None else ""


def _named(entries: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """The entries of a list, each with the words that tell it from the others."""
    seen: dict[str, int] = {}
    for entry in entries:
        words = _mark(entry) if isinstance(entry, dict) else ""
        seen[words] = seen.get(words, 0) + 1
        number = seen[words]
        yield (f"{words}（{number}）" if words and number > 1 else words or f"第{number}项"), entry


def _mark(entry: Mapping[str, Any]) -> str:
    level = entry.get("level")
    if isinstance(level, list) and level:
        return str(level[-1])
    return str(entry.get("name") or entry.get("reason") or "")


def _lines(value: Any) -> str:
    return "\n".join(str(one) for one in value) if isinstance(value, list) else str(value)
