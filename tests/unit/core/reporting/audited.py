"""Small documents audited for the tests of reports, and what stands on a page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from jiheng.core.auditing.runner import AuditResult
from jiheng.core.casefile import steps
from jiheng.core.documents.document import Document
from jiheng.core.facts.statements import Statements

REPORT = """某县文化馆2023年度部门整体支出绩效自评报告

一、基本情况
2023年支出合计1,200.50万元，其中：基本支出800.30万元，项目支出400.30万元。
在职30人，其中在编20人，编外10人。
二、完成情况
项目支出400.20万元，预算执行率98.7%，全年预算数405.50万元。
全年举办展览12场。
"""


@dataclass
class Page(HTMLParser):
    """What a browser would see: tags with their attributes, ids, links, and the text of the document."""

    source: str
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""
    _skip: int = 0
    _inside: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if tag == "article":
            self._inside = True
        if tag in ("sup", "details") or given.get("class") == "pg":
            self._skip += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._inside = False
        if self._skip and tag in ("sup", "details", "p", "span"):
            self._skip -= 1

    def handle_data(self, data: str) -> None:
        if self._inside and not self._skip:
            self.text += data

    def having(self, name: str) -> list[str]:
        """Values of one attribute, in order."""
        return [given[name] for _, given in self.tags if name in given]


ARITHMETIC = ("JH-A-001", "JH-A-002", "JH-A-003")  # what the tests of reports look for; other checks may come and go


def audited(text: str = REPORT, name: str = "报告.txt") -> tuple[Document, Statements, AuditResult]:
    """A text read, stated and audited; findings of the oldest checks only."""
    document = steps.read(text.encode(), name)
    statements = steps.facts(document)
    result = steps.audit(document, statements)
    return document, statements, replace(result, findings=tuple(one for one in result.findings if one.code in ARITHMETIC))
