"""The audit of a report that is still being written, and the fields behind each finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jiheng.core.auditing.finding import Finding
from jiheng.core.auditing.runner import AuditResult
from jiheng.core.casefile import steps
from jiheng.core.casefile.case_fields import CASE, Kind
from jiheng.core.casefile.draft_document import document_of
from jiheng.core.documents.block import Block, BlockKind
from jiheng.core.documents.document import Document
from jiheng.core.facts.carried_places import find_prints, with_prints
from jiheng.core.facts.statements import Statements
from jiheng.core.reading.extract.statements import state
from jiheng.core.reporting.carrying import carried_facts
from jiheng.core.reporting.draft import Draft, Heading, Paragraph
from jiheng.core.reporting.report_input import ReportInput

_NAME = "自评报告.docx"
_OWN = frozenset(field.key for field in CASE.fields if field.kind is Kind.TEXTS)  # sections whose words the case has a field of its own for


@dataclass(frozen=True, slots=True)
class DraftAudit:
    """What the audit says of a draft.

    `fields` are the case paths of what is printed at each character, `sections` the path of the words of each block's section, `typed` the
    blocks that a person wrote.
    """

    document: Document
    statements: Statements
    result: AuditResult
    fields: Mapping[int, tuple[str, ...]]
    sections: Mapping[str, str]
    typed: frozenset[str]


def audit_draft(draft: Draft, year: int) -> DraftAudit:
    """Read and audit a draft as its Word file would be.

    Law: the findings are those of the package's own audit of the report.
    """
    document = document_of(draft, _NAME)
    prints = find_prints(carried_facts(draft), document)
    statements = with_prints(state(document, year), prints)
    fields = {one.span.start: tuple(fact.origin.block for fact in one.print.facts) for one in prints if one.span and not one.seen}
    sections, typed = _sections(draft, document)
    return DraftAudit(document, statements, steps.audit(document, statements), fields, sections, typed)


def paths_of(audited: DraftAudit, finding: Finding, given: ReportInput) -> Iterator[str]:
    """The case paths behind a finding, the likeliest first: of its figures, of the row of a form, of the section's own words."""
    spans = [*(fact.origin for fact in finding.facts), *finding.evidence]
    # A sentence that a person typed is mended where it was typed, whatever figure it names.
    yield from (audited.sections[span.block] for span in spans if span.block in audited.typed)
    yield from (path for span in spans for path in audited.fields.get(span.start, ()))
    rows = dict(_rows(given))
    cells = {span.block.rpartition(".")[0] for span in spans if span.block.count(".") == 2}
    for block in audited.document.blocks if cells else ():
        if block.kind is BlockKind.TABLE and any(one.startswith(f"{block.id}.") for one in cells):
            yield from (rows[name] for name in _names(block, cells) if name in rows)
    yield from (audited.sections[span.block] for span in spans if span.block in audited.sections)


def _names(table: Block, rows: set[str]) -> Iterator[str]:
    for cell in table.cells:
        if cell.block.id.rpartition(".")[0] in rows:
            yield cell.text.strip()


def _rows(given: ReportInput) -> Iterator[tuple[str, str]]:
    content = given.content
    for place, project in enumerate(content.projects):
        for at, row in enumerate(project.rows):
            yield row.level[2], f"projects[{place}].indicators[{at}].actual"
    for at, row in enumerate(content.rows):
        yield row.level[2], f"indicators[{at}].actual"


def _sections(draft: Draft, document: Document) -> tuple[dict[str, str], frozenset[str]]:
    """The path of the words of each block's section, and the blocks that a person wrote."""
    headings = {part.text.strip(): part.id for part in draft.parts if isinstance(part, Heading)}
    written = {"".join(run.text for run in part.runs).strip() for part in draft.parts if isinstance(part, Paragraph) and part.narrative}
    found: dict[str, str] = {}
    at = ""
    for block in document.running():
        if block.kind is BlockKind.HEADING:
            at = headings.get(block.text, "")
        if at:
            found[block.id] = at if at in _OWN else f"narrative[{at}]"
    return found, frozenset(block.id for block in document.running() if block.id in found and block.text in written)
