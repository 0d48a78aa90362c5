"""Two figures behind the same words that are one but for a slip of the pen, found without understanding the words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jiheng.core.auditing import causes
from jiheng.core.facts.fact import Fact

_NAMES = ((4, 3), (3, 3), (2, 3))  # characters right before a figure, and the digits that it must have for one of them to be wrong
_BLANKS = 12  # blanks and bars between them that are passed over
_MOVED = 4  # digits of which two change places, or one is left out, by no chance
_OF_RATES = 4  # digits: rates of different things are often alike in three
_GAPS = re.compile(r"[\s|]+")
_NAME = re.compile(r"[\u4e00-\u9fff]+")
_NONE = re.compile("增加|减少|下降|增长|上升|降低|提高|占|^.[为是达共计约有了的]$")  # said of one thing as of another


@dataclass(frozen=True, slots=True)
class NearPair:
    """Two figures behind the same words, the only ones there, that are one but for a slip."""

    one: Fact
    other: Fact
    name: str


def near_pairs(facts: Iterable[Fact], text: str) -> Iterator[NearPair]:
    """The words behind which exactly two figures of one unit and year stand that a slip may have made of one."""
    named: dict[tuple[str, int, str], dict[Decimal, Fact]] = defaultdict(dict)
    for fact in facts:
        if not fact.figure.is_hedged:
            for name, least in _called(text[max(0, fact.origin.start - _NAMES[0][0] - _BLANKS) : fact.origin.start]):
                named[name, least, fact.figure.unit.key].setdefault(fact.figure.value, fact)
    told: set[tuple[str, str]] = set()
    for (name, least, _), values in named.items():
        if len(values) == 2:
            one, other = values.values()
            if (one.id, other.id) not in told and one.context.period == other.context.period and _is_slip(one, other, least):
                told.add((one.id, other.id))
                yield NearPair(one, other, name)


@lru_cache(maxsize=4096)
def _called(words: str) -> tuple[tuple[str, int], ...]:
    """The names of a figure that some words before it end with, each with the digits that it takes to prove a slip."""
    before = _GAPS.sub("", words)
    names = ((before[-length:], least) for length, least in _NAMES if len(before) >= length)
    return tuple((name, least) for name, least in names if _NAME.fullmatch(name) and not _NONE.search(name))


def _is_slip(one: Fact, other: Fact, least: int) -> bool:
    if one.figure.range.meets(other.figure.range) or all(fact.figure.text[-1:].isdigit() for fact in (one, other)):
        return False  # two cells of one row tell a subject's budget and what was spent of it
    told = min(len(f"{fact.figure.number:f}".replace(".", "").strip("0-")) for fact in (one, other))
    if told >= (_OF_RATES if one.figure.unit.is_ratio else least) and causes.differs_in_one(other.figure, one.figure.value):
        return True
    return told >= _MOVED and bool(causes.sure_slip(other.figure, one.figure.value))
