"""JH-A-019 相邻的数差一点就对得上。"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from jiheng.core.auditing import causes, words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Severity
from jiheng.core.auditing.near_fits import NearFit, near_sums
from jiheng.core.auditing.near_names import NearPair, near_pairs
from jiheng.core.auditing.near_rates import NearRate, near_rate, tells_slip
from jiheng.core.auditing.near_rows import rows
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact

CODE = "JH-A-019"
_SUMS = "JH-A-002"
_NEAR = 400  # characters round a near fit in which a figure that makes the difference explains it
_FEW = 6  # parts that a message names one by one
_MEND = "核对账表，看是哪一个数写错了一位；这几个数本来没有这种关系的，不用改"


@check(
    code=CODE,
    title="相邻的数差一点就对得上",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-changning-2020#二、部门整体支出管理及使用情况", "rules-practice#A02"),
    last=True,
)
def nearly_fits(given: AuditInput) -> Iterable[Finding]:
    """挨在一起的几个数，只要其中一个改一位数字（或两位互换、移一下小数点、元换成万元）就正好是整体与部分、两数与其比率，或同样字样后的同一个数，多半写错了一位。

    只凭算术，不看字句；别的检查查出过的、已经对上的数，以及位数太短、凑巧也会差一位的，不在其列。

    Holds: 各数正好对上，或旁边印有说明其差额的数。   Breaks: 只差一处笔误就正好对上。
    Unknown: 数字太短或写作约数（不比较）。   Mend: 核对账表，改正写错的一位。
    """
    said = _Said(given)
    facts = given.in_order
    used: set[str] = set()
    for near in sorted(_sums(given, facts, said), key=lambda one: (-one.places, one.whole.origin.start)):
        if used.isdisjoint(fact.id for fact in near.facts):
            used |= {fact.id for fact in near.facts}
            yield _of_sum(near)
    for at, fact in enumerate(facts):
        if tells_slip(fact) and not said.has(fact):
            rate = near_rate(facts, at, given.document.text)
            if rate is not None:
                yield _of_rate(rate)
    for pair in near_pairs(facts, given.document.text):
        both = {pair.one.id, pair.other.id}
        if used.isdisjoint(both) and not said.has_both(pair.one, pair.other):
            yield _of_pair(pair)


class _Said:
    """What the other checks have said of the figures."""

    def __init__(self, given: AuditInput) -> None:
        self._told: set[str] = set()
        self._held: dict[str, set[frozenset[str]]] = defaultdict(set)
        self._summed: dict[str, set[frozenset[str]]] = defaultdict(set)  # in sums that hold to the last digit
        for outcome in given.said:
            if isinstance(outcome, Held):
                together = frozenset(fact.id for fact in outcome.facts)
                if len(together) == 1:
                    continue  # a rate below 100%, say: that holds of one wrong figure as well
                for one in together:
                    self._held[one].add(together)
                    if outcome.code == _SUMS and outcome.band is Band.EXACT:
                        self._summed[one].add(together)
            elif isinstance(outcome, Finding) and outcome.severity is not Severity.HINT:
                self._told.update(fact.id for fact in outcome.facts)

    def has_told(self, facts: Iterable[Fact]) -> bool:
        """Whether one of the figures has a finding."""
        return any(fact.id in self._told for fact in facts)

    def has(self, fact: Fact) -> bool:
        """Whether a figure has a finding or held in a relation."""
        return fact.id in self._told or fact.id in self._held

    def has_both(self, one: Fact, other: Fact) -> bool:
        """Whether either of two figures has a finding, or both held, so that neither is wrong."""
        return self.has_told((one, other)) or (one.id in self._held and other.id in self._held)

    def vouches(self, fact: Fact, among: frozenset[str]) -> bool:
        """Whether a figure held with others than those `among`; a list that merely does not exceed its whole held with them all."""
        held, summed = self._held.get(fact.id, ()), self._summed.get(fact.id, ())
        return any(not among <= together for together in held) or any(among < together for together in summed)


def _sums(given: AuditInput, facts: Sequence[Fact], said: _Said) -> Iterator[NearFit]:
    """The near sums that nothing else explains: each with the slips that may still be."""
    starts = [fact.origin.start for fact in facts]
    for row in rows(given):
        for near in near_sums(row):
            among = frozenset(fact.id for fact in near.facts)
            values = [fact.figure.value for fact in near.facts if fact.figure.value]
            slips = tuple((fact, right) for fact, right in near.slips if not said.vouches(fact, among))
            if len(set(values)) < len(values) or not slips or said.has_told(near.facts):
                continue  # a figure that stands twice is no part of itself
            first, last = min(fact.origin.start for fact in near.facts), max(fact.origin.end for fact in near.facts)
            around = facts[bisect_left(starts, first - _NEAR) : bisect_left(starts, last + _NEAR)]
            unit = near.whole.figure.unit
            if not any(fact.figure.value == near.gap and fact.figure.unit.dimension == unit.dimension for fact in around):
                yield NearFit(near.whole, near.parts, slips, near.places, near.gap)


def _of_sum(near: NearFit) -> Finding:
    whole, unit = near.whole.figure, near.whole.figure.unit
    fact, right = near.slips[0]
    made = sum((part.figure.value for part in near.parts), Decimal(0))
    parts = "＋".join(_plain(part) for part in near.parts)
    if len(near.parts) > _FEW:
        parts = f"从{_plain(near.parts[0])}到{_plain(near.parts[-1])}的{len(near.parts)}个数相加"
    either = "，或".join(f"{_plain(one)}为{words.in_unit(value, one.figure.unit)}" for one, value in near.slips[:_FEW])
    gap = words.in_unit(near.gap, unit)
    return _finding(
        f"{parts}＝{words.in_unit(made, unit)}，与挨着的{_plain(near.whole)}差{gap}；若{either}，则恰好相等",
        near.facts,
        causes.slip(fact.figure, right),
        (words.in_unit(right, fact.figure.unit), fact.figure.text, gap),
        f"{parts} ≠ {whole.text}",
    )


def _of_rate(near: NearRate) -> Finding:
    unit = near.rate.figure.unit
    right = words.in_unit(near.right, unit, near.rate.figure.step)
    gap = words.in_unit(abs(near.right - near.rate.figure.value), unit)
    return _finding(
        f"{near.words}＝{right}，旁边印作{_plain(near.rate)}，只差一位；若为{right}，则恰好相符",
        (near.rate, *near.amounts),
        causes.slip(near.rate.figure, near.right),
        (right, near.rate.figure.text, gap),
        f"{near.words} = {right}",
    )


def _of_pair(pair: NearPair) -> Finding:
    one, other = pair.one.figure, pair.other.figure
    return _finding(
        f"“{pair.name}”之后一处为{_plain(pair.one)}，另一处为{_plain(pair.other)}，两数只差一位，疑为同一个数",
        (pair.one, pair.other),
        causes.slip(other, one.value),
        (one.text, other.text, words.in_unit(abs(one.value - other.value), one.unit)),
        f"{one.text} ≠ {other.text}",
    )


def _finding(message: str, facts: tuple[Fact, ...], cause: str, texts: tuple[str, str, str], working: str) -> Finding:
    expected, stated, difference = texts
    return Finding(
        CODE, Severity.WARNING, Category.ACCURACY, message, _MEND, tuple(fact.origin for fact in facts), likely_cause=cause,
        expected=expected, stated=stated, difference=difference, facts=facts, working=(working,),
    )  # fmt: skip


def _plain(fact: Fact) -> str:
    return "".join(fact.figure.text.split())
