"""JH-A-306 称完成预算，而执行率偏低。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import change_of, whole_change
from jiheng.core.auditing.phrases import said
from jiheng.core.auditing.shelf import check
from jiheng.core.figures.units import unit_for

CODE = "JH-A-306"
_CLAIM = re.compile("(?:按计划|全部|全面|圆满|如期|按时|顺利|超额)(?:地)?(?:完成|执行完)(?:了)?(?:[^，。；、]{0,6})预算")
_ABOUT_TARGETS = re.compile("绩效")
_LOW = Decimal("0.9")
_FINE = Decimal("0.01")


@check(
    code=CODE,
    title="称按计划完成预算，与执行率不符",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-ebian-2023#三、（一）（6）预算完成情况",),
)
def budget_completed_claim(given: AuditInput) -> Iterable[Outcome]:
    """“按计划完成预算”：按印出的全年（年初）预算与执行数，执行率不应低于九成。

    Holds: 执行率不低于90%。   Breaks: 低于90%。
    Unknown: 没有印出预算与执行数。   Mend: 写明执行率和没有支出的原因，或改写该句。
    """
    for one in said(given.document, _CLAIM, "预算"):
        if one.is_plan or _ABOUT_TARGETS.search(one.clause):
            continue
        change = change_of(given, "spend.total") or change_of(given, "spend.current") or whole_change(given)
        if change is None:
            yield NotEvaluated(CODE, f"“{one.match.group()}”没有预算与执行数可比", (one.span,))
            continue
        rate = change.done.figure.range / change.planned.figure.range
        percent = unit_for("%") or change.done.figure.unit
        shown = words.in_unit(change.done.figure.value / change.planned.figure.value, percent, _FINE)
        evidence = (one.span, *(fact.origin for fact in change.facts))
        if rate.high >= _LOW:
            yield Held(CODE, Band.EXACT, evidence, change.facts, f"执行率{shown}")
            continue
        yield Finding(
            CODE, Severity.WARNING, Category.ACCURACY,
            f"写“{one.match.group()}”，而{words.named(change.planned)}、{words.named(change.done)}，只执行了{shown}",
            "写明执行率和未支出的原因；中途调减的，写明调整后的预算", evidence,
            expected="不低于90%", stated=shown, facts=change.facts,
            working=(f"{words.plain(change.done)} ÷ {words.plain(change.planned)} = {shown}",),
        )  # fmt: skip
