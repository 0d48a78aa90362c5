"""What stands on pages beside the author's text: running heads, page numbers, tables of contents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from jiheng.core.reading.pdf.lines import Line
from jiheng.core.reading.pdf.page import PageItems

_PAGE_NUMBER = re.compile(
    r"[-—–－―─_·•~～|]*\s*第?\s*(?P<page>\d{1,4}|[ivxIVX]{1,6}|[一二三四五六七八九十]{1,4})\s*页?\s*[-—–－―─_·•~～|]*$"
    r"|第?\s*\d{1,4}\s*页?\s*[/／,，、;；]?\s*[（(]?共\s*\d{1,4}\s*页[）)]?$|\d{1,4}\s*[/／]\s*\d{1,4}$|[Pp](?:age|\.)?\s*\d{1,4}(?:\s*of\s*\d+)?$"
)
_LEADERS = re.compile(r"(?:[.．。·•…⋯‥_﹒∙]\s*){4,}[（(]?-?\d{0,4}-?[）)]?$|(?:[…⋯‥]){2,}[（(]?-?\d{0,4}-?[）)]?$")
_CONTENTS = re.compile(r"目[录錄次]$")
_TAIL = re.compile(r"[.．·•…⋯‥_\s]*[（(]?-?\d{1,3}-?[）)]?$")
_ZONE = 0.125
_LONGEST_CONTENTS = 12  # pages


def take_furniture(pages: Sequence[PageItems]) -> None:
    """Move heads and page numbers from every page's lines to its `heads` and `feet`."""
    _take_page_numbers(pages)
    seen: dict[tuple[str, bool, int], set[int]] = defaultdict(set)
    for at, page in enumerate(pages):
        for line, foot in _outer(page):
            seen[_key(page, line, foot)].add(at)
    least = 2 if len(pages) <= 3 else max(3, int(0.15 * len(pages)))
    for at, page in enumerate(pages):
        for line, foot in _outer(page):
            pages_with = seen[_key(page, line, foot)]
            # Odd and even pages may have heads of their own; a head stands on most pages of a stretch.
            worded = len(re.sub(r"[\W\d_]", "", line.bare)) >= 2
            if worded and len(pages_with) >= least and _is_dense(pages_with, at) and _is_apart(page, line, foot):
                page.lines.remove(line)
                (page.feet if foot else page.heads).append(line)


def _is_apart(page: PageItems, line: Line, foot: bool) -> bool:
    """Whether a margin line keeps its distance from the text: a table's header repeated on every page does not."""
    height = page.ink.height
    if line.base < 0.065 * height or line.base > 0.935 * height:
        return True
    edges = [(t.box[1], t.box[3]) for t in page.tables]
    if foot:
        above = [o.base for o in page.lines if o.base < line.base - 1] + [b for _, b in edges if b < line.base]
        return not above or line.base - max(above) > 2.1 * line.size
    rest = [o for o in page.lines if o.base > line.base + 1]
    below = [o.base for o in rest] + [t + line.size for t, _ in edges if t > line.base]
    if not below or min(below) - line.base > 2.1 * line.size:
        return True
    return any(not r.upright and line.base < r.at < min(below) and r.at - line.base < line.size for r in page.free) and not any(
        not r.upright and 0 < line.top - r.at < line.size for r in page.free
    )


def _is_dense(pages: set[int], at: int) -> bool:
    return sum(1 for p in pages if abs(p - at) <= 4) >= min(3, len(pages))


def _outer(page: PageItems) -> list[tuple[Line, bool]]:
    """The first and last two lines of a page that stand in its margin, outside tables."""
    height = page.ink.height
    first = [line for line in page.lines[:2] if line.base < _ZONE * height]
    last = [line for line in page.lines[-2:] if line.base > (1 - _ZONE) * height and line not in first]
    tops = [t.box[1] for t in page.tables]
    if tops and min(tops) < 0.5 * height:  # a title right above a table is the table's
        first = [line for line in first if not re.search(r"表|单位[:：]", line.bare)]
    # From the text outwards, so that the inner line of two is judged first and the outer one then stands free.
    return [(line, False) for line in reversed(first) if len(line.chunks) < 4] + [(line, True) for line in last if len(line.chunks) < 4]


def _key(page: PageItems, line: Line, foot: bool) -> tuple[str, bool, int]:
    return re.sub(r"\d+", "#", line.bare), foot, round(_edge(page, line, foot) / 6)


