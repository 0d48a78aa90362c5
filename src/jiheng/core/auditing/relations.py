"""Runs the relations that a pack declares: for each year, funding scope and item that the document states.

A side that lacks a figure, or has two that disagree, is not evaluated; nothing here knows a concept or a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice, product

from jiheng.core.auditing import causes
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.comparing import Side, Verdict, compare, is_a_little_short, side, told_exactly
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.other_readings import between, of_narrower, surely_another
from jiheng.core.auditing.score_tables import row_id
from jiheng.core.auditing.words import in_unit, named
from jiheng.core.documents.span import Span
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.factbase import Answer, Conflict, FactBase, Found, Missing, Place, name_of
from jiheng.core.figures.units import NUMBER
from jiheng.core.rulepack.model import Op, Relation
from jiheng.core.rulepack.nodes import Lookup, Name, Reference, Unclear, Value, Wanting

_SURE = Decimal("0.8")
_READINGS = 24  # combinations of conflicting figures tried at most
_HEAD = 300
_OPERANDS = 2
_KINDS = {
    "绩效": re.compile("绩效|自评"),
    "决算": re.compile("决算"),
    "预算": re.compile("预算(?!绩效|执行|支出绩效|部门)(?=公开|说明|草案|编制|情况|表|$)"),
}

Choice = Mapping[Reference, Fact | None]


@dataclass(frozen=True, slots=True)
class Bench:
    """What relations are tried on: the facts to ask, the kinds of document it may be, all figures for likely causes."""

    base: FactBase
    kinds: frozenset[str]
    printed: causes.PrintedFigures
    beside: Mapping[str, Sequence[Fact]] = field(default_factory=dict[str, Sequence[Fact]])  # the amounts of each paragraph
    named: Mapping[str, Sequence[Fact]] = field(default_factory=dict[str, Sequence[Fact]])  # the facts of each concept

    @staticmethod
    def of(given: AuditInput) -> Bench:
        """The bench of one document; its kind is read off its name and its first lines."""
        document = given.document
        head = f"{document.name}\n{document.text[:_HEAD]}"
        kinds = frozenset(kind for kind, words in _KINDS.items() if words.search(head))
        beside: dict[str, list[Fact]] = {}
        for fact in given.statements.facts:
            if fact.origin.block.startswith("p") and fact.figure.unit.is_money and not fact.concept.startswith("change."):
                beside.setdefault(fact.origin.block, []).append(fact)
        return Bench(given.base, kinds, causes.printed_figures(given), beside, given.by_concept)


@dataclass(frozen=True, slots=True)
class _Trial:
    """One relation at one place: which concept, what was answered, and which figures are read together."""

    relation: Relation
    it: str
    place: Place
    answers: Mapping[Reference, Answer]


@dataclass(frozen=True, slots=True)
class _Reading:
    choice: Choice
    left: Value
    right: Value
    verdict: Verdict


def judge(relation: Relation, bench: Bench) -> Iterator[Outcome]:
    """Everything that one relation has to say; at most one NotEvaluated."""
    if relation.applies.kinds and not bench.kinds.intersection(relation.applies.kinds):
        return
    seen: set[frozenset[str]] = set()
    open_ones: list[NotEvaluated] = []
    for it in relation.applies.of or ("",):
        for trial in _trials(relation, it, bench, open_ones):
            facts = frozenset(answer.fact.id for answer in trial.answers.values() if isinstance(answer, Found))
            if facts and facts in seen and len(facts) == len([a for a in trial.answers.values() if not isinstance(a, Missing)]):
                continue
            seen.add(facts)
            outcome = _outcome(trial, bench)
            if isinstance(outcome, NotEvaluated):
                open_ones.append(outcome)
            elif outcome is not None:
                yield outcome
    if open_ones:
        reasons = list(dict.fromkeys(one.reason for one in open_ones))
        more = f"；另有{len(reasons) - 2}处" if len(reasons) > 2 else ""
        evidence = tuple(dict.fromkeys(span for one in open_ones for span in one.evidence))
        yield NotEvaluated(relation.code, f"{relation.title}：" + "；".join(reasons[:2]) + more, evidence)


def _trials(relation: Relation, it: str, bench: Bench, open_ones: list[NotEvaluated]) -> Iterator[_Trial]:
    base = bench.base
    references = relation.bound(it)
    stated = {one: places for one, bound in references.items() if (places := base.places(bound.asked, bound.basis))}
    if not stated:
        return
    lacking = next((group for group in (*relation.left.required, *relation.right.required) if stated.keys().isdisjoint(group)), None)
    if lacking is not None:
        _lacks(relation, references[lacking[0]], references, base, open_ones)
        return
    for place in sorted(_places(relation, stated, base.year), key=lambda at: (at.year or 0, at.scope, at.item), reverse=True):
        if _applies(relation, it, place, base):
            answers = {one: _ask(base, bound, place) for one, bound in references.items()}
            if relation.applies.own_terms:
                answers = {one: _own(answer, references[one], place) for one, answer in answers.items()}
            yield _Trial(relation, it, place, answers)


def _lacks(relation: Relation, wanting: Reference, references: Mapping[Reference, Reference], base: FactBase, open_ones: list[NotEvaluated]) -> None:
    """Say what is lacking, when the document's own year has another part of the relation."""
    here = Place(base.year, "", "")
    found = [answer for bound in references.values() if isinstance(answer := _ask(base, bound, here), Found)]
    if found and _applies(relation, "", here, base):
        missing = Missing(wanting.asked, wanting.basis, None if base.year is None else base.year - wanting.back, wanting.item or "")
        open_ones.append(NotEvaluated(relation.code, missing.reason, tuple(one.fact.origin for one in found)))


