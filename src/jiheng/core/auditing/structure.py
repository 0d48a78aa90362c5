"""A report as a reader of its form sees it: kind, title, sections, and its text in one piece with the way back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from jiheng.core.documents.block import Block, BlockKind
from jiheng.core.documents.document import Document
from jiheng.core.documents.span import Span

_KEPT = 20_000  # characters of a text in which what was found is kept
_HEAD, _LONG_TITLE, _QUOTE = 8, 60, 80  # blocks that may hold the title; characters of a title, of a quote
_TITLE = re.compile(r"报告|自评表|评价表|决算|预算|绩效评价|绩效自评|说明")
_SENTENCE = re.compile(r"[^。！？；!?\n]*[。！？；!?\n]?")
_MARK = re.compile(
    r"^\W*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．]|[①-⑳]|[一二三四五六七八九十]是)\W*"
)
_RUN_IN = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．]).{2,24}?。")
_PLANNED = re.compile(r"计划|打算|安排|思路|要点|下一?步|下一年|改进|建议|措施|努力方向|今后|整改方向")
_RESULTS = re.compile(
    r"完成情况|成效|绩效情况|履职绩效|履职情况|实现情况|主要成绩|工作开展情况|取得的?成绩|主要工作总结|绩效分析|效果|效益情况|支出绩效"
)
_NOT_RESULTS = re.compile(r"目标(?:设定|设立|设置|制定|编制)|存在|问题|职责|职能|基本情况|概况|年度目标|总体目标|附件|名词解释")
_PROBLEMS = re.compile(r"(?:存在|主要|突出)(?:的|主要|突出)*(?:问题|不足)|问题及原因|问题和|问题与|问题$|不足之处|未完成原因|偏离.*原因")
_MEASURES = re.compile(
    r"(?:改进|整改|工作|完善)(?:的|工作|具体|意见)*(?:措施|建议|方向)|下一?步(?:工作|改进|打算|措施|计划)|措施$|有关建议|相关建议|建议$"
)


class ReportKind(Enum):
    """What a document is, by its title."""

    WHOLE = "部门整体支出绩效自评报告"
    PROJECT = "项目支出绩效自评报告"
    FORM = "自评表"
    ACCOUNTS = "决算公开"
    BUDGET = "预算公开"
    OTHER = "其他"


class Hit(NamedTuple):
    """A match in a stretch of a text, told by its place in the whole."""

    match: re.Match[str]
    shift: int  # where the stretch begins

    def words(self, group: str | int = 0) -> str:
        """What a group holds, "" where it took no part."""
        return self.match[group] or ""

    def start(self, group: str | int = 0) -> int:
        """Where a group begins."""
        return self.shift + self.match.start(group)

    def end(self, group: str | int = 0) -> int:
        """Where a group ends."""
        return self.shift + self.match.end(group)


class Flat:
    """Many blocks as one text, one block a line, so that a pattern is searched once; `span` leads back to the block."""

    def __init__(self, document: Document, blocks: tuple[Block, ...]) -> None:
        """`blocks` in the order of the document."""
        self._document = document
        self.blocks = blocks
        texts = [block.text.replace("\n", " ") for block in blocks]
        self.text = "\n".join(texts)
        self.starts: list[int] = []
        at = 0
        for text in texts:
            self.starts.append(at)
            at += len(text) + 1

    def index(self, at: int) -> int:
        """The number of the block that holds a character."""
        return max(0, bisect_right(self.starts, at) - 1)

    def holding(self, words: Iterable[str]) -> list[Block]:
        """The blocks in which one of some words stands, in their order."""
        found: set[int] = set()
        for word in words:
            at = self.text.find(word)
            while at >= 0:
                number = self.index(at)
                found.add(number)
                at = self.text.find(word, self.starts[number + 1]) if number + 1 < len(self.starts) else -1
        return [self.blocks[number] for number in sorted(found)]

    @cached_property
    def _stretches(self) -> list[tuple[int, str]]:
        """The text cut where a heading begins: what is found in a stretch is found again while others are written."""
        cuts = [start for start, block in zip(self.starts, self.blocks, strict=True) if start and block.kind is BlockKind.HEADING]
        return [(start, self.text[start:end]) for start, end in pairwise((0, *cuts, len(self.text)))]

    def matches(self, pattern: re.Pattern[str]) -> Iterator[Hit]:
        """Every place where a pattern fits; none runs on beyond a heading."""
        find = _finder(pattern)
        for start, stretch in self._stretches:
            for match in find(stretch) if len(stretch) <= _KEPT else pattern.finditer(stretch):
                yield Hit(match, start)

    def span(self, start: int, end: int) -> Span:
        """Evidence for characters of this text; what runs beyond the block of `start` is cut off."""
        number = self.index(start)
        block, base = self.blocks[number], self.starts[number]
        return cut(self._document, block, start - base, min(end - base, len(block.text)))


@lru_cache(maxsize=128)
def _finder(pattern: re.Pattern[str]) -> Callable[[str], tuple[re.Match[str], ...]]:
    return lru_cache(maxsize=256)(lambda text: tuple(pattern.finditer(text)))


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (None above the first one) with the blocks down to the next heading of any level."""

    heading: Block | None
    path: tuple[str, ...]  # titles from the top heading to this one
    body: tuple[Block, ...]

    @property
    def title(self) -> str:
        """The heading's own words."""
        return self.path[-1] if self.path else ""

    @property
    def is_result(self) -> bool:
        """Whether the section tells what was done: its title, or one above it, says so and none says plans or problems."""
        named = any(_RESULTS.search(title) for title in self.path)
        return named and not any(_PLANNED.search(title) or _NOT_RESULTS.search(title) for title in self.path)

    @property
    def is_problems(self) -> bool:
        """Whether the section is about problems."""
        return bool(_PROBLEMS.search(bare(self.title)))

    @property
    def is_measures(self) -> bool:
        """Whether the section is about what will be done against problems, and not about the problems too."""
        return bool(_MEASURES.search(bare(self.title))) and not self.is_problems


