"""A pack's own scoring cases: figures and rows in, points out; what comes out otherwise is told line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from jiheng.core.documents.locator import TextPlace
from jiheng.core.documents.span import Span
from jiheng.core.facts.context import Context
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import Statements
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.printed import read_figure
from jiheng.core.period import Period
from jiheng.core.rulepack.formula import parse_reference
from jiheng.core.rulepack.model import RulePack
from jiheng.core.rulepack.scoring_rules import CaseRow, ScoringCase
from jiheng.core.scoring.score import Score, ScoreSheet
from jiheng.core.scoring.scorer import score
from jiheng.core.scoring.scoring_input import Cancelled, IndicatorRow, ScoringInput

_SUBJECT = "本单位"


def differences(pack: RulePack, case: ScoringCase) -> Iterator[str]:
    """Where scoring a case gives other points than it says; nothing when all is as expected."""
    sheet = score(pack, case_input(case))
    by_id = {one.indicator: one for one in sheet.scores}
    expected = {**{row.id: row.points for row in case.rows if row.points is not None or row.id not in case.expect}, **case.expect}
    evidence = pack.scoring.rows == "evidence"
    for id, points in expected.items():
        if id in by_id:
            yield from _differs(case, by_id[id], points)
        elif not evidence or id in case.expect:
            yield f"用例“{case.name}”：没有给“{id}”计分，核对指标编号"
    for row in case.rows:
        if row.of is not None and row.id in by_id and by_id[row.id].of != Decimal(row.of):
            yield f"用例“{case.name}”：“{row.id}”的分值是{by_id[row.id].of}，应为{row.of}"
    yield from _whole(case, sheet)


def case_input(case: ScoringCase) -> ScoringInput:
    """A case as input of scoring; its project, where it is one, is named by no fact."""
    facts = tuple(_fact(name, text, case.year, place) for place, (name, text) in enumerate(case.facts))
    statements = Statements(_SUBJECT, Period(case.year), facts)
    rows = tuple(_row(row) for row in case.rows)
    return ScoringInput(statements, rows, case.form or "department", "", case.policy, dict(case.answers))


def published(case: ScoringCase, sheet: ScoreSheet) -> Mapping[str, tuple[Decimal, Decimal | None]]:
    """Points that somebody printed, beside those that scoring gives."""
    by_id = {one.indicator: one.points for one in sheet.scores}
    return {id: (Decimal(text), by_id.get(id)) for id, text in case.published.items()}


def _differs(case: ScoringCase, one: Score, points: str | None) -> Iterator[str]:
    wanted = _number(points)
    if wanted != one.points:
        got = "不能计分（" + "；".join(remark.words for remark in one.remarks) + "）" if one.points is None else f"{one.points}分"
        yield f"用例“{case.name}”：“{one.indicator}”{got}，应为{'不能计分' if wanted is None else f'{wanted}分'}"


def _whole(case: ScoringCase, sheet: ScoreSheet) -> Iterator[str]:
    wanted = _number(case.total)
    if wanted != sheet.total:
        yield f"用例“{case.name}”：总分{sheet.total}，应为{case.total or '没有总分'}"
    if case.grade and case.grade != sheet.grade:
        yield f"用例“{case.name}”：等级{sheet.grade or '没有'}，应为{case.grade}"


def _number(text: str | None) -> Decimal | None:
    try:
        return None if not text else Decimal(text)
    except InvalidOperation:
        return None


def _fact(name: str, text: str, year: int, place: int) -> Fact:
    head, _, month = name.partition(" ")
    reference = parse_reference(head)
    figure = read_figure(text)
    if figure is None:
        figure = Figure(Decimal(0), Decimal(1), text=text)
    period = Period(year - reference.back, months=(1, int(month))) if month else Period(year - reference.back)
    span = Span("case", f"c{place}", place * 100, place * 100 + len(text), text, text, TextPlace(place + 1, 1))
    context = Context(_SUBJECT, period, reference.basis, reference.scope or "", reference.item or "")
    return Fact(reference.concept, reference.concept, context, figure, span, reference.of)


def _row(row: CaseRow) -> IndicatorRow:
    target, actual = (read_figure(text) if row.relation != "定性" else None for text in (row.target, row.actual))
    return IndicatorRow(
        id=row.id,
        level=row.level,
        relation=row.relation,
        target=row.target,
        unit=target.unit.key if target is not None else "",
        actual=row.actual,
        weight=_number(row.weight),
        target_figure=target,
        actual_figure=actual,
        stated=read_figure(row.stated) if row.stated else None,
        reason=row.reason,
        grading=row.grading,
        method=row.method,
        cancelled=Cancelled(row.cancelled, "") if row.cancelled else None,
    )