def _places(relation: Relation, stated: Mapping[Reference, set[Place]], own: int | None) -> set[Place]:
    """Years, items and scopes to try: those that some name of the relation is stated in."""
    each = relation.applies.each
    places: set[Place] = set()
    for reference, found in stated.items():
        for at in found:
            year = None if at.year is None else at.year + reference.back
            if "year" not in each and year != own:
                continue
            scope = at.scope if "scope" in each and reference.scope is None else ""
            if "item" not in each and at.item and reference.item is None:
                continue
            places.add(Place(year, at.item if "item" in each and reference.item is None else "", scope))
            places.add(Place(year, at.item if "item" in each and reference.item is None else "", ""))
    return places


def _ask(base: FactBase, bound: Reference, place: Place) -> Answer:
    if bound.back and place.year is None:
        return Missing(bound.asked, bound.basis, None, place.item)  # where no year is told nothing is known to be of the one before
    year = None if place.year is None else place.year - bound.back
    item = place.item if bound.item is None else bound.item
    scope = place.scope if bound.scope is None else bound.scope
    return base.ask_within(bound.asked, bound.basis, Place(year, item, scope), loose=not scope)


def _own(answer: Answer, bound: Reference, place: Place) -> Answer:
    """The answer, unless another concept stands in for the one asked."""
    if isinstance(answer, Missing) or not answer.stands_in:
        return answer
    return Missing(bound.asked, bound.basis, None if place.year is None else place.year - bound.back, place.item)


def _applies(relation: Relation, it: str, place: Place, base: FactBase) -> bool:
    def above_zero(one: Reference) -> bool:
        answer = _ask(base, one.bound(it), place)
        if isinstance(answer, Missing) or answer.stands_in:
            return False
        return any(fact.figure.value > 0 for fact in (answer.facts if isinstance(answer, Conflict) else (answer.fact,)))

    when = relation.applies
    return all(above_zero(one) for one in when.needs) and not any(above_zero(one) for one in when.unless)


def _outcome(trial: _Trial, bench: Bench) -> Outcome | None:
    """What one trial says; None where it has nothing to say."""
    relation = trial.relation
    own = trial.place == Place(bench.base.year, "", "")
    readings: list[_Reading] = []
    for choice in _choices(trial):
        reading = _read(relation, choice)
        if isinstance(reading, Wanting):
            return _unanswered(trial, reading.reference) if own else None
        if isinstance(reading, Unclear):
            return NotEvaluated(relation.code, reading.why, _spans(choice)) if own else None
        readings.append(reading)
    used = [fact.id for fact in readings[0].choice.values() if fact is not None]
    if len(set(used)) < len(used):
        return None  # one figure answers for two names: it would be compared with itself
    return _settled(trial, readings, bench)


def _choices(trial: _Trial) -> Iterator[Choice]:
    """Every way to read the figures together: one, unless some are stated in several ways."""
    ways: list[tuple[Fact | None, ...]] = []
    for answer in trial.answers.values():
        match answer:
            case Found(fact=fact):
                ways.append((fact,))
            case Conflict(facts=facts):
                ways.append(facts)
            case _:
                ways.append((None,))
    beside = _beside(trial)
    if beside is not None:
        yield beside
        return
    for way in islice(product(*ways), _READINGS):
        yield dict(zip(trial.answers, way, strict=True))


