"""JH-A-222 各项指标的权重全都相同。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import cell_facts, plain, spans_of, tables_of
from jiheng.core.auditing.shelf import check

CODE = "JH-A-222"
_ROWS = 5


@check(
    code=CODE,
    title="各项指标的权重全都相同",
    severity=Severity.HINT,
    category=Category.WORDING,
    sources=("mof-indicators-2021#分值权重", "hunan-framework-2018#评价指标"),
)
def equal_weights(given: AuditInput) -> Iterable[Outcome]:
    """分值按指标的重要程度分配，核心指标高于一般指标。

    Holds: 分值有高有低。   Breaks: 五项以上指标分值全都相同。
    Unknown: 有分值的指标不到五项。   Mend: 按重要程度重新分配，并在批复目标时一并确定。
    """
    cells = cell_facts(given)
    for table in tables_of(given):
        rows = [row for row in table.weighed if row.weight is not None and row.weight.number]
        if not rows:
            continue
        values = {row.weight.number for row in rows if row.weight is not None}
        evidence = tuple(span for row in rows for span in spans_of(row, "weight"))
        facts = tuple(fact for row in rows for fact in cells.of(row, "weight"))
        if len(rows) < _ROWS:
            yield NotEvaluated(CODE, f"只有{len(rows)}项指标写了分值", evidence)
        elif len(values) > 1:
            yield Held(CODE, Band.EXACT, evidence, facts, f"分值{plain(min(values))}—{plain(max(values))}分")
        else:
            each = plain(values.pop())
            yield Finding(
                CODE,
                Severity.HINT,
                Category.WORDING,
                f"{len(rows)}项指标的分值全是{each}分，没有分出轻重",
                "按重要程度分配分值，核心产出和效益指标高于一般保障指标",
                evidence,
                likely_cause="平均分配",
                expected="核心指标分值高于一般指标",
                stated=f"每项{each}分",
                subject_key=f"权重相同|{table.rows[0].origin.block.partition('.')[0]}",
            )
