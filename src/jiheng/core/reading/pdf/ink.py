"""What stands on a PDF page: glyphs with their boxes and straight rulings, in reading position.

pdfium keeps global state and is not thread safe: `read_page` may run in one thread of a process at a time (processes
are fine). Positions are layout positions: origin top left, text running to the right, whatever the page's rotation.
"""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

from jiheng.core.reading.pdf.characters import BLANKS, plain
from jiheng.core.reading.pdf.figures import figure_marks
from jiheng.core.reading.pdf.rulings import Ruling, page_rulings

_MOST_GLYPHS = 60_000  # of a page; a page of text has 600 to 3000
_INVISIBLE = 3
_PAGE_NUMBER = re.compile(r"[-—–－―─·]*第?\d{1,4}页?[-—–－―─·]*")
_BOLD_WEIGHT = 600

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character: its text, box, baseline and type size in points; `spaced` when a typed blank stands before."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool = False
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class PageInk:
    """A page's glyphs and rulings in layout positions; `turn` tells how layout was turned from the page as displayed."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rulings: tuple[Ruling, ...]
    turn: int = 0
    pictures: int = 0
    slanted: int = 0  # glyphs left out because they run askew (watermarks)
    hidden: int = 0  # glyphs left out because they are not printed
    cut: bool = False  # the page holds more than a page may
    labels: int = 0  # characters left out because they belong to a picture that is described in words

    def displayed(self, box: Box) -> Box:
        """A layout box in points from the displayed page's top left corner."""
        x0, top, x1, bottom = box
        if self.turn == 1:  # text runs upwards on the displayed page, which is `height` wide and `width` tall
            return top, self.width - x1, bottom, self.width - x0
        if self.turn == -1:
            return self.height - bottom, x0, self.height - top, x1
        if self.turn == 2:
            return self.width - x1, self.height - bottom, self.width - x0, self.height - top
        return box


@dataclass(frozen=True, slots=True)
class Frame:
    """How user space of a page becomes layout: its box, its rotation, and a further turn for text that is not upright.

    `turn` is 1 for text that runs upwards on the displayed page, -1 for downwards, 2 for upside down, else 0.
    """

    left: float
    bottom: float
    right: float
    top: float
    rotation: int
    turn: int = 0

    def size(self) -> tuple[float, float]:
        """Width and height of the layout."""
        width, height = self.right - self.left, self.top - self.bottom
        if (self.rotation in (90, 270)) != (self.turn in (1, -1)):
            return height, width
        return width, height

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space in the layout."""
        width, height = self.right - self.left, self.top - self.bottom
        if self.rotation == 90:
            at, down, width, height = y - self.bottom, x - self.left, height, width
        elif self.rotation == 180:
            at, down = self.right - x, y - self.bottom
        elif self.rotation == 270:
            at, down, width, height = self.top - y, self.right - x, height, width
        else:
            at, down = x - self.left, self.top - y
        if self.turn == 1:
            return height - down, at
        if self.turn == -1:
            return down, width - at
        if self.turn == 2:
            return width - at, height - down
        return at, down

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box of user space in the layout."""
        a, b = self.point(x0, y0)
        c, d = self.point(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)

    def heading(self, a: float, b: float) -> tuple[float, float]:
        """A direction of user space in the layout."""
        x, y = self.point(self.left, self.bottom)
        u, v = self.point(self.left + a, self.bottom + b)
        return u - x, v - y


@dataclass(frozen=True, slots=True)
class _Raw:
    """A glyph in user space, before the page's direction is known."""

    text: str
    box: Box
    origin: tuple[float, float]
    size: float
    bold: bool
    spaced: bool
    along: tuple[float, float]
    hidden: bool


def read_page(document: pdfium.PdfDocument, number: int) -> PageInk:
    """Glyphs and rulings of a page (from 1). Not thread safe, as pdfium is not."""
    page = document[number - 1]
    try:
        left, bottom, right, top = page.get_bbox()
        frame = Frame(left, bottom, right, top, page.get_rotation())
        text_page = page.get_textpage()
        try:
            glyphs, cut, labels = _glyphs(text_page, figure_marks(page.raw))
        finally:
            text_page.close()
        frame = Frame(left, bottom, right, top, page.get_rotation(), _turn(frame, glyphs))
        rulings, pictures = page_rulings(page.raw, frame.box)
    finally:
        page.close()
    width, height = frame.size()
    shown = [g for g in glyphs if not g.hidden]
    # A text layer under a picture is unprinted as a whole; a page's own text that hides a little is read without it.
    if len(shown) * 5 < len(glyphs):
        shown = glyphs
    straight = [g for g in shown if _is_straight(frame.heading(*g.along))]
    across = [g for g in straight if _is_across(frame.heading(*g.along))]
    if _PAGE_NUMBER.fullmatch("".join(g.text for g in across)):
        # A page laid across bears its number where the paper, held upright, has its foot: turned against the text.
        for lot in (straight, shown, glyphs):
            lot[:] = [g for g in lot if g not in across]
    placed = _placed(straight, frame, width, height)
    return PageInk(number, width, height, placed, rulings, frame.turn, pictures, len(shown) - len(straight), len(glyphs) - len(shown), cut, labels)