def _beside(trial: _Trial) -> Choice | None:
    """The figures of the table row that prints a rate with all its operands: whatever else the document states, it is theirs."""
    stated = {name: _all_of(answer) for name, answer in trial.answers.items()}
    rates = [fact for facts in stated.values() for fact in facts if fact.figure.unit.is_ratio and fact.origin.block.startswith("t")]
    for rate in rates:
        row = row_id(rate.origin)
        choice = {name: next((fact for fact in facts if row_id(fact.origin) == row), None) for name, facts in stated.items()}
        if len(choice) > _OPERANDS and all(fact is not None for fact in choice.values()):
            return choice
    return None


def _all_of(answer: Answer) -> tuple[Fact, ...]:
    match answer:
        case Found(fact=fact, witnesses=witnesses):
            return (fact, *witnesses)
        case Conflict(facts=facts):
            return facts
        case _:
            return ()


def _read(relation: Relation, choice: Choice) -> _Reading | Wanting | Unclear:
    lookup: Lookup = told_exactly(choice) if relation.identity else choice.get
    left = relation.left.value(lookup)
    if not isinstance(left, Value):
        return left
    right = relation.right.value(lookup)
    if not isinstance(right, Value):
        return right
    used = {*left.names, *right.names}
    kept = {name: fact if name in used else None for name, fact in choice.items()}
    return _Reading(kept, left, right, compare(left, relation.op, right))


def _unanswered(trial: _Trial, reference: Reference) -> NotEvaluated | None:
    facts = [answer.fact for answer in trial.answers.values() if isinstance(answer, Found)]
    answer = trial.answers[reference]
    if not facts or not isinstance(answer, Missing):
        return None
    return NotEvaluated(trial.relation.code, answer.reason, tuple(fact.origin for fact in facts))


def _settled(trial: _Trial, readings: list[_Reading], bench: Bench) -> Outcome:
    relation = trial.relation
    held = [one for one in readings if one.verdict.band is not None]
    unknown = next((one for one in readings if one.verdict.unknown), None)
    if len(held) == len(readings):
        return _held(relation, held)
    if unknown is not None:
        return NotEvaluated(relation.code, unknown.verdict.unknown, _spans(unknown.choice))
    used = {name for one in readings for name, fact in one.choice.items() if fact is not None}
    scopes = {answer.scope for name, answer in trial.answers.items() if name in used and name.scope is None and not isinstance(answer, Missing)}
    if len(scopes) > 1:
        reason = f"各数的资金口径不一（{'、'.join(sorted(scope or '未写明' for scope in scopes))}），不相符也不能判断"
        return NotEvaluated(relation.code, reason, _spans(readings[0].choice))
    if any(isinstance(trial.answers[name], Conflict) and name.basis is Basis.ADJUSTMENT for name in used):
        reason = "调整额分几笔写明，方向不一，不能与合计直接比较"
        return NotEvaluated(relation.code, reason, _spans(readings[0].choice))
    guilty = readings[0] if not held else _guilty(readings) if relation.each_reading else None
    if guilty is None:
        conflict = next(answer for name, answer in trial.answers.items() if name in used and isinstance(answer, Conflict))
        fits = "、".join(
            dict.fromkeys(fact.figure.text for one in held for fact in one.choice.values() if fact in conflict.facts and fact is not None)
        )
        return NotEvaluated(relation.code, f"{conflict.reason}；取{fits}则相符", tuple(fact.origin for fact in conflict.facts))
    facts = (*guilty.left.facts, *guilty.right.facts)
    if (other := surely_another(facts, bench.named)) is not None:
        return NotEvaluated(relation.code, f"{named(other)}在别处写明，与这里用到的数是同一个", (*_spans(guilty.choice), other.origin))
    if (third := between(guilty.right.facts, guilty.left.exact.low - guilty.right.exact.low, bench.beside)) is not None:
        return NotEvaluated(relation.code, f"所列各项之间另有{named(third)}，正好等于差额", (*_spans(guilty.choice), third.origin))
    if (narrower := of_narrower(guilty.left, guilty.right, bench.named)) is not None:
        return NotEvaluated(relation.code, f"所列各项之和与紧接其前的{named(narrower)}相符", (*_spans(guilty.choice), narrower.origin))
    return _finding(trial, guilty, bench, used)


