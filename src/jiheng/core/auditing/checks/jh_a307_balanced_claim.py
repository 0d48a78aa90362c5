"""JH-A-307 称收支平衡，而收入与支出不等。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import DONE, OPENING, Bases, first
from jiheng.core.auditing.phrases import said
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact

CODE = "JH-A-307"
_CLAIM = re.compile(
    "(?:全年|当年|年度|本年|做到|实现|达到|保持)?(?:了)?收支(?:总体|基本)?(?:平衡|相抵(?!后?[，,]?[^，。；]{0,20}(?:结余|结转|盈余|净增|亏损|超支|缺口))|持平)"
)
_MANNER = re.compile("量入为出|零基|编制|统筹|机制")
_TOTALS = (("income.total", "spend.total"), ("income.current", "spend.current"), ("income.appropriation", "spend.appropriation"))


def _beside(given: AuditInput, claim: Span, concept: str, bases: Bases) -> Fact | None:
    """The last figure of a concept that the claim's own paragraph tells before it: of the province, not of the provincial level."""
    told = (fact for fact in given.by_concept.get(concept, ()) if fact.origin.block == claim.block and fact.origin.end <= claim.start)
    return max((fact for fact in told if fact.context.basis in bases), key=lambda fact: fact.origin.start, default=None)


def _meet(pair: tuple[Fact | None, Fact | None]) -> bool:
    income, spend = pair
    return income is not None and spend is not None and income.figure.range.meets(spend.figure.range)


@check(
    code=CODE,
    title="称收支平衡，与收入支出数不符",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-nansha-2022#二、（二）1、预算编制管理",),
)
def balanced_claim(given: AuditInput) -> Iterable[Outcome]:
    """“收支平衡”：同一口径的收入与支出（都是预算或都是决算）应相等。只说编制原则的不算。

    Holds: 两数相等或在取整之内。   Breaks: 两数不等。
    Unknown: 没有印出同一口径的收入与支出。   Mend: 写明动用的结转或形成的结余，或更正。
    """
    for one in said(given.document, _CLAIM, "收支"):
        if one.is_plan or _MANNER.search(one.clause):
            continue
        bases = (OPENING,) if "预算" in one.clause else (DONE, OPENING)
        near = [(_beside(given, one.span, income, base), _beside(given, one.span, spend, base)) for base in bases for income, spend in _TOTALS]
        pairs = ((first(given, (income,), base), first(given, (spend,), base)) for base in bases for income, spend in _TOTALS)
        income, spend = next(((a, b) for a, b in chain(filter(_meet, near), pairs) if a is not None and b is not None), (None, None))
        if any((a is None) != (b is None) for a, b in near) and not _meet((income, spend)):
            income = None  # of another level than the paragraph tells of, of which it prints one side only
        if income is None or spend is None:
            yield NotEvaluated(CODE, f"“{one.match.group()}”没有同一口径的收入与支出可比", (one.span,))
            continue
        facts = (income, spend)
        evidence = (one.span, income.origin, spend.origin)
        working = f"{words.named(income)}，{words.named(spend)}"
        if income.figure.range.meets(spend.figure.range):
            yield Held(CODE, Band.EXACT if income.figure.value == spend.figure.value else Band.ROUNDING, evidence, facts, working)
            continue
        gap = words.in_unit(abs(income.figure.value - spend.figure.value), income.figure.unit)
        yield Finding(
            CODE, Severity.WARNING, Category.ACCURACY,
            f"写“{one.match.group()}”，而{working}，相差{gap}", "写明动用的上年结转或形成的结余，或更正收入、支出数", evidence,
            likely_cause="支出多于收入的部分可能来自上年结转" if spend.figure.value > income.figure.value else "收入多于支出的部分可能形成结余",
            expected=income.figure.text, stated=spend.figure.text, difference=gap, facts=facts, working=(working,),
        )  # fmt: skip
