"""JH-A-204 指标权重合计不是100分，或有的指标没有写权重。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import (
    EXECUTION,
    CellFacts,
    Points,
    ScoreTable,
    cell_facts,
    figures_of,
    heads_of,
    name_of,
    plain,
    span_of_cell,
    spans_of,
    tables_of,
)
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.span import Span
from jiheng.core.facts.indicator import StatedIndicator
from jiheng.core.figures.figure import Figure

CODE = "JH-A-204"
_FULL, _EXECUTION = 100, 10
_READ = (60, 150)  # outside these the table was hardly read whole
_ROWS = 3
_ASK_NINETY = "其余合计90分：若该行应有权重，合计将不是90分；若预算执行率另占10分，请写明，并说明该行是否不计分"
_COLUMN_HEADS = ("权重", "分值", "单位")


@check(
    code=CODE,
    title="指标权重合计不是100分，或有的指标没有写权重",
    severity=Severity.WARNING,
    category=Category.COMPLETENESS,
    sources=("seed-ebian-2023#（四）部门整体支出绩效目标", "mof-indicators-2021#分值权重"),
)
def weights(given: AuditInput) -> Iterable[Outcome]:
    """各行权重合计100分；预算执行率的10分另列的，其余合计90分。

    有的地方指标只占90分，另10分归预算执行率，表中不印；所以合计90分或缺一行时只问，不作为错误。

    Holds: 合计100分，或90分加另列的预算执行率10分。   Breaks: 合计是别的数；合计90分而没有执行率一行；有的行没有权重。
    Unknown: 总分行已印出（由总分核对）；只读到表的一部分。   Mend: 补写权重，或注明预算执行率占10分。
    """
    cells = cell_facts(given)
    for table in tables_of(given):
        rows = table.weighed
        known = [row for row in rows if row.weight is not None]
        if len(known) < _ROWS:
            continue
        missing = [row for row in rows if row.weight is None and (row.target or row.actual)]
        total = Points.of(_figures(known))
        if len(missing) * 2 > len(known):
            yield NotEvaluated(CODE, f"{len(missing)}行没有读到权重，不能合计", spans_of(missing[0], "name"))
        elif missing:
            yield _missing(given, table, known, missing, total, cells)
        elif table.total is not None and table.total.weight is not None:
            yield _printed(table, table.total.weight, cells)
        else:
            yield _judge(table, known, total, cells)


def _figures(rows: list[StatedIndicator]) -> list[Figure]:
    return figures_of(rows, "weight")


def _printed(table: ScoreTable, printed: Figure, cells: CellFacts) -> Outcome:
    span = cells.printed(table.total, printed)[0] if table.total is not None else table.rows[0].origin
    if printed.number == _FULL:
        return Held(CODE, Band.EXACT, (span,), (), "总分100分")
    return NotEvaluated(CODE, f"总分行印作{plain(printed.number)}分，由总分与各行核对", (span,))


def _missing(
    given: AuditInput, table: ScoreTable, known: list[StatedIndicator], missing: list[StatedIndicator], total: Points, cells: CellFacts
) -> Finding:
    names = "、".join(f"“{name_of(row)}”" for row in missing[:3])
    rest = plain(total.value)
    ninety = total.value == _FULL - _EXECUTION and table.execution is None
    ask = _ASK_NINETY if ninety else f"其余合计{rest}分，请补写权重或说明该行不计分"
    heads = [span_of_cell(given, cell) for cell in heads_of(given, table) if any(word in cell.text for word in _COLUMN_HEADS)]
    evidence: tuple[Span, ...] = tuple(span for row in missing for span in spans_of(row, "name", "unit"))
    return Finding(
        CODE,
        Severity.WARNING,
        Category.COMPLETENESS,
        f"{names}{'等' if len(missing) > 3 else ''}{len(missing)}行没有写权重，{ask}",
        "补写权重，使合计为100分（预算执行率10分另列的，合计90分）",
        (*evidence, *heads),
        likely_cause="漏填，或与上一行合用一个权重",
        expected="合计100分，或90分加预算执行率10分",
        stated=f"{len(known)}行合计{rest}分",
        facts=tuple(fact for row in known for fact in cells.of(row, "weight")),
        subject_key="|".join(name_of(row) for row in missing),
    )


def _judge(table: ScoreTable, known: list[StatedIndicator], total: Points, cells: CellFacts) -> Outcome:
    own = table.execution.weight if table.execution is not None else None
    whole = Points.of([*_figures(known), own]) if own is not None else total
    evidence = tuple(span for row in known for span in spans_of(row, "weight"))
    facts = tuple(fact for row in known for fact in cells.of(row, "weight"))
    for one in (whole, total):
        miss = abs(one.value - _FULL)
        if miss <= one.slack:
            return Held(CODE, Band.EXACT if not miss else Band.ROUNDING, evidence, facts, f"{len(known)}行权重合计{plain(one.value)}")
    stated = plain(whole.value)
    if not _READ[0] <= whole.value <= _READ[1]:
        return NotEvaluated(CODE, f"只读到{len(known)}行、{stated}分，像是表的一部分", evidence[:1])
    ninety = whole.value == _FULL - _EXECUTION and own is None and not any(EXECUTION in name_of(row) for row in known)
    return Finding(
        CODE,
        Severity.HINT if ninety else Severity.WARNING,
        Category.COMPLETENESS,
        "各行权重合计90分，表中没有预算执行率；是否另有预算执行率10分？请写明" if ninety else f"各行权重合计{stated}分，不是100分",
        "注明另10分归预算执行率" if ninety else "核对各行权重，改到合计100分",
        evidence,
        expected="100分",
        stated=f"{stated}分",
        difference=f"{plain(abs(whole.value - _FULL))}分",
        facts=facts,
        working=(f"Σ权重 = {stated}",),
        subject_key=f"权重合计|{table.rows[0].origin.block.partition('.')[0]}",
    )
