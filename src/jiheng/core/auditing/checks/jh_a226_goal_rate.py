"""JH-A-226 写了目标实现率而没有计算过程。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing.audit_input import AuditInput, shared
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import spans_of, tables_of
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.indicator import StatedIndicator
from jiheng.core.facts.targets import Met, pair_of
from jiheng.core.figures.interval import Interval

CODE = "JH-A-226"
_GOAL = re.compile(
    r"(?:(?:实现|完成|达到|达成)(?:了)?(?:年度|年初|预期|全年|绩效|各项|既定|设定|总体)*(?:绩效)?目标|(?:绩效|总体|年度|预期)?目标(?:任务)?(?:实现|完成|达成|达标)(?:率|程度|度)?)(?:的|为|达到|达|率|是|约|：|:)*$"
)
_OVERALL = re.compile("整体|总体|绩效|各项|全部|所有|指标")  # not of one task: 招商引资完成年度目标的120%
_MARKS = "。；\n"
_ROWS = 3
_SHOWN = 100  # rows given as evidence, so that long tables are not told again for each of many claims
_REACH = 300  # characters: a page without a full stop must not be read again for each of its figures
_WORKED = re.compile(r"\d+\s*(?:项|个|条)[^。；]{0,20}\d+\s*(?:项|个|条)|÷|/\s*\d|加权|平均")


@check(
    code=CODE,
    title="写了目标实现率而没有计算过程",
    severity=Severity.WARNING,
    category=Category.EXISTENCE,
    sources=("seed-ebian-2023#（2）目标实现",),
)
def goal_rate(given: AuditInput) -> Iterable[Outcome]:
    """“实现目标的百分之几”由指标算出：达到目标的指标数÷全部指标数，或加权平均。

    Holds: 同句写了怎样算，或与指标表中达到目标的项数相符。   Breaks: 只有一个百分数，文中没有可以算出它的数。
    Unknown: 指标表可比的项数与它不符，但表可能不全。   Mend: 写明分子、分母和计算过程。
    """
    for fact in given.statements.facts:
        if not fact.figure.unit.is_ratio or not fact.origin.block.startswith("p") or fact.context.basis is Basis.TARGET:
            continue
        before, sentence = _around(fact, given)
        if fact.figure.value <= 1 and _GOAL.search(before) and _OVERALL.search(before):
            yield _judge(fact, sentence, given)


def _around(fact: Fact, given: AuditInput) -> tuple[str, str]:
    """The words before a figure in its sentence, and the sentence, no farther than a sentence reaches."""
    text = given.document.text
    first, last = max(0, fact.origin.start - _REACH), fact.origin.end + _REACH
    start = max(first, *(text.rfind(mark, first, fact.origin.start) + 1 for mark in _MARKS))
    ends = [at for mark in _MARKS if (at := text.find(mark, fact.origin.end, last)) >= 0]
    return text[start : fact.origin.start], text[start : min(ends, default=last)]


def _judge(fact: Fact, sentence: str, given: AuditInput) -> Outcome:
    if _WORKED.search(sentence):
        return Held(CODE, Band.EXACT, (fact.origin,), (fact,), "写了计算过程")
    judged = _judged(given)
    if len(judged) >= _ROWS:
        return _by_table(fact, judged)
    full = fact.figure.value == 1
    return Finding(
        CODE,
        Severity.HINT if full else Severity.WARNING,
        Category.EXISTENCE,
        f"写实现目标的{fact.figure.text}，文中没有可以算出它的数",
        "写明达到目标的指标数、指标总数和算法；有自评表的，与表一致",
        (fact.origin,),
        likely_cause="按印象填写，没有逐项计算",
        expected="达到目标的指标数÷全部指标数×100%",
        stated=fact.figure.text,
        facts=(fact,),
    )


@shared
def _judged(given: AuditInput) -> tuple[tuple[StatedIndicator, Met], ...]:
    """The rows that can be compared with their targets, and whether they met them."""
    pairs = ((row, pair.met) for table in tables_of(given) for row in table.weighed if (pair := pair_of(row)) is not None)
    return tuple((row, met) for row, met in pairs if met is not Met.UNKNOWN)


def _by_table(fact: Fact, judged: tuple[tuple[StatedIndicator, Met], ...]) -> Outcome:
    met = sum(met is Met.MET for _, met in judged)
    rate = Interval.point(Decimal(met)) / Interval.point(Decimal(len(judged)))
    evidence = (fact.origin, *(span for row, _ in judged[:_SHOWN] for span in spans_of(row, "actual")[:1]))
    if rate.meets(fact.figure.range):
        return Held(CODE, Band.ROUNDING, evidence, (fact,), f"{met} ÷ {len(judged)} ≈ {fact.figure.text}")
    return NotEvaluated(CODE, f"指标表可比的{len(judged)}项中{met}项达到目标，与{fact.figure.text}不符；表中还有不能相比的项", evidence)
