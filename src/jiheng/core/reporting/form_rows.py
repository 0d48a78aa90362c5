"""The rows that a layout repeats: indicators, projects, scores, tasks, groups, buildings - each as named values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from jiheng.core.facts.fact import Fact
from jiheng.core.reporting.report_input import Building, Project, ReportInput
from jiheng.core.reporting.wording import points_text
from jiheng.core.rulepack.outline import Repeat
from jiheng.core.scoring.score import Score, ScoreSheet
from jiheng.core.scoring.scoring_input import IndicatorRow

FIELDS = ("weight", "weight_before", "points", "before", "after")  # values that are numbers of points
_NONE = ("/", "／", "")


@dataclass(frozen=True, slots=True)
class Entry:
    """One repeated row: its values by field, what it is grouped by, the project it is about, whether its points count;

    `key` is the id of the indicator that it scores.
    """

    values: Mapping[str, str | Decimal]
    path: tuple[str, ...] = ()
    item: str = ""
    counts: bool = True
    facts: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    key: str = ""


def entries_for(repeat: Repeat, given: ReportInput, project: Project | None) -> list[Entry]:
    """The rows of one kind for the department, or for one of its projects; one blank row where there is none."""
    return _entries(repeat, given, project) or [Entry({}, counts=False)]


def _entries(repeat: Repeat, given: ReportInput, project: Project | None) -> list[Entry]:
    sheet = given.project_sheets.get(project.name) if project else given.sheet
    match repeat:
        case "indicators":
            return _indicators(project.rows if project else given.content.rows, sheet)
        case "scores":
            rows = {row.id: row for row in (project.rows if project else given.content.rows)}
            return [_score(score, rows.get(score.indicator)) for score in sheet.scores] if sheet else []
        case "groups":
            return [_group(group.title, group.before, group.after, group.points) for group in sheet.groups] if sheet else []
        case "projects" | "special_projects":
            chosen = [one for one in given.content.projects if repeat == "projects" or one.kind == "special"]
            return [Entry({"name": one.name, "code": one.code, "use": "".join(one.use), "achieved": one.achieved}, item=one.name) for one in chosen]
        case "tasks":
            return [Entry({"name": one.name, "content": one.content}) for one in given.content.tasks]
        case "buildings":
            return [_building(one) for one in given.content.buildings]
    return []


def _building(one: Building) -> Entry:
    values: dict[str, str | Decimal] = {"name": one.name}
    for key in ("approved_area", "actual_area", "approved_cost", "actual_cost"):
        value = getattr(one, key)
        values[key] = "" if value is None else f"{value:f}"
    values["area_rate"] = _share(one.actual_area, one.approved_area)
    values["cost_rate"] = _share(one.actual_cost, one.approved_cost)
    return Entry(values)


def _share(part: Decimal | None, whole: Decimal | None) -> str:
    """Part over whole as a percentage with two decimals at most; "" where either is missing."""
    return f"{points_text((part / whole * 100).quantize(Decimal('0.01')))}%" if part is not None and whole else ""


def _indicators(rows: tuple[IndicatorRow, ...], sheet: ScoreSheet | None) -> list[Entry]:
    scores = {score.indicator: score for score in sheet.scores} if sheet else {}
    weights: dict[str, Decimal] = {}
    for row in rows:
        given = scores[row.id].of if row.id in scores else row.weight
        weights[row.level[0]] = weights.get(row.level[0], Decimal(0)) + (given or Decimal(0))
    ordered = sorted(rows, key=lambda row: ([r.level[0] for r in rows].index(row.level[0]), [r.level[:2] for r in rows].index(row.level[:2])))
    return [_indicator(row, scores.get(row.id), weights[row.level[0]]) for row in ordered]


def _indicator(row: IndicatorRow, score: Score | None, group: Decimal) -> Entry:
    weight = score.of if score else row.weight
    points = score.points if score else None
    empty = row.target in _NONE
    values: dict[str, str | Decimal] = {
        "group": f"{row.level[0]}\n（{points_text(group)}分）" if group else row.level[0],
        "level1": row.level[0],
        "level2": row.level[1],
        "level3": row.level[2],
        "relation": row.relation if not empty else "/",
        "unit": row.unit,
        "target": row.target,
        "first_target": row.changed.first if row.changed else row.target,
        "core": "是" if row.core else "否",
        "actual": row.actual,
        "target_full": _target(row),
        "actual_full": _actual(row),
        "weight": weight if weight is not None else "",
        "weight_before": score.of_before if score else "",
        "points": points if points is not None else "",
        "reason": f"年中取消：{row.cancelled.reason}（{row.cancelled.approval}）" if row.cancelled else row.reason or row.over_reason,
        "nature": "定性" if row.relation == "定性" else "定量",
        "rate": _rate(score),
    }
    return Entry(values, row.level, counts=not row.cancelled)


def _target(row: IndicatorRow) -> str:
    """The target as a table prints it, with sign and unit."""
    sign = row.relation if row.relation not in ("", "定性", "＝") else ""
    return row.target if row.target in _NONE or row.target_figure is None else f"{sign}{row.target_figure.text}"


def _actual(row: IndicatorRow) -> str:
    return row.actual if row.actual_figure is None else row.actual_figure.text


def _rate(score: Score | None) -> str:
    """得分系数：points over weight."""
    return "" if score is None else _share(score.points, score.of)


def _score(score: Score, row: IndicatorRow | None) -> Entry:
    values: dict[str, str | Decimal] = {
        "unit": row.unit if row else "",
        "nature": "定性" if row and row.relation == "定性" else "定量",
        "rate": _rate(score),
        "level1": score.level[0],
        "level2": score.level[1],
        "level3": score.level[2] or score.title,
        "title": score.title,
        "target": row.target if row else score.target,
        "first_target": score.changed.first if score.changed else row.target if row else score.target,
        "core": "是" if score.core else "否" if row else "",
        "actual": row.actual if row else score.actual,
        "target_full": _target(row) if row else score.target,
        "actual_full": _actual(row) if row else score.actual,
        "weight": score.of,
        "weight_before": score.of_before,
        "points": score.points if score.points is not None else "",
        "method": score.method_title,
        "working": "；".join(step.words for step in score.working),
        "explained": score.reason or "；".join(step.words for step in score.working),
        "restores": score.restores,
        "reason": score.reason,
        "source": "、".join(dict.fromkeys(f"{one.doc} {one.article}".strip() for one in score.sources)),
        "verified": "" if score.verified else "规则待核实",
    }
    return Entry(values, score.level, item="", counts=not score.cancelled, key=score.indicator)


def _group(title: str, before: Decimal, after: Decimal, points: Decimal | None) -> Entry:
    return Entry({"title": title, "before": before, "after": after, "points": points if points is not None else ""})
