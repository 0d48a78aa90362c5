"""Lists that print more than the parts of one whole: parts of a part in brackets, or a second division of the same money."""

from __future__ import annotations

from dataclasses import replace

from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedSum

_LEAST = 2


def own_parts(stated: StatedSum) -> tuple[Fact, ...] | None:
    """The parts that make the whole to the last digit when the rest is left out; None where there are none.

    Left out are the parts of a part that follow it and make it (甲9万元（中央5万元，省4万元），乙3万元), and what comes after parts that are all
    of the whole already (其中人员8万元，公用4万元，财政补助7万元，其他5万元).
    """
    if any(sign < 0 for sign in stated.signs) or len(stated.parts) <= _LEAST:
        return None
    for parts in (_outer(stated.parts), *(stated.parts[:count] for count in range(_LEAST, len(stated.parts)))):
        if len(parts) < len(stated.parts) and len(parts) >= _LEAST and sum(part.figure.value for part in parts) == stated.whole.figure.value:
            return parts
    return None


def second_division(stated: StatedSum, own: tuple[Fact, ...]) -> StatedSum | None:
    """What stands behind the parts that make a whole, where it divides the same money again.

    收入100万元，其中人员80万元，公用20万元，财政补助90万元，其他收入10万元.
    """
    rest = tuple(part for part in stated.parts if part not in own)
    family = stated.whole.concept.partition(".")[0]
    again = len(rest) >= _LEAST and stated.parts[: len(own)] == own and all(part.concept.partition(".")[0] == family for part in rest)
    return replace(stated, parts=rest, signs=(1,) * len(rest)) if family and again else None


def printed_total(stated: StatedSum, facts: tuple[Fact, ...]) -> Fact | None:
    """Another amount printed above a list that exceeds its whole, of which the list gives all parts to the last digit."""
    whole, first = stated.whole, min(part.origin.start for part in stated.parts)
    total = sum(part.figure.value for part in stated.parts)
    if len(stated.parts) < _LEAST or any(sign < 0 for sign in stated.signs) or total <= whole.figure.value:
        return None
    return next(
        (
            fact
            for fact in reversed(facts)
            if fact.origin.start < first and fact.figure.value == total and fact.figure.unit.base == whole.figure.unit.base
            and not (whole.concept and (fact.concept, fact.context.item) == (whole.concept, whole.context.item))
        ),
        None,
    )  # fmt: skip


def _outer(parts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The parts without those that follow another and make it."""
    kept: list[Fact] = []
    at = 0
    while at < len(parts):
        kept.append(parts[at])
        ends = (
            end for end in range(at + 1 + _LEAST, len(parts) + 1) if sum(part.figure.value for part in parts[at + 1 : end]) == parts[at].figure.value
        )
        at = next(ends, at + 1)
    return tuple(kept)
