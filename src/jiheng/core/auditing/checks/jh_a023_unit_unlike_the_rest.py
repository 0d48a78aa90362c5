"""JH-A-023 金额单位与全文不一致。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Category, Finding, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact

CODE = "JH-A-023"
_USUAL, _SMALL, _LARGE = "万元", "元", "亿元"
_LEAST = 5  # amounts in 万元 that make it the unit of a text
_FEW = 3  # … and so many times the amounts in another
_MOST = 100_000  # 元: with decimals such an amount is no sum of an account that is printed in 万元
_BEYOND = 3  # times the largest amount in 万元
_APIECE = re.compile(r"每|均|单价|单位成本|标准|限额|票价|面值|[×x*/]")  # a price: so much for each
_PIECE = re.compile(r"\s*(?:[/／×x*每]|(?:一|1)?[人次天日月年件户亩份吨])")
_BEFORE = 24  # characters in which a price would be called one
_BUDGET = ("income.", "spend.", "carry.")


@check(
    code=CODE,
    title="金额单位与全文不一致",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("rules-practice#A01", "seed-changning-2020#二、部门整体支出管理及使用情况"),
)
def unit_unlike_the_rest(given: AuditInput) -> Iterable[Finding]:
    """全文金额几乎都以万元计，个别带小数的收支写成“元”的，多半漏了“万”字；写成“亿元”而比全文最大的金额还大几倍的，多半把“万”写成了“亿”。

    Holds: 单价、人均和标准，或整元的小额。   Breaks: 全文五处以上写万元，这一处带小数而写元，或是本单位的收支而写亿元。
    Unknown: 文中万元、元、亿元混用（不判断）。   Mend: 核对账表，改正单位。
    """
    told = [fact for fact in given.statements.facts if fact.origin.block.startswith("p") and _unit_of(fact)]
    usual = [fact for fact in told if _unit_of(fact) == _USUAL]
    if len(usual) < _LEAST:
        return
    largest = max(fact.figure.value for fact in usual)
    for unit, is_slip in (
        (_SMALL, _lost_its_wan),
        (_LARGE, lambda fact, _: fact.figure.value > _BEYOND * largest and fact.concept.startswith(_BUDGET)),
    ):
        others = [fact for fact in told if _unit_of(fact) == unit]
        if len(others) * _FEW <= len(usual):
            yield from (_finding(fact) for fact in others if is_slip(fact, given.document.text))


def _unit_of(fact: Fact) -> str:
    """The unit of money that is printed behind a figure."""
    key = fact.figure.unit.key
    return key if fact.figure.unit.is_money and fact.figure.value and key and fact.figure.text.endswith(key) else ""


def _lost_its_wan(fact: Fact, text: str) -> bool:
    """Whether an amount in 元 has decimals as those in 万元 have, and is no price."""
    number, origin = fact.figure.number, fact.origin
    clause = re.split("[，,；;。：:\n]", text[max(0, origin.start - _BEFORE) : origin.start])[-1]
    is_price = _APIECE.search(f"{clause}{fact.label}{fact.context.item}") or _PIECE.match(text, origin.end)
    return number != number.to_integral_value() and abs(number) < _MOST and not is_price


def _finding(fact: Fact) -> Finding:
    figure = fact.figure
    right = figure.text.removesuffix(figure.unit.key) + _USUAL
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"{words.named(fact)}，全文金额都以万元计，这里的单位疑有误，似应为{right}",
        "核对账表，改正单位；确是这个单位的，不用改",
        (fact.origin,),
        likely_cause=f"把{_USUAL}写成了{figure.unit.key}",
        expected=right,
        stated=figure.text,
        facts=(fact,),
        working=(f"{figure.text} → {right}",),
    )
