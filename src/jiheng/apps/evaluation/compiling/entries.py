"""What people entered, laid into the case at its places; what has no place there any more is kept and said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from jiheng.apps.evaluation.compiling.sheet import Origin, Sheet, steps_of
from jiheng.apps.evaluation.models import Entry
from jiheng.core.casefile.case_fields import CASE, COLUMNS, Field, Kind

ACTUAL = "actual"
_DECLARED = {"indicators": CASE.field("indicators"), "projects": CASE.field("projects")}
_TITLES = "："
_MONTHS = tuple(str(month) for month in range(1, 13))
_NOT_TYPED = ("fact", "book", "rules", "target")


@lru_cache(maxsize=4096)
def declared(path: str) -> Field | None:
    """The field of the case format at an entry's path; None for a path that the format does not have."""
    at: Field = CASE
    for place, step in enumerate(steps_of(path)):
        if at.kind is Kind.ANY:  # the step is a name that the pack or the taxonomy knows
            inner = at.fields
            at = Field(step, at.title, Kind.GROUP, fields=inner) if len(inner) > 1 or inner[0].key else inner[0]
            continue
        if at.kind is Kind.AMOUNTS:
            if step not in at.columns:
                return None
            at = Field(step, f"{at.title}{COLUMNS[step].title}", Kind.FIGURE, unit=at.unit, concept=at.concept, basis=COLUMNS[step].basis)
            continue
        if at.kind is Kind.MONTHS:
            if step not in _MONTHS:
                return None
            at = Field(step, f"1—{step}月{at.title}", Kind.FIGURE, unit=at.unit, concept=at.concept)
            continue
        if at.kind is Kind.LIST and place:
            at = Field(step, at.title, Kind.GROUP, fields=at.fields)
            continue
        found = next((field for field in at.fields if field.key == step), None)
        if found is None:
            return None
        at = found
    return at


def state_entries(sheet: Sheet, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Put every entry with words at its place; returns those whose place is gone (an indicator or project no longer there).

    What the books state is corrected in the books: there only an indicator's actual may be written over.
    """
    places = dict(sheet.places())
    left = []
    for entry in entries:
        if not entry.text.strip():
            continue
        field = declared(entry.path)
        head = entry.path[: entry.path.find("].") + 1]
        head = head if head in places else ""
        if field is None or (not head and entry.path.startswith(("indicators[", "projects["))):
            left.append(entry)
            continue
        if field.key != ACTUAL and stated_by_books(sheet, entry.path):
            left.append(entry)
            continue
        value = _value(field, entry.text)
        if head:
            sheet.into(places[head], entry.path[len(head) + 1 :], value, Origin("entry", entry.pk or 0))
        else:
            sheet.put(entry.path, value, Origin("entry", entry.pk or 0))
    return tuple(left)


def stated_by_books(sheet: Sheet, path: str) -> bool:
    """Whether the books or the approved targets state what an entry's path names."""
    origin = sheet.origins.get(sheet.place(path))
    return origin is not None and origin.kind in _NOT_TYPED


def _value(field: Field, text: str) -> object:
    if field.kind is Kind.TEXTS:
        return [line.strip() for line in text.splitlines() if line.strip()]
    if field.kind is Kind.LIST:
        return list(_named(text))
    return text.strip()


def _named(text: str) -> Iterator[dict[str, str]]:
    """Tasks, one a line: name, colon, content."""
    for line in text.splitlines():
        name, _, content = line.replace(":", _TITLES).partition(_TITLES)
        if name.strip():
            yield {"name": name.strip(), "content": content.strip() or name.strip()}
