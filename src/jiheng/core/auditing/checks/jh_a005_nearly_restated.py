"""JH-A-005 换了说法的同一金额前后略有出入。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.auditing import causes, words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact

CODE = "JH-A-005"
_NEAR = 1000  # differs by less than a thousandth
_DIGITS = 4  # fewer digits than this agree by chance
_TOTALS = ("spend.total", "spend.current", "spend.basic", "spend.project", "income.total", "income.current")


@check(
    code=CODE,
    title="换了说法的同一金额前后略有出入",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-changning-2020#二、部门整体支出管理及使用情况",),
)
def nearly_restated(given: AuditInput) -> Iterable[Outcome]:
    """没有写明科目的大额支出，与文中基本支出、项目支出或收支总额只差千分之一以内时，多半说的是同一笔钱。

    Holds: 两数相同。   Breaks: 位数相同而略有出入。
    Unknown: 两数相差较大（不比较）。   Mend: 核对是否同一笔，是则统一，不是则写明科目。
    """
    totals = [fact for fact in given.statements.facts if fact.concept in _TOTALS and not fact.context.item and _is_large(fact)]
    if not totals:
        return
    for fact in given.statements.facts:
        if fact.concept or not _is_large(fact) or not fact.label or "支出" not in fact.label:
            continue
        near = [total for total in totals if _alike(fact, total)]
        if near:
            yield _outcome(fact, min(near, key=lambda total: abs(total.figure.value - fact.figure.value)))


def _is_large(fact: Fact) -> bool:
    return fact.figure.unit.is_money and not fact.figure.is_hedged and len(fact.figure.number.as_tuple().digits) >= _DIGITS


def _alike(fact: Fact, total: Fact) -> bool:
    same = fact.context.period == total.context.period and fact.context.basis is total.context.basis
    gap = abs(total.figure.value - fact.figure.value)
    return same and fact.figure.base_step == total.figure.base_step and gap * _NEAR <= abs(total.figure.value)


def _outcome(fact: Fact, total: Fact) -> Outcome:
    evidence = tuple(sorted((fact.origin, total.origin), key=lambda span: span.start))
    if fact.figure.value == total.figure.value:
        return Held(CODE, Band.EXACT, evidence, (fact, total), f"{fact.label}与{total.label}同为{total.figure.text}")
    gap = abs(total.figure.value - fact.figure.value)
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"“{fact.label}”{fact.figure.text}，与{words.named(total)}只差{words.in_unit(gap, total.figure.unit)}，疑为同一笔支出",
        "核对是否同一笔支出：是则统一为一个数，不是则写明科目和口径",
        evidence,
        likely_cause=causes.slip(fact.figure, total.figure.value) or "两处取自不同时点或不同口径的账表",
        expected=total.figure.text,
        stated=fact.figure.text,
        difference=words.in_unit(gap, total.figure.unit),
        facts=(fact, total),
        working=(f"{words.plain(fact)} ≠ {words.plain(total)}",),
    )
