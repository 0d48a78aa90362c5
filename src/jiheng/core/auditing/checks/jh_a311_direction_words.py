"""JH-A-311 “决算数大于（小于、等于）预算数”“持平”与印出的数相反。"""

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
from jiheng.core.facts.statements import StatedChange, StatedRatio
from jiheng.core.facts.taxonomy import load_taxonomy

CODE = "JH-A-311"
_WORDS = re.compile(
    "决算(?:支出)?数?(?:(?P<more>大于|高于|超过|多于)|(?P<less>小于|低于|少于)|(?:与|同|和|等于)(?=(?:年初|全年|调整后?|当年)?预算数?(?:基本)?(?:持平|一致|相同|相等|无差异|[，。；])))"
    "(?P<base>年初|全年|调整后?|当年)?的?预算数?"
)
_BASES = {"年初": (Basis.OPENING,), "全年": (Basis.BUDGET,), "调整": (Basis.BUDGET,), "调整后": (Basis.BUDGET,)}
_ONE = Decimal(1)
_NEXT = 3
_MEND = "核对预算数与决算数，更正大小的说法；并按实际方向说明原因"


@check(
    code=CODE,
    title="大小、持平的说法与印出的数相反",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("sh-final-accounts-2024-a#五、（三）一般公共预算财政拨款支出决算具体情况", "govbudgetchecker-rules#V33-110"),
)
def direction_words(given: AuditInput) -> Iterable[Outcome]:
    """“决算数小于预算数”“决算数与预算数持平”“与上年持平”应与同一段印出的数一致；只印完成率的，与完成率一致。

    Holds: 一致。   Breaks: 两数都已印出而方向相反，或称持平而不等。
    Unknown: 同一段没有印出可比的两数。   Mend: 核对两数，更正说法。
    """
    facts = by_block(given.statements.facts)
    for one in said(given.document, _WORDS, "决算"):
        yield from _against_budget(one, facts.get(one.block.id, []), given)
    for change in given.statements.changes:
        if change.direction == 0 and change.now is not None:
            yield from _level(change, change.now, given)


def _against_budget(one: Said, facts: list[Fact], given: AuditInput) -> Iterable[Outcome]:
    earlier = [fact for fact in facts if fact.origin.start < one.span.start]
    named = {hit.concept.id for hit in load_taxonomy().find(one.clause)}
    done = [fact for fact in earlier if fact.context.basis is Basis.OUTTURN and fact.figure.unit.is_money and not fact.concept.startswith("change.")]
    done = [fact for fact in done if fact.concept in named] or ([] if named & {fact.concept for fact in facts} else done)
    if not done:
        return
    last = done[-1]
    amount = next((fact for fact in facts if 0 <= fact.origin.start - one.span.end <= _NEXT and fact.figure.unit.is_money), None)
    wanted = _BASES.get(one.group("base"), (Basis.OPENING, Basis.BUDGET))
    plans = [fact for fact in earlier if fact.context.basis in wanted and (fact.concept, fact.context.item) == (last.concept, last.context.item)]
    sign = 1 if one.group("more") else -1 if one.group("less") else 0
    rate = _rate(one, last, given)
    if plans:
        yield _compared(one, last, plans, sign)
    if rate is not None and (amount is not None or not plans):
        yield from _with_rate(one, last, rate, amount, sign)
    elif not plans:
        yield NotEvaluated(CODE, f"“{one.match.group()}”同段没有印出预算数", (one.span, last.origin))


def _compared(one: Said, done: Fact, plans: list[Fact], sign: int) -> Outcome:
    plan = next((plan for plan in plans if _fits(done, plan, sign)), None)
    if plan is not None:
        return Held(CODE, Band.EXACT, (one.span, done.origin, plan.origin), (done, plan), f"{words.plain(done)}与{words.plain(plan)}：{one.match.group()}")
    plan = plans[-1]
    gap = done.figure.value - plan.figure.value
    facts = (done, plan)
    return Finding(
        CODE, Severity.ERROR if is_sure(facts) else Severity.WARNING, Category.ACCURACY,
        f"写“{one.match.group()}{'持平' if sign == 0 else ''}”，而{words.named(done)}、{words.named(plan)}，决算{'多' if gap > 0 else '少'}{words.in_unit(abs(gap), done.figure.unit)}",
        _MEND, (one.span, done.origin, plan.origin), likely_cause="大小的说法写反，或沿用了别处的模板句",
        expected=f"决算数{'大于' if gap > 0 else '小于'}预算数", stated=one.match.group(),
        difference=words.in_unit(abs(gap), done.figure.unit), facts=facts,
        working=(f"{words.plain(done)} - {words.plain(plan)} = {words.in_unit(gap, done.figure.unit)}",),
    )  # fmt: skip