class View:
    """What the checks of structure and wording share, computed once for a document."""

    def __init__(self, document: Document) -> None:
        """Nothing is computed until it is asked for."""
        self.document = document

    @cached_property
    def blocks(self) -> dict[str, Block]:
        """Every block by its id."""
        return {block.id: block for block in self.document.blocks}

    @cached_property
    def running(self) -> Flat:
        """Headings and paragraphs as one text."""
        return Flat(self.document, tuple(self.document.running()))

    @cached_property
    def cells(self) -> Flat:
        """Cells of all tables, and foot notes and text boxes, as one text."""
        cells = [cell.block for table in self.document.tables() for cell in table.cells if cell.text]
        notes = [block for block in self.document.blocks if block.kind in (BlockKind.FOOTNOTE, BlockKind.TEXTBOX)]
        return Flat(self.document, (*cells, *notes))

    @cached_property
    def head(self) -> tuple[Block, ...]:
        """The first blocks of running text, down to the first numbered heading."""
        found: list[Block] = []
        for block in self.running.blocks[:_HEAD]:
            if _MARK.match(block.text):
                break
            found.append(block)
        return tuple(found)

    @cached_property
    def title(self) -> Block | None:
        """The line of the head that names the kind of document."""
        short = [block for block in self.head if len(block.text) <= _LONG_TITLE and not block.text.endswith("。")]
        return next((block for block in short if _TITLE.search(block.text)), short[0] if short else None)

    def names_year(self, year: int) -> bool:
        """Whether the head names the year, otherwise than in a date."""
        return any(re.search(rf"(?<!\d){year}(?!\d)", block.text) and "月" not in block.text for block in self.head)

    @cached_property
    def kind(self) -> ReportKind:
        """The kind of document, by the lines of its head."""
        title = re.sub(r"\s+", "", "".join(block.text for block in self.head if len(block.text) <= _LONG_TITLE))
        if re.search(r"自评|绩效评价|绩效报告|绩效的?报告", title) and not re.search(r"决算公开|决算说明", title):
            if re.search(r"(?:自评|评价|评分)(?:得分)?表", title) and "报告" not in title:
                return ReportKind.FORM
            return ReportKind.PROJECT if "项目" in title and "整体" not in title else ReportKind.WHOLE
        if "决算" in title:
            return ReportKind.ACCOUNTS
        return ReportKind.BUDGET if "预算" in title else ReportKind.OTHER

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections in order; a paragraph that begins with its own title (“（一）机构。…”) belongs to the heading above."""
        found: list[Section] = []
        path: dict[int, str] = {}
        heading: Block | None = None
        body: list[Block] = []
        for block in self.running.blocks:
            if block.kind is BlockKind.HEADING:
                found.append(Section(heading, tuple(title for _, title in sorted(path.items())), tuple(body)))
                path = {level: title for level, title in path.items() if level < block.outline}
                path[block.outline] = block.text
                heading, body = block, []
            else:
                body.append(block)
        found.append(Section(heading, tuple(title for _, title in sorted(path.items())), tuple(body)))
        return tuple(section for section in found if section.heading or section.body)

    @cached_property
    def paths(self) -> dict[str, Section]:
        """The section of each block by the block's id."""
        return {block.id: section for section in self.sections for block in ((section.heading, *section.body) if section.heading else section.body)}

    @cached_property
    def _orders(self) -> dict[int, int]:
        return {id(section): order for order, section in enumerate(self.sections)}

    def under(self, section: Section) -> tuple[Section, ...]:
        """A section with those below it."""
        start = self._orders[id(section)]
        depth = len(section.path)
        found = [section]
        for other in self.sections[start + 1 :]:
            if other.path[:depth] != section.path or len(other.path) <= depth:
                break
            found.append(other)
        return tuple(found)

    @cached_property
    def is_whole(self) -> bool:
        """Whether the document is a whole report, not an extract: a title, the first chapter, and several chapters."""
        tops = [
            section
            for section in self.sections
            if section.heading and re.match(r"\W*(?:[一二三四五六七八九十]{1,2}、|第[一二三四五六七八九十]部分)", section.title)
        ]
        first = bool(tops) and bool(re.match(r"\W*(?:一、|第一部分)", tops[0].title))
        return self.title is not None and first and len(tops) >= 3

    def span(self, block: Block, start: int = 0, end: int | None = None) -> Span:
        """Evidence for characters of a block, by default its first clause."""
        return cut(self.document, block, start, min(len(block.text), _QUOTE) if end is None else end)


