"""All that a check may look at."""

from __future__ import annotations

from dataclasses import dataclass

from jiheng.core.documents.document import Document
from jiheng.core.facts.statements import Statements
from jiheng.core.rulepack.model import Relation


@dataclass(frozen=True, slots=True)
class AuditInput:
    """One document, what it states, and the relations of the pack that binds it."""

    document: Document
    statements: Statements
    relations: tuple[Relation, ...] = ()
