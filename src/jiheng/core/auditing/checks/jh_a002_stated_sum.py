"""JH-A-002 分项之和与合计不符。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from jiheng.core.auditing import causes, words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.list_shape import (
    Shape,
    are_cells,
    are_employed,
    are_grades,
    are_no_parts,
    is_of_others,
    is_off_by_heads,
    is_one_more,
    is_subject_over_one,
)
from jiheng.core.auditing.lists_by_shape import shapes
from jiheng.core.auditing.own_parts import (
    are_siblings,
    goes_on_beside,
    is_net_of_refunds,
    leaves_some_out,
    may_hold_other_money,
    of_the_year,
    opens_with_whole,
    own_parts,
    printed_total,
    second_division,
    taken_out,
    without_inner,
)
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.whole_lists import (
    add_up,
    are_by_author,
    are_fates,
    are_in_columns,
    are_kinds,
    are_posts_or_values,
    are_told_twice,
    closed_elsewhere,
    covers,
    divide,
    fits_only_rounded,
    holds_whole,
    is_spent_of_income,
    leaves_out_aid,
    leaves_out_none,
    lists_all,
    makes_up_elsewhere,
    overlap,
    seems_whole,
    shares_fall_short,
    shares_leave_room,
    tells_all,
    unnamed_flow,
)
from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import DEPRECIATED, ITEMIZED, LEFT_OVER, TAKEN_OFF, WHOLLY, Parted, StatedSum
from jiheng.core.figures.interval import Interval

CODE = "JH-A-002"
_ZERO, _TWO, _LEAST = Decimal(0), 2, Decimal("0.5")
_ONE_OFF = 1  # a list of heads that misses its whole by one has a slip or leaves one out
_NEARLY_ALL = 200  # a list that misses its whole by less than 1/200 was surely meant to be complete
_PAST = re.compile("；|[，,]\\s*(?:主要)?是?(?:因(?!公)|由于|原因)")  # the list is over: another part of the sentence, or a reason
_DIVIDES = re.compile("[：:](?=[^，。；,;\\d]{2})")  # 甲60万元：乙20万元；丙30万元
_CALCULATES = re.compile("[=＝×✕＊*]")
_SURPLUS = Decimal("1.5")  # parts that exceed a whole by more are hardly its own
_EMPTY = "合计印作0，像是没有填数"
_AID_LEFT_OUT = "差额正是另处写明的对个人和家庭的补助，所列各项里没有它"
_MEND = "逐项核对明细与合计；若分项没有列全，写明“其中主要是”或补齐其余项"


@check(
    code=CODE,
    title="分项之和与合计不符",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("sh-final-accounts-2024-a#支出决算表", "seed-lusong-2023#二、（二）", "rules-practice#A02"),
)
def stated_sum(given: AuditInput) -> Iterable[Outcome]:
    """“合计A，其中B、C”与表中合计行：分项之和应等于合计；没有声称列全的，不应超过合计。

    Holds: 正好相等，或在印出的精度内相接。   Breaks: 列全而不等，或分项之和大于合计。
    Unknown: 分项没有声称列全而小于合计。   Mend: 核对明细与合计。
    """
    laid_out = shapes(given)
    by_shape = {shape.whole.id: shape for shape in reversed(laid_out)}
    settled: set[str] = set()
    for stated in given.statements.sums:
        if not _is_of_points(stated):
            outcome = _judge(stated, given)
            shape = by_shape.get(stated.whole.id)
            judged = outcome.facts[1:] if isinstance(outcome, Finding) else stated.parts  # of two divisions, the second
            adds_up = shape is not None and shape.adds_up and not fits_only_rounded(shape)
            if (
                shape is not None
                and adds_up
                and not isinstance(outcome, Held)
                and _shares_parts(judged, shape)
                and not leaves_some_out(shape, judged)
            ):
                continue  # the sentence says another list, which adds up
            if isinstance(outcome, Finding) and _is_of_another(stated, shape, given):
                continue
            if not isinstance(outcome, NotEvaluated) and len(stated.parts) > 1:
                settled.add(stated.whole.id)
            yield outcome
    for shape in laid_out:
        slipped = _is_slip(shape, given)
        again = by_shape[shape.whole.id] is not shape and not _shares_parts(shape.parts, by_shape[shape.whole.id])
        if (again or shape.whole.id not in settled) and (shape.adds_up or shape.plain or slipped):
            yield _judge_shape(shape, given)


def _shares_parts(parts: Iterable[Fact], shape: Shape) -> bool:
    """Whether a list that the reader put together by names is the one that the text lays out, with more or fewer parts."""
    return not {part.id for part in parts}.isdisjoint(part.id for part in shape.parts)


def _judge_shape(shape: Shape, given: AuditInput) -> Outcome:
    """What the layout of the text says about a whole that no words tell of."""
    stated = StatedSum(shape.whole, shape.parts, shape.signs, False, shape.whole.origin, "按行文")
    facts = (shape.whole, *shape.parts)
    evidence = tuple(fact.origin for fact in facts)
    working = (_sum_words(stated),)
    if shape.adds_up:
        return Held(CODE, Band.EXACT if shape.exact == shape.whole.figure.value else Band.ROUNDING, evidence, facts, working[0])
    if (calculated := _calculated(stated, given)) is not None:
        return calculated
    beside = (
        are_posts_or_values(stated)
        or (shape.whole.concept.startswith("proposals.") and not are_by_author(stated))
        or (overlap(stated) and not are_grades(given.document.text, stated.parts))
        or is_of_others(given.document.text, stated)
        or makes_up_elsewhere(stated, given)
    )
    apart = beside or not 0 < shape.exact <= _SURPLUS * shape.whole.figure.value
    if shares_leave_room(stated, given) or leaves_out_aid(stated, given) or (apart and not _is_slip(shape, given)):
        return NotEvaluated(CODE, f"{shape.whole.label}{shape.whole.figure.text}与其后所列各项不是可以相加的关系", evidence)
    return _finding(stated, Severity.WARNING, shape.exact, shape.total, evidence, working, given)


def _is_of_another(stated: StatedSum, shape: Shape | None, given: AuditInput) -> bool:
    """Whether the parts of a finding make a figure printed before its whole: 总预算|90. 收入包括…结转|20. 支出包括甲|50、乙|40."""
    if shape is not None and shape.plain:
        return False
    total = stated.total
    whole, between = stated.whole, given.document.text[stated.whole.origin.end : stated.parts[0].origin.start]
    if between.startswith(("）", ")")):
        return True  # 使用90万元（含上年结余8万元），其中甲12万元: the bracket is over, and with it what it told
    if len(stated.parts) < _TWO or "。" not in between or stated.parts[0].origin.start < whole.origin.end:
        return False
    before = [fact for fact in given.statements.facts if fact.origin.block == whole.origin.block and fact.origin.end <= whole.origin.start]
    return any(fact.figure.unit.base == whole.figure.unit.base and fact.figure.range.meets(total) for fact in before)


def _is_slip(stated: Parted, given: AuditInput) -> bool:
    """Whether the parts make the whole but for one digit, and no printed figure makes the difference; a lone count is no list."""
    whole, gap = stated.whole.figure, abs(stated.exact - stated.whole.figure.value)
    lone = len(stated.parts) == 1 and not whole.unit.is_money
    if lone or stated.exact < 0 < whole.value or not causes.one_slip_apart(whole, stated.exact):
        return False
    return causes.printed_figures(given).nearest(whole.unit.dimension, gap, _ZERO, (), -gap) is None


def _calculated(stated: StatedSum, given: AuditInput) -> NotEvaluated | None:
    """What to say where signs of calculation stand between the parts: 聘用35人，其中每人4万元，4*35=140万元."""
    whole, first, last = stated.whole, stated.parts[0].origin, stated.parts[-1].origin
    text = given.document.text
    if first.block == last.block:
        calculates = _CALCULATES.search(text, first.start, last.end) is not None
    else:  # 一、镇级：80万元, and below it how it comes about: the heads are no calculation
        lines = ((text.rfind("\n", 0, part.origin.start) + 1, part.origin.end) for part in stated.parts)
        calculates = any(_CALCULATES.search(text, *line) for line in lines)
    if not first.block.startswith("p") or not calculates:
        return None
    return NotEvaluated(CODE, f"{whole.label}{whole.figure.text}之后写的是一道算式", tuple(fact.origin for fact in (whole, *stated.parts)))


def _is_of_points(stated: StatedSum) -> bool:
    """Lists of points in running text pair full marks with points got: JH-A-206 knows how to read them."""
    return stated.whole.figure.unit.key == "分" and stated.whole.origin.block.startswith("p") and stated.why != TAKEN_OFF


def _judge(stated: StatedSum, given: AuditInput) -> Outcome:
    stated = of_the_year(stated)
    if (calculated := _calculated(stated, given)) is not None:
        return calculated
    if not stated.why and len({part.figure.value for part in stated.parts}) == 1 and are_cells(given.document.text, stated.parts):
        return NotEvaluated(CODE, f"{stated.whole.label}{stated.whole.figure.text}之后是同一行的目标值和实际值，不是它的分项", (stated.whole.origin,))
    outcome = _judge_words(stated, given)
    if isinstance(outcome, Finding) and not opens_with_whole(stated) and (outer := without_inner(stated)) is not None:
        alone = NotEvaluated(CODE, f"{stated.whole.label}{stated.whole.figure.text}之后只列了一项和它的分项", outcome.evidence)
        return _judge(outer, given) if len(outer.parts) > 1 else alone
    if not isinstance(outcome, NotEvaluated):
        return outcome
    cause = _AID_LEFT_OUT if leaves_out_aid(stated, given) else ""
    if not cause and not _is_slip(stated, given):
        return outcome
    # However the list is to be read, it is the whole but for one digit, or for what is paid to persons.
    return _finding(stated, Severity.WARNING, stated.exact, stated.total, outcome.evidence, (_sum_words(stated),), given, cause)


def _judge_words(stated: StatedSum, given: AuditInput) -> Outcome:
    whole = stated.whole
    if (other := unnamed_flow(stated, given)) is not None:
        return NotEvaluated(CODE, f"另有{words.named(other)}，年初、收支与年末的关系不能判断", (whole.origin, other.origin))
    total, exact = stated.total, stated.exact
    facts = (whole, *stated.parts)
    evidence = tuple(fact.origin for fact in facts)
    working = (_sum_words(stated),)
    if _is_off_by_points(stated) or _is_off_as_told(stated, given) or is_off_by_heads(stated):
        return _finding(stated, Severity.WARNING, exact, total, evidence, working, given)
    if total.meets(whole.figure.range) and not _is_restated_otherwise(stated):
        band = Band.EXACT if exact == whole.figure.value else Band.ROUNDING
        return Held(CODE, band, evidence, facts, working[0])
    if opens_with_whole(stated):
        if are_siblings(stated.parts):
            return _whole_among_parts(stated, working)
        return Held(CODE, Band.EXACT, evidence, facts, f"{stated.parts[0].label}{stated.parts[0].figure.text}即合计，其余各项之和与其相符")
    if is_one_more(stated, total, given.document.text):
        return Held(CODE, Band.EXACT, evidence, facts, f"{whole.figure.text}之外还有本级自身")
    if (ended := _ended(stated, given)) is not None:
        return Held(CODE, Band.ROUNDING, evidence, (whole, *ended), f"{whole.label}{whole.figure.text}由“；”前的{len(ended)}项构成")
    if (own := own_parts(stated, given.document.text)) is not None:
        if (again := second_division(stated, own)) is not None:
            return _judge(again, given)
        return Held(CODE, Band.EXACT, evidence, (whole, *own), f"{whole.label}{whole.figure.text}由其中{len(own)}项构成")
    if (other := printed_total(stated, given.statements.sums)) is not None:
        return NotEvaluated(CODE, f"所列各项之和与{other.label}{other.figure.text}相等，看来是它的分项", evidence)
    if slipped := causes.slipped_part(stated):
        loose = any(fact.figure.is_hedged for fact in facts)
        return _finding(stated, Severity.WARNING if loose else Severity.ERROR, exact, total, evidence, working, given, slipped)
    if (last := _goes_on(stated, total, given)) is not None:
        return Held(
            CODE, Band.ROUNDING, (*evidence, last.origin), (*facts, last), f"{whole.label}{whole.figure.text}连同其后的{last.figure.text}列全"
        )
    is_other = whole.origin.block.startswith("p") and min(stated.signs) > 0 and are_no_parts(given.document.text, whole, stated.parts)
    if is_other and whole.figure.value and not causes.slip(whole.figure, exact):
        return NotEvaluated(CODE, f"所列各项中有几项大于{whole.label}{whole.figure.text}，或只是表格里的数，不像是它的分项", evidence)
    addable = stated.why == ITEMIZED or add_up(stated) or is_spent_of_income(stated, given)  # codes tell what is part of what
    if not addable or is_of_others(given.document.text, stated) or are_told_twice(stated) or are_in_columns(stated, given):
        return NotEvaluated(CODE, f"{whole.label}{whole.figure.text}与所列各项不是可以相加的关系", evidence)
    above, gap = total.low > whole.figure.range.high, abs(exact - whole.figure.value)
    counted = whole.figure.unit.dimension in ("people", "count") and len(stated.parts) > 1
    nearly = gap * _NEARLY_ALL <= abs(whole.figure.value) or (counted and gap <= _ONE_OFF)
    nearly = nearly and (len(stated.parts) > 1 or whole.figure.unit.is_money)  # 收回527份，其中满意526份
    listed = stated.complete or closed_elsewhere(stated, given) or are_by_author(stated) or lists_all(stated, given)
    covered = covers(stated, given)
    told = listed or covered or seems_whole(stated, given) or leaves_out_none(stated)
    if (reason := _is_open(stated, given, above=above)) is not None:
        return NotEvaluated(CODE, reason, evidence)
    alone = len(stated.parts) == 1 and stated.why not in (WHOLLY, ITEMIZED) and not is_subject_over_one(stated, given.statements.facts)
    if not above and not nearly and (not told or alone):
        return NotEvaluated(CODE, f"{whole.label}{whole.figure.text}的分项没有声称列全，所列之和较小", evidence)
    if above and counted and gap > _ONE_OFF and whole.figure.value and not (listed or are_fates(stated) or are_kinds(stated) or are_employed(stated)):
        return NotEvaluated(CODE, f"{whole.label}{whole.figure.text}的所列各项可能相互重叠", evidence)
    # Parts may never exceed their whole; that they fall short is proved only where the list is complete.
    above = above and not (are_fates(stated) or (are_employed(stated) and not are_kinds(stated)))
    # One part that nearly makes the whole, 收入90万元，其中政府性基金89万元, may well be all but the rest.
    near = ((nearly and len(stated.parts) > 1) or covered) and not counted and divide(stated)
    proved = (above or listed or near) and not any(fact.figure.is_hedged for fact in facts) and stated.why not in (TAKEN_OFF, ITEMIZED)
    # 支出80万元，其中：专项业务费12万元，项目支出80万元: one part is the whole, so that the other may be some of it.
    proved = proved and not (holds_whole(stated) if above else shares_fall_short(stated, given)) and not may_hold_other_money(stated, given)
    proved = proved and not (above and (is_net_of_refunds(whole, given) or whole.figure.cuts_off(exact)))
    # That nothing names the whole of a list that is counted out takes nothing from its arithmetic.
    proved = proved and (stated.why in (LEFT_OVER, DEPRECIATED) or min(fact.trust for fact in (stated.parts if stated.complete else facts)) >= _LEAST)
    return _finding(stated, Severity.ERROR if proved else Severity.WARNING, exact, total, evidence, working, given)


def _is_open(stated: StatedSum, given: AuditInput, *, above: bool) -> str | None:
    """Why a list is surely not all of its whole, or not of this whole at all."""
    whole, first = stated.whole, stated.parts[0]
    if not above and leaves_out_aid(stated, given):
        return f"{whole.label}{whole.figure.text}的分项没有列出对个人和家庭的补助，差额正是它"
    if not above:
        return f"{whole.label}{whole.figure.text}所列各项的占比加起来不到100%，没有列全" if shares_leave_room(stated, given) else None
    if (out := taken_out(stated, given.statements.facts, given.document.text)) is not None:
        return f"{whole.label}{whole.figure.text}是所列各项减去其后的{out.figure.text}"
    if (outer := goes_on_beside(stated, given.statements.facts)) is not None:
        return f"{outer.label}{outer.figure.text}由{whole.figure.text}和其后的数构成，它们不是它的分项"
    text, beside = given.document.text, pairwise(stated.parts)
    if whole.origin.block == first.origin.block and any(_DIVIDES.search(text, one.origin.end, other.origin.start) for one, other in beside):
        return f"{whole.label}{whole.figure.text}所列各项中，冒号之后的可能是前一项的分项"
    between, single = text[whole.origin.end : first.origin.start], len(stated.parts) == 1
    far = first.figure.value > _SURPLUS * whole.figure.value and first.origin.block.startswith("p") and "。" in between
    far = far and (single or (not whole.figure.value and "。其中" not in between))  # 结余分配0元。…收入90万元（其中甲50万元…）
    apart = single and re.search("。(?!\\s?[（(]?其中)", between) is not None  # 预算收入60万元。决算中收入90万元，其中补助收入|80万元
    elsewhere = far or apart or (single and not whole.concept and first.origin.block != whole.origin.block)
    return f"{first.label}{first.figure.text}可能是更前面一项的其中数" if elsewhere else None


def _ended(stated: StatedSum, given: AuditInput) -> tuple[Fact, ...] | None:
    """The parts before a semicolon, a reason or those retired that make the whole by themselves: 实有57人，其中在职57人；退休21人."""
    if any(sign < 0 for sign in stated.signs) or not stated.origin.block.startswith("p"):
        return None
    total = Interval.point(_ZERO)
    for at, (part, following) in enumerate(pairwise(stated.parts), 1):
        total = total + part.figure.range_within(stated.whole.figure)
        between = given.document.text[part.origin.end : following.origin.start]
        if (_PAST.search(between) or "退休" in between) and total.meets(stated.whole.figure.range):
            return stated.parts[:at]
    return None


def _goes_on(stated: StatedSum, total: Interval, given: AuditInput) -> Fact | None:
    """The one figure right behind a list in a sentence that makes it whole: 甲50万元，乙30万元。其他支出20万元。"""
    last = stated.parts[-1]
    if not last.origin.block.startswith("p") or min(stated.signs) < 0:
        return None
    behind = (fact for fact in given.statements.facts if fact.origin.block == last.origin.block and fact.origin.start >= last.origin.end)
    following = next(behind, None)
    if following is None or following.figure.unit.base != stated.whole.figure.unit.base or following.concept.startswith("change."):
        return None
    return following if (total + following.figure.range).meets(stated.whole.figure.range) else None


def _whole_among_parts(stated: StatedSum, working: tuple[str, ...]) -> Finding:
    """The finding where a kind is printed with the whole's own figure, although the other kinds make the whole."""
    first, *rest = stated.parts
    return Finding(
        CODE,
        Severity.ERROR if min(fact.trust for fact in (stated.whole, *stated.parts)) >= _LEAST else Severity.WARNING,
        Category.ACCURACY,
        f"{words.named(first)}与合计是同一个数，而其余{len(rest)}项之和已是合计",
        "核对这一项：是合计的，删去；是一项支出的，改正金额",
        tuple(fact.origin for fact in stated.parts),
        likely_cause="把合计数填成了其中一项",
        stated=first.figure.text,
        facts=(stated.whole, *stated.parts),
        working=working,
    )


