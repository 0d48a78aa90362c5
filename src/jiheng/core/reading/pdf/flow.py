"""Lines to the author's paragraphs and headings, over page breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from jiheng.core.reading.pdf.characters import is_wide
from jiheng.core.reading.pdf.lines import Line, text_of
from jiheng.core.reading.pdf.page import PageItems
from jiheng.core.reading.pdf.table import Table, continued

_LEVELS = (
    re.compile(r"第[一二三四五六七八九十\d]{1,3}(?:部分|章|编|篇)"),
    re.compile(r"[一二三四五六七八九十]{1,3}\s?[、.．]"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\d{1,2}\s?[.、．](?!\d)"),
    re.compile(r"[（(]\d{1,2}[）)]"),
)
_ITEM = re.compile(r"[●■◆➢√•▪①-⑳]|[a-zA-Z][.、]|注\d?[:：]|附件?\d*[:：]")
_AMOUNT = re.compile(r"\d\s?(?:万元|亿元|元|%|％)")
_ENDS = "。；;：:！!？?"
_NO_LINE_START = "，。；：、！？）》“”‘’】〕％%,.;:!?)"
_NO_LINE_END = "（《“”‘’【〔〈「『(["  # closing quotes too: breakers often keep both sides of any quote
_FOOTNOTE = re.compile(r"(?:[①-⑳]|\[\d{1,2}\]|\d{1,2})\D")


@dataclass(slots=True)
class Paragraph:
    """Lines that run on; `rank` is 0 for body text, else the heading's depth counted from 1."""

    lines: list[Line]
    rank: int = 0
    footnote: bool = False


