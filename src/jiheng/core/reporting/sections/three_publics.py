"""“三公”经费。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.facts.context import Basis
from jiheng.core.reporting.clauses import against_last_year, parts_of, sentences
from jiheng.core.reporting.draft import Part
from jiheng.core.reporting.fact_index import ratio
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.shelf import section
from jiheng.core.reporting.wording import Line

_PARTS = (("three.abroad", "因公出国（境）费"), ("three.vehicle", "公务用车购置及运行维护费"), ("three.reception", "公务接待费"))


@section(id="three_publics", title="“三公”经费情况")
def three_publics(given: ReportInput) -> Iterable[Part]:
    """The three publics against their budget and last year, and their parts."""
    opening, budget, outturn = (given.get("three.total", basis) for basis in (Basis.OPENING, Basis.BUDGET, Basis.OUTTURN))
    if outturn is None:
        return
    clauses = [Line().say(f"{given.year}年“三公”经费")]
    if opening:
        clauses[0].state(opening, before="年初预算", after="，")
    if budget:
        clauses[0].state(budget, before="全年预算", after="，")
    clauses[0].state(outturn, before="全年执行")
    rate = ratio("three.control_rate", outturn, budget or opening)  # 预算安排数 is that of the whole year where it is known
    if rate:
        clauses.append(Line().state(rate, before="三公经费控制率"))
    parts = parts_of((given.get(concept, Basis.OUTTURN) for concept, _ in _PARTS), [name for _, name in _PARTS])
    yield from sentences([*clauses, *against_last_year(given, "three.total")], parts)
