"""JH-A-128 评价等级与得分不符。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import view_of

CODE = "JH-A-128"
_SCORE_THEN = re.compile(
    r"(?:得分|评分|总分|自评)[^。；\n]{0,12}?(?P<score>\d{2,3}(?:\.\d+)?)\s*分?[^。；\n\d]{0,16}?(?:等级|等次|级别|档次|评级|评定|结果)(?:评定|评价)?(?:为|是|：|:)?\s*[“\"「]?(?P<grade>优秀?|良好?|中等?|合格|不合格|差)(?![”」]?的|[质好秀等])"
)
_LOWEST = {"优": Decimal(90), "良": Decimal(80), "中": Decimal(60), "差": Decimal(0)}
_ABOVE = {"优": Decimal("100.01"), "良": Decimal(90), "中": Decimal(80), "差": Decimal(60)}


@check(
    code=CODE,
    title="评价等级与得分不符",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("mof-self-evaluation-2020#评价结果分级",),
)
def grade_label(given: AuditInput) -> Iterable[Outcome]:
    """等级按得分：90分以上为优，80—90为良，60—80为中，60以下为差（地方另有规定的从其规定）。

    Holds: 等级与得分相符。   Breaks: 等级与得分所在的档不符。
    Unknown: 没有同时写得分和等级，或用“合格”一类另设的等级。   Mend: 改正等级，或写明适用的地方分档。
    """
    flat = view_of(given.document).running
    judged = False
    for match in _SCORE_THEN.finditer(flat.text):
        judged = True
        span = flat.span(match.start("score"), match.end("grade"))
        grade, score = match["grade"][0], Decimal(match["score"])
        if match["grade"] not in ("优", "优秀", "良", "良好", "中", "中等", "差") or score > 100:
            yield NotEvaluated(CODE, "等级名称不是优、良、中、差", (span,))
        elif _LOWEST[grade] <= score < _ABOVE[grade]:
            yield Held(CODE, Band.EXACT, (span,), words=f"{score}分为{match['grade']}")
        else:
            right = next(name for name, low in _LOWEST.items() if score >= low)
            yield Finding(
                code=CODE, severity=Severity.WARNING, category=Category.ACCURACY, message=f"得分{score}分，等级写作“{match['grade']}”，按通行分档应为“{right}”", mend="改正等级；地方另有分档的写明依据",
                evidence=(span,), likely_cause="等级沿用上年，或得分改后等级没有改", expected=right, stated=match["grade"], subject_key=span.text,
            )  # fmt: skip
    if not judged:
        yield NotEvaluated(CODE, "没有同时写得分和等级")
