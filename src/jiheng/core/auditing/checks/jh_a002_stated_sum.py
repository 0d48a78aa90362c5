"""JH-A-002 分项之和与合计不符。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from jiheng.core.auditing import causes, words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.span import Span
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import DEPRECIATED, LEFT_OVER, OTHER_FLOWS, ROLL_FORWARD, StatedSum
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.figures.interval import Interval

CODE = "JH-A-002"
_ZERO = Decimal(0)
_FATES = frozenset(("proposals.filed", "proposals.merged"))  # what becomes of the proposals received: their counts may be added
_TOTALLED = "合计"
_REST = ("其他", "其它")
_REST_OF_MONEY = re.compile("其[他它](?:各项|零星)?(?:支出|费用|费|开支|方面)?$")
_AUTHORS = {"proposals.individual", "proposals.collective"}
_POSTS = "staff.quota"
_ASSETS = frozenset(("assets.current", "assets.fixed.net", "assets.intangible", "assets.construction"))
_FLEET = "three.count.vehicle"  # vehicles kept are the same ones as those among the assets
_ONE_OFF = 1  # a list of heads that misses its whole by one has a slip or leaves one out
_LEAST = Decimal("0.5")
_KINDS = {"income", "spend", "staff", "assets", "procurement", "three"}
_NEARLY_ALL = 200  # a list that misses its whole by less than 1/200 was surely meant to be complete
_TWO = 2
_SPENDINGS = ("spend.current", "spend.total")
_BASIC_AND_PROJECT = {"spend.basic", "spend.project"}
_BASIC_IN_PARTS = {"spend.basic.personnel", "spend.basic.public", "spend.project"}
_BESIDES = ("spend.superior", "spend.operation", "spend.subsidy")
_ENDS = re.compile("[。；（）()]")
_PAST = re.compile("；|[，,]\\s*(?:主要)?是?(?:因(?!公)|由于|原因)")  # the list is over: another part of the sentence, or a reason
_BESIDE_ITSELF = re.compile("(?:本部|本级|机关|自身)[和及与、]?(?:以及)?(?:所属|下属|直属)?(?:的)?$")  # 本部和下属|4家
_WORDS_BEFORE = 12
_APPROPRIATED = ("income.total", "income.current", "income.appropriation", "income.appropriation.general")
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
    for stated in given.statements.sums:
        if not _is_of_points(stated):
            yield _judge(stated, given)


def _is_of_points(stated: StatedSum) -> bool:
    """Lists of points in running text pair full marks with points got: JH-A-206 knows how to read them."""
    return stated.whole.figure.unit.key == "分" and stated.whole.origin.block.startswith("p")


def _judge(stated: StatedSum, given: AuditInput) -> Outcome:
    stated = _of_the_year(stated)
    whole = stated.whole
    if (other := _unnamed_flow(stated, given)) is not None:
        return NotEvaluated(CODE, f"另有{words.named(other)}，年初、收支与年末的关系不能判断", (whole.origin, other.origin))
    total = Interval.point(_ZERO)
    exact = _ZERO
    for part, sign in zip(stated.parts, stated.signs, strict=True):
        total = total + part.figure.range if sign > 0 else total - part.figure.range
        exact += sign * part.figure.value
    facts = (whole, *stated.parts)
    evidence = tuple(fact.origin for fact in facts)
    working = (_sum_words(stated),)
    if total.meets(whole.figure.range) and not _is_restated_otherwise(stated):
        band = Band.EXACT if exact == whole.figure.value else Band.ROUNDING
        return Held(CODE, band, evidence, facts, working[0])
    if _opens_with_whole(stated):
        if _are_siblings(stated.parts):
            return _whole_among_parts(stated, working)
        return Held(CODE, Band.EXACT, evidence, facts, f"{stated.parts[0].label}{stated.parts[0].figure.text}即合计，其余各项之和与其相符")
    if _is_one_more(stated, total, given):
        return Held(CODE, Band.EXACT, evidence, facts, f"{whole.figure.text}之外还有本级自身")
    if (ended := _ended(stated, given)) is not None:
        return Held(CODE, Band.ROUNDING, evidence, (whole, *ended), f"{whole.label}{whole.figure.text}由“；”前的{len(ended)}项构成")
    if slipped := causes.slipped_part(stated):
        return _finding(stated, Severity.ERROR, exact, total, evidence, working, given, slipped)
    if not _add_up(stated) and not _is_spent_of_income(stated, given):
        return NotEvaluated(CODE, f"{whole.label}{whole.figure.text}与所列各项不是可以相加的关系", evidence)
    above = total.low > whole.figure.range.high
    gap = abs(exact - whole.figure.value)
    counted = whole.figure.unit.dimension in ("people", "count") and len(stated.parts) > 1
    nearly = gap * _NEARLY_ALL <= abs(whole.figure.value) or (counted and gap <= _ONE_OFF)
    listed = stated.complete or _closed_elsewhere(stated, given) or _are_by_author(stated) or _lists_all(stated, given)
    if not above and not nearly and ((not listed and not _covers(stated, given)) or len(stated.parts) == 1):
        return NotEvaluated(CODE, f"{whole.label}{whole.figure.text}的分项没有声称列全，所列之和较小", evidence)
    if above and counted and gap > _ONE_OFF and not (listed or _are_fates(stated) or _are_kinds(stated)):
        return NotEvaluated(CODE, f"{whole.label}{whole.figure.text}的所列各项可能相互重叠", evidence)
    hedged = any(fact.figure.is_hedged for fact in facts)
    # Parts may never exceed their whole; that they fall short is proved only where the list is complete.
    above = above and not _are_fates(stated)
    proved = (above or listed or (not counted and _divide(stated))) and not hedged
    # That nothing names the whole of a list that is counted out takes nothing from its arithmetic.
    proved = proved and (stated.why in (LEFT_OVER, DEPRECIATED) or min(fact.trust for fact in (stated.parts if stated.complete else facts)) >= _LEAST)
    return _finding(stated, Severity.ERROR if proved else Severity.WARNING, exact, total, evidence, working, given)


def _of_the_year(stated: StatedSum) -> StatedSum:
    """The list without what was carried over, where the year's own income makes 收入合计 without it."""
    if stated.whole.concept != "income.current" or any(sign < 0 for sign in stated.signs):
        return stated
    own = tuple(part for part in stated.parts if part.concept != "carry.opening")
    total = Interval.point(_ZERO)
    for part in own:
        total = total + part.figure.range
    made = bool(own) and len(own) < len(stated.parts) and total.meets(stated.whole.figure.range)
    return replace(stated, parts=own, signs=(1,) * len(own)) if made else stated


