"""Sums over paragraphs: "…共83.2万元，其中：" and then one numbered paragraph for each part."""

from __future__ import annotations

import re

from jiheng.core.documents.block import Block, BlockKind
from jiheng.core.documents.document import Document
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import ITEMIZED, StatedSum
from jiheng.core.facts.taxonomy import Taxonomy
from jiheng.core.figures.zh_numerals import read_numeral
from jiheng.core.reading.extract import cues
from jiheng.core.reading.extract.sharing import shares_out

_AMONG = re.compile(r"其中[：:]?\s*$|[：:]\s*$")
_ITEMIZED = re.compile(
    r"情况如下\s?(?:[（(][^（）()]{0,20}[)）])?[：:]\s*$"
)  # a list of subjects by their codes, be it of one alone, is all there is
_CODED = re.compile(r"\s*(?:[（(][一1][)）]|[一1][、.．])\s*\d{7}(?!\d)")
_STYLES = (
    re.compile(r"^\s*[一二三四五六七八九十]{1,3}是"), re.compile(r"^\s*[（(][一二三四五六七八九十]{1,3}[)）]"), re.compile(r"^\s*[一二三四五六七八九十]{1,3}、"),
    re.compile(r"^\s*\d{1,2}[.、．](?!\d)|^\s*\d{1,2}\.(?=(?:19|20)\d\d年)"), re.compile(r"^\s*[（(]\d{1,2}[)）]"), re.compile(r"^\s*[①-⑳]"),
)  # fmt: skip
_IN_BRACKET = re.compile(r"[（(][^（）()]{2,}$")
_BRACKET_REACH = 120
_OF_WHICH = re.compile("(?<!其)中[，,：:]")
_HEAD = 6  # characters of a list number
_ORDINAL = re.compile(r"\d+|[一二三四五六七八九十]+")
_OPENS = re.compile(r"\s*其中[：:]?")
_LINE = 40
_MOST_LINES = 12
_RAISED, _LOWERED = re.compile("调增|追加|增加"), re.compile("[调核压]减|减少")
_DERIVED = ("change.", "share", "average")

Paragraphs = list[tuple[Block, list[Fact]]]


def listed_sums(paragraphs: Paragraphs, document: Document, taxonomy: Taxonomy) -> list[StatedSum]:
    """The sums that a leading paragraph and the numbered paragraphs behind it claim, one for each basis it states."""
    claims: list[StatedSum] = []
    for index, (block, facts) in enumerate(paragraphs):
        if not facts or not _AMONG.search(block.text):
            continue
        items = _items(paragraphs, index + 1)
        alone = len(items) == 1 and bool(_ITEMIZED.search(block.text)) and bool(_CODED.match(items[0][0].text))
        if len(items) < 2 and not alone:
            continue
        counted = alone or any(fact.figure.unit.key in ("个", "项", "类") and fact.figure.value == len(items) for fact in facts)
        both_ways = _both_ways(items)
        for whole in _wholes(block, _named_at_end(block, facts, taxonomy)):
            if both_ways and whole.context.basis is Basis.ADJUSTMENT:
                continue  # 调增80万元：1.调增甲100万元，2.调减乙15万元、丙5万元
            parts = [None if _tells_several(item, stated) else _part(whole, stated) for item, stated in items]
            known = tuple(part for part in parts if part is not None)
            if len(known) == len(parts) and not any(_beside(whole, part, taxonomy) for part in known):
                origin = document.span(block, 0, len(block.text), whole.origin.quote)
                claims.append(StatedSum(whole, known, (1,) * len(known), counted, origin, ITEMIZED if alone else "分条列示"))
    return claims


def _beside(whole: Fact, part: Fact, taxonomy: Taxonomy) -> bool:
    """Whether a figure stands beside the other in the lawbook's tree: 公务接待费 is no part of 公务用车购置及运行费."""
    if not whole.concept or not part.concept or taxonomy.is_within(part.concept, whole.concept):
        return False
    shared = set(taxonomy.ancestors(whole.concept)) & set(taxonomy.ancestors(part.concept))
    return any(taxonomy.concept(id).parts for id in shared)


def lined_sums(paragraphs: Paragraphs, document: Document, taxonomy: Taxonomy) -> list[StatedSum]:
    """The sums of a form whose cells stand a line each: "资金总额：83", then "其中：中央资金 60" and further lines of one figure."""
    claims: list[StatedSum] = []
    for index, (block, facts) in enumerate(paragraphs[:-1]):
        if not _is_entry(block, facts) or _OPENS.match(block.text) or not _OPENS.match(paragraphs[index + 1][0].text):
            continue
        whole = facts[0]
        parts: list[Fact] = []
        for other, stated in paragraphs[index + 1 : index + 1 + _MOST_LINES]:
            alike = _is_entry(other, stated) and stated[0].figure.unit.base == whole.figure.unit.base and stated[0].concept != whole.concept
            if not alike or (parts and _OPENS.match(other.text)):
                break
            parts.append(stated[0])
        if len(parts) > 1:
            origin = document.span(block, 0, len(block.text), whole.origin.quote)
            claims.append(StatedSum(whole, tuple(parts), (1,) * len(parts), shares_out(whole, parts, taxonomy), origin, "分行列示"))
    return claims


