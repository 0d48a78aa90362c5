"""JH-A-310 称目标全部完成，而指标表中有未完成或被扣分的指标。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.phrases import said
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.span import Span
from jiheng.core.facts.indicator import StatedIndicator

CODE = "JH-A-310"
_CLAIM = re.compile(
    "(?:全部|全面|均已?|都已?|100%|百分之百|圆满)(?:地)?(?:按(?:时|期|质|计划))*(?:完成|实现|达成|达到|达标)(?:了)?(?:[^，。；、]{0,10}?)(?:目标|指标)"
    "|(?:目标|指标)(?:任务|值)?(?:已|均已?|都已?|全部|全年)*(?:全部|均|都|100%|百分之百|圆满)(?:得到|已|按期|按时)*(?:完成|实现|达成|达到|达标)"
)


@check(
    code=CODE,
    title="称目标全部完成，与指标表不符",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-lusong-2023#附件3", "seed-ebian-2023#三、（二）（2）目标实现"),
)
def targets_met_claim(given: AuditInput) -> Iterable[Outcome]:
    """“目标全部完成”“指标均已实现”：指标表中不应有实际值未达目标、或得分低于分值的指标。

    Holds: 各指标都达到目标，也没有扣分。   Breaks: 有未达目标或被扣分的指标。
    Unknown: 没有带实际值或得分的指标表。   Mend: 列出未完成的指标和原因，或改写该句。
    """
    rows = [row for row in given.statements.indicators if row.score is not None or row.actual_figure is not None]
    claims = [one for one in said(given.document, _CLAIM, "目标", "指标") if not one.is_plan]
    missed = [row for row in rows if _is_missed(row)] if claims else []
    places = tuple(map(_place, missed))
    for one in claims:
        if not rows:
            yield NotEvaluated(CODE, f"“{one.match.group()}”没有带实际值或得分的指标表可比", (one.span,))
            continue
        if not missed:
            yield Held(CODE, Band.EXACT, (one.span,), (), f"{len(rows)}个指标都没有扣分")
            continue
        names = "、".join(row.level[2] for row in missed[:3])
        yield Finding(
            CODE, Severity.WARNING, Category.ACCURACY,
            f"写“{one.match.group()}”，而指标表中{names}{'等' if len(missed) > 3 else ''}{len(missed)}个指标未达目标或被扣分",
            "列出没有完成的指标、原因和改进措施，或改写该句", (one.span, *places),
            expected="没有未完成的指标", stated=f"{len(missed)}个",
        )  # fmt: skip


def _is_missed(row: StatedIndicator) -> bool:
    if row.score is not None and row.weight is not None and row.score.value < row.weight.value:
        return True
    target, actual = row.target_figure, row.actual_figure
    if target is None or actual is None or target.unit.dimension != actual.unit.dimension:
        return False
    if row.relation in ("≥", "＞", "＝"):
        return actual.range.high < target.value
    return row.relation in ("≤", "＜") and actual.range.low > target.value


def _place(row: StatedIndicator) -> Span:
    return row.spans.get("score") or row.spans.get("actual") or row.origin
