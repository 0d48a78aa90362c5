"""JH-A-305 各项目年初预算加减调整数，与印出的全年项目预算不符。"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import BUDGET, DONE, SPENDING, first
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedSum
from jiheng.core.figures.interval import Interval

CODE = "JH-A-305"
_PROJECT = "spend.project"


@check(
    code=CODE,
    title="项目年初预算加减调整数与全年项目预算不符",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-lusong-2023#六、（二）与附件3",),
)
def adjusted_projects(given: AuditInput) -> Iterable[Outcome]:
    """各项目的年初预算与调增、调减逐项列出时，合起来应等于表中的全年项目预算。

    Holds: 相等或在取整之内。   Breaks: 列全了各项目而合计不等。
    Unknown: 各项目没有列全，或没有印出全年项目预算。   Mend: 核对未列出的调整，或把多出的指标写明为结余。
    """
    adjusted = [one for one in given.statements.sums if _has_adjustment(one) and one.whole.concept.startswith(_PROJECT)]
    if not adjusted:
        return
    stated = first(given, (_PROJECT,), BUDGET)
    if stated is None:
        yield NotEvaluated(CODE, "各项目列有调整数，但没有印出全年项目预算", tuple(one.whole.origin for one in adjusted))
        return
    total, exact = Interval.point(Decimal(0)), Decimal(0)
    for one in adjusted:
        total, exact = total + one.total, exact + one.exact
    parts = tuple(part for one in adjusted for part in one.parts)
    evidence = (stated.origin, *(part.origin for part in parts))
    unit = stated.figure.unit
    working = "".join(_signed(part, sign, at) for at, (part, sign) in enumerate(_all(adjusted))) + f" = {words.in_unit(exact, unit)}"
    if total.meets(stated.figure.range):
        yield Held(CODE, Band.EXACT if exact == stated.figure.value else Band.ROUNDING, evidence, (stated, *parts), working)
        return
    if not _covers(given, parts):
        yield NotEvaluated(CODE, "列出调整数的项目没有列全，不能与全年项目预算相比", evidence)
        return
    gap = stated.figure.value - exact
    near = _explaining(given, abs(gap), stated)
    yield Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"{words.named(stated)}，按文中各项目年初预算加减调整数应为{words.in_unit(exact, unit)}，相差{words.in_unit(abs(gap), unit)}",
        "核对各项目的追加、调减是否列全；年末没有用完的指标写明为结余或收回",
        (*evidence, *(fact.origin for fact in near)),
        likely_cause=_cause(near, abs(gap)),
        expected=words.in_unit(exact, unit),
        stated=stated.figure.text,
        difference=words.in_unit(abs(gap), unit),
        facts=(stated, *parts, *near),
        working=(working,),
    )


def _has_adjustment(one: StatedSum) -> bool:
    bases = [part.context.basis for part in one.parts]
    return Basis.OPENING in bases and Basis.ADJUSTMENT in bases


def _all(sums: list[StatedSum]) -> Iterable[tuple[Fact, int]]:
    return (pair for one in sums for pair in zip(one.parts, one.signs, strict=True))


def _signed(part: Fact, sign: int, at: int) -> str:
    return ("-" if sign < 0 else "+" if at else "") + words.plain(part)


def _covers(given: AuditInput, parts: tuple[Fact, ...]) -> bool:
    """Whether the opening budgets of the listed projects make up the opening budget of all projects."""
    openings = [part for part in parts if part.context.basis is Basis.OPENING]
    listed = sum((part.figure.range for part in openings), Interval.point(Decimal(0)))
    return any(
        fact.concept == _PROJECT and fact.context.basis is Basis.OPENING and not fact.context.item and listed.meets(fact.figure.range)
        for fact in given.statements.facts
    )


def _explaining(given: AuditInput, gap: Decimal, stated: Fact) -> list[Fact]:
    """The whole budget and outturn, where their difference is the gap: what was not spent was left among the projects."""
    budget, done = first(given, SPENDING, BUDGET), first(given, SPENDING, DONE)
    if budget is None or done is None or budget.figure.value - done.figure.value != gap:
        return []
    alike = [fact for fact in given.statements.facts if fact.figure.value == budget.figure.value and fact.context.basis is Basis.BUDGET]
    return [*(fact for fact in alike if fact is not stated), done]


def _cause(near: list[Fact], gap: Decimal) -> str:
    if not near:
        return ""
    unit = near[-1].figure.unit
    return f"相差的{words.in_unit(gap, unit)}正好等于全年预算{near[0].figure.text}减执行数{near[-1].figure.text}，像是没有列明的结余"
