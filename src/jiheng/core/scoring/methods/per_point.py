"""按百分点扣分：每超过（或低于）界限若干个百分点扣若干分。"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from jiheng.core.scoring.shelf import HUNDRED, ONE, ZERO, Question, Worked, method, number, percent, plain

_WHOLE = Decimal(1)


@method(
    id="per_point",
    title="每差若干个百分点扣分",
    needs=("deduct",),
    takes=("limit", "per", "side", "count", "least"),
)
def per_point(asked: Question) -> Worked:
    """界限 limit（不写则用目标值），每 per（默认1%）扣 deduct 分；side 为 above（默认）、below 或 either。

    count 为 whole（默认，满一个才扣）、started（不满一个按一个）或 proportional；不低于 least（默认0分）。
    """
    done = asked.share()
    limit = asked.params.get("limit")
    aim = limit if isinstance(limit, Decimal) else asked.numbers()[0] * asked.points_per_unit / HUNDRED
    per, deduct = number(asked, "per", Decimal("0.01")), number(asked, "deduct")
    side = asked.params.get("side", "above")
    off = {"above": done - aim, "below": aim - done}.get(str(side), abs(done - aim))
    shown = f"实际{percent(done)}，界限{percent(aim)}"
    if off <= ZERO:
        return Worked(asked.weight, f"{shown}，在界限以内")
    times = off / per
    count = asked.params.get("count", "whole")
    if count == "whole":
        times = times.quantize(_WHOLE, ROUND_FLOOR)
    elif count == "started":
        times = times.quantize(_WHOLE, ROUND_CEILING)
    unit = "个百分点" if per == Decimal("0.01") else f"个{percent(per)}"
    points = max(asked.weight - times * deduct, number(asked, "least", ZERO))
    words = f"{shown}，相差{percent(off)[:-1]}个百分点，{plain(asked.weight)}分−{plain(deduct)}分×{plain(times)}{unit}"
    sums = points == asked.weight - times * deduct
    return Worked(points, words, sums=sums, restores="" if times < ONE and count == "whole" else f"控制到{percent(aim)}")
