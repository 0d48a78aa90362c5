"""Last year's report as a beginning: its words by section, with all in them that may be stale.

The sections are those of the outline of the year to be written about. Nothing is changed here; each mark says what it found, what stands there now where the facts know it, and why it must be looked at.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from jiheng.core.documents.block import Block, BlockKind
from jiheng.core.documents.document import Document
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import Statements
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.mention import Mention, MentionKind
from jiheng.core.figures.printed import scan
from jiheng.core.figures.zh_numerals import read_numeral
from jiheng.core.reporting.fact_index import FactIndex, amount_text
from jiheng.core.reporting.wording import ordinal
from jiheng.core.rulepack.outline import Outline

_NUMBER = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十]{1,3}[)）、.．]|[（(]?\d{1,2}[)）、.．]|[①-⑳])\s*")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?=年)")
_DAY = re.compile(r"(?<![\d年])(\d{1,2}月\d{1,2}日)")
_SESSION = re.compile(
    r"第?([一二三四五六七八九十]{1,3})届(?:[\u4e00-\u9fff]{0,14}?)第?([一二三四五六七八九十]{1,3})次"
    r"(?:全体会议|全委会|全会|常委会(?:议)?|主席会议|会议)?"
)
_LEADS = "按照|根据|依据|依照|执行|落实|印发|贯彻"  # words before a document's number that are no part of it
_DOCUMENT = re.compile(rf"(?:{_LEADS}|按|见|^|[^\u4e00-\u9fff])((?:(?!{_LEADS})[\u4e00-\u9fff]){{1,8}}[〔\[（(](?:19|20)\d{{2}}[〕\])）]第?\d+号)")
_POST = "主席|副主席|秘书长|书记|副书记|主任|副主任|局长|副局长|院长|校长|会长|部长|组长|副组长|县长|区长|市长|负责人|联系人|经办人|填表人"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖"
    "贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_PEOPLE = re.compile(
    rf"(?:{_POST})(?:[:：]|为|由)?\s?([{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?=同志|[，,、。；;：:（(）)\s]|任|担任|带队|率|主持|出席|分管|$)"
)
_ENCLOSED = re.compile(r"附(?:件|表)[一二三四五六七八九\d]{0,2}[:：]")
_SAME = (("职责", "职能"), ("概况", "基本"), ("对策", "措施"), ("建议", "措施"), ("整改", "改进"), ("应用", "使用"), ("不足", "问题"))
_AROUND, _FEW = 8, 4  # characters
_NEAR = 0.55  # how alike two titles must be to be the same section in other words
_HELD = 0.9


class Stale(Enum):
    """What a mark is about."""

    FIGURE = "数字"
    YEAR = "年份"
    DATE = "日期"
    SESSION = "届次"
    DOCUMENT = "文号"
    PERSON = "姓名"


@dataclass(frozen=True, slots=True)
class StaleMark:
    """Characters [start, end) of a text that were true last year.

    `proposed` is what may stand there now, "" where nobody knows; `fact` is the path in this year's case that says so.
    """

    kind: Stale
    start: int
    end: int
    text: str
    proposed: str
    why: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class OldParagraph:
    """A paragraph of last year's report with its marks in order."""

    text: str
    marks: tuple[StaleMark, ...]

    def around(self, mark: StaleMark) -> tuple[str, str]:
        """The characters before and behind a mark by which it is known again in a text that was edited since.

        They end where another mark stands, which is mended by itself; those behind are needed only where few stand before.
        """
        start = max((one.end for one in self.marks if one.end <= mark.start), default=0)
        end = min((one.start for one in self.marks if one.start >= mark.end), default=len(self.text))
        before = self.text[max(start, mark.start - _AROUND) : mark.start]
        behind = self.text[mark.end : min(end, mark.end + _AROUND)] if len(before) < _FEW else ""
        return before, behind


@dataclass(frozen=True, slots=True)
class OldSection:
    """The paragraphs below one heading; `plan` the section of this year's outline that they belong to, "" where none fits."""

    title: str
    plan: str
    paragraphs: tuple[OldParagraph, ...]

    @property
    def marks(self) -> int:
        """How many places must be looked at."""
        return sum(len(one.marks) for one in self.paragraphs)

    @property
    def text(self) -> str:
        """Its paragraphs, one a line."""
        return "\n".join(one.text for one in self.paragraphs)


def last_year(document: Document, statements: Statements, outline: Outline, index: FactIndex, year: int) -> tuple[OldSection, ...]:
    """The words of last year's report by its headings, laid to the outline; tables, covers and signatures are left out.

    `statements` are what it states; `index` holds this year's facts, `year` is the one to be written about.
    """
    old_year = statements.period.year or year - 1
    facts = _by_place(statements.facts)
    sections: list[OldSection] = []
    for title, above, blocks in _by_heading(document):
        paragraphs = tuple(OldParagraph(block.text.strip(), tuple(_marks(block, facts, index, year, old_year))) for block in blocks)
        if paragraphs:
            sections.append(OldSection(title, section_of(title, above, outline), paragraphs))
    return tuple(sections)


def section_of(title: str, above: str, outline: Outline) -> str:
    """The id of the section that a title is, or is most like; else that of the heading above it; "" where nothing fits.

    Example:
        >>> from jiheng.core.rulepack.outline import SectionPlan
        >>> plan = Outline(("题",), (SectionPlan("problems", "存在的问题及原因分析"), SectionPlan("measures", "下一步改进措施")))
        >>> section_of("四、存在的主要问题", "", plan), section_of("附件清单", "", plan)
        ('problems', '')
    """
    for words in (title, above):
        bare = _bare(words)
        if not bare:
            continue
        scored = [(_alike(bare, _bare(plan.title)), place, plan.id) for place, plan in enumerate(outline.walk())]
        best, _, id = max(scored, key=lambda one: (one[0], -one[1]), default=(0.0, 0, ""))
        if best >= _NEAR:
            return id
    return ""


