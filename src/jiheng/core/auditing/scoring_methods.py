"""The known ways to score an indicator whose target was missed, as ranges of points.

No method here is law by itself: the pack names its own, and those met in practice; bands and deductions are the pack's data. A
score that fits none of them needs an explanation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from jiheng.core.facts.targets import Pair
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.interval import Interval
from jiheng.core.rulepack.scoring_rules import ScoringRules, Use

_ZERO, _ONE = Decimal(0), Decimal(1)
_FINE = Decimal("0.01")
_PERCENT = Decimal("0.01")
_Bands = tuple[tuple[Decimal, Decimal], ...]  # from this rate on, this share of the points


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


def missed(pair: Pair, full: Figure, rules: ScoringRules, *, satisfaction: bool = False) -> Iterator[Worked]:
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
        for each in _deductions(rules):
            words = f"{full.number:f}−{each:f}×{_short(short.low)}个百分点"
            yield Worked(f"每差1个百分点扣{each:f}分", _held(weight - short * Interval.point(each), full), words)
    if satisfaction and actual.unit.is_ratio:
        for bands in _bands(rules, "satisfaction", "bands"):
            yield Worked("满意度分档", Interval.point(full.number * _band(actual.value, bands)), _words(bands))
    yield Worked("全有或全无", Interval.point(_ZERO), "未达目标不得分")


def execution(rate: Interval, full: Figure) -> Worked:
    """Points for budget execution by the rate: points × rate, never above the points."""
    return Worked("按执行率", _held(Interval.point(full.number) * rate, full), "分值×执行率")


def execution_banded(rate: Decimal, full: Figure, rules: ScoringRules) -> Iterator[Worked]:
    """Points for budget execution by each known table of bands."""
    for bands in _bands(rules, "execution", "execution_banded"):
        yield Worked("按执行率分档", Interval.point(full.number * _band(rate, bands)), _words(bands))


def _uses(rules: ScoringRules, *kinds: str) -> Iterator[Use]:
    """The pack's own method for kinds of rows, then those met in practice."""
    for kind in kinds:
        if kind in rules.uses:
            yield rules.uses[kind]
        yield from rules.practice.get(kind, ())


def _deductions(rules: ScoringRules) -> tuple[Decimal, ...]:
    """每超（差）1个百分点扣若干分: the points that some rule takes off."""
    found = [use.params.get("deduct") for use in _uses(rules, "positive", "negative") if use.method == "per_point"]
    return tuple(dict.fromkeys(one for one in found if isinstance(one, Decimal)))


def _bands(rules: ScoringRules, kind: str, method: str) -> tuple[_Bands, ...]:
    """The tables of bands for a kind of row, as shares of the points."""
    found: dict[_Bands, None] = {}
    for use in _uses(rules, kind):
        rows = use.params.get("bands")
        if use.method == method and isinstance(rows, tuple):
            full = use.params.get("of")
            whole = full if isinstance(full, Decimal) else _ONE
            found[tuple((least, share / whole) for least, share in rows)] = None
    return tuple(found)


def _words(bands: _Bands) -> str:
    return "，".join(f"{_short(least * 100)}%以上{'满分' if share == 1 else f'{_short(share * 100)}%'}" for least, share in bands)


def _band(rate: Decimal, bands: _Bands) -> Decimal:
    return next((share for least, share in bands if rate >= least), _ZERO)


def _held(points: Interval, full: Figure) -> Interval:
    """Points within nought and the full points."""
    return Interval(min(max(points.low, _ZERO), full.number), min(max(points.high, _ZERO), full.number))


def _short(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
