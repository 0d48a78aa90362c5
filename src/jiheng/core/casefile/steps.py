"""The steps of a case as plain functions, in their order: read · state · audit."""

from __future__ import annotations

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.runner import AuditResult
from jiheng.core.auditing.runner import audit as run_checks
from jiheng.core.documents.document import Document
from jiheng.core.facts.carried_places import with_carried
from jiheng.core.facts.statements import Statements
from jiheng.core.reading.door import read_document
from jiheng.core.reading.extract.statements import state
from jiheng.core.rulepack.resolve import NATION, resolve

NATIONAL = NATION  # audited by when no pack is named


def read(data: bytes, name: str) -> Document:
    """A file's bytes as a document. Raises: UnreadableFile (JH-F-…)."""
    return read_document(data, name)


def facts(document: Document, year: int | None = None) -> Statements:
    """All that a document states; `year` overrides the year that it names. Facts that its file carries are exact."""
    return with_carried(state(document, year), document)


def audit(document: Document, statements: Statements, pack: str | None = NATIONAL) -> AuditResult:
    """Every check, and every relation of a pack (None: of no pack), over one document."""
    whole = resolve(pack or NATION).pack  # without a pack no relation binds, but points are still held against the known methods
    return run_checks(AuditInput(document, statements, whole.relations if pack else (), whole.scoring))
