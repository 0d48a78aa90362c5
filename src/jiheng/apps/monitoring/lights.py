"""Which light a month or an indicator shows, by the limits of the rules that bind: pure functions on exact shares."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal, InvalidOperation

from jiheng.apps.lawbooks.selectors import YearRules
from jiheng.apps.monitoring.choices import RANK, Light, Likelihood

_YEAR = Decimal(12)
_ONE, _ZERO = Decimal(1), Decimal(0)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_RATES = ("%", "％", "‰", "百分比")
_AT_MOST = ("≤", "＜", "<")
# What a person may write before or after the number of a count.
_AROUND = re.compile(r"^[约近共计≥≤＝=＞＜<>]*|[，,。；;]+$")


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a light is on: the limit's id, the colour, and what it says."""

    id: str
    light: Light
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """An indicator at the date, as far as its light goes."""

    name: str
    weight: Decimal
    share: Decimal | None
    likelihood: str


def worst(lights: Iterable[Light | str]) -> Light:
    """The worst of some lights; none when there are none."""
    return max((Light(light) for light in lights), key=lambda light: RANK[light], default=Light.NONE)


def funds_grounds(rules: YearRules, month: int, spent: Decimal | None, budget: Decimal | None) -> list[Ground]:
    """What the execution of the budget says at a month's end.

    Units: amounts in 元.
    """
    if spent is None or not budget:
        return []
    rate, due = spent / budget, month / _YEAR
    found = _beyond(rules, "behind", due - rate, f"执行率{_percent(rate)}，序时进度{_percent(due)}，落后{_points(due - rate)}")
    for point in rules.checkpoints:
        if point.month == month and rate < point.progress:
            short = f"执行率{_percent(rate)}，低于{month}月末应达的{_percent(point.progress)}"
            found += _beyond(rules, "checkpoint", point.progress - rate, short)
    idle = rules.light("idle")
    if idle is not None and month >= idle.month and spent <= _ZERO:
        found.append(Ground("idle", Light.RED, f"到{month}月末没有支出"))
    return found


def goal_grounds(rules: YearRules, indicators: Iterable[Standing], rate: Decimal | None) -> tuple[Decimal | None, list[Ground]]:
    """How far the targets have come, weighted, and what that says beside the execution of the budget."""
    rows = list(indicators)
    counted = [(row.weight or _ONE, row.share) for row in rows if row.share is not None]
    share = sum((weight * part for weight, part in counted), _ZERO) / sum((weight for weight, _ in counted), _ZERO) if counted else None
    found: list[Ground] = []
    if share is not None and rate is not None:
        gap = abs(share - min(rate, _ONE))
        found += _beyond(rules, "apart", gap, f"目标实现程度{_percent(share)}，执行率{_percent(rate)}，相差{_points(gap)}")
    lost = [row.name for row in rows if row.likelihood == Likelihood.IMPOSSIBLE]
    if lost and rules.light("impossible") is not None:
        found.append(Ground("impossible", Light.RED, f"完全不可能完成：{'、'.join(lost[:5])}{'等' if len(lost) > 5 else ''}"))
    return share, found


def indicator_light(rules: YearRules, month: int, share: Decimal | None, likelihood: str, *, filled: bool) -> tuple[Light, str]:
    """The light of one indicator and why."""
    if not filled:
        return Light.NONE, ""
    if likelihood == Likelihood.IMPOSSIBLE:
        return Light.RED, "完全不可能完成"
    due = month / _YEAR
    grounds = [] if share is None else _beyond(rules, "behind", due - share, f"实现程度{_percent(share)}，序时进度{_percent(due)}")
    if likelihood == Likelihood.POSSIBLE:
        grounds.append(Ground("possible", Light.YELLOW, "有可能完不成"))
    light = worst([Light.GREEN, *(ground.light for ground in grounds)])
    return light, "；".join(ground.text for ground in grounds)


def share_of(relation: str, target: str, unit: str, actual: str, likelihood: str, month: int) -> Decimal | None:
    """How far an indicator has come at a month's end, as a share of its year; None where nothing can be said.

    A count grows towards its target; whole things that cannot be divided by months are on schedule at the whole number below. A rate, a ceiling and a qualitative target do not grow: while they are met they are on schedule.
    """
    due = month / _YEAR
    aim, done = _number(target), _number(actual)
    if aim is None or relation == "定性":
        if not actual.strip():
            return None
        return {Likelihood.CERTAIN: due, Likelihood.IMPOSSIBLE: _ZERO}.get(likelihood)  # type: ignore[call-overload,no-any-return]  # "" is no key
    if done is None:
        return None
    if relation in _AT_MOST:
        return due if done <= aim else _six(due * aim / done)
    if aim <= _ZERO:
        return due if done >= aim else _ZERO
    met = min(max(done / aim, _ZERO), _ONE)
    if unit in _RATES or target.rstrip().endswith(_RATES):
        return _six(due * met)
    # One meeting a year cannot be half held by June: whole things are due in whole numbers.
    on_schedule = aim == aim.to_integral_value() and done >= (aim * due).to_integral_value(ROUND_DOWN)
    return _six(max(met, due) if on_schedule else met)


def _number(text: str) -> Decimal | None:
    found = _NUMBER.findall(_AROUND.sub("", text.strip()).replace(",", "").replace("，", ""))
    if len(found) != 1:
        return None
    try:
        return Decimal(found[0])
    except InvalidOperation:
        return None


def _beyond(rules: YearRules, id: str, gap: Decimal, words: str) -> list[Ground]:
    for colour in (Light.RED, Light.YELLOW):
        limit = rules.limit(id, colour.value)
        if limit is not None and gap > limit:
            said = f"{words}，超过{_points(limit)}的{'红' if colour is Light.RED else '黄'}灯界限" if limit else words
            return [Ground(id, colour, said)]
    return []


def _percent(share: Decimal) -> str:
    return f"{share * 100:.2f}%"


def _points(share: Decimal) -> str:
    return f"{(share * 100).quantize(Decimal('0.01')).normalize():f}个百分点"


def _six(share: Decimal) -> Decimal:
    return share.quantize(Decimal("0.000001"))
