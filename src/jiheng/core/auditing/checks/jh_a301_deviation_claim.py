"""JH-A-301 所称预决算偏差与印出的预算、决算不符。"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import Change, change_of, whole_change
from jiheng.core.auditing.phrases import before, block_of, place_in
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.figures.units import unit_for

CODE = "JH-A-301"
_FINE = Decimal("0.0001")


@check(
    code=CODE,
    title="所称预决算偏差与印出的数不符",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-ebian-2023#三、（一）（3）支出控制",),
)
def deviation_claim(given: AuditInput) -> Iterable[Outcome]:
    """“预决算偏差控制在x%以内”：按印出的同一事项的预算数、决算数计算，偏差不应大于x%。

    Holds: 算得的偏差不大于所称。   Breaks: 大于所称；只有整体数可比时写明口径不同的可能。
    Unknown: 没有印出可比的预算数和决算数。   Mend: 写明偏差的口径、预算数和决算数，或更正。
    """
    whole_told = False
    stated = {id(change.rate) for change in given.statements.changes}
    for fact in given.statements.facts:
        if fact.concept != "budget.deviation_rate" or id(fact) in stated:
            continue
        about = [hit.concept.id for hit in load_taxonomy().find(before(given.document, fact.origin))]
        own = next((change for concept in reversed(about) if (change := change_of(given, concept)) is not None), None)
        if own is not None:
            yield _judge(given, fact, own, "")
            continue
        whole = whole_change(given)
        if whole is None or whole_told:
            yield NotEvaluated(CODE, f"偏差{fact.figure.text}所指的预算数和决算数没有印出", (fact.origin,))
            continue
        whole_told = True
        names = "、".join(dict.fromkeys(load_taxonomy().concept(concept).label for concept in about if not concept.startswith("budget.")))
        yield _judge(given, fact, whole, names)


def _judge(given: AuditInput, fact: Fact, change: Change, narrower: str) -> Outcome:
    facts = (fact, *change.facts)
    evidence = (_claim(given, fact), *(one.origin for one in change.facts))
    percent = unit_for("%") or fact.figure.unit
    rate = words.in_unit(abs(change.rate), percent, Decimal("0.01"))
    working = f"|{words.plain(change.done)} - {words.plain(change.planned)}| ÷ {words.plain(change.planned)} = {rate}"
    if change.least <= fact.figure.value:
        band = Band.EXACT if abs(change.rate) <= fact.figure.value else Band.ROUNDING
        return Held(CODE, band, evidence, facts, working)
    scope = f"该句说的是{narrower}，整体口径不同也可能；" if narrower else ""
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"写预决算偏差不超过{words.in_unit(fact.figure.value, percent)}，而{words.named(change.planned)}、{words.named(change.done)}相差{rate}",
        f"{scope}列出所称偏差的预算数和决算数并写明口径，或更正该数",
        evidence,
        likely_cause=f"{scope}也可能以调整后的预算为分母".removesuffix("；") if scope else "可能以调整后的预算为分母",
        expected=f"不超过{words.in_unit(fact.figure.value, percent)}",
        stated=rate,
        difference=words.in_unit(abs(change.rate) - fact.figure.value, percent, _FINE),
        facts=facts,
        working=(working,),
    )


def _claim(given: AuditInput, fact: Fact) -> Span:
    """The claim from what it speaks of to its figure; the figure alone in a table."""
    block = block_of(given.document, fact.origin.block)
    at = -1 if block is None else place_in(block, fact.origin)
    if block is None or at < 0:
        return fact.origin
    start = at - len(before(given.document, fact.origin))
    return given.document.span(block, start, at + len(fact.origin.text))