def _ended(stated: StatedSum, given: AuditInput) -> tuple[Fact, ...] | None:
    """The parts before a semicolon or a reason that make the whole by themselves: 实有57人，其中在职57人；退休21人."""
    if any(sign < 0 for sign in stated.signs) or not stated.origin.block.startswith("p"):
        return None
    total = stated.parts[0].figure.range
    for at, (part, following) in enumerate(pairwise(stated.parts), 1):
        if _PAST.search(given.document.text, part.origin.end, following.origin.start) and total.meets(stated.whole.figure.range):
            return stated.parts[:at]
        total = total + following.figure.range
    return None


def _opens_with_whole(stated: StatedSum) -> bool:
    """Whether a list in a sentence opens with its whole under another name, and the other parts make it: 支出100万元，其中：甲类100万元，乙60万元，丙40万元."""
    first, *rest = stated.parts
    if len(rest) < _TWO or any(sign < 0 for sign in stated.signs) or not stated.origin.block.startswith("p"):
        return False
    total = Interval.point(_ZERO)
    for part in rest:
        total = total + part.figure.range
    return first.figure.value == stated.whole.figure.value and total.meets(stated.whole.figure.range)


def _are_siblings(parts: Sequence[Fact]) -> bool:
    """Whether all parts are kinds of one thing, so that none of them divides another."""
    taxonomy = load_taxonomy()
    parents = {taxonomy.concept(part.concept).parent if part.concept else "" for part in parts}
    return len(parents) == 1 and "" not in parents and len({part.concept for part in parts}) == len(parts)


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


def _closed_elsewhere(stated: StatedSum, given: AuditInput) -> bool:
    """Whether another list makes the same whole of nothing but kinds that this one names: then there are no others."""
    taxonomy = load_taxonomy()
    whole, named = stated.whole, [part.concept for part in stated.parts]
    if not whole.concept or not all(named) or not whole.figure.unit.is_money:
        return False
    for other in given.statements.sums:
        context = replace(other.whole.context, scope=whole.context.scope)
        same = (other.whole.concept, context, other.whole.figure.value) == (whole.concept, whole.context, whole.figure.value)
        if other is stated or not same or len(other.parts) < _TWO or min(other.signs) < 0:
            continue
        told = [part.concept for part in other.parts if part.figure.value]
        total = Interval.point(_ZERO)
        for part in other.parts:
            total = total + part.figure.range
        if total.meets(whole.figure.range) and all(one and any(taxonomy.is_within(one, kind) for kind in named) for one in told):
            return True
    return False


def _is_one_more(stated: StatedSum, total: Interval, given: AuditInput) -> bool:
    """Whether a count of subordinate units leaves out the one that counts them: 本部和下属4家，其中机关1家，事业单位4家."""
    whole = stated.whole
    before = given.document.text[max(0, whole.origin.start - _WORDS_BEFORE) : whole.origin.start]
    return (
        whole.figure.unit.dimension == "count"
        and total.meets(whole.figure.range + Interval.point(Decimal(1)))
        and bool(_BESIDE_ITSELF.search(before))
    )


