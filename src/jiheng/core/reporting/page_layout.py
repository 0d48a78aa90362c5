"""Where the parts of a draft stand on A4 by GB/T 9704-2012; what Word and PDF have in common.

Units: lengths in half characters of the body (a Chinese character is 2), gaps in lines of the grid; margins in millimetres.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from jiheng.core.reporting.draft import Attachment, Draft, Heading, PageBreak, Paragraph, Part, Style, Table, Title

TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26  # millimetres; the type area is 156 × 225
LINES, CHARACTERS = 22, 28
LINE_WIDTH = 2 * CHARACTERS
_DENSE_COLUMNS = 8

_INDENT = 4  # 左空二字
_SEAL_MARGIN = 4  # 右空二字
_ENCLOSURE = re.compile(r"附件[：:]")
_NUMBERED = re.compile(r"\d+[.．、]\s*")


@dataclass(frozen=True, slots=True)
class Placed:
    """A part with its place: empty lines above, indents, and whether it begins a page.

    `first` is added to `left` for the first line only (negative: the other lines hang). `titled` is False for a table whose title has
    just been printed as its attachment's.
    """

    part: Part
    above: int = 0
    left: int = 0
    first: int = 0
    right: int = 0
    new_page: bool = False
    titled: bool = True


@dataclass(frozen=True, slots=True)
class Sheets:
    """Consecutive pages that lie the same way."""

    landscape: bool
    parts: tuple[Placed, ...]


def width(text: str) -> int:
    """How many half characters a text takes in a Chinese font.

    Example:
        >>> width("2024年6月20日")
        13
    """
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def is_dense(table: Table) -> bool:
    """Whether a table has so many columns that its words are set a size smaller."""
    return len(table.widths) > _DENSE_COLUMNS + 4 * table.landscape


def lay_out(draft: Draft) -> tuple[Sheets, ...]:
    """The draft's parts on runs of upright and landscape pages, each part with its place.

    A landscape table takes the attachment's label, title or heading before it, and notes after it, onto its pages.
    """
    runs: list[tuple[bool, list[Part]]] = []
    for part in draft.parts:
        if isinstance(part, Table) and part.landscape:
            lead = _taken_lead(runs)
            if runs and runs[-1][0] and not lead:
                runs[-1][1].append(part)
            else:
                runs.append((True, [*lead, part]))
        elif runs and (not runs[-1][0] or _is_note(part)):
            runs[-1][1].append(part)
        else:
            runs.append((False, [part]))
    return tuple(Sheets(landscape, tuple(_placed(parts))) for landscape, parts in runs if parts)


def _is_note(part: Part) -> bool:
    return isinstance(part, Paragraph) and part.style is Style.NOTE


def _taken_lead(runs: list[tuple[bool, list[Part]]]) -> list[Part]:
    """Takes what must stand above a landscape table off the end of the upright pages before it."""
    if not runs or runs[-1][0]:
        return []
    parts = runs[-1][1]
    at = len(parts)
    while at and isinstance(parts[at - 1], Attachment | Title | Heading | PageBreak):
        at -= 1
    lead = parts[at:]
    del parts[at:]
    if not parts:
        runs.pop()
    return lead


def _placed(parts: Sequence[Part]) -> Iterator[Placed]:
    broken = False
    before: Part | None = None
    for at, part in enumerate(parts):
        if isinstance(part, PageBreak):
            broken = before is not None
            continue
        after = parts[at + 1] if at + 1 < len(parts) else None
        new_page = before is not None and (broken or isinstance(part, Attachment))
        yield _place(part, None if new_page else before, after, new_page)
        broken, before = False, part


def _place(part: Part, before: Part | None, after: Part | None, new_page: bool) -> Placed:
    if isinstance(part, Title):
        return Placed(part, above=0 if isinstance(before, Title) else 1, new_page=new_page)
    if isinstance(part, Heading):
        return Placed(part, first=_INDENT, above=_after_title(before), new_page=new_page)
    if isinstance(part, Paragraph):
        left, first, right = _indents(part, before, after)
        gap = _after_title(before) or int(part.style in {Style.ENCLOSURE, Style.SIGNATURE} and not _same_style(part, before))
        return Placed(part, above=gap, left=left, first=first, right=right, new_page=new_page)
    said = isinstance(part, Table) and isinstance(before, Attachment) and part.title == before.title
    return Placed(part, new_page=new_page, above=_after_title(before), titled=not said)


def _after_title(before: Part | None) -> int:
    return int(isinstance(before, Title | Attachment))


def _same_style(part: Paragraph, other: Part | None) -> bool:
    return isinstance(other, Paragraph) and other.style is part.style


def _indents(part: Paragraph, before: Part | None, after: Part | None) -> tuple[int, int, int]:
    text = "".join(run.text for run in part.runs)
    if part.style is Style.BODY:
        return 0, _INDENT, 0
    if part.style is Style.ENCLOSURE:
        return _enclosure_indents(text, _same_style(part, before))
    if part.style is Style.SIGNATURE:
        return 0, 0, _signature_margin(text, after)
    if part.style is Style.DATE:
        signature = "".join(run.text for run in before.runs) if isinstance(before, Paragraph) and before.style is Style.SIGNATURE else ""
        return 0, 0, max(width(signature) - width(text), _SEAL_MARGIN if width(text) > width(signature) else 0)
    return 0, 0, 0


def _signature_margin(text: str, after: Part | None) -> int:
    """右空二字; where the date is longer, the date keeps that margin and begins two characters right of the signature."""
    if isinstance(after, Paragraph) and after.style is Style.DATE:
        date = width("".join(run.text for run in after.runs))
        if date > width(text):
            return _SEAL_MARGIN + date - width(text) + 4
    return _SEAL_MARGIN


def _enclosure_indents(text: str, follows: bool) -> tuple[int, int, int]:
    """左空二字"附件：名称"; further lines, and further names, stand below the first name."""
    label = _ENCLOSURE.match(text)
    body = text[label.end() :] if label else text
    number = _NUMBERED.match(body)
    hang = width(number[0]) if number else 0
    names = _INDENT + 6
    if label:
        return names + hang, -(6 + hang), 0
    return (names + hang, -hang, 0) if follows or number else (_INDENT, 0, 0)
