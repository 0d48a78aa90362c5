"""JH-A-127 以工作总结代替绩效分析。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import ReportKind, view_of

CODE = "JH-A-127"
_LONG = 800
_ANALYSED = re.compile(r"指标|目标值|完成率|得分|扣分|预算执行|执行率|年初目标|绩效目标|偏差|万元|成本|效益")


@check(
    code=CODE,
    title="绩效部分只有工作总结，没有对照指标",
    severity=Severity.HINT,
    category=Category.WORDING,
    sources=("mof-self-evaluation-2020#绩效目标实现情况", "seed-changning-2020#三", "seed-wangcheng-2020#三"),
)
def no_analysis(given: AuditInput) -> Iterable[Outcome]:
    """绩效部分应对照年初目标和资金说明完成了多少、效果如何，不是工作总结；只作提示。

    Holds: 绩效部分提到目标、指标、完成率或资金。   Breaks: 长篇而通篇不提。
    Unknown: 没有长篇的绩效部分。   Mend: 逐项对照绩效目标写目标值、完成值、偏差和原因。
    """
    view = view_of(given.document)
    if view.kind is not ReportKind.WHOLE:
        yield NotEvaluated(CODE, "不是部门自评报告")
        return
    judged = False
    tops: set[tuple[str, ...]] = set()
    for section in view.sections:
        if section.heading is None or not section.is_result or any(section.path[:depth] in tops for depth in range(len(section.path))):
            continue
        tops.add(section.path)
        text = "\n".join(block.text for part in view.under(section) for block in part.body)
        if len(text) < _LONG:
            continue
        judged = True
        span = view.span(section.heading)
        hits = len(_ANALYSED.findall(text))
        if hits * _LONG >= len(text):
            yield Held(CODE, Band.EXACT, (span,), words=f"{len(text)}字中{hits}处提到目标、指标或资金")
        else:
            yield Finding(
                code=CODE, severity=Severity.HINT, category=Category.WORDING, message=f"“{section.title.strip()}”{len(text)}字，只有{hits}处提到绩效目标、指标或资金，像是工作总结",
                mend="逐项对照年初绩效目标，写目标值、完成值、偏差原因和资金效果", evidence=(span,), likely_cause="粘贴了年度工作总结", stated=f"{hits}处", subject_key=section.title,
            )  # fmt: skip
    if not judged:
        yield NotEvaluated(CODE, "没有长篇的绩效部分")
