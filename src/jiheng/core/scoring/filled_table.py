"""Somebody's filled table, as read from a document, as input of scoring."""

from __future__ import annotations

from dataclasses import replace

from jiheng.core.documents.span import Span
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.indicator import GroupTotal, StatedIndicator
from jiheng.core.facts.statements import Statements
from jiheng.core.scoring.scoring_input import IndicatorRow, ScoringInput

_EXECUTION = "预算执行率"
_BLANK = frozenset(("", "/", "／", "-", "—", "——", "－", "无", "\\"))


def filled_tables(statements: Statements) -> tuple[ScoringInput, ...]:
    """One input per indicator table of a document, in order; a table ends with its total. () where there is none.

    Each keeps the points that it states; it is a project's where the row of its funds names one.
    """
    items: list[StatedIndicator | GroupTotal] = [*statements.indicators, *statements.groups, *statements.totals]
    items.sort(key=lambda item: item.origin.start)
    closing = {id(total) for total in statements.totals}
    found: list[ScoringInput] = []
    rows: list[StatedIndicator] = []
    execution: GroupTotal | None = None
    for item in items:
        if isinstance(item, StatedIndicator):
            rows.append(item)
        elif id(item) in closing:
            if rows:
                found.append(_input(statements, rows, execution, item))
            rows, execution = [], None
        elif item.name == _EXECUTION:
            if rows and execution is not None:
                found.append(_input(statements, rows, execution, None))
                rows = []
            execution = item
    if rows:
        found.append(_input(statements, rows, execution, None))
    return tuple(found)


def _input(statements: Statements, rows: list[StatedIndicator], execution: GroupTotal | None, total: GroupTotal | None) -> ScoringInput:
    made = [IndicatorRow.of_stated(f"r{place}", row) for place, row in enumerate(rows, 1) if not _is_unused(row)]
    facts, project = statements, ""
    if execution is not None:
        weight = execution.weight.number if execution.weight is not None else None
        row = IndicatorRow("execution", (_EXECUTION, "", ""), "", "", "", "", weight, stated=execution.score, origin=execution.origin)
        made.insert(0, row)
        facts, project = _own_funds(statements, execution.origin)
    stated = total.score if total is not None else None
    return ScoringInput(facts, tuple(made), "project" if project else "department", project, stated_total=stated)


def _own_funds(statements: Statements, place: Span) -> tuple[Statements, str]:
    """The statements without rivals of the funds that the execution row's own table row prints; and whose project they are."""
    home = place.block.rpartition(".")[0]
    beside = [fact for fact in statements.facts if home and fact.origin.block.rpartition(".")[0] == home and fact.figure.unit.is_money]
    bases = {fact.context.basis for fact in beside}
    if not {Basis.BUDGET, Basis.OUTTURN} <= bases:
        return statements, ""
    own = {fact.id for fact in beside}
    kept = tuple(fact for fact in statements.facts if fact.id in own or not _is_total(fact, beside))
    return replace(statements, facts=kept), next((fact.context.item for fact in beside if fact.concept == "spend.project"), "")


def _is_total(fact: Fact, beside: list[Fact]) -> bool:
    """Whether a fact states elsewhere what the table row states itself."""
    return any((fact.concept, fact.context) == (one.concept, one.context) for one in beside)


def _is_unused(row: StatedIndicator) -> bool:
    return row.level[2] in _BLANK and row.target in _BLANK and not (row.weight is not None and row.weight.number)
