"""All that a check may look at."""

from __future__ import annotations

from dataclasses import dataclass

from jiheng.core.documents.document import Document
from jiheng.core.facts.statements import Statements


@dataclass(frozen=True, slots=True)
class AuditInput:
    """One document and what it states."""

    document: Document
    statements: Statements
