"""What else the figures of a relation that does not hold may be: another thing, parts of another figure, part of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from jiheng.core.facts.fact import Fact
from jiheng.core.rulepack.nodes import Value

_SURE = Decimal("0.8")
_LONG = 4  # digits of a figure that is not alike by chance
_TWO = 2

Told = Mapping[str, Sequence[Fact]]


def surely_another(facts: Sequence[Fact], named: Told) -> Fact | None:
    """What a figure whose name is only likely surely is by another statement of it: 本年收入90万元。（一）2017年收入|90万元，…."""
    for fact in facts:
        if fact.trust >= _SURE or len(fact.figure.number.as_tuple().digits) < _LONG:
            continue
        at = fact.context.period, fact.context.basis
        alike = (other for told in named.values() for other in told if other.figure.value == fact.figure.value)
        sure = (other for other in alike if other.trust >= _SURE and other.concept not in ("", fact.concept) and not other.of)
        if (found := next((other for other in sure if (other.context.period, other.context.basis) == at), None)) is not None:
            return found
    return None


def of_narrower(whole: Value, parts: Value, named: Told) -> Fact | None:
    """The other figure of the same name, told after the whole and before its parts, that the parts make: they divide that one."""
    if not whole.single or len(parts.facts) < _TWO:
        return None
    told, first = whole.facts[0], min(fact.origin.start for fact in parts.facts)
    alike = (fact for fact in named.get(told.concept, ()) if told.origin.end <= fact.origin.start < first)
    return next((fact for fact in alike if fact.figure.value == parts.exact.low == parts.exact.high), None)


def between(parts: Sequence[Fact], gap: Decimal, beside: Told) -> Fact | None:
    """The amount told between the parts in a sentence that is just what they lack: 人员支出7万元，对个人和家庭补助支出2万元，公用支出1万元."""
    values = {fact.figure.value for fact in parts if fact.figure.unit.is_money}
    if len(values) < _TWO or gap <= 0 or gap in values:
        return None
    for told in beside.values():
        at = [place for place, fact in enumerate(told) if fact.figure.value in values]
        inside = told[at[0] : at[-1]] if {told[place].figure.value for place in at} == values else []
        if (third := next((fact for fact in inside if fact.figure.value == gap), None)) is not None:
            return third
    return None