def _by_heading(document: Document) -> Iterator[tuple[str, str, list[Block]]]:
    title, above, blocks = "", "", list[Block]()
    upper: dict[int, str] = {}
    for block in document.blocks:
        if block.outline:
            if blocks:
                yield title, above, blocks
            upper = {level: words for level, words in upper.items() if level < block.outline}
            above = upper[max(upper)] if upper else ""
            upper[block.outline] = block.text
            title, blocks = block.text.strip(), []
        elif _ENCLOSED.match(block.text.strip()):
            break  # what is enclosed begins, and the signature
        elif block.kind is BlockKind.PARAGRAPH and title and len(block.text.strip()) > 1:
            blocks.append(block)
    if blocks:
        yield title, above, blocks


def _bare(title: str) -> str:
    bare = re.sub(r"[\s，。、；：:（）()“”]|情况|方面|部门|单位|及|和|与|的|主要", "", _NUMBER.sub("", title.strip()))
    for word, same in _SAME:
        bare = bare.replace(word, same)
    return bare


def _alike(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    if min(len(one), len(other)) >= 2 and (one in other or other in one):
        return _HELD * min(len(one), len(other)) / max(len(one), len(other)) + (1 - _HELD)
    return difflib.SequenceMatcher(None, one, other).ratio()


def _by_place(facts: Iterable[Fact]) -> dict[str, dict[int, Fact]]:
    found: dict[str, dict[int, Fact]] = {}
    for fact in facts:
        found.setdefault(fact.origin.block, {}).setdefault(fact.origin.start, fact)
    return found


def _marks(block: Block, facts: dict[str, dict[int, Fact]], index: FactIndex, year: int, old_year: int) -> Iterator[StaleMark]:
    text = block.text.strip()
    lead = len(block.text) - len(block.text.lstrip())
    own = {block.own_index(start) - lead: fact for start, fact in facts.get(block.id, {}).items()}
    yield from _found(text, own, index, year, old_year)


def _found(text: str, facts: dict[int, Fact], index: FactIndex, year: int, old_year: int) -> Iterator[StaleMark]:
    marks: list[StaleMark] = []
    taken: set[int] = set()

    def take(mark: StaleMark) -> None:
        if not taken & set(range(mark.start, mark.end)):
            taken.update(range(mark.start, mark.end))
            marks.append(mark)

    for found in _DOCUMENT.finditer(text):
        take(StaleMark(Stale.DOCUMENT, *found.span(1), found[1], "", "上年所引的文件，请核对是否仍有效、有无新文件"))
    for found in _SESSION.finditer(text):
        take(StaleMark(Stale.SESSION, *found.span(), found[0], _next_session(found), "上年的届次，请核对本年是第几次"))
    for found in _PEOPLE.finditer(text):
        take(StaleMark(Stale.PERSON, *found.span(1), found[1], "", "上年的人名，请核对是否仍任职"))
    for mention in scan(text):
        if mention.kind is MentionKind.QUANTITY and mention.figure is not None:
            take(_figure(mention, facts.get(mention.start), index, year, old_year))
    for found in _YEAR.finditer(text):
        printed = int(found[1])
        if old_year - 2 <= printed <= old_year + 2:
            why = f"上年报告写{printed}年，指的可能是{'评价年度' if printed == old_year else '评价年度的前后年'}"
            take(StaleMark(Stale.YEAR, *found.span(1), found[1], str(printed + year - old_year), why))
    for found in _DAY.finditer(text):
        take(StaleMark(Stale.DATE, *found.span(1), found[1], "", "上年的日期，请更新"))
    yield from sorted(marks, key=lambda one: one.start)


def _figure(mention: Mention, fact: Fact | None, index: FactIndex, year: int, old_year: int) -> StaleMark:
    if mention.figure is None:
        raise ValueError("只有读出数的才是数字")
    plain = StaleMark(Stale.FIGURE, mention.start, mention.end, mention.text, "", "上年的数，账上没有对应的数，请更新")
    if fact is None or not fact.concept:
        return plain
    context = fact.context
    back = old_year - (context.period.year or old_year)
    now = index.get(fact.concept, context.basis, back, context.item, context.scope)
    if now is None or context.period.months is not None:
        return plain
    proposed = _printed_like(now.figure, mention.figure)
    if proposed == mention.text:
        return StaleMark(Stale.FIGURE, mention.start, mention.end, mention.text, proposed, "与本年账上的数相同，请确认", now.origin.block)
    basis = context.basis.value if context.basis else ""
    return StaleMark(Stale.FIGURE, mention.start, mention.end, mention.text, proposed, f"{year}年{now.label}{basis}为{proposed}", now.origin.block)


def _printed_like(figure: Figure, like: Figure) -> str:
    """A figure of the year in the unit that last year's was printed in."""
    if figure.unit.is_money and like.unit.key in ("元", "亿元"):
        number = figure.value / like.unit.factor
        return f"{number.normalize() if number != number.to_integral_value() else number.to_integral_value():f}{like.unit.key}"
    return amount_text(figure)


def _next_session(found: re.Match[str]) -> str:
    """六届三次 → 六届四次; where the next is the first of a new term, a person must say so."""
    number = read_numeral(found[2])
    if number is None:
        return ""
    start, end = found.start(2) - found.start(), found.end(2) - found.start()
    return found[0][:start] + ordinal(int(number) + 1) + found[0][end:]
