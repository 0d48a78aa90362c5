"""Rates that a sentence tells behind just two numbers, which can be of nothing else: 应缴56万元，实缴54万元，上缴率96%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from jiheng.core.facts.fact import Fact
from jiheng.core.figures.interval import Interval

_NAMED = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,6})率(?:平均|约|为|达到?|是|[：:\s])*$")
_OTHERWISE = re.compile("[增减降升利税费折概汇频效死]|发生|同比|环比|生育|出生|贡献|占有|负债|公积金|扣除|提取|缴存|单位")
_CHANGED, _LAST = re.compile("(?:变动|增减|增长)$"), re.compile("上年|去年|上一年")
_ENDS, _WORDS, _SENTENCE = re.compile("[。；;\n]"), 14, 120
_RATED = re.compile("[%％]")
_COUNTS = ("people", "person_times", "count")
_TWO = 2
_NEAR = Decimal("0.25")  # of the larger: what is farther off is a rate of something else
_ONE = Interval.point(Decimal(1))


class RateOfTwo(NamedTuple):
    """A rate that the two numbers before it do not make, with what they would."""

    part: Fact
    whole: Fact
    exact: Decimal
    expected: Interval


def rate_of_two(rate: Fact, before: Sequence[Fact], text: str) -> RateOfTwo | None:
    """What the only two numbers before a rate in its sentence make, where that comes near it and nothing makes it."""
    start = rate.origin.start
    named = _NAMED.search(text, max(0, start - _WORDS), start)
    if named is None:
        return None
    ends = [match.end() for match in _ENDS.finditer(text, max(0, start - _SENTENCE), start)]
    begin = ends[-1] if ends else max(0, start - _SENTENCE)
    if _RATED.search(text, begin, start):
        return None  # another rate of the same sentence has its own numbers
    own = [fact for fact in before if fact.origin.start >= begin and fact.figure.unit.dimension not in ("time", "score")]
    if len(own) != _TWO or any(fact.figure.is_hedged or fact.figure.value <= 0 or fact.repair for fact in own):
        return None
    one, other = own
    if _measure(one) != _measure(other) or any(fact.concept.startswith("change.") for fact in own):
        return None
    first, second = one.figure.range, other.figure.range
    if _CHANGED.search(named["name"]):
        if not _LAST.search(text, begin, one.origin.start):
            return None
        return _unlike(rate, other, one, other.figure.value / one.figure.value - 1, second / first - _ONE, [])
    if _OTHERWISE.search(named["name"]):
        return None
    less, more = (one, other) if one.figure.value <= other.figure.value else (other, one)
    if rate.figure.value > 1:
        less, more = more, less
    part, whole = less.figure.range, more.figure.range
    others = [_ONE - part / whole, part / (part + whole), whole / (part + whole), second / first, first / second]
    return _unlike(rate, less, more, less.figure.value / more.figure.value, part / whole, others)


def _unlike(rate: Fact, part: Fact, whole: Fact, exact: Decimal, expected: Interval, others: Sequence[Interval]) -> RateOfTwo | None:
    told = rate.figure
    made = any(one.meets(told.range) for one in (expected, *others))
    near = abs(exact - told.value) <= _NEAR * max(abs(exact), abs(told.value))
    return None if made or not near else RateOfTwo(part, whole, exact, expected)


def _measure(fact: Fact) -> str:
    dimension = fact.figure.unit.dimension
    return "count" if dimension in _COUNTS else fact.figure.unit.base
