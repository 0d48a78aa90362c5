"""JH-A-302 称年中没有调整预算，而数字另有说法。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import BUDGET, SPENDING, Change, first, whole_change
from jiheng.core.auditing.phrases import said
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.context import Basis
from jiheng.core.figures.units import unit_for

CODE = "JH-A-302"
_CLAIM = re.compile(
    "(?:没有|未(?:曾|发生|进行|作|做)?|不存在|无)(?:大量|大额|较大|大幅|频繁|随意)?[^，。；、]{0,6}?(?:预算)?(?:调剂|调整|追加|调增|调减)"
)
_ABOUT = re.compile("预算|年中|年度中|经费|资金")
_NOT_MONEY = re.compile("目标|机构|人员|岗位|标准|指标|政策|结构")
_LARGE = Decimal("0.2")


@check(
    code=CODE,
    title="称年中没有（大量）调整预算，与数字不符",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-nansha-2022#二、（二）1、预算编制管理",),
)
def no_adjustment_claim(given: AuditInput) -> Iterable[Outcome]:
    """“年中无大量预算调剂”“未调整预算”：全年预算或决算不应与年初预算相差两成以上，文中也不应另列调增、调减。

    Holds: 相差不到两成，也没有列出调整数。   Breaks: 相差两成以上，或另处列出调增、调减。
    Unknown: 没有印出年初预算与全年预算（决算）。   Mend: 写明调整的次数、金额和批复，或说明支出偏离的原因。
    """
    for one in said(given.document, _CLAIM, "调剂", "调整", "追加", "调增", "调减"):
        if one.is_plan or not _ABOUT.search(one.clause) or _NOT_MONEY.search(one.clause):
            continue
        change = whole_change(given)
        adjusted = first(given, SPENDING, BUDGET)
        if change is not None and adjusted is not None:
            change = Change(change.planned, adjusted)
        listed = [
            fact for fact in given.statements.facts if fact.context.basis is Basis.ADJUSTMENT and fact.figure.unit.is_money and fact.figure.value
        ]
        if change is None and not listed:
            yield NotEvaluated(CODE, f"“{one.match.group()}”没有年初预算与全年预算（决算）可比", (one.span,))
        elif change is not None and change.least > _LARGE:
            rate = words.in_unit(abs(change.rate), unit_for("%") or change.done.figure.unit, Decimal("0.01"))
            yield Finding(
                CODE, Severity.WARNING, Category.ACCURACY,
                f"写“{one.match.group()}”，而{words.named(change.planned)}、{words.named(change.done)}，相差{rate}",
                "写明年中调减（追加）的金额和批复；没有调整的，说明支出与年初预算相差较大的原因",
                (one.span, *(fact.origin for fact in change.facts)),
                expected="相差不到20%", stated=rate, facts=change.facts,
                working=(f"|{words.plain(change.done)} - {words.plain(change.planned)}| ÷ {words.plain(change.planned)} = {rate}",),
            )  # fmt: skip
        elif listed and not re.search("大量|大额|较大|大幅|频繁|随意", one.match.group()):
            shown = "、".join(fact.figure.text for fact in listed[:3])
            yield Finding(
                CODE, Severity.WARNING, Category.ACCURACY,
                f"写“{one.match.group()}”，而文中另列有调整数{shown}", "核对后统一：列明调整的项目、金额和批复，或改写该句",
                (one.span, *(fact.origin for fact in listed[:3])), expected="没有调整数", stated=shown, facts=tuple(listed),
            )  # fmt: skip
        else:
            yield Held(CODE, Band.EXACT, (one.span,), change.facts if change else tuple(listed), one.match.group())
