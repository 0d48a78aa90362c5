"""The known ways to score an indicator whose target was missed, as ranges of points.

No method here is law by itself: each region names its own. A score that fits none of them needs an explanation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from jiheng.core.facts.targets import Pair
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.interval import Interval

_ZERO, _ONE = Decimal(0), Decimal(1)
_FINE = Decimal("0.01")
_PERCENT = Decimal("0.01")
# 每超（差）1个百分点扣若干分, as regional score sheets print it.
_PER_POINT = (Decimal("0.5"), _ONE)
# 满意度、执行率分档: from this rate on, this share of the points.
_BANDS = ((Decimal("0.9"), _ONE), (Decimal("0.8"), Decimal("0.8")), (Decimal("0.6"), Decimal("0.5")))
_EXECUTION_BANDS = ((_ONE, _ONE), (Decimal("0.8"), Decimal("0.7")), (Decimal("0.6"), Decimal("0.5")))


@dataclass(frozen=True, slots=True)
class Worked:
    """What one method gives: its name, the points, and the arithmetic as a reader would write it."""

    name: str
    points: Interval
    working: str

    @property
    def printed(self) -> str:
        """The points with two decimals."""
        middle = (self.points.low + self.points.high) / 2
        return f"{middle.quantize(_FINE, ROUND_HALF_UP):f}"

    def gives(self, score: Figure) -> bool:
        """Whether the method's points, rounded as the score is printed, may be the score."""
        half = score.step / 2
        return self.points.low - half <= score.number <= self.points.high + half


def missed(pair: Pair, full: Figure, *, satisfaction: bool = False) -> Iterator[Worked]:
    """Every known method for a target that was missed; the first is the one most regions prescribe."""
    weight = Interval.point(full.number)
    aim, actual = pair.aim, pair.actual
    if not aim.value or not actual.value:
        yield Worked("全有或全无", Interval.point(_ZERO), "未达目标不得分")
        return
    target, done = f"{aim.number:f}", f"{actual.number:f}"
    if pair.lower is not True:
        yield Worked("按完成比例", _held(weight * pair.ratio, full), f"{full.number:f}×{done}÷{target}")
    if pair.lower is not False:
        yield Worked("按反比例", _held(weight * (aim.range / actual.range), full), f"{full.number:f}×{target}÷{done}")
        excess = (actual.range - aim.range) / aim.range
        yield Worked("按超出幅度扣减", _held(weight * (Interval.point(_ONE) - excess), full), f"{full.number:f}×（1−（{done}−{target}）÷{target}）")
    if aim.unit.is_ratio:
        short = Interval.point(abs(aim.value - actual.value) / _PERCENT)
        for each in _PER_POINT:
            words = f"{full.number:f}−{each:f}×{_short(short.low)}个百分点"
            yield Worked(f"每差1个百分点扣{each:f}分", _held(weight - short * Interval.point(each), full), words)
    if satisfaction and actual.unit.is_ratio:
        yield Worked("满意度分档", Interval.point(full.number * _band(actual.value, _BANDS)), "90%以上满分，80%以上八折，60%以上五折")
    yield Worked("全有或全无", Interval.point(_ZERO), "未达目标不得分")


def execution(rate: Interval, full: Figure) -> Worked:
    """Points for budget execution by the rate: points × rate, never above the points."""
    return Worked("按执行率", _held(Interval.point(full.number) * rate, full), "分值×执行率")


def execution_banded(rate: Decimal, full: Figure) -> Worked:
    """Points for budget execution by bands: 80% and more 7 of 10, 60% and more 5 of 10."""
    return Worked("按执行率分档", Interval.point(full.number * _band(rate, _EXECUTION_BANDS)), "100%满分，80%以上七折，60%以上五折")


def _band(rate: Decimal, bands: tuple[tuple[Decimal, Decimal], ...]) -> Decimal:
    return next((share for least, share in bands if rate >= least), _ZERO)


def _held(points: Interval, full: Figure) -> Interval:
    """Points within nought and the full points."""
    return Interval(min(max(points.low, _ZERO), full.number), min(max(points.high, _ZERO), full.number))


def _short(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
