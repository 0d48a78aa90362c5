"""Targets reviewed: a reviewer's points by the pack's items, beside what can be seen for each; and what a grade leads to."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiheng.core.rulepack.resolve import resolve
from jiheng.core.scoring.goal_review import GoalTable, ReviewSheet, review_goals
from jiheng.core.scoring.grade import outcome_of
from tests.unit.core.scoring.made import BENEFIT, COST, OUTPUT, SATISFACTION, row

RULES = resolve("national/2021").pack.scoring
GOOD = (
    row("立案提案", OUTPUT, "≥", "100件", "", "40"),
    row("建议采纳", BENEFIT, "≥", "10条", "", "20"),
    row("委员满意度", SATISFACTION, "≥", "95%", "", "10"),
    row("会议人均开支", COST, "≤", "350元", "", "20"),
)
FULL = {"completeness": 10, "clarity": 10, "relevance": 15, "soundness": 15, "reasonable": 15, "funding": 15, "achievable": 10, "conditions": 10}


def reviewed(*tables: GoalTable, **points: int) -> ReviewSheet:
    sheet = review_goals(RULES, tables, {id: Decimal(one) for id, one in points.items()}, {})
    assert sheet is not None
    return sheet


def seen(*tables: GoalTable) -> dict[str, tuple[str, ...]]:
    return {line.item.id: line.seen for line in reviewed(*tables).lines if line.seen}


def test_nothing_is_seen_in_good_targets() -> None:
    assert seen(GoalTable("", "完成年度协商计划", GOOD)) == {}


@pytest.mark.parametrize(
    ("tables", "item", "words"),
    [
        ((GoalTable("", "完成计划", GOOD[:1]),), "completeness", "部门整体目标没有成本指标、效益指标、满意度指标"),
        ((GoalTable("", "  ", GOOD),), "completeness", "部门整体目标没有写年度总体目标"),
        ((GoalTable("", "完成计划", (*GOOD, row("调研", OUTPUT, "≥", "", "", "5"))),), "completeness", "部门整体目标有分值而没有指标值：调研"),
        ((GoalTable("", "完成计划", (*GOOD, row("影响", BENEFIT, "定性", "进一步扩大", "", "5"))),), "clarity", "部门整体目标的指标值没有可衡量的数：影响"),
        ((GoalTable("会议", "开好会", (*GOOD, row("场次", OUTPUT, "≥", "5", "", "5"))),), "clarity", "“会议”的指标值没有计量单位：场次"),
        ((GoalTable("", "完成计划", (*GOOD[:3], row("开支", COST, "≥", "350元", "", "20"))),), "soundness", "部门整体目标的成本指标宜用≤：开支"),
        ((GoalTable("", "完成计划", GOOD), GoalTable("培训", "办好培训", ())), "funding", "有资金而没有绩效指标的项目：培训"),
    ],
)  # fmt: skip
def test_what_is_seen_names_the_table_and_the_indicator(tables: tuple[GoalTable, ...], item: str, words: str) -> None:
    assert words in seen(*tables)[item]


def test_equal_weights_are_seen_from_four_on() -> None:
    rows = tuple(row(name, OUTPUT, "≥", "5次", "", "10") for name in "甲乙丙丁")
    assert "部门整体目标的4个指标分值都是10分，没有轻重之分" in seen(GoalTable("", "完成计划", rows))["soundness"]
    assert "soundness" not in seen(GoalTable("", "完成计划", rows[:3]))


@pytest.mark.parametrize(
    ("taken", "total", "grade", "leads_to"),
    [(0, 100, "优", "进入下一步预算安排"), (10, 90, "优", "进入下一步预算安排"), (11, 89, "良", "与财政协商完善后进入下一步"), (21, 79, "中", "修改完善后重新报审"),
     (41, 59, "差", "不得进入下一步预算安排")],
)  # fmt: skip
def test_points_sum_to_a_grade_and_what_it_leads_to(taken: int, total: int, grade: str, leads_to: str) -> None:
    points = {}
    for id, most in FULL.items():
        points[id] = max(0, most - taken)
        taken -= most - points[id]
    sheet = reviewed(GoalTable("", "完成计划", GOOD), **points)
    assert (sheet.total, sheet.of, sheet.grade, sheet.leads_to) == (total, 100, grade, leads_to)
    assert not sheet.verified


def test_without_all_points_there_is_no_total_and_no_grade() -> None:
    sheet = reviewed(GoalTable("", "完成计划", GOOD), completeness=10)
    assert (sheet.total, sheet.grade, sheet.leads_to) == (None, "", "")


@pytest.mark.parametrize(
    ("pack", "total", "words", "what", "verified"),
    [
        ("national/2020", "90", "90分以上为优", "下年安排预算时予以支持", False),
        ("national/2020", "89.99", "80分以上、不足90分为良", "下年安排预算时予以支持", False),
        ("chongqing/2021", "59.9", "不足60分为差", "通报并限期整改；整改不到位的调整、调减直至取消预算", True),
        ("sichuan/2023-department", "79", "60分以上、不足80分为中", "按一定比例核减", False),
        ("sichuan/2025", "79", "60分以上、不足80分为中", "压缩预算", False),
    ],
)
def test_a_grade_says_its_band_and_what_follows(pack: str, total: str, words: str, what: str, *, verified: bool) -> None:
    outcome = outcome_of(resolve(pack).pack.scoring, Decimal(total), Decimal(100))
    assert outcome is not None
    assert outcome.words == words
    assert [(one.what, one.ground.verified) for one in outcome.consequences if one.grade] == [(what, verified)]


def test_without_a_total_nothing_follows() -> None:
    assert outcome_of(RULES, None, Decimal(100)) is None
