"""JH-A-001 同一事项前后数字不一致。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import causes, words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact

CODE = "JH-A-001"
# These state something of each figure they stand beside, so two of them are seldom the same statement.
_OF_OTHERS = ("change.", "share", "average", "indicator.", "projects.")
# Counts of events differ from sentence to sentence by nature; these counts are of things that a unit has one number of.
_ONE_NUMBER = ("staff.", "members.", "three.count.", "assets.", "targets.", "proposals.received", "proposals.merged", "proposals.filed")
_SURE = Decimal("0.8")


@check(
    code=CODE,
    title="同一事项前后数字不一致",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("seed-nansha-2022#（三）与二、（二）", "seed-lusong-2023#正文与附件2", "seed-changning-2020#二"),
)
def restatement(given: AuditInput) -> Iterable[Outcome]:
    """同一主体、年度、口径、范围的同一事项，在文中各处应是同一个数。

    Holds: 各处相同，或精度不同而取值范围相接。   Breaks: 同精度而数值不同，或范围不相接。
    Unknown: 口径、范围或项目名称不同（不比较）。   Mend: 核对原始账表，全文统一为一个数。
    """
    for facts in _groups(given):
        yield from _compare(facts, given)


def _groups(given: AuditInput) -> list[list[Fact]]:
    listed = _siblings(given)
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in given.statements.facts:
        if not fact.concept or fact.trust < _SURE or fact.concept.startswith(_OF_OTHERS):
            continue
        if fact.id in listed or fact.context.period.year is None or fact.context.period.years > 1:
            continue
        if fact.context.basis is Basis.ADJUSTMENT or not _has_one_number(fact):
            continue
        context = fact.context
        key = (fact.concept, fact.of, context.item, context.period, context.basis, fact.figure.unit.base)
        groups[key].append(fact)
    return [facts for facts in groups.values() if len(facts) > 1]


def _has_one_number(fact: Fact) -> bool:
    return fact.figure.unit.is_money or fact.figure.unit.is_ratio or fact.concept.startswith(_ONE_NUMBER) or fact.concept.startswith("score.")


def _siblings(given: AuditInput) -> set[str]:
    """Parts of one list that share their name: several projects of one kind, not one restated."""
    alike: set[str] = set()
    for stated in given.statements.sums:
        names: dict[tuple[str, str], list[str]] = defaultdict(list)
        for part in (stated.whole, *stated.parts):
            names[part.concept, part.context.item].append(part.id)
        alike |= {id for ids in names.values() if len(ids) > 1 for id in ids}
    return alike


def _compare(facts: list[Fact], given: AuditInput) -> Iterable[Outcome]:
    by_scope: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_scope[fact.context.scope].append(fact)
    firsts = {scope: _most_exact(alike) for scope, alike in by_scope.items()}
    for scope, alike in by_scope.items():
        yield from _compare_with(firsts[scope], alike, facts, given)
    scopes = sorted(firsts)
    for scope in scopes[1:]:
        yield from _compare_with(firsts[scopes[0]], [firsts[scope]], facts, given)


def _most_exact(facts: list[Fact]) -> Fact:
    return max(facts, key=lambda fact: (not fact.figure.is_hedged, -fact.figure.base_step, -fact.origin.start))


def _compare_with(first: Fact, others: list[Fact], facts: list[Fact], given: AuditInput) -> Iterable[Outcome]:
    for other in others:
        if other is first:
            continue
        evidence = tuple(sorted((first.origin, other.origin), key=lambda span: span.start))
        if first.figure.agrees(other.figure):
            band = Band.EXACT if first.figure.value == other.figure.value else Band.ROUNDING
            yield Held(CODE, band, evidence, (first, other), f"{first.label}：{first.figure.text}与{other.figure.text}相符")
            continue
        if first.context.scope != other.context.scope and not _slipped(first, other) and not _unsaid(first, other):
            continue  # another scope may lawfully be another figure
        yield _finding(first, other, facts, given)


def _unsaid(first: Fact, other: Fact) -> bool:
    """Whether both stand in running text and one of them does not say its scope: the reader cannot tell them apart."""
    in_text = all(fact.origin.block.startswith("p") for fact in (first, other))
    return in_text and not (first.context.scope and other.context.scope)


def _slipped(first: Fact, other: Fact) -> bool:
    """Whether two figures look like one that was mistyped: they differ by one or two printed steps."""
    step = max(first.figure.base_step, other.figure.base_step)
    return abs(first.figure.value - other.figure.value) <= 2 * step


def _finding(first: Fact, other: Fact, facts: list[Fact], given: AuditInput) -> Finding:
    earlier, later = sorted((first, other), key=lambda fact: fact.origin.start)
    difference = abs(first.figure.value - other.figure.value)
    larger = max(abs(first.figure.value), abs(other.figure.value))
    near = larger and difference * 5 <= larger
    values = {fact.figure.value for fact in facts}
    counted = earlier.figure.unit.dimension in ("people", "count", "person_times")
    severity = Severity.ERROR if near and len(values) <= 3 and not counted and (earlier.context.scope == later.context.scope or _slipped(first, other)) else Severity.WARNING
    cause = causes.of_difference(later.figure, earlier.figure.value, given.statements.facts)
    unit = earlier.figure.unit
    return Finding(
        CODE,
        severity,
        Category.ACCURACY,
        f"{words.named(earlier)}，另一处写作{later.figure.text}，两数不一致",
        "核对账表后全文统一；若两处口径不同（资金来源、范围、时点），在文中写明口径",
        tuple(span for span in (earlier.origin, later.origin)),
        likely_cause=cause,
        expected=earlier.figure.text,
        stated=later.figure.text,
        difference=words.in_unit(difference, unit),
        facts=(earlier, later),
        working=(f"{words.plain(earlier)} ≠ {words.plain(later)}",),
    )
