"""Numbers and ranges as findings print them, in the unit that the report used."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TypedDict

from jiheng.core.facts.fact import Fact
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.interval import Interval
from jiheng.core.figures.units import Unit

_FINEST = Decimal("0.0001")


class Compared(TypedDict):
    """What a finding prints of a figure: what it should be, what it is, and how far apart they are."""

    expected: str
    stated: str
    difference: str


def in_unit(value: Decimal, unit: Unit, step: Decimal = _FINEST) -> str:
    """A base value in a printed unit, no finer than `step` of that unit."""
    number = value / unit.factor
    rounded = number.quantize(step) if number % step else number
    text = f"{rounded:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + unit.key


def span_of(interval: Interval, unit: Unit, step: Decimal) -> str:
    """A range of base values in a printed unit, widened outwards to a tenth of the printed step; an open end is said."""
    fine = step / 10
    low, high = (
        (end / unit.factor).quantize(fine, rounding) if end.is_finite() else None
        for end, rounding in ((interval.low, ROUND_FLOOR), (interval.high, ROUND_CEILING))
    )
    if low is None or high is None:
        known = [f"{word}{_short(end)}{unit.key}" for word, end in (("不小于", low), ("不大于", high)) if end is not None]
        return "、".join(known) or "任何数"
    if low == high:
        return f"{_short(low)}{unit.key}"
    return f"{_short(low)}—{_short(high)}{unit.key}"


def compared(rate: Figure, exact: Decimal, expected: Interval) -> Compared:
    """A printed rate beside what its operands make: `exact` by their printed values, `expected` by their ranges."""
    difference = in_unit(abs(exact - rate.value), rate.unit, rate.step)
    return Compared(expected=span_of(expected, rate.unit, rate.step), stated=rate.text, difference=difference)


def cut_off(rate: Figure, exact: Decimal) -> str:
    """What is said of a rate cut off instead of rounded, a habit and no proof of a wrong figure; "" of any other."""
    return "末位像是截尾，没有四舍五入" if rate.cuts_off(exact) else ""


def _short(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def plain(fact: Fact) -> str:
    """A fact's number as working shows it, without unit and separators."""
    return f"{fact.figure.number:f}"


def named(fact: Fact) -> str:
    """A fact with its name, year and basis: 2023年基本支出（执行）812.46万元."""
    context = fact.context
    basis = f"（{context.basis.value}）" if context.basis else ""
    year = f"{context.period.words()}" if context.period.year else ""
    return f"{year}{fact.label}{basis}{fact.figure.text}"