def _is_restated_otherwise(stated: StatedSum) -> bool:
    """Whether the only part of a table's complete list, which restates its whole, is printed as another number to the same place."""
    if not stated.complete or len(stated.parts) > 1 or stated.signs != (1,) or not stated.whole.origin.block.startswith("t"):
        return False
    part, whole = stated.parts[0].figure, stated.whole.figure
    return part.base_step == whole.base_step and part.value != whole.value


def _add_up(stated: StatedSum) -> bool:
    """Whether the parts can be added: no two of one kind that is no sum (原值 and 净值), none of another kind than the whole."""
    taxonomy = load_taxonomy()
    parts = stated.parts[:-1] if _ends_with_rest(stated) else stated.parts
    known = [part.concept for part in parts if part.concept]
    if stated.whole.concept.startswith(_POSTS) and any(one.startswith("staff.") and not one.startswith(_POSTS) for one in known):
        return False  # 编制9人，其中在职5人，退休5人: people are no kinds of posts
    if (
        len(known) == len(stated.parts) == 1
        and not stated.complete
        and stated.whole.concept
        and not taxonomy.is_within(known[0], stated.whole.concept)
    ):
        return False  # a lone 其中 behind a sentence of several figures may be of another
    if stated.why == DEPRECIATED:
        return True
    if stated.why == _TOTALLED and not stated.whole.figure.unit.is_money:
        return True  # 12个行政村、3个社区，共15个: the sentence adds them itself
    if (stated.whole.concept == "assets.total" and set(known) <= _ASSETS) or _are_by_author(stated):
        return True
    groups = {concept: taxonomy.concept(concept).parent or concept.rpartition(".")[0] for concept in known}
    for group in set(groups.values()) if not _are_fates(stated) else ():
        several = sum(own == group for own in groups.values()) > 1 and set(known) != {stated.whole.concept}
        if several and group != stated.whole.concept and not (group in taxonomy and taxonomy.concept(group).parts):
            return False
    kinds = {concept.split(".")[0] for concept in known} & _KINDS
    root = "assets" if stated.whole.concept.startswith(_FLEET) else stated.whole.concept.split(".")[0]
    return not kinds or root not in _KINDS or stated.why != "" or kinds <= {root, "carry"}


def _is_spent_of_income(stated: StatedSum, given: AuditInput) -> bool:
    """Whether a budget's income is divided by what it is spent on (拨款收入100万元，其中：基本支出…), and nothing is carried over."""
    whole, concepts = stated.whole, {part.concept for part in stated.parts}
    if whole.concept not in _APPROPRIATED or not concepts <= _BASIC_AND_PROJECT or whole.context.basis is not Basis.OPENING:
        return False
    return not any(fact.concept.startswith("carry.") and fact.figure.value for fact in given.statements.facts)


def _are_kinds(stated: StatedSum) -> bool:
    """Whether counts listed behind 其中 are kinds that do not overlap, by lawbook or by the last word of their names; 党员、女职工 do."""
    taxonomy = load_taxonomy()
    whole, concepts = stated.whole.concept, [part.concept for part in stated.parts]
    if whole and len(set(concepts)) == len(concepts) and all(one and one != whole and taxonomy.is_within(one, whole) for one in concepts):
        return True
    names = [re.split("[（(]", part.context.item or part.label)[0] for part in stated.parts]
    return len(set(names)) == len(names) and len({name[-1:] for name in names}) == 1


def _are_by_author(stated: StatedSum) -> bool:
    """Whether proposals are told by who handed them in: by members or by bodies, which is all of them."""
    return stated.whole.concept in ("proposals.received", "proposals.filed") and {part.concept for part in stated.parts} == _AUTHORS


def _are_fates(stated: StatedSum) -> bool:
    """Whether the parts tell what became of proposals; some of those merged may be counted among those filed, so that nothing is proved."""
    proposals = {part.concept for part in stated.parts if part.concept.startswith("proposals.")}
    return len(proposals) > 1 and proposals <= _FATES


