"""JH-A-211 写了未完成的原因，而所列数值已达到目标。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import cell_facts, is_empty, name_of, spans_of, tables_of
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.targets import Met, pair_of

CODE = "JH-A-211"
_UNDONE = re.compile(
    r"(?<![无不])(?<!没有)(?<!不存在)(?:未能?完成|未达[到标]|未能?实现|未按时|没有完成|没有达到|尚未完成|完成率低|进度滞后|进度较?慢|不及预期|低于预期)"
)


@check(
    code=CODE,
    title="写了未完成的原因，而所列数值已达到目标",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("mof-self-evaluation-2020#项目支出绩效自评表", "sichuan-project-form-2023#绩效指标"),
)
def reason_contradicts(given: AuditInput) -> Iterable[Outcome]:
    """偏差原因与所列的目标值、实际完成值说的是一回事。

    Holds: 未完成的写了原因。   Breaks: 原因说未完成，而实际值已达到或超过目标值。
    Unknown: 目标或实际值不是数。   Mend: 更正实际值，或删改原因。
    """
    cells = cell_facts(given)
    for table in tables_of(given):
        for row in table.weighed:
            if is_empty(row.reason) or not _UNDONE.search(row.reason):
                continue
            pair = pair_of(row)
            met = pair.met if pair is not None else Met.UNKNOWN
            facts = cells.of(row, "target", "actual")
            if met is Met.UNKNOWN:
                yield NotEvaluated(CODE, f"“{name_of(row)}”写了未完成的原因，目标与实际值不能相比", spans_of(row, "reason"))
            elif met is Met.MISSED:
                yield Held(CODE, Band.EXACT, spans_of(row, "reason", "target", "actual"), facts, "未完成，写了原因")
            else:
                yield Finding(
                    CODE,
                    Severity.WARNING,
                    Category.ACCURACY,
                    f"“{name_of(row)}”目标{row.target}，实际{row.actual}，已达到目标，而偏差原因写“{row.reason[:30]}”",
                    "核对实际完成值：确已完成的删去该原因，没有完成的更正实际值和得分",
                    spans_of(row, "reason", "target", "actual", "score"),
                    likely_cause="实际完成值照抄了目标值，或原因填错了行",
                    expected="实际值低于目标，或不写未完成的原因",
                    stated=row.reason[:60],
                    facts=facts,
                    subject_key=f"{'/'.join(row.level)}|原因与数值",
                )
