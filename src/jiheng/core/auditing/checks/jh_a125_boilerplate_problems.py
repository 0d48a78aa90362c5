"""JH-A-125 存在的问题空泛，措施少于问题。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.stated_items import items_of
from jiheng.core.auditing.structure import ReportKind, Section, View, bare, view_of
from jiheng.core.documents.block import Block
from jiheng.core.documents.span import Span

CODE = "JH-A-125"
_EMPTY = re.compile(r"有待|不够|进一步|尚待|仍需|还需|需要?加强|有所欠缺|不足|不强|不高|不完善|需完善|不到位|不及时|不精准|不细")
_NUMBERED = re.compile(r"(?:^|[。；;：:\n])\s*(?:[（(]?\d{1,2}[)）.．、])|(?:19|20)\d\d\s*年度?")
_CONCRETE = re.compile(r"\d|《|[一二三四五六七八九十百]+(?:个|项|件|万元)")
_CAUSE = re.compile(r"因为|由于|原因|主要是|受.{1,10}影响|导致|造成")
_NOTHING = re.compile(r"^\W*(?:无|没有|暂无|未发现)")


@check(
    code=CODE,
    title="存在的问题空泛，或措施少于问题",
    severity=Severity.HINT,
    category=Category.WORDING,
    sources=("mof-self-evaluation-2020#存在的问题及原因分析", "seed-ebian-2023#四、（二）（三）"),
)
def boilerplate_problems(given: AuditInput) -> Iterable[Outcome]:
    """问题应写清是什么、多少金额、什么原因；措施应与问题逐条对应。只作提示。

    Holds: 问题有数字、项目或原因，措施不少于问题。   Breaks: 只有“有待加强”一类套话，或措施条数少于问题。
    Unknown: 没有分节写问题。   Mend: 写明涉及的项目、金额和原因，逐条写措施、责任人和期限。
    """
    view = view_of(given.document)
    problems = [section for section in view.sections if section.is_problems]
    if view.kind not in (ReportKind.WHOLE, ReportKind.PROJECT) or not problems:
        yield NotEvaluated(CODE, "不是自评报告，或没有分节写存在的问题")
        return
    section = problems[0]
    bodies = [block for part in view.under(section) for block in part.body]
    text = "\n".join(block.text for block in bodies)
    if not text or _NOTHING.match(text) or section.heading is None:
        yield NotEvaluated(CODE, "写明没有问题，或只有标题")
        return
    vague = len(_EMPTY.findall(text)) >= 1 and not _CONCRETE.search(_NUMBERED.sub("。", text)) and not _CAUSE.search(text)
    if vague:
        yield Finding(
            code=CODE, severity=Severity.HINT, category=Category.WORDING, message=f"“{bare(section.title)}”没有写具体事项、金额和原因，只有“有待加强”一类说法",
            mend="写明哪个项目、多少金额、什么原因，与得分表的扣分项对应", evidence=(view.span(section.heading), *_spans(view, bodies)), likely_cause="套用通用文字", subject_key="问题空泛",
        )  # fmt: skip
    fewer = _fewer(view, section)
    if fewer is not None:
        yield fewer
    if not vague and fewer is None:
        yield Held(CODE, Band.EXACT, (view.span(section.heading),), words="问题写得具体，措施不少于问题")


def _spans(view: View, bodies: list[Block]) -> tuple[Span, ...]:
    return tuple(view.span(block) for block in bodies[:3])


def _fewer(view: View, section: Section) -> Finding | None:
    named = items_of(view, section)
    answers = [other for other in view.sections if other.is_measures and other.heading is not None]
    if len(named) < 2 or not answers or answers[0].heading is None:
        return None
    below = view.under(answers[0])
    measures = len(items_of(view, answers[0])) or sum(len(part.body) for part in below)
    clauses = sum(len(re.findall(r"[。；]", block.text)) for part in below for block in part.body)
    if measures >= len(named) or clauses >= len(named):
        return None
    heading = answers[0].heading
    return Finding(
        code=CODE, severity=Severity.HINT, category=Category.WORDING, message=f"列了{len(named)}条问题，只有{measures}条措施", mend="对每个问题逐条写措施、责任人和完成时间",
        evidence=(view.span(heading), view.span(named[0].block, named[0].start, named[0].end)), likely_cause="措施没有对照问题写", expected=f"{len(named)}条", stated=f"{measures}条",
        subject_key="措施少于问题",
    )  # fmt: skip
