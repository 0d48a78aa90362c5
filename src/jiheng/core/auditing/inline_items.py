"""The numbered items of a list that runs on in one paragraph: 具体情况如下：（一）…。（二）…。"""

from __future__ import annotations

import re
import unicodedata

from jiheng.core.auditing.numbering import numeral

_STYLES = (
    re.compile(r"[（(]\s?(?P<number>[一二三四五六七八九十]{1,3})\s?[）)]"),
    re.compile(r"[（(]\s?(?P<number>\d{1,2})\s?[）)]"),
    re.compile(r"(?<![\d.])(?P<number>\d{1,2})\s?[.．、](?!\d)"),
    re.compile(r"(?P<number>[一二三四五六七八九十]{1,3})、"),
    re.compile(r"(?P<number>[㈠-㈩])"),
    re.compile(r"(?P<number>[①-⑳])"),
)
_CODE = re.compile(r"(?<=[：:。；;\s])[（(]?\d{5,7}[）)]?(?=[一-鿿—])")  # 2010301行政运行
_FOLLOW = re.compile(r"(?:如下|包括|分别为|分别是|其中)\s?(?:[（(][^（）()\n]{0,24}[)）])?\s?[:：]\s*")
_FOLLOWS_ALONE = re.compile(r"[。；;]\s*(?:具体|明细|分项|各项|详细)[^，。；;\d]{0,8}$")
_PARTS_ITEMS = ("；", ";", "。")
_LEAST = 2


def followed_by_items(text: str, start: int, stop: int) -> list[tuple[int, int, int, list[tuple[int, int]]]]:
    """Where a sentence begins and ends that items divide, up to where it is read for 主要 and 等, and the items' characters.

    The last one ends with the paragraph, or with the item that they divide. What a sentence before 具体如下 says of its money is no part of those words.
    """
    found = []
    for mark in _FOLLOW.finditer(text, start, stop):
        alone = _FOLLOWS_ALONE.search(text, start, mark.start())
        said = mark.start() if alone is None else alone.start()
        ends = "。" if alone is None else "。：:"  # 包括：（一）甲60万元，主要用于…。具体如下：…
        begin = max(start, *(text.rfind(end, start, said) + 1 for end in ends))
        items = _items(text, mark.end(), stop) or _coded(text, mark.end(), end_of_item(text, said, stop, begin))
        if len(items) >= _LEAST:
            found.append((begin, said, said if alone is None else begin, items))
    return found


def end_of_item(text: str, start: int, stop: int, opens: int | None = None) -> int:
    """Where the next number of the list stands whose item holds a place, or `stop`: 1、甲60万元，其中乙|5万元；2、丙40万元.

    The item begins behind the sentence before, or where it `opens`.
    """
    begin = max(text.rfind(mark, 0, start) for mark in "；;。\n") + 1 if opens is None else opens
    begin += len(text[begin:start]) - len(text[begin:start].lstrip())
    own = next(((style, head) for style in _STYLES if (head := style.match(text, begin, start)) is not None), None)
    if own is None:
        return stop
    following = (head for head in own[0].finditer(text, start, stop) if _number(head) == _number(own[1]) + 1)
    return next((head.start() for head in following if text[max(0, head.start() - 4) : head.start()].rstrip()[-1:] in _PARTS_ITEMS), stop)


def _items(text: str, at: int, stop: int) -> list[tuple[int, int]]:
    """The items counted 1, 2, 3 … in the style of the first, which begins right here."""
    style = next((style for style in _STYLES if (first := style.match(text, at, stop)) is not None and _number(first) == 1), None)
    if style is None:
        return []
    heads: list[re.Match[str]] = []
    for head in style.finditer(text, at, stop):
        if _number(head) == len(heads) + 1:
            heads.append(head)
    ends = [head.start() for head in heads[1:]] + [stop]
    return [(head.end(), end) for head, end in zip(heads, ends, strict=True)]


def _coded(text: str, at: int, stop: int) -> list[tuple[int, int]]:
    """The items that each open with the code of a subject, the first of them right here."""
    heads = list(_CODE.finditer(text, at, stop))
    if not heads or heads[0].start() != at:
        return []
    ends = [head.start() for head in heads[1:]] + [stop]
    return [(head.end(), end) for head, end in zip(heads, ends, strict=True)]


def _number(head: re.Match[str]) -> int:
    number = head["number"]
    if "㈠" <= number <= "㈩" or "①" <= number <= "⑳":
        return int(unicodedata.numeric(number))
    return int(number) if number.isdigit() else numeral(number)
