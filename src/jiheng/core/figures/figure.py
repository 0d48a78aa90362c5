"""A number as printed: its value, its printed step, its unit, its hedge, and so its range."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum

from jiheng.core.figures.interval import Interval
from jiheng.core.figures.units import NUMBER, Unit
from jiheng.core.record import once, record

_INFINITY = Decimal("Infinity")
_TWO = Decimal(2)
_ESTIMATE = re.compile("[余多几上数来]")


class Hedge(Enum):
    """The word that loosens a printed number."""

    NONE = "none"
    ABOUT = "about"  # 约 左右
    NEARLY = "nearly"  # 近
    OVER = "over"  # 余 多 超 逾 上
    UNDER = "under"  # 不足 低于
    AT_LEAST = "at_least"  # 以上 不少于 ≥
    AT_MOST = "at_most"  # 以内 不超过 ≤
    TRUNCATED = "truncated"  # cut off, not rounded


@record
class Figure:
    """A number as printed, and so the range of true values it may stand for.

    Units: `number` and `step` are in the printed unit ("1,234.56万元" → 1234.56, step 0.01); `value` and
    `base_step` are in the unit's base (12345600 元, step 100). `upper` is the other end of a printed range (1-2个).
    """

    number: Decimal
    step: Decimal
    unit: Unit = NUMBER
    text: str = ""
    hedge: Hedge = Hedge.NONE
    upper: Decimal | None = None

    @once
    def value(self) -> Decimal:
        """The number in the base unit."""
        return self.number * self.unit.factor

    @once
    def base_step(self) -> Decimal:
        """The printed step in the base unit."""
        return self.step * self.unit.factor

    @once
    def range(self) -> Interval:
        """Half a step either side; one-sided for hedges; a point at the unit's smallest real step (分, 件)."""
        if self.upper is not None:
            return Interval(self.value, self.upper * self.unit.factor)
        lead = _leading_step(self.number) * self.unit.factor
        match self.hedge:
            case Hedge.AT_LEAST:
                return Interval(self.value, _INFINITY)
            case Hedge.AT_MOST:
                return Interval(-_INFINITY, self.value)
            case Hedge.OVER:
                # 20余批 stays below the next ten; 超过20批 may be any number above.
                return Interval(self.value, self.value + lead if _ESTIMATE.search(self.text) else _INFINITY)
            case Hedge.UNDER:
                return Interval(-_INFINITY, self.value)
            case Hedge.NEARLY:
                return Interval(self.value - lead, self.value)
            case Hedge.ABOUT:
                return Interval(self.value - lead / _TWO, self.value + lead / _TWO)
            case Hedge.TRUNCATED:
                return Interval(self.value, self.value + self.base_step)
        if self.unit.atom and self.base_step <= self.unit.atom:
            return Interval.point(self.value)
        half = self.base_step / _TWO
        return Interval(self.value - half, self.value + half)

    def range_within(self, whole: Figure) -> Interval:
        """What a part of a whole may truly be: 0万元 is none at all, unless the whole itself is told as roughly."""
        bare = self.unit.key == "万元" and self.step == 1
        none = not self.number and self.hedge is Hedge.NONE and (self.base_step > whole.base_step or bare)
        return Interval.point(self.value) if none else self.range

    @once
    def is_hedged(self) -> bool:
        """Whether a word beside the number loosens it."""
        return self.hedge is not Hedge.NONE or self.upper is not None

    def agrees(self, other: Figure) -> bool:
        """Whether two restatements of one fact may both be true.

        Equal printed steps must be equal values (1208.35 is not 1208.34); else the ranges must meet.
        """
        if not self.is_hedged and not other.is_hedged and self.base_step == other.base_step:
            return self.value == other.value
        return self.range.meets(other.range)

    def cuts_off(self, exact: Decimal) -> bool:
        """Whether this prints an exact base value whose further digits were left out instead of rounded: 10.138%印作10.13%."""
        if self.is_hedged or (self.value and (self.value > 0) != (exact > 0)):
            return False
        return abs(self.value) <= abs(exact) < abs(self.value) + self.base_step

    def is_same(self, other: Figure) -> bool:
        """Whether both print the same exact value with no hedge."""
        return not self.is_hedged and not other.is_hedged and self.value == other.value


def _leading_step(number: Decimal) -> Decimal:
    """The place of the last digit that is not zero: 20 → 10, 1000 → 1000, 3.25 → 0.01."""
    if not number:
        return Decimal(1)
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(int(exponent))
