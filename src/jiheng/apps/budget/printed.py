"""Sums of the book as printed figures: exact, to the finest step to which a part was entered."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jiheng.apps.budget.models import ZERO
from jiheng.apps.shared.money import money_figure
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.units import known_units

PRINTED = Decimal(100)  # 0.01万元, where no entry says how finely it was written


def exact_sum(pairs: Iterable[tuple[Decimal, Decimal | None]]) -> Figure:
    """A sum of amounts in 元 as a figure in 万元, printed to the finest step among those that are not zero."""
    amount, step = ZERO, None
    for part, fine in pairs:
        amount += part
        if part and fine:
            step = finer(step, fine)
    return money_figure(amount, step or PRINTED)


def finer(one: Decimal | None, two: Decimal | None) -> Decimal | None:
    """The finer of two steps; zero and None say nothing."""
    return min((step for step in (one, two) if step), default=None)


def counted(number: Decimal | int, unit: str) -> Figure:
    """A count or an area with its unit."""
    shown = Decimal(number)
    shown = shown.quantize(Decimal(1)) if shown == shown.to_integral_value() else shown.normalize()
    exponent = int(shown.as_tuple().exponent)
    return Figure(number=shown, step=Decimal(1).scaleb(min(exponent, 0)), unit=known_units()[unit], text=f"{shown:f}{unit}")
