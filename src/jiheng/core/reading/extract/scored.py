"""Rates of points: "分值20分，得分18.5分，得分率92.5%" ties the rate to the points got and to the points there are."""

from __future__ import annotations

import re
from dataclasses import replace

from jiheng.core.documents.block import Block
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedRatio
from jiheng.core.reading.extract import cues
from jiheng.core.reading.extract.walk import Lead, Walk

_RATE = re.compile(r"(?:得分率|得分比例|得分比)(?:达到?|为|是|约|[:：]|\s)*$")
_FULL = re.compile(r"满分|分值|权重|标准分|总分|赋分")
_GOT = re.compile(r"得|评分|扣后")
_MARK = re.compile(f"[{cues.CLAUSE_MARKS}、（(]")
# 1.免疫密度，目标值≥90%，…，自评得分20分; （一）产出指标（自评得分48分）
_LINE = re.compile(r"(?:\d{1,2}\s?[.．、]|[（(]?[一二三四五六七八九十]{1,3}[）)、.])\s?(?P<name>[^，,；;：:（(。]{2,24})[，,（(](?P<rest>.*)")
_IN_BRACKET = re.compile(r"(?:自评|实际|评价)?(?:得分|自评分|评分)(?:为|[:：])?\s?[\d.]+\s?分?[)）]")
_OF_AIM = re.compile("目标值?|指标值|完成值|实际值|分值|满分")
_OF_ALL = re.compile("结论|评价|自评|总体|综合|总分|得分|整体|等级|概况")
_CLAUSE = 24  # characters before a number of points in which its clause begins
_POINTS = "分"
_TOTAL = "score.total"
_FULL_MARKS = "score.full"
_MOST = re.compile(r"(?P<name>[^，,；;：:。、（()）\d]{2,16})[（(]?满分(?:值)?(?:为|[:：])?\s?$")  # 决策指标满分|15分
_TWO = 2


def tie(walk: Walk, lead: Lead, rate: Fact) -> None:
    """Tie a rate of points to the two numbers of points right before it in its sentence, full marks first or last."""
    if not _RATE.search(lead.words):
        return
    points = [fact for fact in walk.out.facts[walk.since : -1] if fact.figure.unit.key == _POINTS][-_TWO:]
    if len(points) < _TWO:
        return
    full = [fact for fact in points if _FULL.search(words := _before(walk, fact)) and not _GOT.search(words)]
    got = [fact for fact in points if fact not in full]
    if len(full) == len(got) == 1 and _GOT.search(_before(walk, got[0])) and full[0].figure.value:
        walk.out.ratios.append(StatedRatio(rate, got[0], full[0], lead.words, rate.origin, bound=True))


def of_line(block: Block, facts: list[Fact]) -> list[Fact]:
    """The facts of a line, scores and full marks as those of what they are printed beside.

    What a line of its own calls a score is that of the indicator or part that it begins with, no total.
    """
    line = _LINE.match(block.text)
    whole = line is None or _OF_ALL.search(line["name"]) or not (_IN_BRACKET.match(line["rest"]) or _OF_AIM.search(line["rest"]))
    told = []
    for fact in facts:
        name = "" if whole or line is None else line["name"]
        if fact.concept == _FULL_MARKS and not fact.context.item:
            before = _MOST.search(block.text, 0, block.own_index(fact.origin.start))
            name = before["name"] if before is not None and not _OF_ALL.search(before["name"]) else name
            told.append(replace(fact, context=fact.context._replace(item=name)))
        elif fact.concept == _TOTAL and name:
            told.append(replace(fact, concept="indicator.score", context=fact.context._replace(item=name)))
        else:
            told.append(fact)
    return told


def _before(walk: Walk, fact: Fact) -> str:
    start = walk.at(fact)
    return _MARK.split(walk.text[max(0, start - _CLAUSE) : start])[-1]
