"""The year-end foreseen from the months so far, with a range, in exact decimals.

By the department's own earlier years where there are any, else evenly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

STEP = Decimal(100)
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the year's spending may come to.

    Units: 元. `way` is "history" or "linear"; `working` says in Chinese how it came about.
    """

    low: Decimal
    middle: Decimal
    high: Decimal
    way: str
    working: str


def foresee(month: int, spent: Mapping[int, Decimal], earlier: Sequence[tuple[int, Decimal]], ceiling: Decimal | None = None) -> Forecast | None:
    """The year-end foreseen after `month`; None where the months so far are not known.

    `spent` are cumulative amounts by month; `earlier` are years with the share of their spending that was done by this month.
    The mean of the earlier shares is the season; the range spans the shares themselves, with one year that year and an even course.
    Without earlier years the course is even, and the range lets the rest of the months be like the lowest or the highest so far.
    `ceiling` is the year's budget: without an adjustment nobody spends beyond it.
    """
    so_far = spent.get(month)
    if so_far is None or not 1 <= month <= _YEAR:
        return None
    if month == _YEAR:
        return Forecast(so_far, so_far, so_far, "done", "已是全年执行数")
    return _below(_foreseen(month, so_far, spent, earlier), so_far, ceiling)


def _foreseen(month: int, so_far: Decimal, spent: Mapping[int, Decimal], earlier: Sequence[tuple[int, Decimal]]) -> Forecast:
    seasons = [(year, share) for year, share in earlier if 0 < share <= 1]
    if seasons:
        return _by_history(month, so_far, seasons)
    even = so_far * _YEAR / month
    steps = _monthly(month, spent)
    if steps:
        low, high = (so_far + (_YEAR - month) * step for step in (min(steps), max(steps)))
        words = f"没有以前年度的分月数，按平均：{month}个月的执行数÷{month}×12；范围按其余月份都像今年最低和最高的一个月"
    else:
        low = high = even
        words = f"没有以前年度的分月数，也没有各月的数，按平均：{month}个月的执行数÷{month}×12，没有范围"
    return Forecast(_rounded(min(low, even)), _rounded(even), _rounded(max(high, even)), "linear", words)


def _by_history(month: int, so_far: Decimal, seasons: list[tuple[int, Decimal]]) -> Forecast:
    shares = [share for _, share in seasons]
    mean = sum(shares, Decimal(0)) / len(shares)
    span = shares if len(shares) > 1 else [*shares, Decimal(month) / _YEAR]
    ends = [so_far / share for share in span] + [so_far / mean]
    said = "、".join(f"{year}年{share * 100:.2f}%" for year, share in seasons)
    how = "范围取各年占比中的最高和最低" if len(shares) > 1 else "只有一年可比，范围取该年占比与平均进度之间"
    words = f"本单位以前年度到{month}月末已支出全年的比例：{said}；今年累计执行数除以它们的平均数，{how}"
    return Forecast(_rounded(min(ends)), _rounded(so_far / mean), _rounded(max(ends)), "history", words)


def _below(seen: Forecast, so_far: Decimal, ceiling: Decimal | None) -> Forecast:
    top = max(ceiling or seen.high, so_far)
    low, middle, high = (min(max(amount, so_far), top) for amount in (seen.low, seen.middle, seen.high))
    words = f"{seen.working}；不调整预算不能超过全年预算，超过的按全年预算计" if top < seen.high else seen.working
    return Forecast(low, middle, high, seen.way, words)


def _monthly(month: int, spent: Mapping[int, Decimal]) -> list[Decimal]:
    # Months whose own amount is known: the month and the one before it both stand in the books.
    known = {0: Decimal(0), **spent}
    return [known[place] - known[place - 1] for place in range(1, month + 1) if place in known and place - 1 in known]


def _rounded(amount: Decimal) -> Decimal:
    # A forecast is told to 0.01万元; finer digits would claim what nobody knows.
    return (amount / STEP).quantize(Decimal(1), ROUND_HALF_UP) * STEP