def _guilty(readings: list[_Reading]) -> _Reading | None:
    """The first reading with a figure that breaks the relation however the others are read."""
    for one in readings:
        if one.verdict.band is not None:
            continue
        for name, fact in one.choice.items():
            alike = [other for other in readings if other.choice[name] is fact]
            if fact is not None and len(alike) < len(readings) and all(other.verdict.band is None for other in alike):
                return one
    return None


def _held(relation: Relation, held: list[_Reading]) -> Held:
    loose = next((one for one in held if one.verdict.band is Band.ROUNDING), None)
    chosen = loose or held[0]
    facts = tuple(dict.fromkeys(chosen.left.facts + chosen.right.facts))
    sides = _sides(relation, chosen)
    said = f"{relation.title}：{sides[0].working} {relation.op.value if relation.op is not Op.WITHIN else '在'} {sides[1].working}"
    return Held(relation.code, Band.ROUNDING if loose else Band.EXACT, _spans(chosen.choice), facts, said)


def _sides(relation: Relation, reading: _Reading) -> tuple[Side, Side]:
    lookup: Lookup = reading.choice.get
    return side(relation.left, reading.left, reading.right, lookup), side(relation.right, reading.right, reading.left, lookup)


def _finding(trial: _Trial, reading: _Reading, bench: Bench, used: set[Reference]) -> Finding:
    relation, place = trial.relation, trial.place
    left, right = _sides(relation, reading)
    facts = tuple(dict.fromkeys(reading.left.facts + reading.right.facts))
    # The side that is one printed figure is what the report states; the other is what it should be.
    swapped = isinstance(relation.left.root, Name) and not isinstance(relation.right.root, Name) and relation.op is Op.EQUAL
    stated, expected = (left, right) if swapped or relation.op is not Op.EQUAL else (right, left)
    difference = _difference(reading)
    fields = {
        "left": left, "right": right, "year": f"{place.year}年" if place.year else "", "scope": f"（{place.scope}）" if place.scope else "",
        "item": f"“{place.item}”" if place.item else "", "it": name_of(trial.it) if trial.it else "", "difference": difference,
        "parts": "、".join(named(fact) for fact in facts),
    }  # fmt: skip
    where = "|".join((*(one.bound(trial.it).asked for one in relation.references), str(place.year), place.scope, place.item))
    return Finding(
        relation.code,
        _severity(trial, reading, used, facts),
        Category(relation.category),
        relation.message.format_map(fields),
        relation.mend.format_map(fields),
        _spans(reading.choice),
        likely_cause=_cause(relation, reading, bench),
        expected=expected.text,
        stated=stated.text,
        difference=difference,
        facts=facts,
        sources=relation.sources,
        working=tuple(dict.fromkeys(one.working for one in (left, right))),
        subject_key=where,
    )


def _severity(trial: _Trial, reading: _Reading, used: set[Reference], facts: tuple[Fact, ...]) -> Severity:
    """The relation's own, an error only where every figure is sure, undisputed and its own."""
    severity = Severity(trial.relation.severity)
    if severity is not Severity.ERROR:
        return severity
    own = reading.choice == _beside(trial) or all(
        isinstance(answer, Missing) or (isinstance(answer, Found) and not answer.stands_in and not answer.doubtful)
        for name, answer in trial.answers.items()
        if name in used
    )
    sure = own and not reading.verdict.weak and all(fact.trust >= _SURE and not fact.figure.is_hedged for fact in facts)
    roomy = trial.relation.leaves_room and is_a_little_short(reading.left, reading.right)
    return Severity.ERROR if sure and not roomy and (trial.relation.identity or trial.relation.verified) else Severity.WARNING


def _cause(relation: Relation, reading: _Reading, bench: Bench) -> str:
    """Why a printed figure differs from what it should equal."""
    if relation.op is not Op.EQUAL:
        return ""
    for own, other in ((reading.right, reading.left), (reading.left, reading.right)):
        if own.single and own.facts[0].figure.value and other.exact.low.is_finite() and own.unit is not None:
            return causes.of_difference(own.facts[0].figure, other.exact.low, bench.printed, other.facts)
    return ""


def _difference(reading: _Reading) -> str:
    left, right = reading.left, reading.right
    unit = left.unit or right.unit or NUMBER
    gap = left.exact.gap(right.exact)
    return in_unit(gap, unit) if gap.is_finite() else ""


def _spans(choice: Choice) -> tuple[Span, ...]:
    spans = {fact.origin for fact in choice.values() if fact is not None}
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))
