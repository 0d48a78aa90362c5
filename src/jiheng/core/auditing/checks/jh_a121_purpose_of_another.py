"""JH-A-121 科目的用途说明写成了别的科目。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import view_of

CODE = "JH-A-121"
_ITEM = re.compile(r"(?P<name>[\u4e00-\u9fff（()）、“”]{2,30}?)(?:[（(]项[)）])(?P<between>[^主\n]{0,40})(?:主要)?用于[:：]?(?P<use>[^。；\n]{2,80})")
# Purposes that exclude each other: what a subject is for, and the words by which a purpose is known.
_TOPICS = (
    ("住房", re.compile(r"住房|公积金|购房|租房|提租|房补")),
    ("医疗", re.compile(r"医疗|医保|医药|生育保险")),
    ("养老", re.compile(r"养老")),
    ("职业年金", re.compile(r"年金")),
    ("离退休", re.compile(r"离退休|退休|离休")),
    ("抚恤", re.compile(r"抚恤|遗属|丧葬")),
    ("失业", re.compile(r"失业保险")),
    ("工伤", re.compile(r"工伤保险")),
    ("培训", re.compile(r"培训")),
)
_GENERAL = re.compile(r"运行|事务|其他|综合|专项|一般行政管理|管理")


@check(
    code=CODE,
    title="科目的用途说明写成了别的科目",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("sh-final-accounts-2024-a#五、（三）8",),
)
def purpose_of_another(given: AuditInput) -> Iterable[Outcome]:
    """各支出功能科目“主要用于”的内容应与科目相符：住房公积金不会用于医疗保险。

    Holds: 用途与科目同类。   Breaks: 用途只提到另一类（住房、医疗、养老、年金、离退休……）。
    Unknown: 科目名称不在可辨的几类之内。   Mend: 按本科目改写用途。
    """
    view = view_of(given.document)
    judged = False
    text = view.running.text
    for match in _ITEM.finditer(text) if "项）" in text or "项)" in text else ():
        name, use = match["name"].rpartition("）")[2] or match["name"], match["use"]
        own = [topic for topic, words in _TOPICS if words.search(name)]
        if not own or _GENERAL.search(name):
            continue
        judged = True
        named = [topic for topic, words in _TOPICS if words.search(use)]
        span = view.running.span(match.start("use"), match.end("use"))
        subject = view.running.span(match.end("name") - len(name), match.end("name"))
        if not named or set(named) & set(own):
            yield Held(CODE, Band.EXACT, (subject, span), words=f"{name}的用途相符")
        else:
            yield Finding(
                code=CODE, severity=Severity.WARNING, category=Category.ACCURACY, message=f"“{name}”的用途写作“{use}”，那是{named[0]}类科目的用途", mend=f"按{own[0]}类科目改写“主要用于”的内容",
                evidence=(span, subject), likely_cause="复制上一科目的说明没有改", stated=use, expected=f"{own[0]}类用途", subject_key=f"{name}|{use}",
            )  # fmt: skip
    if not judged:
        yield NotEvaluated(CODE, "没有写用途的可辨科目")
