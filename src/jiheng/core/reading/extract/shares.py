"""Shares: what has one, and of what, as the words at a rate say."""

from __future__ import annotations

import re

from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedRatio
from jiheng.core.reading.extract import compared, contexts, cues
from jiheng.core.reading.extract.clauses import phrase
from jiheng.core.reading.extract.naming import Named, says_nothing
from jiheng.core.reading.extract.walk import Lead, Walk

_TWO = 2
_SHARED, _SHARE_BEHIND = (
    re.compile("占[^，。；]{0,24}$"),
    re.compile(r"\s?的?\s?(?:(?:比例|比重|比率|百分比)(?:约|为|是|达到?)*)?\s?\d[\d.]*\s?[%％]"),
)


def present(walk: Walk, fact: Fact | None) -> Fact | None:
    """The own figure instead of another year's or plan's that it is compared with: 甲80万元，比上年的75万元增长7%，占…."""
    while fact is not None and compared.only_compared(walk, fact):
        fact = compared.earlier_than(walk, fact)
    return fact


def named_before(walk: Walk, divisor: Fact) -> Fact | None:
    """The paragraph's one figure of what a clause says to be a share of its divisor, where its words name it."""
    named = [hit.concept.id for hit in walk.hits(walk.sentence_from(walk.at(divisor)), walk.at(divisor)) if hit.concept.kind == "money"]
    if len(named) < _TWO:
        return None
    own = [
        fact for fact in walk.recent()
        if fact is not divisor and fact.concept == named[0] and fact.context.period == divisor.context.period and fact.figure.unit.is_money
    ]  # fmt: skip
    return own[0] if len({fact.figure.value for fact in own}) == 1 else None


def state_share(walk: Walk, lead: Lead, what: str) -> None:
    """State a share of what the words name, of the figure that has it."""
    part = _own_part(walk, lead, present(walk, walk.last) or walk.lists.listed(walk.before) or walk.before)  # A，其中B、C。A占…: of A again
    named = derived("share", part, "占比")
    context = part.context if part else contexts.context(walk, lead, None, named)
    fact = walk.fact(lead, named, context)
    whole = walk.lists.current() if not what.strip("的") else None
    walk.out.ratios.append(StatedRatio(fact, part, whole, "占" + what, fact.origin))


def _own_part(walk: Walk, lead: Lead, part: Fact | None) -> Fact | None:
    """The figure that has a share; none where the clause names something of which no figure stands: 均次费用539元。药品收入占医疗收入的|36%."""
    behind = walk.text.rfind("占", lead.clause, lead.start)
    words = phrase(walk.text[lead.clause : behind]) if behind > lead.clause else ""
    own = _named_part(walk, lead, part)
    if own is None or own is not part or says_nothing(words) or len(words) < _TWO or walk.at(own, end=True) > lead.clause:
        return own
    named = own.label + own.context.item
    return own if any(words[at : at + _TWO] in named for at in range(len(words) - 1)) else None


def _named_part(walk: Walk, lead: Lead, part: Fact | None) -> Fact | None:
    """The figure of what the clause itself says has the share: 人员支出占基本支出的|90%; the one before it where it names nothing else."""
    behind = walk.text.rfind("占", lead.clause, lead.start)
    named = [hit.concept for hit in walk.hits(lead.clause, behind) if hit.concept.kind == "money"] if behind > lead.clause else []
    if part is None or not named or not part.figure.unit.is_money:
        return part
    own = named[-1].id
    if not part.concept:
        abuts = walk.hits(lead.clause, behind)[-1].end == behind and walk.at(part, end=True) < lead.clause
        # 财政部门完成3万元。税收收入占总收入|44%: of what the clause names, not of the figure before it
        return next((fact for fact in walk.recent() if fact.concept == own and fact.figure.unit.is_money), None) if abuts else part
    if own == part.concept or walk.taxonomy.is_within(own, part.concept) or walk.taxonomy.is_within(part.concept, own):
        return part
    return next((fact for fact in walk.recent() if fact.concept == own and fact.figure.unit.is_money), None)


def derived(concept: str, part: Fact | None, what: str) -> Named:
    """The name of a rate of another figure."""
    return Named(concept, (part.label if part else "") + what, of=part.concept if part else "", item=part.context.item if part else "")


def is_divisor(walk: Walk, lead: Lead) -> bool:
    """Whether a figure is only what another is a share of, or has passed: 占本年支出合计80万元|的75%; 收入2.1亿元，首次突破2亿元|，增长8%."""
    return bool(
        cues.PASSED.fullmatch(walk.text, lead.clause, lead.start) or (_SHARED.search(lead.words) and _SHARE_BEHIND.match(walk.text, lead.mention.end))
    )
