"""The loop of a package: any case, by any region's pack, is scored, written to a file, read back as it was put in, and holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from jiheng.core.auditing.finding import Severity
from jiheng.core.casefile import steps
from jiheng.core.casefile.load_case import load_case
from jiheng.core.casefile.report_of_case import report_input
from jiheng.core.casefile.scoring_steps import score_case
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import Statements
from jiheng.core.reporting.composition import compose, form_draft, tables_of
from jiheng.core.reporting.draft import Draft
from jiheng.core.reporting.renderer_shelf import Audience, render
from tests.property.cases_made import cases
from tests.unit.core.reporting.composed import composed, missed
from tests.unit.core.reporting.dumped import document_of

SLOW = settings(max_examples=30, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def drafts(text: str) -> Iterator[Draft]:
    """The report of a case, and its forms as one document of tables."""
    case = load_case(text.encode(), "案卷.yaml")
    whole = report_input(case, case.pack, score_case(case).sheets)
    yield compose(whole)
    yield form_draft(whole, [table for layout in whole.layouts for table in tables_of(whole, layout)], "附表")


def errors(statements: Statements, data: bytes, name: str) -> list[str]:
    found = steps.audit(steps.read(data, name), statements).findings
    return [finding.message for finding in found if finding.severity is Severity.ERROR]


def exact(fact: Fact) -> tuple[object, ...]:
    return fact.concept, fact.label, fact.of, fact.context, fact.figure


@SLOW
@given(cases())
def test_a_report_says_what_its_case_says_and_nothing_wrong(text: str):
    draft = composed(load_case(text.encode(), "案卷.yaml"))
    document = document_of(draft)
    statements = steps.facts(document)
    lost = missed(draft.facts, statements.facts)
    assert len(lost) <= len(draft.facts) / 100, lost
    assert [finding.message for finding in steps.audit(document, statements).findings if finding.severity is Severity.ERROR] == []


@pytest.mark.parametrize("format", ["docx", "pdf", "xlsx"])
@SLOW
@given(text=cases())
def test_a_file_for_publication_closes_the_loop_by_reading_alone(format: str, text: str):
    report, forms = drafts(text)
    draft = forms if format == "xlsx" else report
    name = f"材料.{format}"
    data = render(draft, format, audience=Audience.PUBLICATION)
    document = steps.read(data, name)
    assert not document.carried
    statements = steps.facts(document)
    lost = missed(draft.facts, statements.facts)
    assert len(lost) <= len(draft.facts) / 100, lost
    assert errors(statements, data, name) == []


@pytest.mark.parametrize("format", ["docx", "pdf", "xlsx"])
@settings(SLOW, max_examples=10)
@given(text=cases())
def test_a_file_for_colleagues_gives_its_facts_back_exactly(format: str, text: str):
    report, forms = drafts(text)
    draft = forms if format == "xlsx" else report
    data = render(draft, format)
    statements = steps.facts(steps.read(data, f"材料.{format}"))
    back = {exact(fact) for fact in statements.facts}
    assert [fact for fact in draft.facts if exact(fact) not in back] == []
    assert errors(statements, data, f"材料.{format}") == []
