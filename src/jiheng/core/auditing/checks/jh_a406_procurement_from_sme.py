"""JH-A-406 由中小企业成交的采购金额大于采购总额。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import DONE, first
from jiheng.core.auditing.phrases import block_of, place_in
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact

CODE = "JH-A-406"
_FROM_SME = re.compile("中小企业供应商")
_FROM_MICRO = re.compile("小微企业供应商")
_ZERO = Decimal(0)


@check(
    code=CODE,
    title="由中小企业成交的采购金额大于采购总额",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("sh-final-accounts-2024-a#十一、（二）政府采购支出情况",),
)
def procurement_from_sme(given: AuditInput) -> Iterable[Outcome]:
    """预留项目与其他项目中由中小企业成交的金额互不重复，合起来不应大于采购总额；小微企业的不大于中小企业的。

    Holds: 不大于。   Breaks: 大于。
    Unknown: 没有印出采购总额。   Mend: 核对各类成交金额，或写明预算与成交的口径。
    """
    total = first(given, ("procurement.total",), DONE)
    reserved, others, micro = (list[Fact](), list[Fact](), list[Fact]())
    for fact in given.statements.facts:
        if not fact.concept.startswith("procurement.") or not fact.figure.unit.is_money or fact.context.basis not in DONE:
            continue
        clause = _sentence(given, fact)
        if "成交" not in clause and "中标" not in clause:
            continue
        if _FROM_MICRO.search(clause):
            micro.append(fact)
        elif _FROM_SME.search(clause):
            (others if "其他政府采购" in clause else reserved).append(fact)
    awarded = (*reserved, *others)
    if not awarded:
        return
    if total is None:
        yield NotEvaluated(CODE, "没有印出政府采购总额", tuple(fact.origin for fact in awarded))
        return
    yield _judge(total, awarded, "由中小企业成交的各项", "采购总额")
    if micro and reserved:
        yield _judge(reserved[0], tuple(micro[:1]), "由小微企业成交的", "由中小企业成交的")


def _sentence(given: AuditInput, fact: Fact) -> str:
    """The words between the semicolons round a figure."""
    block = block_of(given.document, fact.origin.block)
    if block is None:
        return ""
    at = place_in(block, fact.origin)
    start = max(block.text.rfind(mark, 0, at) for mark in "；;。")
    return block.text[start + 1 : at] if at >= 0 else ""


def _judge(limit: Fact, parts: tuple[Fact, ...], what: str, of: str) -> Outcome:
    facts = (limit, *parts)
    exact = sum((part.figure.value for part in parts), _ZERO)
    low = sum((part.figure.range.low for part in parts), _ZERO)
    unit = limit.figure.unit
    evidence = tuple(fact.origin for fact in facts)
    working = f"{' + '.join(words.plain(part) for part in parts)} = {words.in_unit(exact, unit)}，{of}{limit.figure.text}"
    if low <= limit.figure.range.high:
        return Held(CODE, Band.EXACT if exact <= limit.figure.value else Band.ROUNDING, evidence, facts, working)
    gap = words.in_unit(exact - limit.figure.value, unit)
    return Finding(
        CODE, Severity.WARNING, Category.ACCURACY,
        f"{what}采购金额合计{words.in_unit(exact, unit)}，大于{of}{limit.figure.text}，多{gap}", "核对预留项目与其他项目的成交金额，同一笔采购不要两处都填", evidence,
        likely_cause="同一笔采购在两处重复填列" if any(part.figure.value == limit.figure.value for part in parts) else "",
        expected=f"不大于{limit.figure.text}", stated=words.in_unit(exact, unit), difference=gap, facts=facts, working=(working,),
    )  # fmt: skip
