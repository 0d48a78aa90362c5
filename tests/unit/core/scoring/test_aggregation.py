"""Several units: amounts are summed, rates and gradings weighted by money, then scored once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiheng.core.errors import JihengError
from jiheng.core.rulepack.resolve import resolve
from jiheng.core.scoring.aggregation import aggregate
from jiheng.core.scoring.scorer import score
from tests.unit.core.scoring.made import BENEFIT, OUTPUT, SATISFACTION, by_id, given, row, statements


def unit(budget: str, outturn: str, count: str, rate: str, grading: str, weight: str = "30"):
    return given(
        row("a", OUTPUT, "≥", "10次", count, weight),
        row("b", SATISFACTION, "≥", "90%", rate, "10"),
        row("c", BENEFIT, "定性", "有影响", "有影响", "40", grading=grading),
        facts=statements(spend_total__执行=outturn, spend_total__全年预算=budget),
    )


def test_amounts_are_summed_and_rates_weighted_by_money() -> None:
    whole = aggregate([unit("300万元", "270万元", "8次", "80%", "0.6"), unit("100万元", "100万元", "10次", "100%", "1")], "某局")
    scored = by_id(score(resolve("hubei/2020").pack, whole))
    assert scored["execution"].points == Decimal("18.50")  # 370 of 400
    assert scored["a"].points == Decimal("27.00")  # 18 of 20
    assert scored["b"].actual == "85%"  # (80 × 300 + 100 × 100) ÷ 400
    assert scored["b"].points == Decimal("9.44")
    assert scored["c"].points == Decimal("28.00")  # 0.7 of 40


def test_what_cannot_be_put_together_is_refused() -> None:
    with pytest.raises(JihengError, match="分值不同"):
        aggregate([unit("1万元", "1万元", "1次", "9%", "1"), unit("1万元", "1万元", "1次", "9%", "1", weight="20")], "某局")
    with pytest.raises(JihengError, match="没有填写"):
        aggregate([given(row("a", OUTPUT, "≥", "1次", "1次", "10"), facts=statements())], "某局")
    with pytest.raises(JihengError, match="没有可合并"):
        aggregate([], "某局")