def _is_off_by_points(stated: StatedSum) -> bool:
    """Whether points taken off full marks leave others than printed: both are given, and so are exact."""
    whole = stated.whole.figure
    return stated.why == TAKEN_OFF and whole.unit.key == "分" and 2 * abs(stated.exact - whole.value) > whole.base_step


def _is_off_as_told(stated: StatedSum, given: AuditInput) -> bool:
    """Whether all parts fit their whole, or exceed it, only if short numbers among them were rounded."""
    fits = stated.total.meets(stated.whole.figure.range) and fits_only_rounded(stated)
    return fits and (stated.exact > stated.whole.figure.value or stated.complete or tells_all(stated, given))


def _is_restated_otherwise(stated: StatedSum) -> bool:
    """Whether the only part of a table's complete list, which restates its whole, is printed as another number to the same place."""
    if not stated.complete or len(stated.parts) > 1 or stated.signs != (1,) or not stated.whole.origin.block.startswith("t"):
        return False
    part, whole = stated.parts[0].figure, stated.whole.figure
    return part.base_step == whole.base_step and part.value != whole.value


def _finding(
    stated: StatedSum,
    severity: Severity,
    exact: Decimal,
    total: Interval,
    evidence: tuple[Span, ...],
    working: tuple[str, ...],
    given: AuditInput,
    cause: str = "",
) -> Finding:
    whole, unit = stated.whole, stated.whole.figure.unit
    return Finding(
        CODE,
        severity,
        Category.ACCURACY,
        f"{words.named(whole)}，所列{len(stated.parts)}项之和为{words.in_unit(exact, unit)}，相差{words.in_unit(abs(exact - whole.figure.value), unit)}",
        _MEND,
        evidence,
        likely_cause=cause
        or (_EMPTY if not whole.figure.value else "")
        or causes.of_difference(whole.figure, exact, causes.printed_figures(given), stated.parts),
        expected=words.span_of(total, unit, whole.figure.step),
        stated=whole.figure.text,
        difference=words.in_unit(abs(exact - whole.figure.value), unit),
        facts=(whole, *stated.parts),
        working=working,
    )


def _sum_words(stated: StatedSum) -> str:
    unit = stated.whole.figure.unit
    parts: list[str] = []
    for part, sign in zip(stated.parts, stated.signs, strict=True):
        parts.append(("-" if sign < 0 else "+" if parts else "") + words.in_unit(part.figure.value, unit).removesuffix(unit.key))
    return f"{''.join(parts)} = {words.in_unit(stated.exact, unit)}，印作{stated.whole.figure.text}"
