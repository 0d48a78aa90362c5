"""Headings and table captions that no style marks: official numbering (一、 （一） 1.) and short lines above a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from jiheng.core.documents.block import Block, BlockKind

REACH = 6  # so many lines above a table may part it from its title: 公开01表, 部门, 年度, 单位
_LONGEST = 40
_UNNAMED = 3  # so many lines are taken where none is a title
_TITLE = re.compile(r"表(?:[（(][^（()）]*[)）])?$")
_NUMBERED = re.compile(r"(?:预算|决算|公开|附件?|样|表)*[-—.\d一二三四五六七八九十]*表?")
_BLANKS = re.compile(r"\s+")
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
    """The short lines right above a table, none a sentence: down from its title, or the last three where no title is found."""
    lines: list[str] = []
    for block in reversed(blocks[-REACH:]):
        short = len(block.text) <= _LONGEST and "。" not in block.text and not block.text.endswith(("；", "，", "："))
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or not short:
            break
        lines.append(block.text)
        if block.kind is BlockKind.HEADING or _is_title(block.text):
            break
    if not any(map(_is_title, lines)):
        lines = lines[:_UNNAMED]
    return "\n".join(reversed(lines))


def with_titles(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks, the tables with captions that begin with their titles where these stand further above."""
    named: list[Block] = []
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.TABLE and not any(map(_is_title, block.caption.splitlines())):
            above = caption_above(blocks[max(0, index - REACH) : index])
            if any(map(_is_title, above.splitlines())):
                own = [line for line in block.caption.splitlines() if line not in above]
                named.append(replace(block, caption="\n".join((above, *own))))
                continue
        named.append(block)
    return tuple(named)


def _is_title(line: str) -> bool:
    """Whether a line names a table (收入支出决算总表), not only numbers it (公开01表)."""
    words = _BLANKS.sub("", line)
    return bool(_TITLE.search(words)) and not _NUMBERED.fullmatch(words)
