"""All that a check may look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from jiheng.core.documents.document import Document
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import Statements
from jiheng.core.rulepack.model import Relation
from jiheng.core.rulepack.resolve import NATION, resolve
from jiheng.core.rulepack.scoring_rules import ScoringRules


def _nations() -> ScoringRules:
    return resolve(NATION).pack.scoring


@dataclass(frozen=True)
class AuditInput:
    """One document, what it states, and the relations and scoring of the pack that binds it (the nation's where none does)."""

    document: Document
    statements: Statements
    relations: tuple[Relation, ...] = ()
    scoring: ScoringRules = field(default_factory=_nations)

    @cached_property
    def by_concept(self) -> dict[str, list[Fact]]:
        """The facts of each concept in the order of the text, so that a check need not go through them all for every row."""
        found: dict[str, list[Fact]] = {}
        for fact in self.statements.facts:
            found.setdefault(fact.concept, []).append(fact)
        return found