def _fits(done: Fact, plan: Fact, sign: int) -> bool:
    a, b = done.figure.range, plan.figure.range
    if sign == 0:
        return a.meets(b)
    return a.high > b.low and done.figure.value != plan.figure.value if sign > 0 else a.low < b.high and done.figure.value != plan.figure.value


def _rate(one: Said, done: Fact, given: AuditInput) -> StatedRatio | None:
    found = [
        ratio for ratio in given.statements.ratios
        if ratio.rate.origin.block == one.block.id and "预算" in ratio.words and ratio.part is not None and ratio.part.concept == done.concept
        and ratio.rate.origin.start < one.span.start
    ]  # fmt: skip
    return found[-1] if found else None


def _with_rate(one: Said, done: Fact, stated: StatedRatio, amount: Fact | None, sign: int) -> Iterable[Outcome]:
    rate = stated.rate
    range_ = rate.figure.range
    if amount is not None and sign:
        base = done.figure.range - amount.figure.range if sign > 0 else done.figure.range + amount.figure.range
        fits = (done.figure.range / base).meets(range_)
        exact = done.figure.value / (done.figure.value - sign * amount.figure.value) if done.figure.value != sign * amount.figure.value else _ONE
    else:
        fits = range_.high > _ONE if sign > 0 else range_.low < _ONE if sign < 0 else range_.holds(_ONE)
        exact = _ONE
    facts = tuple(fact for fact in (rate, done, amount) if fact is not None)
    evidence = (one.span, *(fact.origin for fact in facts))
    if fits:
        yield Held(CODE, Band.ROUNDING, evidence, facts, f"{rate.figure.text}：{one.match.group()}")
        return
    should = words.in_unit(exact, rate.figure.unit, Decimal("0.01")) if amount is not None else {1: "高于100%", -1: "低于100%", 0: "100%"}[sign]
    yield Finding(
        CODE, Severity.ERROR if is_sure(facts) else Severity.WARNING, Category.ACCURACY,
        f"写“{one.match.group()}{amount.figure.text if amount is not None else ''}”，而完成预算的{rate.figure.text}，照此应为{should}",
        "核对预算数、决算数与完成率，三者应一致", evidence, likely_cause="完成率以调整后的预算为分母，或沿用了模板",
        expected=should, stated=rate.figure.text, facts=facts,
    )  # fmt: skip


def _level(change: StatedChange, now: Fact, given: AuditInput) -> Iterable[Outcome]:
    before = change.before or (None if "预算" in change.against else last_year(given, now))
    if before is None or before.figure.unit.dimension != now.figure.unit.dimension:
        yield NotEvaluated(CODE, f"{now.label}“{change.origin.text}”没有上期数可比", (change.origin,))
        return
    facts = (now, before)
    evidence = (change.origin, now.origin, before.origin)
    if now.figure.range.meets(before.figure.range):
        yield Held(CODE, Band.EXACT if now.figure.value == before.figure.value else Band.ROUNDING, evidence, facts, "持平")
        return
    gap = words.in_unit(abs(now.figure.value - before.figure.value), now.figure.unit)
    yield Finding(
        CODE, Severity.ERROR if is_sure(facts) and change.before is not None else Severity.WARNING, Category.ACCURACY,
        f"写“{change.origin.text}”，而{words.named(now)}、{words.named(before)}，相差{gap}", "核对两期的数，更正“持平”的说法", evidence,
        expected=before.figure.text, stated=now.figure.text, difference=gap, facts=facts,
    )  # fmt: skip
