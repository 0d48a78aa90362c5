"""Rates of counts: "立案102件，办结100件，办结率98.04%" ties the rate to the counts of its sentence."""

from __future__ import annotations

import re

from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedRatio
from jiheng.core.reading.extract import cues
from jiheng.core.reading.extract.walk import REACH, Lead, Walk

# 办结率, 整改到位率, 按期办复率: what was done, in two characters right before 率 or before 完成, 到位 ….
_RATE = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2})(?P<more>完成|到位|办结|达标)?率(?:达到?|为|是|约|[:：]|\s)*$")
# Counts of all that there was to do; 收到 and 受理 are not: some of these are merged, passed on or refused.
_ALL = re.compile(
    r"立案|承办|交办|列入|应|发现|排查|检查|抽检|抽查|检测|发放|下达|安排|计划|申报|登记|审核|参评|实施|需|(?:共|总)(?!收到|受理|征集|接到)"
)
_OF = re.compile(r"(?P<what>[\u4e00-\u9fff]{2,6})的$")
_MARK = re.compile(f"[{cues.CLAUSE_MARKS}、]")
_OTHERWISE = {"出席": "实到", "到会": "实到", "参会": "实到", "回收": "收回"}
_FILED = "立案"  # what is filed is so many of what was received
_SATISFIED = "满意"
_ACHIEVED = ["实际", "建成"]
_NO_COUNTS = ("money", "ratio", "score", "rate", "multiple", "time")
_MERGED = "并案"
_REFUSED = re.compile("[不未]予?(?:立案|受理|采纳)")
_TAKEN_IN = re.compile("收到|受理|征集|接到|提[交出]")  # some of these are merged, passed on or refused
_DONE = re.compile("已|完成|办结|办复|实际|其中")
# What there was to do, named right before its count: 年度任务（450辆）; 完成任务|450辆 tells what was done.
_TO_DO = re.compile(r"(?:(?:任务|目标|计划|指标)[数值量]?\s?[（(]|(?<!完成)(?:任务|目标)[数值量]?)(?:[为是]|[:：])?\s?$")
_NOT_YET = ("不", "未", "正在", "尚在", "待", "拟", "需", "应", "部分", "持续", "继续")
_RECENT = 12  # facts looked back over
_TAIL = 12  # characters behind a count in which 已经办结 may stand


def tie(walk: Walk, lead: Lead, rate: Fact) -> None:
    """Tie a rate to what was done and to all there was to do, where its sentence counts both."""
    name = _RATE.search(lead.words)
    if name is None:
        return
    since = max(walk.since, len(walk.out.facts) - _RECENT)
    counts = [fact for fact in walk.out.facts[since:-1] if fact.figure.unit.key and fact.figure.unit.dimension not in _NO_COUNTS]
    stems = [stem for stem in (name["stem"], name["more"], _OTHERWISE.get(name["stem"])) if stem]
    if _SATISFIED in stems:
        return  # 基本满意 counts among the satisfied or not
    if "完成" in stems:
        if (
            goal := next((fact for fact in reversed(counts) if _TO_DO.search(walk.text[max(0, walk.at(fact) - _TAIL) : walk.at(fact)])), None)
        ) is not None:
            _tie_to_goal(walk, lead, rate, goal, counts)
            return
        stems += _ACHIEVED
    at = next((index for index in range(len(counts) - 1, -1, -1) if any(_says(stem, _words(walk, counts[index])) for stem in stems)), -1)
    if at < 0:
        return
    part = counts[at]
    alike = [fact for fact in counts[:at] if fact.figure.unit.base == part.figure.unit.base and fact.figure.value]
    whole = next((fact for fact in reversed(alike) if (part.figure.range / fact.figure.range).meets(rate.figure.range)), None) or _all(
        walk, part, alike, filed=_FILED in stems
    )
    if whole is not None:
        walk.out.ratios.append(StatedRatio(rate, part, whole, lead.words, rate.origin))


def _tie_to_goal(walk: Walk, lead: Lead, rate: Fact, goal: Fact, counts: list[Fact]) -> None:
    """Tie a rate to the task that its sentence names, whatever stands first: 淘汰80辆，超额完成年度任务（75辆），完成率|106.67%."""
    done = [fact for fact in counts if fact is not goal and fact.figure.unit.base == goal.figure.unit.base]
    fitting = [fact for fact in done if goal.figure.value and (fact.figure.range / goal.figure.range).meets(rate.figure.range)]
    part = fitting[-1] if fitting else done[0] if len(done) == 1 else None
    if part is not None:
        walk.out.ratios.append(StatedRatio(rate, part, goal, lead.words, rate.origin))


def _says(stem: str, words: str) -> bool:
    """Whether some words hold the characters of a stem in their order: 取证率 is of 取得证书; not denied, not under way."""
    found = re.search(".{0,2}".join(stem), words)
    return found is not None and not words[: found.start()].endswith(_NOT_YET)


def _all(walk: Walk, part: Fact, alike: list[Fact], *, filed: bool) -> Fact | None:
    """The count of all, among the earlier ones; "立案的102件" names it."""
    of = _OF.search(_before(walk, part))
    if of:
        return next((fact for fact in reversed(alike) if of["what"] in _before(walk, fact)), None)
    there_was = _TAKEN_IN if filed else _ALL
    told = [fact for fact in reversed(alike) if there_was.search(words := _before(walk, fact)) and not _REFUSED.search(words)]
    if told:
        merged = filed and any(_MERGED in _before(walk, fact) for fact in alike)
        return None if merged else told[0]  # of all that was received, or of what was left when some were merged
    # 代表建议96件，已办结94件，办结率…: nothing else is counted in the sentence.
    lone = len(alike) == 1 and alike[0].figure.unit.key == part.figure.unit.key and part.figure.value <= alike[0].figure.value
    before = walk.text[walk.sentence_from(walk.at(part)) : walk.at(alike[0])] if lone else ""
    return alike[0] if lone and _DONE.search(_before(walk, part)) and not _TAKEN_IN.search(before) else None


def _before(walk: Walk, fact: Fact) -> str:
    """The words of a count's clause up to it."""
    start = walk.at(fact)
    return _MARK.split(walk.text[max(walk.sentence_from(start), start - REACH) : start])[-1]


def _words(walk: Walk, fact: Fact) -> str:
    """The words of a count's clause, before it and right behind it."""
    end = walk.at(fact, end=True)
    return _before(walk, fact) + _MARK.split(walk.text[end : end + _TAIL])[0]
