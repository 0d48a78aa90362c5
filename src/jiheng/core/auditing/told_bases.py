"""What last year came to by the growth told of a whole, and by the changes told of the kinds it consists of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from jiheng.core.auditing.addable import base_of
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedChange
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.figures.interval import Interval

_TOTAL = "three.total"
_ZERO, _NONE, _ONE = Decimal(0), Interval.point(Decimal(0)), Interval.point(Decimal(1))
_OPEN = Interval(_ZERO, Decimal("Infinity"))
_REACH = 400  # characters from a kind's figure to what is told of its change
_FLAT = re.compile("与[^，。；]{0,12}(?:持平|相同|一致)|无(?:增减)?变[化动]|无增减")
_NONE_BOUGHT = re.compile("购置费?[^。；\n]{0,24}(?:均?无|均?没有|均?未)")
_KIND_ENDS = re.compile(r"\n|[（(][一二三四][）)]")


@dataclass(frozen=True, slots=True)
class ToldBases:
    """A whole and the rate by which it grew, what it counts from by that rate, and what its kinds counted from."""

    whole: Fact
    rate: Fact
    own: Interval
    kinds: Interval
    facts: tuple[Fact, ...]


def told_bases(given: AuditInput) -> Iterator[ToldBases]:
    """The wholes (三公经费) whose growth is told as a rate alone, and each kind of which tells its figure and its change."""
    grown = [one for one in given.statements.changes if one.amount is None and one.rate is not None and one.now is not None and one.direction]
    for change in grown:
        now, rate = change.now, change.rate
        if now is None or rate is None or now.concept != _TOTAL or rate.figure.is_hedged or now.figure.is_hedged:
            continue
        parts = _kinds(given, now)
        own = _counted_from(change, now)
        if parts is None or own is None:
            continue
        ends = [part.origin.start for part in parts[1:]] + [parts[-1].origin.end + _REACH]
        bases = [_base(given, part, end, change) for part, end in zip(parts, ends, strict=True)]
        told = [base for base in bases if base is not None]
        if len(told) == len(parts):
            facts = (rate, now, *parts, *(fact for _, fact in told if fact is not None))
            yield ToldBases(now, rate, own, sum((base for base, _ in told), _NONE), facts)


def _kinds(given: AuditInput, whole: Fact) -> Sequence[Fact] | None:
    """The figures of all kinds of a whole, in their order, where they make it."""
    taxonomy = load_taxonomy()
    kinds = {kind.id for kind in taxonomy.children(whole.concept) if kind.kind == "money"}
    for stated in given.statements.sums:
        if stated.whole.id != whole.id or {part.concept for part in stated.parts} != kinds or len(stated.parts) != len(kinds):
            continue
        ordered = all(one.origin.end <= other.origin.start for one, other in pairwise((whole, *stated.parts)))
        if ordered and stated.total.meets(whole.figure.range):
            return stated.parts
    return None


def _counted_from(change: StatedChange, now: Fact) -> Interval | None:
    """What a figure was before a change that is told of it."""
    figure = now.figure.range
    if change.amount is not None:
        if change.amount.figure.unit.base != now.figure.unit.base or change.amount.figure.is_hedged:
            return None
        before = figure - change.amount.figure.range if change.direction > 0 else figure + change.amount.figure.range
        return Interval(max(before.low, _ZERO), max(before.high, _ZERO))
    if change.rate is None or change.rate.figure.is_hedged:
        return None
    rate = change.rate.figure.range
    if change.direction < 0 and rate.high >= 1:
        return None
    return figure / (_ONE + rate if change.direction > 0 else _ONE - rate)


def _base(given: AuditInput, part: Fact, end: int, whole: StatedChange) -> tuple[Interval, Fact | None] | None:
    """What a kind was last year, by what is told behind its figure; one that is nothing now may have been anything."""
    stop = _KIND_ENDS.search(given.document.text, part.origin.end, min(end, part.origin.end + _REACH))
    end = stop.start() if stop is not None else min(end, part.origin.end + _REACH)
    words = given.document.text[part.origin.end : end]
    taxonomy = load_taxonomy()
    for change in given.statements.changes:
        told = change.amount or change.rate
        if told is None or change.now is None or not change.direction or not part.origin.end <= told.origin.start < end:
            continue
        now, same_year = change.now, base_of(change.against)[1] in ("", base_of(whole.against)[1]) or not base_of(whole.against)[1]
        whole_kind = now.concept == part.concept and now.figure.value == part.figure.value
        running = now.concept not in ("", part.concept) and taxonomy.is_within(now.concept, part.concept) and now.figure.value == part.figure.value
        if not same_year or not (whole_kind or running) or base_of(change.against)[0] != base_of(whole.against)[0]:
            continue
        before = _counted_from(change, now)
        if before is None:
            return None
        if running and not _NONE_BOUGHT.search(words):
            return Interval(before.low, _OPEN.high), told  # what was bought last year is not told
        return before, told
    if _FLAT.search(words):
        return part.figure.range, None
    return (_OPEN, None) if not part.figure.value else None
