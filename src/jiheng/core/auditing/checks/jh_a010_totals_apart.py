"""JH-A-010 收入总计与支出总计不相等。"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import partial

from jiheng.core.auditing import causes, words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact

CODE = "JH-A-010"
_SURE = Decimal("0.8")
_SIDES = {"income.total": re.compile(r"收入\s?总计[^，。；,;\d]{0,6}$"), "spend.total": re.compile(r"支出\s?总计[^，。；,;\d]{0,6}$")}
_OWN = {"income.total": "income.current", "spend.total": "spend.current"}
_ARRANGED, _ARRANGES = "相应安排", re.compile(r"相应安排(?:\d{4}年)?[^，。；\d]{0,6}支出(?:预算)?(?:总额|合计|共计|为|共|\s)*")
_BALANCED = re.compile("收支平衡|量入为出|以收定支")
_WORDS = 14
_TAKEN = re.compile(
    r"[，,；;。]\s?(?:两者|二者)?(?:收支|收入|总收入)?(?:总计)?(?:与|和)?(?:支出)?(?:总计)?(?:相抵|相减|减去?|差额)|[，,；;]\s?(?:年[末终]|当年|本年|尚有)?(?:滚存)?结余"
)
_NEAR = 400  # characters between the two: of one account


@check(
    code=CODE,
    title="收入总计与支出总计不相等",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("mof-final-accounts-form#收入支出决算总表", "rules-practice#A02"),
)
def totals_apart(given: AuditInput) -> Iterable[Outcome]:
    """决算、预算总表的“收入总计”含年初结转，“支出总计”含年末结转，两个总计必相等；正文逐字写作“收入总计”“支出总计”的，“相应安排支出”的，也应相等。

    Holds: 两个总计相等，或取整可以解释。   Breaks: 同一年度、口径的两个总计不相接。
    Unknown: 只写了一个总计（不判断）；总计与本年合计印作同一个数的，看来写的是本年合计，只提醒。   Mend: 核对总表；若写的是本年收入、本年支出，改用“本年收入合计”“本年支出合计”。
    """
    text = given.document.text
    sides: dict[tuple[object, ...], dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in given.statements.facts:
        side = _SIDES.get(fact.concept)
        if side is None or fact.context.item or fact.figure.is_hedged or fact.repair or fact.trust < _SURE or not fact.origin.block.startswith("p"):
            continue
        if side.search(text[max(0, fact.origin.start - _WORDS) : fact.origin.start]):
            sides[fact.context.period, fact.context.basis, fact.context.scope][fact.concept].append(fact)
    yield from _answering(given)
    for (period, basis, _), told in sides.items():
        income, spending = told["income.total"], told["spend.total"]
        meant = _meant(given, period, basis, (*income, *spending))
        for one in income:
            other = min(spending, key=partial(_apart, one), default=None)
            if other is not None and abs(other.origin.start - one.origin.start) <= _NEAR:
                if _TAKEN.match(text, max(one.origin.end, other.origin.end)):
                    yield NotEvaluated(CODE, "文中用收入总计减支出总计，两个总计没有包含年末结余", (one.origin, other.origin))
                    continue
                if (left := _left(given, one, other)) is not None:
                    yield NotEvaluated(
                        CODE, f"年末结余{left.figure.text}正是两个总计之差，支出总计没有包含它", (one.origin, other.origin, left.origin)
                    )
                    continue
                yield _judge(one, other, {fact.figure.value for fact in (*income, *spending)}, meant=meant)


def _left(given: AuditInput, income: Fact, spending: Fact) -> Fact | None:
    """What is printed as left over, where it is the difference of the two to the last digit."""
    gap = income.figure.value - spending.figure.value
    near = (fact for fact in given.by_concept.get("carry.closing", ()) if abs(fact.origin.start - spending.origin.end) <= _NEAR)
    return next((fact for fact in near if gap > 0 and fact.figure.value == gap), None)


def _apart(one: Fact, other: Fact) -> tuple[bool, int]:
    """How far two totals stand from each other; those of one paragraph belong together."""
    return one.origin.block != other.origin.block, abs(other.origin.start - one.origin.start)


def _answering(given: AuditInput) -> Iterable[Outcome]:
    """An income and the spending that the next sentence arranges to balance it: 收入预算90万元。按照收支平衡原则，相应安排支出预算90万元."""
    text = given.document.text
    at = text.find(_ARRANGED)
    while at >= 0:
        told = _ARRANGES.match(text, at)
        begin = max(text.rfind("\n", 0, at) + 1, at - _NEAR)
        spending = next((fact for fact in given.by_concept.get("spend.total", ()) if told is not None and fact.origin.start == told.end()), None)
        before = [fact for fact in given.by_concept.get("income.total", ()) if begin <= fact.origin.start < at and not fact.context.item]
        alike = spending is not None and len(before) == 1 and spending.context.scope == before[0].context.scope
        if spending is not None and alike and not (before[0].figure.is_hedged or spending.figure.is_hedged):
            yield _judge(before[0], spending, {before[0].figure.value, spending.figure.value}, meant=_BALANCED.search(text, begin, at) is None)
        at = text.find(_ARRANGED, at + 1)


def _meant(given: AuditInput, period: object, basis: object, totals: Iterable[Fact]) -> bool:
    """Whether a total is printed again as the year's own: 总计 stands for 本年合计, which nothing makes equal."""
    printed = {(_OWN[fact.concept], fact.figure.value) for fact in totals}
    return any(
        (concept, fact.figure.value) in printed
        for concept in _OWN.values()
        for fact in given.by_concept.get(concept, ())
        if fact.context.period == period and fact.context.basis is basis and not fact.context.item
    )


def _judge(income: Fact, spending: Fact, values: set[Decimal], *, meant: bool) -> Outcome:
    evidence = (income.origin, spending.origin)
    if income.figure.range.meets(spending.figure.range):
        return Held(CODE, Band.EXACT if income.figure.value == spending.figure.value else Band.ROUNDING, evidence, (income, spending))
    if len(values) > len({income.figure.value, spending.figure.value}):
        return NotEvaluated(CODE, "收入总计、支出总计写了几个不同的数，看不出哪两个是一对", evidence)
    gap = abs(income.figure.value - spending.figure.value)
    return Finding(
        CODE,
        Severity.WARNING if meant else Severity.ERROR,
        Category.ACCURACY,
        f"{income.label}{income.figure.text}与{spending.label}{spending.figure.text}不相等，相差{words.in_unit(gap, income.figure.unit)}",
        "核对决算（预算）总表；若写的是本年收入、本年支出，改用“本年收入合计”“本年支出合计”",
        evidence,
        likely_cause=causes.slip(spending.figure, income.figure.value),
        expected=income.figure.text,
        stated=spending.figure.text,
        difference=words.in_unit(gap, income.figure.unit),
        facts=(income, spending),
    )
