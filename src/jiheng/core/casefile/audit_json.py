"""Results as plain data, under the names of the command line's contract (`jiheng.audit/1`, `jiheng.read/1`).

Decimals are exact strings without exponents. Keys are only ever added; nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jiheng.core.auditing.finding import Finding, Held
from jiheng.core.auditing.runner import AuditResult
from jiheng.core.documents.document import Document
from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.indicator import StatedIndicator
from jiheng.core.facts.statements import Statements

Json = dict[str, object]


def audit_json(document: Document, statements: Statements, result: AuditResult, pack: Json) -> Json:
    """One audited document as `jiheng.audit/1`."""
    crashed = [{"code": crash.code, "reason": f"检查程序出错：{crash.trouble}"} for crash in result.crashes]
    return {
        "schema": "jiheng.audit/1",
        "document": document_json(document),
        "pack": pack,
        "facts": [fact_json(fact) for fact in statements.facts],
        "indicators": [_indicator_json(row) for row in statements.indicators],
        "findings": [finding_json(finding) for finding in result.findings],
        "held": [_held_json(held) for held in result.held],
        "not_evaluated": [{"code": item.code, "reason": item.reason} for item in result.not_evaluated] + crashed,
        "unchecked_numbers": [{"text": fact.figure.text, "start": fact.origin.start, "end": fact.origin.end} for fact in result.unchecked],
    }


def pack_json(id: str | None, *, guessed: bool, why: str) -> Json:
    """Which pack an audit went by, whether the program chose it, and why."""
    return {"id": id, "guessed": guessed, "why": why}


def read_json(document: Document, statements: Statements) -> Json:
    """One read document as `jiheng.read/1`: what it states, before any check."""
    return {
        "schema": "jiheng.read/1",
        "document": document_json(document),
        "subject": statements.subject,
        "year": statements.period.year,
        "facts": [fact_json(fact) for fact in statements.facts],
        "indicators": [_indicator_json(row) for row in statements.indicators],
        "other_numbers": [{"text": n.text, "start": n.start, "end": n.end, "why": n.why} for n in statements.loose],
    }


def error_json(name: str, code: str, message: str) -> Json:
    """A file that could not be read as `jiheng.error/1`."""
    return {"schema": "jiheng.error/1", "document": {"name": name}, "error": {"code": code, "message": message}}


def document_json(document: Document) -> Json:
    """Identity of a document and what its reader noted."""
    return {
        "name": document.name,
        "sha256": document.sha256,
        "format": document.format,
        "characters": len(document.text),
        "notes": [{"code": note.code, "message": note.message} for note in document.notes],
    }


def fact_json(fact: Fact) -> Json:
    """One fact; what is empty for most facts (`of`, `scope`, `item`, `upper`, `repair` …) stands only where it is set."""
    figure, context = fact.figure, fact.context
    data: Json = {
        "id": fact.id,
        "concept": fact.concept or None,
        "label": fact.label,
        "basis": context.basis.value if context.basis else None,
        "year": context.period.year,
        "subject": context.subject,
        "value": plain(figure.number),
        "unit": figure.unit.key,
        "base_value": plain(figure.value),
        "step": plain(figure.step),
        "hedge": figure.hedge.value,
        "text": figure.text,
        **_place_json(fact.origin),
        "trust": plain(fact.trust),
    }
    optional: Json = {
        "of": fact.of,
        "scope": context.scope,
        "item": context.item,
        "upper": None if figure.upper is None else plain(figure.upper),
        "repair": fact.repair,
        "months": list(context.period.months) if context.period.months else None,
        "years": context.period.years if context.period.years > 1 else None,
    }
    return data | {key: value for key, value in optional.items() if value}


def _place_json(span: Span) -> Json:
    return {"quote": span.quote, "start": span.start, "end": span.end, "locator": span.locator.as_json()}


def _evidence_json(spans: Sequence[Span]) -> list[Json]:
    return [_place_json(span) for span in spans]


def _indicator_json(row: StatedIndicator) -> Json:
    return {
        "level": list(row.level),
        "relation": row.relation,
        "target": row.target,
        "unit": row.unit,
        "actual": row.actual,
        "weight": plain(row.weight.number) if row.weight else None,
        "score": plain(row.score.number) if row.score else None,
        "reason": row.reason,
        "start": row.origin.start,
        "end": row.origin.end,
        "locator": row.origin.locator.as_json(),
    }


def finding_json(finding: Finding) -> Json:
    """One finding."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "category": finding.category.value,
        "message": finding.message,
        "mend": finding.mend,
        "likely_cause": finding.likely_cause,
        "expected": finding.expected,
        "stated": finding.stated,
        "difference": finding.difference,
        "evidence": _evidence_json(finding.evidence),
        "facts": [fact.id for fact in finding.facts],
        "working": list(finding.working),
        "sources": [{"doc": source.doc, "article": source.article} for source in finding.sources],
        "fingerprint": finding.fingerprint,
    }


def _held_json(held: Held) -> Json:
    return {"code": held.code, "band": held.band.value, "evidence": _evidence_json(held.evidence), "words": held.words}


def plain(number: Decimal) -> str:
    """An exact decimal in digits, never with an exponent.

    Example:
        >>> plain(Decimal("1E+4")), plain(Decimal("753.070"))
        ('10000', '753.070')
    """
    return f"{number:f}"
