"""One document's facts, to be asked by concept and context; the answer is Found, Missing or Conflict, never a first hit.

Which concepts may stand for another is data: `lawbook/equivalents.yaml`. No rule and no formula is known here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from jiheng.core.errors import LawbookError
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedRatio, Statements
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.lawbook import load_yaml
from jiheng.core.record import record

UNNAMED = "unnamed"  # asks for figures of no known concept, told apart by their item
_SURE = Decimal("0.7")
_DONE = (None, Basis.OUTTURN, Basis.ACTUAL)  # what "no basis" asks for: what is, or what was done
# "完成年初预算的x%" and "占x%" are bound to their own part and whole; only these words make them a general rate.
_GENERAL_RATE = re.compile("^(?!.*年初).*(?:完成率|执行率|全年预算|调整后?预算|调整后的预算|[\u4e00-\u9fff]率[达到为是约：:\\s]*$)")


@record
class Found:
    """The most precise statement of a thing; `witnesses` restate it. `doubtful` when the reader was unsure of it.

    `stands_in` when an equivalent concept answered, `scope` the funding scope that the fact is stated in.
    """

    fact: Fact
    witnesses: tuple[Fact, ...] = ()
    doubtful: bool = False
    stands_in: bool = False
    scope: str = ""


@record
class Missing:
    """Nothing states it, or only under several funding scopes (`scopes`)."""

    concept: str
    basis: Basis | None
    year: int | None
    item: str = ""
    scopes: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """Why there is no answer, in Chinese."""
        what = name_of(self.concept, self.basis, self.year, self.item)
        return f"{what}只按资金口径分别列示（{'、'.join(self.scopes)}）" if self.scopes else f"文中没有{what}"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements of one thing that cannot all be true, each value once."""

    facts: tuple[Fact, ...]
    scope: str = ""
    doubtful: bool = False
    stands_in: bool = False

    @property
    def reason(self) -> str:
        """Why there is no answer, in Chinese."""
        first = self.facts[0]
        what = name_of(first.concept, first.context.basis, first.context.period.year, first.context.item)
        return f"{what}前后不一：{'、'.join(fact.figure.text for fact in self.facts)}"


Answer = Found | Missing | Conflict


class Place(NamedTuple):
    """Where a concept is stated: year, item and funding scope."""

    year: int | None
    item: str
    scope: str


@dataclass(frozen=True, slots=True)
class Equivalents:
    """What may stand for a concept: `same` always, `near` only where it is missing and none of `unless` is stated.

    `scope_free` when the concept, with its parts, has one funding scope by definition, so that naming it says nothing.
    """

    same: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    scope_free: bool = False


@lru_cache(maxsize=1)
def load_equivalents() -> dict[str, Equivalents]:
    """The equivalents of the lawbook by concept.

    Raises: LawbookError JH-P-020 for a field that does not exist.
    """
    out: dict[str, Equivalents] = {}
    for concept, entry in (load_yaml("equivalents.yaml") or {}).items():
        if unknown := set(entry) - {"same", "near", "unless", "scope_free"}:
            what = f"“{concept}”有未知字段{sorted(unknown)}"
            raise LawbookError("JH-P-020", what, where="lawbook/equivalents.yaml", mend="只用 same、near、unless、scope_free")
        same, near, unless = (tuple(entry.get(field) or ()) for field in ("same", "near", "unless"))
        out[concept] = Equivalents(same, near, unless, bool(entry.get("scope_free")))
    return out


def name_of(concept: str, basis: Basis | None = None, year: int | None = None, item: str = "") -> str:
    """A thing in Chinese: 2023年基本支出（执行）."""
    bare, _, of = concept.partition(" of ")
    taxonomy = load_taxonomy()
    words = [taxonomy.concept(one).label for one in (of, bare) if one in taxonomy]
    title = "".join(words) or ("未命名事项" if concept == UNNAMED else concept)
    return (f"{year}年" if year else "") + (f"“{item}”" if item else "") + title + (f"（{basis.value}）" if basis else "")


