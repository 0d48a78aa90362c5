"""JH-A-016 占比合计100%的各项之和与总数不符。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from jiheng.core.auditing import words
from jiheng.core.auditing.addable import measure_of
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.told_shares import is_share
from jiheng.core.facts.fact import Fact

CODE = "JH-A-016"
_ONE = Decimal(1)
_LEAST = 3  # shares that make 100 % by no chance
_NEAR = Decimal("0.08")  # a figure farther from the sum is another thing
_BEFORE = 8  # figures before the first part among which the whole may be
_FAR = 160  # characters between two shares of one division
_Share = tuple[Fact, Fact]  # a part and the rate that it is


@check(
    code=CODE,
    title="占比合计100%的各项之和与总数不符",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("rules-practice#A02", "rules-practice#A03"),
)
def shares_of_another_whole(given: AuditInput) -> Iterable[Outcome]:
    """各项占比加起来正好100%，说明各项已列全；各项数之和就应等于文中的总数。

    Holds: 各项之和与总数相符。   Breaks: 占比合计100%，且都是按各项之和算的，而文中总数是另一个相近的数。
    Unknown: 占比合计不是100%，或前面没有相近的总数。   Mend: 核对总数和各项；少列的补上，再按总数重算占比。
    """
    facts = [fact for fact in given.in_order if not fact.figure.unit.is_ratio]
    for run in _divisions(given):
        parts, rates = zip(*run, strict=True)
        total = sum((part.figure.range for part in parts[1:]), parts[0].figure.range)
        wholes = _wholes(facts, parts)
        whole = next((fact for fact in wholes if fact.figure.range.meets(total)), None)
        exact = sum((part.figure.value for part in parts), Decimal(0))
        if whole is not None:
            band = Band.EXACT if whole.figure.value == exact else Band.ROUNDING
            yield Held(CODE, band, (whole.origin, *(part.origin for part in parts)), (whole, *parts), _working(parts, exact, whole))
            continue
        near = next((fact for fact in wholes if abs(fact.figure.value - exact) <= _NEAR * exact), None)
        if near is not None and all(_is_nearer(part, rate, exact, near) for part, rate in run):
            yield _finding(near, parts, rates, exact)


def _is_nearer(part: Fact, rate: Fact, exact: Decimal, whole: Fact) -> bool:
    """Whether a share comes nearer to what the part is of the sum than to what it is of the printed whole."""
    of_sum, of_whole = part.figure.value / exact, part.figure.value / whole.figure.value
    return abs(of_sum - rate.figure.value) <= abs(of_whole - rate.figure.value)


def _divisions(given: AuditInput) -> Iterator[list[_Share]]:
    """Runs of shares, each with a number of its own of one measure, that make 100 % and no less."""
    told = ((one.part, one.rate) for one in given.statements.ratios if one.part is not None and is_share(one))
    shares = sorted(((part, rate) for part, rate in told if not part.figure.unit.is_ratio and part.figure.value), key=lambda one: one[1].origin.start)
    run: list[_Share] = []
    for share in shares:
        if run and (share[0].origin.start - run[-1][1].origin.end > _FAR or measure_of(share[0]) != measure_of(run[0][0])):
            run = []
        run.append(share)
        made = sum((rate.figure.range for _, rate in run[1:]), run[0][1].figure.range)
        if made.low > _ONE:
            run = []
        elif made.holds(_ONE) and len(run) >= _LEAST and len({part.id for part, _ in run}) == len(run):
            if all(one[0].origin.start < other[0].origin.start for one, other in pairwise(run)):
                yield run
            run = []


def _wholes(facts: Sequence[Fact], parts: Sequence[Fact]) -> list[Fact]:
    """Figures before the parts that are larger than each of them, nearest first."""
    largest = max(part.figure.value for part in parts)
    before = [fact for fact in facts if fact.origin.end <= parts[0].origin.start and measure_of(fact) == measure_of(parts[0])]
    return [fact for fact in before[: -_BEFORE - 1 : -1] if fact.figure.value > largest and not fact.figure.is_hedged]


def _working(parts: Sequence[Fact], exact: Decimal, whole: Fact) -> str:
    return f"{' + '.join(words.plain(part) for part in parts)} = {words.in_unit(exact, whole.figure.unit)}"


def _finding(whole: Fact, parts: Sequence[Fact], rates: Sequence[Fact], exact: Decimal) -> Finding:
    gap = abs(exact - whole.figure.value)
    unit = whole.figure.unit
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"{words.named(whole)}，其后{len(parts)}项占比合计100%，各项之和却是{words.in_unit(exact, unit)}，相差{words.in_unit(gap, unit)}",
        "核对总数和各项；少列的补上，再按总数重算占比",
        (whole.origin, *(part.origin for part in parts)),
        likely_cause=f"各项占比是按{words.in_unit(exact, unit)}算的",
        expected=words.in_unit(exact, unit),
        stated=whole.figure.text,
        difference=words.in_unit(gap, unit),
        facts=(whole, *parts, *rates),
        working=(f"{_working(parts, exact, whole)}，总数印作{whole.figure.text}",),
    )
