"""项目支出绩效：逐个项目写预算、调整、执行、结余和作用。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.facts.context import Basis
from jiheng.core.reporting.clauses import budget_clauses
from jiheng.core.reporting.draft import Part
from jiheng.core.reporting.fact_index import remainder
from jiheng.core.reporting.report_input import Project, ReportInput
from jiheng.core.reporting.shelf import section
from jiheng.core.reporting.wording import Line, joined, paragraphs


@section(id="project_results", title="项目支出绩效情况")
def project_results(given: ReportInput) -> Iterable[Part]:
    """How many projects there are with what money, then each of them."""
    projects = given.content.projects
    if not projects:
        return
    clauses = budget_clauses(given, "spend.project", "")
    yield joined(
        [Line().say(f"{given.year}年共安排项目{len(projects)}个"), *(Line().say("项目支出" if not n else "").join(c) for n, c in enumerate(clauses))]
    ).paragraph()
    for number, project in enumerate(projects, 1):
        yield from _one(given, number, project)


def _one(given: ReportInput, number: int, project: Project) -> Iterable[Part]:
    clauses = budget_clauses(given, "spend.project", "", item=project.name, done="实际支出")
    budget, outturn = given.get("spend.project", Basis.BUDGET, item=project.name), given.get("spend.project", Basis.OUTTURN, item=project.name)
    if budget and outturn and budget.figure.value >= outturn.figure.value:
        clauses.append(Line().state(remainder(budget, outturn), before="年末结转和结余"))
    line = joined([Line().say(f"{number}.{project.name}"), *clauses])
    reasons = "；".join(one.reason.rstrip("。；") for one in project.adjustments)
    if reasons:
        line.say(f"预算调整的原因是：{reasons}。")
    if project.low_execution_reason:
        line.say(f"执行率偏低的原因是：{project.low_execution_reason.rstrip('。')}。")
    yield line.paragraph()
    yield from paragraphs(project.use)
