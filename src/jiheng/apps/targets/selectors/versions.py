"""Versions of targets: which was in force when, and what differs between two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from jiheng.apps.accounts.models import Department
from jiheng.apps.targets.models import Indicator, TargetTable, TargetVersion
from jiheng.apps.targets.rows import core_row, seal_of, thawed
from jiheng.core.scoring.scoring_input import IndicatorRow

COMPARED = ("level1", "level2", "name", "relation", "target", "unit", "weight", "cancelled_on")


@dataclass(frozen=True, slots=True)
class Difference:
    """One indicator on two sides; `kind` is added, dropped, changed or same, `columns` the names of what changed."""

    kind: str
    before: Indicator | None
    after: Indicator | None
    columns: tuple[str, ...] = ()

    @property
    def shown(self) -> Indicator:
        """The side that is there, the later one first."""
        row = self.after or self.before
        if row is None:
            raise ValueError("两边都没有")
        return row


def versions_of(table: TargetTable) -> QuerySet[TargetVersion]:
    """Every version, newest first."""
    return table.versions.all()


def version_in(table: TargetTable, number: int) -> TargetVersion:
    """A version by its number.

    Raises: Http404.
    """
    version = table.versions.filter(number=number).first()
    if version is None:
        raise Http404("没有这一版本")
    return version


def approved_numbers(table: TargetTable) -> frozenset[int]:
    """The indicators that the last version holds: they are cancelled with an approval, never deleted."""
    last = table.versions.first()
    return frozenset(kept["id"] for kept in last.content) if last else frozenset()


def version_in_force(table: TargetTable, on: date | None = None) -> TargetVersion | None:
    """The version in force on a day; without a day, the last."""
    versions = table.versions.all()
    if on is not None:
        versions = versions.filter(in_force_from__lte=on)
    return versions.order_by("-in_force_from", "-number").first()


def rows_in_force(department: Department, year: int, project: str = "", on: date | None = None) -> tuple[Indicator, ...]:
    """The indicators in force of the department or of a project, cancelled ones with their approval; none before an approval."""
    table = TargetTable.objects.filter(department=department, year=year, project=project).first()
    version = version_in_force(table, on) if table else None
    return rows_of(version) if version else ()


def core_rows_in_force(department: Department, year: int, project: str = "", on: date | None = None) -> tuple[IndicatorRow, ...]:
    """The same as scoring and reports take them."""
    return tuple(core_row(row) for row in rows_in_force(department, year, project, on))


def approved_versions(department: Department, year: int) -> QuerySet[TargetVersion]:
    """Every approved version of the year's tables with its table, each table's oldest first."""
    rows = TargetVersion.objects.filter(table__department=department, table__year=year).select_related("table")
    return rows.order_by("table__project", "in_force_from", "number")


def projects_in_force(department: Department, year: int) -> tuple[str, ...]:
    """The projects whose targets were approved."""
    found = TargetTable.objects.filter(department=department, year=year, versions__isnull=False).exclude(project="")
    return tuple(found.order_by("project").values_list("project", flat=True).distinct())


def rows_of(version: TargetVersion) -> tuple[Indicator, ...]:
    """The rows that a version froze."""
    return tuple(thawed(kept) for kept in version.content)


def is_whole(version: TargetVersion) -> bool:
    """Whether a version is what was sealed."""
    return seal_of(version.goal, version.content) == version.seal


def differences(before: Iterable[Indicator], after: Iterable[Indicator]) -> tuple[Difference, ...]:
    """Two states of one table: by the indicator's number, in the order of the later one, what was dropped at the end."""
    old = {row.pk: row for row in before}
    found = [_compared(old.pop(row.pk, None), row) for row in after]
    return (*found, *(Difference("dropped", row, None) for row in old.values()))


def differences_by_name(before: Sequence[Indicator], after: Sequence[Indicator]) -> tuple[Difference, ...]:
    """Two years of a table: by second level and name, then by name alone."""
    left = list(before)
    found = []
    for row in after:
        match = next((one for one in left if (one.level2, one.name) == (row.level2, row.name)), None)
        match = match or next((one for one in left if one.name == row.name), None)
        if match is not None:
            left.remove(match)
        found.append(_compared(match, row))
    return (*found, *(Difference("dropped", row, None) for row in left))


def last_year_rows(table: TargetTable) -> tuple[Indicator, ...]:
    """Last year's indicators of the same table: those in force, else those of its draft."""
    last = TargetTable.objects.filter(department_id=table.department_id, year=table.year - 1, project=table.project).first()
    if last is None:
        return ()
    version = version_in_force(last)
    return tuple(row for row in (rows_of(version) if version else last.indicators.all()) if not row.cancelled_on)


def _compared(before: Indicator | None, after: Indicator) -> Difference:
    if before is None:
        return Difference("added", None, after)
    changed = tuple(name for name in COMPARED if str(getattr(before, name) or "") != str(getattr(after, name) or ""))
    return Difference("changed" if changed else "same", before, after, changed)
