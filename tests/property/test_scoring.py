"""Whatever the figures: points stay within the weight, order and unrelated facts change nothing, weights keep their sum."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from jiheng.core.rulepack.resolve import resolve
from jiheng.core.scoring.scorer import score
from jiheng.core.scoring.scoring_input import IndicatorRow
from tests.unit.core.scoring.made import BENEFIT, COST, OUTPUT, SATISFACTION, by_id, fact, given, row, statements

PACKS = ("national/2020", "national/2021", "hunan/2023", "hubei/2020", "sichuan/2023-project", "guangdong-guangzhou/2022", "chongqing/2021")
FUNDS = statements(spend_total__执行="73.21万元", spend_total__全年预算="98.76万元")
numbers = st.integers(0, 99999).map(lambda n: f"{Decimal(n) / 100:.2f}")


@st.composite
def rows(draw: st.DrawFn) -> tuple[IndicatorRow, ...]:
    made = []
    for place in range(draw(st.integers(1, 8))):
        group = draw(st.sampled_from((OUTPUT, BENEFIT, SATISFACTION, COST)))
        relation = draw(st.sampled_from(("≥", "≤", "＝", "定性")))
        unit = draw(st.sampled_from(("次", "%", "万元")))
        weight = draw(st.one_of(st.none(), st.integers(0, 40).map(str)))
        grading = draw(st.sampled_from(("", "0", "0.55", "100%")))
        made.append(row(f"r{place}", group, relation, draw(numbers) + unit, draw(numbers) + unit, weight, grading=grading))
    return tuple(made)


policies = st.sampled_from(("", "proportional", "rescale", "to-output", "to-output+proportional"))


@drawn(rows(), st.sampled_from(PACKS), policies)
def test_points_lie_within_the_weight_and_groups_sum_to_the_total(made: tuple[IndicatorRow, ...], pack: str, policy: str) -> None:
    sheet = score(resolve(pack).pack, given(*made, policy=policy, facts=FUNDS))
    for one in sheet.scores:
        assert one.points is None or 0 <= one.points <= one.of
        assert one.points is not None or one.remarks
    assert sheet.given == sum((one.points for one in sheet.scores if one.points is not None), Decimal(0))
    if sheet.total is not None:
        assert sheet.total == sum((group.points for group in sheet.groups if group.points is not None), Decimal(0))


@drawn(rows(), st.sampled_from(PACKS), policies, st.randoms(use_true_random=False))
def test_order_changes_nothing(made: tuple[IndicatorRow, ...], pack: str, policy: str, chance) -> None:
    whole = resolve(pack).pack
    shuffled = list(made)
    chance.shuffle(shuffled)
    ordered, other = (score(whole, given(*some, policy=policy, facts=FUNDS)) for some in (made, shuffled))
    assert by_id(ordered) == by_id(other)
    assert (ordered.total, ordered.groups, ordered.unverified_points) == (other.total, other.groups, other.unverified_points)


@drawn(rows(), st.sampled_from(PACKS), policies, numbers)
def test_an_unrelated_fact_changes_nothing(made: tuple[IndicatorRow, ...], pack: str, policy: str, amount: str) -> None:
    whole = resolve(pack).pack
    more = replace(FUNDS, facts=(*FUNDS.facts, fact("cppcc.members", f"{amount}人", at=99)))
    assert score(whole, given(*made, policy=policy, facts=FUNDS)) == score(whole, given(*made, policy=policy, facts=more))


@drawn(rows(), st.sampled_from(("national/2020", "national/2021")), st.sampled_from(("proportional", "rescale")))
def test_weights_keep_their_sum_after_redistribution(made: tuple[IndicatorRow, ...], pack: str, policy: str) -> None:
    sheet = score(resolve(pack).pack, given(*made, policy=policy, facts=FUNDS))
    done = sheet.redistribution
    if done is not None and done.policy:
        before = sum((weight for _, weight in done.before), Decimal(0))
        after = sum((weight for _, weight in done.after), Decimal(0))
        assert after == (100 if policy == "rescale" else before)
        assert sheet.of == after


@pytest.mark.parametrize("pack", ["national/2020", "national/2021"])
def test_points_that_no_group_can_take_stand_open(pack: str) -> None:
    """A table with nothing but the execution of the budget: there is nobody to give ninety points to."""
    sheet = score(resolve(pack).pack, given(policy="proportional", facts=FUNDS))
    done = sheet.redistribution
    assert done is not None
    assert done.policy == ""
    assert sheet.total is None
    assert any("补设指标" in remark.words for remark in sheet.remarks)
