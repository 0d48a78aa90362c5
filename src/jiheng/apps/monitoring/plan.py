"""The targets that a month is monitored against, as they stood in force at its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jiheng.apps.accounts.models import Department
from jiheng.apps.targets.selectors.versions import projects_in_force, rows_in_force


@dataclass(frozen=True, slots=True)
class Planned:
    """One indicator of a version in force."""

    key: str
    level1: str
    level2: str
    name: str
    project: str
    relation: str
    target: str
    unit: str
    weight: Decimal
    section_id: int | None


def planned(department: Department, year: int, day: date) -> Iterator[Planned]:
    """Every indicator in force at a day, the department's first; those approved later where none was yet."""
    for project in ("", *projects_in_force(department, year)):
        for row in rows_in_force(department, year, project, day) or rows_in_force(department, year, project):
            if row.cancelled_on is None or row.cancelled_on > day:
                yield Planned(
                    f"indicator:{row.pk}",
                    row.level1,
                    row.level2,
                    row.name,
                    project or row.linked_project,
                    row.relation,
                    row.target,
                    row.unit,
                    row.weight,
                    row.section_id,
                )
