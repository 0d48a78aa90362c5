"""The items that a section lists: one for each numbered paragraph or “一是…” clause."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jiheng.core.auditing.numbering import leading, markers
from jiheng.core.auditing.structure import Section, View
from jiheng.core.documents.block import Block, BlockKind


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its number in its list and its characters [start, end) of a block."""

    block: Block
    start: int
    end: int
    number: int

    @property
    def text(self) -> str:
        """The item's words, with its number."""
        return self.block.text[self.start : self.end]


def items_of(view: View, section: Section) -> list[Item]:
    """The items below a section and its subsections; a plain paragraph is no item."""
    found: list[Item] = []
    for part in view.under(section):
        blocks = part.body if part is section or part.heading is None else (part.heading, *part.body)
        for block in blocks:
            found += _items_in(block)
    return found


def _items_in(block: Block) -> list[Item]:
    lead = leading(block, 0)
    if block.kind is BlockKind.HEADING:
        return [Item(block, 0, len(block.text), lead.number)] if lead else []
    inner = [marker for marker in markers((block,)) if marker.inline]
    style = next((marker.style for marker in inner if marker.number == 1), "")
    inner = [marker for marker in inner if marker.style == style]
    if len(inner) >= 2:
        ends = [marker.start for marker in inner[1:]] + [len(block.text)]
        return [Item(block, marker.start, _trimmed(block.text, marker.start, end), marker.number) for marker, end in zip(inner, ends, strict=True)]
    if lead or re.match(r"^\W*[一二三四五六七八九十]{1,2}是", block.text):
        said = inner[0].number if inner else 0
        return [Item(block, 0, len(block.text), lead.number if lead else said)]
    return []


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in "；;，,、 \n":
        end -= 1
    return end
