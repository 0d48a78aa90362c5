"""JH-A-008 同一增减额一处写增加、一处写减少。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact

CODE = "JH-A-008"
_SURE = Decimal("0.8")
_BESIDE = 40  # characters between the two
_TELLING = 3  # an amount of fewer digits may come twice by chance
_WORDS = {1: "增加", -1: "减少"}


@check(
    code=CODE,
    title="同一增减额一处写增加、一处写减少",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("rules-practice#A13",),
)
def change_both_ways(given: AuditInput) -> Iterable[Outcome]:
    """同一事项同一年度的增减额，前文写“减少x”，后文就不能写“增加x”。

    Holds: 各处方向相同。   Breaks: 金额相同而方向相反。
    Unknown: 两处相隔较远而金额只有一两位数字，可能巧合（不比较）。   Mend: 按两年的数核对，改正其中一处的增减词。
    """
    told: dict[tuple[object, ...], list[tuple[int, Fact]]] = defaultdict(list)
    for stated in given.statements.changes:
        amount = stated.amount
        if amount is None or not stated.direction or not _is_plain(amount):
            continue
        context, base = amount.context, "预算" in stated.against
        told[amount.of, context.period, context.item, base, amount.figure.value].append((stated.direction, amount))
    for pairs in told.values():
        (direction, first), *others = pairs
        for way, other in others:
            if not _is_telling(first, other):
                continue
            evidence = (first.origin, other.origin)
            if way == direction:
                yield Held(CODE, Band.EXACT, evidence, (first, other), f"{first.label}{first.figure.text}两处方向相同")
                continue
            sure = min(first.trust, other.trust) >= _SURE and first.origin.block == other.origin.block
            yield Finding(
                CODE,
                Severity.ERROR if sure else Severity.WARNING,
                Category.ACCURACY,
                f"{first.label}{first.figure.text}一处写{_WORDS[direction]}，另一处写{_WORDS[way]}",
                "按两年的数核对，改正其中一处的增减词",
                evidence,
                likely_cause="套用上年文字，只改了一处",
                expected=f"{_WORDS[direction]}{first.figure.text}",
                stated=f"{_WORDS[way]}{other.figure.text}",
                facts=(first, other),
            )


def _is_plain(amount: Fact) -> bool:
    return bool(amount.of and amount.figure.value) and amount.figure.unit.is_money and not amount.figure.is_hedged and not amount.repair


def _is_telling(first: Fact, other: Fact) -> bool:
    """Whether two alike amounts are surely one: told again right behind, or of digits that do not come twice by chance."""
    beside = first.origin.block == other.origin.block and other.origin.start - first.origin.end <= _BESIDE
    return beside or len(first.figure.number.normalize().as_tuple().digits) >= _TELLING
