"""绩效管理各节：目标设置、监控、公开等，由自评答复和单位文字组成。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.reporting.draft import Part
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.shelf import section
from jiheng.core.reporting.wording import Line


@section(id="targets_set", title="绩效目标设置情况")
def targets_set(given: ReportInput) -> Iterable[Part]:
    """How many indicators the department and its projects were given, by kind."""
    rows = [row for row in given.content.rows if row.target not in ("/", "／", "")]
    if not rows:
        return
    kinds = "、".join(dict.fromkeys(row.level[0] for row in rows))
    measured = sum(1 for row in rows if row.target_figure is not None)
    words = f"{given.name}编制了{given.year}年部门整体绩效目标，按{kinds}设置指标{len(rows)}个，其中定量指标{measured}个"
    forms = [project for project in given.content.projects if project.rows]
    if forms:
        words += f"；编制了{len(forms)}个项目的绩效目标，设置指标{sum(len(project.rows) for project in forms)}个"
    yield Line().say(words + "。").paragraph()


@section(id="adjustments", title="预算调整情况")
def adjustments(given: ReportInput) -> Iterable[Part]:
    """Why the budget was changed in the year, one reason after another."""
    titles = {"total": "预算", "basic": "基本支出", "personnel": "人员经费", "public": "公用经费", "project": "项目支出"}
    entries = [(titles[one.of], one) for one in given.content.adjustments]
    entries += [(f"{project.name}项目", one) for project in given.content.projects for one in project.adjustments]
    if entries:
        said = "；".join(
            f"{title}{'调增' if one.amount.value > 0 else '调减'}，原因是{one.reason.rstrip('。')}" + (f"（{one.approval}）" if one.approval else "")
            for title, one in entries
        )
        yield Line().say(f"年中预算调整的情况：{said}。").paragraph()


@section(id="satisfaction_survey", title="满意度调查情况")
def satisfaction_survey(given: ReportInput) -> Iterable[Part]:
    """How satisfaction was asked."""
    survey = given.content.survey
    if survey is None or not (survey.way or survey.sample):
        return
    words = f"满意度采用{survey.way}取得" if survey.way else "满意度经调查取得"
    if survey.sample:
        words += f"，发放问卷{survey.sample.text}"
    if survey.returned:
        words += f"，收回{survey.returned.text}"
    yield Line().say(words + "。").paragraph()
