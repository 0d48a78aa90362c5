"""Rates that a document prints for the same two figures as two numbers: one of them at most is right."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from jiheng.core.auditing.audit_input import AuditInput, shared
from jiheng.core.auditing.finding import Held
from jiheng.core.auditing.judged_ratios import ratios_judged
from jiheng.core.facts.fact import Fact

_OPERANDS = 3  # the rate and what it is made of
_TELLING = 3  # digits of two figures that are hardly alike by chance


class Twice(NamedTuple):
    """A rate that fits its two figures as printed, another one of the same figures, and those figures."""

    right: Fact
    other: Fact
    part: Fact
    whole: Fact


@shared
def rates_told_twice(given: AuditInput) -> tuple[Twice, ...]:
    """The rates of the same two figures that differ, although rounding of the figures would allow each by itself."""
    alike: dict[object, list[tuple[Fact, ...]]] = defaultdict(list)
    for held in ratios_judged(given):
        if not isinstance(held, Held) or len(held.facts) != _OPERANDS:
            continue
        rate, part, whole = held.facts
        if rate.figure.is_hedged or not all(_is_telling(fact) for fact in (part, whole)):
            continue
        thing = part.concept or part.label, part.context.item
        alike[thing, *(_printed(fact) for fact in (part, whole)), rate.figure.base_step].append(held.facts)
    found: list[Twice] = []
    for told in alike.values():
        if len({rate.figure.value for rate, *_ in told}) > 1:
            _, part, whole = told[0]
            step = told[0][0].figure.base_step
            exact = (part.figure.value / whole.figure.value / step).quantize(Decimal(1), ROUND_HALF_UP) * step
            right = next((rate for rate, *_ in told if rate.figure.value == exact), None)
            if right is not None:
                found += [Twice(right, rate, part, whole) for rate, *_ in told if rate.figure.value != exact]
    return tuple(found)


def _is_telling(fact: Fact) -> bool:
    return not fact.figure.is_hedged and len(fact.figure.number.as_tuple().digits) >= _TELLING


def _printed(fact: Fact) -> tuple[Decimal, Decimal, str]:
    return fact.figure.value, fact.figure.base_step, fact.figure.unit.base
