"""Marks of a line: headings and list numbers, page numbers, and what ends a table."""

from __future__ import annotations

import re

_ZH = "一二三四五六七八九十百"
CHAPTER = re.compile(rf"第[{_ZH}\d]{{1,3}}(?:部分|章|节|篇|条)(?=[\s　：:、.]|$|[\u4e00-\u9fff])")
FIRST = re.compile(rf"[{_ZH}]{{1,3}}\s?(?:[、．]|\.(?!\d))")
SECOND = re.compile(rf"[（(][{_ZH}]{{1,3}}[)）]")
THIRD = re.compile(r"\d{1,2}\s?(?:[、．]|\.(?!\d)|\.(?=(?:19|20)\d\d\s?年))")
FOURTH = re.compile(r"[（(]\d{1,2}[)）]|\d{1,2}[)）]")
CIRCLED = re.compile("[①-⑳㈠-㈩]")
_BULLET = re.compile(r"[-*•●■□◆▪·]\s|[●■◆▪•]")
_DIGITS = "0123456789０１２３４５６７８９"
_NOT_LIST = re.compile(r"\d{1,2}\s?[、．]\d+\s?(?:[万亿]?元|[人名件次个户%])")
_ANNEX = re.compile(r"附\s?[件表录图]\s?[\d一二三四五六七八九十]{0,2}\s?(?:[:：.、-]|$|\s)")
_FORM_END = re.compile(
    r"(?:填表人|填报人|制表人|经办人|联系人|联系电话|填报日期|填表日期|填报单位|单位负责人|部门负责人|财务负责人|项目负责人|负责人签字|审核人|说明|注|备注|填表说明)\s{0,4}(?:签字|签章)?\s?[:：（(]"
)

_PAGE = re.compile(
    r"[-—–―－─_~～·•]{1,3}\s?\d{1,4}\s?[-—–―－─_~～·•]{1,3}"
    r"|第\s?\d{1,4}\s?页(?:\s?[,，/]?\s?共\s?\d{1,4}\s?页)?|共\s?\d{1,4}\s?页\s?第\s?\d{1,4}\s?页"
    r"|\d{1,4}\s?/\s?\d{1,4}|[Pp]age\s?\d{1,4}(?:\s?of\s?\d{1,4})?|[（(]?\s?\d{1,4}\s?页\s?[)）]?"
)
_FINAL = "。！？；：!?;:…"
_FINAL_CLOSED = re.compile(r"[。！？；…!?;][”’\"』」）)】》]{0,3}$")


def outline_of(text: str) -> int:
    """The level that a line's numbering gives it (1 …), or 0 when it has none."""
    first = text[:1]
    if first == "第":
        return 1 if CHAPTER.match(text) else 0
    if first in _ZH:
        return 1 if FIRST.match(text) else 0
    if first in "（(":
        if SECOND.match(text):
            return 2
        return 4 if FOURTH.match(text) else 0
    if first in _DIGITS and first:
        if THIRD.match(text) and not _NOT_LIST.match(text):
            return 3
        return 4 if FOURTH.match(text) else 0
    return 5 if CIRCLED.match(text) else 0


def is_list_start(text: str) -> bool:
    """Whether a line begins a numbered or marked item, an annex or a form's closing line: never the rest of a paragraph."""
    return outline_of(text) > 0 or _BULLET.match(text) is not None or _ANNEX.match(text) is not None or _FORM_END.match(text) is not None


def is_heading(text: str) -> bool:
    """Whether a numbered line is a heading: short, and no sentence of its own."""
    level = outline_of(text)
    if not level or len(text) > 40:
        return False
    if level >= 4:
        return len(text) <= 24 and text[-1] not in "。；;，,、"
    inner = text[:-1]
    if "。" in inner or text[-1] in "；;，,、":
        return False
    return level < 3 or (text[-1] not in "。：:" and len(text) <= 30)


def ends_table(text: str) -> bool:
    """Whether a line cannot stand in a table: a chapter's heading, an annex's title, notes under a form."""
    first = text[:1]
    if (first in _ZH and FIRST.match(text)) or (first in "（(" and SECOND.match(text)) or (first == "第" and CHAPTER.match(text)):
        return True
    return _ANNEX.match(text) is not None or _FORM_END.match(text) is not None


def is_page_number(text: str) -> bool:
    """Whether a line holds a page number and no more (— 9 —, 第3页 共10页, 3/10)."""
    return len(text) <= 20 and _PAGE.fullmatch(text) is not None


def is_closed(text: str) -> bool:
    """Whether a line ends where a sentence or an item ends."""
    return text[-1] in _FINAL or _FINAL_CLOSED.search(text) is not None
