"""JH-A-210 扣了分而没有写原因。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput, shared
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import CellFacts, cell_facts, has_reasons, is_empty, name_of, plain, spans_of, tables_of
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import Flat
from jiheng.core.documents.span import Span
from jiheng.core.facts.indicator import StatedIndicator
from jiheng.core.figures.figure import Figure

CODE = "JH-A-210"
_SHORT = 4  # a name of fewer characters is found in any text
_WORDS = ("扣", "失分", "原因", "未完成", "未达到")


@check(
    code=CODE,
    title="扣了分而没有写原因",
    severity=Severity.WARNING,
    category=Category.COMPLETENESS,
    sources=("seed-lusong-2023#附件3", "mof-self-evaluation-2020#项目支出绩效自评表", "sichuan-project-form-2023#绩效指标"),
)
def deduction_without_reason(given: AuditInput) -> Iterable[Outcome]:
    """得分低于分值的指标，在偏差原因栏（或正文）写明原因和改进措施。

    Holds: 扣分的行写了原因，或正文点名说明。   Breaks: 有原因栏而扣分的行空着。
    Unknown: 表中没有原因栏，正文也没有点名。   Mend: 补写扣分的具体原因和改进措施。
    """
    cells = cell_facts(given)
    for table in tables_of(given):
        cut = [row for row in table.scored if row.score is not None and row.weight is not None and row.score.number < row.weight.number]
        if not cut:
            continue
        asked = has_reasons(given, table)
        for row in cut:
            told = _told(row, given) if is_empty(row.reason) else None
            if not is_empty(row.reason) or told is not None:
                evidence = (*spans_of(row, "score", "reason"), *([told] if told else []))
                yield Held(CODE, Band.EXACT, evidence, cells.of(row, "score", "weight"), "已写原因")
            elif not asked:
                yield NotEvaluated(CODE, f"“{name_of(row)}”扣了分；表中没有原因栏", spans_of(row, "score"))
            elif row.score is not None and row.weight is not None:
                yield _finding(row, row.weight, row.score, cells)


def _told(row: StatedIndicator, given: AuditInput) -> Span | None:
    """The paragraph that names the indicator and speaks of its deduction."""
    name = name_of(row)
    if len(name) < _SHORT:
        return None
    told = _of_deductions(given)
    at = told.text.find(name)
    return told.span(at, at + len(name)) if at >= 0 else None


@shared
def _of_deductions(given: AuditInput) -> Flat:
    """The paragraphs that speak of deductions."""
    return Flat(given.document, tuple(block for block in given.document.running() if any(word in block.text for word in _WORDS)))


def _finding(row: StatedIndicator, full: Figure, score: Figure, cells: CellFacts) -> Finding:
    lost = plain(full.number - score.number)
    return Finding(
        CODE,
        Severity.WARNING,
        Category.COMPLETENESS,
        f"“{name_of(row)}”{plain(full.number)}分得{plain(score.number)}分，扣{lost}分而没有写原因",
        "在偏差原因栏写明为什么扣分、怎样改进；不该扣的，改回满分并重算总分",
        spans_of(row, "name", "actual", "score"),
        expected="写明偏差原因和改进措施",
        stated=f"{plain(score.number)}分",
        difference=f"{lost}分",
        facts=cells.of(row, "score", "weight", "actual"),
        subject_key=f"{'/'.join(row.level)}|扣分原因",
    )
