"""JH-A-004 增减额、增减率与前后两数不符。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from jiheng.core.auditing import causes, words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.changed_figures import ChangedFigures
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import last_year
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedChange
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.figures.interval import Interval
from jiheng.core.figures.units import unit_for

CODE = "JH-A-004"
_REBASED = re.compile("同口径|可比口径|同比口径|还原")
_BASE = "基数"  # 2020年度收入基数为90万元: fixed for a comparison, not what was taken
_SURE = Decimal("0.8")
_ZERO = Decimal(0)
_COUNTED = ("people", "person_times", "count")  # of which no change is an amount of money
_MIXED = "元与万元混用"
_TEN_THOUSAND = Interval.point(Decimal(10_000))
_YEAR = re.compile(r"(?:19|20)\d\d")
_OTHERWISE = re.compile("预算(?!收入|支出)|年初|计划|目标|月|季|半年|环比|累计|年均")
_DOWN = re.compile("减少|下降|压减|节约")


@check(
    code=CODE,
    title="增减额、增减率与前后两数不符",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("seed-nansha-2022#二、（二）1", "sh-final-accounts-2024-a#情况说明", "rules-practice#A13"),
)
def stated_change(given: AuditInput) -> Iterable[Outcome]:
    """“比上年增加x，增长y%”：本年数减增加额得上年数，增长率应等于增加额除以上年数；文中（表中）另有上年数的也要相符。

    Holds: 重算值与印出值相接。   Breaks: 三数都已印出而不相接，或方向相反。
    Unknown: 缺本年数、上年数或增减额。   Mend: 核对上年数与增减额，更正增长率。
    """
    figures = ChangedFigures(given)
    for stated in map(figures.of_one_base, given.statements.changes):
        yield from _doubted(stated, _judge(stated, figures))
    yield from _rows(given, figures)


def _judge(stated: StatedChange, figures: ChangedFigures) -> Iterable[Outcome]:
    rate, amount, now = stated.rate, stated.amount, stated.now
    here = rate or amount or now
    if here is None:
        return
    now = now or figures.now(here)
    if now is None and stated.before is not None and amount is not None and rate is not None and _is_of(amount, stated.before):
        yield _of_base(rate, amount, stated.before, figures)
        return
    if now is None and amount is not None and rate is not None and stated.direction:
        yield _of_likely(stated, amount, rate, figures)
        return
    if now is None or stated.direction == 0 or (now.figure.unit.is_ratio and stated.before is None):
        yield NotEvaluated(CODE, f"{here.label}{here.figure.text}缺少可重算的本期数", (stated.origin,))
        return
    if stated.before is None and "决算" in stated.against and now.context.basis in (Basis.OPENING, Basis.BUDGET):
        yield NotEvaluated(CODE, f"{here.label}{here.figure.text}与上年决算数相比，而本期数是预算数", (here.origin, now.origin))
        return
    if amount is not None and amount.trust < 1 and now.concept != amount.of and _is_part(now.concept, amount.of):
        yield NotEvaluated(CODE, f"{amount.label}{amount.figure.text}之前只写了其中一项{now.figure.text}", (amount.origin, now.origin))
        return
    if figures.stands_behind_another(now):
        yield NotEvaluated(CODE, f"{now.figure.text}之前紧接着另一个数，没有写明哪个是本期数", (here.origin, now.origin))
        return
    if amount is not None and rate is not None and amount.figure.unit.is_money and now.figure.unit.dimension in _COUNTED:
        yield _of_money(stated, amount, rate, figures)
        return
    before = stated.before or (None if "预算" in stated.against else last_year(figures.base, now))
    if before is not None and before.figure.unit.base != now.figure.unit.base:
        before = None  # 4757万元，比上年2890增加…: a number that bears no unit
    sign = stated.direction
    if amount is not None and amount.figure.unit.dimension == now.figure.unit.dimension:
        base = now.figure.range - amount.figure.range if sign > 0 else now.figure.range + amount.figure.range
        exact = now.figure.value - sign * amount.figure.value
        yield from _against_before(stated, now, amount, before, base, figures)
        if rate is not None and not _is_alone(base, rate, now, before, sign):
            outcome = _rate(now, amount, rate, base, exact, figures)
            if isinstance(outcome, Held) and stated.before is not None and base.meets(stated.before.figure.range):
                outcome = _of_printed_base(rate, amount, now, stated.before, figures) or outcome
            other = figures.fitting(now, amount, rate, sign) if isinstance(outcome, Finding) else None
            if other is None and isinstance(outcome, NotEvaluated) and sign > 0 and now.figure.value < amount.figure.value:
                outcome = _of_whole(now, amount, rate, figures) or outcome
            if other is not None:
                why = f"{rate.label}{rate.figure.text}与{words.named(other)}相符，增减额像是它的"
                outcome = NotEvaluated(CODE, why, (rate.origin, amount.origin, other.origin))
            yield outcome
        elif before is None:
            yield NotEvaluated(CODE, f"{amount.label}{amount.figure.text}没有上期数可比", (amount.origin, now.origin))
        return
    if rate is not None and before is not None:
        change = now.figure.range - before.figure.range
        exact = (now.figure.value - before.figure.value) * sign
        outcome = _compared(rate, change if sign > 0 else -change, before.figure.range, exact, before.figure.value, (rate, now, before), figures)
        if isinstance(outcome, Finding) and (doubt := _doubt(stated, before, now, rate)):
            outcome = NotEvaluated(CODE, doubt, (rate.origin, before.origin, now.origin))
        yield outcome
        return
    yield NotEvaluated(CODE, f"{here.label}{here.figure.text}没有上期数可比", (here.origin, now.origin))


def _doubted(stated: StatedChange, outcomes: Iterable[Outcome]) -> Iterable[Outcome]:
    """What is said of a change; of one between figures restated to be comparable (同口径) no printed figure proves anything."""
    rebased = any(fact is not None and _REBASED.search(fact.origin.quote) for fact in (stated.rate, stated.amount))
    for outcome in outcomes:
        facts = outcome.facts if isinstance(outcome, Finding) else ()
        base = next((fact for fact in facts if _BASE in fact.origin.quote), None)
        if base is not None:
            yield NotEvaluated(CODE, f"{base.figure.text}是另行核定的基数，未必是上年数", (base.origin,))
        else:
            yield replace(outcome, severity=Severity.WARNING) if rebased and isinstance(outcome, Finding) else outcome


def _is_alone(base: Interval, rate: Fact, now: Fact, before: Fact | None, sign: int) -> bool:
    """Whether an amount of change alone is wrong: the figures of both years beside it make the rate, and not what it leaves."""
    if before is None or base.meets(before.figure.range) or before.origin.block != now.origin.block or before.figure.range.low <= _ZERO:
        return False
    change = now.figure.range - before.figure.range if sign > 0 else before.figure.range - now.figure.range
    return (change / before.figure.range).meets(rate.figure.range)


def _is_part(concept: str, whole: str) -> bool:
    """Whether one concept is some of another: what is told of the whole is not told of it."""
    taxonomy = load_taxonomy()
    return concept in taxonomy and whole in taxonomy and taxonomy.is_within(concept, whole)


def _doubt(stated: StatedChange, before: Fact, now: Fact, rate: Fact) -> str:
    """Why the figure that a rate is counted from may be none of the year before; "" where it is one."""
    change = before.figure.range
    base = now.figure.range - change if stated.direction > 0 else now.figure.range + change
    if base.low > _ZERO and (change / base).meets(rate.figure.range):
        return f"{before.figure.text}像是增减额，漏写了增减的字样"  # 36万元，较上年9万元，上升33.3%
    if stated.before is None and before.figure.value == now.figure.value:
        return f"{words.named(before)}与本期数相同，未必是上期数"  # 去年, told a year later, is the very year that is reported
    return ""


def _is_of(amount: Fact, before: Fact) -> bool:
    """Whether an amount of change may be one of a figure; a number without unit takes that of the change behind it."""
    return amount.figure.unit.dimension == before.figure.unit.dimension and amount.origin.block == before.origin.block


def _of_base(rate: Fact, amount: Fact, before: Fact, figures: ChangedFigures) -> Outcome:
    """The verdict on a rate where the sentence prints the figure it counts from: 比上年的80万元减少4万元，下降5%."""
    return _compared(rate, amount.figure.range, before.figure.range, amount.figure.value, before.figure.value, (rate, amount, before), figures)


def _of_whole(now: Fact, amount: Fact, rate: Fact, figures: ChangedFigures) -> Outcome | None:
    """The verdict on a rise above its own figure: it holds where any figure of the sentence fits, else it breaks on the whole."""
    rising = figures.before_rise(now, amount)
    if not rising:
        return None
    change = amount.figure.range
    base = next((fact for fact in rising if (change / (fact.figure.range - change)).meets(rate.figure.range)), rising[0])
    exact = base.figure.value - amount.figure.value
    return _compared(rate, change, base.figure.range - change, amount.figure.value, exact, (rate, amount, base), figures)


def _of_likely(stated: StatedChange, amount: Fact, rate: Fact, figures: ChangedFigures) -> Outcome:
    """An amount and a rate of one change whose figure is printed in another sentence, under a heading's name: it is not proved that it is that one."""
    return _of_any(stated, amount, rate, figures.likely(amount), figures)


