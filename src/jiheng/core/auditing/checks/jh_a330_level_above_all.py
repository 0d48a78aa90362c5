"""JH-A-330 本级大于全域。"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from jiheng.core.auditing import causes, words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact

CODE = "JH-A-330"
_TAKEN_AND_SPENT = (
    "outputs.economy.local_revenue", "outputs.economy.tax", "income.nontax", "income.appropriation.general", "income.appropriation.fund",
    "spend.appropriation.general", "spend.appropriation.fund",
)  # fmt: skip
_LEVEL = re.compile(r"(?P<all>全)(?P<place>[省市县区州旗])|(?P<own>[省市县区州旗])本?级|(?P<self>(?<![省市县区州旗])本级)")
_ENDS, _REACH = re.compile("[。；;\n]"), 60


@check(
    code=CODE,
    title="本级大于全域",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("rules-practice#A01",),
)
def level_above_all(given: AuditInput) -> Iterable[Outcome]:
    """同一年度、同一口径的收入（支出），市级、市本级是全市的一部分，不应大于全市；只比收支本身，不比含转移支付的总计。

    Holds: 本级不大于全域。   Breaks: 本级大于全域。
    Unknown: 只写了一级（不比较）。   Mend: 核对两级决算数与金额单位。
    """
    wholes: dict[tuple[object, str], list[Fact]] = defaultdict(list)
    levels: dict[tuple[object, str], list[Fact]] = defaultdict(list)
    for concept in _TAKEN_AND_SPENT:
        for fact in given.by_concept.get(concept, ()):
            told = _level_of(fact, given.document.text) if fact.figure.unit.is_money and fact.origin.block.startswith("p") else None
            if told is None or fact.of or fact.figure.is_hedged:
                continue
            place = told["place"] or told["own"] or ""
            (wholes if told["all"] else levels)[(fact.concept, fact.context.basis, fact.context.period), place].append(fact)
    for key, own in levels.items():
        if all_of := wholes.get(key):
            yield _judged(max(own, key=lambda fact: fact.figure.value), max(all_of, key=lambda fact: fact.figure.value))


def _level_of(fact: Fact, text: str) -> re.Match[str] | None:
    """The last words before a figure in its sentence that say of which level of government it is."""
    start = fact.origin.start
    sentence = max((end.end() for end in _ENDS.finditer(text, max(0, start - _REACH), start)), default=max(0, start - _REACH))
    return max(_LEVEL.finditer(text, sentence, start), key=lambda level: level.start(), default=None)


def _judged(part: Fact, whole: Fact) -> Outcome:
    facts, evidence = (part, whole), (part.origin, whole.origin)
    if part.figure.range.low <= whole.figure.range.high:
        return Held(CODE, Band.EXACT, evidence, facts, f"{words.plain(part)} ≤ {words.plain(whole)}")
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"{words.named(whole)}是全域数，小于本级的{part.figure.text}",
        "核对两级决算数与金额单位",
        evidence,
        likely_cause=causes.unit_slip_words(whole.figure, part.figure) if causes.has_slipped(whole.figure, part.figure) else "",
        expected=f"不小于{part.figure.text}",
        stated=whole.figure.text,
        facts=facts,
    )
