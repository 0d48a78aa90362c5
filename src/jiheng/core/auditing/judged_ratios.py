"""What there is to say of each rate of which the words tell the part.

JH-A-003 says it; other checks look at what it leaves open.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput, shared
from jiheng.core.auditing.denominators import Denominators
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.told_shares import is_bare, is_share
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.factbase import Found
from jiheng.core.facts.statements import StatedRatio
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.figures.interval import Interval

CODE = "JH-A-003"
_EXECUTION, _PLANS = "spend.execution_rate", (Basis.OPENING, Basis.BUDGET)
_TOGETHER, _GAP = 8, 40  # numbers told together at most, characters between two of them
_BESIDE, _PAGE = 300, 1200  # characters between shares told alike, and before them to what they are of
_WITNESSES = 2  # other shares
_APART = Decimal("0.01")
_SURE, _NONE = Decimal("0.8"), Decimal(0)
_REBASED, _NEAR = re.compile("(?:剔除|扣除)[^，。；]{0,14}因素"), 24  # characters before a rate
_NAMES_PART, _CLAUSE = re.compile(r"[，,。；;](?P<part>[\u4e00-\u9fff]{4,10})占[^，。；;\d]*$"), 40
_TEN_THOUSAND = Interval.point(Decimal(10_000))


@shared
def ratios_judged(given: AuditInput) -> tuple[Outcome, ...]:
    """What there is to say of every rate of which the words tell the part."""
    figures = Denominators(given)
    return tuple(
        NotEvaluated(CODE, f"{stated.rate.figure.text}的分子没有印出", (stated.rate.origin,))
        if stated.part is None or stated.part.figure.unit.is_ratio
        else _judge(stated, stated.part, figures, given)
        for stated in (_of_what_was_done(_of_named_part(one, given), given) for one in given.statements.ratios)
    )


def _of_named_part(stated: StatedRatio, given: AuditInput) -> StatedRatio:
    """A share of which the clause only names the part, of the figure told last under that name: …项目支出27万元。项目支出占|32%."""
    named = _NAMES_PART.search(given.document.text, max(0, stated.rate.origin.start - _CLAUSE), stated.rate.origin.start)
    if named is None or not is_share(stated) or not stated.rate.origin.block.startswith("p"):
        return stated
    hits = load_taxonomy().find(named["part"])
    if len(hits) != 1 or hits[0].end - hits[0].start != len(named["part"]) or (stated.part is not None and stated.part.concept == hits[0].concept.id):
        return stated
    told = [fact for fact in given.by_concept.get(hits[0].concept.id, ()) if fact.origin.block == stated.rate.origin.block]
    told = [fact for fact in told if fact.origin.end <= stated.rate.origin.start and fact.context.period == stated.rate.context.period]
    return replace(stated, part=told[-1]) if told and told[-1].figure.unit.is_money and len({fact.figure.value for fact in told}) == 1 else stated


def _of_what_was_done(stated: StatedRatio, given: AuditInput) -> StatedRatio:
    """A rate of completion that stands behind its plan alone, of what was spent as the document prints it: 年初预算90万元，完成年初预算的|95%."""
    plan = stated.part or stated.whole
    if plan is None or None not in (stated.part, stated.whole) or stated.rate.concept != _EXECUTION or "预算" not in stated.words:
        return stated
    if plan.context.basis not in _PLANS or not plan.concept or not plan.figure.unit.is_money or plan.trust < _SURE:
        return stated
    answer = given.base.ask(plan.concept, Basis.OUTTURN, plan.context.period.year, plan.context.item, plan.context.scope)
    sure = isinstance(answer, Found) and not answer.stands_in and answer.fact.context.scope == plan.context.scope and answer.fact.trust >= _SURE
    return replace(stated, part=answer.fact, whole=plan) if isinstance(answer, Found) and sure else stated


def _judge(stated: StatedRatio, part: Fact, figures: Denominators, given: AuditInput) -> Outcome:
    rate = stated.rate
    if _REBASED.search(given.document.text, max(0, rate.origin.start - _NEAR), rate.origin.start):
        return NotEvaluated(CODE, f"{rate.label}{rate.figure.text}剔除了一些因素，按印出的数算不出", (rate.origin, part.origin))
    wholes, named = figures.of(stated, part)
    wholes += figures.rivals(stated, part)
    wholes = (
        figures.bracketed(stated, part) or wholes or figures.agreed(stated, part) or figures.summed(stated, part) or figures.itemized(stated, part)
    )
    wholes = wholes or figures.called(stated, part) or figures.before_alone(stated, part) or figures.general(stated, part)
    wholes = wholes or figures.counted(stated, part)
    if not wholes:
        return NotEvaluated(CODE, f"{rate.label}{rate.figure.text}的分母没有印出", (rate.origin, part.origin))
    wholes = [whole for whole in wholes if not whole.figure.is_hedged] or wholes  # 规模突破70亿元 bounds every share
    own = next((whole for whole in wholes if whole.context.basis is Basis.BUDGET and figures.is_beside(stated, part, whole, [whole])), None)
    wholes = wholes if own is None else [own]  # 全年预算x，执行y，执行率z: whatever else is stated, of these two
    if (held := _held(rate, part, wholes)) is not None:
        return held
    together = _together(stated, part, wholes, given)
    if together is not None:
        return together
    if (told := _of_unprinted(stated, part, given)) is not None:
        return NotEvaluated(
            CODE, f"{rate.label}{rate.figure.text}与{told.rate.figure.text}像是同一个没有印出的数的占比", (rate.origin, told.rate.origin)
        )
    other = _of_the_rest(stated, given)
    if other is not None and _fits(stated, part, other):
        working = f"{words.plain(part)} ÷ {words.plain(other)} ≈ {rate.figure.text}"
        return Held(CODE, Band.ROUNDING, (rate.origin, part.origin, other.origin), (rate, part, other), working)
    shown = other or figures.shown(stated, wholes)
    whole = shown or wholes[0]
    if not whole.figure.value:
        return NotEvaluated(CODE, f"{whole.label}为零，不能作分母", (rate.origin, whole.origin))
    expected = part.figure.range_within(whole.figure) / whole.figure.range
    others = figures.fitting(rate, part)
    same = (one for one in given.by_concept.get(whole.concept, ()) if whole.concept and one is not part and one.figure.value == part.figure.value)
    if rate.figure.value == 1 and (alike := next(same, None)) is not None:
        return NotEvaluated(CODE, f"{words.named(part)}与{words.named(alike)}是同一个数，{rate.figure.text}是对它说的", (rate.origin, alike.origin))
    if is_bare(stated) and expected.low > 1 and (larger := figures.larger(rate, part)) is not None:
        reason = f"{words.named(part)}大于{words.named(whole)}，不是它的一部分；以{words.named(larger)}为分母则相符"
        return NotEvaluated(CODE, reason, (rate.origin, part.origin, larger.origin))
    fit = next((one for one in others if one.concept == whole.concept), None) if is_share(stated) and part.concept == whole.concept != "" else None
    if fit is not None:  # 完成采购额8亿元，占采购额的80%; 完成采购额7亿元，占采购额的70%: of what all came to
        return NotEvaluated(CODE, f"{rate.label}{rate.figure.text}是对{words.named(fit)}说的", (rate.origin, part.origin, fit.origin))
    bound = (
        stated.bound
        or figures.is_beside(stated, part, whole, wholes)
        or (stated.whole is not None and (is_share(stated) or not part.figure.unit.is_money))
    )
    # Where grammar binds the three numbers, it does not matter how sure the reader is of what they are called.
    sure = bound or ((named or shown is not None) and min(part.trust, whole.trust, rate.trust) >= _SURE)
    # Of a budget told twice, or of an outturn where the plan was taken for it, the other one may be meant.
    sure = sure and (bound or not any(one.concept == part.concept and one.context.basis in _PLANS for one in others))
    sure = sure and not (is_share(stated) and whole.context.basis is not part.context.basis)
    sure = sure and not rate.figure.is_hedged and not any(fact.repair for fact in (rate, part, whole))
    sure = sure and not _is_same_thing(part, whole)
    sure = sure and not (part.figure.unit.is_money and not whole.figure.unit.key)  # a number without unit is no money
    # Shares told alike that all are of one other printed figure are of that one, whatever they call it.
    sure = sure and not _of_another(stated, part, whole, given)
    # What was spent above its budget, beside a rate of no more than 100%, is likelier of another budget.
    beyond = rate.concept == "spend.execution_rate" and expected.low > 1 >= rate.figure.value
    sure = sure and not (beyond and own is None and not figures.is_beside(stated, part, whole, wholes))
    unit = rate.figure.unit
    exact = part.figure.value / whole.figure.value
    slipped = _lost_ten_thousand(rate, part, whole)
    habit = words.cut_off(rate.figure, exact) or _made_whole(stated, exact, given)
    cause = f"以{words.named(others[0])}为分母则相符，可能分母用错或没有写明" if others else ""
    recalculated = f"{rate.label}印作{rate.figure.text}，按{words.named(part)}÷{words.named(whole)}应为{words.in_unit(exact, unit, rate.figure.step)}"
    return Finding(
        CODE,
        Severity.ERROR if sure and not habit else Severity.WARNING,
        Category.ACCURACY,
        f"{slipped}；{rate.label}印作{rate.figure.text}" if slipped else recalculated,
        "核对分子、分母的口径，或更正比率",
        (rate.origin, part.origin, whole.origin),
        likely_cause=slipped or habit or cause,
        facts=(rate, part, whole),
        working=(f"{words.plain(part)} ÷ {words.plain(whole)} = {words.in_unit(exact, unit, Decimal('0.0001'))}，印作{rate.figure.text}",),
        **words.compared(rate.figure, exact, expected),
    )


def _held(rate: Fact, part: Fact, wholes: list[Fact]) -> Held | Finding | None:
    """What there is to say of a rate that is a part's share of one of some wholes, exactly, by rounding, or only if whole 万元 were rounded."""
    doubtful: Finding | None = None
    for whole in wholes:
        if not whole.figure.value or not (part.figure.range_within(whole.figure) / whole.figure.range).meets(rate.figure.range):
            continue
        facts, exact = (rate, part, whole), part.figure.value / whole.figure.value
        evidence = tuple(fact.origin for fact in facts)
        working = f"{words.plain(part)} ÷ {words.plain(whole)} ≈ {rate.figure.text}"
        if not _fits_only_rounded(rate, part, whole):
            return Held(CODE, Band.EXACT if exact == rate.figure.value else Band.ROUNDING, evidence, facts, working)
        should = words.in_unit(exact, rate.figure.unit, rate.figure.step)
        doubtful = doubtful or Finding(
            CODE,
            Severity.WARNING,
            Category.ACCURACY,
            f"{rate.label}印作{rate.figure.text}，按{words.named(part)}÷{words.named(whole)}应为{should}，只有整数是四舍五入得来的才相符",
            "核对分子、分母和比率",
            evidence,
            expected=should,
            stated=rate.figure.text,
            facts=facts,
            working=(working,),
        )
    return doubtful


