"""JH-A-223 指标中的本单位人数与别处的人数不同。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.headcounts import Headcounts, is_of_staff
from jiheng.core.auditing.score_tables import CellFacts, cell_facts, name_of, spans_of, tables_of
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.indicator import StatedIndicator
from jiheng.core.figures.figure import Figure

CODE = "JH-A-223"
_NEAR = 2  # beyond twice or half, other people are counted


@check(
    code=CODE,
    title="指标中的本单位人数与别处的人数不同",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-ebian-2023#（四）部门整体支出绩效目标",),
)
def headcount_target(given: AuditInput) -> Iterable[Outcome]:
    """保障本单位人员的指标，人数与文中的在职或全部人数是同一个数。

    Holds: 与文中某个本单位人数相同，或等于在职加离退休。   Breaks: 与哪一个都不同（范围、时点可能不同，故作提醒）。
    Unknown: 文中没有本单位人数；相差一倍以上，像是另一些人。   Mend: 统一人数，或注明含哪些人、哪一天的数。
    """
    staff = Headcounts(given)
    cells = cell_facts(given)
    for table in tables_of(given):
        for row in table.weighed:
            for field, figure in (("target", row.target_figure), ("actual", row.actual_figure)):
                if figure is not None and figure.unit.is_people and is_of_staff(row) and not _restates(row, field):
                    yield _judge(row, field, figure, staff, cells)


def _restates(row: StatedIndicator, field: str) -> bool:
    """Whether the actual only repeats the target, which was judged already."""
    target, actual = row.target_figure, row.actual_figure
    return field == "actual" and target is not None and actual is not None and target.value == actual.value


def _judge(row: StatedIndicator, field: str, figure: Figure, staff: Headcounts, cells: CellFacts) -> Outcome:
    span = spans_of(row, field)[0]
    facts = cells.of(row, field)
    nearest = staff.nearest(figure.value)
    if nearest is None:
        return NotEvaluated(CODE, f"“{name_of(row)}”写{words.in_unit(figure.value, figure.unit)}，文中没有本单位人数", (span,))
    if nearest.figure.value == figure.value:
        return Held(CODE, Band.EXACT, (span, nearest.origin), (*facts, nearest), f"等于{nearest.label}{nearest.figure.text}")
    summed = staff.summed(figure.value)
    if summed is not None:
        return Held(CODE, Band.EXACT, (span, *(fact.origin for fact in summed)), (*facts, *summed), "等于在职加离退休")
    if figure.value > nearest.figure.value * _NEAR or nearest.figure.value > figure.value * _NEAR:
        return NotEvaluated(CODE, f"“{name_of(row)}”的人数与本单位人数相差一倍以上，像是另一些人", (span, nearest.origin))
    return _finding(row, field, figure, nearest, cells)


def _finding(row: StatedIndicator, field: str, figure: Figure, nearest: Fact, cells: CellFacts) -> Finding:
    people = words.in_unit(figure.value, figure.unit)
    difference = words.in_unit(abs(figure.value - nearest.figure.value), figure.unit)
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"指标“{name_of(row)}”写{people}，文中{nearest.label}{nearest.figure.text}，相差{difference}",
        "统一人数；若指标另含临聘、借调或按另一时点统计，注明范围和日期",
        (nearest.origin, *spans_of(row, field, "name")),
        likely_cause="范围不同（含临聘、遗属等）、时点不同（年初批复与年末在职），或照抄上年",
        expected=nearest.figure.text,
        stated=people,
        difference=difference,
        facts=(nearest, *cells.of(row, field)),
        subject_key=f"{'/'.join(row.level)}|人数",
    )
