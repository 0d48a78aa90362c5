"""结转结余。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.facts.context import Basis
from jiheng.core.reporting.draft import Part
from jiheng.core.reporting.fact_index import ratio
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.shelf import section
from jiheng.core.reporting.wording import Line, joined


@section(id="carry", title="结转结余情况")
def carry(given: ReportInput) -> Iterable[Part]:
    """What was brought forward and what is left."""
    opening, closing = given.get("carry.opening", Basis.OUTTURN), given.get("carry.closing", Basis.OUTTURN)
    clauses = []
    if opening and opening.figure.value:
        clauses.append(Line().state(opening, before=f"{given.year}年年初结转和结余"))
    if closing:
        clauses.append(Line().state(closing, before=f"{given.year}年年末结转和结余"))
        rate = ratio("carry.rate", closing, given.get("spend.total", Basis.BUDGET))
        if rate and closing.figure.value:
            clauses.append(Line().state(rate, before="结转结余率"))
    if clauses:
        yield joined(clauses).paragraph()
