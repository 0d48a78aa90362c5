"""机构设置。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.reporting.draft import Part
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.shelf import section
from jiheng.core.reporting.wording import paragraphs


@section(id="organisation", title="机构设置")
def organisation(given: ReportInput) -> Iterable[Part]:
    """How the department is organised, in its own words."""
    yield from paragraphs(given.content.unit.organisation)
