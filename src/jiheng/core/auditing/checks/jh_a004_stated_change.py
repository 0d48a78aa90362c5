"""JH-A-004 增减额、增减率与前后两数不符。"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import last_year
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedChange
from jiheng.core.figures.interval import Interval
from jiheng.core.figures.units import unit_for

CODE = "JH-A-004"
_SURE = Decimal("0.8")
_ZERO = Decimal(0)


@check(
    code=CODE,
    title="增减额、增减率与前后两数不符",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("seed-nansha-2022#二、（二）1", "sh-final-accounts-2024-a#情况说明", "rules-practice#A13"),
)
def stated_change(given: AuditInput) -> Iterable[Outcome]:
    """“比上年增加x，增长y%”：本年数减增加额得上年数，增长率应等于增加额除以上年数；文中另有上年数的也要相符。

    Holds: 重算值与印出值相接。   Breaks: 三数都已印出而不相接，或方向相反。
    Unknown: 缺本年数、上年数或增减额。   Mend: 核对上年数与增减额，更正增长率。
    """
    for stated in given.statements.changes:
        yield from _judge(stated, given)


def _judge(stated: StatedChange, given: AuditInput) -> Iterable[Outcome]:
    rate, amount, now = stated.rate, stated.amount, stated.now
    here = rate or amount or now
    if here is None:
        return
    if now is None or stated.direction == 0 or now.figure.unit.is_ratio:
        yield NotEvaluated(CODE, f"{here.label}{here.figure.text}缺少可重算的本期数", (stated.origin,))
        return
    before = stated.before or (None if "预算" in stated.against else last_year(given, now))
    sign = stated.direction
    if amount is not None and amount.figure.unit.dimension == now.figure.unit.dimension:
        base = now.figure.range - amount.figure.range if sign > 0 else now.figure.range + amount.figure.range
        exact = now.figure.value - sign * amount.figure.value
        if before is not None:
            yield _against_before(stated, now, amount, before, base)
        if rate is not None:
            yield _rate(now, amount, rate, base, exact)
        elif before is None:
            yield NotEvaluated(CODE, f"{amount.label}{amount.figure.text}没有上期数可比", (amount.origin, now.origin))
        return
    if rate is not None and before is not None:
        change = now.figure.range - before.figure.range
        yield _compared(
            rate,
            change if sign > 0 else -change,
            before.figure.range,
            abs(now.figure.value - before.figure.value),
            before.figure.value,
            (rate, now, before),
        )
        return
    yield NotEvaluated(CODE, f"{here.label}{here.figure.text}没有上期数可比", (here.origin, now.origin))


def _rate(now: Fact, amount: Fact, rate: Fact, base: Interval, exact: Decimal) -> Outcome:
    if base.high <= _ZERO or exact <= _ZERO:
        return NotEvaluated(CODE, f"{amount.label}：上期数推算为零或负数，增长率没有意义", (amount.origin, rate.origin))
    return _compared(rate, amount.figure.range, base, amount.figure.value, exact, (rate, amount, now))


def _compared(rate: Fact, change: Interval, base: Interval, exact_change: Decimal, exact_base: Decimal, facts: tuple[Fact, ...]) -> Outcome:
    evidence = tuple(fact.origin for fact in facts)
    if exact_base <= _ZERO:
        return NotEvaluated(CODE, "上期数为零，增长率没有意义", evidence)
    expected = change / base
    exact = exact_change / exact_base
    percent = unit_for("%")
    unit = rate.figure.unit if rate.figure.unit.is_ratio or percent is None else percent
    working = f"{exact_change / facts[-1].figure.unit.factor:f} ÷ {exact_base / facts[-1].figure.unit.factor:f} = {words.in_unit(exact, unit)}，印作{rate.figure.text}"
    if expected.meets(rate.figure.range):
        return Held(CODE, Band.EXACT if exact == rate.figure.value else Band.ROUNDING, evidence, facts, working)
    sure = min(fact.trust for fact in facts) >= _SURE and not any(fact.figure.is_hedged for fact in facts)
    return Finding(
        CODE,
        Severity.ERROR if sure else Severity.WARNING,
        Category.ACCURACY,
        f"{rate.label}印作{rate.figure.text}，按印出的数重算应为{words.in_unit(exact, unit, rate.figure.step)}",
        "核对上年数与增减额，更正增长率",
        evidence,
        likely_cause=_cause(rate, exact_change, exact_base, facts),
        expected=words.span_of(expected, unit, rate.figure.step),
        stated=rate.figure.text,
        difference=words.in_unit(abs(exact - rate.figure.value), unit, rate.figure.step),
        facts=facts,
        working=(working,),
    )


def _cause(rate: Fact, change: Decimal, base: Decimal, facts: tuple[Fact, ...]) -> str:
    now = facts[-1].figure.value if len(facts) < 3 else facts[2].figure.value
    if now and abs(change / now - rate.figure.value) <= rate.figure.base_step / 2:
        return "分母用了本年数，应当用上年数"
    if base and abs(now / base - rate.figure.value) <= rate.figure.base_step / 2:
        return "把本年数与上年数之比当成了增长率（没有减去100%）"
    return ""


def _against_before(stated: StatedChange, now: Fact, amount: Fact, before: Fact, base: Interval) -> Outcome:
    facts = (amount, now, before)
    evidence = tuple(fact.origin for fact in facts)
    unit = amount.figure.unit
    difference = now.figure.value - before.figure.value
    working = f"{words.in_unit(now.figure.value, unit)} - {words.in_unit(before.figure.value, unit)} = {words.in_unit(difference, unit)}，印作{'增加' if stated.direction > 0 else '减少'}{amount.figure.text}"
    if base.meets(before.figure.range):
        exact = now.figure.value - stated.direction * amount.figure.value == before.figure.value
        return Held(CODE, Band.EXACT if exact else Band.ROUNDING, evidence, facts, working)
    sure = min(fact.trust for fact in facts) >= _SURE and not any(fact.figure.is_hedged for fact in facts)
    turned = (difference > 0) != (stated.direction > 0) and abs(abs(difference) - amount.figure.value) <= amount.figure.base_step
    return Finding(
        CODE,
        Severity.ERROR if sure and stated.before is not None else Severity.WARNING,
        Category.ACCURACY,
        f"{now.label}印作{'增加' if stated.direction > 0 else '减少'}{amount.figure.text}，按{words.named(now)}与{words.named(before)}相减为{words.in_unit(difference, unit)}",
        "核对上年数，更正增减额或增减方向",
        evidence,
        likely_cause="增减方向写反" if turned else "",
        expected=words.in_unit(abs(difference), unit),
        stated=amount.figure.text,
        difference=words.in_unit(abs(abs(difference) - amount.figure.value), unit),
        facts=facts,
        working=(working,),
    )
