"""Where the parts of a draft stand on A4 by GB/T 9704-2012; what Word and PDF have in common.

Units: lengths in half characters of the body (a Chinese character is 2), gaps in lines of the grid; margins in millimetres.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import east_asian_width

from jiheng.core.reporting.draft import Attachment, Draft, Heading, PageBreak, Paragraph, Part, Style, Table, Title
from jiheng.core.reporting.table_grid import cells_at

TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26  # millimetres; the type area is 156 × 225
LINES, CHARACTERS = 22, 28
LINE_WIDTH = 2 * CHARACTERS
_DENSE_COLUMNS = 6

_INDENT = 4  # 左空二字
_SEAL_MARGIN = 4  # 右空二字
_FOOT = (Style.ENCLOSURE, Style.SIGNATURE, Style.DATE)
_ENCLOSURE = re.compile(r"附件[：:]")
_NUMBERED = re.compile(r"\d+[.．、]\s*")


@dataclass(frozen=True, slots=True)
class Placed:
    """A part with its place: empty lines above, indents, and whether it begins a page.

    `first` is added to `left` for the first line only (negative: the other lines hang). `titled` is False for a table whose title has
    just been printed as its attachment's. `keep`: it stays on the page of what follows, so that no signature stands alone.
    """

    part: Part
    above: int = 0
    left: int = 0
    first: int = 0
    right: int = 0
    new_page: bool = False
    titled: bool = True
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Sheets:
    """Consecutive pages that lie the same way."""

    landscape: bool
    parts: tuple[Placed, ...]


@lru_cache(maxsize=8192)  # a draft is laid out anew after each change, of which nearly all cells know nothing
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


_ROOM = {False: (84, 121), True: (98, 142)}  # half characters of a table's words on a line, upright and across, by whether they are small
_TALL = 10  # lines


def tall_rows(table: Table) -> frozenset[int]:
    """Rows so high that they may go on on the next page; any other would leave less than a fifth of a page empty.

    Units: row numbers from 0.
    """
    room = _ROOM[is_dense(table)][table.landscape]
    whole = sum(table.widths)
    tall = set()
    for row, column, cell in cells_at(table):
        own = max(2, room * sum(table.widths[column : column + cell.columns]) // whole - 2)
        lines = sum(-(-width(line) // own) or 1 for line in cell.text.split("\n"))
        if cell.rows == 1 and lines > _TALL:
            tall.add(row)
    return frozenset(tall)


_TITLE_WIDTH = 40  # 20 characters of 22 points
# Words of titles that a line may begin with, and words that it may end with.
_BEGINS = re.compile(r"部门|整体|绩效|自评|评价|基础|项目|预算|支出|收支|情况|报告|（(?!单位)")
_ENDS = re.compile(r"(?:年度|年|月|市|县|区|省|委员会|办公室|单位|单位）|部门|局|厅|中心|关于|的|）)$")


def title_lines(text: str) -> tuple[str, ...]:
    """A title on as few lines as hold it, broken where words end, the lines nearly alike in length.

    Example:
        >>> title_lines("某市2023年度部门（单位）整体支出绩效评价基础数据表")
        ('某市2023年度部门（单位）', '整体支出绩效评价基础数据表')
    """
    if width(text) <= _TITLE_WIDTH:
        return (text,)
    count = -(-width(text) // _TITLE_WIDTH)
    best: tuple[int, int] | None = None
    for at in range(2, len(text) - 1):
        first, rest = width(text[:at]), width(text[at:])
        if first > _TITLE_WIDTH or rest > (count - 1) * _TITLE_WIDTH or "0" <= text[at] <= "9":
            continue
        whole = bool(_BEGINS.match(text, at)) + bool(_ENDS.search(text[:at]))
        cost = abs(first * (count - 1) - rest) + (0, -8, -12)[whole] + (0 if whole else 40)
        if best is None or cost < best[0]:
            best = (cost, at)
    if best is None:
        return (text,)
    return (text[: best[1]], *title_lines(text[best[1] :]))


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
        below_title = _after_title(before) if part.style is not Style.SUBTITLE else 0
        gap = below_title or int(part.style in {Style.ENCLOSURE, Style.SIGNATURE} and not _same_style(part, before))
        return Placed(part, above=gap, left=left, first=first, right=right, new_page=new_page, keep=_leads_to_signature(part, after))
    said = isinstance(part, Table) and isinstance(before, Attachment) and part.title == before.title
    above = 0 if isinstance(part, Table) and isinstance(before, Attachment) else _after_title(before)  # a form needs its page
    return Placed(part, new_page=new_page, above=above, titled=not said)


def _leads_to_signature(part: Paragraph, after: Part | None) -> bool:
    return isinstance(after, Paragraph) and after.style in _FOOT and part.style in {Style.BODY, *_FOOT}


def _after_title(before: Part | None) -> int:
    return int(isinstance(before, Title | Attachment) or (isinstance(before, Paragraph) and before.style is Style.SUBTITLE))


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
