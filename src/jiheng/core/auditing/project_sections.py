"""Which project a section is of, or which body an item, where a document tells of several in their turn."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict

from jiheng.core.documents.block import Block, BlockKind
from jiheng.core.documents.document import Document
from jiheng.core.facts.fact import Fact

_NAME = re.compile(
    r"^[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．是]\s*(?P<name>[^，。；：:]{2,40}?(?:项目|工程|专项|课题|专项资金|专项经费|保险基金))(?:[（(][^）)]*[）)])?\s*[：:。]?$"
)
_GENERAL = re.compile(
    r"^(?:(?:部门|单位|本级|重点|重大|主要|其他|各|年度|预算|财政|政府采购)*(?:支出)?项目|专项|(?:重点|市级|县级|区级|省级|中央)专项(?:资金|经费)?)$"
)
# These are stated of a project as well as of the whole.
_OF_PROJECTS = ("spend.project", "spend.execution_rate", "spend.progress_rate", "spend.arrival_rate", "score.", "budget.", "satisfaction", "duty.")
_BODY = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])?\s*"
    r"(?P<name>[^，。；：:、\d]{2,24}?(?:局|委|办|厅|处|院|所|站|队|镇|乡|街道|中心|公司|学校|[中小大]学|幼儿园|协会|学会|联合会|委员会|工会|妇联|村|社区))[：:]"
)
_FUND = re.compile("基金[）)：:。]?$")  # each has income and spending of its own
_LEAST = 2


class ProjectSections:
    """The sections of a document that are of one project each."""

    def __init__(self, document: Document) -> None:
        """Only headings of one level, two or more of which name projects, divide a document so."""
        headings = [block for block in document.blocks if block.kind is BlockKind.HEADING]
        named: dict[int, list[Block]] = defaultdict(list)
        for block in headings:
            found = _NAME.match(block.text.strip())
            if found is not None and not _GENERAL.match(found["name"]):
                named[block.outline].append(block)
        bodies = {block.id: found["name"] for block in document.blocks if (found := _BODY.match(block.text)) is not None}
        self._bodies = bodies if len(set(bodies.values())) >= _LEAST else {}  # （一）甲局：…  （二）乙局：…
        names: dict[str, str] = {}
        for blocks in named.values():
            if len(blocks) >= _LEAST:
                names |= {block.id: block.text.strip() for block in blocks}
        levels = {block.outline for block in headings if block.id in names}
        self._starts: list[int] = []
        self._names: list[str] = []
        for block in headings if names else ():
            if block.id in names or block.outline <= min(levels):
                self._starts.append(block.document_range(0, 0)[0])
                self._names.append(names.get(block.id, ""))

    def of(self, fact: Fact) -> str:
        """The heading of the project or fund, or the body, that a fact is of; "" where none or the fact is not of a project."""
        if fact.origin.block in self._bodies:
            return self._bodies[fact.origin.block]
        at = bisect_right(self._starts, fact.origin.start) - 1
        name = self._names[at] if at >= 0 else ""
        return name if fact.concept.startswith(_OF_PROJECTS) or _FUND.search(name) else ""
