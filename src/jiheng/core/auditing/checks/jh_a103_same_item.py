"""JH-A-103 问题或措施内容重复。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.similarity import clauses, likeness
from jiheng.core.auditing.stated_items import Item, items_of
from jiheng.core.auditing.structure import Section, View, view_of

CODE = "JH-A-103"
_CLAUSE = 8
_ALIKE = 75
_FORMULA = re.compile(r"原因|以下|如下|主要是|具体|^\d")


@check(
    code=CODE,
    title="两条问题或措施内容重复",
    severity=Severity.WARNING,
    category=Category.WORDING,
    sources=("seed-wangcheng-2020#四、存在的问题及原因分析",),
)
def same_item(given: AuditInput) -> Iterable[Outcome]:
    """“存在的问题”“改进措施”下各条应各说一件事。

    Holds: 各条不同。   Breaks: 两条有相同的一句，或通篇近似。
    Unknown: 没有分条写的问题和措施。   Mend: 合并重复的条目，或写出各自的具体情形。
    """
    view = view_of(given.document)
    judged = False
    for section in view.sections:
        if section.is_problems or section.is_measures:
            items = items_of(view, section)
            if len(items) >= 2:
                judged = True
                yield from _judge(view, section, items)
    if not judged:
        yield NotEvaluated(CODE, "没有分条写明的问题和措施")


def _judge(view: View, section: Section, items: list[Item]) -> Iterable[Outcome]:
    known: dict[str, Item] = {}
    broken = False
    for at, item in enumerate(items):
        for clause in clauses(item.text):
            words = clause.words
            if len(words) < _CLAUSE or _FORMULA.search(words):
                continue
            other = known.setdefault(words, item)
            if other is not item:
                broken = True
                yield _finding(view, other, item, section, f"都写有“{words}”")
                break
        else:
            near = next((other for other in items[:at] if likeness(other.text, item.text) >= _ALIKE), None)
            if near is not None and not _differ_in_number(near.text, item.text):
                broken = True
                yield _finding(view, near, item, section, "文字大半相同")
    if not broken:
        evidence = (view.span(items[0].block, items[0].start, items[0].end), view.span(items[-1].block, items[-1].start, items[-1].end))
        yield Held(CODE, Band.EXACT, evidence, words=f"{len(items)}条各不相同")


def _differ_in_number(one: str, other: str) -> bool:
    return re.findall(r"\d+", one[4:]) != re.findall(r"\d+", other[4:])


def _finding(view: View, first: Item, second: Item, section: Section, how: str) -> Finding:
    names = f"第{_number(first)}条与第{_number(second)}条"
    return Finding(
        code=CODE, severity=Severity.WARNING, category=Category.WORDING, message=f"“{section.title.strip()}”{names}重复：{how}",
        mend="合并为一条，或分别写明各自的情形、原因和金额", evidence=(view.span(second.block, second.start, second.end), view.span(first.block, first.start, first.end)),
        likely_cause="同一意思换了说法，或照抄模板", subject_key=f"{section.title}|{first.text[:20]}|{second.text[:20]}",
    )  # fmt: skip


def _number(item: Item) -> str:
    return str(item.number or 1)
