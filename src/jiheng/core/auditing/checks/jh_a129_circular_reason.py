"""JH-A-129 原因只是把结果又说一遍，或没有写原因。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import view_of

CODE = "JH-A-129"
_REASON = re.compile(r"(?:主要)?原因(?:是|为|系)?\s*(?:[：:])?\s*(?P<why>[^。；\n]{0,80})(?P<end>[。；\n]|$)")
_AGAIN = re.compile(
    r"^(?!.*(?:引起|导致|造成|变动|调整|因|使))(?:本年|本年度|实际)?(?:[\u4e00-\u9fff“”]{0,12})?(?:决算|支出|执行|收入)(?:数)?(?:比|较)?(?:年初|全年|上年)?(?:小于|大于|低于|高于|少于|多于)(?:年初|全年|上年)*(?:预算|决算)数?$"
    r"|^(?:按)?(?:实际情况|实际|据实)(?:支出|列支|发生|执行)?$|^(?:支出|收入|经费|费用)(?:增加|减少)$"
)


@check(
    code=CODE,
    title="原因没有写，或只是把结果又说一遍",
    severity=Severity.HINT,
    category=Category.WORDING,
    sources=("sh-final-accounts-2024-a#五、（三）", "govbudgetchecker-rules#V33-110 增减原因"),
)
def circular_reason(given: AuditInput) -> Iterable[Outcome]:
    """“主要原因”后面应写为什么，不是“支出数小于预算数”“据实列支”，也不能空着。

    Holds: 写了原因。   Breaks: 原因空着（警告），或与结果同义（提示）。
    Unknown: 没有写“主要原因”。   Mend: 写明人员、政策、项目或进度上的具体原因。
    """
    flat = view_of(given.document).running
    told = 0
    first: re.Match[str] | None = None
    for match in _REASON.finditer(flat.text):
        if not re.match(r"主要原因", match[0]):
            continue
        why = match["why"].strip(" ：:，,")
        first = first or match
        told += 1
        if why and not _AGAIN.match(why):
            continue
        if not why and flat.text[match.end("why") : match.end("why") + 1] == "\n" and match.end() < len(flat.text):
            continue  # the reasons follow as a list
        told -= 1
        yield Finding(
            code=CODE, severity=Severity.HINT if why else Severity.WARNING, category=Category.WORDING, message=f"原因只写“{why}”，是结果的重复" if why else "“主要原因”后面没有写原因",
            mend="写明人员、政策、项目或进度上的具体原因", evidence=(flat.span(match.start(), max(match.end("why"), match.start() + 4)),), likely_cause="套用格式，没有分析原因", stated=why,
            subject_key=f"{match.start() - flat.starts[flat.index(match.start())]}|{why}|{flat.blocks[flat.index(match.start())].text[:16]}",
        )  # fmt: skip
    if first is None:
        yield NotEvaluated(CODE, "没有写“主要原因”")
    elif told:
        yield Held(CODE, Band.EXACT, (flat.span(first.start(), first.end("why")),), words=f"{told}处写了原因")
