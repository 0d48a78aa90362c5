"""Formulas: what they parse, what they refuse and where, what they work out on ranges and on printed values."""

from __future__ import annotations

import doctest
from decimal import Decimal

import pytest

from jiheng.core.errors import LawbookError
from jiheng.core.facts.context import Basis
from jiheng.core.figures.interval import Interval
from jiheng.core.rulepack import formula as module
from jiheng.core.rulepack.formula import parse, parse_reference
from jiheng.core.rulepack.nodes import Lookup, Reference, Unclear, Value, Wanting
from tests.lawbook.stated import fact


def test_examples() -> None:
    assert doctest.testmod(module).failed == 0


def told(**facts: str) -> Lookup:
    """A lookup of basic=…, project=… in outturn."""
    known = {f"spend.{name}" if name not in ("actual", "quota") else f"staff.{name}": text for name, text in facts.items()}

    def lookup(reference: Reference):  # type: ignore[no-untyped-def]
        text = known.get(reference.concept)
        return None if text is None else fact(reference, text)

    return lookup


def worked(text: str, **facts: str) -> Value:
    value = parse(text).value(told(**facts))
    assert isinstance(value, Value), value
    return value


def test_a_reference_has_all_its_parts() -> None:
    assert parse_reference("spend.execution_rate{spend.basic}@年初预算.上年#财政拨款[培训费]") == Reference(
        "spend.execution_rate", Basis.OPENING, 1, "财政拨款", "培训费", "spend.basic"
    )
    assert parse_reference("staff.actual@上年") == Reference("staff.actual", None, 1)
    assert parse_reference("spend.project@执行[]").item == ""


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("spend.total@决算", "没有口径"),
        ("spend.total@执行.去年", "不认识"),
        ("spend.total +", "不完整"),
        ("(spend.total", "缺“)”"),
        ("spend.total spend.basic", "不应有"),
        ("average(spend.total)", "没有函数"),
        ("abs(spend.total, spend.basic)", "参数个数"),
        ("spend.total ** 2", "应有概念或数字"),
        ("__import__('os')", "没有函数"),
        ("1 + 支出", "看不懂"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(text: str, what: str) -> None:
    with pytest.raises(LawbookError, match=r"第\d+个字符") as refused:
        parse(text)
    assert what in str(refused.value)
    assert refused.value.code == "JH-P-030"


@pytest.mark.parametrize("text", ["支出", "spend.total + 1", ""])
def test_a_name_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(LawbookError, match="JH-P-030"):
        parse_reference(text)


def test_a_sum_on_values_and_on_ranges() -> None:
    value = worked("spend.basic@执行 + spend.project@执行", basic="753.07万元", project="88.18万元")
    assert value.exact == Interval.point(Decimal(8412500))
    assert value.range == Interval(Decimal(8412400), Decimal(8412600))
    assert value.dimension == "money"
    assert len(value.facts) == 2


def test_precedence_brackets_and_minus() -> None:
    assert worked("1 + 2 * 3").exact.low == 7
    assert worked("(1 + 2) * 3").exact.low == 9
    assert worked("7 - 2 - 1").exact.low == 4
    assert worked("8 / 2 / 2").exact.low == 2
    assert worked("-2 + 5").exact.low == 3
    assert worked("50% * 3").exact.low == Decimal("1.5")


def test_functions() -> None:
    assert worked("abs(1 - 3)").exact.low == 2
    assert worked("max(1, 3)").exact.low == 3
    assert worked("min(1, 3)").exact.low == 1
    assert worked("span(3, 1, 2)").exact == Interval(Decimal(1), Decimal(3))
    assert worked("abs(spend.basic@执行 - spend.project@执行)", basic="1万元", project="1万元").range == Interval(Decimal(0), Decimal(10000))


def test_first_takes_the_first_that_is_stated() -> None:
    assert worked("first(spend.total@执行, spend.basic@执行)", basic="5万元").exact.low == 50000
    lacking = parse("first(spend.total@执行, spend.basic@执行)").value(told())
    assert isinstance(lacking, Wanting)
    assert lacking.reference.concept == "spend.total"


def test_optional_counts_as_zero_and_says_so() -> None:
    value = worked("spend.basic@执行 + optional(spend.project@执行)", basic="5万元")
    assert value.exact.low == 50000
    assert [one.concept for one in value.zeroed] == ["spend.project"]
    assert not value.open
    assert worked("spend.basic@执行 + perhaps(spend.project@执行)", basic="5万元").open


def test_a_sum_of_nothing_stated_is_wanting() -> None:
    assert isinstance(parse("sum(optional(spend.basic@执行), perhaps(spend.project@执行))").value(told()), Wanting)


def test_required_names_are_groups_of_which_one_must_be_stated() -> None:
    def groups(text: str) -> list[list[str]]:
        return [[one.concept for one in group] for group in parse(text).required]

    assert groups("spend.total@执行 / first(spend.basic@执行, spend.project@执行)") == [["spend.total"], ["spend.basic", "spend.project"]]
    assert groups("sum(optional(spend.basic@执行), optional(spend.project@执行))") == [["spend.basic", "spend.project"]]
    assert groups("spend.total@执行 + optional(spend.basic@执行)") == [["spend.total"]]
    assert groups("span(95%, 105%)") == []


def test_a_zero_divisor_mixed_units_and_open_ended_figures_are_unclear() -> None:
    def why(text: str, **facts: str) -> str:
        value = parse(text).value(told(**facts))
        assert isinstance(value, Unclear)
        return value.why

    assert "分母为零" in why("spend.basic@执行 / spend.project@执行", basic="5万元", project="0万元")
    assert "单位不同" in why("spend.basic@执行 + staff.actual", basic="5万元", actual="30人")
    assert "上限或下限" in why("spend.basic@执行 + spend.project@执行", basic="5万元", project="不超过9万元")


def test_a_quotient_of_like_things_is_a_ratio() -> None:
    assert worked("staff.actual / staff.quota", actual="30人", quota="27人").dimension == "ratio"
    assert worked("spend.basic@执行 / 2", basic="5万元").dimension == "money"


def test_the_working_shows_the_numbers() -> None:
    facts = told(basic="753.07万元", project="88.18万元", total="841.25万元")
    assert parse("sum(spend.basic@执行, spend.project@执行, optional(spend.superior@执行))").words(facts) == "753.07 + 88.18"
    assert parse("(spend.total@执行 - spend.basic@执行) / first(spend.current@执行, spend.total@执行)").words(facts) == "(841.25 - 753.07) ÷ 841.25"
    assert parse("abs(spend.total@执行 - spend.basic@执行) / spend.total@执行").words(facts) == "|841.25 - 753.07| ÷ 841.25"
    assert parse("spend.basic@执行 + spend.project@执行").words(told(basic="753.07万元", project="881800元")) == "753.07万元 + 881800元"
    assert parse("max(spend.basic@执行, 2)").words(facts) == "较大者(753.07、2)"


def test_it_is_bound_to_a_concept() -> None:
    assert parse_reference("it@执行").bound("meeting").concept == "meeting"
    assert parse_reference("spend.execution_rate{it}").bound("meeting").asked == "spend.execution_rate of meeting"
