"""Clauses that several sections write: a line of the budget from opening to execution, a list of parts, a comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.reporting.draft import Paragraph
from jiheng.core.reporting.fact_index import adjustment, change, ratio
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.wording import Line, joined

RATE = "spend.execution_rate"


def budget_clauses(given: ReportInput, concept: str, subject: str, *, item: str = "", done: str = "全年执行") -> list[Line]:
    """Opening budget, change, budget, outturn and rate of one line, as clauses; `subject` begins the first."""
    opening = given.get(concept, Basis.OPENING, item=item)
    budget = given.get(concept, Basis.BUDGET, item=item)
    outturn = given.get(concept, Basis.OUTTURN, item=item)
    clauses: list[Line] = []
    if opening:
        clauses.append(Line().state(opening, before="年初预算"))
    if opening and budget and opening.figure.value != budget.figure.value:
        word = "年中调增" if budget.figure.value > opening.figure.value else "年中调减"
        clauses.append(Line().state(adjustment(opening, budget), before=word))
    if budget:
        clauses.append(Line().state(budget, before="全年预算"))
    if outturn:
        clauses.append(Line().state(outturn, before=done))
    rate = ratio(RATE, outturn, budget, of=concept, item=item)
    if rate:
        clauses.append(Line().state(rate, before="预算执行率"))
    if clauses:
        clauses[0] = Line().say(subject).join(clauses[0])
    return clauses


def sentences(clauses: Iterable[Line], *more: Line) -> tuple[Paragraph, ...]:
    """One paragraph: the clauses as a sentence, then each further line as another; nothing where there is none."""
    line = joined(clauses)
    for one in more:
        line.join(joined([one]))
    return (line.paragraph(),) if line.runs else ()


def parts_of(facts: Iterable[Fact | None], names: Sequence[str]) -> Line:
    """其中：A若干，B若干 - those that are stated and not nothing."""
    line = Line()
    for fact, name in zip(facts, names, strict=True):
        if fact and fact.figure.value:
            line.state(fact, before=("，" if line.runs else "其中：") + name)
    return line


def reason_of(given: ReportInput, line: str) -> Line:
    """Why one line of the budget was changed in the year, as typed."""
    reasons = [one.reason.rstrip("。；") + (f"（{one.approval}）" if one.approval else "") for one in given.content.adjustments if one.of == line]
    return Line().say(f"预算调整的原因是：{'；'.join(reasons)}" if reasons else "")


def against_last_year(given: ReportInput, concept: str, *, item: str = "") -> list[Line]:
    """比上年增加若干，增长若干 - nothing where last year is not stated."""
    now = given.get(concept, Basis.OUTTURN, item=item)
    before = given.get(concept, Basis.OUTTURN, back=1, item=item)
    if now is None or before is None:
        return []
    if now.figure.value == before.figure.value:
        return [Line().say("与上年持平")]
    amount, rate = change(now, before)
    more = now.figure.value > before.figure.value
    clauses = [Line().state(amount, before="比上年增加" if more else "比上年减少")]
    if rate:
        clauses.append(Line().state(rate, before="增长" if more else "下降"))
    return clauses
