"""Hints on a draft of targets: each weakness on its row, and nothing on targets that are good."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from jiheng.core.casefile.case_tree import figure_of
from jiheng.core.casefile.goal_hints import Reached, hints_on
from jiheng.core.rulepack.resolve import resolve
from jiheng.core.scoring.scoring_input import Cancelled, IndicatorRow

RULES = resolve("national/2021").pack.scoring
OFFICE = "某县档案馆"


def row(id: str, level1: str, level2: str, name: str, relation: str, target: str, unit: str, weight: str) -> IndicatorRow:
    figure = figure_of(target, unit) if target else None
    return IndicatorRow(id, (level1, level2, name), relation, target, unit, "", Decimal(weight), figure)


GOOD = (
    row("a", "产出指标", "数量指标", "整理档案", "≥", "1200", "卷", "20"),
    row("b", "产出指标", "时效指标", "查档答复时限", "≤", "3", "个工作日", "20"),
    row("c", "成本指标", "经济成本指标", "数字化加工费用", "≤", "60", "万元", "20"),
    row("d", "效益指标", "社会效益指标", "网上查档占比", "≥", "60", "%", "20"),
    row("e", "满意度指标", "服务对象满意度指标", "查档人满意度", "≥", "95", "%", "10"),
)


def said(rows, subject=OFFICE, **more):
    return [(hint.row, hint.code, hint.message) for hint in hints_on(rows, RULES, subject=subject, year=2025, **more)]


def test_good_targets_get_no_hint():
    assert said(GOOD) == []


@pytest.mark.parametrize(
    ("changed", "code", "words"),
    [
        ({"relation": "≥", "target": "", "target_figure": None}, "", "没有写指标值"),
        ({"target": "进一步加强档案整理", "target_figure": None}, "JH-A-214", "不能衡量"),
        ({"target": "不断加强", "target_figure": None, "weight": Decimal(5)}, "", "不是一个数"),
        ({"unit": "", "target_figure": figure_of("1200", "")}, "", "没有计量单位"),
        ({"target": "0", "target_figure": figure_of("0", "卷")}, "JH-A-213", "任何结果都满足"),
        (
            {"level": ("产出指标", "质量指标", "著录合格率"), "target": "120", "unit": "%", "target_figure": figure_of("120", "%")},
            "JH-A-216",
            "超过100%",
        ),
        ({"level": ("产出指标", "数量指标", "网上查档占比")}, "", "有两个“网上查档占比”"),
        (
            {"level": ("成本指标", "经济成本指标", "装订开支"), "target": "5", "unit": "万元", "target_figure": figure_of("5", "万元")},
            "JH-A-215",
            "花得越多越好",
        ),
    ],
)
def test_each_weakness_is_told_on_its_row(changed, code, words):
    found = [hint for hint in said((replace(GOOD[0], **changed), *GOOD[1:])) if hint[0] == "a"]
    assert [(one[0], one[1]) for one in found] == [("a", code)]
    assert words in found[0][2]


def test_a_whole_table_is_looked_at():
    assert ("", "JH-A-220") in [
        hint[:2] for hint in said((*GOOD[:3], replace(GOOD[3], level=("产出指标", "质量指标", "著录合格率"), weight=Decimal(30))))
    ]
    equal = [replace(one, weight=Decimal(18)) for one in GOOD]
    assert ("", "JH-A-222") in [hint[:2] for hint in said(equal)]
    assert ("", "JH-A-221") in [hint[:2] for hint in said(GOOD, subject="政协某县委员会")]


@pytest.mark.parametrize(
    ("reached", "words"),
    [
        (Reached(figure_of("1200", "卷"), figure_of("1400", "卷")), ""),
        (Reached(figure_of("1200", "卷"), figure_of("1600", "卷")), "比上年完成的1600卷宽松"),
        (Reached(figure_of("1300", "卷")), "比上年目标的1300卷宽松"),
        (Reached(figure_of("1300", "米")), ""),
    ],
)
def test_a_target_is_held_against_last_year(reached, words):
    found = said(GOOD, last={"整理档案": reached})
    assert [hint[0] for hint in found] == (["a"] if words else [])
    assert not words or words in found[0][2]


def test_for_costs_more_is_laxer():
    assert said(GOOD, last={"数字化加工费用": Reached(figure_of("50", "万元"))})[0][0] == "c"
    assert said(GOOD, last={"数字化加工费用": Reached(figure_of("70", "万元"))}) == []


def test_cancelled_rows_are_left_alone_and_an_empty_table_has_no_hint():
    assert said((*GOOD, replace(GOOD[0], id="z", target="", cancelled=Cancelled("县发1号", "划转")))) == []
    assert said(()) == []
