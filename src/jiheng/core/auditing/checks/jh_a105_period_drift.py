"""JH-A-105 年度报告里的多年累计和往年事项。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import ReportKind, Section, View, sentences, view_of
from jiheng.core.documents.span import Span

CODE = "JH-A-105"
_LONG = re.compile(
    r"[二两三四五六七八九十]年来|本届(?:共|以来|任期|累计)|(?:近|过去)[二两三四五六七八九十几]年|(?:近年来|(?:19|20)\d\d年以来)(?=[^。；]{0,20}(?:累计|共))"
)
_COUNTED = re.compile(r"(?<!\d)(?!(?:19|20)\d\d\s*年)\d")
_EVENT = re.compile(
    r"(?<![^，。；：、,;:\s])(?:[一二三四五六七八九十]是|其中)?[，,]?\s*(?P<year>(?:19|20)\d\d)\s*年(?:度|初|底|末|\d{1,2}月|，|,|(?=[^度—\-至到~]))"
)
_COMPARED = re.compile(r"比|较|同期|增长|下降|结转|决算|预算|公开|文件|〔|号|成立|截[至止]|规划|目标|建成|启动于|起|以来|至|批复|出台|印发|修订")
_MOST = 8


@check(
    code=CODE,
    title="年度报告写了多年累计或别的年度的事",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-changning-2020#三、（二）（三）", "mof-self-evaluation-2020#评价期间"),
)
def period_drift(given: AuditInput) -> Iterable[Outcome]:
    """一个年度的自评，成效应是当年的：五年累计、本届累计、往年或次年的事项不能当作当年产出。

    Holds: 成效都是当年的。   Breaks: 成效里有带数字的多年累计，或往年、次年的事项。
    Unknown: 不是部门年度自评，或年度、成效标题不明。   Mend: 改写当年数，累计数注明其中当年多少。
    """
    view = view_of(given.document)
    year = given.statements.period.year
    if view.kind is not ReportKind.WHOLE or year is None:
        yield NotEvaluated(CODE, "不是部门年度自评报告，或报告年度不明")
        return
    sections = [section for section in view.sections if section.is_result and section.body]
    if not sections:
        yield NotEvaluated(CODE, "没有写完成情况或成效的标题")
        return
    totals, events = _drifts(view, sections, year)
    if totals:
        yield Finding(
            code=CODE, severity=Severity.WARNING, category=Category.ACCURACY, message=f"{year}年度报告的成效里有{len(totals)}处多年累计数，看不出当年完成多少",
            mend=f"改写{year}年当年数；需要写累计数的，注明其中{year}年多少", evidence=tuple(totals[:_MOST]), likely_cause="套用了换届报告或任期总结",
            expected=f"{year}年当年数", stated=totals[0].text, subject_key=f"多年累计|{year}",
        )  # fmt: skip
    if events:
        yield Finding(
            code=CODE, severity=Severity.WARNING, category=Category.ACCURACY, message=f"{year}年度报告的成效里有{len(events)}处别的年度的事项",
            mend=f"删去或注明背景，只以{year}年完成的事作为当年产出", evidence=tuple(events[:_MOST]), likely_cause="沿用了往年的总结",
            expected=f"{year}年的事项", stated=events[0].text, subject_key=f"别年事项|{year}",
        )  # fmt: skip
    if not totals and not events:
        yield Held(CODE, Band.EXACT, (view.span(sections[0].heading or sections[0].body[0]),), words=f"成效都是{year}年的")


def _drifts(view: View, sections: list[Section], year: int) -> tuple[list[Span], list[Span]]:
    totals: list[Span] = []
    events: list[Span] = []
    for block in (block for section in sections for block in section.body):
        text = block.text
        for start, end in sentences(text):
            long = _LONG.search(text, start, end)
            if long and _COUNTED.search(text, long.end(), min(end, long.end() + 40)):
                totals.append(view.span(block, long.start(), _clause_end(text, long.end(), end)))
            events += [
                view.span(block, event.start("year"), _clause_end(text, event.end(), end))
                for event in _EVENT.finditer(text, start, end)
                if int(event["year"]) != year and not _COMPARED.search(text, event.end("year"), min(end, event.end("year") + 24))
            ]
    return totals, events


def _clause_end(text: str, at: int, end: int) -> int:
    stops = [found for mark in "，。；,;" if 0 < (found := text.find(mark, at + 4)) < end]
    return min(stops, default=end)
