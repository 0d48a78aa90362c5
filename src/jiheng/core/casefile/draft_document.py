"""A draft as the document that its Word file reads as, without writing and reading the file: what a live audit looks over."""

from __future__ import annotations

from collections.abc import Sequence

from jiheng.core.documents.block import BlockKind
from jiheng.core.documents.composer import Composer, Piece
from jiheng.core.documents.document import Document
from jiheng.core.documents.locator import WordPlace
from jiheng.core.reading.outline import caption_above, outline_of
from jiheng.core.reporting.draft import Attachment, Chart, Draft, Heading, Paragraph, Run, Style, Table, Title
from jiheng.core.reporting.page_layout import Placed, Sheets, is_dense, lay_out, title_lines
from jiheng.core.reporting.safe_text import visible
from jiheng.core.reporting.table_grid import cells_at, pieces
from jiheng.core.reporting.word.document import line_width
from jiheng.core.reporting.word.tables import broken, cell_room, shares

_CENTRED = (Style.CENTERED, Style.SUBTITLE)
_FOOT = "— 1 —"


class _Words:
    """Composes the parts of a draft, telling which part each block came from."""

    def __init__(self, name: str) -> None:
        self.composer = Composer(b"", name, "docx")
        self.number = 0
        self.tables = 0

    def line(self, text: str, outline: int | None = None, *, centred: bool = False, bold: bool = False) -> None:
        """One paragraph of the file; an empty one is counted and not composed."""
        self.number += 1
        text = visible(text).strip()
        if not text:
            return
        place = WordPlace("body", self.number)
        if outline is None:
            outline = 0 if len(text) > 60 else outline_of(text, bold=lambda: bold, centred=centred, first=self.composer.last is None)
        if outline:
            self.composer.heading(text, place, outline=outline)
        else:
            self.composer.paragraph(text, place)

    def table(self, part: Table, placed: Placed, wide: int) -> None:
        """A table with the lines above and below it."""
        titled = bool(part.title) and placed.titled
        if titled:
            self.line(part.title, centred=True, bold=True)
        if part.unit:
            self.line(f"单位：{part.unit.removeprefix('单位：')}")
        elif not titled and (placed.above or placed.keep or placed.new_page):
            self.line("")  # what stands for the gap above
        self.tables += 1
        widths = shares(part.widths, wide)
        composed = self.composer.table(WordPlace("body", 1, self.tables, 1, 1), caption_above(self.composer.blocks))
        for row, column, cell in cells_at(part):
            place = WordPlace("body", 1, self.tables, row + 1, column + 1)
            runs = broken(cell.runs, cell_room(widths[column : column + cell.columns], dense=is_dense(part)))
            text = visible("".join(run.text for run in runs)).strip()
            composed.cell(row, column, text or [Piece("", place)], place, rows=cell.rows, columns=cell.columns)
        composed.close()
        self.number += len(pieces(part)) - 1  # the hidden joints of a form that the file cuts
        for note in part.notes:
            self.line(note)
        if part.sign_off or not part.notes:
            self.line("".join(run.text for run in part.sign_off))


def document_of(draft: Draft, name: str) -> Document:
    """The document that reading the draft's Word file gives: the same blocks with the same ids, characters and places."""
    words = _Words(name)
    for number, sheet in enumerate(lay_out(draft) or (Sheets(landscape=False, parts=()),)):
        if number:
            words.line("")  # it carries the page set-up of those before
        for placed in sheet.parts:
            _part(words, placed, line_width(sheet))
    words.composer.paragraph([Piece(_FOOT, WordPlace("footer", 1))], kind=BlockKind.FOOTER)
    return words.composer.document()


def _part(words: _Words, placed: Placed, wide: int) -> None:
    match placed.part:
        case Title() as part:
            words.line("\n".join(one for line in part.lines for one in title_lines(line)), 1)
        case Heading() as part:
            words.line(part.text, min(max(part.level, 1), 4))
        case Paragraph() as part:
            words.line(
                "".join(run.text for run in part.runs), centred=part.style in _CENTRED, bold=part.style is Style.SUBTITLE or _is_bold(part.runs)
            )
        case Attachment() as part:
            words.line(f"附件{part.number}" if part.number else "附件", bold=True)
            if part.title:
                words.line("\n".join(title_lines(part.title)), 1)
        case Table() as part:
            words.table(part, placed, wide)
        case Chart() as part:
            words.line("")
            words.line(part.title, centred=True, bold=True)


def _is_bold(runs: Sequence[Run]) -> bool:
    return bool(runs) and all(run.bold for run in runs if run.text)
