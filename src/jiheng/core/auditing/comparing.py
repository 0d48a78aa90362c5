"""How two worked-out sides stand to each other, in three bands, and how a reader would write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from jiheng.core.auditing.finding import Band
from jiheng.core.auditing.words import in_unit, span_of
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.interval import Interval
from jiheng.core.figures.units import NUMBER, Unit, unit_for
from jiheng.core.record import changed
from jiheng.core.rulepack.formula import Formula
from jiheng.core.rulepack.model import Op
from jiheng.core.rulepack.nodes import Lookup, Reference, Value

_FINE = Decimal("0.01")
_ROOM = Decimal("0.2")  # of a whole, for a part that is not told


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a relation as its message prints it."""

    text: str
    range: str
    working: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`band` when the relation held; else it broke, unless `unknown` says why nothing is proved.

    `weak` when a part that nothing states, were it there, would explain the breach.
    """

    band: Band | None = None
    unknown: str = ""
    weak: bool = False


def compare(left: Value, op: Op, right: Value) -> Verdict:
    """Exact when the printed numbers agree, rounding when the ranges allow it, else broken."""
    if left.dimension and right.dimension and left.dimension != right.dimension:
        return Verdict(unknown="两边的单位不同，不能比较")
    one, other, a, b = left.exact, right.exact, left.range, right.range
    match op:
        case Op.EQUAL if left.single and right.single:
            # Two printed figures of one thing: ranges of neighbouring values touch, so restatements are compared by step.
            figures = left.facts[0].figure, right.facts[0].figure
            exact, possible = figures[0].is_same(figures[1]), figures[0].agrees(figures[1])
        case Op.EQUAL:
            exact, possible = _prints_as(left, right), a.meets(b)
        case Op.WITHIN:
            exact, possible = other.low <= one.low and one.high <= other.high, a.meets(b)
        case Op.AT_MOST:
            exact, possible = one.high <= other.high, a.low <= b.high
        case Op.AT_LEAST:
            exact, possible = one.low >= other.low, a.high >= b.low
        case Op.LESS:
            exact, possible = one.high < other.high, a.low < b.high
        case Op.MORE:
            exact, possible = one.low > other.low, a.high > b.low
    if exact or possible:
        return Verdict(Band.EXACT if exact else Band.ROUNDING)
    short = left if a.high < b.low else right
    if short.open:
        return Verdict(unknown="分项没有写全，所列之和较小，不能判断")
    return Verdict(weak=bool(short.zeroed))


def told_exactly(choice: Mapping[Reference, Fact | None]) -> Lookup:
    """The amounts of a sum with a bare nought as exact as the finest of them: 0万元 beside 2.42万元 is none at all."""
    facts = [fact for fact in choice.values() if fact is not None]
    if all(fact.figure.number for fact in facts) or not all(fact.figure.unit.is_money for fact in facts):
        return choice.get
    finest = min(fact.figure.base_step for fact in facts)

    def told(name: Reference) -> Fact | None:
        fact = choice.get(name)
        if fact is None or fact.figure.number or fact.figure.step < 1 or fact.figure.is_hedged or fact.figure.base_step <= finest:
            return fact
        return changed(fact, figure=changed(fact.figure, step=finest / fact.figure.unit.factor))

    return told


def _prints_as(left: Value, right: Value) -> bool:
    """Whether both are one value, or the coarser one is the other as it would be printed."""
    if left.exact.low == left.exact.high == right.exact.low == right.exact.high:
        return True
    return any(_rounds_to(one, other) for one, other in ((left, right), (right, left)))


def _rounds_to(exact: Value, printed: Value) -> bool:
    if printed.step is None or printed.unit is None or len(printed.facts) != 1 or printed.exact.low != printed.exact.high:
        return False
    factor = printed.unit.factor
    step = printed.step
    rounded = {((end / factor) / step).quantize(Decimal(1), ROUND_HALF_UP) * step for end in (exact.exact.low, exact.exact.high) if end.is_finite()}
    return rounded == {printed.exact.low / factor}


def side(formula: Formula, value: Value, other: Value, lookup: Lookup) -> Side:
    """A side in words: a statement as printed, anything else in the unit and at the step of the other side."""
    unit = value.unit or (unit_for("%") if value.dimension == "ratio" else None) or other.unit or NUMBER
    step = (
        value.step or (other.step if other.step is not None and other.unit is not None and other.unit.dimension == unit.dimension else None) or _FINE
    )
    spread = span_of(value.range, unit, step) if value.range.low.is_finite() and value.range.high.is_finite() else ""
    if value.single:
        text = _stated(value.facts[0])
        return Side(text, spread or text, text)
    text = _print(value.exact, unit, step)
    if not value.facts:
        return Side(text, text, text)
    if other.exact.low == other.exact.high and text == _print(other.exact, unit, step):
        text = _print(value.exact, unit, step / 100)  # they differ, so the reader must see where
    words = formula.words(lookup)
    return Side(text, spread or text, f"{words} = {text}")


def _stated(fact: Fact) -> str:
    """The figure as printed, without blanks, with the unit that a table prints elsewhere."""
    text, unit = "".join(fact.figure.text.split()), fact.figure.unit.key
    if unit in text:
        return text
    return text + ("元" if unit.endswith("元") and text.endswith(unit[:-1]) and len(unit) > 1 else unit)


def _print(value: Interval, unit: Unit, step: Decimal) -> str:
    low, high = in_unit(value.low, unit, step), in_unit(value.high, unit, step)
    return low if low == high else f"{low.removesuffix(unit.key)}～{high}"


def is_a_little_short(whole: Value, parts: Value) -> bool:
    """Whether the parts lack less than a fifth of their whole: a part that is not told, as aid to persons, is seldom more."""
    lacking = whole.exact.low - parts.exact.high
    return Decimal(0) < lacking < whole.exact.low * _ROOM
