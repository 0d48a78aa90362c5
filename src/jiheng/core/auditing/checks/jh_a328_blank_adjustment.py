"""JH-A-328 预算调整栏空白，而全年预算与年初预算不同。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import BUDGET, OPENING, SPENDING, first
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.block import Block, Cell

CODE = "JH-A-328"
_ZERO = Decimal(0)


@check(
    code=CODE,
    title="预算调整栏空白，而预算有调整",
    severity=Severity.WARNING,
    category=Category.COMPLETENESS,
    sources=("seed-lusong-2023#附件2 部门整体支出绩效评价基础数据表",),
)
def blank_adjustment(given: AuditInput) -> Iterable[Outcome]:
    """基础数据表有“预算调整”一行时，全年预算与年初预算不同，该行不应空白。

    Holds: 该行已填，或两数相同。   Breaks: 该行空白而两数不同。
    Unknown: 没有印出年初预算或全年预算。   Mend: 填写基本支出的调整数，没有调整的填零。
    """
    for table, label, others in _rows(given):
        span = given.document.span(label.block, 0, len(label.text))
        if any(any(letter.isdigit() for letter in cell.text) for cell in others):
            yield Held(CODE, Band.EXACT, (span,), (), f"{table.id}：{label.text}已填")
            continue
        opening, budget = first(given, SPENDING, OPENING), first(given, SPENDING, BUDGET)
        if opening is None or budget is None:
            yield NotEvaluated(CODE, f"“{label.text}”一行空白，没有年初预算与全年预算可比", (span,))
            continue
        moved = budget.figure.value - opening.figure.value
        facts = (opening, budget)
        evidence = (span, opening.origin, budget.origin)
        if budget.figure.range.meets(opening.figure.range):
            yield Held(CODE, Band.EXACT if moved == _ZERO else Band.ROUNDING, evidence, facts, "预算没有调整")
            continue
        change = words.in_unit(moved, budget.figure.unit)
        yield Finding(
            CODE, Severity.WARNING, Category.COMPLETENESS,
            f"“{label.text.strip()}”一行空白，而全年预算{budget.figure.text}比年初预算{opening.figure.text}变动{change}",
            "填写基本支出的调整数；只调整项目的，填零并说明", evidence, expected=f"写明调整数（合计{change}）", stated="空白", facts=facts,
            working=(f"{words.plain(budget)} - {words.plain(opening)} = {change}",),
        )  # fmt: skip


def _rows(given: AuditInput) -> Iterator[tuple[Block, Cell, list[Cell]]]:
    for table in given.document.tables():
        for cell in table.cells:
            if "预算调整" in cell.text and len(cell.text) < 20 and "率" not in cell.text:
                others = [other for other in table.cells if other.row == cell.row and other is not cell]
                if others:
                    yield table, cell, others
