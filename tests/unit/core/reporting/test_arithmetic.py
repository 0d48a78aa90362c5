"""Workings evaluated again on ranges, and taken only when they give what they print."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiheng.core.documents.locator import TextPlace
from jiheng.core.documents.span import Span
from jiheng.core.facts.context import Context
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.interval import Interval
from jiheng.core.figures.printed import read_figure
from jiheng.core.figures.units import NUMBER
from jiheng.core.period import Period
from jiheng.core.reporting.arithmetic import arithmetic
from jiheng.core.reporting.audit_words import figure_range, range_words


def facts(*texts: str) -> tuple[Fact, ...]:
    made = []
    for at, text in enumerate(texts):
        figure = read_figure(text)
        assert figure is not None
        made.append(Fact("", "", Context("", Period(2023)), figure, Span("", "p1", at * 10, at * 10 + 9, text, text, TextPlace(1, 1))))
    return tuple(made)


def shown(given: tuple[Fact, ...], working: str, expected: str = "", stated: str = "") -> tuple[str, str, bool | None]:
    found = arithmetic(given, (working,), expected, stated)
    assert found is not None
    words = [range_words(side, found.unit, found.step) if side else "" for side in (found.expected, found.stated)]
    return words[0], words[1], found.meets


@pytest.mark.parametrize(
    ("texts", "working", "expected", "stated", "told"),
    [
        (["1200.50万元", "800.30万元", "400.30万元"], "800.3+400.3 = 1200.6万元，印作1200.50万元", "", "1200.50万元",
         ("1200.59—1200.61万元", "1200.495—1200.505万元", False)),
        (["98.7%", "1,200万元", "1,234.56万元"], "1200 ÷ 1234.56 = 97.2%，印作98.7%", "", "98.7%",
         ("97.15—97.25%", "98.65—98.75%", False)),
        (["26.95万元", "51万元"], "|26.95 - 51| ÷ 51 = 47.16%", "30%", "47.16%", ("30%", "45.718—48.624%", False)),
        (["42.82元", "11万元", "31.82万元"], "110000+318200 = 428200元，印作42.82元", "423150—433250元", "42.82元",
         ("423150—433250元", "42.82元", False)),
        (["841.25万元", "753.07万元", "88.17万元"], "支出合计：841.25万元 = 753.07 + 88.17 = 841.24万元", "", "",
         ("841.23—841.25万元", "841.245—841.255万元", True)),
        (["88.18万元", "88.17万元"], "88.18 ≠ 88.17", "88.18万元", "88.17万元", ("88.175—88.185万元", "88.165—88.175万元", False)),
    ],
    ids=["sum", "ratio", "deviation against a limit", "slipped unit", "held by rounding", "restatement"],
)  # fmt: skip
def test_ranges_of_both_sides(texts: list[str], working: str, expected: str, stated: str, told: tuple[str, str, bool]):
    assert shown(facts(*texts), working, expected, stated) == told


def test_a_working_that_does_not_give_what_it_prints_is_not_drawn():
    found = arithmetic(facts("10万元", "3万元", "4万元"), ("3 + 4 = 9万元",))
    assert found is None


@pytest.mark.parametrize("working", ["3 + = 3", "1 ÷ 0 = 5%", "(3 + 4 = 7", "3 ++ 4 = 7", "", "= =", "a + b = 3"])
def test_what_cannot_be_read_gives_nothing(working: str):
    assert arithmetic(facts("10万元", "3万元"), (working,)) is None


@pytest.mark.parametrize("expected", ["写完成时限，如30个工作日内", "达到目标的指标数÷全部指标数×100%", "调取批复", "18.17分、17.98分"])
def test_prose_with_a_number_in_it_is_no_range(expected: str):
    found = arithmetic(facts("19分"), (), expected, "19分")
    assert found is not None
    assert found.expected is None


def test_a_working_of_something_else_is_not_what_is_expected():
    given = facts("5364.75万元", "5377.64万元")
    assert shown(given, "5377.64 - 5364.75 = 12.89万元", "5364.75万元", "5377.64万元")[0] == "5364.745—5364.755万元"


def test_open_ends_are_told_in_words():
    for text, words in (("不少于3次", "不小于3次"), ("≤20.5万元", "不大于20.5万元"), ("98.70%", "98.695—98.705%")):
        figure = read_figure(text)
        assert figure is not None
        assert figure_range(figure) == words


def test_an_end_that_does_not_terminate_is_rounded_outwards():
    third = Interval(Decimal(1) / 3, Decimal("Infinity"))
    assert range_words(third, NUMBER, Decimal("0.01")) == "不小于0.333"
    assert range_words(-third, NUMBER, Decimal("0.01")) == "不大于-0.333"
