"""The numbered items of a list that runs on in one paragraph: 具体情况如下：（一）…。（二）…。"""

from __future__ import annotations

import re

from jiheng.core.auditing.numbering import numeral

_STYLES = (
    re.compile(r"[（(]\s?(?P<number>[一二三四五六七八九十]{1,3})\s?[）)]"),
    re.compile(r"[（(]\s?(?P<number>\d{1,2})\s?[）)]"),
    re.compile(r"(?<![\d.])(?P<number>\d{1,2})\s?[.．、](?!\d)"),
    re.compile(r"(?P<number>[一二三四五六七八九十]{1,3})、"),
)
_FOLLOW = re.compile(r"(?:如下|包括|分别为|分别是|其中)\s?(?:[（(][^（）()\n]{0,24}[)）])?\s?[:：]\s*")
_LEAST = 2


def followed_by_items(text: str, start: int, stop: int) -> list[tuple[int, list[tuple[int, int]]]]:
    """Where words say that items follow, and the items' characters: the last one ends with the paragraph."""
    found = []
    for mark in _FOLLOW.finditer(text, start, stop):
        items = _items(text, mark.end(), stop)
        if len(items) >= _LEAST:
            found.append((mark.start(), items))
    return found


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


def _number(head: re.Match[str]) -> int:
    return int(head["number"]) if head["number"].isdigit() else numeral(head["number"])
