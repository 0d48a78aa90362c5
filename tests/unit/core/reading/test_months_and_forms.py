"""Figures of a part of the year, and funds of project forms: what they are of."""

from __future__ import annotations

import pytest

from jiheng.core.casefile.steps import audit, facts, read
from jiheng.core.documents.composer import Composer
from jiheng.core.documents.locator import TextPlace
from jiheng.core.reading.extract.statements import state

HEAD = "2024年度某县政协办公室部门整体支出绩效自评报告\n\n一、执行进度\n"


def stated(text: str):
    return [(fact.figure.text, fact.context.period.months) for fact in facts(read((HEAD + text).encode(), "a.txt")).facts]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2024年1—6月部门整体支出300.15万元，预算执行率45.10%。", [("300.15万元", (1, 6)), ("45.10%", (1, 6))]),
        ("1至9月部门整体支出500.20万元；1-11月部门整体支出600.30万元。", [("500.20万元", (1, 9)), ("600.30万元", (1, 11))]),
        ("上半年部门整体支出300.15万元，全年预算700万元。", [("300.15万元", (1, 6)), ("700万元", None)]),
        ("截至9月底部门整体支出500.20万元，全年支出690.50万元。", [("500.20万元", (1, 9)), ("690.50万元", None)]),
        ("1—12月部门整体支出690.50万元。", [("690.50万元", None)]),
        ("截至2024年12月31日部门整体支出690.50万元。", [("690.50万元", None)]),
    ],
)
def test_figures_of_months_are_of_those_months(text: str, months: list[tuple[str, tuple[int, int] | None]]):
    assert stated(text) == months


def test_years_in_chinese_numerals_are_years():
    words = "某乡二O二一年预算执行和二O二二年预算报告\n\n一、二○二一年预算执行\n\n支出为80万元。\n\n二、二〇二二年预算草案\n\n支出为90万元。\n"
    told = facts(read(words.encode(), "a.txt"))
    assert told.period.year == 2021
    assert [(fact.figure.text, fact.context.period.year) for fact in told.facts] == [("80万元", 2021), ("90万元", 2022)]


def test_two_months_do_not_contradict_each_other():
    document = read((HEAD + "2024年1—6月部门整体支出300.15万元，1—9月部门整体支出500.20万元，全年支出690.50万元。").encode(), "a.txt")
    assert [finding.code for finding in audit(document, facts(document)).findings if finding.code == "JH-A-001"] == []


def form(composer: Composer, name: str, amounts: tuple[str, str]) -> None:
    place = TextPlace(1, 1)
    table = composer.table(place, "项目支出绩效自评表")
    rows = (("项目名称", name, ""), ("项目资金（万元）", "全年预算数", "全年执行数"), ("年度资金总额", *amounts))
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.cell(row, column, text, place)
    table.close()


@pytest.mark.parametrize(
    ("title", "names", "items"),
    [
        ("2024年度部门整体支出绩效自评报告", ("政协会议", "委员培训"), {"政协会议", "委员培训"}),
        ("2024年度部门整体支出绩效自评报告", ("政协会议",), {"政协会议"}),
        ("2024年度政协会议项目支出绩效自评报告", ("政协会议",), {""}),
    ],
)
def test_funds_of_a_project_form_are_of_that_project(title: str, names: tuple[str, ...], items: set[str]):
    composer = Composer(b"", "a.docx", "docx")
    composer.heading(title, TextPlace(1, 1))
    for number, name in enumerate(names):
        form(composer, name, (f"{20 + number}.50", f"{19 + number}.25"))
    found = state(composer.document()).facts
    assert {fact.context.item for fact in found if fact.concept == "spend.project"} == items
