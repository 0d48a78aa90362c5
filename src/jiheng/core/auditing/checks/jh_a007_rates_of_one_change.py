"""JH-A-007 同一增减额的增减率前后不一。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact

CODE = "JH-A-007"
_SURE = Decimal("0.8")


@check(
    code=CODE,
    title="同一增减额的增减率前后不一",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("rules-practice#A13",),
)
def rates_of_one_change(given: AuditInput) -> Iterable[Outcome]:
    """正文写“减少x，下降y%”，表中同一事项的增减额也是x，两处的增减率就应相同。

    Holds: 两处增减率相同，或一处印得较粗而取整可以解释。   Breaks: 位数相同而数不同，或取整不能解释。
    Unknown: 只有一处写了增减率。   Mend: 按上年数和本年数重算，改正其中一处。
    """
    told: dict[tuple[object, ...], list[tuple[Fact, Fact]]] = defaultdict(list)
    for concept, amount, rate in _pairs(given):
        context = amount.context
        item = "" if concept != amount.of else context.item
        told[concept, context.period, item, context.scope, abs(amount.figure.value)].append((amount, rate))
    for pairs in told.values():
        (amount, first), *others = pairs
        for _, rate in others:
            if rate.origin.block != first.origin.block:
                yield _compared(amount, first, rate)


def _pairs(given: AuditInput) -> Iterator[tuple[str, Fact, Fact]]:
    """What changed, the amount of change and its rate, of one statement or of one row of a table; what is compared with a budget is left out."""
    for stated in given.statements.changes:
        if stated.amount and stated.rate and "预算" not in stated.against and _is_sure(stated.amount, stated.rate):
            yield stated.amount.of, stated.amount, stated.rate
    rows: dict[str, list[Fact]] = defaultdict(list)
    for fact in given.statements.facts:
        if fact.origin.block.startswith("t"):
            rows[fact.origin.block.rpartition(".")[0]].append(fact)
    for row in rows.values():
        amounts, rates = ([fact for fact in row if fact.concept == concept] for concept in ("change.amount", "change.rate"))
        if len(amounts) == len(rates) == 1:
            # A row called 合计 is of what its figures of both years are of.
            concepts = {fact.concept for fact in row if not fact.concept.startswith("change.")}
            of = amounts[0].of or ("".join(concepts) if len(concepts) == 1 else "")
            if _is_sure(amounts[0], rates[0], of):
                yield of, amounts[0], rates[0]


def _is_sure(amount: Fact, rate: Fact, of: str = "") -> bool:
    named = bool(of or amount.of) and amount.of == rate.of and amount.context.period == rate.context.period
    plain = not (amount.figure.is_hedged or rate.figure.is_hedged or amount.repair or rate.repair)
    return named and plain and amount.figure.unit.is_money and bool(amount.figure.value) and min(amount.trust, rate.trust) >= _SURE


def _compared(amount: Fact, first: Fact, other: Fact) -> Outcome:
    one, two = (abs(fact.figure.value) for fact in (first, other))
    facts, evidence = (first, other, amount), (first.origin, other.origin)
    coarse = max(first.figure.base_step, other.figure.base_step)
    agrees = one == two if first.figure.base_step == other.figure.base_step else abs(one - two) <= coarse / 2
    if agrees:
        return Held(CODE, Band.EXACT if one == two else Band.ROUNDING, evidence, facts)
    unit = first.figure.unit
    return Finding(
        CODE,
        Severity.ERROR,
        Category.ACCURACY,
        f"{amount.label}同为{amount.figure.text}，增减率一处印作{first.figure.text}，另一处印作{other.figure.text}",
        "按上年数和本年数重算，改正其中一处",
        evidence,
        expected=first.figure.text,
        stated=other.figure.text,
        difference=words.in_unit(abs(one - two), unit, coarse / unit.factor),
        facts=facts,
    )
