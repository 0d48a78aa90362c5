"""四川式的绩效分析各项：目标实现、支出控制、预算完成，以及项目的目标制定与实现。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.facts.targets import Met, pair_of
from jiheng.core.reporting.clauses import budget_clauses, reason_of, sentences
from jiheng.core.reporting.draft import Part
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.shelf import section
from jiheng.core.reporting.wording import Line
from jiheng.core.scoring.scoring_input import IndicatorRow

_COUNTED = "数量指标"


@section(id="goal_reached", title="目标实现")
def goal_reached(given: ReportInput) -> Iterable[Part]:
    """How many indicators of quantity met their target, of how many."""
    said = _reached("部门整体", given.content.rows)
    if said:
        yield Line().say(said + "。").paragraph()


@section(id="spending_control", title="支出控制")
def spending_control(given: ReportInput) -> Iterable[Part]:
    """Running costs against their budget, and the items of them that are stated."""
    for concept, name in (("spend.basic.public", "公用经费"), ("spend.economic.30201", "办公费"), ("spend.meeting_training", "会议费、培训费")):
        yield from sentences(budget_clauses(given, concept, f"{given.year}年{name}"))


@section(id="budget_completed", title="预算完成情况")
def budget_completed(given: ReportInput) -> Iterable[Part]:
    """The whole budget and its execution, with the reasons for its changes."""
    yield from sentences(budget_clauses(given, "spend.total", f"{given.year}年部门整体支出"), reason_of(given, "total"))


@section(id="budgeting", title="预算编制管理")
def budgeting(given: ReportInput) -> Iterable[Part]:
    """The budget at the year's opening and how it was changed."""
    clauses = budget_clauses(given, "spend.total", f"{given.year}年部门整体支出")
    yield from sentences([one for one in clauses if not one.text.startswith(("全年执行", "预算执行率"))], reason_of(given, "total"))
    for line in ("basic", "personnel", "public", "project"):
        yield from sentences([], reason_of(given, line))


@section(id="project_goals", title="项目目标制定")
def project_goals(given: ReportInput) -> Iterable[Part]:
    """Which projects have targets of their own, with how many indicators."""
    forms = [project for project in given.content.projects if project.rows]
    if forms:
        said = "、".join(project.name for project in forms)
        yield Line().say(f"{given.name}对{said}共{len(forms)}个项目编制了绩效目标，设定了指标值和分值。").paragraph()


@section(id="project_reached", title="项目目标实现")
def project_reached(given: ReportInput) -> Iterable[Part]:
    """Whether the projects met their targets of quantity."""
    rows = _counted(row for project in given.content.projects for row in project.rows)
    missed = [row for row in rows if (pair := pair_of(row)) is not None and pair.met is Met.MISSED]
    if missed:
        yield Line().say(f"{'、'.join(f'“{row.level[2]}”' for row in missed)}没有达到年初目标，其余数量指标达到预期。").paragraph()
    elif rows:
        yield Line().say("各项目的数量指标达到预期。").paragraph()


def _counted(rows: Iterable[IndicatorRow]) -> list[IndicatorRow]:
    return [row for row in rows if row.level[1] == _COUNTED and row.target_figure is not None and not row.cancelled]


def _reached(name: str, rows: Iterable[IndicatorRow]) -> str:
    counted = _counted(rows)
    met = sum(1 for row in counted if (pair := pair_of(row)) is not None and pair.met is Met.MET)
    return f"{name}设置数量指标{len(counted)}个，达到预期{met}个" if counted else ""
