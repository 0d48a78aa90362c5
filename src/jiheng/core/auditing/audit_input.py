"""All that a check may look at."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from jiheng.core.auditing.finding import Outcome
from jiheng.core.documents.document import Document
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.factbase import FactBase
from jiheng.core.facts.statements import Statements
from jiheng.core.rulepack.model import Relation
from jiheng.core.rulepack.resolve import NATION, resolve
from jiheng.core.rulepack.scoring_rules import ScoringRules

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")


def _nations() -> ScoringRules:
    return resolve(NATION).pack.scoring


@dataclass(frozen=True)
class AuditInput:
    """One document, what it states, and the relations and scoring of the pack that binds it (the nation's where none does)."""

    document: Document
    statements: Statements
    relations: tuple[Relation, ...] = ()
    scoring: ScoringRules = field(default_factory=_nations)
    known: dict[Hashable, object] = field(default_factory=dict, init=False, repr=False, compare=False)  # answers of what is `shared`
    said: list[Outcome] = field(default_factory=list, init=False, repr=False, compare=False)  # so far; for checks that run last

    @cached_property
    def in_order(self) -> tuple[Fact, ...]:
        """The facts in the order in which they stand."""
        return tuple(sorted(self.statements.facts, key=lambda fact: fact.origin.start))

    @cached_property
    def by_concept(self) -> dict[str, list[Fact]]:
        """The facts of each concept in the order of the text, so that a check need not go through them all for every row."""
        found: dict[str, list[Fact]] = {}
        for fact in self.statements.facts:
            found.setdefault(fact.concept, []).append(fact)
        return found

    @cached_property
    def base(self) -> FactBase:
        """The facts to be asked for by what they mean."""
        return FactBase(self.statements)


def shared(answer: Callable[Concatenate[AuditInput, _Asked], _Answer]) -> Callable[Concatenate[AuditInput, _Asked], _Answer]:
    """A function of the input that is worked out once however many checks and rows ask; its answer must not be changed."""

    @wraps(answer)
    def asked(given: AuditInput, /, *args: _Asked.args, **named: _Asked.kwargs) -> _Answer:
        key = (answer, args, tuple(named.items()))
        if key not in given.known:
            given.known[key] = answer(given, *args, **named)
        return cast("_Answer", given.known[key])

    return asked