def _of_money(stated: StatedChange, amount: Fact, rate: Fact, figures: ChangedFigures) -> Outcome:
    """The verdict on an amount of money and a rate that stand behind a count: of the money that their paragraph tells."""
    told = figures.in_paragraph(amount)
    outcome = _of_any(stated, amount, rate, told, figures)
    return replace(outcome, message=outcome.message.replace(rate.label, f"{told[0].label}增长率", 1)) if isinstance(outcome, Finding) else outcome


def _of_any(stated: StatedChange, amount: Fact, rate: Fact, likely: Sequence[Fact], figures: ChangedFigures) -> Outcome:
    """The verdict on an amount and a rate that are of one of some figures: it holds where any fits, else it is likely of all alike."""
    outcomes = [
        _rate(now, amount, rate, base, now.figure.value - stated.direction * amount.figure.value, figures)
        for now in likely
        for base in [now.figure.range - amount.figure.range if stated.direction > 0 else now.figure.range + amount.figure.range]
    ]
    if len({fact.figure.value for fact in likely}) == 1 and isinstance(outcomes[0], Finding):
        return replace(outcomes[0], severity=Severity.WARNING)
    held = next((one for one in outcomes if isinstance(one, Held)), None)
    return held or NotEvaluated(CODE, f"{rate.label}{rate.figure.text}缺少可重算的本期数", (stated.origin,))


