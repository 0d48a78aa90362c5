"""JH-A-311 “持平”而两期的数不同；“决算数大于预算数x”与完成率不符。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import is_sure, last_year
from jiheng.core.auditing.phrases import Said, by_block, said
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.factbase import FactBase
from jiheng.core.facts.statements import StatedChange, StatedRatio

CODE = "JH-A-311"
_EXCESS = re.compile("决算(?:支出)?数?(?:(?P<more>大于|高于|超过|多于)|(?:小于|低于|少于))(?:年初|全年|调整后?|当年)?的?预算数?(?=\\s*\\d)")
_NEXT = 3


@check(
    code=CODE,
    title="持平、超（低）预算额的说法与印出的数不符",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("sh-final-accounts-2024-b#七、（一）“三公”经费财政拨款支出决算总体情况说明", "govbudgetchecker-rules#V33-110"),
)
def level_and_excess(given: AuditInput) -> Iterable[Outcome]:
    """“与上年持平”的两期数应相同；“决算数大于预算数x万元”推出的预算数，应与写明的完成率相符。

    Holds: 相同；完成率与推出的相接。   Breaks: 两期的数都已印出而不同；完成率与推出的不相接。
    Unknown: 没有印出上期数，或没有完成率。   Mend: 核对两数，更正说法或完成率。
    """
    base = given.base
    for change in given.statements.changes:
        if change.direction == 0 and change.now is not None and "预算" not in change.against:
            yield _level(change, change.now, base)
    facts = by_block(given.statements.facts)
    for one in said(given.document, _EXCESS, "决算"):
        outcome = _excess(one, facts.get(one.block.id, []), given)
        if outcome is not None:
            yield outcome


def _level(change: StatedChange, now: Fact, base: FactBase) -> Outcome:
    before = change.before or last_year(base, now)
    if before is None or before.figure.unit.dimension != now.figure.unit.dimension:
        return NotEvaluated(CODE, f"{now.label}“{change.origin.text}”没有上期数可比", (change.origin,))
    facts = (now, before)
    evidence = (change.origin, now.origin, before.origin)
    if now.figure.range.meets(before.figure.range):
        return Held(CODE, Band.EXACT if now.figure.value == before.figure.value else Band.ROUNDING, evidence, facts, "持平")
    gap = words.in_unit(abs(now.figure.value - before.figure.value), now.figure.unit)
    return Finding(
        CODE, Severity.ERROR if is_sure(facts) else Severity.WARNING, Category.ACCURACY,
        f"{now.label}写“{change.origin.text}”，而{words.named(now)}、{words.named(before)}，相差{gap}", "核对两期的数，更正“持平”的说法", evidence,
        likely_cause="沿用了上年的文字", expected=before.figure.text, stated=now.figure.text, difference=gap, facts=facts,
    )  # fmt: skip


def _excess(one: Said, facts: list[Fact], given: AuditInput) -> Outcome | None:
    """The rate that outturn and excess imply, against the rate of the same sentence."""
    amount = next((fact for fact in facts if 0 <= fact.origin.start - one.span.end <= _NEXT and fact.figure.unit.is_money), None)
    done = [
        fact
        for fact in facts
        if fact.origin.start < one.span.start and fact.context.basis is Basis.OUTTURN and fact.figure.unit.is_money and not fact.of
    ]
    if amount is None or not done:
        return None
    stated = _rate(one, done[-1], given)
    if stated is None or stated.part is None:
        return NotEvaluated(CODE, f"“{one.match.group()}{amount.figure.text}”没有完成率可比", (one.span, amount.origin))
    part, rate = stated.part, stated.rate
    sign = 1 if one.group("more") else -1
    base = part.figure.range - amount.figure.range if sign > 0 else part.figure.range + amount.figure.range
    exact = part.figure.value - sign * amount.figure.value
    involved = (rate, part, amount)
    evidence = (one.span, *(fact.origin for fact in involved))
    if exact <= 0 or (part.figure.range / base).meets(rate.figure.range):
        return Held(CODE, Band.ROUNDING, evidence, involved, f"{rate.figure.text}：{one.match.group()}{amount.figure.text}")
    should = words.in_unit(part.figure.value / exact, rate.figure.unit, Decimal("0.01"))
    return Finding(
        CODE, Severity.ERROR if is_sure(involved) else Severity.WARNING, Category.ACCURACY,
        f"写“{one.match.group()}{amount.figure.text}”，照此完成预算的{should}，而写作{rate.figure.text}", "核对预算数、决算数与完成率，三者应一致", evidence,
        likely_cause="完成率以调整后的预算为分母，或沿用了模板", expected=should, stated=rate.figure.text,
        difference=words.in_unit(abs(part.figure.value / exact - rate.figure.value), rate.figure.unit, Decimal("0.01")), facts=involved,
        working=(f"{words.plain(part)} ÷ ({words.plain(part)} {'-' if sign > 0 else '+'} {words.plain(amount)}) = {should}",),
    )  # fmt: skip


def _rate(one: Said, done: Fact, given: AuditInput) -> StatedRatio | None:
    found = [
        ratio for ratio in given.statements.ratios
        if ratio.rate.origin.block == one.block.id and "预算" in ratio.words and ratio.part is not None and ratio.part.concept == done.concept
        and ratio.rate.origin.start < one.span.start and ratio.part.figure.unit.is_money
    ]  # fmt: skip
    return found[-1] if found else None
