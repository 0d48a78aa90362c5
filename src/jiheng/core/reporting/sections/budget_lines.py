"""基本支出与项目支出：预算、执行、构成。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.facts.context import Basis
from jiheng.core.reporting.clauses import against_last_year, budget_clauses
from jiheng.core.reporting.draft import Part
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.shelf import section
from jiheng.core.reporting.wording import Line, joined


@section(id="basic_spend", title="基本支出情况")
def basic_spend(given: ReportInput) -> Iterable[Part]:
    """Basic spending, with its two parts."""
    clauses = [*budget_clauses(given, "spend.basic", f"{given.year}年基本支出"), *against_last_year(given, "spend.basic")]
    if clauses:
        yield joined(clauses).paragraph()
    for concept, name in (("spend.basic.personnel", "人员经费"), ("spend.basic.public", "公用经费")):
        line = [*budget_clauses(given, concept, f"基本支出中，{name}"), *against_last_year(given, concept)]
        if line:
            yield joined(line).paragraph()


@section(id="project_spend", title="项目支出情况")
def project_spend(given: ReportInput) -> Iterable[Part]:
    """Project spending, and what each project spent."""
    clauses = [*budget_clauses(given, "spend.project", f"{given.year}年项目支出"), *against_last_year(given, "spend.project")]
    if clauses:
        yield joined(clauses).paragraph()
    names = [project.name for project in given.content.projects]
    line = Line()
    for name in names:
        fact = given.get("spend.project", Basis.OUTTURN, item=name)
        if fact:
            line.state(fact, before=("，" if line.runs else "其中：") + f"{name}项目支出")
    if line.runs:
        yield joined([line]).paragraph()
