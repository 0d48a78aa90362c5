"""Tables as plain text (.csv, .tsv), in UTF-8, UTF-16 or GB18030."""

from __future__ import annotations

from pathlib import PurePath

from jiheng.core.documents.composer import Composer
from jiheng.core.documents.document import Document
from jiheng.core.reading.encoding import is_text
from jiheng.core.reading.separated import separated_rows
from jiheng.core.reading.sheet_layout import MOST_CELLS, Sheet, lay_out, unwatched
from jiheng.core.reading.shelf import reader


@reader(format="csv", sniff=is_text, extensions=(".csv", ".tsv"), mime=("text/csv", "text/tab-separated-values"), weak=True)
def read_csv(data: bytes, name: str) -> Document:
    """Separated values → Document with one table named after the file.

    Raises: UnreadableFile JH-F-004 (no text), 009 (a field without end).
    """
    composer = Composer(data, name, "csv")
    sheet, cells = Sheet(PurePath(name).stem), 0
    for row, values in enumerate(separated_rows(data, name)):
        texts = {column: value for column, value in enumerate(values) if value}
        if texts:
            sheet.rows[row] = texts
            cells += len(texts)
        if cells >= MOST_CELLS:
            sheet.cut = True
            break
    with unwatched():
        lay_out(composer, sheet)
    if not composer.blocks:
        composer.note("JH-F-039", "文件中没有可读取的文字")
    return composer.document()
