"""JH-A-212 指标的实际值填了预算数，没有填执行数。"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import CellFacts, cell_facts, name_of, spans_of, tables_of
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.indicator import StatedIndicator
from jiheng.core.facts.outturns import MoneyFacts
from jiheng.core.facts.targets import pair_of
from jiheng.core.figures.figure import Figure

CODE = "JH-A-212"


@check(
    code=CODE,
    title="指标的实际值填了预算数，没有填执行数",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-lusong-2023#附件3",),
)
def budget_as_actual(given: AuditInput) -> Iterable[Outcome]:
    """金额指标的实际完成值是执行（决算）数，不是预算数。

    Holds: 实际值等于文中的执行数。   Breaks: 实际值等于文中的预算数，而同一事项的执行数是另一个数。
    Unknown: 文中没有相同的数。   Mend: 实际完成值改填执行数，并重算得分。
    """
    cells = cell_facts(given)
    money = MoneyFacts(given.statements)
    for table in tables_of(given):
        for row in table.weighed:
            pair = pair_of(row)
            if pair is None or not pair.actual.unit.is_money:
                continue
            done = money.spent(pair.actual)
            if done is not None:
                yield Held(CODE, Band.EXACT, (*spans_of(row, "actual"), done.origin), (*cells.of(row, "actual"), done), f"等于{words.named(done)}")
                continue
            found = list(money.budgets(pair.actual))
            if not found:
                yield NotEvaluated(CODE, f"“{name_of(row)}”的实际值{row.actual}，文中没有相同的执行数或预算数", spans_of(row, "actual"))
            elif not (found[0][0].context.basis is Basis.OPENING and pair.aim.value == pair.actual.value):
                yield _finding(row, pair.actual, found[0], cells)


def _finding(row: StatedIndicator, actual: Figure, found: tuple[Fact, Fact], cells: CellFacts) -> Finding:
    budget, done = found
    basis = budget.context.basis.value if budget.context.basis else "预算"
    difference: Decimal = abs(actual.value - done.figure.value)
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"“{name_of(row)}”的实际完成值{row.actual}等于{basis}数{budget.figure.text}，而执行数是{done.figure.text}",
        f"实际完成值改填执行数{done.figure.text}，并重算该行得分和总分",
        (*spans_of(row, "actual"), budget.origin, done.origin),
        likely_cause=f"抄了{basis}一栏，没有抄执行数一栏",
        expected=done.figure.text,
        stated=row.actual,
        difference=words.in_unit(difference, done.figure.unit),
        facts=(*cells.of(row, "actual"), budget, done),
        subject_key=f"{'/'.join(row.level)}|实际值",
    )
