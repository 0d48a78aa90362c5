"""Official numbering: the number that begins a block or an item in a sentence, and how lists of them run on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jiheng.core.documents.block import Block, BlockKind

_DIGITS = "一二三四五六七八九"
_NUMERAL = r"[一二三四五六七八九十]{1,3}"
_LEADS = re.compile(
    rf"^[\s*＊·•\-—]*(?:(?:附件|注|说明)[：:]\s*)?(?:第(?P<part>{_NUMERAL})(?:部分|章|篇)|(?P<cn>{_NUMERAL})\s*[、.．](?!{_NUMERAL}(?:、|月|年|级|线|类|期|批|次|产业))|[（(]\s*(?P<pcn>{_NUMERAL})\s*[）)]"
    r"|(?P<ar>\d{1,2})\s*(?:、(?!\d{1,2}(?:[、月日号项个]|\.\d))|[.．](?!\d)|[.．](?=(?:19|20)\d\d\s*年))|[（(]\s*(?P<par>\d{1,2})\s*[）)]"
    r"|(?P<half>\d{1,2})[)）]|(?P<circ>[①-⑳]))"
)
_INLINE = re.compile(
    r"(?<=[：:；;。，,])\s*(?:(?P<ar>\d{1,2})\s*[.．、](?=[\u4e00-\u9fff“《])|[（(](?P<par>\d{1,2})[）)](?=[\u4e00-\u9fff“《])|(?P<circ>[①-⑳]))"
)
_SAYS = re.compile(rf"(?:^|(?<=[。；;：:，,\s*]))(?P<is>{_NUMERAL})是(?!否|非|不是)")
_ROW = re.compile(rf"^{_NUMERAL}、[^，。；：]{{2,24}}(?:支出|收入|拨款|结余|收入合计)$")
_SENTENCE = 20


@dataclass(frozen=True, slots=True)
class Marker:
    """A list number: its style, its value, and its characters [start, end) in a block."""

    block: Block
    order: int  # number of the block among the running text
    style: str
    number: int
    start: int
    end: int
    inline: bool = False


@dataclass(slots=True)
class Run:
    """A list: markers of one style in their order."""

    markers: list[Marker] = field(default_factory=list)

    @property
    def last(self) -> Marker:
        """The marker met last."""
        return self.markers[-1]


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a list does not run on: `after` is the marker before (None: the list begins too high)."""

    after: Marker | None
    at: Marker


def numeral(text: str) -> int:
    """The value of 一 … 九十九.

    Example:
        >>> numeral("三"), numeral("十二"), numeral("二十一")
        (3, 12, 21)
    """
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.index(text[0]) + 1 if len(text) == 1 else 0
    return (_DIGITS.index(tens) + 1 if len(tens) == 1 else 1) * 10 + (_DIGITS.index(ones) + 1 if len(ones) == 1 else 0)


def printed(marker: Marker) -> str:
    """A marker's number as it stands there."""
    return marker.block.text[marker.start : marker.end].strip(" *＊·•-—：:；;。，,")


def leading(block: Block, order: int) -> Marker | None:
    """The number that a block begins with."""
    found = _LEADS.match(block.text)
    if not found:
        return None
    return _marker(block, order, found, inline=False)


def markers(blocks: Sequence[Block]) -> Iterator[Marker]:
    """Every list number of the running text in order: at the head of blocks, and of items inside a sentence.

    Rows of a table that fell apart (“二、外交支出” with a number below it) are no list.
    """
    for order, block in enumerate(blocks):
        row = _ROW.match(block.text) and not (order + 1 < len(blocks) and len(blocks[order + 1].text) > _SENTENCE)
        first = None if row else leading(block, order)
        if first:
            yield first
        text = block.text
        if block.kind is BlockKind.HEADING or len(text) < 12:
            continue
        inner = [_marker(block, order, found, inline=True) for found in _INLINE.finditer(text, first.end if first else 0)]
        for style in ("ar", "par", "circ"):
            group = [one for one in inner if one.style == style]
            if len(group) >= 2 and group[0].number in (1, (first.number + 1) if first and first.style == style else 1):
                yield from group
        yield from (_marker(block, order, found, inline=True) for found in _SAYS.finditer(text))


def _marker(block: Block, order: int, found: re.Match[str], *, inline: bool) -> Marker:
    style = found.lastgroup or ""
    text = found[style]
    if style == "circ":
        number = ord(text) - ord("①") + 1
    else:
        number = int(text) if text.isdigit() else numeral(text)
    return Marker(block, order, style, number, found.start(), found.end(), inline)


class Lists:
    """Follows the numbers of a document: which lists run on, which break; an inner outline may interrupt an outer one."""

    def __init__(self, *, nested: bool = False) -> None:
        """`nested`: a list may stand inside an item of another of its own style (一是…其中一是…二是…。二是…)."""
        self._nested = nested
        self.done: list[Run] = []
        self.breaks: list[Break] = []
        self._open: list[Run] = []
        self._kept: list[list[Run]] = []  # outlines that a new outline of the same style interrupted

    def follow(self, found: list[Marker]) -> None:
        """Take all numbers of a document, in order."""
        for at, marker in enumerate(found):
            self._take(marker, found[at + 1] if at + 1 < len(found) else None)
        self.done += self._open

    def _take(self, marker: Marker, after: Marker | None) -> None:
        depth = next((depth for depth, run in enumerate(self._open) if run.last.style == marker.style), None)
        if depth is None:
            self._begin(marker, after)
            return
        run = self._open[depth]
        if marker.number == run.last.number + 1:
            self._close(depth + 1)
            run.markers.append(marker)
        elif marker.number == 1:
            if self._nested or depth < len(self._open) - 1:
                self._kept.append([Run(list(one.markers)) for one in self._open])
            self._close(depth)
            self._open.append(Run([marker]))
        elif not self._resume(marker):
            self.breaks.append(Break(run.last, marker))
            self._close(depth)
            self._open.append(Run([marker]))

    def _begin(self, marker: Marker, after: Marker | None) -> None:
        top = self._open[-1] if self._open else None
        if marker.number != 1:
            mixed = {"ar", "par", "half"} if marker.style in ("ar", "par", "half") else {"cn", "pcn"}
            runs_on = after is not None and top is not None and after.style == top.last.style and after.number == marker.number + 1
            if top and top.last.style in mixed and marker.number == top.last.number + 1 and runs_on:
                top.markers.append(Marker(marker.block, marker.order, top.last.style, marker.number, marker.start, marker.end, marker.inline))
                return
            continued = any(run.last.style == marker.style and run.last.number + 1 == marker.number for run in self.done[-6:])
            if not continued and not self._resume(marker):
                self.breaks.append(Break(None, marker))
            elif not continued:
                return
        self._open.append(Run([marker]))

    def _resume(self, marker: Marker) -> bool:
        """Go back to an outline that was interrupted, when the number is its next one."""
        for at in range(len(self._kept) - 1, -1, -1):
            for depth, run in enumerate(self._kept[at]):
                if run.last.style == marker.style and run.last.number + 1 == marker.number:
                    self._close(0)
                    self._open = self._kept[at][: depth + 1]
                    self._open[-1].markers.append(marker)
                    del self._kept[at:]
                    return True
        return False

    def _close(self, depth: int) -> None:
        self.done += self._open[depth:]
        del self._open[depth:]