def _rows(given: AuditInput, figures: ChangedFigures) -> Iterable[Outcome]:
    """A table's row or column of growth: of the figures of both years in the table."""
    told = {id(fact) for stated in given.statements.changes for fact in (stated.rate, stated.amount)}
    for rate in given.statements.facts:
        if rate.concept not in ("change.rate", "change.amount") or id(rate) in told or not _is_yearly(rate):
            continue
        now, before = figures.of_row(rate)
        if now is None or before is None:
            continue
        if rate.concept == "change.amount":
            if rate.figure.unit.dimension == now.figure.unit.dimension and rate.origin.block.startswith("t"):
                yield _row_amount(rate, now, before, figures)
            continue
        change, exact = now.figure.range - before.figure.range, now.figure.value - before.figure.value
        if exact < _ZERO and figures.is_size_only(rate):
            change, exact = -change, -exact
        yield _compared(rate, change, before.figure.range, exact, before.figure.value, (rate, now, before), figures)


def _row_amount(amount: Fact, now: Fact, before: Fact, figures: ChangedFigures) -> Outcome:
    """A table's amount of change, which bears its own sign or none."""
    facts = (amount, now, before)
    evidence = tuple(fact.origin for fact in facts)
    change, exact = now.figure.range - before.figure.range, now.figure.value - before.figure.value
    unit = amount.figure.unit
    working = f"{words.in_unit(now.figure.value, unit)} - {words.in_unit(before.figure.value, unit)} = {words.in_unit(exact, unit)}，印作{amount.figure.text}"
    unsigned = _DOWN.search(amount.label) or not (figures.bears_signs(amount) or amount.figure.text.strip().startswith(("-", "－", "+", "＋")))
    if change.meets(amount.figure.range) or (unsigned and exact < _ZERO and (-change).meets(amount.figure.range)):
        return Held(CODE, Band.EXACT if abs(exact) == abs(amount.figure.value) else Band.ROUNDING, evidence, facts, working)
    turned = abs(abs(exact) - abs(amount.figure.value)) <= amount.figure.base_step
    return Finding(
        CODE,
        Severity.ERROR if _is_sure(facts, figures) else Severity.WARNING,
        Category.ACCURACY,
        f"{amount.label}印作{amount.figure.text}，按{words.named(now)}与{words.named(before)}相减为{words.in_unit(exact, unit)}",
        "核对两年的数，更正增减额或增减方向",
        evidence,
        likely_cause="增减方向写反，或漏了负号" if turned else "",
        expected=words.in_unit(exact, unit),
        stated=amount.figure.text,
        difference=words.in_unit(abs(exact - amount.figure.value), unit),
        facts=facts,
        working=(working,),
    )


