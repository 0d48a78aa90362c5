"""Rates of points: "分值20分，得分18.5分，得分率92.5%" ties the rate to the points got and to the points there are."""

from __future__ import annotations

import re

from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedRatio
from jiheng.core.reading.extract import cues
from jiheng.core.reading.extract.walk import Lead, Walk

_RATE = re.compile(r"(?:得分率|得分比例|得分比)(?:达到?|为|是|约|[:：]|\s)*$")
_FULL = re.compile(r"满分|分值|权重|标准分|总分|赋分")
_GOT = re.compile(r"得|评分|扣后")
_MARK = re.compile(f"[{cues.CLAUSE_MARKS}、（(]")
_CLAUSE = 24  # characters before a number of points in which its clause begins
_POINTS = "分"
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


def _before(walk: Walk, fact: Fact) -> str:
    start = walk.at(fact)
    return _MARK.split(walk.text[max(0, start - _CLAUSE) : start])[-1]
