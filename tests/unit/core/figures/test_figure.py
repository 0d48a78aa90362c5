"""A figure's range, its agreement with another, and its way through text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiheng.core.figures.figure import Figure, Hedge
from jiheng.core.figures.interval import Interval
from jiheng.core.figures.printed import print_figure, read_figure, scan
from jiheng.core.figures.units import NUMBER, unit_for


def _read(text: str) -> Figure:
    figure = read_figure(text)
    assert figure is not None, text
    return figure


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1,234.56万元", "12345550", "12345650"),
        ("1234.5万元", "12344500", "12345500"),
        ("1356万元", "13555000", "13565000"),
        ("12.34元", "12.34", "12.34"),  # printed to the 分: a point
        ("12.3元", "12.25", "12.35"),
        ("12345.678901万元", "123456789.01", "123456789.01"),
        ("30人", "30", "30"),
        ("1.5万人", "14500", "15500"),
        ("99.8%", "0.9975", "0.9985"),
        ("100%", "0.995", "1.005"),
        ("97.61", "97.605", "97.615"),
        ("1-2个", "1", "2"),
        ("85%-90%", "0.85", "0.90"),
        ("80多次", "80", "90"),
        ("300余万元", "3000000", "4000000"),
        ("10万余个", "100000", "200000"),
        ("近30万元", "200000", "300000"),
        ("不足20%", "-Infinity", "0.2"),
        ("约30万元", "250000", "350000"),
        ("三万余元", "30000", "40000"),
    ],
)
def test_range(text: str, low: str, high: str) -> None:
    assert _read(text).range == Interval(Decimal(low), Decimal(high))


@pytest.mark.parametrize("text", ["不少于3次", "3次以上", "≥3次"])
def test_at_least_has_no_top(text: str) -> None:
    held = _read(text).range
    assert held.holds(Decimal(3))
    assert held.holds(Decimal(10**9))
    assert not held.holds(Decimal(2))


@pytest.mark.parametrize("text", ["不超过3次", "3次以内", "≤3次"])
def test_at_most_has_no_bottom(text: str) -> None:
    held = _read(text).range
    assert held.holds(Decimal(3))
    assert held.holds(Decimal(0))
    assert not held.holds(Decimal(4))


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("＜5%", "0.01"),
        ("低于5%", "0.01"),
        ("少于10次", "0"),
        ("＞90%", "1.5"),
        ("高于90%", "1.5"),
    ],
)
def test_comparisons_are_open_on_one_side(text: str, true: str) -> None:
    assert _read(text).range.holds(Decimal(true))


@pytest.mark.parametrize(
    ("first", "second", "agrees"),
    [
        ("2959.47万元", "2959.46万元", False),
        ("2959.47万元", "2959.47万元", True),
        ("2959.47万元", "2959.5万元", True),
        ("2959.47万元", "2959.4万元", False),
        ("2959.47万元", "29594700元", True),
        ("2959.47万元", "29594654.32元", True),
        ("2959.47万元", "29594600元", False),
        ("2959.47万元", "0.30亿元", True),
        ("63.72万元", "63.73万元", False),
        ("386.28万元", "386.06万元", False),
        ("99.8%", "99.98%", False),
        ("99.98%", "100%", True),
        ("98件", "98件", True),
        ("98件", "97件", False),
        ("80多次", "83次", True),
        ("80多次", "79次", False),
        ("1000余人次", "1234人次", True),
        ("近30万元", "28.5万元", True),
        ("近30万元", "30.5万元", False),
        ("1-2个", "2个", True),
        ("1-2个", "3个", False),
        ("不少于3次", "4次", True),
        ("不少于3次", "2次", False),
        ("42.82万元", "42.82元", False),
    ],
)
def test_agreement(first: str, second: str, agrees: bool) -> None:
    assert _read(first).agrees(_read(second)) is agrees
    assert _read(second).agrees(_read(first)) is agrees


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("1.5万元", "15000元", True),
        ("1.50万元", "1.5万元", True),
        ("约1.5万元", "1.5万元", False),
        ("1.5万元", "1.51万元", False),
    ],
)
def test_same(first: str, second: str, same: bool) -> None:
    assert _read(first).is_same(_read(second)) is same


def test_value_and_step_in_the_base_unit() -> None:
    figure = _read("1,234.56万元")
    assert (figure.number, figure.step, figure.value, figure.base_step) == (Decimal("1234.56"), Decimal("0.01"), Decimal(12345600), Decimal(100))


def test_truncated_reaches_one_step_up() -> None:
    figure = Figure(Decimal("98.9"), Decimal("0.1"), NUMBER, hedge=Hedge.TRUNCATED)
    assert figure.range == Interval(Decimal("98.9"), Decimal("99.0"))
    assert figure.is_hedged


def test_zero_has_a_range() -> None:
    assert _read("0.00万元").range == Interval(Decimal(-50), Decimal(50))
    assert Figure(Decimal(0), Decimal(1), NUMBER, text="0余", hedge=Hedge.OVER).range == Interval(Decimal(0), Decimal(1))


@pytest.mark.parametrize("text", ["", "无", "——", "3人5件", "2023年", "第三次", "/", "……"])
def test_no_single_quantity(text: str) -> None:
    assert read_figure(text) is None


@pytest.mark.parametrize(
    ("text", "printed", "grouped"),
    [
        ("1234.50万元", "1234.50万元", "1,234.50万元"),
        ("１，２３４．５０万元", "1234.50万元", "1,234.50万元"),
        ("300余万元", "超过300万元", "超过300万元"),
        ("10%左右", "约10%", "约10%"),
        ("3次以上", "不少于3次", "不少于3次"),
        ("3天以内", "不超过3天", "不超过3天"),
        ("近百名", "近100名", "近100名"),
        ("1—2个", "1-2个", "1-2个"),
        ("百分之九十九点八", "99.8%", "99.8%"),
        ("-3.50%", "-3.50%", "-3.50%"),
        ("0.00", "0.00", "0.00"),
    ],
)
def test_print(text: str, printed: str, grouped: str) -> None:
    assert print_figure(_read(text)) == printed
    assert print_figure(_read(text), grouped=True) == grouped


def test_print_keeps_the_step() -> None:
    unit = unit_for("万元")
    assert unit is not None
    assert print_figure(Figure(Decimal(5), Decimal("0.01"), unit)) == "5.00万元"


@pytest.mark.parametrize(
    ("text", "sign"),
    [("≥95%", "≥"), ("≤772.37万元", "≤"), ("＝36", "＝"), ("=100%", "="), ("等于100", "等于"), ("不少于3次", "不少于"), ("95%", ""), (">=98%", ">=")],
)
def test_sign_before_a_number(text: str, sign: str) -> None:
    assert scan(text)[0].sign == sign
