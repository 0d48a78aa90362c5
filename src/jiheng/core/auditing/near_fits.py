"""Figures that stand together and would make a whole and its parts but for one slip of the pen, found by arithmetic alone.

No word is understood here, so chance has to be ruled out. Figures of which k places agree, the slipped one left out, agree
so by chance about once in ten to the k readings; a reading is a run of figures that comes near the whole at all.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from jiheng.core.auditing import causes
from jiheng.core.facts.fact import Fact

_LEAST, _MOST = 2, 20  # parts
_TWO = 2  # figures must have a digit in a place for it to prove anything
_REACH = 1500  # characters from a whole to its last part
_TIMES = 10  # where the first digit of a whole slipped, its parts make up to so many times as much
_NEARLY = 2  # runs that make more than so many times the whole, or less than its part, are no readings of it
_SWAPPED = frozenset(9 * step for step in range(1, 10))  # what two neighbouring digits that change places make
_FACTORS = (10, 100, 1000, 10_000)  # of a point that moved, and of 元 for 万元
_LONGEST = 24  # digits
_TOLD = 3  # digits of a figure whose point moved or of which two changed places: 1 is 10 but for its point


class Needed(NamedTuple):
    """The places that must agree for figures of one sentence, of one line, and farther apart."""

    sentence: int
    line: int
    beyond: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure with the numbers of the line and of the sentence in which it stands."""

    fact: Fact
    line: int
    sentence: int


class Numbers(NamedTuple):
    """What a row is by its numbers alone, so that rows alike are looked at once: a draft's, change after change.

    `steps` are the printed steps of `values`, 0 for one that is exact; `hedged` tells which of them a word loosens; `reach` are the first
    figure near enough to each and the first one behind it that is not; `lines` and `sentences` tell which stand in one.
    """

    values: tuple[int, ...]
    steps: tuple[int, ...]
    hedged: tuple[bool, ...]
    reach: tuple[tuple[int, int], ...]
    lines: tuple[int, ...]
    sentences: tuple[int, ...]
    needed: Needed

    def least(self, first: int, last: int) -> int:
        """How many places must agree for figures from one to another."""
        if self.sentences[first] == self.sentences[last]:
            return self.needed.sentence
        return self.needed.line if self.lines[first] == self.lines[last] else self.needed.beyond

    def is_alone(self, first: int, last: int) -> bool:
        """Whether some figures are all of the row that their one sentence has."""
        sentences = self.sentences
        own = sentences[first]
        before = first > 0 and sentences[first - 1] == own
        return sentences[last] == own and not before and not (last + 1 < len(sentences) and sentences[last + 1] == own)


@dataclass(frozen=True, slots=True)
class Row:
    """Figures of one measure in the order in which they stand, and their numbers in the smallest unit that any of them prints."""

    unit: Decimal
    facts: tuple[Fact, ...]
    numbers: Numbers

    @staticmethod
    def of(placed: Sequence[Placed], needed: Needed) -> Row | None:
        """The row of some figures; None where they are too few, or too unlike to be told in one unit."""
        figures = [one.fact.figure for one in placed]
        if len(figures) <= _LEAST:
            return None
        unit = min(figure.base_step for figure in figures)
        if any(figure.value % unit or abs(figure.value) >= unit * 10**_LONGEST for figure in figures):
            return None
        starts = [one.fact.origin.start for one in placed]
        numbers = Numbers(
            tuple(int(figure.value / unit) for figure in figures),
            tuple(0 if figure.range.low == figure.range.high else int(figure.base_step / unit) for figure in figures),
            tuple(figure.is_hedged for figure in figures),
            tuple((bisect_left(starts, start - _REACH), bisect_right(starts, start + _REACH)) for start in starts),
            _counted(one.line for one in placed),
            _counted(one.sentence for one in placed),
            needed,
        )
        return Row(unit, tuple(one.fact for one in placed), numbers)


def _counted(numbers: Iterable[int]) -> tuple[int, ...]:
    """The same numbers counted anew from 0, so that what stands before the row does not tell rows apart."""
    order: dict[int, int] = {}
    return tuple(order.setdefault(number, len(order)) for number in numbers)


