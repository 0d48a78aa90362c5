"""A block's text as HTML with its marks: numbers, evidence, page breaks."""

from __future__ import annotations

from collections.abc import Sequence

from jiheng.core.auditing.finding import Severity
from jiheng.core.documents.block import Block
from jiheng.core.documents.locator import PdfPlace
from jiheng.core.reporting.audit_html.escape import text, when
from jiheng.core.reporting.audit_html.places import Mark, Places
from jiheng.core.reporting.audit_words import SEVERITIES

_CLASSES = {Severity.ERROR: "e", Severity.WARNING: "w", Severity.HINT: "h"}
_ORDER = list(Severity)


class MarkedText:
    """Writes blocks one after another and remembers the page that it is on and the anchors it has set."""

    def __init__(self, places: Places) -> None:
        """`places` are those of the document that is written."""
        self._places = places
        self._page = 0
        self._set: set[str] = set()

    def lead(self, block: Block) -> str:
        """The mark of a page that begins with this block (with the first cell of a table)."""
        first = block.cells[0].block if block.cells else block
        place = first.places[0][1] if first.places else None
        if not isinstance(place, PdfPlace) or place.page == self._page:
            return ""
        self._page = place.page
        return f'<p class="pg">第{place.page}页</p>'

    def html(self, block: Block) -> str:
        """One block's text."""
        marks = self._places.marks(block)
        pages = self._pages(block)
        if not marks and not pages:
            return text(block.text)
        cuts = sorted({0, len(block.text), *(mark.start for mark in marks), *(mark.end for mark in marks), *pages})
        parts: list[str] = []
        for start, end in zip(cuts, [*cuts[1:], len(block.text)], strict=True):
            if start in pages:
                parts.append(f'<span class="pg">第{pages[start]}页</span>')
            parts += [self._piece("", [mark], first=True, last=True) for mark in marks if mark.start == mark.end == start]
            if end > start:
                here = [mark for mark in marks if mark.start <= start and end <= mark.end and mark.start < mark.end]
                parts.append(self._segment(block.text[start:end], start, end, here))
        return "".join(parts)

    def _segment(self, words: str, start: int, end: int, here: Sequence[Mark]) -> str:
        if not here:
            return text(words)
        first = any(mark.start == start for mark in here)
        last = any(mark.end == end and mark.findings for mark in here)
        return self._piece(words, here, first=first, last=last, at=(start, end))

    def _piece(self, words: str, here: Sequence[Mark], *, first: bool, last: bool, at: tuple[int, int] = (0, 0)) -> str:
        """One run of characters: a link to the finding where its evidence begins, its number where it ends."""
        numbers = sorted({number for mark in here for number in mark.findings})
        fact = next((mark.fact for mark in here if mark.fact >= 0), -1)
        opening = next((mark for mark in here if mark.start == at[0] or not words), None)
        attributes = ""
        if first and opening and opening.anchor not in self._set:
            self._set.add(opening.anchor)
            attributes = f' id="{opening.anchor}"'
        if fact >= 0:
            attributes += f' data-f="{fact}"'
        if not numbers:
            return f'<span class="{self._kind(fact)}"{attributes}{when(fact >= 0, " tabindex=-1")}>{text(words)}</span>'
        severity = min((self._places.finding(number).severity for number in numbers), key=_ORDER.index)
        ending = [number for mark in here if mark.end == at[1] or not words for number in mark.findings] if last else []
        badge = f"<sup>&#8288;{'·'.join(str(number) for number in sorted(set(ending)))}</sup>" if ending else ""
        begins = [number for mark in here if mark.start == at[0] or not words for number in mark.findings] if first else []
        classes = f"m {_CLASSES[severity]}{when(fact >= 0, ' n')}{when(not words, ' z')}"
        keyed = f'{attributes} data-k="{" ".join(map(str, numbers))}"'
        if not begins:
            return f'<span class="{classes}"{keyed}>{text(words)}{badge}</span>'
        title = "；".join(f"{SEVERITIES[self._places.finding(number).severity]}{number} {self._places.finding(number).code}" for number in numbers)
        return f'<a class="{classes}" href="#F{begins[0]}" title="{text(title)}"{keyed}>{text(words)}{badge}</a>'

    def _kind(self, fact: int) -> str:
        if fact < 0:
            return "at"
        return "n u" if self._places.facts[fact].id in self._places.unchecked else "n"

    def _pages(self, block: Block) -> dict[int, int]:
        """Where a page of the file begins inside this block."""
        found: dict[int, int] = {}
        for index, place in block.places:
            if isinstance(place, PdfPlace) and place.page != self._page:
                self._page = place.page
                found[index] = place.page
        return found
