"""A case's text carried to its ends: scored, composed and audited, laid out as forms, made into the package.

The same text always gives the same, so the last few stay in memory while their pages are turned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from jiheng.core.auditing.finding import Finding, Severity
from jiheng.core.auditing.runner import AuditResult
from jiheng.core.casefile import steps
from jiheng.core.casefile.audit_json import Json, audit_json, pack_json
from jiheng.core.casefile.case_trouble import CaseError, Trouble
from jiheng.core.casefile.casefile import CaseFile
from jiheng.core.casefile.draft_audit import DraftAudit, audit_draft
from jiheng.core.casefile.load_case import load_case
from jiheng.core.casefile.pack_match import check_names
from jiheng.core.casefile.package import REPORT, Package, make_package
from jiheng.core.casefile.report_of_case import report_input
from jiheng.core.casefile.scoring_steps import Scored, score_case
from jiheng.core.documents.document import Document
from jiheng.core.facts.statements import Statements
from jiheng.core.reporting.composition import compose
from jiheng.core.reporting.copy_sheet import CopyForm, copy_sheet
from jiheng.core.reporting.draft import Draft
from jiheng.core.reporting.renderer_shelf import render
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.rulepack.outline_files import load_outline
from jiheng.core.rulepack.resolve import resolve

PROGRAM = f"jiheng {version('jiheng')}"  # as receipts name it
SIGNED_DOCUMENT = f"{REPORT}.pdf"  # what is printed, signed and sealed


@dataclass(frozen=True, slots=True)
class Finished:
    """A case with its scores and the audit of its own report."""

    case: CaseFile
    scored: Scored
    document: Document
    statements: Statements
    result: AuditResult

    def findings(self, severity: Severity) -> tuple[Finding, ...]:
        """Findings of one severity."""
        return tuple(one for one in self.result.findings if one.severity is severity)

    def as_json(self) -> Json:
        """The audit as `jiheng.audit/1`."""
        return audit_json(self.document, self.statements, self.result, pack_json(self.scored.pack, guessed=False, why=self.scored.why))


@lru_cache(maxsize=32)
def case_of(text: bytes, name: str) -> tuple[CaseFile | None, tuple[Trouble, ...]]:
    """The case of a text, or all that is wrong with it."""
    try:
        case = load_case(text, name)
        check_names(case, case.pack)
    except CaseError as refused:
        return None, refused.troubles
    return case, ()


@lru_cache(maxsize=32)
def scored_case(text: bytes, name: str) -> Scored:
    """The scored tables of a text that is a case.

    Raises: LawbookError, JihengError as `score_case`.
    """
    return score_case(_sure(text, name))


@lru_cache(maxsize=16)
def drafted(text: bytes, name: str, *, scores: bool) -> tuple[ReportInput, Draft]:
    """The report of a text that is a case; without its scores where they cannot be computed.

    Raises: LawbookError, JihengError as `compose`.
    """
    case = _sure(text, name)
    given = report_input(case, case.pack, scored_case(text, name).sheets if scores else ())
    return given, compose(given)


@lru_cache(maxsize=16)
def draft_audited(text: bytes, name: str, *, scores: bool) -> DraftAudit:
    """The audit of that report as it is written.

    Raises: as `drafted`.
    """
    return audit_draft(drafted(text, name, scores=scores)[1], _sure(text, name).year)


def _sure(text: bytes, name: str) -> CaseFile:
    case, troubles = case_of(text, name)
    if case is None:
        raise CaseError(troubles)
    return case


@lru_cache(maxsize=16)
def finished(text: str, name: str) -> Finished:
    """A case read, scored and audited as its package would be.

    Raises: CaseError, LawbookError, JihengError as `make_package`.
    """
    case = load_case(text.encode(), name)
    scored = score_case(case)
    draft = compose(report_input(case, case.pack, scored.sheets))
    document = steps.read(render(draft, "docx"), f"{REPORT}.docx")
    statements = steps.facts(document, case.year)
    return Finished(case, scored, document, statements, steps.audit(document, statements))


@lru_cache(maxsize=8)
def packaged(text: str, name: str, code: str = "") -> Package:
    """The whole package of a case, as `jiheng package` makes it; with the code of a version at the foot of every page.

    Raises: as `finished`.
    """
    return made_package(text, name, code)


def made_package(text: str, name: str, code: str = "", on_plan: Callable[[int], object] = int, on_file: Callable[[str], object] = str) -> Package:
    """The same made now, told of file by file.

    Raises: as `finished`.
    """
    return make_package(load_case(text.encode(), name), program=PROGRAM, code=code, on_plan=on_plan, on_file=on_file)


@lru_cache(maxsize=16)
def forms_to_copy(text: str, name: str) -> tuple[CopyForm, ...]:
    """The official forms field by field.

    Raises: as `finished`.
    """
    case = load_case(text.encode(), name)
    return copy_sheet(report_input(case, case.pack, score_case(case).sheets))


@lru_cache(maxsize=8)
def approved_document(text: str, name: str, code: str) -> Document:
    """The document that is signed, read again from its bytes."""
    return steps.read(packaged(text, name, code).files[SIGNED_DOCUMENT], SIGNED_DOCUMENT)


@lru_cache(maxsize=32)
def names_in(pack: str) -> Mapping[str, str]:
    """Titles of what a pack names in a case: the sections of its outline, the items that it scores."""
    titles = {section.id: section.title for section in load_outline(pack).walk()}
    return titles | {item.id: item.title for item in resolve(pack).pack.scoring.items}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files as one archive; the same files give the same bytes."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return stream.getvalue()
