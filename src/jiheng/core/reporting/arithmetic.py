"""The arithmetic behind a finding: its operands with their ranges, and the ranges of what is expected and stated.

A finding tells its working as a reader would write it; here that working is evaluated again on ranges, and taken only
when the exact result is the one that the working prints. Nothing here decides whether a report is right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation
from itertools import pairwise

from jiheng.core.facts.fact import Fact
from jiheng.core.figures.interval import Interval
from jiheng.core.figures.printed import read_figure
from jiheng.core.figures.units import Unit, unit_for

_TOKEN = re.compile(r"\s*(?:(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>[^\s\d()+\-×÷|=≈、，]*)|(?P<sign>[-+×÷()|]))")
_SPREAD = re.compile(r"(-?[\d,]+(?:\.\d+)?)[—～](-?[\d,]+(?:\.\d+)?)(\D*)")
# A side that is prose with a number in it ("写完成时限，如30个工作日内") is no range to draw.
_BEGINS = re.compile(r"(?:相差|调整|合计|写明)?(?:不超过|不大于|不高于|不到|不足|不少于|不小于|不低于|至少|最多|大约|约|近)?\s*[≤≥＜＞<>]?\s*-?\d")
_EQUALS = re.compile(r"\s*[=≈]\s*")
_BARE_UNITS = (Decimal(1), Decimal("0.01"))


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """What is compared with what: ranges in base units, to be printed in `unit` at `step`; None where nothing tells.

    `apart`: two figures printed at one step with unlike values, which no rounding explains though their ranges touch.
    """

    expected: Interval | None
    stated: Interval | None
    unit: Unit
    step: Decimal
    apart: bool = False

    @property
    def meets(self) -> bool | None:
        """Whether both sides may be true of one value; None when a side is unknown."""
        return None if self.expected is None or self.stated is None else not self.apart and self.expected.meets(self.stated)


@dataclass(frozen=True, slots=True)
class _Sum:
    """A working worked out anew: its exact value, its range, and the facts that its numbers stand for."""

    exact: Decimal
    range: Interval
    facts: tuple[Fact, ...]


def arithmetic(facts: Sequence[Fact], working: Sequence[str], expected: str = "", stated: str = "") -> Arithmetic | None:
    """Expected and stated ranges of one comparison; None when it has no figures to compare."""
    if not facts:
        return None
    printed = _printed(stated, facts)
    stated_range = printed.figure.range if printed else _range(stated)
    expected_fact = _printed(expected, [fact for fact in facts if fact is not printed])
    expected_range = expected_fact.figure.range if expected_fact else _range(expected, exact=True)
    shown = printed or expected_fact
    for line in working:
        done = _worked(line, facts)
        if done is None:
            continue
        if printed is None and _is_result(done, stated):
            stated_range = done.range
        elif not expected or _is_result(done, expected):
            expected_range, expected_fact = done.range, None
            if printed is None and not stated:
                printed = next((fact for fact in facts if fact not in done.facts), None)
                stated_range = printed.figure.range if printed else None
            shown = printed or shown
    figure = shown.figure if shown else read_figure(stated) or read_figure(expected) or facts[0].figure
    if expected_range is None and stated_range is None:
        return None
    apart = expected_fact is not None and printed is not None and not printed.figure.agrees(expected_fact.figure)
    return Arithmetic(expected_range, stated_range, figure.unit, figure.step, apart)


def _printed(text: str, facts: Sequence[Fact]) -> Fact | None:
    """The fact that prints a text, whatever blanks and unit stand in it."""
    words = "".join(text.split())
    if not words:
        return None
    for fact in facts:
        own = "".join(fact.figure.text.split())
        if words in (own, own + fact.figure.unit.key):
            return fact
    return None


def _range(text: str, *, exact: bool = False) -> Interval | None:
    """A range or a figure as findings print it; `exact` for what is worked out or laid down, not printed by the report."""
    spread = _SPREAD.fullmatch("".join(text.split()))
    if spread:
        unit = unit_for(spread[3])
        if unit is None:
            return None
        return Interval(*sorted(Decimal(end.replace(",", "")) * unit.factor for end in (spread[1], spread[2])))
    figure = read_figure(text) if _BEGINS.match(text) else None
    if figure is None:
        return None
    return Interval.point(figure.value) if exact and not figure.is_hedged else figure.range


def _is_result(done: _Sum, text: str) -> bool:
    """Whether a text prints the exact result, or the range that it lies in."""
    if (range := _range(text)) is not None and range.holds(done.exact):
        return True
    figure = read_figure(text) if text else None
    return figure is not None and abs(figure.value - done.exact) <= figure.base_step


def _worked(line: str, facts: Sequence[Fact]) -> _Sum | None:
    """A working evaluated on ranges, in whichever unit its bare numbers fit the facts and give the printed result."""
    sides = _EQUALS.split(line.partition("，")[0].rpartition("：")[2])
    for expression, printed in pairwise(sides):
        result = read_figure(printed)
        if result is None or not re.search(r"\d.*[-+×÷]", expression):
            continue
        for factor in dict.fromkeys((*(fact.figure.unit.factor for fact in facts), *_BARE_UNITS)):
            try:
                done = _Reading(expression, facts, factor).whole()
            except (ValueError, InvalidOperation, DivisionByZero):
                continue
            if done.facts and _fits(done.exact, result.value, result.base_step, factor, result.unit):
                return done
    return None


def _fits(exact: Decimal, printed: Decimal, step: Decimal, factor: Decimal, unit: Unit) -> bool:
    times = (Decimal(1), factor) if not unit.key else (Decimal(1),)
    return any(abs(exact - printed * one) <= step * one for one in times)


class _Reading:
    """Reads `a + b - c`, `a ÷ b`, `|a - b| ÷ b`, `(a + b) × c`; numbers are looked up among the facts."""

    def __init__(self, text: str, facts: Sequence[Fact], factor: Decimal) -> None:
        self._tokens: list[tuple[str, str]] = []
        self._facts = facts
        self._factor = factor
        self._used: list[Fact] = []
        at = 0
        text = text.rstrip()
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None:
                raise ValueError(text)
            self._tokens.append((found["sign"] or found["number"], found["unit"] or ""))
            at = found.end()
        self._tokens.reverse()

    def whole(self) -> _Sum:
        """The value of all of it. Raises: ValueError when it cannot be read."""
        exact, range = self._sum()
        if self._tokens:
            raise ValueError(self._tokens)
        return _Sum(exact, range, tuple(dict.fromkeys(self._used)))

    def _sign(self, choice: str) -> str:
        return self._tokens.pop()[0] if self._tokens and self._tokens[-1][0] in choice else ""

    def _sum(self) -> tuple[Decimal, Interval]:
        exact, range = self._product()
        while sign := self._sign("+-"):
            other, spread = self._product()
            exact, range = (exact + other, range + spread) if sign == "+" else (exact - other, range - spread)
        return exact, range

    def _product(self) -> tuple[Decimal, Interval]:
        exact, range = self._factor_of()
        while sign := self._sign("×÷"):
            other, spread = self._factor_of()
            exact, range = (exact * other, range * spread) if sign == "×" else (exact / other, range / spread)
        return exact, range

    def _factor_of(self) -> tuple[Decimal, Interval]:
        if not self._tokens:
            raise ValueError("nothing left")
        word, unit = self._tokens.pop()
        if word == "-":
            exact, range = self._factor_of()
            return -exact, -range
        if word in "(|":
            exact, range = self._sum()
            if not self._sign(")" if word == "(" else "|"):
                raise ValueError(word)
            return (exact, range) if word == "(" else (abs(exact), _absolute(range))
        if not word[0].isdigit():
            raise ValueError(word)
        return self._number(Decimal(word.replace(",", "")), unit)

    def _number(self, number: Decimal, unit: str) -> tuple[Decimal, Interval]:
        known = unit_for(unit) if unit else None
        value = number * (known.factor if known else self._factor)
        for sign in (1, -1):
            for fact in self._facts:
                if fact.figure.value == sign * value:
                    self._used.append(fact)
                    range = fact.figure.range if sign > 0 else -fact.figure.range
                    return value, range
        plain = value if known else number
        return plain, Interval.point(plain)


def _absolute(range: Interval) -> Interval:
    if range.low >= 0:
        return range
    return -range if range.high <= 0 else Interval(Decimal(0), max(-range.low, range.high))
