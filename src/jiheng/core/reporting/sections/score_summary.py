"""自评结论：总分、等级、各组得分，以及缺项分值怎样处理。"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.facts.fact import Fact
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.reporting.draft import Chart, Part, Series
from jiheng.core.reporting.fact_index import points
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.shelf import section
from jiheng.core.reporting.wording import Line, joined, points_text


@section(id="score_summary", title="自评结论")
def score_summary(given: ReportInput) -> Iterable[Part]:
    """The total with its grade, the points of each group, and what was done with points of missing groups."""
    sheet, like = given.sheet, _any_fact(given)
    if sheet is None or like is None:
        return
    clauses: list[Line] = []
    for group in sheet.groups:
        if group.points is not None and group.after:
            name = group.title.removesuffix("完成情况")
            known = load_taxonomy().exact(name)
            concept, item = (known.id, "") if known is not None and known.kind == "score" else ("score.total", name)
            made = points(concept, Decimal(points_text(group.points)), like, "组内各项得分相加", item)
            clauses.append(Line().state(made, before=("" if clauses else "其中") + f"“{name}”"))
    if sheet.total is None:
        yield Line().say(f"按规则包计算，尚有指标不能得出分数，已得{points_text(sheet.given)}分（满分{points_text(sheet.of)}分）。").paragraph()
    else:
        total = points("score.total", Decimal(points_text(sheet.total)), like, "各项得分相加")
        said = Line().say(f"经自评，{given.year}年{given.name}部门整体支出绩效").state(total, before="自评得分")
        grade = [Line().say(f"评价等级为“{sheet.grade}”")] if sheet.grade else []
        yield joined([said, *clauses, *grade]).paragraph()
    spread = sheet.redistribution
    if spread and spread.policy:
        words = f"{given.year}年未设置{'、'.join(spread.missing)}，其分值按“{spread.title}”处理。"
        yield Line().say(words).paragraph()


@section(id="points_chart", title="各组得分图")
def points_chart(given: ReportInput) -> Iterable[Part]:
    """Points of each group beside its full weight."""
    sheet = given.sheet
    groups = [group for group in (sheet.groups if sheet else ()) if group.points is not None and group.after]
    if len(groups) < 2:
        return
    said = "，".join(f"{group.title}{points_text(group.points or Decimal(0))}分（满分{points_text(group.after)}分）" for group in groups)
    yield Chart(
        id="points-by-group",
        title="各类指标得分",
        kind="column",
        categories=tuple(group.title for group in groups),
        series=(Series("分值", tuple(group.after for group in groups)), Series("得分", tuple(group.points for group in groups))),
        unit="分",
        alternative=f"{given.year}年各类指标得分：{said}。",
    )


def _any_fact(given: ReportInput) -> Fact | None:
    """A fact of the department in its year, to tell subject and year of what is derived from the whole sheet."""
    facts = given.content.statements.facts
    return facts[0] if facts else None
