"""One case to its whole package of documents: report, forms, facts, self-audit, score and receipt."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from jiheng.core.auditing.finding import Severity
from jiheng.core.auditing.runner import AuditResult
from jiheng.core.casefile import steps
from jiheng.core.casefile.audit_json import Json, audit_json, fact_json, pack_json
from jiheng.core.casefile.casefile import CaseFile
from jiheng.core.casefile.pack_match import check_names
from jiheng.core.casefile.receipt import receipt_for
from jiheng.core.casefile.report_of_case import report_input
from jiheng.core.casefile.score_json import review_json, score_json
from jiheng.core.casefile.scoring_steps import Scored, score_case
from jiheng.core.reporting.composition import compose, form_draft, tables_of
from jiheng.core.reporting.draft import Draft, Mark, Paragraph
from jiheng.core.reporting.renderer_shelf import Audience, render
from jiheng.core.reporting.report_input import ReportInput

Stamps = tuple[tuple[str, str], ...]
REPORT = "自评报告"
# name of the file, the layouts that go into it; what a pack has no layout for is left out
_FORMS = (
    ("自评表", ("self_evaluation", "project_self_evaluation")),
    ("基础数据表", ("base_data",)),
    ("绩效目标表", ("targets",)),
    ("得分表", ("score_table",)),
)
# What a pack does not attach, its department does not fill: where items of management are scored, the nation's table of indicators has no points.
_ATTACHED_ONLY = ("self_evaluation", "project_self_evaluation")
_REPORT_FORMATS = ("docx", "pdf", "html")
_FORM_FORMATS = ("xlsx", "docx")
_RECORDS = ("facts.json", "score.json", "findings.json", "receipt.json")


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number of the clerk's own words that no fact bears out, or that a fact contradicts."""

    text: str
    mark: Mark
    sentence: str


@dataclass(frozen=True, slots=True)
class Package:
    """The files by name in the order made, the scores, the audit of the finished report, typed numbers to look at,

    and what of the case the pack has no place for (only where it is not the case's own).
    """

    files: dict[str, bytes]
    scored: Scored
    audited: AuditResult
    typed: tuple[TypedNumber, ...]
    left: tuple[str, ...] = ()

    def count(self, severity: Severity) -> int:
        """Findings of one severity in the self-audit."""
        return sum(1 for finding in self.audited.findings if finding.severity is severity)


def make_package(
    case: CaseFile,
    pack: str = "",
    *,
    program: str = "",
    audience: Audience = Audience.COLLEAGUES,
    stamps: Stamps = (),
    code: str = "",
    on_plan: Callable[[int], object] = int,
    on_file: Callable[[str], object] = str,
) -> Package:
    """Everything that a case gives, by its own pack where none is named.

    `on_plan` is told how many files there will be, `on_file` each file's name when it is done.

    `code` is that of a version that was handed over; it stands at the foot of every page, in each file's properties and in the receipt.

    Raises: LawbookError JH-P-031 (no such pack), JH-P-050 (outline or layout missing), CaseError JH-C-007 (words or answers that the pack has no place for).
    """
    id = pack or case.pack
    left = check_names(case, id)
    scored = score_case(case, pack)
    given = report_input(case, id, scored.sheets)
    foot = f"版本码 {code}" if code else ""
    if code:
        stamps = (*stamps, ("版本码", code))
    draft = replace(compose(given, stamps), foot=foot)
    made: dict[str, bytes] = {}
    planned = list(_documents(given, draft, stamps))
    on_plan(len(planned) + len(_RECORDS))
    for name, whole in planned:
        made[name] = render(whole, name.rpartition(".")[2], audience=audience)
        on_file(name)
    document = steps.read(made[f"{REPORT}.docx"], f"{REPORT}.docx")
    statements = steps.facts(document, case.year)
    audited = steps.audit(document, statements)
    told = pack_json(id, guessed=False, why=scored.why)
    records: tuple[Callable[[], Json], ...] = (
        lambda: _facts_json(case, draft),
        lambda: _score_json(scored, told),
        lambda: audit_json(document, statements, audited, told),
        lambda: receipt_for(program, case.name, case.sha256, id, made, code).as_json(),  # of all the files before it
    )
    for name, record in zip(_RECORDS, records, strict=True):
        made[name] = _bytes(record())
        on_file(name)
    return Package(made, scored, audited, tuple(_typed(draft)), left)


def _documents(given: ReportInput, draft: Draft, stamps: Stamps) -> Iterator[tuple[str, Draft]]:
    for format in _REPORT_FORMATS:
        yield f"{REPORT}.{format}", draft
    layouts = {layout.id: layout for layout in given.layouts if layout.id in given.outline.attachments or layout.id not in _ATTACHED_ONLY}
    for name, ids in _FORMS:
        tables = [table for id in ids if id in layouts for table in tables_of(given, layouts[id])]
        if tables:
            forms = replace(form_draft(given, tables, f"{given.year}年度{name}", stamps), foot=draft.foot)
            for format in _FORM_FORMATS:
                yield f"{name}.{format}", forms


def _score_json(scored: Scored, told: Json) -> Json:
    tables = [score_json(sheet, told) for sheet in scored.sheets]
    return {"schema": "jiheng.scores/1", "tables": tables, "goal_review": None if scored.review is None else review_json(scored.review)}


def _facts_json(case: CaseFile, draft: Draft) -> Json:
    entered = {fact.id for fact in case.content.statements.facts}
    return {
        "schema": "jiheng.facts/1",
        "subject": case.content.unit.full_name,
        "year": case.year,
        "facts": [fact_json(fact) for fact in case.content.statements.facts],
        "derived": [fact_json(fact) for fact in draft.facts if fact.id not in entered],
    }


def _typed(draft: Draft) -> Iterator[TypedNumber]:
    for part in draft.parts:
        if isinstance(part, Paragraph):
            for run in part.runs:
                if run.mark in (Mark.UNBOUND, Mark.CONTRADICTS):
                    yield TypedNumber(run.text, run.mark, "".join(one.text for one in part.runs))


def _bytes(record: Json) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()
