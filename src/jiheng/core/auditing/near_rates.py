"""A printed rate that two amounts beside it would make but for one slip of the pen, found by arithmetic alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise, permutations

from jiheng.core.auditing import causes
from jiheng.core.auditing.addable import is_addable, measure_of
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.interval import Interval

_BEFORE, _PASSED, _REACH = 4, 20, 160  # amounts, facts gone through for them, and characters
_SHARE, _FAR = "share", 1500  # characters from a share to what it may be a share of
_LEAST = 4  # digits of a rate that are not alike by chance
_MOST = 1000  # times the whole: more is no rate that people print
_CLOSE = 2  # printed steps: amounts that leave a rate more room than that do not tell which digit of it slipped
_ONE, _WHOLE = Decimal(1), Interval.point(Decimal(1))
_OF_PLANS = 3  # … where words tell that one amount is divided by the other
_PLANNED = ("spend.execution_rate", "spend.progress_rate", "spend.arrival_rate")
_DIVIDED = (_SHARE, "spend.execution_rate")  # told as part of a whole or of a plan, so that no slip makes it a growth
_RATED = re.compile("[%％]")
_CLAUSE = re.compile("[。；;\n]")


@dataclass(frozen=True, slots=True)
class NearRate:
    """A rate that two amounts make but for a slip; `right` is what they make at the rate's own step, `words` say how."""

    rate: Fact
    amounts: tuple[Fact, Fact]
    words: str
    right: Decimal


@dataclass(frozen=True, slots=True)
class _Made:
    words: str
    exact: Decimal
    range: Interval


def tells_slip(rate: Fact) -> bool:
    """Whether a figure is a rate of running text with digits enough to tell a slip."""
    figure = rate.figure
    printed = f"{figure.number:f}".replace(".", "").lstrip("0")
    least = _OF_PLANS if rate.concept.startswith(_PLANNED) and figure.value != _ONE else _LEAST
    return figure.unit.is_ratio and not figure.is_hedged and figure.number > 0 and rate.origin.block.startswith("p") and len(printed) >= least


def near_rate(facts: Sequence[Fact], at: int, text: str) -> NearRate | None:
    """What two neighbouring amounts make of a rate but for a slip; None where some make it as it is printed."""
    rate = facts[at].figure
    found: list[NearRate] = []
    short = len(f"{rate.number:f}".replace(".", "").lstrip("0")) < _LEAST
    divides = facts[at].concept in (*_DIVIDED, *_PLANNED)
    amounts = sorted(_amounts(facts, at, text), key=lambda fact: fact.origin.start)
    for one, other in (pair for both in pairwise(amounts) for pair in permutations(both)):
        if measure_of(one)[:2] != measure_of(other)[:2] or one.figure.value == other.figure.value:
            continue
        first, second = sorted((one, other), key=lambda fact: fact.origin.start)
        if short and _RATED.search(text, first.origin.end, second.origin.start):
            continue  # 甲9万元，完成预算80%；乙7万元，完成预算|76%: each has a rate of its own
        for made in _made(one, other):
            if made.range.meets(rate.range):
                return None
            right = (made.exact / rate.unit.factor).quantize(rate.step, ROUND_HALF_UP) * rate.unit.factor
            if divides and "÷" not in made.words:
                continue
            close = made.range.high - made.range.low <= _CLOSE * rate.base_step and made.exact < _MOST
            if close and (causes.differs_in_one(rate, right) or causes.sure_slip(rate, right)):
                found.append(NearRate(facts[at], (one, other), made.words, right))
    if not found and facts[at].concept == _SHARE:
        return _near_share(facts, at, text)
    return found[0] if found else None


def _near_share(facts: Sequence[Fact], at: int, text: str) -> NearRate | None:
    """What the amount before a share is of a larger one farther off, but for a slip; None where it is so much of any as is printed.

    A share of four digits is one digit off some other number by chance once in three hundred.
    """
    share, rate = facts[at], facts[at].figure
    part = next((one for one in reversed(facts[max(0, at - _BEFORE) : at]) if _is_amount(one)), None)
    if part is None or _CLAUSE.search(text, part.origin.end, share.origin.start) or len(f"{rate.number:f}".replace(".", "").lstrip("0")) < _LEAST:
        return None
    found: list[NearRate] = []
    for whole in facts:
        if not -_FAR < whole.origin.start - share.origin.start < _FAR or not _is_amount(whole) or whole.figure.value <= part.figure.value:
            continue
        if measure_of(whole)[:2] != measure_of(part)[:2]:
            continue
        told = part.figure.range / whole.figure.range
        if told.meets(rate.range):
            return None
        exact = part.figure.value / whole.figure.value
        right = (exact / rate.unit.factor).quantize(rate.step, ROUND_HALF_UP) * rate.unit.factor
        close = told.high - told.low <= _CLOSE * rate.base_step
        if close and (causes.differs_in_one(rate, right) or causes.sure_slip(rate, right)):
            found.append(NearRate(share, (part, whole), f"{part.figure.text}÷{whole.figure.text}", right))
    return found[0] if found else None


def _amounts(facts: Sequence[Fact], at: int, text: str) -> Iterator[Fact]:
    """The amounts of the rate's line before it, where no other rate stands between, and the one right behind it in its clause."""
    rate, seen = facts[at], 0
    for one in reversed(facts[max(0, at - _PASSED) : at]):
        far = rate.origin.start - one.origin.end > _REACH or "\n" in text[one.origin.end : rate.origin.start]
        if far or seen == _BEFORE or (one.figure.unit.is_ratio and not seen):
            break
        if _is_amount(one):
            seen += 1
            yield one
    behind = facts[at + 1 : at + 2]
    yield from (one for one in behind if _is_amount(one) and not _CLAUSE.search(text, rate.origin.end, one.origin.start))


def _is_amount(fact: Fact) -> bool:
    return is_addable(fact) and not fact.figure.is_hedged and fact.figure.value > 0


def _made(one: Fact, other: Fact) -> Iterator[_Made]:
    """The rates that people print beside two amounts."""
    a, b, first, second = one.figure, other.figure, one.figure.text, other.figure.text
    quotient, ratio = a.value / b.value, a.range / b.range
    yield _Made(f"{first}÷{second}", quotient, ratio)
    if quotient > 1:
        yield _Made(f"{first}比{second}增长", quotient - 1, ratio - _WHOLE)
        yield _Made(f"增加{second}后为{first}，增长", b.value / (a.value - b.value), b.range / (a.range - b.range))
    else:
        yield _Made(f"{first}比{second}下降", _ONE - quotient, _WHOLE - ratio)
    yield _Made(f"减少{second}后为{first}，下降", b.value / (a.value + b.value), b.range / (a.range + b.range))
