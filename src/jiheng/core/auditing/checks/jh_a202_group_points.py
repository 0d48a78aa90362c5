"""JH-A-202 各行分值、得分之和与该组所列分数不符。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import chain

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.funds_rows import lines_of
from jiheng.core.auditing.level_points import levels_made
from jiheng.core.auditing.score_tables import CellFacts, Points, ScoreTable, cell_facts, figures_of, name_of, plain, tables_of
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.indicator import GroupTotal, StatedIndicator
from jiheng.core.figures.figure import Figure

CODE = "JH-A-202"
_TWO = 2
_GOAL_POINTS = re.compile(r"(?P<whole>年度\s*绩效\s*目标\s*[（(]\s*(?P<points>\d{2,3})\s*分)")
_GROUP_POINTS = re.compile(r"(?P<whole>(?P<name>产出|效益|满意度)\s*指标\s*[（(]\s*(?P<points>\d{1,3})\s*分)")
_NOTED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{0,12}?(?:产出|效益|效果|满意度|成本|执行)(?:指标|率)?)[为是:：]?\s?(?P<points>\d{1,3}(?:\.\d)?)\s?(?:分|[%％])"
)
_NOTE = re.compile(r"(?:[\u4e00-\u9fff]{2,16}[为是:：]?\s?\d{1,3}(?:\.\d)?\s?(?:分|[%％])[、，,和]?\s?){4,6}")
_ALL_GROUPS = ("产出", "效", "满意度", "执行")
_FULL = 100
_SHOWN = 8  # parts written out in the working


@check(
    code=CODE,
    title="各行分值、得分之和与该组所列分数不符",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("seed-lusong-2023#附件3", "mof-self-evaluation-2020#项目支出绩效自评表"),
)
def group_points(given: AuditInput) -> Iterable[Outcome]:
    """一级指标后印出的分数（产出指标（40分）、小计行）等于其下各行之和。

    Holds: 各行之和等于印出的分数；带小数的分值四舍五入后相接。   Breaks: 各行都已印出而和不符。
    Unknown: 组内有的行没有写分值或得分；组下没有读到指标行。   Mend: 核对漏行、重行和各行分值，改到合计相符。
    """
    yield from _poured(given)
    yield from _noted(given)
    cells = cell_facts(given)
    for table in tables_of(given):
        seen: set[tuple[str, str]] = set()
        for group in table.groups:
            for kind, figure in (("分值", group.weight), ("得分", group.score)):
                if figure is not None and group.name and (group.name, f"{kind}{group.origin.start}") not in seen:
                    seen.add((group.name, f"{kind}{group.origin.start}"))
                    outcome = _judge(table, group, kind, figure, cells)
                    yield outcome if not isinstance(outcome, Finding) or kind == "得分" else _agreed(outcome, group, given)


def _poured(given: AuditInput) -> Iterable[Outcome]:
    """The points of the groups of a form poured into running text: 年度绩效目标（80分）, 产出指标（40分）, 效益指标（40分）."""
    text = given.document.text
    wholes = list(_GOAL_POINTS.finditer(text)) if "绩效" in text else []
    groups = list(_GROUP_POINTS.finditer(text)) if len(wholes) == 1 else []
    names = [group["name"] for group in groups]
    if len(names) < _TWO or len(set(names)) < len(names):
        return
    printed, total = Decimal(wholes[0]["points"]), sum((Decimal(group["points"]) for group in groups), Decimal(0))
    marks = (wholes[0], *groups)
    at = {fact.origin.start: fact for fact in given.statements.facts if fact.figure.unit.key == "分"}
    facts = tuple(at[mark.start("points")] for mark in marks if mark.start("points") in at)
    if len(facts) < len(marks):
        return
    spans = tuple(fact.origin for fact in facts)
    working = f"{' + '.join(group['points'] for group in groups)} = {plain(total)}"
    if total == printed:
        yield Held(CODE, Band.EXACT, spans, facts, working)
        return
    yield Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"“年度绩效目标”印作{plain(printed)}分，其下{'、'.join(names)}指标共{plain(total)}分，相差{plain(abs(total - printed))}分",
        "核对各组分值，使其合计等于年度绩效目标的分值",
        spans,
        expected=f"{plain(total)}分",
        stated=f"{plain(printed)}分",
        difference=f"{plain(abs(total - printed))}分",
        facts=facts,
        working=(f"{working} ≠ {plain(printed)}",),
    )


def _noted(given: AuditInput) -> Iterable[Outcome]:
    """The points that a note gives to all groups and the rate of execution: 产出指标50分、效益指标30分、满意度指标10分、预算执行率10分."""
    if "执行率" not in given.document.text or "满意度指标" not in given.document.text:
        return
    flat = lines_of(given)
    notes = (_NOTE.finditer(flat.text, start, start + len(block.text)) for start, block in zip(flat.starts, flat.blocks, strict=True)
             if all(name in block.text for name in _ALL_GROUPS))  # fmt: skip
    for note in chain.from_iterable(notes):
        told = list(_NOTED.finditer(flat.text, *note.span()))
        if not all(any(name in one["name"] for one in told) for name in _ALL_GROUPS):
            continue
        total = sum((Decimal(one["points"]) for one in told), Decimal(0))
        spans = tuple(flat.span(*one.span("points")) for one in told)
        working = f"{' + '.join(one['points'] for one in told)} = {plain(total)}"
        if total == _FULL:
            yield Held(CODE, Band.EXACT, spans, (), working)
            continue
        yield Finding(
            CODE, Severity.WARNING, Category.ACCURACY,
            f"所写各一级指标和预算执行率的分值共{plain(total)}，不是{_FULL}", "核对各组分值，使其合计为100分",
            spans, expected=f"{_FULL}分", stated=f"{plain(total)}分", working=(f"{working} ≠ {_FULL}",),
        )  # fmt: skip


def _judge(table: ScoreTable, group: GroupTotal, kind: str, printed: Figure, cells: CellFacts) -> Outcome:
    rows = [row for row in table.weighed if row.level[0] == group.name] or _since(table.weighed, table, group)
    if not rows:
        return NotEvaluated(CODE, f"“{group.name}”下没有读到指标行", (group.origin,))
    known = [row for row in rows if _points(row, kind) is not None]
    if len(known) < len(rows):
        return NotEvaluated(CODE, f"“{group.name}”有{len(rows) - len(known)}行没有写{kind}，不能合计", (group.origin,))
    for part in (known, _since(known, table, group)):
        total = Points.of(_figures(part, kind))
        fits = total.prints(printed)
        if part and fits is not None:
            facts = tuple(fact for row in part for fact in cells.of(row, "weight" if kind == "分值" else "score"))
            band = Band.EXACT if fits else Band.ROUNDING
            return Held(CODE, band, (group.origin,), facts, f"{_working(part, kind)} = {plain(total.value)}")
    return _finding(table, group, kind, printed, known, cells)


def _agreed(finding: Finding, group: GroupTotal, given: AuditInput) -> Outcome:
    """A finding, where the same bracket read from the lines of the table has the same rows."""
    other = next(
        (made for made in levels_made(given) if made.level.name == group.name and f"{plain(made.level.points.value)}分" == finding.stated), None
    )
    if other is None or f"{plain(other.total)}分" == finding.expected:
        return finding
    return NotEvaluated(CODE, f"“{group.name}”的行在表格和文字中读法不一，不能合计", (group.origin,))


def _points(row: StatedIndicator, kind: str) -> Figure | None:
    return row.weight if kind == "分值" else row.score


def _figures(rows: list[StatedIndicator], kind: str) -> list[Figure]:
    return figures_of(rows, "weight" if kind == "分值" else "score")


def _since(rows: list[StatedIndicator], table: ScoreTable, group: GroupTotal) -> list[StatedIndicator]:
    """The rows between a subtotal and the subtotal or head before it."""
    start = max((other.origin.start for other in table.groups if other.origin.start < group.origin.start), default=-1)
    return [row for row in rows if start < row.origin.start < group.origin.start]


def _working(rows: list[StatedIndicator], kind: str) -> str:
    words = [plain(figure.number) for figure in _figures(rows, kind)]
    return " + ".join(words[:_SHOWN]) + (" + …" if len(words) > _SHOWN else "")


def _finding(table: ScoreTable, group: GroupTotal, kind: str, printed: Figure, rows: list[StatedIndicator], cells: CellFacts) -> Finding:
    name = "weight" if kind == "分值" else "score"
    total = Points.of(_figures(rows, kind)).value
    difference = abs(total - printed.number)
    whole = table.is_unbroken(rows)
    span, facts = (group.origin, ()) if group.weight is printed else cells.printed(group, printed)
    parts = tuple(fact for row in rows for fact in cells.of(row, name))
    return Finding(
        CODE,
        Severity.ERROR if whole else Severity.WARNING,
        Category.ACCURACY,
        f"“{group.name}”印作{plain(printed.number)}分，其下{len(rows)}行{kind}之和为{plain(total)}分，相差{plain(difference)}分",
        f"核对“{group.name}”下各行{kind}，补上漏行或更正该组分数，并重算总分",
        (span, *(row.spans[name] for row in rows if name in row.spans)),
        likely_cause=_cause(rows, kind, total - printed.number, table),
        expected=f"{plain(total)}分",
        stated=f"{plain(printed.number)}分",
        difference=f"{plain(difference)}分",
        facts=(*facts, *parts),
        working=(f"{_working(rows, kind)} = {plain(total)} ≠ {plain(printed.number)}",),
        subject_key=f"{group.name}|{kind}|{group.origin.start}",
    )


def _cause(rows: list[StatedIndicator], kind: str, over: Decimal, table: ScoreTable) -> str:
    """A row whose points are the difference, counted or left out; or the execution row's 10 points."""
    if over > 0:
        alike = next((row for row in rows if (figure := _points(row, kind)) is not None and figure.number == over), None)
        return f"差额正好等于“{name_of(alike)}”一行，可能没有计入该组或新增后未改组分" if alike is not None else ""
    execution = table.execution
    if execution is not None and execution.weight is not None and execution.weight.number == -over:
        return "差额正好等于预算执行率的分值，可能把它计入了该组"
    return "所列各行之和较小，可能漏了一行"
