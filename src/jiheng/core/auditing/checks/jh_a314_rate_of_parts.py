"""JH-A-314 总完成率与各部分完成率不能同时成立。"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import INCOME, SPENDING, is_sure
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedRatio
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.figures.interval import Interval

CODE = "JH-A-314"
_PARTS = ("spend.basic", "spend.project")
_THREE = ("three.abroad", "three.vehicle", "three.reception")
_FINE = Decimal("0.01")
_ZERO = Decimal(0)


@check(
    code=CODE,
    title="总完成率与各部分完成率不能同时成立",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("seed-nansha-2022#（三）部门整体收支情况与二、（二）2、支出执行管理",),
)
def rate_of_parts(given: AuditInput) -> Iterable[Outcome]:
    """同一段写出总完成率和各部分完成率时，总率应在各部分之间，并等于各部分支出与反推预算之比。

    Holds: 总率在各部分之间，按支出反推也相符。   Breaks: 总率超出各部分的范围，或与反推的不符。
    Unknown: 各部分的完成率没有写全。   Mend: 核对每个率的分子、分母，按同一口径重算。
    """
    blocks: dict[str, list[StatedRatio]] = {}
    for ratio in given.statements.ratios:
        if ratio.part is not None and not ratio.words.startswith("占") and ratio.rate.of:
            blocks.setdefault(ratio.rate.origin.block, []).append(ratio)
    for ratios in blocks.values():
        for wholes, names in ((SPENDING, _PARTS), (("three.total",), _THREE)):
            whole = next((one for one in ratios if one.rate.of in wholes), None)
            parts = [one for one in ratios if one.rate.of in names]
            if whole is None or not parts:
                continue
            if len({one.rate.of for one in parts}) < len(names):
                yield NotEvaluated(CODE, f"{whole.rate.label}{whole.rate.figure.text}的各部分完成率没有写全", (whole.rate.origin,))
                continue
            yield _judge(given, whole, parts)


def _judge(given: AuditInput, whole: StatedRatio, parts: list[StatedRatio]) -> Outcome:
    rate = whole.rate
    facts = (rate, *(one.rate for one in parts))
    evidence = tuple(fact.origin for fact in facts)
    low = min(one.rate.figure.range.low for one in parts)
    high = max(one.rate.figure.range.high for one in parts)
    shown = "、".join(f"{load_taxonomy().concept(one.rate.of).label}{one.rate.figure.text}" for one in parts)
    severity = Severity.ERROR if is_sure(facts) else Severity.WARNING
    if not rate.figure.range.meets(Interval(low, high)):
        unit = rate.figure.unit
        return Finding(
            CODE, severity, Category.ACCURACY,
            f"{rate.label}{rate.figure.text}不在各部分（{shown}）之间，算术上不可能", "核对各个率的分子、分母和资金口径，按同一口径重算", evidence,
            likely_cause=_fitting(given, whole), expected=f"{words.in_unit(low, unit, _FINE)}—{words.in_unit(high, unit, _FINE)}",
            stated=rate.figure.text, facts=facts, working=(f"总率是各部分的加权平均：{shown}",),
        )  # fmt: skip
    implied = _implied(whole, parts)
    if implied is None or implied.meets(rate.figure.range):
        return Held(CODE, Band.ROUNDING, evidence, facts, f"{rate.figure.text}在{shown}之间")
    middle = (implied.low + implied.high) / 2
    involved = (*facts, *(one.part for one in parts if one.part is not None))
    return Finding(
        CODE, severity if is_sure(involved) else Severity.WARNING, Category.ACCURACY,
        f"{rate.label}{rate.figure.text}，按各部分的支出和完成率（{shown}）反推应为{words.in_unit(middle, rate.figure.unit, _FINE)}",
        "写明总率的分母；应为全年预算数，不是收入数", tuple(fact.origin for fact in involved),
        likely_cause=_fitting(given, whole), expected=words.span_of(implied, rate.figure.unit, rate.figure.step),
        stated=rate.figure.text, difference=words.in_unit(abs(middle - rate.figure.value), rate.figure.unit, _FINE), facts=involved,
        working=(_working(parts, middle, rate),),
    )  # fmt: skip


def _implied(whole: StatedRatio, parts: list[StatedRatio]) -> Interval | None:
    """Outturn of all parts over the budgets that their own rates imply; None where the parts are not the whole."""
    done, planned = Interval.point(_ZERO), Interval.point(_ZERO)
    for one in parts:
        if one.part is None or one.rate.figure.range.low <= _ZERO:
            return None
        done = done + one.part.figure.range
        planned = planned + one.part.figure.range / one.rate.figure.range
    if whole.part is None or not done.meets(whole.part.figure.range) or planned.low <= _ZERO:
        return None
    return done / planned


def _working(parts: list[StatedRatio], middle: Decimal, rate: Fact) -> str:
    done = " + ".join(words.plain(one.part) for one in parts if one.part is not None)
    planned = " + ".join(f"{words.plain(one.part)}÷{one.rate.figure.text}" for one in parts if one.part is not None)
    return f"({done}) ÷ ({planned}) = {words.in_unit(middle, rate.figure.unit, _FINE)}，印作{rate.figure.text}"


def _fitting(given: AuditInput, whole: StatedRatio) -> str:
    """The printed figure that as denominator gives the stated rate."""
    part = whole.part
    if part is None:
        return ""
    wholes = (fact for fact in given.statements.facts if fact.concept in (*SPENDING, *INCOME) and not fact.figure.is_hedged)
    others = (fact for fact in wholes if fact.figure.value and fact.figure.value != part.figure.value)
    found = next((fact for fact in others if (part.figure.range / fact.figure.range).meets(whole.rate.figure.range)), None)
    return "" if found is None else f"以{words.named(found)}为分母则相符，像是把支出与它之比当成了预算完成率"
