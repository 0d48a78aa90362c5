"""JH-A-104 完成情况里写的是打算。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import ReportKind, Section, View, run_in, sentences, view_of
from jiheng.core.documents.span import Span

CODE = "JH-A-104"
_PLAN = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．是]|[①-⑳])?\s*(?:要(?![求素点领职务闻件]|是|不是|么)|必须要|需要进一步|下一?步|今后|接下来|明年|下一年"
    r"|将(?:继续|进一步|着力|重点|持续|努力|大力|积极|认真|严格|在今后|在下)|拟(?:于|在|开展|建)|计划(?:于|在|到)|争取(?:在|到|于))"
)
_BEFORE = re.compile(r"[，,](?=(?:要|将)(?:继续|进一步|着力|持续|努力|积极|认真))")
_LEAST = 2
_SHARE = 20  # percent of a section's sentences
_MOST = 10  # so many places are shown


@check(
    code=CODE,
    title="完成情况里写的是打算",
    severity=Severity.WARNING,
    category=Category.WORDING,
    sources=("seed-nansha-2022#二、（二）7", "mof-self-evaluation-2020#绩效目标完成情况"),
)
def plans_among_results(given: AuditInput) -> Iterable[Outcome]:
    """“完成情况”“成效”一类标题下应写已经完成的事，“要……”“将……”“下一步……”的句子不是成效。

    Holds: 没有或只有个别打算。   Breaks: 两句以上且占该节两成以上是打算。
    Unknown: 没有写完成情况或成效的标题。   Mend: 改写为当年做了什么、完成多少；打算移到下一步措施。
    """
    view = view_of(given.document)
    if view.kind in (ReportKind.ACCOUNTS, ReportKind.BUDGET):
        yield NotEvaluated(CODE, "预决算公开不分成效与打算")
        return
    judged = False
    for section in view.sections:
        if section.is_result and section.body:
            judged = True
            yield _judge(view, section)
    if not judged:
        yield NotEvaluated(CODE, "没有写完成情况或成效的标题")


def _judge(view: View, section: Section) -> Outcome:
    told = 0
    plans: list[Span] = []
    for block in section.body:
        skip = len(run_in(block.text))
        for start, end in sentences(block.text):
            if start < skip:
                continue
            told += 1
            if _PLAN.match(block.text[start : start + 24]) or _BEFORE.search(block.text, start, end):
                plans.append(view.span(block, start, end))
    heading = section.heading or section.body[0]
    if len(plans) < _LEAST or len(plans) * 100 < _SHARE * told:
        return Held(CODE, Band.EXACT, (view.span(heading),), words=f"{told}句中打算{len(plans)}句")
    return Finding(
        code=CODE, severity=Severity.WARNING, category=Category.WORDING,
        message=f"“{section.title.strip()}”下{told}句中有{len(plans)}句是“要……”“将……”一类打算，不是已完成的事", mend="写明当年做了什么、完成多少、效果如何；打算移到“下一步措施”",
        evidence=(*plans[:_MOST], view.span(heading)), likely_cause="把工作要点或下一年计划粘贴到了完成情况里", stated=f"{len(plans)}句", subject_key=section.title,
    )  # fmt: skip
