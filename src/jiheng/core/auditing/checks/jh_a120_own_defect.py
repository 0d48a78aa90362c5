"""JH-A-120 报告自己承认评分或数据有误。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import ReportKind, view_of

CODE = "JH-A-120"
_SPREAD = re.compile(
    r"(?:无法|不能|未能|没有|不支持|难以)(?:自动|及时|按要求|进行)?(?:重新|另行)?(?:分配|调整|调剂|计算)[^，。；\n]{0,8}(?:分数|分值|权重|得分)"
)
_WRONG = re.compile(
    r"(?:评分|得分|打分|分数|数据|指标值|完成值)[^，。；\n]{0,8}(?:不准确|不够准确|失真|有误|有偏差|存在误差|不真实|不一致|与实际不符)"
)
_SINCE = re.compile(r"因|由于|导致|造成|致使")


@check(
    code=CODE,
    title="报告自述评分或数据有误而没有改正",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-wangcheng-2020#六、其他需要说明的情况", "mof-indicators-2021#指标权重"),
)
def own_defect(given: AuditInput) -> Iterable[Outcome]:
    """没有某类指标时，权重应按规定重新分配后再评分；知道评分、数据有误就应改正，不能只作说明。

    Holds: 没有这类自述。   Breaks: 写有“无法重新分配分数”“评分不准确”等。
    Unknown: 不是自评报告。   Mend: 按规定把缺失指标的权重分给其他指标，重新计分，并写明依据和分配前后的权重。
    """
    view = view_of(given.document)
    if view.kind not in (ReportKind.WHOLE, ReportKind.PROJECT):
        yield NotEvaluated(CODE, "不是自评报告")
        return
    text, found = view.running.text, False
    for match in _SPREAD.finditer(text):
        found = True
        start = max(text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
        stop = min((at for mark in "。；\n" if (at := text.find(mark, match.end())) >= 0), default=len(text))
        yield Finding(
            code=CODE, severity=Severity.WARNING, category=Category.ACCURACY, message=f"报告自述“{match[0]}”，评分没有按规定重新分配权重",
            mend="缺少某类指标时，把它的权重按规定分给其他指标（或按比例折算为100分），重新计分，写明依据和分配前后的权重",
            evidence=(view.running.span(start, stop),), likely_cause="系统按固定权重计分，没有设置的指标记零分或空着", stated=match[0], subject_key=match[0],
        )  # fmt: skip
    if found:
        return
    for match in _WRONG.finditer(text):
        start = max(text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
        if _SINCE.search(text, start, match.start()):
            found = True
            yield Finding(
                code=CODE, severity=Severity.WARNING, category=Category.ACCURACY, message=f"报告自述“{match[0]}”，却没有改正", mend="改正数据或评分后再报送；确实无法取得的，写明影响多大",
                evidence=(view.running.span(start, match.end()),), likely_cause="已知有误仍然报送", stated=match[0], subject_key=match[0],
            )  # fmt: skip
    if not found and view.title is not None:
        yield Held(CODE, Band.EXACT, (view.span(view.title),), words="没有自述评分或数据有误")
