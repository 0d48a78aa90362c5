"""How a number in a line of a table comes of others, found from the numbers alone: what nearly every line keeps is a rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from jiheng.core.auditing.number_grid import Line, Number, NumberGrid
from jiheng.core.figures.interval import Interval

_HUNDRED = Interval.point(Decimal(100))
LAST = 1000  # a place this much farther on holds the number of the line before
_PLACES = 24  # places that are tried with one another
_FEW_PLACES = 9  # … where each is tried with each pair of the others
_MOST_DECIMALS = 6  # of a rate
_CANDIDATES = 80
_PROOF = 6  # digits beyond the first that the lines which hold must show together: then it is no chance
_PROOF_SAID = 3  # … where the words at the head say as much
_LONG_RUN = 3  # numbers of one sum that stand side by side


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to come by a number, and the words at its head that say so."""

    words: str
    of: Callable[[Sequence[Interval]], Interval]
    head: re.Pattern[str]
    divides: bool = False
    signless: bool = False


def _sum_of(ranges: Sequence[Interval]) -> Interval:
    return sum(ranges[1:], ranges[0])


def _gap_of(ranges: Sequence[Interval]) -> Interval:
    return _size(_size(ranges[0]) - _size(ranges[1]))


def _size(range_: Interval) -> Interval:
    """A range without its sign."""
    if range_.low >= 0:
        return range_
    return -range_ if range_.high <= 0 else Interval(Decimal(0), max(-range_.low, range_.high))


PLUS = Kind("＋", _sum_of, re.compile("[合总小共]\\s*计|总[数额量]|^计$"))
GAP = Kind("－", _gap_of, re.compile("[增减差]|变[动化]|比[较上]|节约|结[转余]|超支|余额"), signless=True)
SHARE = Kind("÷（以百分数计）", lambda two: two[0] / two[1] * _HUNDRED, re.compile("[率占比%％]|完成|进度"), divides=True)
GROWTH = Kind("比前者增长（%）", lambda two: _size(two[0] / two[1] * _HUNDRED - _HUNDRED), re.compile("[增减幅]|[同环]比|变[动化]|比[较上]"),
              divides=True, signless=True)  # fmt: skip
PER = Kind("÷", lambda two: two[0] / two[1], re.compile("均|每|单价|标准"), divides=True)


_OF_RATES = (SHARE, GROWTH)


@dataclass(frozen=True, slots=True)
class LineRule:
    """A rule: the place of what comes out, and the places that it comes of."""

    kind: Kind
    result: int
    operands: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A rule with the lines that keep it and the few that don't."""

    rule: LineRule
    held: tuple[Line, ...]
    failed: tuple[Line, ...]
    proof: int


def rules_kept(grid: NumberGrid) -> list[Kept]:
    """The rules that nearly every line of a grid keeps, those with most proof first."""
    places = grid.places
    if not places or len(places) > _PLACES:
        return []
    lines = _with_last(grid.lines) if not grid.turned else list(grid.lines)
    found = Counter(rule for line in lines for rule in _fitting(line, places, turned=grid.turned))
    kept = (_kept(rule, lines, grid) for rule, count in found.most_common(_CANDIDATES) if count > 1 or _is_said(rule, grid))
    return sorted((one for one in kept if one is not None), key=lambda one: (-one.proof, one.rule.result < max(one.rule.operands) % LAST))


def _with_last(lines: Sequence[Line]) -> list[Line]:
    """Each line together with the one before it, as the years of a table follow one another."""
    before: Line = {}
    joined: list[Line] = []
    for line in lines:
        joined.append({**line, **{place + LAST: number for place, number in before.items()}})
        before = line
    return joined


