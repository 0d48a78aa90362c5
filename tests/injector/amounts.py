"""Exact amounts in fen, and how they are printed: half up, at a step, in 元, 万元 or 亿元."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

FACTORS = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000), "%": Decimal("0.01")}
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Range:
    """The true values that a printed number can stand for, ends included."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Range) -> Range:
        """Sum of two."""
        return Range(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Range) -> Range:
        """Difference of two."""
        return Range(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Range) -> Range:
        """Product of two."""
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Range(min(ends), max(ends))

    def over(self, other: Range) -> Range | None:
        """Quotient of two; None where the divisor may be nought."""
        if other.low <= 0 <= other.high:
            return None
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Range(min(ends), max(ends))

    def meets(self, other: Range) -> bool:
        """Whether one true value could be in both."""
        return self.low <= other.high and other.low <= self.high

    def most(self, top: Decimal) -> Range:
        """The same, no higher than `top`."""
        return Range(min(self.low, top), min(self.high, top))


def half_up(value: Decimal, places: int) -> Decimal:
    """A number at so many decimals, halves away from nought, as finance staff round."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def in_unit(fen: int, unit: str, places: int) -> Decimal:
    """An amount in fen as it is printed in a unit."""
    return half_up(Decimal(fen) / HUNDRED / FACTORS[unit], places)


def grouped(number: Decimal, *, commas: bool) -> str:
    """Digits with or without separators of thousands."""
    return f"{number:,f}" if commas else f"{number:f}"
