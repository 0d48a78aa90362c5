"""The parts of a formula and how each is worked out: on the printed values and on the ranges they stand for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import NamedTuple

from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.interval import Interval
from jiheng.core.figures.units import Unit
from jiheng.core.record import record

IT = "it"
_ZERO = Decimal(0)
_NOTHING = Interval.point(_ZERO)
_SUM, _ANY = (" + ", " - "), (" + ", " - ", " × ", " ÷ ")  # signs that need brackets inside a product, inside a divisor
_LOOSE = ("", "number")  # dimensions that go with any other


class Reference(NamedTuple):
    """What a name in a formula asks for; `back` is how many years before, `item` None follows the context."""

    concept: str
    basis: Basis | None = None
    back: int = 0
    scope: str | None = None
    item: str | None = None
    of: str = ""

    @property
    def asked(self) -> str:
        """The concept as the fact base knows it."""
        return f"{self.concept} of {self.of}" if self.of else self.concept

    def bound(self, concept: str) -> Reference:
        """The reference with `it` replaced."""
        if IT not in (self.concept, self.of):
            return self
        return self._replace(concept=concept if self.concept == IT else self.concept, of=concept if self.of == IT else self.of)


Lookup = Callable[[Reference], Fact | None]


@record
class Value:
    """A worked-out expression in base units: `exact` from the printed numbers, `range` from what they may stand for.

    `unit` and `step` tell how to print it; `names` are those that gave the facts; `single` when it is one printed figure. `zeroed` are names counted as zero because nothing states them; `open` those of
    them that may well be there unstated.
    """

    exact: Interval
    range: Interval
    dimension: str = ""
    unit: Unit | None = None
    step: Decimal | None = None
    facts: tuple[Fact, ...] = ()
    names: tuple[Reference, ...] = ()
    single: bool = False
    zeroed: tuple[Reference, ...] = ()
    open: tuple[Reference, ...] = ()


class Wanting(Exception):
    """No fact for a name that the expression needs."""

    def __init__(self, reference: Reference) -> None:
        """Keep the name."""
        super().__init__(reference)
        self.reference = reference


class Unclear(Exception):
    """Facts that cannot be put together: why, in Chinese."""

    def __init__(self, why: str) -> None:
        """Keep the reason."""
        super().__init__(why)
        self.why = why


class Node(ABC):
    """A part of a formula."""

    @abstractmethod
    def names(self) -> Iterator[Name]:
        """Every name in it."""

    @abstractmethod
    def required(self) -> Iterator[tuple[Reference, ...]]:
        """Groups of names of each of which at least one must be stated."""

    @abstractmethod
    def value(self, lookup: Lookup) -> Value:
        """Its value.

        Raises: Wanting, Unclear.
        """

    @abstractmethod
    def words(self, lookup: Lookup, *, units: bool) -> str:
        """It with numbers put in; "" for what is left out."""


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A number written in the formula."""

    text: str
    point: Interval
    unit: Unit | None

    def names(self) -> Iterator[Name]:
        """None."""
        return iter(())

    def required(self) -> Iterator[tuple[Reference, ...]]:
        """None."""
        return iter(())

    def value(self, lookup: Lookup) -> Value:
        """Itself."""
        del lookup
        return Value(self.point, self.point, "ratio" if self.unit else "", self.unit)

    def words(self, lookup: Lookup, *, units: bool) -> str:
        """Itself."""
        del lookup, units
        return self.text


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A concept in a context."""

    reference: Reference

    def names(self) -> Iterator[Name]:
        """Itself."""
        yield self

    def required(self) -> Iterator[tuple[Reference, ...]]:
        """Itself."""
        yield (self.reference,)

    def value(self, lookup: Lookup) -> Value:
        """The figure of its fact."""
        fact = lookup(self.reference)
        if fact is None:
            raise Wanting(self.reference)
        figure = fact.figure
        exact = figure.range if figure.is_hedged else Interval.point(figure.value)
        dimension = "" if figure.unit.dimension in _LOOSE else figure.unit.dimension
        return Value(exact, figure.range, dimension, figure.unit, figure.step, (fact,), (self.reference,), single=True)

    def words(self, lookup: Lookup, *, units: bool) -> str:
        """The number as printed, without separators."""
        fact = lookup(self.reference)
        if fact is None:
            return ""
        figure = fact.figure
        return f"{figure.number:f}" + (figure.unit.key if units or figure.unit.is_ratio else "")


@dataclass(frozen=True, slots=True)
class Pair(Node):
    """Two parts and the sign between them."""

    sign: str
    left: Node
    right: Node

    def names(self) -> Iterator[Name]:
        """Of both."""
        yield from self.left.names()
        yield from self.right.names()

    def required(self) -> Iterator[tuple[Reference, ...]]:
        """Of both."""
        yield from self.left.required()
        yield from self.right.required()

    def value(self, lookup: Lookup) -> Value:
        """Both put together."""
        return _together(self.sign, self.left.value(lookup), self.right.value(lookup))

    def words(self, lookup: Lookup, *, units: bool) -> str:
        """Both with the sign as people write it."""
        sign = {"*": "×", "/": "÷"}.get(self.sign, self.sign)
        left, right = self.left.words(lookup, units=units), self.right.words(lookup, units=units)
        if not left or not right:
            return left or right
        if self.sign in "*/":
            left, right = _bracketed(left, _SUM), _bracketed(right, _SUM if self.sign == "*" else _ANY)
        elif self.sign == "-":
            right = _bracketed(right, _SUM)
        return f"{left} {sign} {right}"


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function over parts."""

    name: str
    parts: tuple[Node, ...]

    def names(self) -> Iterator[Name]:
        """Of all parts."""
        for part in self.parts:
            yield from part.names()

    def required(self) -> Iterator[tuple[Reference, ...]]:
        """Of all parts; one of them for a choice, or for a sum of parts that may all be left out."""
        if self.name in ("optional", "perhaps"):
            return
        groups = [group for part in self.parts for group in part.required()]
        names = tuple(name.reference for name in self.names())
        if names and (self.name == "first" or (self.name == "sum" and not groups)):
            yield names
        else:
            yield from groups

    def value(self, lookup: Lookup) -> Value:
        """The function's value."""
        if self.name == "first":
            return self._chosen(lookup).value(lookup)
        if self.name in ("optional", "perhaps"):
            try:
                return self.parts[0].value(lookup)
            except Wanting:
                names = tuple(name.reference for name in self.parts[0].names())
                return Value(_NOTHING, _NOTHING, zeroed=names, open=names if self.name == "perhaps" else ())
        values = [part.value(lookup) for part in self.parts]
        if self.name == "sum":
            if not any(value.facts for value in values):
                raise Wanting(next(self.names()).reference)
            return reduce(lambda one, other: _together("+", one, other), values)
        return _compared(self.name, values)

    def _chosen(self, lookup: Lookup) -> Node:
        """The first part that has a value; the first of all when none has."""
        for part in self.parts:
            if all(any(lookup(one) is not None for one in group) for group in part.required()):
                return part
        return self.parts[0]

    def words(self, lookup: Lookup, *, units: bool) -> str:
        """The parts joined as the function reads."""
        if self.name == "first":
            return self._chosen(lookup).words(lookup, units=units)
        parts = [words for part in self.parts if (words := part.words(lookup, units=units))]
        match self.name:
            case "sum":
                return " + ".join(parts)
            case "abs":
                return f"|{parts[0]}|"
            case "span":
                return "～".join(parts)
            case "max" | "min":
                return f"{'较大' if self.name == 'max' else '较小'}者({'、'.join(parts)})"
        return parts[0] if parts else ""


