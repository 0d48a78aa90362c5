"""JH-A-304 称没有结转结余，而收支相减有余。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import BUDGET, DONE, INCOME, SPENDING, first, stated
from jiheng.core.auditing.phrases import said
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact

CODE = "JH-A-304"
_CLAIM = re.compile(
    "(?:没有|未形成|不存在|无)(?:年末|资金|任何|财政拨款)?(?:结转(?:和|与|及|、)?结余|结余(?:和|与|及|、)?结转|结转|结余)(?:资金)?(?![^，。；]{0,4}(?:项目|情况说明|率))"
)
_OTHER = re.compile("基金|国有资本|专项资金|该项目|项目无")
_CLOSING = ("carry.closing", "carry.total")


@check(
    code=CODE,
    title="称没有结转结余，与收支数不符",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-ebian-2023#二、（三）部门财政资金结转结余情况", "seed-lusong-2023#附件3"),
)
def no_balance_claim(given: AuditInput) -> Iterable[Outcome]:
    """“全年无结转结余”：全年预算减执行数、收入（含年初结转）减支出都应为零，也不应另列年末结转结余。

    Holds: 相减为零。   Breaks: 相减不为零，或另处印出年末结转结余。
    Unknown: 没有印出预算（收入）与支出。   Mend: 核对账面结转结余，说明收回或结转的金额。
    """
    for one in said(given.document, _CLAIM, "结转", "结余"):
        if one.is_plan or _OTHER.search(one.clause):
            continue
        printed = next((fact for fact in stated(given, _CLOSING, DONE) if fact.figure.value), None)
        if printed is not None:
            yield _finding(one.match.group(), (printed,), printed.figure.value, (one.span, printed.origin))
            continue
        spent = first(given, SPENDING, DONE)
        had = first(given, SPENDING, BUDGET) or first(given, INCOME, DONE)
        if spent is None or had is None or spent.context.scope != had.context.scope:
            yield NotEvaluated(CODE, f"“{one.match.group()}”没有同一口径的全年预算（收入）与支出可比", (one.span,))
            continue
        opening = first(given, ("carry.opening",), (*DONE, *BUDGET)) if had.concept.startswith("income.") else None
        facts = tuple(fact for fact in (had, opening, spent) if fact is not None)
        left = had.figure.range + opening.figure.range if opening is not None else had.figure.range
        exact = had.figure.value + (opening.figure.value if opening is not None else Decimal(0)) - spent.figure.value
        evidence = (one.span, *(fact.origin for fact in facts))
        if left.meets(spent.figure.range):
            yield Held(CODE, Band.ROUNDING if exact else Band.EXACT, evidence, facts, f"{words.plain(had)} - {words.plain(spent)} = 0")
        else:
            yield _finding(one.match.group(), facts, exact, evidence)


def _finding(claim: str, facts: tuple[Fact, ...], left: Decimal, evidence: tuple[Span, ...]) -> Finding:
    unit = facts[0].figure.unit
    amount = words.in_unit(left, unit)
    shown = "、".join(words.named(fact) for fact in facts)
    less = "支出多于预算（收入），可能动用了以前年度结转" if left < 0 else "可能年末收回或未列结余"
    return Finding(
        CODE, Severity.WARNING, Category.ACCURACY,
        f"写“{claim}”，而{shown}，相差{amount}" if len(facts) > 1 else f"写“{claim}”，而{shown}",
        "核对年末结转结余；资金已收回财政的，写明收回的金额和时间",
        evidence, likely_cause=less if len(facts) > 1 else "", expected="0", stated=amount, difference=amount, facts=facts,
    )  # fmt: skip
