"""JH-A-003 比率与其分子分母不符。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedRatio
from jiheng.core.facts.taxonomy import load_taxonomy

CODE = "JH-A-003"
_SURE = Decimal("0.8")
_SIDE_BY_SIDE = 80  # characters
_FUNDS = ("income.", "spend.", "carry.", "budget.", "three.", "procurement.")


@check(
    code=CODE,
    title="比率与其分子分母不符",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("seed-nansha-2022#（三）部门整体收支情况", "sh-final-accounts-2024-a#情况说明", "rules-practice#A03"),
)
def stated_ratio(given: AuditInput) -> Iterable[Outcome]:
    """“占…的x%”“完成预算的x%”：按文中印出的分子、分母重算，应落在印出的比率的取值范围内。

    Holds: 重算值与印出值相接。   Breaks: 分子分母都已印出而不相接。
    Unknown: 分母没有印出。   Mend: 写明分母，或更正比率。
    """
    for stated in given.statements.ratios:
        if stated.part is None or stated.part.figure.unit.is_ratio:
            yield NotEvaluated(CODE, f"{stated.rate.figure.text}的分子没有印出", (stated.rate.origin,))
            continue
        yield _judge(stated, stated.part, given)


def _judge(stated: StatedRatio, part: Fact, given: AuditInput) -> Outcome:
    rate = stated.rate
    wholes, named = _wholes(stated, part, given)
    if not wholes:
        return NotEvaluated(CODE, f"{rate.label}{rate.figure.text}的分母没有印出", (rate.origin, part.origin))
    for whole in wholes:
        if not whole.figure.value:
            continue
        expected = part.figure.range / whole.figure.range
        if expected.meets(rate.figure.range):
            exact = whole.figure.value and part.figure.value / whole.figure.value == rate.figure.value
            facts = (rate, part, whole)
            working = f"{words.plain(part)} ÷ {words.plain(whole)} ≈ {rate.figure.text}"
            return Held(CODE, Band.EXACT if exact else Band.ROUNDING, tuple(f.origin for f in facts), facts, working)
    whole = wholes[0]
    if not whole.figure.value:
        return NotEvaluated(CODE, f"{whole.label}为零，不能作分母", (rate.origin, whole.origin))
    expected = part.figure.range / whole.figure.range
    others = _fitting(rate, part, given)
    together = _together(rate, part, whole)
    sure = (named or together) and not rate.figure.is_hedged and (together or min(part.trust, whole.trust, rate.trust) >= _SURE)
    unit = rate.figure.unit
    exact = part.figure.value / whole.figure.value
    cause = f"以{words.named(others[0])}为分母则相符，可能分母用错或没有写明" if others else ""
    return Finding(
        CODE,
        Severity.ERROR if sure else Severity.WARNING,
        Category.ACCURACY,
        f"{rate.label}印作{rate.figure.text}，按{words.named(part)}÷{words.named(whole)}应为{words.in_unit(exact, unit, rate.figure.step)}",
        "核对分子、分母的口径，或更正比率",
        (rate.origin, part.origin, whole.origin),
        likely_cause=cause,
        expected=words.span_of(expected, unit, rate.figure.step),
        stated=rate.figure.text,
        difference=words.in_unit(abs(exact - rate.figure.value), unit, rate.figure.step),
        facts=(rate, part, whole),
        working=(f"{words.plain(part)} ÷ {words.plain(whole)} = {words.in_unit(exact, unit, Decimal('0.0001'))}，印作{rate.figure.text}",),
    )


def _wholes(stated: StatedRatio, part: Fact, given: AuditInput) -> tuple[list[Fact], bool]:
    """Printed figures that may be the denominator, likeliest first; and whether the words name it beyond doubt."""
    if stated.whole is not None:
        return [stated.whole], True
    facts = [fact for fact in given.statements.facts if fact.figure.unit.dimension == part.figure.unit.dimension and fact is not part]
    facts.sort(key=lambda fact: abs(fact.origin.start - stated.rate.origin.start))
    year = part.context.period
    hits = load_taxonomy().find(stated.words)
    if hits and stated.words.startswith("占"):
        concept = hits[-1].concept.id
        found = [f for f in facts if f.concept == concept and f.context.period == year and f.context.basis is part.context.basis]
        return found, len({f.figure.value for f in found}) == 1
    if stated.words.startswith("占"):
        return _parents(part, facts), False
    wanted = (
        (Basis.OPENING,)
        if re.search("年初", stated.words)
        else (Basis.BUDGET,)
        if re.search("调整|全年", stated.words)
        else (Basis.BUDGET, Basis.OPENING)
    )
    found = [
        f for f in facts
        if f.concept == part.concept and f.context.item == part.context.item and f.context.period == year and f.context.basis in wanted
    ]  # fmt: skip
    return found, len({f.figure.value for f in found}) == 1 and len(wanted) == 1


def _together(rate: Fact, part: Fact, whole: Fact) -> bool:
    """Whether budget, outturn and rate are printed side by side, so that the rate can only be of these two."""
    places = sorted(fact.origin.start for fact in (rate, part, whole))
    bases = {part.context.basis, whole.context.basis}
    alike = (part.concept, part.context.item) == (whole.concept, whole.context.item)
    block = rate.origin.block == part.origin.block == whole.origin.block
    return block and alike and places[-1] - places[0] <= _SIDE_BY_SIDE and bases == {Basis.OUTTURN, Basis.BUDGET}


def _parents(part: Fact, facts: list[Fact]) -> list[Fact]:
    """The printed figures of what the part belongs to, nearest kin first."""
    if not part.concept:
        return []
    for parent in load_taxonomy().ancestors(part.concept):
        found = [
            fact for fact in facts
            if fact.concept == parent and fact.context.period == part.context.period and fact.context.basis is part.context.basis and not fact.context.item
        ]  # fmt: skip
        if found:
            return found
    return []


def _fitting(rate: Fact, part: Fact, given: AuditInput) -> list[Fact]:
    """Printed figures that as denominators would give the stated rate."""
    return [
        fact for fact in given.statements.facts
        if fact is not part and fact.concept.startswith(_FUNDS) and not fact.figure.is_hedged and fact.figure.unit.dimension == part.figure.unit.dimension and fact.figure.value
        and fact.figure.value != part.figure.value and (part.figure.range / fact.figure.range).meets(rate.figure.range)
    ]  # fmt: skip
