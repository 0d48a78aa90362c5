"""Lines of a text file with their characters, and texts woven out of several runs of characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jiheng.core.documents.locator import TextPlace

BLANKS = (
    " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u200b\ufeff"
)
_BREAK = re.compile(r"\r\n|[\n\r]")
_MANY = 20  # lines
_NEARLY, _OF = 9, 10  # of ten lines nine
_CELL = 12  # characters
_EMPTY = 2  # empty lines for each that counts
_INNER_BREAK = re.compile("[\v\f\x85\u2028\u2029\x1c\x1d\x1e]")


class Line(NamedTuple):
    """A line that holds something (or tabs): [start, end) without the blanks round it; `begin` is its first character.

    `number` is the line as an editor counts it, from 1; `top` is that line's first character (columns count from it);
    `blanks` counts the empty lines above.
    """

    text: str
    start: int
    end: int
    begin: int
    number: int
    top: int
    blanks: int

    def place(self, index: int | None = None) -> TextPlace:
        """The place of one of its characters, or of its first."""
        return TextPlace(self.number, (self.start if index is None else index) - self.top + 1)


def read_lines(source: str) -> list[Line]:
    """The lines of a text that are not empty, in order; a line of tabs alone counts, for its cells are empty."""
    lines: list[Line] = []
    inner = _INNER_BREAK.search(source) is not None
    blanks = number = 0
    for top, end in _breaks(source):
        number += 1
        if top == end:
            blanks += 1
            continue
        for begin, stop in _inner(source, top, end) if inner else ((top, end),):
            raw = source[begin:stop]
            text = raw.strip(BLANKS)
            if text:
                start = begin + raw.index(text)
                lines.append(Line(text, start, start + len(text), begin, number, top, blanks))
                blanks = 0
            elif "\t" in raw and len(raw) <= 64:
                lines.append(Line("", stop, stop, begin, number, top, blanks))
                blanks = 0
    return _single_spaced(lines)


def _single_spaced(lines: list[Line]) -> list[Line]:
    """The lines of a page of cells that each came out as a paragraph, with an empty line between any two.

    There two empty lines more stand for one that means something.
    """
    spaced = sum(line.blanks > 0 for line in lines)
    short = sum(len(line.text) <= _CELL for line in lines)
    if len(lines) < _MANY or spaced * _OF < len(lines) * _NEARLY or short * 2 < len(lines):
        return lines
    return [line._replace(blanks=line.blanks // _EMPTY) for line in lines]


def _breaks(source: str) -> Iterator[tuple[int, int]]:
    begin = 0
    if "\r" not in source:
        for part in source.split("\n"):
            yield begin, begin + len(part)
            begin += len(part) + 1
        return
    for match in _BREAK.finditer(source):
        yield begin, match.start()
        begin = match.end()
    yield begin, len(source)


def _inner(source: str, top: int, end: int) -> Iterator[tuple[int, int]]:
    begin = top
    for match in _INNER_BREAK.finditer(source, top, end):
        yield begin, match.start()
        begin = match.end()
    yield begin, end


class Weave(NamedTuple):
    """A text made of runs of a source's characters; `pieces` are (index in the text, index in the source)."""

    text: str
    pieces: tuple[tuple[int, int], ...]

    def runs(self) -> Iterator[tuple[int, int]]:
        """The source's ranges it is made of."""
        for at, (own, source) in enumerate(self.pieces):
            stop = self.pieces[at + 1][0] if at + 1 < len(self.pieces) else len(self.text)
            if stop > own:
                yield source, source + stop - own


def weave(source: str, runs: Iterable[tuple[int, int]], empty_at: int = 0) -> Weave:
    """Runs of a source's characters as one text; `empty_at` is where an empty text stands."""
    texts: list[str] = []
    pieces: list[tuple[int, int]] = []
    own = 0
    last = -1
    for start, end in runs:
        if end <= start:
            continue
        if start != last:
            pieces.append((own, start))
        texts.append(source[start:end])
        own += end - start
        last = end
    return Weave("".join(texts), tuple(pieces) or ((0, empty_at),))


def trimmed(source: str, start: int, end: int) -> tuple[int, int]:
    """A range without the blanks at its ends."""
    text = source[start:end]
    bare = text.strip(BLANKS)
    if not bare:
        return end, end
    first = start + len(text) - len(text.lstrip(BLANKS))
    return first, first + len(bare)
