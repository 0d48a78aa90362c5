"""Lines to paragraphs: which line goes on with the one above, what is a heading, what is a page number."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jiheng.core.reading.extract.forms import is_lone_row
from jiheng.core.reading.flattened.lines import Line
from jiheng.core.reading.flattened.marks import is_closed, is_heading, is_list_start, is_page_number

_INNER = re.compile("[，。；,;]")
_DATE_ALONE = re.compile(r"(?:19|20)\d\d\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?|二[〇○零].{2,12}日")
_PAIRS = (("《", "》"), ("“", "”"), ("（", "）"), ("(", ")"), ("〔", "〕"))
_FIGURE = re.compile(r"\d\s?(?:万?元|%)")
_OPENING = re.compile(r"其中[：:]|附[件表]|单位[：:]")
_YEAR_CUT = re.compile(r"(?<!\d)(?:19|20)\d\d$")
_WANTS_NUMBER = re.compile(r"[，,].*(?:增加|减少|下降|增长|降低|上升|提高|压减|占|为)$")
_TABLE_NOTE = re.compile(r"(?:备?注|说明)\s?[:：]")  # as wide as its table
_UNIT_CUT_OFF, _UNIT_BEGINS = re.compile(r"\d\s?[万亿]?$"), re.compile("[万亿]?元|[%％]|个百分点")
_SUBJECT = re.compile("（[类款]）[^（）]{0,30}$")
_SUBJECT_NAME = 30
_SUBJECT_ENDS = ("（项）。", "（项）：", "（项）")
_SUBJECT_GOES_ON = ("主要用于", "主要反映", "年初预算", "全年预算", "支出决算", "本年支出", "决算数")
_LIST_FOLLOWS = ("方面：", "其中：")
_HALF_MARK = re.compile(r"(?<=[\u4e00-\u9fff%])\s?[,;:()]|[()](?=[\u4e00-\u9fff])")
_SHORTEST = 12.0
_CUT = 0.75  # of the usual width: figures are narrower than they look
_LONG = 36.0
_FAIR = 20.0
_SLACK = 3.2
_WIDEST = 90.0
_MANY_NEAR = 5
_INDENT = 2.0  # the first line of a paragraph stands two characters in
_TITLE = re.compile(r"(?:报告|说明|情况|方案|总结|公开|评价表|自评表)(?:（.{1,12}）)?$")


@dataclass(slots=True)
class Paragraph:
    """Lines that make one paragraph, and the page numbers that stood among them."""

    lines: list[Line]
    is_footer: bool = False
    footers: list[Line] = field(default_factory=list)


def width_of(text: str) -> float:
    """How wide a line is, in Chinese characters."""
    marks = len(_HALF_MARK.findall(text))  # converted from marks of full width: the line was broken when they were wide
    return len(text) - (len(text.encode("ascii", "ignore")) - marks) / 2 - text.count(" ") / 4


def usual_width(lines: Sequence[Line]) -> float:
    """The width at which a text was broken into lines, or 0 when it was not: many lines of prose end near the longest."""
    prose = [line.text for line in lines if len(line.text) >= 12 and _INNER.search(line.text) and not _TABLE_NOTE.match(line.text)]
    texts = prose if len(prose) >= 4 else [line.text for line in lines if len(line.text) >= 12]
    widths = sorted(map(width_of, texts))
    if len(widths) < 4:
        return 0.0
    top = widths[int(len(widths) * 0.95)] if len(widths) > 20 else widths[-1]
    near = sum(top - 3.0 <= width <= top + 1.5 for width in widths)
    wider = sum(width > top + 6.0 for width in widths)  # a line or two that were broken elsewhere
    if near >= 3 and near * 10 >= len(widths) * 3 and wider * 40 <= len(widths) and top <= _WIDEST:
        return top
    return _width_of_most(texts, widths)


def _width_of_most(texts: Sequence[str], widths: Sequence[float]) -> float:
    """The width near which many lines end, many of these in the midst of a sentence; 0 where there is none.

    Some lines may be wider: of a text that was pasted together some paragraphs are broken and some are whole.
    """
    for top in sorted({width for width in widths if width <= _WIDEST}, reverse=True):
        near = bisect_right(widths, top + 1.5) - bisect_left(widths, top - 3.0)
        wider = len(widths) - bisect_right(widths, top + 1.5)
        if near >= _MANY_NEAR and near * 5 >= len(widths) * 2 and wider * 4 <= len(widths):
            ends = [text[-4:] for text in texts if top - 3.0 <= width_of(text) <= top + 1.5]
            broken_off = sum(not is_closed(end) and end[-1] not in "：:；;" for end in ends)
            return top if broken_off * 5 >= near * 2 else 0.0
    return 0.0


def paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """The paragraphs of some lines, in order; joins are conservative, for a wrong join invents a sentence."""
    width = usual_width(lines)
    at = _title_lines(lines)
    if at > 1:
        yield Paragraph(list(lines[:at]))
    else:
        at = 0
    current: Paragraph | None = None
    for number in range(at, len(lines)):
        line = lines[number]
        if is_page_number(line.text) or (line.text.isdigit() and _is_bare_page(lines, number)):
            if current is None:
                yield Paragraph([line], is_footer=True)
            else:
                current.footers.append(line)
            continue
        if current is not None and _goes_on(current, line, width):
            current.lines.append(line)
            continue
        if current is not None:
            yield from _closed(current)
        current = Paragraph([line])
    if current is not None:
        yield from _closed(current)


def _closed(paragraph: Paragraph) -> Iterator[Paragraph]:
    yield paragraph
    for line in paragraph.footers:
        yield Paragraph([line], is_footer=True)


def _title_lines(lines: Sequence[Line]) -> int:
    """How many first lines are one title broken by line ends."""
    for count, line in enumerate(lines[:5]):
        if (count and line.blanks) or len(line.text) > 40 or _INNER.search(line.text) or is_list_start(line.text) or is_closed(line.text):
            break
        if _TITLE.search(line.text):
            return count + 1
    return 0


def _is_bare_page(lines: Sequence[Line], at: int) -> bool:
    """Whether digits alone on a line are a page number: between running text or at an end, never beside other figures."""
    if len(lines[at].text) > 3:
        return False
    for near in (at - 1, at + 1):
        if 0 <= near < len(lines):
            text = lines[near].text
            if len(text) < 12 and not is_heading(text) and not is_page_number(text):
                return False
    return len(lines) > 1


def _goes_on(current: Paragraph, line: Line, width: float) -> bool:
    last, text = current.lines[-1], line.text
    if is_lone_row(last.text):
        return False
    if last.text[-1].isdigit() and current.footers and current.footers[-1].number > last.number:
        return False  # no figure is put together over a page number
    if last.text.endswith(_SUBJECT_ENDS) and text.startswith(_SUBJECT_GOES_ON):
        return True
    if width and last.text.endswith(_LIST_FOLLOWS) and not line.blanks and not is_list_start(text) and _FIGURE.search(last.text):
        return True
    if _UNIT_CUT_OFF.search(last.text) and _UNIT_BEGINS.match(text) and len(last.text) >= _SHORTEST:
        return True
    if is_closed(last.text) or line.blanks > 3 or is_list_start(text) or _DATE_ALONE.fullmatch(text):
        return False
    if _waits_for(last.text, text) or (_WANTS_NUMBER.search(last.text) and text[0].isdigit() and width_of(last.text) >= _SHORTEST):
        return True
    long = width_of(last.text)
    first = current.lines[0]
    if width:
        if _is_cut(last.text, text) and long >= width * _CUT:
            return True
        if len(current.lines) == 1 and is_heading(first.text) and long < width - _SLACK:
            return False
        if len(current.lines) == 1 and not is_heading(first.text):
            long += _INDENT
        return long >= width - _SLACK or (last.text[-1] in "，、" and long >= width / 2)
    if len(current.lines) == 1 and is_heading(first.text):
        return False
    if last.text[-1] in "，、":
        return long >= 12.0
    if not _INNER.search(last.text):
        return False
    # Behind a page's end the rest of a sentence begins a paragraph of its own.
    rest = width_of(text) >= _FAIR or is_closed(text)
    return rest and (long >= _LONG or (long >= _FAIR and bool(line.blanks)))


def _is_cut(last: str, text: str) -> bool:
    """Whether a line of prose with a figure breaks off without a mark, so that the next one goes on with it."""
    prose = bool(_INNER.search(last)) and bool(_FIGURE.search(last)) and last[-1] not in "：:；;"
    return (prose and not _OPENING.match(text)) or bool(_YEAR_CUT.search(last) and text.startswith("年"))


def _waits_for(last: str, text: str) -> bool:
    """Whether a bracket opened on the last line is closed early on this one, or a subject's 类、款、项 go on."""
    if len(last) < 8:
        return False
    if _SUBJECT.search(last) and 0 <= text.find("（项）") <= _SUBJECT_NAME:
        return True
    for opening, closing in _PAIRS:
        at = last.rfind(opening)
        if at >= 0 and closing not in last[at:]:
            end = text.find(closing)
            if 0 <= end <= 60 and opening not in text[:end]:
                return True
    return False
