"""JH-A-203 指标表总分与各行之和不符。"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import causes
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.funds_rows import lines_of
from jiheng.core.auditing.poured_scores import poured_totals
from jiheng.core.auditing.row_rates import RATE
from jiheng.core.auditing.score_tables import EXECUTION, CellFacts, Points, ScoreTable, cell_facts, figures_of, name_of, plain, tables_of
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.indicator import GroupTotal, StatedIndicator
from jiheng.core.figures.figure import Figure

CODE = "JH-A-203"
_ALL = 100
_EXECUTION_POINTS = 10  # of 预算执行率 in the forms of the nation and most provinces


@check(
    code=CODE,
    title="指标表总分与各行之和不符",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("seed-lusong-2023#附件3", "mof-self-evaluation-2020#项目支出绩效自评表"),
)
def table_total(given: AuditInput) -> Iterable[Outcome]:
    """总分行的分值、得分，等于各行之和（连同预算执行率的分数）；没有逐行分数的，等于各组之和。

    Holds: 和相符，或小数四舍五入后相接。   Breaks: 各行都已印出而和不符。
    Unknown: 有的行没有写分数，各组分数也不全。   Mend: 找出漏计、重计或改过未重算的行，改到相符。
    """
    yield from _poured(given)
    cells = cell_facts(given)
    for table in tables_of(given):
        if table.total is None:
            continue
        for kind, printed in (("分值", table.total.weight), ("得分", table.total.score)):
            if printed is not None:
                yield _judge(table, table.total, kind, printed, cells)


def _poured(given: AuditInput) -> Iterable[Outcome]:
    """The total of a table poured into a paragraph: where its points come to it, its scores do as well, and the other way about."""
    for poured in poured_totals(given):
        for column, kind in enumerate(("分值", "得分")):
            printed, made = poured.total[column], plain(poured.made(column))
            spans = tuple(lines_of(given).span(one.start, one.end) for one in (printed, *(row[column] for row in poured.rows)))
            if poured.holds(column):
                yield Held(CODE, Band.EXACT, spans, (), f"{len(poured.rows)}行{kind}之和 = {made}")
                continue
            yield Finding(
                CODE, Severity.WARNING, Category.ACCURACY,
                f"总分{kind}印作{plain(printed.value)}分，{len(poured.rows)}行{kind}之和（含预算执行率）为{made}分",
                f"逐行核对{kind}，更正错行或重算总分，并改正文中的得分", spans, expected=f"{made}分", stated=f"{plain(printed.value)}分",
            )  # fmt: skip


def _judge(table: ScoreTable, total: GroupTotal, kind: str, printed: Figure, cells: CellFacts) -> Outcome:
    rows = [row for row in table.weighed if not _is_unscored(row)]
    figures = figures_of(rows, "weight" if kind == "分值" else "score")
    own = _points(table.execution, kind) if table.execution is not None else None
    span, facts = cells.printed(total, printed)
    if not figures or any(_points(row, kind) is None for row in rows):
        return _by_groups(table, total, kind, printed, own, span, facts)
    sums = [Points.of([*figures, own]), Points.of(figures)] if own is not None else [Points.of(figures)]
    parts = tuple(fact for row in rows for fact in cells.of(row, "weight" if kind == "分值" else "score"))
    for one in sums if own is not None and any(EXECUTION in name_of(row) for row in rows) else sums[:1]:
        fits = one.prints(printed)
        if fits is not None:
            words = f"{len(figures)}行{kind}之和{plain(one.value)} = {plain(printed.number)}"
            return Held(CODE, Band.EXACT if fits else Band.ROUNDING, (span,), (*facts, *parts), words)
    if own is None and (_lacks_execution(rows, kind, printed, sums[0]) or _is_for_execution(printed.number - sums[0].value, cells)):
        return NotEvaluated(CODE, f"与总分相差的{plain(printed.number - sums[0].value)}分可能是预算执行率的{kind}，而指标表中没有这一行", (span,))
    return _finding(table, rows, kind, printed, own, sums[0], span, (*facts, *parts), cells)


def _lacks_execution(rows: list[StatedIndicator], kind: str, printed: Figure, one: Points) -> bool:
    """Whether the rows weigh 90 of 100 and what the total has more may be the customary 10 points of 预算执行率, or those got for it, printed elsewhere."""
    weights = Points.of(figures_of(rows, "weight"))
    more = printed.number - one.value
    return weights.value == _ALL - _EXECUTION_POINTS and (more == _EXECUTION_POINTS if kind == "分值" else 0 <= more <= _EXECUTION_POINTS)


def _is_for_execution(more: Decimal, cells: CellFacts) -> bool:
    """Whether what the total has more is printed as points in a row of funds that prints their rate of execution."""
    funds = (facts for facts in cells.rows() if any(fact.concept == RATE for fact in facts)) if more > 0 else ()
    return any(fact.figure.number == more and fact.figure.unit.key == "分" for facts in funds for fact in facts)


def _is_unscored(row: StatedIndicator) -> bool:
    """A line with words and no points at all, as one that goes on with the row above."""
    return row.weight is None and row.score is None


def _points(item: StatedIndicator | GroupTotal, kind: str) -> Figure | None:
    return item.weight if kind == "分值" else item.score


def _by_groups(table: ScoreTable, total: GroupTotal, kind: str, printed: Figure, own: Figure | None, span: Span, facts: tuple[Fact, ...]) -> Outcome:
    """The total against the groups' printed points, where rows print none."""
    named = {group.name: figure for group in table.groups if (figure := _points(group, kind)) is not None}
    if not named or {row.level[0] for row in table.rows if row.level[0]} - named.keys():
        return NotEvaluated(CODE, f"有的行没有写{kind}，总分{plain(printed.number)}不能核对", (total.origin,))
    one = Points.of([*named.values(), *([own] if own is not None else [])])
    fits = one.prints(printed)
    if fits is None:
        return NotEvaluated(CODE, f"各组{kind}之和{plain(one.value)}与总分{plain(printed.number)}不同，而有的行没有写{kind}", (span,))
    words = f"{len(named)}组{kind}之和 = {plain(printed.number)}"
    return Held(CODE, Band.EXACT if fits else Band.ROUNDING, (span,), facts, words)


