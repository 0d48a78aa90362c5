"""A report's own sentence with the numbers in question marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from jiheng.cli.screen import Style, wrap
from jiheng.core.documents.document import Document
from jiheng.core.documents.span import Span

_OPEN, _SHUT = "\ue000", "\ue001"  # private characters that stand for the marks until lines are broken
_ENDS = "。；！？\n\r\t"
_AROUND = 30  # characters kept beside a mark when a sentence is long
_LONGEST = 130


def marked_quotes(document: Document, evidence: Sequence[Span], style: Style, columns: int) -> list[tuple[str, list[str]]]:
    """Each place of some evidence in words, with its sentence as lines; numbers of one sentence are marked together."""
    shown: list[tuple[str, list[str]]] = []
    ordered = sorted(evidence, key=lambda span: (span.start, span.end))
    for (start, end), spans in groupby(ordered, key=lambda span: _sentence(document.text, span)):
        group = list(spans)
        if document.text[start:end].strip() == group[0].text.strip():  # a table's cell: its quote has the row and the column
            text = _cut(_in_quote(group[0]))
        else:
            text = _cut(_marked(document.text, start, end, group))
        shown.append((group[0].locator.words(), _painted(text, style, columns)))
    return shown


def _sentence(text: str, span: Span) -> tuple[int, int]:
    """The characters of the sentence round a span."""
    start = max((text.rfind(end, 0, span.start) for end in _ENDS), default=-1) + 1
    stops = [found for end in _ENDS if (found := text.find(end, span.end)) >= 0]
    return start, min(stops, default=len(text))


def _marked(text: str, start: int, end: int, spans: Iterable[Span]) -> str:
    parts: list[str] = []
    at = start
    for span in spans:
        if span.start < at:
            continue
        parts += [text[at : span.start], _OPEN, text[span.start : span.end], _SHUT]
        at = span.end
    parts.append(text[at : max(at, end)])
    return " ".join("".join(parts).split())


def _in_quote(span: Span) -> str:
    head, found, tail = span.quote.rpartition(span.text)
    return f"{head}{_OPEN}{found}{_SHUT}{tail}" if found else f"{_OPEN}{span.text}{_SHUT}"


def _cut(text: str) -> str:
    """A long sentence cut to what stands beside its marks."""
    if len(text) <= _LONGEST:
        return text
    first, last = text.find(_OPEN), text.rfind(_SHUT)
    low, high = max(0, first - _AROUND), min(len(text), last + _AROUND)
    middle = text[low:high]
    if len(middle) > 2 * _LONGEST:  # marks far apart: keep both ends
        middle = middle[:_LONGEST] + " … " + middle[-_LONGEST:]
    return ("…" if low else "") + middle + ("…" if high < len(text) else "")


def _painted(text: str, style: Style, columns: int) -> list[str]:
    if not style.colour:
        return wrap(text.replace(_OPEN, "【").replace(_SHUT, "】"), columns)
    lines: list[str] = []
    is_open = False
    for line in wrap(text, columns):
        painted = ""
        for piece in line.replace(_OPEN, f"\n{_OPEN}\n").replace(_SHUT, f"\n{_SHUT}\n").split("\n"):
            if piece in (_OPEN, _SHUT):
                is_open = piece == _OPEN
            else:
                painted += style.paint(piece, "mark") if is_open else piece
        lines.append(painted)
    return lines