def _fits_only_rounded(rate: Fact, part: Fact, whole: Fact) -> bool:
    """Whether a rate fits only if whole 万元 beside decimals were rounded, from which most have only lost their noughts: 预算8万元，决算4.8万元，完成65%."""
    amounts = [fact.figure for fact in (part, whole)]
    if {figure.unit.key for figure in amounts} != {"万元"} or any(figure.is_hedged for figure in amounts):
        return False
    if sorted(figure.step == 1 for figure in amounts) != [False, True] or max(figure.step for figure in amounts) > 1:
        return False
    low, high = (Interval.point(figure.value) if figure.step == 1 else figure.range for figure in amounts)
    made, step = low / high, rate.figure.base_step
    return made.low - step > rate.figure.range.high or made.high + step < rate.figure.range.low


def _together(stated: StatedRatio, part: Fact, wholes: list[Fact], given: AuditInput) -> Held | None:
    """What holds of a share told of several numbers at once: 停水72件、供热50件、噪声41件，占总量的59.68%."""
    own = _by_block(given).get(part.origin.block, [])
    behind = bisect_right(own, part.origin.start, key=_start)
    beside = own[max(0, behind - _TOGETHER) : behind]
    total, several = part.figure.range, [part]
    for one, after in zip(beside[-2::-1], beside[:0:-1], strict=False):
        gap = given.document.text[one.origin.end : after.origin.start]
        if one.figure.unit.base != part.figure.unit.base or len(gap) > _GAP or "。" in gap or "%" in gap:
            break
        total, several = total + one.figure.range, [one, *several]
        whole = next(
            (
                whole
                for whole in wholes
                if whole not in several and whole.figure.value and (total / whole.figure.range).meets(stated.rate.figure.range)
            ),
            None,
        )
        if whole is not None and is_share(stated):
            facts = (stated.rate, *several, whole)
            return Held(CODE, Band.ROUNDING, tuple(fact.origin for fact in facts), facts)
    return None