def _turn(frame: Frame, glyphs: list[_Raw]) -> int:
    """Which way most of a page's text runs."""
    votes = {0: 0, 1: 0, -1: 0, 2: 0}
    for glyph in glyphs:
        x, y = frame.heading(*glyph.along)
        votes[(0 if x >= 0 else 2) if abs(x) >= abs(y) else (1 if y < 0 else -1)] += 1
    return max(votes, key=lambda turn: votes[turn])


def _is_straight(along: tuple[float, float]) -> bool:
    x, y = abs(along[0]), abs(along[1])
    return min(x, y) <= 0.1 * max(x, y)


def _is_across(along: tuple[float, float]) -> bool:
    return abs(along[1]) > abs(along[0])


def _glyphs(text_page: pdfium.PdfTextPage, figures: frozenset[int]) -> tuple[list[_Raw], bool, int]:
    """Characters in the order of the file; what pdfium adds by itself (blanks, line ends) and labels of figures are left out."""
    handle = text_page.raw
    count = raw.FPDFText_CountChars(handle)
    found: list[_Raw] = []
    rect = raw.FS_RECTF()
    matrix = raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    tight = [ctypes.c_double() for _ in range(4)]
    last, size, bold, hidden, along = None, 10.0, False, False, (1.0, 0.0)
    spaced = pictured = False
    labels = 0
    for index in range(min(count, _MOST_GLYPHS)):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code in (13, 10) or raw.FPDFText_IsGenerated(handle, index) == 1:
            continue
        text = plain(code)
        if text in BLANKS:
            spaced = True
            continue
        if not text:
            continue
        held = raw.FPDFText_GetTextObject(handle, index)
        here = ctypes.cast(held, ctypes.c_void_p).value
        if here != last or here is None:
            last = here
            raw.FPDFText_GetMatrix(handle, index, matrix)
            scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c)) or 1.0
            size = raw.FPDFText_GetFontSize(handle, index) * scale
            along = (matrix.a, matrix.b)
            mode = raw.FPDFTextObj_GetTextRenderMode(held) if here is not None else 0
            bold = mode == 2 or raw.FPDFText_GetFontWeight(handle, index) >= _BOLD_WEIGHT
            hidden = mode == _INVISIBLE
            pictured = bool(figures) and here is not None and raw.FPDFPageObj_GetMarkedContentID(held) in figures
        if pictured:
            labels += 1
            continue
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        if raw.FPDFText_GetLooseCharBox(handle, index, rect):
            box = (rect.left, rect.bottom, rect.right, rect.top)
        else:
            raw.FPDFText_GetCharBox(handle, index, *tight)
            box = (tight[0].value, tight[2].value, tight[1].value, tight[3].value)
        found.append(_Raw(text, box, (x.value, y.value), size, bold, spaced, along, hidden))
        spaced = False
    return found, count > _MOST_GLYPHS, labels


def _placed(glyphs: list[_Raw], frame: Frame, width: float, height: float) -> tuple[Glyph, ...]:
    """Glyphs in layout, those off the page and the second prints of the same character left out."""
    placed: list[Glyph] = []
    seen: dict[tuple[str, int, int], list[int]] = {}
    for g in glyphs:
        x0, top, x1, bottom = frame.box(*g.box)
        base = frame.point(*g.origin)[1]
        if x1 < 0 or bottom < 0 or x0 > width or top > height:
            continue
        size = g.size if 1.0 < g.size < 400 else max(bottom - top, 1.0)
        if bottom - top < 0.5 * size:  # fonts without a sensible ascent
            top, bottom = min(top, base - 0.8 * size), max(bottom, base + 0.15 * size)
        elif bottom - top > 1.6 * size:
            top, bottom = base - 0.9 * size, base + 0.25 * size
        near = 0.14 * size
        cell_x, cell_y = int(x0 // 4), int(base // 4)
        twin = next(
            (
                k
                for i in (cell_x - 1, cell_x, cell_x + 1)
                for j in (cell_y - 1, cell_y, cell_y + 1)
                for k in seen.get((g.text, i, j), ())
                if abs(placed[k].x0 - x0) < near and abs(placed[k].base - base) < near
            ),
            None,
        )
        if twin is not None:  # printed twice to look bold
            first = placed[twin]
            placed[twin] = Glyph(first.text, first.x0, first.top, first.x1, first.bottom, first.base, first.size, True, first.spaced)
            continue
        seen.setdefault((g.text, cell_x, cell_y), []).append(len(placed))
        placed.append(Glyph(g.text, x0, top, max(x1, x0 + 0.1), bottom, base, size, g.bold, g.spaced))
    return tuple(placed)
