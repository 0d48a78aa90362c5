"""Glyphs to printed lines by geometry, and lines to text: which gap is a blank, which is only spacing.

The order of a file's content stream is not used: numbers may be drawn before their labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from jiheng.core.documents.composer import Piece
from jiheng.core.documents.locator import PdfPlace
from jiheng.core.reading.pdf.characters import is_ideograph, is_wide
from jiheng.core.reading.pdf.ink import Box, Glyph, PageInk

NUMBER = re.compile(r"[-−－+]?[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?[%％]?$|[-—－–/]{1,3}$")
_DIGITS = frozenset("0123456789%％-")
_ORDINAL = re.compile(r"(?:附?[表图件])?\d{1,2}(?:\.\d{1,2}){0,3}[.、]?$")


@dataclass(frozen=True)
class Line:
    """Glyphs that stand on one baseline of a page, from left to right."""

    ink: PageInk
    glyphs: tuple[Glyph, ...]

    @cached_property
    def box(self) -> Box:
        """The line's box in the layout."""
        return (
            self.glyphs[0].x0,
            min(g.top for g in self.glyphs),
            max(g.x1 for g in self.glyphs),
            max(g.bottom for g in self.glyphs),
        )

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.box[0]

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.box[2]

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.box[1]

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.box[3]

    @cached_property
    def base(self) -> float:
        """Baseline: that of the middle glyph."""
        return sorted(g.base for g in self.glyphs)[len(self.glyphs) // 2]

    @cached_property
    def size(self) -> float:
        """Type size: that of the middle glyph."""
        return sorted(g.size for g in self.glyphs)[len(self.glyphs) // 2]

    @cached_property
    def bold(self) -> bool:
        """Whether most of the line is bold."""
        return sum(g.bold for g in self.glyphs) * 2 > len(self.glyphs)

    @cached_property
    def text(self) -> str:
        """The line as read."""
        return text_of((self,))

    @cached_property
    def bare(self) -> str:
        """The line's characters without any blank."""
        return "".join(g.text for g in self.glyphs)

    @cached_property
    def spacing(self) -> float:
        """The smallest gap between two full-square neighbours when the line is letter-spaced, else 0."""
        pairs = [b.x0 - a.x1 for a, b in zip(self.glyphs, self.glyphs[1:], strict=False) if is_ideograph(a.text) and is_ideograph(b.text)]
        narrow = min(pairs, default=0.0)
        if narrow > 0.15 * self.size and len(pairs) == len(self.glyphs) - 1:  # nothing but single characters set apart
            return narrow
        return narrow if narrow > 0.3 * self.size and len(pairs) * 2 >= len(self.glyphs) - 1 else 0.0

    @cached_property
    def chunks(self) -> tuple[Line, ...]:
        """The line parted at gaps that are wider than a blank between words."""
        starts = [0]
        for index in range(1, len(self.glyphs)):
            a, b = self.glyphs[index - 1], self.glyphs[index]
            em = min(a.size, b.size)
            wide = max(1.0 * em, self.spacing * 1.8 + 0.5 * em)
            if not is_wide(a.text) and not is_wide(b.text) and (a.text[-1].isdigit() or b.text[0].isdigit()):
                wide = 0.6 * em
            elif is_wide(a.text) != is_wide(b.text) and (a.text[-1] in _DIGITS or b.text[0] in _DIGITS):
                wide = 0.65 * em
            if b.x0 - a.x1 > wide:
                starts.append(index)
        if len(starts) == 1:
            return (self,)
        return tuple(Line(self.ink, self.glyphs[s:e]) for s, e in zip(starts, [*starts[1:], len(self.glyphs)], strict=True))

    @cached_property
    def is_number(self) -> bool:
        """Whether the line is one printed number or a dash for none."""
        return NUMBER.match(self.bare) is not None


def lines_of(ink: PageInk, glyphs: Iterable[Glyph]) -> list[Line]:
    """Printed lines from top to bottom; raised small marks go to the line they belong to."""
    groups: list[list[Glyph]] = []
    bases: list[float] = []
    for glyph in sorted(glyphs, key=lambda g: g.base):
        if groups and glyph.base - bases[-1] <= 0.34 * min(glyph.size, groups[-1][0].size):
            groups[-1].append(glyph)
            bases[-1] += (glyph.base - bases[-1]) / len(groups[-1])
        else:
            groups.append([glyph])
            bases.append(glyph.base)
    lines = [Line(ink, tuple(sorted(group, key=lambda g: (g.x0, g.x1)))) for group in groups]
    return _with_raised(lines)


def _with_raised(lines: list[Line]) -> list[Line]:
    result: list[Line] = []
    for line in lines:
        if result and (host := _host(result[-1], line)):
            result[-1] = host
        else:
            result.append(line)
    return result


def _host(above: Line, below: Line) -> Line | None:
    """Two neighbouring lines as one when one of them is small marks raised or lowered within the other."""
    small, large = (above, below) if above.size < below.size else (below, above)
    if small.size > 0.8 * large.size or len(small.glyphs) > 6 or len(large.glyphs) < 2:
        return None
    overlap = min(small.bottom, large.bottom) - max(small.top, large.top)
    if overlap < 0.55 * (small.bottom - small.top) or small.x0 < large.x0 or small.x1 > large.x1 + 2 * large.size:
        return None
    if any(min(g.x1, s.x1) - max(g.x0, s.x0) > 0.4 * s.size for g in large.glyphs for s in small.glyphs):
        return None
    return Line(large.ink, tuple(sorted(large.glyphs + small.glyphs, key=lambda g: (g.x0, g.x1))))


def pieces_of(lines: Sequence[Line], breaks: Iterable[int] = ()) -> list[Piece]:
    """The text of lines that run on, with places for each Chinese character and each run of narrow ones.

    `breaks` are indexes of lines that begin anew (a paragraph inside a cell).
    """
    kept = frozenset(breaks)
    pieces: list[Piece] = []
    for number, line in enumerate(lines):
        glue, gap = "", ""
        if pieces:
            gap = "\n"
            last = lines[number - 1].glyphs[-1].text
            glue = "\n" if number in kept else _joint(last, line.glyphs[0].text)
        _add(pieces, line, glue, gap)
    return pieces


def _joint(last: str, first: str) -> str:
    """What stands between two printed lines of one paragraph."""
    if is_wide(last) or is_wide(first):
        return ""
    if (last[-1].isdigit() and first[0] in "0123456789.,%") or (last[-1] in ".,-" and first[0].isdigit()):
        return ""
    return " "


def _add(pieces: list[Piece], line: Line, glue: str, gap: str) -> None:
    glyphs = line.glyphs
    start = 0
    for index in range(1, len(glyphs) + 1):
        end = index == len(glyphs)
        seam = None if end else _seam(line, index)
        if not end and seam == ("", "") and not is_wide(glyphs[index].text) and not is_wide(glyphs[index - 1].text):
            continue
        run = glyphs[start:index]
        box = (run[0].x0, min(g.top for g in run), max(g.x1 for g in run), max(g.bottom for g in run))
        place = PdfPlace(line.ink.number, line.ink.displayed(box))
        pieces.append(Piece("".join(g.text for g in run), place, glue, gap))
        glue, gap = seam or ("", "")
        start = index


def _seam(line: Line, index: int) -> tuple[str, str]:
    """What stands between a glyph and the one before it: in the text as read, and in the document."""
    a, b = line.glyphs[index - 1], line.glyphs[index]
    em = min(a.size, b.size)
    gap = b.x0 - a.x1
    wide = is_wide(a.text), is_wide(b.text)
    if all(wide):
        if line.spacing:
            return (" ", " ") if gap > line.spacing * 1.8 + 0.5 * em else ("", "")
        if _stands_alone(line, index):
            return "", " "
        return (" ", " ") if gap > 1.0 * em or (b.spaced and gap > 0.2 * em) else ("", "")
    if not any(wide):
        return (" ", " ") if gap > 0.3 * em or (b.spaced and gap > 0.1 * em) else ("", "")
    if gap > 0.6 * em:
        return " ", " "
    if gap > 0.1 * em and (b.spaced or gap > 0.2 * em):
        # A blank between a number and a Chinese character is spacing, but behind a list number it parts two words.
        head = "".join(g.text for g in line.glyphs[:index])
        return (" ", " ") if b.spaced and len(head) <= 8 and _ORDINAL.match(head) and is_ideograph(b.text) and b.text not in "年月日" else ("", " ")
    return "", ""


def _stands_alone(line: Line, index: int) -> bool:
    """Whether three or more single characters are set apart here (收 入 支 出), so that the gaps are spacing."""
    glyphs = line.glyphs

    def parted(at: int) -> bool:
        if not 0 < at < len(glyphs):
            return False
        a, b = glyphs[at - 1], glyphs[at]
        return is_ideograph(a.text) and is_ideograph(b.text) and b.x0 - a.x1 > 0.2 * min(a.size, b.size)

    if not parted(index):
        return False
    return (parted(index - 1) and glyphs[index].x0 - glyphs[index - 1].x1 < 1.6 * (glyphs[index - 1].x0 - glyphs[index - 2].x1)) or (
        parted(index + 1) and glyphs[index].x0 - glyphs[index - 1].x1 < 1.6 * (glyphs[index + 1].x0 - glyphs[index].x1)
    )


def text_of(lines: Sequence[Line]) -> str:
    """The text of lines that run on."""
    pieces = pieces_of(lines)
    return "".join(p.text if number == 0 else p.glue + p.text for number, p in enumerate(pieces))