def _of_unprinted(stated: StatedRatio, part: Fact, given: AuditInput) -> StatedRatio | None:
    """The share before a bare one in its sentence that tells of what it is, where both are of one amount that is not printed: 甲80万元，占本年支出的80%，乙20万元，占20%."""
    if not is_bare(stated) or not stated.rate.figure.range.low > 0:
        return None
    start, own = stated.rate.origin.start, part.figure.range / stated.rate.figure.range
    near = _in_shares(given)
    for one in reversed(near[bisect_left(near, start - _BESIDE, key=_rate_start) : bisect_left(near, start, key=_rate_start)]):
        if "。" in given.document.text[one.rate.origin.end : start] or one.part is None or not one.rate.figure.range.low > 0:
            return None
        if not is_bare(one) and one.part.figure.unit.base == part.figure.unit.base and (one.part.figure.range / one.rate.figure.range).meets(own):
            return one
    return None


@shared
def _in_shares(given: AuditInput) -> list[StatedRatio]:
    """The shares in their order."""
    return sorted(filter(is_share, given.statements.ratios), key=_rate_start)


def _of_another(stated: StatedRatio, part: Fact, named: Fact, given: AuditInput) -> bool:
    """Whether a share and another one told alike beside it are both shares of one figure printed before them."""
    if not is_share(stated):
        return False
    start, told, facts = stated.rate.origin.start, _by_words(given)[stated.words], given.in_order
    near = told[bisect_left(told, start - _BESIDE, key=_rate_start) : bisect_right(told, start + _BESIDE, key=_rate_start)]
    alike = [
        one for one in near
        if one is not stated
        and one.part is not None and one.part.figure.unit.base == part.figure.unit.base and one.part.figure.value not in (0, part.figure.value)
    ]  # fmt: skip
    if not alike:
        return False
    before = [
        fact for fact in facts[bisect_left(facts, start - _PAGE, key=_start) : bisect_left(facts, start, key=_start)]
        if fact.figure.unit.base == part.figure.unit.base and fact.figure.value > part.figure.value
        and abs(fact.figure.value - named.figure.value) > _APART * named.figure.value  # the named whole itself, mistyped, is no other
    ]  # fmt: skip
    return any(_fits(stated, part, whole) and any(one.part is not None and _fits(one, one.part, whole) for one in alike) for whole in before)


