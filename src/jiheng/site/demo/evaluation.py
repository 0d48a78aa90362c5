"""The samples' self-evaluations: opened from the books, with the entries of the case file; some finished, some just begun."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from jiheng.apps.evaluation.compiling.compile import Compiled, compile_case
from jiheng.apps.evaluation.services.entries import open_evaluation, write_entry
from jiheng.core.casefile.case_fields import CASE, Field, Kind

if TYPE_CHECKING:
    from jiheng.apps.evaluation.models import SelfEvaluation
    from jiheng.site.demo.people import Sample

_BEGUN = ("unit.", "people.", "narrative[", "indicators[")  # what a clerk who has just begun has written
_LISTED = ("indicators", "projects")
_BOOKED = ("schema", "year", "pack", "adjustments", "buildings", "target", "funds", "name", "level", "relation", "weight", "core", "code")
_STATED = ("fact", "book", "rules", "target")
_WHY = "以年终逐项核对的结果为准"


def load_evaluation(sample: Sample, *, finished: bool) -> SelfEvaluation:
    """Open the year and write what the case file says beside the books."""
    evaluation = open_evaluation(actor=sample.clerk, department=sample.department, year=int(sample.case["year"]))
    compiled = compile_case(evaluation)
    for path, text in _entries(sample.case, compiled):
        if not finished and not (path.startswith(_BEGUN) or path == "unit.name"):
            continue
        place = compiled.sheet.place(path)
        origin = compiled.sheet.origins.get(place)
        stated = origin is not None and origin.kind in _STATED
        if stated and (not path.endswith(".actual") or compiled.sheet.value(place) == text):
            continue
        write_entry(actor=sample.clerk, evaluation=evaluation, path=path, text=text, version=0, why=_WHY if stated else "")
    return evaluation


def _entries(case: Mapping[str, Any], compiled: Compiled) -> Iterator[tuple[str, str]]:
    for field in CASE.fields:
        if field.key in case and field.key not in _BOOKED and field.key not in _LISTED:
            yield from _told(field, case[field.key], field.key)
    yield from _indicators(case, "indicators", compiled)
    known = {str(one["name"]): place for place, one in enumerate(compiled.sheet.values.get("projects", ()))}
    for project in case.get("projects", ()):
        if project["name"] in known:
            path = f"projects[{known[project['name']]}]"
            lasting = compiled.lasting(path)
            for field in CASE.field("projects").fields:
                if field.key in project and field.key not in _BOOKED and field.key not in _LISTED:
                    yield from _told(field, project[field.key], f"{lasting}.{field.key}")
            yield from _indicators(project, f"{path}.indicators", compiled)


def _indicators(given: Mapping[str, Any], path: str, compiled: Compiled) -> Iterator[tuple[str, str]]:
    places = {str(row["level"][-1]): place for place, row in enumerate(compiled.sheet.value(path) or ())}
    for row in given.get("indicators", ()):
        place = places.get(str(row["level"][-1]))
        if place is None:
            continue
        lasting = compiled.lasting(f"{path}[{place}]")
        for key in ("actual", "reason", "over_reason", "grading", "evidence"):
            if row.get(key) not in (None, "", "/"):
                yield f"{lasting}.{key}", _words(row[key])


def _told(field: Field, value: Any, path: str) -> Iterator[tuple[str, str]]:
    """The single values of a field, each at its path."""
    if field.kind is Kind.LIST:
        yield path, "\n".join("：".join(str(part) for part in entry.values()) for entry in value)
    elif field.kind is Kind.ANY:
        for name, one in value.items():
            inner = f"{path}[{name}]"
            if isinstance(one, Mapping):
                yield from ((f"{inner}.{key}", _words(part)) for key, part in one.items())
            else:
                yield inner if not field.fields[0].key else f"{inner}.{field.fields[0].key}", _words(one)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            below = next((inner for inner in field.fields if inner.key == str(key)), Field(str(key), str(key)))
            yield from _told(below, one, f"{path}.{key}")
    else:
        yield path, _words(value)


def _words(value: Any) -> str:
    return "\n".join(str(one) for one in value) if isinstance(value, list) else str(value)
