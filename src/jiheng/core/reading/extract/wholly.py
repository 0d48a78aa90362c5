"""A whole that is said to be one thing alone: "三公经费5万元，全部为公务用车运行维护费5万元"."""

from __future__ import annotations

import re

from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import WHOLLY, StatedSum
from jiheng.core.reading.extract.walk import Lead, Walk

_ALL = re.compile(
    r"(?:[，,；;（(]|^)\s*(?:(?:没有|无|未安排|未发生)[^，。；,;\d]{0,10}[，,、]\s*)?"
    r"(?:其中[：:]?)?(?:(?P<all>全部|全额|全)|(?P<each>均|都|皆))(?:是|为|属于|来自于?|来源于|由|用于)(?P<name>[^，。；,;：:\d]{2,24}?)(?:为|是|共|\s)*$"
)
_NOTHING_BESIDE = re.compile(r"[（(]\s*(?:没有|无|未安排|未发生)[^，。；,;\d]{0,8}[，,、]\s*(?P<name>[^，。；,;：:（）()\d]{2,20}?)(?:为|是|\s)*$")
_MORE = re.compile("和|与|及|、|等")  # all of several things, of which one amount follows


def wholly(walk: Walk, fact: Fact, lead: Lead, whole: Fact | None) -> None:
    """Keep that a figure is all of the one before it, where the words between say so."""
    if (
        whole is None
        or not whole.figure.unit.is_money
        or whole.figure.unit.base != fact.figure.unit.base
        or fact.context.period != whole.context.period
    ):
        return
    between = walk.text[lead.begin : lead.start]
    said = _ALL.search(between) or _NOTHING_BESIDE.search(between)
    if said is None:
        return
    name = said["name"]
    for hit in walk.hits(lead.begin, lead.start):
        name = name.replace(hit.label, "").replace(walk.text[hit.start : hit.end], "")  # 公务用车购置及运行维护费 is one thing
    if _MORE.search(name) or walk.at(whole) < walk.sentence or "其他" in said["name"]:
        return
    several = [one for one in walk.recent() if walk.at(one) >= walk.sentence and one.figure.unit.is_money and not one.concept.startswith("change.")]
    if said.re is _ALL and said["each"] and len(several) > 1 + 1:
        return  # 收入80万元，支出60万元，均为财政拨款…: of both
    origin = walk.span(walk.at(whole), lead.mention.end)
    walk.out.sums.append(StatedSum(whole, (fact,), (1,), True, origin, WHOLLY))
