"""JH-A-109 自评报告没有指标、没有得分。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import ReportKind, view_of

CODE = "JH-A-109"
_SCORED = re.compile(
    r"(?:得分|评分|自评分|总分|综合得分|评价分)[^。；\n]{0,12}?\d{1,3}(?:\.\d+)?|\d{1,3}(?:\.\d+)?\s*分(?![钟之别析类为数期批散公布支行管工局校会])"
)
_INDICATORS = re.compile(r"(?:产出|效益|满意度|数量|质量|时效|成本)指标[^。；\n]{0,30}?[\d≥≤]")
_TABLE_NAMED = re.compile(r"(?:附件|附表|\d{1,2}[.、．])?[^。；，]{0,30}(?:自评表|评分表|指标表|目标表|评价表)[。；]?")


@check(
    code=CODE,
    title="自评报告没有绩效指标或得分",
    severity=Severity.WARNING,
    category=Category.COMPLETENESS,
    sources=("mof-self-evaluation-2020#单位自评：指标、得分", "seed-wangcheng-2020#全文", "seed-changning-2020#全文"),
)
def no_targets_no_score(given: AuditInput) -> Iterable[Outcome]:
    """自评报告应对照年初绩效目标逐项列出指标完成值并打分。

    Holds: 有指标表（或逐项写明指标）并有得分。   Breaks: 通篇没有指标，或没有得分。
    Unknown: 不是自评报告，或节选，或指标表列为附件而没有随文。   Mend: 附上绩效目标表、自评表和得分。
    """
    view = view_of(given.document)
    if view.kind is not ReportKind.WHOLE or not view.is_whole or view.title is None:
        yield NotEvaluated(CODE, "不是完整的部门自评报告")
        return
    title = view.span(view.title)
    stated = given.statements
    text = view.running.text
    if stated.indicators or _INDICATORS.search(text):
        yield Held(CODE, Band.EXACT, (stated.indicators[0].origin if stated.indicators else title,), words="有绩效指标")
    elif any(_TABLE_NAMED.fullmatch(block.text.strip()) for block in view.running.blocks if block is not view.title):
        yield NotEvaluated(CODE, "指标表列为附件，没有随文")
    else:
        yield Finding(
            code=CODE, severity=Severity.WARNING, category=Category.COMPLETENESS, message="称为绩效自评报告，却没有绩效目标表，也没有一项绩效指标及其完成值",
            mend="附上年初批复的绩效目标表和自评表，逐项写明指标值、实际完成值和偏差原因", evidence=(title,), likely_cause="以工作总结代替绩效自评", subject_key="没有指标",
        )  # fmt: skip
    if any(fact.concept.startswith("score.") for fact in stated.facts) or stated.totals or _SCORED.search(text) or _SCORED.search(view.cells.text):
        yield Held(CODE, Band.EXACT, (title,), words="有自评得分")
    else:
        yield Finding(
            code=CODE, severity=Severity.WARNING, category=Category.COMPLETENESS, message="称为绩效自评报告，却没有自评得分",
            mend="按评分办法逐项打分，写明总分、扣分项和扣分原因", evidence=(title,), likely_cause="以工作总结代替绩效自评", subject_key="没有得分",
        )  # fmt: skip
