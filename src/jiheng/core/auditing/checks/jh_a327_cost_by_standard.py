"""JH-A-327 按人数、天数、标准算得的会议费与实际支出不同。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import DONE
from jiheng.core.auditing.shelf import check

CODE = "JH-A-327"
_PEOPLE = re.compile("(\\d{1,5})\\s*人(?![.·.天日])")
_DAYS = re.compile("(\\d{1,2})\\s*天")
_RATE = re.compile("(\\d{1,5}(?:\\.\\d+)?)\\s*元\\s*/\\s*(?:每?人)\\s*[./·．、]?\\s*(?:每?天|日)")
_KINDS = (("会", re.compile("会议|全会|全委会|大会")), ("训", re.compile("培训")))
_FINE = Decimal("0.01")


@check(
    code=CODE,
    title="会议（培训）费高于人数、天数、标准之积",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-ebian-2023#（四）部门整体支出绩效目标与二、（二）",),
)
def cost_by_standard(given: AuditInput) -> Iterable[Outcome]:
    """指标写明人数、天数和每人每天标准的会议（培训），实际支出不应高于三数之积。

    Holds: 支出不高于三数之积。   Breaks: 高于三数之积。
    Unknown: 没有印出该会议（培训）的支出。   Mend: 说明标准以外的开支，或更正人数、天数、支出数。
    """
    for row in given.statements.indicators:
        name = row.level[2]
        people, days, rate = _PEOPLE.search(name), _DAYS.search(name), _RATE.search(name)
        if people is None or days is None or rate is None:
            continue
        product = Decimal(people[1]) * Decimal(days[1]) * Decimal(rate[1])
        span = row.spans.get("name") or row.origin
        pattern = next((pattern for word, pattern in _KINDS if word in name), None)
        spent = [
            fact for fact in given.statements.facts
            if pattern is not None and fact.figure.unit.is_money and fact.context.basis in DONE and pattern.search(f"{fact.context.item}{fact.label}")
            and fact.context.period == given.statements.period and fact.figure.value
        ]  # fmt: skip
        if not spent:
            yield NotEvaluated(CODE, f"“{name}”没有印出实际支出", (span,))
            continue
        fact = min(spent, key=lambda one: abs(one.figure.value - product))
        unit = fact.figure.unit
        working = f"{people[1]} × {days[1]} × {rate[1]}元 = {words.in_unit(product, unit)}"
        evidence = (fact.origin, span)
        if fact.figure.range.low <= product:
            yield Held(CODE, Band.EXACT, evidence, (fact,), working)
            continue
        gap = words.in_unit(fact.figure.value - product, unit)
        yield Finding(
            CODE, Severity.WARNING, Category.ACCURACY,
            f"{fact.label}支出{fact.figure.text}，按{people[1]}人×{days[1]}天×{rate[1]}元应不高于{words.in_unit(product, unit, _FINE)}，多{gap}",
            "说明标准以外的开支（场租、材料等）或实际参会人数、天数", evidence,
            likely_cause="参会人数、天数多于计划，或含标准以外的开支", expected=f"不高于{words.in_unit(product, unit, _FINE)}",
            stated=fact.figure.text, difference=gap, facts=(fact,), working=(working,),
        )  # fmt: skip