def _lists_all(stated: StatedSum, given: AuditInput) -> bool:
    """Whether an open list of money names everything: even a kind that is zero, or basic and project spending where all others are too small."""
    if _ends_with_rest(stated):
        return True
    taxonomy = load_taxonomy()
    whole, concepts = stated.whole, {part.concept for part in stated.parts}
    if not whole.concept or not whole.figure.unit.is_money or not all(concepts) or len(concepts) < len(stated.parts):
        return False
    if concepts in (_BASIC_AND_PROJECT, _BASIC_IN_PARTS) and whole.concept in _SPENDINGS:
        others = _BESIDES if whole.concept == _SPENDINGS[0] else (*_BESIDES, "carry.closing", "surplus.distribution")
        stated_elsewhere = {(fact.concept, fact.figure.value) for fact in given.statements.facts if _is_above_zero(fact, others, whole)}
        gap = whole.figure.value - sum((part.figure.value for part in stated.parts), _ZERO)
        return sum((value for _, value in stated_elsewhere), _ZERO) < gap  # all that else is spent cannot fill what is missing
    parents = {taxonomy.concept(concept).parent for concept in concepts}
    return (
        len(concepts) > _TWO
        and any(not part.figure.value for part in stated.parts)
        and all(taxonomy.is_within(concept, whole.concept) and concept != whole.concept for concept in concepts)
        and len(parents) == 1
        and taxonomy.concept(parents.pop()).parts
    )


def _ends_with_rest(stated: StatedSum) -> bool:
    """Whether a list of things that are counted ends with all others: 车辆8辆，其中机要用车1辆、应急用车2辆、其他用车5辆."""
    last = stated.parts[-1]
    names = (last.label, last.context.item)
    if len(stated.parts) <= _TWO or stated.whole.concept.startswith("income."):
        return False
    if last.figure.unit.is_money:  # 公务用车加油、维修、其他支出; 其他工资福利支出 is a kind of its own
        return (not last.concept or bool(last.context.item)) and any(_REST_OF_MONEY.search(name) for name in names)
    return any(name.startswith(_REST) for name in names)


def _covers(stated: StatedSum, given: AuditInput) -> bool:
    """Whether an open list names every kind that the whole consists of, even one that is zero, or something of that kind, and ends there."""
    taxonomy = load_taxonomy()
    whole, named = stated.whole, [part.concept for part in stated.parts]
    if not whole.concept or not whole.figure.unit.is_money or not all(named) or all(part.figure.value for part in stated.parts):
        return False
    if _goes_on(stated, given):
        return False
    kinds = [kind.id for kind in taxonomy.children(whole.concept) if kind.kind == "money"] if taxonomy.concept(whole.concept).parts else []
    return len(kinds) > _TWO and all(any(taxonomy.is_within(concept, kind) for concept in named) for kind in kinds)


def _goes_on(stated: StatedSum, given: AuditInput) -> bool:
    """Whether the sentence lists further money behind the parts, which the reader counts to nothing that makes the whole."""
    last = stated.parts[-1].origin
    facts = sorted(given.statements.facts, key=lambda fact: fact.origin.start)
    after = next((fact for fact in facts if fact.origin.start >= last.end and fact.figure.unit.is_money), None)
    if after is None or after.origin.block != last.block or after.concept.startswith("change."):
        return False
    return not _ENDS.search(given.document.text[last.end : after.origin.start])


def _is_above_zero(fact: Fact, concepts: tuple[str, ...], near: Fact) -> bool:
    return fact.concept in concepts and bool(fact.figure.value) and fact.context.period == near.context.period


def _unnamed_flow(stated: StatedSum, given: AuditInput) -> Fact | None:
    """A flow of the year, stated elsewhere, that "opening + income - spending = closing" leaves out."""
    if stated.why != ROLL_FORWARD:
        return None
    return next((fact for fact in given.statements.facts if fact not in stated.parts and _is_above_zero(fact, OTHER_FLOWS, stated.whole)), None)


def _divide(stated: StatedSum) -> bool:
    """Whether the parts are known to share out the whole: children that add up, or items of one kind."""
    whole = stated.whole
    if not whole.concept:
        return False
    taxonomy = load_taxonomy()
    concepts = [part.concept for part in stated.parts]
    if all(concept == whole.concept for concept in concepts):
        return len({part.context.item for part in stated.parts}) == len(concepts)
    parents = {taxonomy.concept(concept).parent if concept else "" for concept in concepts}
    return len(set(concepts)) == len(concepts) and parents == {whole.concept} and taxonomy.concept(whole.concept).parts


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
    whole = stated.whole
    unit = whole.figure.unit
    return Finding(
        CODE,
        severity,
        Category.ACCURACY,
        f"{words.named(whole)}，所列{len(stated.parts)}项之和为{words.in_unit(exact, unit)}，相差{words.in_unit(abs(exact - whole.figure.value), unit)}",
        _MEND,
        evidence,
        likely_cause=cause or causes.of_difference(whole.figure, exact, causes.printed_figures(given), stated.parts),
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
    exact = sum((sign * part.figure.value for part, sign in zip(stated.parts, stated.signs, strict=True)), _ZERO)
    return f"{''.join(parts)} = {words.in_unit(exact, unit)}，印作{stated.whole.figure.text}"
