"""Closed ranges of exact decimals: what printed numbers may truly be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from jiheng.core.record import record

_DOWN = Context(prec=40, rounding=ROUND_FLOOR)
_UP = Context(prec=40, rounding=ROUND_CEILING)
_INFINITY = Decimal("Infinity")
_ZERO = Decimal(0)


@record
class Interval:
    """Closed range [low, high]; either end may be infinite.

    Sums and ratios of printed figures are compared by `meets`; a range that misses proves an error.
    What does not fit 40 digits is rounded outwards, so a true relation is never refused.

    Example:
        >>> Interval(Decimal(1), Decimal(2)) + Interval(Decimal(3), Decimal(5))
        Interval(low=Decimal('4'), high=Decimal('7'))
        >>> Interval.point(Decimal(6)) / Interval(Decimal(2), Decimal(3))
        Interval(low=Decimal('2'), high=Decimal('3'))
    """

    low: Decimal
    high: Decimal

    @staticmethod
    def point(value: Decimal) -> Interval:
        """The range that holds one value."""
        return Interval(value, value)

    @staticmethod
    def sums(ranges: Iterable[Interval]) -> Iterator[tuple[Decimal, Decimal]]:
        """The ends of the sum of the first range, of the first two, and so on."""
        low = high = _ZERO
        for one in ranges:
            low, high = _DOWN.add(low, one.low), _UP.add(high, one.high)
            yield low, high

    def __add__(self, other: Interval) -> Interval:
        """Every sum of a member of each."""
        return Interval(_DOWN.add(self.low, other.low), _UP.add(self.high, other.high))

    def __neg__(self) -> Interval:
        """Every member with its sign changed."""
        return Interval(-self.high, -self.low)

    def __sub__(self, other: Interval) -> Interval:
        """Every difference of a member of each."""
        return Interval(_DOWN.subtract(self.low, other.high), _UP.subtract(self.high, other.low))

    def __mul__(self, other: Interval) -> Interval:
        """Every product of a member of each; zero times infinity is zero."""
        pairs = [(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(_product(_DOWN, a, b) for a, b in pairs), max(_product(_UP, a, b) for a, b in pairs))

    def __truediv__(self, other: Interval) -> Interval:
        """Every quotient; the whole line when the divisor may be zero."""
        if other.low <= _ZERO <= other.high:
            return Interval(-_INFINITY, _INFINITY)
        if self.low >= _ZERO < other.low and self.high.is_finite() and other.high.is_finite():  # most of all: amounts
            return Interval(_DOWN.divide(self.low, other.high), _UP.divide(self.high, other.low))
        pairs = [(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(_quotient(_DOWN, a, b) for a, b in pairs), max(_quotient(_UP, a, b) for a, b in pairs))

    def meets(self, other: Interval) -> bool:
        """Whether one true value could lie in both."""
        return self.low <= other.high and other.low <= self.high

    def holds(self, value: Decimal) -> bool:
        """Whether the value lies in the range."""
        return self.low <= value <= self.high

    def gap(self, other: Interval) -> Decimal:
        """Distance between two ranges; 0 when they meet."""
        return max(_ZERO, self.low - other.high, other.low - self.high)


def _product(context: Context, a: Decimal, b: Decimal) -> Decimal:
    return _ZERO if not a or not b else context.multiply(a, b)


def _quotient(context: Context, a: Decimal, b: Decimal) -> Decimal:
    if a.is_infinite() and b.is_infinite():
        return a
    return context.divide(a, b)
