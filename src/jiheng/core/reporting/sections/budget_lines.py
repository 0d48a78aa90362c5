"""基本支出与项目支出：预算、执行、构成、调整原因。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.facts.context import Basis
from jiheng.core.reporting.clauses import against_last_year, budget_clauses, reason_of, sentences
from jiheng.core.reporting.draft import Part
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.shelf import section
from jiheng.core.reporting.wording import Line


@section(id="basic_spend", title="基本支出情况")
def basic_spend(given: ReportInput) -> Iterable[Part]:
    """Basic spending, with its two parts and why they were changed."""
    clauses = [*budget_clauses(given, "spend.basic", f"{given.year}年基本支出"), *against_last_year(given, "spend.basic")]
    yield from sentences(clauses, reason_of(given, "basic"))
    for concept, name, line in (("spend.basic.personnel", "人员经费", "personnel"), ("spend.basic.public", "公用经费", "public")):
        clauses = [*budget_clauses(given, concept, f"{given.year}年{name}"), *against_last_year(given, concept)]
        yield from sentences(clauses, reason_of(given, line))


@section(id="project_spend", title="项目支出情况")
def project_spend(given: ReportInput) -> Iterable[Part]:
    """Project spending, and what each project spent."""
    clauses = [*budget_clauses(given, "spend.project", f"{given.year}年项目支出"), *against_last_year(given, "spend.project")]
    line = Line()
    for project in given.content.projects:
        fact = given.get("spend.project", Basis.OUTTURN, item=project.name)
        if fact:
            line.state(fact, before=("，" if line.runs else "其中：") + f"{project.name}项目支出")
    yield from sentences(clauses, line)
    yield from sentences([], reason_of(given, "project"))
