"""Whether a tie holds, by exact arithmetic on what is printed: the generator's own judge.

Kinds: `sum` result = Σ ±of · `same` restated · `rate` result = of0 ÷ of1 · `points` result = min(of0, 100%) × of1 ·
`growth` now, word, amount, rate: result is the rate, of = (now, amount), sign of the word · `growth-before` result is the
rate, of = (now, before) · `direction` result is the word, of = (now, before) · `at-most` result ≤ of0 · `between` the whole
rate lies between of0 and of1 · `count` result counts `number` things · `equal` the same value under two names ·
`within` |of0 − of1| ÷ of1 is within result · `all-done` of0 = of1 · `method` an indicator's points by its actual and target.
"""

from __future__ import annotations

from decimal import Decimal

from tests.injector.amounts import Range
from tests.injector.paper import Mark, Paper, Tie

UP = ("增加", "增长", "上升", "高于", "大于", "调增", "提高")
DOWN = ("减少", "下降", "降低", "低于", "小于", "调减", "压减")
ONE = Range(Decimal(1), Decimal(1))


def holds(paper: Paper, tie: Tie) -> bool:
    """Whether the printed figures of a tie can all be true."""
    result = paper.marks[tie.result]
    of = [paper.marks[id] for id in tie.of]
    match tie.kind:
        case "sum" | "sum-score" | "sum-count" | "equal":
            total = Range(Decimal(0), Decimal(0))
            for mark, sign in zip(of, tie.signs, strict=True):
                total = total + mark.range if sign > 0 else total - mark.range
            return total.meets(result.range)
        case "same":
            return agrees(result, of[0])
        case "rate":
            return _is(of[0].range.over(of[1].range), result)
        case "points":
            return (of[0].range.most(Decimal(1)) * of[1].range).meets(_printed(result))
        case "growth":
            return _growth(of[0], of[1], of[2].text, result)
        case "growth-before":
            change = of[0].range - of[1].range
            if of[2].text in DOWN:
                change = of[1].range - of[0].range
            return _is(change.over(of[1].range), result)
        case "direction":
            return _goes(result.text, of[0], of[1])
        case "at-most":
            return result.range.low <= of[0].range.high
        case "between":
            low, high = sorted((of[0].range, of[1].range), key=lambda one: one.low)
            return result.range.high >= low.low and result.range.low <= max(high.high, low.high)
        case "count":
            return result.number == tie.number
        case "within":
            change = (of[0].range - of[1].range).over(of[1].range)
            return change is None or min(abs(change.low), abs(change.high)) * 100 <= result.number
        case "all-done":
            return of[0].number == of[1].number
        case "reached":
            return of[0].number >= of[1].number
    raise ValueError(tie.kind)


def agrees(one: Mark, other: Mark) -> bool:
    """Two prints of one thing: equal steps must be equal values, unequal ones must have ranges that meet."""
    if one.word or other.word:
        return one.text == other.text
    if one.step * one.factor == other.step * other.factor:
        return one.number * one.factor == other.number * other.factor
    return one.range.meets(other.range)


def broken(paper: Paper) -> list[Tie]:
    """Every tie that the print breaks."""
    return [tie for tie in paper.ties if not holds(paper, tie)]


def _is(value: Range | None, result: Mark) -> bool:
    return value is None or value.meets(result.range)


def _printed(result: Mark) -> Range:
    """Points printed with decimals may be rounded at their last digit."""
    places = -int(result.number.as_tuple().exponent)
    half = Decimal(1).scaleb(-places) / 2 if places else Decimal(0)
    return Range(result.number - half, result.number + half)


def _growth(now: Mark, amount: Mark, word: str, rate: Mark) -> bool:
    before = now.range - amount.range if word in UP else now.range + amount.range
    return _is(amount.range.over(before), rate)


def _goes(word: str, now: Mark, before: Mark) -> bool:
    a, b = now.range, before.range
    if word in UP:
        return a.high > b.low
    if word in DOWN:
        return a.low < b.high
    return a.meets(b)
