"""A draft as a Document without any file between: what a perfect renderer and a perfect reader would hand over."""

from __future__ import annotations

from jiheng.core.documents.composer import Composer
from jiheng.core.documents.document import Document
from jiheng.core.documents.locator import TextPlace
from jiheng.core.reporting.draft import Attachment, Draft, Heading, Paragraph, Table, Title

PLACE = TextPlace(1, 1)


def document_of(draft: Draft) -> Document:
    composer = Composer(b"", "报告.txt", "txt")
    for part in draft.parts:
        if isinstance(part, Title):
            composer.heading("".join(part.lines), PLACE, outline=1)
        elif isinstance(part, Heading):
            composer.heading(part.text, PLACE, outline=part.level + 1)
        elif isinstance(part, Paragraph):
            text = "".join(run.text for run in part.runs)
            if text:
                composer.paragraph(text, PLACE)
        elif isinstance(part, Attachment):
            composer.paragraph(f"附件{part.number or ''}", PLACE)
        elif isinstance(part, Table):
            _table(composer, part)
    return composer.document()


def _table(composer: Composer, table: Table) -> None:
    composer.heading(table.title, PLACE, outline=2)
    if table.unit:
        composer.paragraph(f"单位：{table.unit}", PLACE)
    made = composer.table(PLACE, table.title)
    hanging = [0] * len(table.widths)
    for place, row in enumerate(table.rows):
        free = [column for column, rest in enumerate(hanging) if not rest]
        hanging = [max(0, rest - 1) for rest in hanging]
        at = 0
        for cell in row:
            made.cell(place, free[at], cell.text, PLACE, rows=cell.rows, columns=cell.columns)
            for column in free[at : at + cell.columns]:
                hanging[column] = cell.rows - 1
            at += cell.columns
    made.close()
    for note in (*table.notes, "".join(run.text for run in table.sign_off)):
        if note.strip():
            composer.paragraph(note, PLACE)
