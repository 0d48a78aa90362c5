"""JH-A-001 同一事项前后数字不一致。"""

from __future__ import annotations

import re
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
_SENTENCE = 120  # characters before a figure in which its scope is looked for
_CLAUSE = 40  # characters before a figure in which its batch is looked for
_BATCH = re.compile(r"(?P<number>[一二三四五六七八九十]+|\d+)(?P<kind>批|期|阶段|标段)(?=项目|工程|建设|投资|的|总|$)")
_FEW = 3  # more values than this under one name are hardly one thing restated


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
        key = (fact.concept, fact.of, context.item, _batch(fact, given), context.period, context.basis, fact.figure.unit.base)
        groups[key].append(fact)
    return [facts for facts in groups.values() if len(facts) > 1]


def _batch(fact: Fact, given: AuditInput) -> str:
    """The batch, stage or lot that the clause of a figure names (二批项目、第三标段): another one is another thing."""
    clause = re.split("[，,；;。：:]", given.document.text[max(0, fact.origin.start - _CLAUSE) : fact.origin.start])[-1]
    named = _BATCH.search(clause)
    return named["number"] + named["kind"] if named else ""


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
    """Facts of one key: alike ones confirm each other; each other value is held against the value stated most."""
    clusters: dict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        clusters[fact.figure.value, fact.figure.base_step, fact.figure.hedge].append(fact)
    for first, *others in clusters.values():
        for other in others:
            yield _held(first, other, Band.EXACT)
    ranked = sorted(clusters.values(), key=lambda alike: (not alike[0].figure.is_hedged, len(alike), -alike[0].figure.base_step), reverse=True)
    main = ranked[0]
    for alike in ranked[1:]:
        first, other = _pair(main, alike)
        if first.figure.agrees(other.figure):
            yield _held(first, other, Band.EXACT if first.figure.value == other.figure.value else Band.ROUNDING)
        elif first.context.scope == other.context.scope or _slipped(first, other) or _unsaid(first, other, given):
            finding = _finding(first, other, alike, len(clusters), given)
            if finding is not None:
                yield finding


def _pair(main: list[Fact], alike: list[Fact]) -> tuple[Fact, Fact]:
    """One fact of each, of the same scope where there are such."""
    for first in main:
        for other in alike:
            if first.context.scope == other.context.scope:
                return first, other
    return main[0], alike[0]


def _held(first: Fact, other: Fact, band: Band) -> Held:
    evidence = tuple(sorted((first.origin, other.origin), key=lambda span: span.start))
    return Held(CODE, band, evidence, (first, other), f"{first.label}：{first.figure.text}与{other.figure.text}相符")


def _unsaid(first: Fact, other: Fact, given: AuditInput) -> bool:
    """Whether both stand in running text and the one with a scope does not say it in its own sentence: no reader can tell."""
    if not all(fact.origin.block.startswith("p") for fact in (first, other)) or (first.context.scope and other.context.scope):
        return False
    scoped = first if first.context.scope else other
    before = given.document.text[max(0, scoped.origin.start - _SENTENCE) : scoped.origin.start]
    return not re.search("财政拨款|公共预算|基金|国有资本", re.split("[。；\n]", before)[-1])


def _slipped(first: Fact, other: Fact) -> bool:
    """Whether two figures look like one that was mistyped: they differ by one or two printed steps."""
    step = max(first.figure.base_step, other.figure.base_step)
    return abs(first.figure.value - other.figure.value) <= 2 * step


def _finding(first: Fact, other: Fact, alike: list[Fact], values: int, given: AuditInput) -> Finding | None:
    """The finding for two figures of one thing; None for head-counts so far apart that they count other people."""
    earlier, later = sorted((first, other), key=lambda fact: fact.origin.start)
    difference = abs(first.figure.value - other.figure.value)
    near = difference * 5 <= max(abs(first.figure.value), abs(other.figure.value))
    counted = earlier.figure.unit.dimension in ("people", "count", "person_times")
    if counted and not near:
        return None
    same_scope = earlier.context.scope == later.context.scope or _slipped(first, other)
    slip = bool(causes.slip(later.figure, earlier.figure.value))
    proven = values <= _FEW and not counted and same_scope and (near or slip)
    severity = Severity.ERROR if proven else Severity.WARNING
    more = tuple(fact for fact in alike if fact is not first and fact is not other)
    return Finding(
        CODE,
        severity,
        Category.ACCURACY,
        f"{words.named(earlier)}，另一处写作{later.figure.text}，两数不一致",
        "核对账表后全文统一；若两处口径不同（资金来源、范围、时点），在文中写明口径",
        tuple(fact.origin for fact in (earlier, later, *more)),
        likely_cause=causes.of_difference(later.figure, earlier.figure.value, given.statements.facts),
        expected=earlier.figure.text,
        stated=later.figure.text,
        difference=words.in_unit(difference, earlier.figure.unit),
        facts=(earlier, later, *more),
        working=(f"{words.plain(earlier)} ≠ {words.plain(later)}",),
    )