def _finding(
    table: ScoreTable,
    rows: list[StatedIndicator],
    kind: str,
    printed: Figure,
    own: Figure | None,
    one: Points,
    span: Span,
    facts: tuple[Fact, ...],
    cells: CellFacts,
) -> Finding:
    name = "weight" if kind == "分值" else "score"
    whole = table.is_unbroken(table.rows)
    # Rows that weigh 100 without the rate of execution: the form prints that rate's points beside its own.
    without = own is not None and Points.of(figures_of(rows, "weight")).value == _ALL
    miss = one.value - printed.number
    with_own = f"（含预算执行率{plain(own.number)}分）" if own is not None else ""
    # Points of the rate of execution printed without their decimals (9.9分印作9) may well be in the total with them.
    full = table.execution.weight if table.execution is not None else None
    without = without or (own is not None and full is not None and own.number < full.number and 0 < -miss <= own.step == 1)
    executing: tuple[Span, ...] = ()
    if table.execution is not None and own is not None:
        executing = (cells.printed(table.execution, own)[0],)
    return Finding(
        CODE,
        Severity.ERROR if whole and not without else Severity.WARNING,
        Category.ACCURACY,
        f"总分行{kind}印作{plain(printed.number)}分，{len(rows)}行{kind}之和{with_own}为{plain(one.value)}分，相差{plain(abs(miss))}分",
        f"逐行核对{kind}，更正错行或重算总分，并改正文中的得分",
        (span, *executing, *(row.spans[name] for row in rows if name in row.spans)),
        likely_cause=_cause(rows, kind, printed, own, one, miss > 0),
        expected=f"{plain(one.value)}分",
        stated=f"{plain(printed.number)}分",
        difference=f"{plain(abs(miss))}分",
        facts=facts,
        working=(f"Σ{kind} = {plain(one.value)} ≠ {plain(printed.number)}",),
        subject_key=f"总分|{kind}|{span.block}",
    )


def _cause(rows: list[StatedIndicator], kind: str, printed: Figure, own: Figure | None, one: Points, over: bool) -> str:
    miss = abs(one.value - printed.number)
    if own is not None and own.number == miss:
        return "差额正好等于预算执行率的分数，可能没有计入总分" if over else "差额正好等于预算执行率的分数，可能计了两次"
    alike = [row for row in rows if (figure := _points(row, kind)) is not None and figure.number == miss]
    if len(alike) == 1:
        return f"差额正好等于“{name_of(alike[0])}”一行的{kind}，可能{'漏计' if over else '重计'}"
    if kind == "得分":
        lost = [row for row in rows if row.weight is not None and row.score is not None and row.weight.number - row.score.number == miss]
        if lost and not over:
            return f"差额正好等于“{name_of(lost[0])}”扣的分，可能扣分后没有重算总分"
    return causes.of_difference(printed, one.value * printed.unit.factor, causes.PrintedFigures())
