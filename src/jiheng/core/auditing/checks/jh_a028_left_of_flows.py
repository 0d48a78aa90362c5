"""JH-A-028 年末结余与同段所述上年结余、收入、支出不符。"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, groupby

from jiheng.core.auditing import causes, words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Severity
from jiheng.core.auditing.flows import flows, totals_apart
from jiheng.core.auditing.list_shape import Shape
from jiheng.core.auditing.shelf import check

CODE = "JH-A-028"
_BALANCE = {"carry.opening", "income.current", "spend.current", "carry.closing"}


@check(
    code=CODE,
    title="年末结余与同段所述的收支不符",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("rules-practice#A02",),
)
def left_of_flows(given: AuditInput) -> Iterable[Finding | Held]:
    """“上年结余A，上级补助收入B，支出C，上解支出D，年终结余E”：E应等于A＋B－C－D；写了收入合计、支出合计的，以合计为准。

    Holds: 按一种读法正好相等，或在印出的精度内相接。   Breaks: 只有一种读法而不等，或只差一处笔误。
    Unknown: 没有写上年结余，或夹有不知是收是支的数。   Mend: 核对各项收支与结余。
    """
    told = {frozenset(fact.id for fact in (one.whole, *one.parts)) for one in given.statements.sums}
    blocks = groupby((fact for fact in given.in_order if fact.origin.block.startswith("p")), key=lambda fact: fact.origin.block)
    lines = [tuple(facts) for _, facts in blocks]
    text, seen = given.document.text, set[str]()
    for shape in chain(flows(lines, text), totals_apart([fact for line in lines for fact in line], text)):
        facts = (shape.whole, *shape.parts)
        if shape.whole.id in seen:
            continue
        seen.add(shape.whole.id)
        if frozenset(fact.id for fact in facts) in told or {fact.concept for fact in facts} <= _BALANCE:
            continue  # the sentence's own sum, or what the relation of the accounts' totals tells
        yield _held(shape) if shape.adds_up else _finding(shape, given)


def _held(shape: Shape) -> Held:
    facts = (shape.whole, *shape.parts)
    band = Band.EXACT if shape.exact == shape.whole.figure.value else Band.ROUNDING
    return Held(CODE, band, tuple(fact.origin for fact in facts), facts, _working(shape))


def _finding(shape: Shape, given: AuditInput) -> Finding:
    whole, unit = shape.whole, shape.whole.figure.unit
    facts = (whole, *shape.parts)
    made, gap = words.in_unit(shape.exact, unit), words.in_unit(abs(shape.exact - whole.figure.value), unit)
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"{words.named(whole)}，按前面所述的收支应为{made}，相差{gap}",
        "核对上年结余、各项收入与支出和年末结余，改正写错的一个；漏列的补上",
        tuple(fact.origin for fact in facts),
        likely_cause=causes.of_difference(whole.figure, shape.exact, causes.printed_figures(given), shape.parts),
        expected=words.span_of(shape.total, unit, whole.figure.step),
        stated=whole.figure.text,
        difference=gap,
        facts=facts,
        working=(_working(shape),),
    )


def _working(shape: Shape) -> str:
    unit = shape.whole.figure.unit
    told = "".join(("＋" if sign > 0 else "－") + words.plain(part) for part, sign in zip(shape.parts, shape.signs, strict=True))
    return f"{told.removeprefix('＋')} = {words.in_unit(shape.exact, unit)}，印作{shape.whole.figure.text}"
