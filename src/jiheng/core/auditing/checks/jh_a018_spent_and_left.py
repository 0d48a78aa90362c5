"""JH-A-018 执行率与已支出数、未支出数不符。"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact

CODE = "JH-A-018"
_RATES = ("spend.execution_rate", "spend.progress_rate")
_LEFT = re.compile(r"(?:未(?:支付?|使用|执行|拨付|支出|完成支付|报账)|剩余|尚余|结余|结转(?:结余)?|余额)(?:资金|金额|款项?|数|的?为|[为：:\s])*$")
_SPENT = re.compile(r"(?:支付|支出|执行|拨付|使用|报账|完成)[^，。；\d]{0,10}$")
_WHOLE = re.compile("总|共|合计|预算|下达|到位|安排")
_REACH = 60  # characters on either side of the rate


@check(
    code=CODE,
    title="执行率与已支出数、未支出数不符",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("rules-practice#A03",),
)
def spent_and_left(given: AuditInput) -> Iterable[Outcome]:
    """“支付A，未支付B，支付率r”：总额没有印出时，支付率应等于A÷(A＋B)。

    Holds: A÷(A＋B)落在印出比率的取值范围内。   Breaks: 不在其内，同段也没有别的总额使比率成立。
    Unknown: 已支数或未支数没有印出。   Mend: 核对已支数、未支数，重算比率。
    """
    money = [fact for fact in given.in_order if fact.figure.unit.is_money]
    starts = [fact.origin.start for fact in money]
    for rate in given.statements.facts:
        if rate.concept not in _RATES or rate.figure.is_hedged or not rate.origin.block.startswith("p"):
            continue
        place = rate.origin.start
        near = [
            fact
            for fact in money[bisect_left(starts, place - _REACH) : bisect_left(starts, place + _REACH)]
            if fact.origin.block == rate.origin.block
        ]
        told = [(fact, given.document.text[max(0, fact.origin.start - 16) : fact.origin.start]) for fact in near]
        left = [fact for fact, before in told if _LEFT.search(before)]
        spent = [
            fact
            for fact, before in told
            if fact.origin.end <= place and fact not in left and _SPENT.search(before) and not _WHOLE.search(before[-8:])
        ]
        if len(left) == 1 and spent and not spent[-1].figure.is_hedged and not left[0].figure.is_hedged:
            yield from _judge(rate, spent[-1], left[0], money)


def _judge(rate: Fact, spent: Fact, left: Fact, money: list[Fact]) -> Iterable[Outcome]:
    whole = spent.figure.range + left.figure.range
    if not left.figure.value or whole.low <= 0:
        return
    expected = spent.figure.range / whole
    facts = (rate, spent, left)
    evidence = tuple(fact.origin for fact in facts)
    exact = spent.figure.value / (spent.figure.value + left.figure.value)
    unit = rate.figure.unit
    share = words.in_unit(exact, unit, Decimal("0.0001"))
    working = f"{words.plain(spent)} ÷ ({words.plain(spent)} + {words.plain(left)}) = {share}，印作{rate.figure.text}"
    if expected.meets(rate.figure.range):
        yield Held(CODE, Band.EXACT if exact == rate.figure.value else Band.ROUNDING, evidence, facts, working)
    elif not any(fact.figure.value and (spent.figure.range / fact.figure.range).meets(rate.figure.range) for fact in money):
        yield Finding(
            CODE,
            Severity.WARNING,
            Category.ACCURACY,
            f"{rate.label}印作{rate.figure.text}，按已支{spent.figure.text}、未支{left.figure.text}应为{words.in_unit(exact, unit, rate.figure.step)}",
            "核对已支数、未支数，重算比率",
            evidence,
            facts=facts,
            working=(working,),
            **words.compared(rate.figure, exact, expected),
        )