@dataclass(frozen=True, slots=True)
class NearFit:
    """A whole and parts that miss it by one slip; `slips` are the figures that it may be in, each with what it should be.

    `places` counts those that agree all the same; `gap` is what is missing or too much.
    """

    whole: Fact
    parts: tuple[Fact, ...]
    slips: tuple[tuple[Fact, Decimal], ...]
    places: int
    gap: Decimal

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The whole, then its parts."""
        return (self.whole, *self.parts)


class _Missed(NamedTuple):
    """A whole and members of its row that make something near it: `gap` more, and the places of them that must agree."""

    at: int
    members: tuple[int, ...]
    gap: int
    needed: int


def near_sums(row: Row) -> Iterator[NearFit]:
    """The wholes of a row that no figures beside them make, and that some make but for a slip."""
    for missed in _missed(row.numbers):
        found = _near(row, missed)
        if found is not None:
            yield found


@lru_cache(maxsize=256)
def _missed(row: Numbers) -> tuple[_Missed, ...]:
    """The runs of a row that a slip may part from their whole, by their numbers."""
    near: list[_Missed] = []
    fits: dict[int, set[frozenset[int]]] = {}
    settled: set[int] = set()
    least = 10 ** (min(row.needed) - 1)
    if _TIMES * max(row.values) < least:
        return ()
    for at, value in enumerate(row.values):
        if value <= 0 or row.hedged[at]:
            continue
        readings, own = 0, row.steps[at]
        for members, total, step in _runs(row, at):
            gap = total - value
            if value <= _NEARLY * total and total <= _NEARLY * value:
                readings += 1
            if -own - step <= 2 * gap <= own + step:
                together = (value, *(row.values[one] for one in members))
                if _agreeing(together, 0) >= _TWO:
                    settled.add(at)
                    for one in together:
                        fits.setdefault(one, set()).add(frozenset(together))
            elif max(value, total) >= least and (needed := _needed(row, at, members, gap, readings)):
                near.append(_Missed(at, tuple(members), gap, needed))
    return tuple(one for one in near if one.at not in settled and not _is_made_again(row, one, fits))


def _is_made_again(row: Numbers, missed: _Missed, fits: Mapping[int, Iterable[frozenset[int]]]) -> bool:
    """Of three figures that fit, two with the third beside them again, or with another, nearly fit too: A＝B＋C, and A＋B is C but for 2B."""
    values = frozenset(row.values[one] for one in (missed.at, *missed.members))
    return any(len(values - others) <= 1 for one in values for others in fits.get(one, ()))


def _runs(row: Numbers, at: int) -> Iterator[tuple[Sequence[int], int, int]]:
    """The figures right behind a whole, those right before it, and the two round it where the sentence has no more.

    With each run what it makes and the sum of its steps; the run itself grows on, and is to be looked at before the next.
    """
    values, steps, hedged = row.values, row.steps, row.hedged
    most = _TIMES * values[at]
    low, high = row.reach[at]
    for others in (range(at + 1, min(at + _MOST + 1, high)), range(at - 1, max(at - _MOST, low) - 1, -1)):
        total, step, members = 0, 0, list[int]()
        for other in others:
            value = values[other]
            total += value
            if total > most or hedged[other]:
                break
            if value:
                step += steps[other]
                members.append(other)
                if len(members) >= _LEAST:
                    yield members, total, step
    before, behind = at - 1, at + 1
    if before >= 0 and behind < len(values) and row.is_alone(before, behind):
        round_it = before, behind
        if all(values[one] and not hedged[one] for one in round_it):
            yield round_it, values[before] + values[behind], steps[before] + steps[behind]


def _needed(row: Numbers, at: int, members: Sequence[int], gap: int, readings: int) -> int:
    """How many places must agree for such a difference to be a slip, 0 where it can be none."""
    if not _may_be_slip(gap) or not (_is_short(gap) or not _moved(gap).isdisjoint(row.values[one] for one in (at, *members))):
        return 0
    first, last = min(at, members[0], members[-1]), max(at, members[0], members[-1])
    needed = row.least(first, last) + len(str(readings)) - 1  # ten readings ask for one place more
    value = row.values[at]
    return needed if max(value, value + gap) >= 10 ** (needed - 1) else 0  # no figure has more places than the whole


def _may_be_slip(gap: int) -> bool:
    """Whether a slip may make such a difference: one digit, two that changed places, the point of one figure."""
    return not gap % 9 or _is_short(gap)  # ten times less one is nine


def _is_short(gap: int) -> bool:
    told = abs(gap)
    while told >= 10 and not told % 10:
        told //= 10
    return told < 10 or told in _SWAPPED


def _moved(gap: int) -> set[int]:
    """The figures that miss by so much when their point moves."""
    size = abs(gap)
    ones = [(size // (factor - 1), factor) for factor in _FACTORS if not size % (factor - 1)]
    return {one for one, _ in ones} | {one * factor for one, factor in ones}


def _near(row: Row, missed: _Missed) -> NearFit | None:
    at, members, gap, needed = missed
    values = row.numbers.values
    slips: list[tuple[Fact, Decimal]] = []
    places = 0
    for one, right in ((at, values[at] + gap), *((one, values[one] - gap) for one in members)):
        fact = row.facts[one]
        if values[one] > 0 and right > 0 and _is_slip(fact, right * row.unit):
            slips.append((fact, right * row.unit))
            places = max(places, _agreeing([right if other == one else values[other] for other in (at, *members)], gap))
    if not slips or places < needed:
        return None
    parts = tuple(row.facts[one] for one in sorted(members))
    return NearFit(row.facts[at], parts, tuple(slips), places, abs(gap) * row.unit)


def _is_slip(fact: Fact, right: Decimal) -> bool:
    if right % fact.figure.base_step:
        return False
    told = len(fact.figure.number.normalize().as_tuple().digits)
    return causes.differs_in_one(fact.figure, right) or (told >= _TOLD and bool(causes.sure_slip(fact.figure, right)))


def _agreeing(values: Sequence[int], gap: int) -> int:
    """The places in which at least two of the figures have a digit that counts, without those that slipped."""
    told = [f"{abs(value)}" for value in values]
    counting = {place for place in range(1, max(map(len, told)) + 1) if sum(len(one) >= place and one[-place] != "0" for one in told) >= _TWO}
    if _is_short(gap):
        return len(counting - {place for place, digit in enumerate(reversed(f"{abs(gap)}"), 1) if digit != "0"})
    return len(counting) - _TWO  # where the point stood, and where it stands