def _bracketed(words: str, signs: tuple[str, ...]) -> str:
    inner = words.startswith(("|", "较"))  # these have their own brackets
    return f"({words})" if not inner and any(sign in words for sign in signs) else words


def _together(sign: str, left: Value, right: Value) -> Value:
    if any(end.is_infinite() for side in (left, right) for end in (side.range.low, side.range.high)):
        raise Unclear("有的数只写了上限或下限，不能计算")
    if sign == "+":
        return _joined((left, right), left.exact + right.exact, left.range + right.range, _common(left, right), *_finer(left, right))
    if sign == "-":
        return _joined((left, right), left.exact - right.exact, left.range - right.range, _common(left, right), *_finer(left, right))
    if sign == "*":
        main = right if left.dimension in ("", "ratio") else left
        return _joined((left, right), left.exact * right.exact, left.range * right.range, main.dimension, main.unit, main.step)
    if right.range.holds(_ZERO):
        raise Unclear("分母为零，不能计算")
    same = left.dimension == right.dimension
    dimension = "ratio" if same else left.dimension if right.dimension in ("", "ratio") else ""
    unit = None if right.dimension else left.unit
    return _joined((left, right), left.exact / right.exact, left.range / right.range, dimension, unit, None)


def _joined(values: Sequence[Value], exact: Interval, range: Interval, dimension: str, unit: Unit | None, step: Decimal | None) -> Value:
    return Value(
        exact, range, dimension, unit, step,
        tuple(fact for value in values for fact in value.facts),
        tuple(name for value in values for name in value.names),
        zeroed=tuple(name for value in values for name in value.zeroed),
        open=tuple(name for value in values for name in value.open),
    )  # fmt: skip


def _compared(name: str, values: list[Value]) -> Value:
    first = values[0]
    for value in values:
        _common(first, value)
    exacts, ranges = [value.exact for value in values], [value.range for value in values]
    match name:
        case "abs":
            exact, range = _absolute(first.exact), _absolute(first.range)
        case "max":
            exact, range = _pick(max, max, exacts), _pick(max, max, ranges)
        case "min":
            exact, range = _pick(min, min, exacts), _pick(min, min, ranges)
        case _:
            exact, range = _pick(min, max, exacts), _pick(min, max, ranges)
    shown = next((value for value in values if value.unit is not None), first)
    dimension = next((value.dimension for value in values if value.dimension), "")
    return _joined(values, exact, range, dimension, shown.unit, shown.step)


def _pick(low: Callable[..., Decimal], high: Callable[..., Decimal], sides: list[Interval]) -> Interval:
    return Interval(low(side.low for side in sides), high(side.high for side in sides))


def _absolute(side: Interval) -> Interval:
    if side.low >= 0:
        return side
    return -side if side.high <= 0 else Interval(_ZERO, max(-side.low, side.high))


def _common(left: Value, right: Value) -> str:
    if left.dimension and right.dimension and left.dimension != right.dimension:
        raise Unclear("各数的单位不同，不能相加减或比较")
    return left.dimension or right.dimension


def _finer(left: Value, right: Value) -> tuple[Unit | None, Decimal | None]:
    """The unit of the first figure and the finest step met, in it."""
    unit = left.unit or right.unit
    if unit is None:
        return None, None
    steps = [side.step * side.unit.factor / unit.factor for side in (left, right) if side.unit is not None and side.step is not None]
    return unit, min(steps) if steps else None
