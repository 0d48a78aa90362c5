"""Lights: by the limits of the pack, over local values, for funds, targets and single indicators."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiheng.apps.lawbooks.models import LocalValue
from jiheng.apps.lawbooks.selectors import YearRules, regional_pack
from jiheng.apps.monitoring.choices import Light
from jiheng.apps.monitoring.lights import Standing, funds_grounds, goal_grounds, indicator_light, share_of, worst

NATION = YearRules(regional_pack("某省某市", 2023), None, {})
SICHUAN = YearRules(regional_pack("四川省乐山市某县", 2025), None, {})
D = Decimal


def ids(grounds) -> dict[str, str]:
    return {one.id: one.light.value for one in grounds}


@pytest.mark.parametrize(
    ("month", "spent", "expected"),
    [
        (6, "50", {}),
        (6, "40", {}),  # ten points behind are at the limit, not over it
        (6, "39.99", {"behind": "yellow"}),
        (6, "30", {"behind": "yellow"}),
        (6, "29", {"behind": "red"}),
        (3, "0", {"behind": "red"}),
        (6, "0", {"behind": "red", "idle": "red"}),
    ],
)
def test_funds_by_the_nations_limits(month: int, spent: str, expected: dict[str, str]):
    assert ids(funds_grounds(NATION, month, D(spent), D(100))) == expected


def test_a_province_adds_its_checkpoints():
    assert ids(funds_grounds(SICHUAN, 8, D("59.9"), D(100))) == {"checkpoint": "yellow"}
    assert ids(funds_grounds(SICHUAN, 8, D("60"), D(100))) == {}
    assert ids(funds_grounds(SICHUAN, 7, D("50"), D(100))) == {}


def test_local_values_go_before_the_pack():
    local = {"behind.yellow": LocalValue(parameter="behind.yellow", value=D(5)), "behind.red": LocalValue(parameter="behind.red", value=D(8))}
    rules = YearRules(NATION.resolved, None, local)
    assert ids(funds_grounds(rules, 6, D(44), D(100))) == {"behind": "yellow"}
    assert ids(funds_grounds(rules, 6, D(41), D(100))) == {"behind": "red"}


def test_no_budget_no_light():
    assert funds_grounds(NATION, 6, D(10), None) == []
    assert funds_grounds(NATION, 6, None, D(10)) == []


def test_targets_beside_the_budget():
    rows = [Standing("甲", D(10), D("0.9"), "certain"), Standing("乙", D(30), D("0.5"), "possible"), Standing("丙", D(60), None, "certain")]
    share, grounds = goal_grounds(NATION, rows, D("0.45"))
    assert share == D("0.6")
    assert ids(grounds) == {"apart": "yellow"}
    assert ids(goal_grounds(NATION, rows, D("0.55"))[1]) == {}
    assert goal_grounds(NATION, [], D("0.5")) == (None, [])


def test_what_cannot_be_done_is_red():
    _, grounds = goal_grounds(NATION, [Standing("甲", D(10), D("0.5"), "impossible")], D("0.5"))
    assert ids(grounds) == {"impossible": "red"}


@pytest.mark.parametrize(
    ("relation", "target", "unit", "actual", "likelihood", "share"),
    [
        ("≥", "10", "次", "4", "certain", "0.4"),
        ("≥", "10", "次", "12", "certain", "1"),
        ("＝", "1", "次", "0", "certain", "0.5"),  # one meeting, not held by June, is not late
        ("＝", "1", "次", "1", "certain", "1"),
        ("≥", "5", "次", "2", "certain", "0.5"),  # two of five are what June asks for
        ("≥", "5", "次", "1", "certain", "0.2"),
        ("≥", "2.5", "万人", "1", "certain", "0.4"),
        ("≥", "10", "次", "4次", "certain", "0.4"),
        ("＝", "1,000", "人", "250", "certain", "0.25"),
        ("≥", "95", "%", "95", "certain", "0.5"),  # a rate that is met is on schedule
        ("≥", "95", "%", "47.5%", "certain", "0.25"),
        ("≤", "20", "万元", "8", "certain", "0.5"),
        ("≤", "20", "万元", "40", "certain", "0.25"),
        ("定性", "有所提升", "", "已开展", "certain", "0.5"),
        ("定性", "有所提升", "", "已开展", "possible", None),
        ("定性", "有所提升", "", "未开展", "impossible", "0"),
        ("≥", "10", "次", "尚未开展", "certain", None),  # words are no count
        ("≥", "10", "次", "", "certain", None),
        ("≥", "3至5", "次", "2", "possible", None),  # two numbers are no target to divide by
    ],
)
def test_how_far_an_indicator_has_come_by_june(relation, target, unit, actual, likelihood, share):
    assert share_of(relation, target, unit, actual, likelihood, 6) == (None if share is None else D(share))


def test_an_indicators_light():
    assert indicator_light(NATION, 6, D("0.5"), "certain", filled=True)[0] is Light.GREEN
    assert indicator_light(NATION, 6, D("0.35"), "certain", filled=True)[0] is Light.YELLOW
    assert indicator_light(NATION, 6, D("0.2"), "certain", filled=True)[0] is Light.RED
    assert indicator_light(NATION, 6, D("0.9"), "possible", filled=True)[0] is Light.YELLOW
    assert indicator_light(NATION, 6, D("0.9"), "impossible", filled=True)[0] is Light.RED
    assert indicator_light(NATION, 6, D("0.9"), "certain", filled=False)[0] is Light.NONE


def test_the_worst():
    assert worst(["green", "red", "yellow"]) is Light.RED
    assert worst([]) is Light.NONE
