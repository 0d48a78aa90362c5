"""Amounts in the database are exact, also in sums."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from jiheng.apps.shared.money import MoneyField, money_figure

FIELD = MoneyField()


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_an_amount_comes_back_as_it_went_in(amount: Decimal):
    assert FIELD.from_db_value(FIELD.get_prep_value(amount)) == amount


def test_less_than_a_fen_is_refused_not_rounded():
    with pytest.raises(ValidationError, match="整分"):
        FIELD.get_prep_value(Decimal("1.005"))


@pytest.mark.parametrize(
    ("amount", "step", "printed"),
    [("8411900", "100", "841.19万元"), ("8411900", "0.01", "841.190000万元"), ("8500000", "10000", "850万元"), ("123.45", "0.01", "0.012345万元")],
)
def test_a_figure_prints_the_step_to_which_it_was_entered(amount: str, step: str, printed: str):
    figure = money_figure(Decimal(amount), Decimal(step))
    assert (figure.text, figure.value, figure.base_step) == (printed, Decimal(amount), Decimal(step))
