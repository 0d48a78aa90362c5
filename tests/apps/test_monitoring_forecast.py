"""The year-end foreseen: evenly, by earlier years, and what is not known."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jiheng.apps.monitoring.forecast import foresee

AMOUNTS = st.decimals(Decimal(0), Decimal(10**9), places=2)


def test_evenly_with_the_range_of_the_months():
    seen = foresee(3, {1: Decimal(1000), 2: Decimal(4000), 3: Decimal(6000)}, [])
    assert (seen.low, seen.middle, seen.high, seen.way) == (15000, 24000, 33000, "linear")


def test_a_month_alone_has_no_range():
    seen = foresee(6, {6: Decimal(5000)}, [])
    assert seen.low == seen.middle == seen.high == 10000
    assert "没有范围" in seen.working


def test_by_earlier_years():
    seen = foresee(6, {6: Decimal(4500)}, [(2021, Decimal("0.5")), (2022, Decimal("0.4"))])
    assert (seen.low, seen.middle, seen.high, seen.way) == (9000, 10000, 11300, "history")
    assert "2021年50.00%" in seen.working
    assert "2022年40.00%" in seen.working


def test_one_earlier_year_is_spanned_with_an_even_course():
    seen = foresee(6, {6: Decimal(4000)}, [(2022, Decimal("0.4"))])
    assert (seen.low, seen.middle, seen.high) == (8000, 10000, 10000)


def test_a_year_without_spending_tells_nothing():
    assert foresee(6, {6: Decimal(40)}, [(2022, Decimal(0))]).way == "linear"


def test_unknown_months_are_not_foreseen():
    assert foresee(6, {5: Decimal(40)}, []) is None


def test_december_is_the_year():
    assert foresee(12, {12: Decimal("3.21")}, [(2022, Decimal("0.9"))]).middle == Decimal("3.21")


@given(st.integers(1, 11), st.lists(AMOUNTS, min_size=12, max_size=12), st.lists(st.decimals(Decimal("0.01"), Decimal(1), places=4), max_size=3))
def test_the_middle_lies_in_the_range_and_never_below_what_is_spent(month: int, steps: list[Decimal], shares: list[Decimal]):
    total, spent = Decimal(0), {}
    for place, step in enumerate(steps[:month], 1):
        total += step
        spent[place] = total
    seen = foresee(month, spent, [(2020 + place, share) for place, share in enumerate(shares)])
    assert seen.low <= seen.middle <= seen.high
    assert seen.low >= total


def test_nobody_spends_beyond_the_budget_without_an_adjustment():
    seen = foresee(6, {6: Decimal(6000)}, [], Decimal(10000))
    assert (seen.middle, "不调整预算" in seen.working) == (10000, True)
    assert foresee(6, {6: Decimal(11000)}, [], Decimal(10000)).middle == 11000
