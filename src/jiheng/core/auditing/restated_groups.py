"""Which figures of a document are of one thing: of one name, year, basis, batch, project and way of counting."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.project_sections import ProjectSections
from jiheng.core.auditing.restated import ALL_OF, KIN, SHOWN, coded_otherwise, item_of, scope_of, scored_thing, some_of_many
from jiheng.core.auditing.told_apart import is_of_each
from jiheng.core.auditing.twice_told_rates import rates_told_twice
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact

# These state something of each figure they stand beside, so two of them are seldom the same statement.
_OF_OTHERS = ("change.", "share", "average", "indicator.", "projects.")
# Counts of events differ by nature; these counts are of things that a unit has one number of.
_ONE_NUMBER = ("staff.", "members.", "three.count.", "assets.", "targets.", "proposals.received", "proposals.merged", "proposals.filed")
_POINTS = ("个百分点", "百分点")
_KINDRED = frozenset(name for pair in (*KIN, *SHOWN, *ALL_OF) for name in pair)  # of which one may be another's thing
_LEAST = Decimal("0.5")
_CLAUSE = 40  # characters before a figure in which its batch is looked for
_BATCH = re.compile(r"(?P<number>[一二三四五六七八九十]+|\d+)(?P<kind>批|期|阶段|标段)(?=项目|工程|建设|投资|的|总|$)")
# 自然口径 is how figures are stated that say nothing of it.
_REBASED = re.compile(r"(?P<way>同口径|可比口径|同比口径|还原口径|剔除[^，。；]{1,20}(?:因素|影响)后)")
_BRACKET = re.compile(r"\s?[（(][^（）()]{0,12}[)）]")
_IN_BRACKET, _FULL = re.compile("[（(][^（）()]*$"), 8


def groups_of(given: AuditInput) -> dict[tuple[object, ...], list[Fact]]:
    """The figures that are of one thing by their names and their places, where there is more than one."""
    twice = {told.other.id for told in rates_told_twice(given)}
    listed = twice | _siblings(given) | {one.rate.id for one in given.statements.ratios if one.part is not None and _is_of_counts(one.part, one.rate)}
    alike: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in given.statements.facts:
        if not fact.concept or fact.trust < _LEAST or fact.concept.startswith(_OF_OTHERS):
            continue
        if fact.concept == "score.full" and _IN_BRACKET.search(given.document.text[max(0, fact.origin.start - _FULL) : fact.origin.start]):
            continue  # 决策18分（满分20分）: of this item alone
        if fact.id in listed or fact.context.period.year is None or fact.context.period.years > 1:
            continue
        if fact.context.basis is Basis.ADJUSTMENT or not _has_one_number(fact) or is_of_each(fact, given.document.text):
            continue
        name = "" if fact.concept in _KINDRED else fact.concept
        alike[name, fact.of, fact.context.period, fact.context.basis, fact.figure.unit.base].append(fact)
    sections = ProjectSections(given.document)
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in sorted((fact for facts in alike.values() if len(facts) > 1 for fact in facts), key=_start):  # what is told once needs no closer look
        key = (
            fact.concept,
            fact.of,
            item_of(fact),
            sections.of(fact),
            _batch(fact, given) or coded_otherwise(fact, given),
            some_of_many(fact, given) or scored_thing(fact, given),
            _rebased(fact, given),
            fact.context.period,
            fact.context.basis,
            fact.figure.unit.base,
        )
        groups[key].append(fact)
    return groups


def _start(fact: Fact) -> int:
    return fact.origin.start


def _batch(fact: Fact, given: AuditInput) -> str:
    """The batch, stage or lot that the clause of a figure names (二批项目、第三标段): another one is another thing."""
    before = given.document.text[max(0, fact.origin.start - _CLAUSE) : fact.origin.start]
    named = _BATCH.search(re.split("[，,；;。：:]", before)[-1]) if _BATCH.search(before) else None
    return named["number"] + named["kind"] if named else ""


def _rebased(fact: Fact, given: AuditInput) -> str:
    """How a figure is restated to be comparable (同口径), by its clause or the bracket behind it: no other statement of the thing."""
    text = given.document.text
    if not _REBASED.search(text, max(0, fact.origin.start - _CLAUSE), fact.origin.end + _CLAUSE):
        return ""
    clause = re.split("[，,；;。：:]", text[max(0, fact.origin.start - _CLAUSE) : fact.origin.start])[-1]
    behind = _BRACKET.match(text, fact.origin.end)
    named = _REBASED.search(clause + (behind[0] if behind else ""))
    return named["way"] if named else ""


def _has_one_number(fact: Fact) -> bool:
    rate = fact.figure.unit.is_ratio and fact.figure.unit.key not in _POINTS  # 超序时进度3个百分点: how far from another one
    return fact.figure.unit.is_money or rate or fact.concept.startswith(_ONE_NUMBER) or fact.concept.startswith("score.")


def _is_of_counts(part: Fact, rate: Fact) -> bool:
    """Whether a rate of work (合格率, 完成率) is of the counts beside it, and so of nothing that another sentence counts."""
    return rate.concept.startswith("duty.") and not part.figure.unit.is_money


def _siblings(given: AuditInput) -> set[str]:
    """Parts of one list that share their name: several projects of one kind, not one restated."""
    alike: set[str] = set()
    for stated in given.statements.sums:
        names: dict[tuple[str, str, str, Basis | None], list[str]] = defaultdict(list)
        for part in (stated.whole, *stated.parts):
            names[part.concept, part.context.item, scope_of(part), part.context.basis].append(part.id)
        alike |= {id for ids in names.values() if len(ids) > 1 for id in ids}
    return alike