def _take_page_numbers(pages: Sequence[PageItems]) -> None:
    """Page numbers: marked ones wherever they stand in the margin, bare ones when they count along with the pages."""
    bare: list[tuple[PageItems, Line, bool, int]] = []
    for page in pages:
        for line, foot in _outer(page):
            match = _PAGE_NUMBER.match(line.text.strip())
            if not match:
                continue
            number = match["page"]
            if number is not None and line.bare.isdigit():
                bare.append((page, line, foot, page.ink.number - int(number)))
            elif number is None or not number.isalpha() or (len(pages) > 1 and not re.search("[一二三四五六七八九十]", number)):
                page.lines.remove(line)
                (page.feet if foot else page.heads).append(line)
    for page, line, foot, shift in bare:
        alike = sum(1 for p, other, f, s in bare if f is foot and s == shift and abs(_edge(p, other, foot) - _edge(page, line, foot)) < 5)
        centred = abs((line.x0 + line.x1) / 2 - page.ink.width / 2) < 0.05 * page.ink.width
        apart = foot and line is page.lines[-1] and (len(page.lines) < 2 or line.base - page.lines[-2].base > 1.9 * line.size)
        if alike >= 2 or (len(pages) <= 2 and apart and centred):
            page.lines.remove(line)
            (page.feet if foot else page.heads).append(line)


def _edge(page: PageItems, line: Line, foot: bool) -> float:
    return page.ink.height - line.base if foot else line.base


def take_contents(pages: Sequence[PageItems]) -> int:
    """Move the lines of a table of contents to `contents`; returns how many lines were moved."""
    moved = 0
    for page in pages:
        for line in [line for line in page.lines if _LEADERS.search(line.bare) and len(line.bare) > 6]:
            page.lines.remove(line)
            page.contents.append(line)
            moved += 1
    start = next(
        ((n, k) for n, page in enumerate(pages[:_LONGEST_CONTENTS]) for k, line in enumerate(page.lines) if _CONTENTS.match(line.bare)), None
    )
    moved += _wrapped_entries(pages)
    if start is None:
        return moved
    at, first = start
    rest = [(n, line) for n in range(at, min(len(pages), at + _LONGEST_CONTENTS)) for line in pages[n].lines[first + 1 if n == at else 0 :]]
    stop = _contents_end(rest, bool(moved))
    title = pages[at].lines[first]
    for n, line in [(at, title), *rest[:stop]]:
        pages[n].lines.remove(line)
        pages[n].contents.append(line)
    for page in pages:
        page.contents.sort(key=lambda line: line.base)
    return moved + stop + 1


def _wrapped_entries(pages: Sequence[PageItems]) -> int:
    """Lines between entries with leaders: the first lines of entries that did not fit."""
    moved = 0
    for page in pages:
        if len(page.contents) < 4:
            continue
        low, high = min(line.base for line in page.contents), max(line.base for line in page.contents)
        for line in [line for line in page.lines if low < line.base < high and line.bare[-1] not in "。；"]:
            page.lines.remove(line)
            page.contents.append(line)
            moved += 1
    return moved


def _contents_end(rest: Sequence[tuple[int, Line]], led: bool) -> int:
    """How many of the lines behind the title belong to it: up to where the first entry comes again as a heading."""
    if not rest:
        return 0

    def entry(line: Line) -> str:
        return re.sub(r"\W", "", _TAIL.sub("", line.bare))

    if led:  # entries with leaders are gone already; what is left on the way are their wrapped first lines
        return 0
    name = entry(rest[0][1])
    if len(name) < 3:
        return 0
    for n in range(1, len(rest)):
        line = rest[n][1]
        here = re.sub(r"\W", "", line.bare)
        if n > 2 and here and (name.startswith(here) or here.startswith(name)) and len(here) > 3 and (rest[n][0] > rest[0][0] or n > 3):
            return n
        if line.bare.endswith(("。", "；")) or len(line.bare) > 60:
            return 0 if n < 3 else _last_short(rest, n)
    return 0


def _last_short(rest: Sequence[tuple[int, Line]], end: int) -> int:
    """Contents whose entries are worded otherwise in the text: they end with the page on which they begin to be text."""
    page = rest[end][0]
    before = [n for n in range(end) if rest[n][0] < page]
    return len(before)
