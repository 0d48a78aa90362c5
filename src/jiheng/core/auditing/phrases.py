"""Words that a report claims something with: where they stand, in which sentence, and whether they only speak of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jiheng.core.auditing.structure import view_of
from jiheng.core.documents.block import Block, BlockKind
from jiheng.core.documents.document import Document
from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact

REASON = re.compile("原因|由于|主要[是为]|(?:系|是)因|因[^此而素公]|致使|导致|追加|增资|新增|受.{1,12}影响")
_PLAN = re.compile(
    "确保|保证|力争|争取|努力|坚持|按照|遵循|原则|规定|要求|贯彻|落实|应当|应该|必须|拟|将|计划(?!完成)|目标是|为了|以期|不断|进一步|下一步|如|若|是否|防止|避免"
)
_ENDS = "。；;！!？?"
_PAUSES = _ENDS + "，,：:"
_CLAUSE = 40  # characters before a share in which its clause begins
_REACH = 400  # a sentence without an end is cut here, so that looking round stays cheap


@dataclass(frozen=True, slots=True)
class Said:
    """Words found in one block: their clause (between commas), their sentence, and their groups."""

    block: Block
    match: re.Match[str]
    clause: str
    sentence: str
    span: Span

    @property
    def is_plan(self) -> bool:
        """Whether the clause speaks of a principle or of what is to come, and so claims nothing."""
        return _PLAN.search(self.clause) is not None

    def group(self, name: str) -> str:
        """A named group of the pattern; "" where it took no part."""
        return self.match.group(name) or ""

    def part(self, document: Document, name: str) -> Span:
        """The evidence for one named group."""
        return document.span(self.block, *self.match.span(name), self.clause)


def said(document: Document, pattern: re.Pattern[str], *any_of: str) -> Iterator[Said]:
    """Every place of the running text where the pattern fits; blocks without any of the words are passed over."""
    running = view_of(document).running
    for block in running.holding(any_of) if any_of else running.blocks:
        text = block.text
        for match in pattern.finditer(text):
            clause = text[_back(text, match.start(), _PAUSES) : _ahead(text, match.end(), _PAUSES)]
            sentence = text[_back(text, match.start(), _ENDS) : _ahead(text, match.end(), _ENDS)]
            yield Said(block, match, clause, sentence, document.span(block, *match.span(), clause))


def before(document: Document, span: Span) -> str:
    """The words of the same sentence before a span of the running text; "" for a table's cell."""
    block = block_of(document, span.block)
    if block is None or not block.text:
        return ""
    at = place_in(block, span)
    return "" if at < 0 else block.text[_back(block.text, at, _ENDS) : at]


def block_of(document: Document, id: str) -> Block | None:
    """The block of the running text with this id."""
    block = view_of(document).blocks.get(id)
    return block if block is not None and block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH) else None


def place_in(block: Block, span: Span) -> int:
    """Where a span begins in its block's text, -1 when it stands elsewhere."""
    return block.text.find(span.text, block.own_index(span.start))


def by_block(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """Facts by the block they stand in, in their order."""
    out: dict[str, list[Fact]] = {}
    for fact in facts:
        out.setdefault(fact.origin.block, []).append(fact)
    return out


def _back(text: str, at: int, stops: str) -> int:
    least = max(0, at - _REACH)
    while at > least and text[at - 1] not in stops:
        at -= 1
    return at


def _ahead(text: str, at: int, stops: str) -> int:
    most = min(len(text), at + _REACH)
    while at < most and text[at] not in stops:
        at += 1
    return at


def named_again(text: str, fact: Fact, start: int) -> bool:
    """Whether the clause of a share names the figure that has it once more: 税收收入80万元，增长5%，税收占总收入的|40%."""
    clause = text[max(0, start - _CLAUSE) : start]
    subject = clause[max(map(clause.rfind, _PAUSES)) + 1 :].partition("占")[0].strip()
    return len(subject) > 1 and (subject in fact.label or fact.label in subject)
