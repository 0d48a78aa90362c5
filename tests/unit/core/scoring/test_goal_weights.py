"""What the weights of a target table should come to, and which row goes beyond."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from jiheng.core.rulepack.resolve import resolve
from jiheng.core.scoring.goal_weights import goal_rules, weigh_goals, weight_troubles
from jiheng.core.scoring.scoring_input import Cancelled
from tests.unit.core.scoring.made import BENEFIT, COST, OUTPUT, SATISFACTION, row

WITH_COST = resolve("national/2021").pack.scoring
PLAIN = resolve("national/2020").pack.scoring
OWN_WEIGHTS = resolve("sichuan/2023-project").pack.scoring
ITEMS_ONLY = resolve("sichuan/2023-department").pack.scoring


def rows(*weights: tuple[tuple[str, str], str]):
    return [replace(row(f"指标{place}", level, "≥", "1件", "", weight), id=str(place)) for place, (level, weight) in enumerate(weights, 1)]


@pytest.mark.parametrize(
    ("rules", "given", "troubles"),
    [
        (WITH_COST, rows((OUTPUT, "40"), (BENEFIT, "20"), (SATISFACTION, "10"), (COST, "20")), []),
        (WITH_COST, rows((OUTPUT, "30"), (OUTPUT, "15"), (BENEFIT, "20"), (SATISFACTION, "10"), (COST, "20")),
         ["产出指标分值合计45分，应为40分，多5分，自“指标2”起超出"]),
        (WITH_COST, rows((OUTPUT, "40"), (BENEFIT, "12.5"), (SATISFACTION, "10"), (COST, "20")), ["效益指标分值合计12.5分，应为20分，少7.5分"]),
        (WITH_COST, rows((OUTPUT, "50"), (BENEFIT, "30"), (SATISFACTION, "10")), []),
        (OWN_WEIGHTS, rows((OUTPUT, "70"), (BENEFIT, "20")), []),
        (OWN_WEIGHTS, rows((OUTPUT, "70"), (BENEFIT, "10")), ["各项指标分值合计80分，应为90分（其余为预算执行率等的分值）"]),
        (PLAIN, rows((OUTPUT, "80"), (SATISFACTION, "10")), []),
        (PLAIN, rows((OUTPUT, "50"), (SATISFACTION, "10")), ["效益指标分值合计0分，应为30分，少30分"]),
        (goal_rules(ITEMS_ONLY, WITH_COST), rows((OUTPUT, "70"), (COST, "17")), []),
    ],
)  # fmt: skip
def test_sums_are_held_against_what_binds(rules, given, troubles):
    assert list(weight_troubles(rules, given)) == troubles


def test_the_running_sum_stands_behind_each_row_of_its_group():
    weights = weigh_goals(WITH_COST, rows((OUTPUT, "30"), (COST, "20"), (OUTPUT, "15")))
    assert weights.running == {"1": Decimal(30), "2": Decimal(20), "3": Decimal(45)}
    assert [(group.title, group.breaking) for group in weights.groups if group.breaking] == [("产出指标", "指标3")]


def test_a_group_left_out_says_where_its_points_went():
    assert "产出50分、效益30分" in weigh_goals(WITH_COST, rows((OUTPUT, "50"), (BENEFIT, "30"), (SATISFACTION, "10"))).note


def test_a_cancelled_row_counts_nothing():
    given = rows((OUTPUT, "40"), (OUTPUT, "5"), (BENEFIT, "20"), (SATISFACTION, "10"), (COST, "20"))
    given[1] = replace(given[1], cancelled=Cancelled("县发1号", "划转"))
    assert list(weight_troubles(WITH_COST, given)) == []


def test_groups_of_another_pack_head_the_rows_but_bind_nobody():
    heads = weigh_goals(goal_rules(ITEMS_ONLY, WITH_COST), rows((OUTPUT, "70")))
    assert [(group.title, group.due) for group in heads.groups] == [("成本指标", None), ("产出指标", None), ("效益指标", None), ("满意度指标", None)]
    assert heads.due is None
