"""The samples' target tables out of their case files, approved where they can be, and next year's draft copied from them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jiheng.apps.shared.changes import Program
from jiheng.apps.targets.selectors.reviewing import review_sheet
from jiheng.apps.targets.services import indicators, tables, workflow
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.rulepack.indicator_bank import bank_for
from jiheng.core.rulepack.scoring_rules import ScoringRules

if TYPE_CHECKING:
    from jiheng.apps.targets.models import TargetTable
    from jiheng.site.demo.people import Sample

FINANCE = Program("财政审核人（演示）")
_BLANK = ("/", "")


def load_targets(sample: Sample) -> None:
    """The department's table and one for each project; what does not come to the pack's weights stays a draft."""
    case = sample.case
    year = int(case["year"])
    for project, entry in _entries(case):
        table = tables.open_table(actor=sample.clerk, department=sample.department, year=year, project=project)
        goal = entry.get("target", "")
        if goal:
            table = tables.edit_goal(actor=sample.clerk, table=table, version=table.version, goal=goal)
        for place, row in enumerate(entry.get("indicators", ())):
            if row["level"][2] not in _BLANK:
                indicators.add_indicator(actor=sample.clerk, table=table, columns=_columns(sample, row, place))
        if not workflow.submission_troubles(table):
            _approve(sample, table)
            if not project:
                draft = tables.open_table(actor=sample.clerk, department=sample.department, year=year + 1)
                tables.copy_last_year(actor=sample.clerk, table=draft)


def _entries(case: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "", case
    for project in case.get("projects", ()):
        yield project["name"], project


def _columns(sample: Sample, row: dict[str, Any], place: int) -> dict[str, Any]:
    name = row["level"][2]
    known = next((entry for entry in bank_for(sample.department.name, ScoringRules()) if entry.name == name), None)
    hits = load_taxonomy()
    return {
        "level1": row["level"][0],
        "level2": row["level"][1],
        "name": name,
        "relation": row.get("relation") or "定性",
        "target": str(row["target"]),
        "unit": row.get("unit", ""),
        "weight": Decimal(str(row["weight"])),
        "section_id": sample.sections[place % len(sample.sections)].pk,
        "concept": known.concept if known and known.concept in hits else "",
        "collection": known.collection if known else "",
        "data_source": known.data_source if known else "",
        "evidence": known.evidence if known else "、".join(row.get("evidence", ())),
    }


def _approve(sample: Sample, table: TargetTable) -> None:
    workflow.submit(actor=sample.clerk, table=table)
    workflow.endorse(actor=sample.head, table=table)
    sheet = review_sheet(table, ())
    points = {line.item.id: line.item.weight - (1 if line.item.looks else 0) for line in sheet.lines} if sheet else {}
    opinion = "目标与职责相符，同意；定性指标年终须附分档依据。"
    workflow.decide(actor=FINANCE, table=table, approve=True, points=points, opinion=opinion, on=date(table.year, 2, 10))
