"""Rates of money by what its sentence plans and what it does: "预算8万元，实际支出6.4万元，控制率80%"."""

from __future__ import annotations

import re
from typing import NamedTuple

from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.reading.extract import cues
from jiheng.core.reading.extract.totalled import DERIVED
from jiheng.core.reading.extract.walk import Lead, Walk

_DONE_RATE = re.compile(r"(?:使用|支付|支出|执行|完成|拨付|报账|兑付|(?<!预算)控制)(?:率|进度|比例)(?:达到?|为|是|[:：]|\s)*$")
_ARRIVAL_RATE = re.compile(r"到位率(?:达到?|为|是|[:：]|\s)*$")
_LEFT_RATE = re.compile(r"(?:结转|结余|和|节余|[审核]减)+率(?:达到?|为|是|[:：]|\s)*$")
_PLANNED = re.compile(r"[送报]审|预算|计划|安排|下达|收到|应|核定|批复|(?<!完成)总投资|概算|限额|控制数|指标|拨入|到账")
_FUNDS = re.compile("(?:资金|经费)(?!需求|缺口)|投入|总额|专项|补助")  # what there was to spend, where nothing says plan
_TO_USE = re.compile("^(?!.*(?:实际|已|支|执行|拨|预算|计划|累计)).*使用.{0,12}(?:资金|经费)[^，。；]{0,4}$")
_DONE = re.compile(r"已|实际|支出|使用|支付|执行|完成|拨付|列支|花费|报账|兑付|决算")
_ARRIVED = re.compile("到位")
_LEFT = re.compile("[审核]减|结余|结转|剩余|未|尚|余额|节约|节余")
_REVIEWED, _CUT = re.compile("[送报]审"), re.compile(r"[审核]减[率额金资数]?")  # what was cut of what was handed in for review
_MARK = re.compile(f"[{cues.CLAUSE_MARKS}、]")
_SENTENCE_END = re.compile(r"。(?!\s*其中)")  # 其中 goes on about the sentence before it
_CLAUSE = 60  # characters before a figure in which its clause begins
_RECENT = 12  # facts looked back over


class Pair(NamedTuple):
    """What was done and what there was to do."""

    done: Fact
    planned: Fact
    sure: bool = True  # False where nothing but 资金 says that it was there to be spent


def tie(walk: Walk, lead: Lead, rate: Fact) -> Pair | None:
    """The money that a rate was done and planned of, where its sentence says so of one figure each, or the rate tells which."""
    arrival = bool(_ARRIVAL_RATE.search(lead.words))
    left = bool(_LEFT_RATE.search(lead.words))
    if not (arrival or left or _DONE_RATE.search(lead.words)):
        return None
    since = max(walk.since, len(walk.out.facts) - _RECENT)
    planned: list[Fact] = []
    done: list[Fact] = []
    funds: list[Fact] = []
    for fact in walk.out.facts[since:]:
        if fact is rate or not _is_money(fact) or fact.concept in DERIVED or fact.context.basis is Basis.ADJUSTMENT:
            continue
        words = _before(walk, fact)
        arrived = bool(_ARRIVED.search(words))
        if "上年" in words or "去年" in words or "年初结" in words:
            continue
        if _LEFT.search(words):
            done += [fact] if left else []
            continue
        if _TO_USE.search(words):
            funds.append(fact)
            continue
        if arrived and not arrival:
            planned.append(fact)
        elif arrived or (not arrival and not left and _last(_DONE, words) > _last(_PLANNED, words)):
            done.append(fact)
        elif _PLANNED.search(words):
            planned.append(fact)
        elif _FUNDS.search(words):
            funds.append(fact)
    told = bool(planned)
    planned = planned or funds or _announced(walk, since)
    sure = told or not (funds or _are_funds(walk, planned))
    pairs = [Pair(one, other, sure) for one in reversed(done) for other in reversed(planned) if other.figure.value and _may_be(walk, one, other)]
    if not pairs:
        return None
    fitting = [pair for pair in pairs if (pair.done.figure.range / pair.planned.figure.range).meets(rate.figure.range)]
    if fitting:
        return fitting[0]
    alone = len({pair.done.figure.value for pair in pairs}) == len({pair.planned.figure.value for pair in pairs}) == 1
    return pairs[0] if alone else None


def is_reviewed(walk: Walk, lead: Lead) -> bool:
    """Whether a number tells what a review cut, and not what has changed: 送审金额80万元，审定金额76万元，审减金额|4万元."""
    return bool(_CUT.search(lead.words)) and bool(_REVIEWED.search(walk.text, walk.sentence_from(lead.start), lead.start))


def _announced(walk: Walk, since: int) -> list[Fact]:
    """The plans that the sentence before states: 项目总投资2000万元，其中…。到位1900万元，到位率|95%."""
    recent = [fact for fact in walk.out.facts[max(0, since - _RECENT) : since] if _is_money(fact) and fact.concept not in DERIVED]
    before = [fact for fact in recent if len(_SENTENCE_END.findall(walk.text, walk.at(fact), walk.sentence)) <= 1]
    told = [fact for fact in before if _last(_PLANNED, words := _before(walk, fact)) > _last(_DONE, words) and "上年" not in words]
    funds = [fact for fact in before if _FUNDS.search(words := _before(walk, fact)) and not _DONE.search(words) and "上年" not in words]
    return told or (funds if len(funds) == 1 else [])


def _are_funds(walk: Walk, facts: list[Fact]) -> bool:
    return any(not _PLANNED.search(_before(walk, fact)) for fact in facts)


def _is_money(fact: Fact) -> bool:
    """Whether a figure is of money, be it short for it: 经费30万."""
    return fact.figure.unit.is_money or fact.figure.unit.key in ("万", "亿")


def _may_be(walk: Walk, done: Fact, planned: Fact) -> bool:
    """Whether the plan stands before the outturn, of the same item, with no list between."""
    start, end = walk.at(planned, end=True), walk.at(done)
    items = {done.context.item, planned.context.item} - {""}
    within = cues.AMONG.search(walk.text, start, end)
    return start < end and len(items) <= 1 and (within is None or "。" in walk.text[within.end() : end])


def _last(pattern: re.Pattern[str], words: str) -> int:
    return max((match.end() for match in pattern.finditer(words)), default=-1)


def _before(walk: Walk, fact: Fact) -> str:
    """The words of a figure's clause up to it."""
    start = walk.at(fact)
    return _MARK.split(walk.text[max(0, start - _CLAUSE) : start])[-1]
