"""Headings and table captions that no style marks: official numbering (一、 （一） 1.) and short lines above a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from jiheng.core.documents.block import Block, BlockKind

_LONGEST = 40
_LEVELS = (
    (re.compile(r"第[一二三四五六七八九十]{1,3}(?:部分|章|节|篇)"), 1),
    (re.compile(r"[一二三四五六七八九十]{1,3}、"), 1),
    (re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]、?"), 2),
    (re.compile(r"\d{1,2}(?:[.．](?!\d)|、)"), 3),
    (re.compile(r"[（(]\d{1,2}[）)]"), 4),
)
_STARTS = frozenset("第一二三四五六七八九十（(0123456789")
_ENDS = tuple("。；;，,：:、！!？?…")
_CONTENTS_LINE = re.compile(r"(?:\t|[.．…·]{3,}|\s{3,})\s*\d{1,4}$")


def outline_of(text: str, *, bold: Callable[[], bool], centred: bool = False, first: bool = False) -> int:
    """The level of an unstyled paragraph as a heading, 0 for body text.

    一、 and （一） make a short line without closing mark a heading by themselves; 1. and (1) also begin list items, so
    they must be centred, bold or in a heading font (`bold`, asked only when it matters).
    """
    if not text or len(text) > _LONGEST or (not centred and text[0] not in _STARTS):
        return 0
    if text.endswith(_ENDS) or "\n" in text or "。" in text or _CONTENTS_LINE.search(text):
        return 0
    for pattern, level in _LEVELS:
        if found := pattern.match(text):
            return level if len(text) > found.end() and (level <= 2 or centred or bold()) else 0
    return 1 if centred and (first or bold()) else 0


def caption_above(blocks: Sequence[Block]) -> str:
    """The lines right above a table that name it (title, number, unit): at most three short ones, none a sentence."""
    lines: list[str] = []
    for block in reversed(blocks):
        short = len(block.text) <= _LONGEST and "。" not in block.text and not block.text.endswith(("；", "，", "："))
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or not short:
            break
        lines.append(block.text)
        if len(lines) == 3 or block.kind is BlockKind.HEADING:
            break
    return "\n".join(reversed(lines))
