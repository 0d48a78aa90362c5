"""The loop of a package: any case, by any region's pack, is scored, written, read back as it was put in, and holds."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from jiheng.core.auditing.finding import Severity
from jiheng.core.casefile import steps
from jiheng.core.casefile.load_case import load_case
from jiheng.core.reporting.renderer_shelf import Audience, render
from tests.property.cases_made import cases
from tests.unit.core.reporting.composed import composed, missed
from tests.unit.core.reporting.dumped import document_of

SLOW = settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@SLOW
@given(cases())
def test_a_report_says_what_its_case_says_and_nothing_wrong(text: str):
    draft = composed(load_case(text.encode(), "案卷.yaml"))
    document = document_of(draft)
    statements = steps.facts(document)
    lost = missed(draft.facts, statements.facts)
    assert len(lost) <= len(draft.facts) / 100, lost
    assert [finding.message for finding in steps.audit(document, statements).findings if finding.severity is Severity.ERROR] == []


@settings(SLOW, max_examples=8)
@given(cases())
def test_a_word_file_for_publication_closes_the_same_loop(text: str):
    draft = composed(load_case(text.encode(), "案卷.yaml"))
    document = steps.read(render(draft, "docx", audience=Audience.PUBLICATION), "报告.docx")
    statements = steps.facts(document)
    lost = missed(draft.facts, statements.facts)
    assert len(lost) <= len(draft.facts) / 100, lost
    assert [finding.message for finding in steps.audit(document, statements).findings if finding.severity is Severity.ERROR] == []
