"""Units as printed: dimension, factor, multipliers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiheng.core.figures.units import NUMBER, known_units, unit_for


@pytest.mark.parametrize(
    ("key", "dimension", "factor"),
    [
        ("元", "money", "1"),
        ("千元", "money", "1000"),
        ("万元", "money", "10000"),
        ("百万元", "money", "1000000"),
        ("亿元", "money", "100000000"),
        ("万亿元", "money", "1000000000000"),
        ("角", "money", "0.1"),
        ("%", "ratio", "0.01"),
        ("‰", "ratio", "0.001"),
        ("个百分点", "ratio", "0.01"),
        ("倍", "multiple", "1"),
        ("分", "score", "1"),
        ("人", "people", "1"),
        ("万名", "people", "10000"),
        ("人次", "person_times", "1"),
        ("万人次", "person_times", "10000"),
        ("件", "count", "1"),
        ("万个", "count", "10000"),
        ("千册", "count", "1000"),
        ("万", "number", "10000"),
        ("亿", "number", "100000000"),
        ("平方公里", "area", "1000000"),
        ("万亩", "area", "6666666.666666666666666666667"),
        ("公里", "length", "1000"),
        ("元/人.天", "rate", "1"),
    ],
)
def test_factor(key: str, dimension: str, factor: str) -> None:
    unit = unit_for(key)
    assert unit is not None
    assert (unit.key, unit.dimension, unit.factor) == (key, dimension, Decimal(factor))


@pytest.mark.parametrize("key", ["无此单位", "万无", "元元元", "。", "万 元"])
def test_unknown(key: str) -> None:
    assert unit_for(key) is None


def test_no_unit_is_a_plain_number() -> None:
    assert unit_for("") is NUMBER


@pytest.mark.parametrize("key", sorted(known_units()))
def test_every_unit_is_found_by_its_key(key: str) -> None:
    unit = unit_for(key)
    assert unit is known_units()[key]
    assert unit.factor > 0


def test_people_are_one_dimension_and_counts_are_not() -> None:
    people = [unit_for(key) for key in ("人", "名", "位")]
    assert {unit.base for unit in people if unit} == {"人"}
    assert known_units()["件"].base != known_units()["个"].base


def test_people_and_money_and_ratios_say_so() -> None:
    assert known_units()["万元"].is_money
    assert known_units()["%"].is_ratio
    assert known_units()["名"].is_people
    assert not known_units()["件"].is_money