def _of_the_rest(stated: StatedRatio, given: AuditInput) -> Fact | None:
    """The figure that the other shares read of the same whole are shares of, none of them of that whole: 共25亿元，其中甲15亿元。用于a，占比…."""
    whole = stated.whole
    if whole is None or not is_share(stated) or not whole.figure.value:
        return None
    rest = [(one, one.part) for one in _by_words(given)[stated.words] if one is not stated and one.whole is whole and one.part is not None]
    if len(rest) < _WITNESSES or any(_fits(one, part, whole) for one, part in rest):
        return None
    facts, start = given.in_order, _start(whole)
    before = facts[bisect_left(facts, start - _PAGE, key=_start) : bisect_left(facts, start, key=_start)]
    larger = (fact for fact in reversed(before) if fact.figure.unit.base == whole.figure.unit.base and fact.figure.value > whole.figure.value)
    return next((fact for fact in larger if sum(_fits(one, part, fact) for one, part in rest) >= max(_WITNESSES, len(rest) - 1)), None)


def _fits(stated: StatedRatio, part: Fact, whole: Fact) -> bool:
    return (part.figure.range / whole.figure.range).meets(stated.rate.figure.range)


def _made_whole(stated: StatedRatio, exact: Decimal, given: AuditInput) -> str:
    """What is said of a share off by less than its last place that makes 100% with those told beside it; "" of any other."""
    rate = stated.rate.figure
    if not is_share(stated) or abs(exact - rate.value) >= rate.base_step:
        return ""
    start, block = stated.rate.origin.start, stated.rate.origin.block
    told = [
        one for one in _in_shares(given)
        if one.rate.origin.block == block or (one.words == stated.words and abs(one.rate.origin.start - start) <= _PAGE)
    ]  # fmt: skip
    at = next(place for place, one in enumerate(told) if one is stated)
    sums = (sum((one.rate.figure.value for one in told[low:high]), _NONE) for low in range(at + 1) for high in range(at + 1, len(told) + 1))
    return "末位相差1，像是为了各项占比加起来正好是100%" if any(one == 1 for one in sums) else ""


def _start(fact: Fact) -> int:
    return fact.origin.start


def _rate_start(stated: StatedRatio) -> int:
    return stated.rate.origin.start


@shared
def _by_words(given: AuditInput) -> dict[str, list[StatedRatio]]:
    """The rates that are told alike, in their order."""
    found: dict[str, list[StatedRatio]] = {}
    for stated in sorted(given.statements.ratios, key=_rate_start):
        found.setdefault(stated.words, []).append(stated)
    return found


@shared
def _by_block(given: AuditInput) -> dict[str, list[Fact]]:
    """The numbers of each paragraph in their order, rates left out."""
    found: dict[str, list[Fact]] = {}
    for fact in given.in_order:
        if fact.origin.block.startswith("p") and not fact.figure.unit.is_ratio:
            found.setdefault(fact.origin.block, []).append(fact)
    return found


def _is_same_thing(part: Fact, whole: Fact) -> bool:
    """Whether both figures were read as one and the same thing: then one of them was misread."""
    return bool(part.concept) and (part.concept, part.context) == (whole.concept, whole.context)


def _lost_ten_thousand(rate: Fact, part: Fact, whole: Fact) -> str:
    """Which of two amounts lost its 万: with it the rate holds; "" when neither did."""
    for fact, quotient in (
        (part, part.figure.range * _TEN_THOUSAND / whole.figure.range),
        (whole, part.figure.range / (whole.figure.range * _TEN_THOUSAND)),
    ):
        if fact.figure.unit.key == "元" and quotient.meets(rate.figure.range):
            return f"元与万元混用：{fact.figure.text}写作{fact.figure.number:f}万元则相符"
    return ""