def _is_yearly(rate: Fact) -> bool:
    """Whether a column of growth compares with the year before, as far as its words tell."""
    year = rate.context.period.year
    years = {int(found) for found in _YEAR.findall(rate.label)}
    return year is not None and years <= {year, year - 1} and not _OTHERWISE.search(rate.label)


def _rate(now: Fact, amount: Fact, rate: Fact, base: Interval, exact: Decimal, figures: ChangedFigures) -> Outcome:
    if base.high <= _ZERO or exact <= _ZERO:
        return NotEvaluated(CODE, f"{amount.label}：上期数推算为零或负数，增长率没有意义", (amount.origin, rate.origin))
    return _compared(rate, amount.figure.range, base, amount.figure.value, exact, (rate, amount, now), figures)


def _compared(
    rate: Fact, change: Interval, base: Interval, exact_change: Decimal, exact_base: Decimal, facts: tuple[Fact, ...], figures: ChangedFigures
) -> Outcome:
    evidence = tuple(fact.origin for fact in facts)
    if exact_base <= _ZERO:
        return NotEvaluated(CODE, "上期数为零，增长率没有意义", evidence)
    expected = change / base
    exact = exact_change / exact_base
    percent = unit_for("%")
    unit = rate.figure.unit if rate.figure.unit.is_ratio or percent is None else percent
    working = f"{exact_change / facts[-1].figure.unit.factor:f} ÷ {exact_base / facts[-1].figure.unit.factor:f} = {words.in_unit(exact, unit)}，印作{rate.figure.text}"
    meets = expected.meets(rate.figure.range)
    if meets and not figures.fits_only_rounded(rate, exact, facts[1:]):
        return Held(CODE, Band.EXACT if exact == rate.figure.value else Band.ROUNDING, evidence, facts, working)
    habit = words.cut_off(rate.figure, exact)
    sure = not meets and not habit and _is_sure(facts, figures)
    cause = habit or _cause(rate, exact_change, exact_base, facts)
    recalculated = f"{rate.label}印作{rate.figure.text}，按印出的数重算应为{words.in_unit(exact, unit, rate.figure.step)}"
    return Finding(
        CODE,
        Severity.ERROR if sure else Severity.WARNING,
        Category.ACCURACY,
        # Recalculated with a lost 万 the rate is absurd: what was lost comes first.
        f"{cause}；{rate.label}印作{rate.figure.text}" if _MIXED in cause else recalculated,
        "核对上年数与增减额，更正增长率",
        evidence,
        likely_cause=cause,
        facts=facts,
        working=(working,),
        **words.compared(rate.figure, exact, expected),
    )


def _of_printed_base(rate: Fact, amount: Fact, now: Fact, before: Fact, figures: ChangedFigures) -> Finding | None:
    """The finding where the rate fits what the change leaves of this year's figure, and not last year's figure as printed beside it."""
    found = _compared(rate, amount.figure.range, before.figure.range, amount.figure.value, before.figure.value, (rate, amount, now, before), figures)
    return found if isinstance(found, Finding) else None


def _cause(rate: Fact, change: Decimal, base: Decimal, facts: tuple[Fact, ...]) -> str:
    now = facts[-1].figure.value if len(facts) < 3 else facts[2].figure.value
    if now and abs(change / now - rate.figure.value) <= rate.figure.base_step / 2:
        return "分母用了本年数，应当用上年数"
    if base and abs(now / base - rate.figure.value) <= rate.figure.base_step / 2:
        return "把本年数与上年数之比当成了增长率（没有减去100%）"
    if len(facts) == 3:
        return _unit_cause(rate, facts[1], facts[2]) or _amount_cause(rate, facts[1], facts[2], base)
    return ""


def _amount_cause(rate: Fact, amount: Fact, now: Fact, base: Decimal) -> str:
    """The amount of a change that lost its 万 where with it the rate holds: 支出350万元，比上年增加20元，增长6.1%."""
    if not amount.concept.startswith("change.") or not causes.has_slipped(amount.figure, now.figure):
        return ""
    change = amount.figure.range * Interval.point(now.figure.unit.factor / amount.figure.unit.factor)
    before = now.figure.range - change if base < now.figure.value else now.figure.range + change
    return causes.unit_slip_words(amount.figure, now.figure) if (change / before).meets(rate.figure.range) else ""


