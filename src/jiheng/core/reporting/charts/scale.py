"""An axis whose ticks are round numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

_NICE = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` with a tick every `step`."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def ticks(self) -> tuple[Decimal, ...]:
        """Every tick from low to high."""
        count = int((self.high - self.low) / self.step)
        return tuple(self.low + self.step * number for number in range(count + 1))

    def place(self, value: Decimal, length: int) -> Decimal:
        """How far from the low end a value lies on an axis of `length`."""
        return (value - self.low) * length / (self.high - self.low)


def scale_for(values: Iterable[Decimal], ticks: int = 5) -> Scale:
    """An axis that begins at zero and holds every value.

    Example:
        >>> [f"{tick:f}" for tick in scale_for([Decimal("37"), Decimal("81.5")]).ticks]
        ['0', '20', '40', '60', '80', '100']
    """
    known = [Decimal(0), *values]
    low, high = min(known), max(known)
    if low == high:
        return Scale(Decimal(0), Decimal(1), Decimal("0.5"))
    rough = (high - low) / ticks
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * nice for nice in _NICE if power * nice >= rough)
    return Scale(_to(low, step, ROUND_FLOOR), _to(high, step, ROUND_CEILING), step)


def _to(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (value / step).to_integral_value(rounding) * step
