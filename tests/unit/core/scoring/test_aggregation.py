"""Several units: amounts are summed, rates and gradings weighted by money, then scored once."""

from __future__ import annotations

from dataclasses import replace
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


def test_the_working_shows_how_the_units_were_put_together() -> None:
    whole = aggregate([unit("300万元", "270万元", "8次", "80%", "0.6"), unit("100万元", "100万元", "10次", "100%", "1")], "某局")
    sheet = score(resolve("hubei/2020").pack, whole)
    said = {id: [step.words for step in one.working] for id, one in by_id(sheet).items()}
    assert said["a"][:2] == ["目标：10次＋10次＝20次", "实际：8次＋10次＝18次"]
    assert said["b"][1] == "实际：（80%×300万元＋100%×100万元）÷400万元＝85%"
    assert said["c"][0] == "评定：（0.6×300万元＋1×100万元）÷400万元＝0.7"
    remarks = [remark.words for remark in sheet.remarks if remark.kind == "put-together"]
    assert remarks[1:] == ["全年预算数：300万元＋100万元＝400万元", "全年执行数：270万元＋100万元＝370万元"]


def test_items_are_computed_on_the_sums_that_every_unit_states() -> None:
    people = [{"staff_actual": "22人", "staff_quota": "20人"}, {"staff_actual": "9人", "staff_quota": "11人"}]
    units = [
        given(row("a", OUTPUT, "≥", "10次", "10次", "60"), facts=statements(spend_total__执行="50万元", spend_total__全年预算="50万元", **one))
        for one in people
    ]
    control = by_id(score(resolve("chongqing/2021").pack, aggregate(units, "某局")))["staff.control"]
    assert control.points == Decimal("2.00")  # 31 on 31 posts, though one unit has two too many
    units[1] = replace(units[1], statements=statements(spend_total__执行="50万元", spend_total__全年预算="50万元"))
    assert by_id(score(resolve("chongqing/2021").pack, aggregate(units, "某局")))["staff.control"].points is None


def test_an_indicator_that_one_unit_lacks_is_told() -> None:
    other = given(row("z", OUTPUT, "≥", "1次", "1次", "10"))
    with pytest.raises(JihengError, match="不是每个单位都有"):
        aggregate([given(row("a", OUTPUT, "≥", "1次", "1次", "10")), other], "某局")