def _is_entry(block: Block, facts: list[Fact]) -> bool:
    """Whether a short line ends with the one figure of money that it states."""
    return (
        len(facts) == 1
        and len(block.text) <= _LINE
        and facts[0].figure.unit.is_money
        and facts[0].origin.end == block.document_range(0, len(block.text.rstrip()))[1]
    )


def _items(paragraphs: Paragraphs, start: int) -> Paragraphs:
    """The run of paragraphs numbered in one style and in order; one without number that the next number follows continues the one above."""
    if start >= len(paragraphs):
        return []
    style = next((style for style in _STYLES if style.match(paragraphs[start][0].text)), None)
    if style is None or not cues.LIST_HEAD.match(paragraphs[start][0].text):
        return []
    items: Paragraphs = []
    for at in range(start, len(paragraphs)):
        block, facts = paragraphs[at]
        if style.match(block.text):
            if items and _number(block.text) < _number(items[-1][0].text):
                break  # （三）公务接待费。（二）政府采购情况: of a list further up
            items.append((block, facts))
        elif block.kind is not BlockKind.PARAGRAPH or not _goes_on(paragraphs, at + 1, style, len(items) + 1):
            break
    return items


def _goes_on(paragraphs: Paragraphs, at: int, style: re.Pattern[str], number: int) -> bool:
    """Whether the paragraph at a place is numbered in a style and bears a number."""
    text = paragraphs[at][0].text if at < len(paragraphs) else ""
    return bool(style.match(text)) and _number(text) == number


def _number(text: str) -> int:
    """The number that heads a paragraph; 0 for a sign that is none (①)."""
    found = _ORDINAL.search(text[:_HEAD])
    if found is None:
        return 0
    return int(found[0] if found[0].isdigit() else read_numeral(found[0]) or 0)


def _named_at_end(block: Block, facts: list[Fact], taxonomy: Taxonomy) -> list[Fact]:
    """The figures of what the last words of a leading paragraph name, where they do: 税收收入15亿元；非税收入7亿元。主要税收收入项目情况：."""
    begin = max(map(block.text.rfind, "。；")) + 1
    named = {hit.concept.id for hit in taxonomy.find(block.text[begin:])} if block.document_index(begin) >= facts[-1].origin.end else ()
    return [fact for fact in facts if fact.concept in named] or facts


def _wholes(block: Block, facts: list[Fact]) -> list[Fact]:
    """The figures of money of the leading paragraph, the last of each basis; one in brackets (支出A（其中含B）) only where no other is."""
    last: dict[object, Fact] = {}
    bracketed: dict[object, Fact] = {}
    begin = block.document_range(0, 0)[0]
    for fact in facts:
        if fact.figure.unit.is_money and not fact.concept.startswith(_DERIVED) and fact.figure.value:
            at = fact.origin.start - begin
            if cues.tells_why(block.text, at, len(block.text)) or _is_part(block, at, facts):
                continue
            inside = _IN_BRACKET.search(block.text, max(0, at - _BRACKET_REACH), max(0, at))
            (bracketed if inside else last)[fact.context.basis, fact.context.period] = fact
    return list((bracketed | last).values())


def _is_part(block: Block, at: int, facts: list[Fact]) -> bool:
    """Whether a figure of the leading paragraph is one of several parts of the figure before them: 支出90万元，其中甲60万元，乙|30万元。具体如下：."""
    begin, stop = block.text.rfind("。", 0, at) + 1, block.text.find("。", at)
    among = block.text.rfind("其中", begin, at)
    if among < 0 or stop < 0:
        return False
    first, last, start = block.document_index(among), block.document_index(stop), block.document_index(begin)
    money = [fact.origin.start for fact in facts if fact.figure.unit.is_money]
    return sum(first < place < last for place in money) > 1 and any(start <= place < first for place in money)


def _tells_several(block: Block, facts: list[Fact]) -> bool:
    """Whether an item names kinds of a thing and tells of each, none of them being all of it: 6.土地相关税收中，契税1亿元；房产税2亿元."""
    money = [fact for fact in facts if fact.figure.unit.is_money and not fact.concept.startswith(_DERIVED)]
    return len(money) > 1 and bool(_OF_WHICH.search(block.text, 0, block.own_index(money[0].origin.start)))


def _both_ways(items: Paragraphs) -> bool:
    """Whether some items are raised and others lowered."""
    return any(_RAISED.search(block.text) for block, _ in items) and any(_LOWERED.search(block.text) for block, _ in items)


def _part(whole: Fact, facts: list[Fact]) -> Fact | None:
    """The first figure of an item on the same basis as the whole."""
    for fact in facts:
        same = fact.figure.unit.is_money and fact.context.basis is whole.context.basis and fact.context.period == whole.context.period
        if same and not fact.concept.startswith(_DERIVED):
            return fact
    return None
