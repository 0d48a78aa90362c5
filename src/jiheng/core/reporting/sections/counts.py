"""履职工作数量：由台账或单位填报的件数、次数写成一段。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.reporting.draft import Part
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.shelf import section
from jiheng.core.reporting.wording import Line, joined


@section(id="counts", title="履职工作数量")
def counts(given: ReportInput) -> Iterable[Part]:
    """What was done, in numbers, beside last year's where it is stated."""
    mine = [fact for fact in given.content.counts if fact.context.period.year == given.year and fact.context.basis is not Basis.TARGET]
    clauses = [_one(given, fact) for fact in mine]
    if clauses:
        yield joined([Line().say(f"{given.year}年，{given.name}").join(clauses[0]), *clauses[1:]]).paragraph()


def _one(given: ReportInput, fact: Fact) -> Line:
    line = Line().state(fact, before=fact.label)
    before = given.get(fact.concept, fact.context.basis, back=1)
    return line.state(before, before="（上年", after="）") if before else line