@lru_cache(maxsize=4)
def _view(key: _Same) -> View:
    return View(key.document)


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A document told from others by identity: comparing its characters would cost more than the view."""

    document: Document

    def __eq__(self, other: object) -> bool:
        """The very same object."""
        return isinstance(other, _Same) and other.document is self.document

    def __hash__(self) -> int:
        """By the file's hash."""
        return hash(self.document.sha256)


def view_of(document: Document) -> View:
    """The shared view of a document."""
    return _view(_Same(document))


def cut(document: Document, block: Block, start: int, end: int) -> Span:
    """Evidence with the clause round it as quote."""
    text = block.text
    first = max(text.rfind(mark, 0, start) for mark in "。；！？") + 1
    stops = [at for mark in "。；！？" if (at := text.find(mark, max(start, end - 1))) >= 0]
    last = min(stops) + 1 if stops else len(text)
    quote = text[first:last] if last - first <= 2 * _QUOTE else text[max(first, start - _QUOTE // 4) : min(last, end + _QUOTE)]
    return document.span(block, start, end, quote.strip())


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end of each sentence or clause of a list (closed by 。！？；), without blanks round it."""
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        while start < end and text[start] in " \u3000\t":
            start += 1
        if end - start > 1:
            yield start, end


def bare(title: str) -> str:
    """A heading without its number and closing mark."""
    return _MARK.sub("", re.sub(r"\s+", "", title)).rstrip("。：:；;")


def run_in(text: str) -> str:
    """The title that a paragraph begins with (“（2）目标实现。全年…”), or ""."""
    found = _RUN_IN.match(text)
    return found[0] if found else ""