def _unit_cause(rate: Fact, one: Fact, other: Fact) -> str:
    """Which of two amounts lost its 万: with it the rate holds; "" when neither did, or three figures are not of two years."""
    if one.concept.startswith("change."):
        return ""
    for fact, ranges in (
        (one, (one.figure.range * _TEN_THOUSAND, other.figure.range)),
        (other, (one.figure.range, other.figure.range * _TEN_THOUSAND)),
    ):
        change = ranges[0] - ranges[1]
        if fact.figure.unit.key == "元" and any((moved / ranges[1]).meets(rate.figure.range) for moved in (change, -change)):
            return f"{_MIXED}：{fact.figure.text}写作{fact.figure.number:f}万元则相符"
    return ""


def _lost_ten_thousand(now: Fact, before: Fact, amount: Fact) -> str:
    """Which of both years' figures and the amount of change lost its 万: with it the three agree; "" when none did."""
    moved = now.figure.range - before.figure.range
    if amount.figure.unit.key == "元" and any(one.meets(amount.figure.range * _TEN_THOUSAND) for one in (moved, -moved)):
        return f"{_MIXED}：{amount.figure.text}写作{amount.figure.number:f}万元则相符"
    for fact, ranges in (
        (now, (now.figure.range * _TEN_THOUSAND, before.figure.range)),
        (before, (now.figure.range, before.figure.range * _TEN_THOUSAND)),
    ):
        change = ranges[0] - ranges[1]
        if fact.figure.unit.key == "元" and any(moved.meets(amount.figure.range) for moved in (change, -change)):
            return f"{_MIXED}：{fact.figure.text}写作{fact.figure.number:f}万元则相符"
    return ""


def _against_before(stated: StatedChange, now: Fact, amount: Fact, before: Fact | None, base: Interval, figures: ChangedFigures) -> Iterable[Outcome]:
    """The verdict on an amount of change against last year's figure, where that is printed."""
    if before is None:
        return
    facts = (amount, now, before)
    evidence = tuple(fact.origin for fact in facts)
    unit = amount.figure.unit
    difference = now.figure.value - before.figure.value
    working = f"{words.in_unit(now.figure.value, unit)} - {words.in_unit(before.figure.value, unit)} = {words.in_unit(difference, unit)}，印作{'增加' if stated.direction > 0 else '减少'}{amount.figure.text}"
    if base.meets(before.figure.range):
        exact = now.figure.value - stated.direction * amount.figure.value == before.figure.value
        yield Held(CODE, Band.EXACT if exact else Band.ROUNDING, evidence, facts, working)
        return
    if (other := figures.turned_back_to(now, before, amount, stated.direction)) is not None:
        yield Held(CODE, Band.EXACT, (amount.origin, other.origin, before.origin), (amount, other, before), f"{words.named(other)}，{working}")
        return
    sure = _is_sure(facts, figures)
    turned = (difference > 0) != (stated.direction > 0) and abs(abs(difference) - amount.figure.value) <= amount.figure.base_step
    slipped = _lost_ten_thousand(now, before, amount)
    yield Finding(
        CODE,
        Severity.ERROR if sure and stated.before is not None else Severity.WARNING,
        Category.ACCURACY,
        f"{slipped}；{now.label}印作{'增加' if stated.direction > 0 else '减少'}{amount.figure.text}"
        if slipped
        else f"{now.label}印作{'增加' if stated.direction > 0 else '减少'}{amount.figure.text}，按{words.named(now)}与{words.named(before)}相减为{words.in_unit(difference, unit)}",
        "核对上年数，更正增减额或增减方向",
        evidence,
        likely_cause=slipped or ("增减方向写反" if turned else ""),
        expected=words.in_unit(abs(difference), unit),
        stated=amount.figure.text,
        difference=words.in_unit(abs(abs(difference) - amount.figure.value), unit),
        facts=facts,
        working=(working,),
    )


def _is_sure(facts: tuple[Fact, ...], figures: ChangedFigures) -> bool:
    """Whether the three are of one thing: the reader is sure of their names, or grammar binds them whatever they are called."""
    hedged = any(fact.figure.is_hedged for fact in facts)
    return not hedged and (min(fact.trust for fact in facts) >= _SURE or figures.are_bound(facts))
