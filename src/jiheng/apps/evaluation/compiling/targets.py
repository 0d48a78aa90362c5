"""What the approved targets give a case: the last version, and what was changed in the year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jiheng.apps.accounts.models import Department
from jiheng.apps.evaluation.compiling.books import BookFact, Facts
from jiheng.apps.evaluation.compiling.sheet import Origin, Sheet
from jiheng.apps.targets.models import Indicator, TargetVersion
from jiheng.apps.targets.selectors.versions import approved_versions, rows_of
from jiheng.core.facts.context import Basis
from jiheng.core.figures.units import unit_for

_DONE = (Basis.ACTUAL, None, Basis.OUTTURN)
_NONE = "/"
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class TableInForce:
    """The last approved version of one table beside the first."""

    project: str
    last: TargetVersion
    first: TargetVersion


def tables_in_force(department: Department, year: int) -> dict[str, TableInForce]:
    """The tables that were approved, by project, "" for the department's own."""
    found: dict[str, TableInForce] = {}
    for version in approved_versions(department, year):  # oldest first
        project = version.table.project
        first = found[project].first if project in found else version
        found[project] = TableInForce(project, version, first)
    return found


def state_indicators(sheet: Sheet, facts: Facts, path: str, table: TableInForce) -> None:
    """The table's rows as a list at a path, each actual from the fact that its indicator names."""
    rows = list(rows_of(table.last))
    first = {row.pk: row for row in (rows if table.first == table.last else rows_of(table.first))}
    for row in rows:
        values, origins = _row(row, first.get(row.pk), table.last)
        fact = actual_fact(facts, row)
        if fact is not None:
            values["actual"], origins["actual"] = actual_words(facts, fact, row.unit), facts.origin(fact)
        sheet.append(path, str(row.pk), values, origins)


def actual_fact(facts: Facts, row: Indicator) -> BookFact | None:
    """The figure of the books that an indicator's actual value is, where its concept is stated for the whole year."""
    if not row.concept:
        return None
    item = row.linked_project if row.concept == "spend.project" else ""
    return next((fact for basis in _DONE if (fact := facts.find(row.concept, basis, 0, item)) is not None), None)


def actual_words(facts: Facts, fact: BookFact, unit: str) -> str:
    """A fact in the indicator's unit, or with its own where the two don't measure the same."""
    wanted, own = unit_for(unit), unit_for(fact.unit)
    if wanted is None or own is None or wanted.dimension != own.dimension:
        return f"{fact.value}{fact.unit}"
    if own.is_money and wanted.key == "万元":
        return f"{facts.money(fact):f}"
    if wanted.factor == own.factor:
        return fact.value
    return f"{fact.value}{fact.unit}"


def _row(row: Indicator, first: Indicator | None, version: TargetVersion) -> tuple[dict[str, object], dict[str, Origin]]:
    came = Origin("target", row.pk)
    values: dict[str, object] = {
        "level": [row.level1, row.level2 or row.level1, row.name],
        "relation": row.relation,
        "target": (first or row).target or _NONE,
        "unit": row.unit,
        "weight": row.weight.normalize() if row.weight != row.weight.to_integral_value() else row.weight.quantize(_ONE),
        "core": "是" if row.is_core else "",
    }
    if first is not None and first.target != row.target:
        values["adjusted"] = {"target": row.target or _NONE, "approval": version.reason or f"第{version.number}版目标"}
    if row.cancelled_on:
        values["cancelled"] = {"approval": row.cancel_approval, "reason": row.cancel_reason}
    values = {key: value for key, value in values.items() if value != ""}
    return values, dict.fromkeys(values, came)
