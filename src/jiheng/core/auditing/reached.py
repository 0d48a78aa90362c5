"""What a figure was, what it came to, and by how much it changed: 由2021年的92%提高到2022年的95%，提高3个百分点."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jiheng.core.facts.fact import Fact

_WHEN = r"(?:(?:19|20)\d\d年(?:度|末|底|初)?|上年度?末?|去年|本年度?末?|今年|年初|年末|期初|期末|原来|目前|现在)?的?\s?"
_UP, _LOWER = "增[加长多]?|提[高升]|上升|上涨|扩大|升高?", "减少?|下降|降低?|压[减缩]|缩减|回落"
_FROM = re.compile(f"[由从]{_WHEN}$")
_TO = re.compile(rf"[^，。；;\d]{{0,3}}(?:{_UP}|{_LOWER}|变|调整)[到至为]{_WHEN}")
_BY = re.compile(rf"[，,、；（(]\s?(?:累计|同比|净|共|幅度|[^，。；\d]{{0,4}}\d年(?:内|间)?)*(?P<word>{_UP}|{_LOWER})(?:了|约|达|为)*\s?")
_DOWN = re.compile(_LOWER)
_BEFORE, _POINTS = 14, "百分点"


class Reached(NamedTuple):
    """A figure, what it became, and how much more or less that is said to be."""

    was: Fact
    became: Fact
    shift: Fact
    down: bool


def reached(facts: Sequence[Fact], text: str) -> Iterator[Reached]:
    """The figures of a paragraph that are told so, one right behind the other; rates with the points between them."""
    for was, became, shift in zip(facts, facts[1:], facts[2:], strict=False):
        units = [fact.figure.unit for fact in (was, became, shift)]
        points = units[2].key.endswith(_POINTS)
        alike = units[0].base == units[1].base == units[2].base and units[0].is_ratio == units[1].is_ratio == points
        if not alike or any(fact.figure.is_hedged or fact.repair for fact in (was, became, shift)):
            continue
        start = was.origin.start
        said = _BY.fullmatch(text, became.origin.end, shift.origin.start)
        if said is not None and _FROM.search(text, max(0, start - _BEFORE), start) and _TO.fullmatch(text, was.origin.end, became.origin.start):
            yield Reached(was, became, shift, bool(_DOWN.fullmatch(said["word"])))
