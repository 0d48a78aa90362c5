"""JH-A-230 自评表上部资金行（各格连成文字）的执行率、得分、合计与同表的数不符。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.funds_rows import Column, FundsCell, FundsRow, funds_rows, lines_of
from jiheng.core.auditing.row_rates import rate_as_meant
from jiheng.core.auditing.scoring_methods import execution, execution_banded
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.span import Span
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.interval import Interval
from jiheng.core.figures.units import NUMBER, known_units

CODE = "JH-A-230"
_IN_TABLES = "JH-A-229"  # judges the rows that were read as a table
_MONEY = (Column.OPENING, Column.BUDGET, Column.SPENT)


@check(
    code=CODE,
    title="自评表资金行的执行率、得分、合计与同表的数不符",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("mof-self-evaluation-2020#项目支出绩效自评表", "langfang-project-2019#项目支出绩效自评表"),
    last=True,
)
def funds_row(given: AuditInput) -> Iterable[Outcome]:
    """各格连成文字的自评表：列名之后“年度资金总额”等行的各数依列名相对，执行率=全年执行数÷全年预算数，各列合计=其下各行之和。

    Holds: 重算相接。   Breaks: 一行的数与列名一样多而重算不接；得分大于分值；其下各行都已印出而和不等于总额。
    Unknown: 一行的数比列名少（有空格，不知缺哪一列）。   Mend: 更正执行率、得分或资金数。
    """
    judged = (one for one in given.said if isinstance(one, Finding) or (isinstance(one, Held) and one.code == _IN_TABLES))
    said = {(span.start, span.end) for one in judged for span in one.evidence[:1]}
    for rows in funds_rows(given):
        outcomes = [*(outcome for row in rows for outcome in _of_row(row, given)), *_sums(rows, given)]
        yield from (one for one in outcomes if (one.evidence[0].start, one.evidence[0].end) not in said)


def _span(given: AuditInput, cell: FundsCell) -> Span:
    return lines_of(given).span(cell.start, cell.end)


def _of_row(row: FundsRow, given: AuditInput) -> Iterator[Outcome]:
    """The rate against the amounts, and the score against the points."""
    spent, budget, opening = (row.cells.get(column) for column in (Column.SPENT, Column.BUDGET, Column.OPENING))
    rate, points, score = (row.cells.get(column) for column in (Column.RATE, Column.POINTS, Column.SCORE))
    whole = budget or opening
    if rate is not None and rate.figure is not None and spent is not None and whole is not None:
        if whole.value > 0:
            yield _rate(row, (rate, spent, whole), rate.figure, opening, given)
        else:
            yield NotEvaluated(CODE, f"“{row.name}”的预算数为零，不能作分母", (_span(given, rate), _span(given, whole)))
    yield from _score(row, whole, given)
    if points is not None and score is not None and points.value > 0 and score.figure is not None and score.value > points.value:
        yield Finding(
            CODE, Severity.ERROR, Category.ACCURACY,
            f"“{row.name}”得分{score.figure.text}大于分值{_text(points)}", "核对该行得分和分值", (_span(given, score), _span(given, points)),
            expected=f"不大于{_text(points)}", stated=score.figure.text,
        )  # fmt: skip


def _rate(row: FundsRow, cells: Sequence[FundsCell], printed: Figure, opening: FundsCell | None, given: AuditInput) -> Outcome:
    rate, spent, whole = cells
    spans = (_span(given, rate), _span(given, spent), _span(given, whole))
    exact = spent.value / whole.value
    figure = rate_as_meant(printed, exact)
    working = f"{_text(spent)} ÷ {_text(whole)} = {_percent(exact)}"
    fits = _fits(spent, whole, figure)
    if fits:
        return Held(CODE, Band.EXACT if exact == figure.value else Band.ROUNDING, spans, (), working)
    other = opening is not None and opening is not whole and _fits(spent, opening, figure)
    return Finding(
        CODE,
        Severity.WARNING if other else Severity.ERROR,
        Category.ACCURACY,
        f"“{row.name}”执行率印作{printed.text}，按{_text(spent)}÷{_text(whole)}应为{_percent(exact)}",
        "更正执行率和据此计算的得分；分母应为调整后的全年预算数",
        spans,
        likely_cause="以年初预算数为分母则相符，分母用错" if other else "",
        expected=_percent(exact),
        stated=printed.text,
        working=(f"{working} ≠ {printed.text}",),
    )


def _score(row: FundsRow, whole: FundsCell | None, given: AuditInput) -> Iterator[Outcome]:
    """The score of the total against its points and the rate, printed or worked out; all or none where it is done by steps."""
    spent, rate, score, full = (
        row.cells.get(Column.SPENT),
        row.cells.get(Column.RATE),
        row.cells.get(Column.SCORE),
        row.full or row.cells.get(Column.POINTS),
    )
    if not row.is_total or score is None or score.figure is None or full is None or full.figure is None:
        return
    if spent is None or whole is None or spent.figure is None or whole.figure is None or not whole.value or full.value <= 0:
        return
    exact = spent.value / whole.value
    ways = [execution(spent.figure.range / whole.figure.range, full.figure)]
    if rate is not None and rate.figure is not None:
        meant = rate_as_meant(rate.figure, exact)
        ways = [execution(meant.range, full.figure), *ways, *execution_banded(min(meant.value, Decimal(1)), full.figure, given.scoring)]
    spans = (_span(given, score), _span(given, full), _span(given, spent), _span(given, whole))
    if any(way.gives(score.figure) for way in ways):
        yield Held(CODE, Band.ROUNDING, spans, (), f"{_text(full)} × {_percent(exact)} ≈ {score.figure.text}")
    elif row.full is not None or rate is None:
        yield Finding(
            CODE, Severity.WARNING, Category.ACCURACY,
            f"“{row.name}”得分{score.figure.text}，按{_text(full)}分×{_percent(exact)}应为{ways[0].printed}分",
            "按执行率重算得分，并重算总分", spans, expected=f"{ways[0].printed}分", stated=score.figure.text,
        )  # fmt: skip


def _percent(exact: Decimal) -> str:
    return words.in_unit(exact, known_units()["%"], Decimal("0.01"))


def _fits(spent: FundsCell, whole: FundsCell, rate: Figure) -> bool:
    """Whether the rate may be what two amounts make as they are printed, rounded or cut off."""
    if spent.figure is None or whole.figure is None or not whole.value:
        return False
    half = rate.base_step / 2
    made = spent.figure.range / whole.figure.range
    return made.meets(Interval(rate.value - half, rate.value + half)) or rate.cuts_off(spent.value / whole.value)


def _sums(rows: Sequence[FundsRow], given: AuditInput) -> Iterator[Outcome]:
    """Each column's total against the rows below it."""
    total, parts = rows[0], rows[1:]
    if not parts or any(part.is_total for part in parts) or "其中" not in parts[0].name:
        return
    for column in _MONEY:
        whole, cells = total.cells.get(column), [part.cells[column] for part in parts if column in part.cells]
        if whole is None or whole.figure is None or len(cells) < len(parts):
            continue
        made = sum((cell.value for cell in cells), Decimal(0))
        slack = sum((cell.figure.step for cell in (whole, *cells) if cell.figure is not None and cell.figure.step < 1), Decimal(0)) / 2
        spans = (_span(given, whole), *(_span(given, cell) for cell in cells))
        working = f"{' + '.join(_text(cell) for cell in cells)} = {words.in_unit(made, NUMBER)}"
        if abs(made - whole.value) <= slack:
            yield Held(CODE, Band.EXACT if made == whole.value else Band.ROUNDING, spans, (), working)
            continue
        yield Finding(
            CODE, Severity.WARNING, Category.ACCURACY,
            f"“{total.name}”{column.value}{_text(whole)}，其下{len(cells)}行之和为{words.in_unit(made, NUMBER)}", "核对总额与其下各行",
            spans, expected=words.in_unit(made, NUMBER), stated=_text(whole), working=(f"{working} ≠ {_text(whole)}",),
        )  # fmt: skip


def _text(cell: FundsCell) -> str:
    return cell.figure.text if cell.figure is not None else "—"
