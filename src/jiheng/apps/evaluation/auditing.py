"""A kept file through the core's audit; the last few stay in memory, because their pages are turned to and fro."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from jiheng.apps.library.services import path_of
from jiheng.core.auditing.runner import AuditResult
from jiheng.core.casefile import steps
from jiheng.core.documents.document import Document
from jiheng.core.facts.statements import Statements


@dataclass(frozen=True, slots=True)
class Audited:
    """A document with what it states and what the audit said."""

    document: Document
    statements: Statements
    result: AuditResult


@lru_cache(maxsize=16)
def audited(digest: str, name: str, pack: str) -> Audited:
    """The audit of kept bytes by a pack; the same bytes always give the same result.

    Raises: UnreadableFile, LawbookError.
    """
    document = steps.read(path_of(digest).read_bytes(), name)
    statements = steps.facts(document, None)
    return Audited(document, statements, steps.audit(document, statements, pack))