def _fitting(line: Line, places: Sequence[int], *, turned: bool) -> set[LineRule]:
    """The rules that one line keeps."""
    own = {place: number for place, number in line.items() if place < LAST}
    amounts = {place: number for place, number in own.items() if not number.is_ratio and number.value}
    decimals = max((-_exponent(number) for number in amounts.values()), default=0)
    whole = {place: int(number.value.scaleb(decimals)) for place, number in amounts.items()}
    fits = set(_sums(whole, 1 if decimals else 0)) | set(_runs(whole, places))
    ratios = {place: number for place, number in own.items() if number.is_ratio and number.value}
    fits |= set(_ratios(ratios, {place: number for place, number in line.items() if not number.is_ratio and number.value}))
    if not turned:
        shares = {place: int(number.value.scaleb(_MOST_DECIMALS)) for place, number in ratios.items()}
        fits |= {rule for rule in _sums(shares, 0) if rule.kind is GAP}  # points between two rates
        if len(whole) <= _FEW_PLACES:
            fits |= set(_quotients(amounts))
    return fits


def _exponent(number: Number) -> int:
    return min(0, int(number.step.as_tuple().exponent))


def _sums(whole: Mapping[int, int], slack: int) -> Iterator[LineRule]:
    """What is the sum or the difference of two: told at the last of the three, or at the first."""
    at: dict[int, list[int]] = {}
    for place, value in whole.items():
        at.setdefault(abs(value), []).append(place)
    for one, other in combinations(sorted(whole), 2):
        made = whole[one] + whole[other]
        gap = abs(abs(whole[one]) - abs(whole[other]))
        for by in range(-slack, slack + 1):
            for place in at.get(abs(made + by), ()):
                if (place > other or place < one) and whole[place] * made > 0:
                    yield LineRule(PLUS, place, (one, other))
            for place in at.get(gap + by, ()) if gap + by > 0 else ():
                if place > other:
                    yield LineRule(GAP, place, (one, other))


def _runs(whole: Mapping[int, int], places: Sequence[int]) -> Iterator[LineRule]:
    """What is the sum of the numbers that stand side by side next to it; an empty place is nought."""
    for at, place in enumerate(places):
        if place not in whole:
            continue
        for run in (places[:at][::-1], places[at + 1 :]):
            total, told = 0, 0
            for length, other in enumerate(run, 1):
                total += whole.get(other, 0)
                told += other in whole
                if length >= _LONG_RUN and told > 1 and other in whole and total == whole[place]:
                    yield LineRule(PLUS, place, tuple(sorted(run[:length])))


def _ratios(ratios: Mapping[int, Number], amounts: Mapping[int, Number]) -> Iterator[LineRule]:
    """What is the share or the growth, in percent, of two others, or of one against the line before."""
    for place, ratio in ratios.items():
        printed, step = abs(ratio.value), ratio.step
        for one, first in amounts.items():
            for other, second in amounts.items():
                if one == other or one >= LAST or (other >= LAST and other != one + LAST):
                    continue
                share = abs(first.value) * 100
                base = abs(second.value)
                if abs(share - printed * base) <= step * base and other < LAST:
                    yield LineRule(SHARE, place, (one, other))
                if abs(abs(share - base * 100) - printed * base) <= step * base:
                    yield LineRule(GROWTH, place, (one, other))


def _quotients(amounts: Mapping[int, Number]) -> Iterator[LineRule]:
    """What is one number divided by another: so much for each."""
    for place, number in amounts.items():
        for one, first in amounts.items():
            for other, second in amounts.items():
                if len({place, one, other}) > 2 and abs(first.value - number.value * second.value) <= number.step * abs(second.value):
                    yield LineRule(PER, place, (one, other))


def _is_said(rule: LineRule, grid: NumberGrid) -> bool:
    """Whether the words at the head of what comes out say that it comes out so."""
    return bool(rule.kind.head.search(grid.heads.get(rule.result, "")))


