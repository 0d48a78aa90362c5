"""JH-A-316 年初预算的收入与支出不等。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing import causes, words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import OPENING, first, is_sure
from jiheng.core.auditing.shelf import check

CODE = "JH-A-316"
_BUDGET_DOCUMENT = re.compile("预算(?:公开|说明|草案|编制)")
_REPORT = re.compile("绩效|自评|决算")
_HEAD = 300


@check(
    code=CODE,
    title="年初预算的收入与支出不等",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("seed-nansha-2022#（三）与二、（二）1、预算编制管理", "govbudgetchecker-rules#BUD-101"),
)
def opening_income_and_spending(given: AuditInput) -> Iterable[Outcome]:
    """部门预算收支相等：绩效报告、决算说明中写的年初预算收入（批复金额）与年初预算支出应是同一个数。

    Holds: 相等或在取整之内。   Breaks: 不等。
    Unknown: 只印出一个。   Mend: 与批复文件核对，全文统一。
    """
    head = f"{given.document.name}\n{given.document.text[:_HEAD]}"
    if _BUDGET_DOCUMENT.search(head) and not _REPORT.search(head):
        return  # a budget document is judged by the relation of the pack
    income, spend = first(given, ("income.total",), OPENING), first(given, ("spend.total",), OPENING)
    if income is None and spend is None:
        return
    if income is None or spend is None:
        one = income or spend
        yield NotEvaluated(CODE, "年初预算只印出收入或支出之一", (one.origin,) if one is not None else ())
        return
    facts = (income, spend)
    evidence = tuple(sorted((income.origin, spend.origin), key=lambda span: span.start))
    same_step = income.figure.base_step == spend.figure.base_step
    if income.figure.value == spend.figure.value or (not same_step and income.figure.range.meets(spend.figure.range)):
        yield Held(
            CODE, Band.EXACT if income.figure.value == spend.figure.value else Band.ROUNDING, evidence, facts, f"年初预算收支{income.figure.text}"
        )
        return
    gap = words.in_unit(abs(income.figure.value - spend.figure.value), income.figure.unit)
    yield Finding(
        CODE, Severity.ERROR if is_sure(facts) and income.context.scope == spend.context.scope else Severity.WARNING, Category.ACCURACY,
        f"年初预算收入{income.figure.text}，年初预算（批复）金额{spend.figure.text}，相差{gap}", "与批复的部门预算核对，全文统一为一个数", evidence,
        likely_cause=causes.of_difference(spend.figure, income.figure.value, causes.printed_figures(given), facts), expected=income.figure.text, stated=spend.figure.text,
        difference=gap, facts=facts,
    )  # fmt: skip
