"""Which figures could be added to one another, and the brackets that they stand in."""

from __future__ import annotations

import re

from jiheng.core.facts.fact import Fact

_DERIVED = ("share", "average")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MEASURES = {key: number for number, keys in enumerate(("个 家 项 所", "辆 台", "处 座 口", "户", "套 台套"), 1) for key in keys.split()}


def is_addable(fact: Fact) -> bool:
    """Whether a figure of running text may be a part of a sum: no rate, score or time."""
    unit = fact.figure.unit
    if unit.is_ratio or unit.key in ("", "分", "年", "次", "倍", "天", "日", "月") or not fact.origin.block.startswith("p"):
        return False
    return not fact.concept.startswith(_DERIVED) and (not fact.concept.startswith("change.") or fact.concept == "change.amount")


def is_change(fact: Fact) -> bool:
    """Whether a figure tells a change."""
    return fact.concept.startswith("change.")


def measure_of(fact: Fact) -> tuple[str, int, bool]:
    """What a figure measures: only figures of one measure can be added."""
    unit = fact.figure.unit
    match unit.dimension:
        case "count":
            return "count", _MEASURES.get(unit.key, 0), is_change(fact)
        case "money" | "number":  # 150万 beside 150万元
            return "money", 0, is_change(fact)
        case "rate":  # 元/人 beside 元/次
            return unit.key, 0, is_change(fact)
        case _:
            return unit.base, 0, is_change(fact)


def base_of(against: str) -> tuple[bool, str]:
    """What a change is counted from: a budget or not, and the year that is named."""
    year = _YEAR.search(against)
    return "预算" in against, year[0] if year is not None else ""


def kind_of(fact: Fact) -> tuple[str, bool]:
    """What a figure measures, and whether it is a change."""
    return fact.figure.unit.dimension, is_change(fact)


def depth(text: str) -> int:
    """How many brackets a stretch opens and leaves open."""
    return sum(text.count(mark) for mark in "（(") - sum(text.count(mark) for mark in "）)")


def is_level(text: str) -> bool:
    """Whether every bracket of a stretch opens and closes in it."""
    depth = 0
    for mark in text:
        depth += (mark in "（(") - (mark in "）)")
        if depth < 0:
            return False
    return depth == 0


def digits(fact: Fact) -> int:
    """How many digits of a figure tell something."""
    return len(fact.figure.number.normalize().as_tuple().digits)


def closing(text: str, start: int, stop: int) -> int:
    """Where a bracket that opens at a place is closed."""
    depth = 0
    for at in range(start, stop):
        depth += (text[at] in "（(") - (text[at] in "）)")
        if not depth:
            return at
    return stop


def closing_outer(text: str, start: int, stop: int) -> int:
    """Where the bracket that a place stands in is closed; the end of the line where it stands in none."""
    depth = 0
    for at in range(start, stop):
        depth += (text[at] in "（(") - (text[at] in "）)")
        if depth < 0:
            return at
    return stop
