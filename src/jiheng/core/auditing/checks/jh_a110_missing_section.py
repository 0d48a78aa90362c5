"""JH-A-110 自评报告缺少应有的部分。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import ReportKind, view_of

CODE = "JH-A-110"
_PARTS = (
    ("单位概况", re.compile(r"概况|基本情况|主要职[能责]|部门职[能责]|职责"), "写明职能、机构和人员"),
    ("资金使用情况", re.compile(r"收支|支出|资金|预算|决算|经费"), "写明收入、支出、结转结余及其构成"),
    ("绩效情况", re.compile(r"绩效|成效|完成情况|履职|效益|综合评价"), "对照绩效目标写明完成情况和效果"),
    ("存在的问题", re.compile(r"问题|不足|偏离|原因分析"), "写明问题、原因和涉及的金额"),
    ("改进措施", re.compile(r"措施|改进|建议|下一?步|打算|整改|计划"), "对每个问题写明怎么改、谁负责、何时完成"),
)


@check(
    code=CODE,
    title="自评报告缺少应有的部分",
    severity=Severity.WARNING,
    category=Category.COMPLETENESS,
    sources=("mof-self-evaluation-2020#绩效评价报告的内容", "seed-lusong-2023#提纲"),
)
def missing_section(given: AuditInput) -> Iterable[Outcome]:
    """部门整体支出自评报告应有：概况、资金使用、绩效、问题及原因、改进措施。

    Holds: 各部分都有。   Breaks: 标题和各段首句都没有某一部分。
    Unknown: 不是自评报告，或是节选。   Mend: 补写该部分；没有的写“无”并说明。
    """
    view = view_of(given.document)
    if view.kind is not ReportKind.WHOLE or not view.is_whole or view.title is None:
        yield NotEvaluated(CODE, "不是完整的部门自评报告")
        return
    titles = [section.title for section in view.sections if section.heading] + [
        block.text[:24] for section in view.sections for block in section.body
    ]
    missing = [(name, mend) for name, words, mend in _PARTS if not any(words.search(title) for title in titles)]
    for name, mend in missing:
        yield Finding(
            code=CODE, severity=Severity.WARNING, category=Category.COMPLETENESS, message=f"自评报告没有“{name}”部分", mend=mend,
            evidence=(view.span(view.title),), likely_cause="漏写，或提纲与要求不符", expected=name, subject_key=name,
        )  # fmt: skip
    if not missing:
        yield Held(CODE, Band.EXACT, (view.span(view.title),), words="概况、资金、绩效、问题、改进各部分都有")