@dataclass(slots=True)
class Flow:
    """Everything in reading order: paragraphs and tables, each with the page it begins on; and captions printed again."""

    parts: list[tuple[int, Paragraph | Table]] = field(default_factory=list)
    again: dict[int, list[Line]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is usual on pages of one width: text edges, type size, distance of lines."""

    left: float
    right: float
    size: float
    pitch: float


def flow_of(pages: Sequence[PageItems]) -> Flow:
    """Paragraphs, headings and tables of all pages in reading order; tables that go on over a page break are one."""
    flow = Flow()
    measures = _measures(pages)
    body = _body_size(pages)
    last: Paragraph | None = None
    for page in pages:
        items: list[Line | Table] = sorted(
            [*page.lines, *page.tables], key=lambda i: (i.box[1], i.box[0]) if isinstance(i, Table) else (i.base - 0.8 * i.size, i.x0)
        )
        again = _join_tables(flow, items)
        notes = _footnotes(page, body)
        captions = [line for table in page.tables for line in table.caption]
        for item in items:
            if isinstance(item, Table):
                flow.parts.append((page.ink.number, item))
                last = None
                continue
            if item in again:
                flow.again.setdefault(page.ink.number, []).append(item)
                continue
            if item in notes:
                if flow.parts and isinstance(flow.parts[-1][1], Paragraph) and flow.parts[-1][1].footnote and not _FOOTNOTE.match(item.bare):
                    flow.parts[-1][1].lines.append(item)
                else:
                    flow.parts.append((page.ink.number, Paragraph([item], footnote=True)))
                continue
            begun = last is not None and last.lines[-1].bare.endswith("。") and item in captions  # a note, then the next table's title
            if last is not None and not begun and _goes_on(last, item, measures, body):
                last.lines.append(item)
            else:
                last = Paragraph([item])
                flow.parts.append((page.ink.number, last))
    _rank(flow, measures, body)
    return flow


def _join_tables(flow: Flow, items: list[Line | Table]) -> list[Line]:
    """Join a page's first table to the one that ended the page before; returns the caption lines printed again."""
    first = next((n for n, item in enumerate(items) if isinstance(item, Table)), None)
    if first is None or not flow.parts:
        return []
    before, table = flow.parts[-1][1], items[first]
    if not isinstance(before, Table) or not isinstance(table, Table) or any(line not in table.caption for line in items[:first]):
        return []
    joined = continued(before, table)
    if joined is None:
        return []
    flow.parts[-1] = (flow.parts[-1][0], joined)
    del items[first]
    return list(table.caption)


def _footnotes(page: PageItems, body: float) -> list[Line]:
    """Small lines at a page's foot that begin with a mark."""
    found: list[Line] = []
    lines = [line for line in page.lines if line.base > 0.6 * page.ink.height]
    for line in reversed(lines):
        if line.size > 0.88 * body:
            break
        found.append(line)
    while found and not re.match(r"[①-⑳]|\[\d|\d{1,2}\D", found[-1].bare):
        found.pop()
    return found if found and not page.tables else []


def _body_size(pages: Sequence[PageItems]) -> float:
    counts: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            counts[round(line.size * 2) / 2] += len(line.glyphs)
    return counts.most_common(1)[0][0] if counts else 12.0


def _measures(pages: Sequence[PageItems]) -> dict[int, _Measure]:
    """Usual edges by page width (upright and wide pages differ)."""
    widths: dict[int, list[PageItems]] = {}
    for page in pages:
        widths.setdefault(round(page.ink.width), []).append(page)
    result = {}
    for width, group in widths.items():
        lines = [line for page in group for line in page.lines]
        long = [line for line in lines if len(line.glyphs) >= 12] or lines
        if not lines:
            result[width] = _Measure(0.0, float(width), 12.0, 20.0)
            continue
        size = sorted(line.size for line in long)[len(long) // 2]
        rights = sorted(line.x1 for line in long)
        right = rights[min(len(rights) - 1, int(0.92 * len(rights)))]
        lefts: Counter[int] = Counter(round(line.x0 / 4) for line in long)
        common = [k for k, n in lefts.items() if n >= max(2, 0.12 * len(long))]
        left = min((line.x0 for line in long if round(line.x0 / 4) == min(common)), default=0.0) if common else min(line.x0 for line in long)
        steps: Counter[int] = Counter()
        for page in group:
            for a, b in zip(page.lines, page.lines[1:], strict=False):
                steps[round(b.base - a.base)] += 1
        pitch = float(steps.most_common(1)[0][0]) if steps else 1.6 * size
        result[width] = _Measure(left, right, size, max(pitch, size))
    return result


def _goes_on(paragraph: Paragraph, line: Line, measures: dict[int, _Measure], body: float) -> bool:
    """Whether a line continues a paragraph: the line above is full and nothing marks a new beginning."""
    above = paragraph.lines[-1]
    here, there = measures[round(line.ink.width)], measures[round(above.ink.width)]
    same_page = line.ink is above.ink
    if not same_page and (line.ink.number != above.ink.number + 1 or round(line.ink.width) != round(above.ink.width)):
        return False
    if abs(line.size - above.size) > 0.12 * above.size:
        return False
    if same_page and _too_far(paragraph, line, there):
        return False
    begins = _begins(line)
    if begins and max(line.size, above.size) > 1.12 * body:
        return False
    if same_page and not begins and _is_centred(above, there) and _is_centred(line, here) and above.bare[-1] not in _ENDS:
        # Centred lines of a title run on; a line of body size under a full one is body text.
        return (above.size > 1.1 * body or above.bold) and line.bold == above.bold and not above.bare.endswith(("表", "录"))
    if same_page and not begins and _is_wrapped_title(paragraph, line, here):
        return True
    if there.right - above.x1 > _first_word(line) + 0.35 * above.size:
        return False
    if line.x0 > here.left + 1.2 * line.size and there.right - above.x1 > 3 * above.size and abs(line.x0 - above.x0) < 0.8 * line.size:
        return False  # a long word would not have fit, yet the line is indented like a beginning
    # Where beginnings are indented, a list number at the left edge only happens to stand there.
    inline = paragraph.lines[0].x0 > there.left + 1.2 * line.size and line.x0 < here.left + 0.6 * line.size
    if begins and not inline and (above.bare[-1] in _ENDS or line.x0 > here.left + 1.2 * line.size):
        return False
    if (
        line.bold != above.bold
        and (above.bold or begins)
        and above.bare[-1] not in "，、"
        and (line.x0 > here.left + line.size or (len(paragraph.lines) == 1 and _level(text_of(paragraph.lines))))
    ):
        return False
    if line.x0 <= here.left + 1.2 * line.size:
        return True
    if len(paragraph.lines) == 1 and _begins(above) and not begins and above.x0 < line.x0 - 0.5 * line.size:
        return any(abs(g.x0 - line.x0) < 0.6 * line.size for g in above.glyphs[1:6])  # a hanging list number
    if len(paragraph.lines) >= 2 and abs(line.x0 - above.x0) < 0.8 * line.size:
        return True  # a block that is indented as a whole
    return abs(line.x0 - above.x0) < 0.8 * line.size and above.bare[-1] not in _ENDS and len(paragraph.lines) == 1 and not begins


def _too_far(paragraph: Paragraph, line: Line, measure: _Measure) -> bool:
    above = paragraph.lines[-1]
    step = line.base - above.base
    own = above.base - paragraph.lines[-2].base if len(paragraph.lines) > 1 and paragraph.lines[-2].ink is above.ink else 0.0
    if own > 0:
        return step > 1.45 * own + 1
    return step > max(1.5 * measure.pitch, 2.0 * line.size) and step > 2.6 * line.size


def _begins(line: Line) -> bool:
    return _level(line.bare) > 0 or _ITEM.match(line.bare) is not None


def _level(text: str) -> int:
    return next((n for n, pattern in enumerate(_LEVELS, 1) if pattern.match(text)), 0)


def _first_word(line: Line) -> float:
    """Width of what cannot be parted at the line's start, with the marks that must follow it."""
    glyphs = line.glyphs
    end = 1
    while (
        end < len(glyphs)
        and not is_wide(glyphs[end].text)
        and not is_wide(glyphs[end - 1].text)
        and glyphs[end].x0 - glyphs[end - 1].x1 < 0.3 * line.size
    ):
        end += 1
    while end < len(glyphs) and (glyphs[end].text in _NO_LINE_START or glyphs[end].text in _NO_LINE_END or glyphs[end - 1].text in _NO_LINE_END):
        end += 1
    return glyphs[end - 1].x1 - glyphs[0].x0


def _is_centred(line: Line, measure: _Measure) -> bool:
    middle = (measure.left + measure.right) / 2
    page = line.ink.width / 2
    near = min(abs((line.x0 + line.x1) / 2 - middle), abs((line.x0 + line.x1) / 2 - page)) < 1.2 * line.size
    return near and line.x0 > measure.left + (2.6 if line.size < 1.12 * measure.size else 0.9) * line.size


def _is_wrapped_title(paragraph: Paragraph, line: Line, measure: _Measure) -> bool:
    """Whether a short centred line is the rest of a part's title that filled the line above."""
    above = paragraph.lines[-1]
    full = above.x1 - above.x0 > 0.75 * (measure.right - measure.left) and above.bare[-1] not in _ENDS
    titled = _level(above.bare) == 1 or above.size > 1.12 * measure.size
    return len(paragraph.lines) == 1 and full and titled and len(line.bare) <= 20 and line.bare[-1] not in _ENDS and _is_centred(line, measure)


def _rank(flow: Flow, measures: dict[int, _Measure], body: float) -> None:
    """Mark headings and give them levels 1 … by the kinds of numbering that the document uses."""
    depths: list[tuple[Paragraph, int]] = []
    for _, part in flow.parts:
        if isinstance(part, Paragraph) and not part.footnote:
            depth = _depth(part, measures[round(part.lines[0].ink.width)], body)
            if depth is not None:
                depths.append((part, depth))
    order = {depth: n for n, depth in enumerate(sorted({d for _, d in depths}), 1)}
    for part, depth in depths:
        part.rank = order[depth]


def _depth(part: Paragraph, measure: _Measure, body: float) -> int | None:
    """How deep a heading stands by its numbering or type (0 a title); None for body text."""
    first = part.lines[0]
    text = text_of(part.lines)
    if re.search(r"(?:情况|说明|概况|如下)。$", text) and _level(text) in (2, 3):
        text = text[:-1]
    if (
        len(part.lines) > 3
        or len(text) > 70
        or _AMOUNT.search(text)
        or re.search(r"[。；！？!?]", text)
        or not re.search(r"[\u4e00-\u9fffA-Za-z]", text)
    ):
        return None
    level = _level(text)
    if text[-1] in "，、,：:" and not (level and level <= 3 and text[-1] in "：:"):
        return None
    strong = all(line.bold for line in part.lines) or first.size > 1.12 * body
    if level:
        return level if level <= 3 or strong or len(text) <= 24 else None
    if "单位:" in text or "单位：" in text or text.startswith("注"):
        return None
    if first.size > 1.15 * body and len(text) <= 60:
        return 0
    if strong and len(text) <= 45:
        return 0 if _is_centred(first, measure) and first.size >= body else 3
    return None
