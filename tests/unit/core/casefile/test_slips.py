"""What a clerk mistypes in a case file: each slip is told with its line, what is wrong and how to mend it."""

from __future__ import annotations

import pytest

from jiheng.core.casefile.case_trouble import CaseError
from jiheng.core.casefile.load_case import load_case
from jiheng.core.casefile.pack_match import check_names
from jiheng.core.casefile.scoring_steps import score_case
from tests.unit.core.casefile.made import CASE, changed


def told(text: bytes) -> str:
    try:
        case = load_case(text, "案卷.yaml")
        check_names(case, case.pack)
    except CaseError as trouble:
        return str(trouble)
    return ""


def line_of(words: str) -> int:
    return CASE[: CASE.index(words)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("year: 2024", "year：2024", "“year”后面是中文冒号“：”（改成英文冒号加一个空格：year: 2024）"),
        ("quota: 20, actual: 19", "quota: 20，actual: 19", "各项之间是中文逗号"),
        ("{quota: 20, actual: 19}", "｛quota: 20, actual: 19｝", "用了中文括号“｛”"),
        ("{quota: 20, actual: 19}", "{quota: 20, actual: 19", "有“{”而没有“}”"),
        ("{quota: 20, actual: 19}", "quota: 20, actual: 19}", "有“}”而没有“{”"),
        ("  basic: {opening: 480", "\tbasic: {opening: 480", "行首是制表符（Tab）"),
        ("  basic: {opening: 480", "    basic: {opening: 480", "行首空了4格，上一行空了2格，对不齐"),
        ('unit: "%"', "unit: %", '值以“%”开头（加英文引号：如 unit: "%"）'),
        ("year: 2024", "year:2024", "“year:”后面没有空格（冒号后空一格：year: 2024）"),
        ("name: 县政协办公室}", 'name: "县政协办公室}', "引号没有成对"),
        ("target: 100, unit: 件", "target: 1,000, unit: 件", "“,000”被当成了另一项（数里不写千分位逗号"),
        ("[产出指标, 数量指标, 立案提案]", "[产出指标，数量指标，立案提案]", "三个名称之间用英文逗号"),
        ("质量指标, 提案办结率", "数量指标, 立案提案", "指标“立案提案”与第1个指标重复"),
        ("pack: national/2020", "pack: national/2022", "没有规则包“national/2022”（是否应为national/2013-department"),
        ("pack: national/2020", "pack: 湖北", "没有规则包“湖北”（是否应为hubei/2020）"),
        ("pack: national/2020", "pack: national/2020\npolicy: to-outputs", "没有“to-outputs”这个缺项处理办法（是否应为 to-output"),
        ("year: 2024\n", "", "缺少“年度”（补上一行 year: 2024）"),
        ("  total: {opening: 600, budget: 640.50, outturn: 633.25}\n", "", "补上一行 total: {opening: 年初预算, budget: 全年预算, outturn: 全年执行}"),
    ],
)  # fmt: skip
def test_a_slip_says_what_it_is_and_how_to_mend_it(old: str, new: str, said: str) -> None:
    assert said in told(changed(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [("year: 2024", "year：2024"), ("quota: 20, actual: 19", "quota: 20，actual: 19"), ('unit: "%"', "unit: %"), ("  basic: {", "\tbasic: {")],
)
def test_the_line_is_that_of_the_slip_and_not_where_the_parser_stopped(old: str, new: str) -> None:
    assert f"第{line_of(old)}行" in told(changed(old, new))


def test_what_is_no_slip_is_not_called_one() -> None:
    text = changed("name: 县政协办公室", "name: 县政协办公室，下称“政协”：办公室")
    assert load_case(text, "案卷.yaml").content.unit.name == "县政协办公室，下称“政协”：办公室"


def test_a_table_of_other_points_has_no_grade() -> None:
    text = changed("actual: 108, weight: 25}", "actual: 108, weight: 35}")
    sheet = score_case(load_case(text.replace("产出指标, 质量指标".encode(), "效益指标, 质量指标".encode()), "案卷.yaml")).sheets[0]
    assert sheet.of != 100
    assert sheet.grade == ""