class FactBase:
    """The facts of one document by concept, basis, year, item and funding scope.

    Left out: parts of a year, runs of years, and rates that the wording ties to a figure of their own. A scope that the
    concept's standard name contains (财政拨款收入) is no scope.
    """

    def __init__(self, statements: Statements, equivalents: Mapping[str, Equivalents] | None = None) -> None:
        """Index the facts once."""
        self.year = statements.period.year
        self._equivalents = load_equivalents() if equivalents is None else equivalents
        self._facts: dict[tuple[str, Basis | None], dict[Place, list[Fact]]] = defaultdict(lambda: defaultdict(list))
        self._places: dict[tuple[str, Basis | None], set[Place]] = {}
        self._answers: dict[tuple[str, Basis | None, Place, bool], Answer] = {}
        tied = {ratio.rate.id for ratio in statements.ratios if not _is_general(ratio)}
        self._neutral: dict[tuple[str, str], bool] = {}
        for fact in statements.facts:
            period = fact.context.period
            if period.months is not None or period.years != 1 or fact.id in tied:
                continue
            concept, item = _key(fact)
            if not concept:
                continue
            scope = fact.context.scope
            if scope and self.is_neutral(fact.concept, scope):
                scope = ""
            self._facts[concept, fact.context.basis][Place(period.year, item, scope)].append(fact)

    def is_neutral(self, concept: str, scope: str) -> bool:
        """Whether the standard name of the concept, or of one it is part of, says the scope, or the lawbook that it has none."""
        known = self._neutral.get((concept, scope))
        if known is None:
            taxonomy, rules = load_taxonomy(), self._equivalents
            own = (concept, *taxonomy.ancestors(concept)) if concept in taxonomy else (concept,)
            known = any((one in rules and rules[one].scope_free) or (one in taxonomy and scope in taxonomy.concept(one).label) for one in own)
            self._neutral[concept, scope] = known
        return known

    def ask(self, concept: str, basis: Basis | None = None, year: int | None = None, item: str = "", scope: str | None = None) -> Answer:
        """What is stated of a concept; no basis asks for what is or was done, no year for the document's own.

        `scope` None takes unscoped figures, else those of the only scope; a named scope is taken first, then unscoped.
        `item` "" takes totals only.
        """
        wanted = self.year if year is None else year
        strict = scope is not None and scope != ""
        found = self.ask_within(concept, basis, Place(wanted, item, scope or ""), loose=not strict)
        if strict and isinstance(found, Missing):
            return self.ask_within(concept, basis, Place(wanted, item, ""), loose=False)
        return found

    def ask_within(self, concept: str, basis: Basis | None, place: Place, *, loose: bool) -> Answer:
        """The same for one exact place; `loose` lets the only scope stated answer for no scope."""
        key = (concept, basis, place, loose)
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = self._answer(concept, basis, place, loose=loose)
        return answer

    def places(self, concept: str, basis: Basis | None) -> set[Place]:
        """Every year, item and scope in which a concept, or what may stand for it, is stated."""
        found = self._places.get((concept, basis))
        if found is not None:
            return found
        found = self._places[concept, basis] = set()
        rule = self._equivalents.get(concept)
        for one in (concept, *(rule.same + rule.near if rule else ())):
            for allowed in _bases(basis):
                found.update(self._facts.get((one, allowed), ()))
        return found

    def _answer(self, concept: str, basis: Basis | None, place: Place, *, loose: bool) -> Answer:
        rule = self._equivalents.get(concept)
        found = self._direct((concept, *(rule.same if rule else ())), basis, place, loose=loose)
        if rule is None or not isinstance(found, Missing) or found.scopes or self._is_stated(rule.unless, place.year):
            return found
        for other in rule.near:
            near = self._direct((other,), basis, place, loose=loose)
            if isinstance(near, Found):
                return Found(near.fact, near.witnesses, near.doubtful, stands_in=True, scope=near.scope)
            if isinstance(near, Conflict):
                return Conflict(near.facts, near.scope, near.doubtful, stands_in=True)
        return found

    def _direct(self, concepts: Iterable[str], basis: Basis | None, place: Place, *, loose: bool) -> Answer:
        concepts = tuple(concepts)
        stores = [store for one in concepts for allowed in _bases(basis) if (store := self._facts.get((one, allowed)))]
        facts = [fact for store in stores for fact in store.get(place, ())]
        scope = place.scope
        if not facts and loose and not scope:
            scopes = sorted({at.scope for store in stores for at in store if at[:2] == place[:2]})
            if len(scopes) != 1:
                return Missing(concepts[0], basis, place.year, place.item, tuple(scopes))
            scope = scopes[0]
            facts = [fact for store in stores for fact in store.get(place._replace(scope=scope), ())]
        return _settle(facts, scope) or Missing(concepts[0], basis, place.year, place.item)

    def _is_stated(self, concepts: Iterable[str], year: int | None) -> bool:
        """Whether one of them is stated above zero for the year, on any basis."""
        return any(
            fact.figure.value
            for one in concepts
            for basis in (None, *Basis)
            for at, facts in self._facts.get((one, basis), {}).items()
            if at.year == year
            for fact in facts
        )


def _bases(basis: Basis | None) -> tuple[Basis | None, ...]:
    return _DONE if basis is None else (basis,)


def _is_general(ratio: StatedRatio) -> bool:
    return _GENERAL_RATE.match(ratio.words) is not None


def _key(fact: Fact) -> tuple[str, str]:
    """The concept that is asked for, and the item; a rate in the row of a concept is a rate of that concept."""
    item, of = fact.context.item, fact.of
    if not fact.concept:
        return (UNNAMED, item) if item else ("", "")
    if not of and item in load_taxonomy() and load_taxonomy().concept(fact.concept).kind == "ratio":
        item, of = "", item
    return (f"{fact.concept} of {of}" if of and of != fact.concept else fact.concept), item


def _settle(facts: list[Fact], scope: str) -> Found | Conflict | None:
    """One answer out of statements of one thing: those the reader is sure of, if any, else the others."""
    sure = [fact for fact in facts if fact.trust >= _SURE]
    facts = sorted(sure or facts, key=_precision)
    if not facts:
        return None
    first = facts[0]
    distinct = {(fact.figure.value, fact.figure.range): fact for fact in reversed(facts)}
    kept = sorted(distinct.values(), key=_precision)
    if any(not one.figure.agrees(other.figure) for at, one in enumerate(kept) for other in kept[at + 1 :]):
        return Conflict(tuple(sorted(kept, key=lambda fact: fact.origin.start)), scope, doubtful=not sure)
    return Found(first, tuple(facts[1:]), doubtful=not sure, scope=scope)


def _precision(fact: Fact) -> tuple[bool, Decimal, int]:
    return (fact.figure.is_hedged, fact.figure.base_step, fact.origin.start)
