"""JH-A-215 成本指标用了“≥”或“＝”。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import cell_facts, name_of, spans_of, tables_of
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.indicator import StatedIndicator
from jiheng.core.facts.targets import is_cost

CODE = "JH-A-215"
_SAVING = re.compile("节约|降低|下降|减少|压减|压缩|回收|控制率|达标|合格|效益")


@check(
    code=CODE,
    title="成本指标用了“≥”或“＝”",
    severity=Severity.WARNING,
    category=Category.WORDING,
    sources=("seed-ebian-2023#（四）部门整体支出绩效目标", "mof-indicators-2021#成本指标"),
)
def cost_sign(given: AuditInput) -> Iterable[Outcome]:
    """成本指标是花费的上限，用“≤”。

    Holds: 用“≤”“＜”。   Breaks: 用“≥”（花得越多越好）；用“＝”（少花也算没有完成）为提示。
    Unknown: 没有印比较符号。   Mend: 改为“≤”；节约率、降低率一类越大越好的除外。
    """
    cells = cell_facts(given)
    for table in tables_of(given):
        for row in table.weighed:
            if not is_cost(row) or _SAVING.search(name_of(row)) or row.target_figure is None:
                continue
            if row.relation in ("≤", "＜"):
                yield Held(CODE, Band.EXACT, spans_of(row, "relation", "target"), cells.of(row, "target"), f"成本用“{row.relation}”")
            elif row.relation in ("≥", "＞", "＝"):
                yield _finding(row)
            else:
                yield NotEvaluated(CODE, f"成本指标“{name_of(row)}”没有印比较符号", spans_of(row, "target"))


def _finding(row: StatedIndicator) -> Finding:
    wrong = row.relation != "＝"
    why = "意思成了花得越多越好" if wrong else "照字面少花也算没有完成"
    return Finding(
        CODE,
        Severity.WARNING if wrong else Severity.HINT,
        Category.WORDING,
        f"成本指标“{name_of(row)}”用了“{row.relation}”，{why}",
        "改为“≤”，以批复的预算或定额为上限",
        spans_of(row, *(("relation", "name") if "relation" in row.spans else ("target", "name"))),
        likely_cause="套用了产出指标的写法",
        expected="≤",
        stated=row.relation,
        subject_key=f"{'/'.join(row.level)}|成本符号",
    )
