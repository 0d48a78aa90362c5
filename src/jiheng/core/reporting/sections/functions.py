"""主要职能。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.reporting.draft import Paragraph, Part, plain
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.shelf import section


@section(id="functions", title="主要职能")
def functions(given: ReportInput) -> Iterable[Part]:
    """The department's functions, numbered where there are several."""
    entries = given.content.unit.functions
    if len(entries) == 1:
        yield Paragraph(plain(entries[0]), narrative=True)
        return
    if entries:
        yield Paragraph(plain(f"{given.name}的主要职能是："))
    for number, words in enumerate(entries, 1):
        yield Paragraph(plain(f"{number}.{words}"), narrative=True)