def _kept(rule: LineRule, lines: Sequence[Line], grid: NumberGrid) -> Kept | None:
    said = _is_said(rule, grid)
    held: list[Line] = []
    failed: list[Line] = []
    for line in lines:
        ranges = _ranges(rule, line)
        if ranges is None:
            continue
        result = line[rule.result].range
        fits = rule.kind.of(ranges).meets(_size(result) if rule.kind.signless else result)
        (held if fits else failed).append(line)
    proof = sum(_proof(rule, line) for line in held)
    few = len(failed) <= max(1, len(held) // 3)
    least = 1 if said and not (grid.turned and rule.kind.divides) else 2
    if (
        len(held) < least
        or not few
        or len(failed) > len(held)
        or (len(failed) == len(held) and not said)
        or proof < (_PROOF_SAID if said else _PROOF)
    ):
        return None
    return Kept(rule, tuple(held), tuple(failed), proof)


def _ranges(rule: LineRule, line: Line) -> list[Interval] | None:
    """What the line has for the rule, None where it cannot tell: of a run some places may be empty."""
    result = line.get(rule.result)
    numbers = [line[place] for place in rule.operands if place in line]
    if result is None or not result.value:
        return None
    if any(number.is_ratio for number in numbers) or (result.is_ratio and rule.kind not in _OF_RATES):
        points = rule.kind is GAP and _are_ratios((result, *numbers))
        if not points:
            return None
    told = [number for number in numbers if number.value]
    if len(rule.operands) < _LONG_RUN:
        if len(told) < len(rule.operands) or (not rule.kind.divides and len({abs(number.value) for number in (result, *told)}) < 2):
            return None
    elif len(told) < 2:
        return None
    return [number.range for number in told]


def _are_ratios(numbers: Sequence[Number]) -> bool:
    """Whether all are rates printed in one way."""
    return all(number.is_ratio for number in numbers) and len({number.in_percent for number in numbers}) == 1


def _proof(rule: LineRule, line: Line) -> int:
    """The digits beyond the first that a line shows for a rule."""
    result, numbers = line[rule.result], [line[place] for place in rule.operands if place in line and line[place].value]
    if rule.kind.divides:
        if len({abs(number.value) for number in numbers}) < 2:
            return 0
        return min(result.digits - 1, 3) if rule.kind is not PER else min(result.digits, *(number.digits for number in numbers)) - 1
    if len(rule.operands) >= _LONG_RUN:
        return result.digits - 1
    return max(0, min(result.digits, *(number.digits for number in numbers)) - 1)


def made_by(rule: LineRule, line: Line) -> Decimal:
    """What a line's numbers make by the rule, in the step that the result is printed in."""
    numbers = [line[place] for place in rule.operands if place in line and line[place].value]
    made = rule.kind.of([Interval.point(number.value) for number in numbers]).low
    return made.quantize(line[rule.result].step) or Decimal(0)


def is_explained(rule: LineRule, line: Line) -> bool:
    """Whether a line may well keep to itself: further numbers of it make up for the difference, or its sum is of another size."""
    if rule.kind.divides:
        return False
    ranges = _ranges(rule, line)
    if ranges is None:
        return True
    if len(rule.operands) >= _LONG_RUN and not _is_of_size(rule, line):
        return True
    made, printed = rule.kind.of(ranges), line[rule.result].range
    printed = _size(printed) if rule.kind.signless else printed
    used = {rule.result, *rule.operands}
    rest = [number.range for place, number in line.items() if place < LAST and place not in used and number.value and not number.is_ratio]
    if len(rule.operands) >= _LONG_RUN:  # a part that is made of others in the list
        rest += ranges
    some = [*rest, *(one + other for one, other in combinations(rest, 2) if len(rest) <= _FEW_PLACES)]
    return any((made + more).meets(printed) or (made - more).meets(printed) or (-made + more).meets(printed) for more in some)


def _is_of_size(rule: LineRule, line: Line) -> bool:
    """Whether the parts of a long sum stand where they belong and make about as much as is printed."""
    cells = [line[place].cell for place in (rule.result, *rule.operands) if place in line]
    made, printed = abs(made_by(rule, line)), abs(line[rule.result].value)
    return all(cell.placed for cell in cells) and made <= 2 * printed and printed <= 2 * made
