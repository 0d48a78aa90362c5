"""Which figures could be added to one another, and which of them lower a sum."""

from __future__ import annotations

import re

from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact

_DERIVED = ("share", "average")
_LOWER = re.compile("减少|下降|降低|调减|核减|压减|节约|短收|减")
_PAUSES = re.compile("[，,；;。：:）)\n]")
_NEAR, _NEAR_ADJUSTED = 6, 20  # characters before a figure: 调减国有资源有偿使用收入|9万元
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


def measure_of(fact: Fact) -> tuple[str, int | str, bool]:
    """What a figure measures: only figures of one measure can be added."""
    unit = fact.figure.unit
    match unit.dimension:
        case "count":
            return "count", _MEASURES.get(unit.key, unit.key), is_change(fact)
        case "money" | "number":  # 150万 beside 150万元
            return "money", 0, is_change(fact)
        case "rate":  # 元/人 beside 元/次
            return unit.key, 0, is_change(fact)
        case "people" | "person_times":  # 参训90人次，其中第一期40人
            return "people", 0, is_change(fact)
        case _:
            return unit.base, 0, is_change(fact)


def base_of(against: str) -> tuple[bool, str]:
    """What a change is counted from: a budget or not, and the year that is named."""
    year = _YEAR.search(against)
    return "预算" in against, year[0] if year is not None else ""


def kind_of(fact: Fact) -> tuple[str, bool]:
    """What a figure measures, and whether it is a change."""
    return fact.figure.unit.dimension, is_change(fact)


def digits(fact: Fact) -> int:
    """How many digits of a figure tell something."""
    return len(fact.figure.number.normalize().as_tuple().digits)


def is_lowered(fact: Fact, text: str) -> bool:
    """Whether the words right before a change or an adjustment say that it is downwards."""
    near = _NEAR_ADJUSTED if fact.context.basis is Basis.ADJUSTMENT else _NEAR
    words = text[max(0, fact.origin.start - near) : fact.origin.start]
    return _LOWER.search(_PAUSES.split(words)[-1]) is not None
