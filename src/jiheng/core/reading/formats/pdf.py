"""PDF with text → Document: running text as the author's paragraphs, tables as exact grids, every character with its box.

Scanned pages are told, not guessed. Running heads, page numbers and tables of contents stand outside the running text.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

from jiheng.core.documents.block import BlockKind
from jiheng.core.documents.composer import Composer
from jiheng.core.documents.document import Document
from jiheng.core.errors import UnreadableFile
from jiheng.core.reading.pdf.characters import is_private
from jiheng.core.reading.pdf.flow import Paragraph, flow_of
from jiheng.core.reading.pdf.furniture import take_contents, take_furniture
from jiheng.core.reading.pdf.grids import MOST_RULINGS
from jiheng.core.reading.pdf.ink import PageInk, read_page
from jiheng.core.reading.pdf.lines import Line, pieces_of
from jiheng.core.reading.pdf.page import PageItems, take_apart
from jiheng.core.reading.pdf.table import Table
from jiheng.core.reading.refusal import refusal
from jiheng.core.reading.shelf import reader

_MOST_PAGES = 2000
_MOST_SECONDS = 120.0
_LEAST_TEXT = 3  # characters a page, below which a document of pictures counts as scanned
_PDFIUM = threading.Lock()  # pdfium keeps global state: one thread of a process at a time


def is_pdf(data: bytes) -> bool:
    """Whether bytes begin as a PDF (some producers write a few bytes before the mark)."""
    return b"%PDF-" in data[:1024]


@reader(format="pdf", sniff=is_pdf, extensions=(".pdf",), mime=("application/pdf",))
def read_pdf(data: bytes, name: str) -> Document:
    """PDF → Document. A table that goes on over pages is one block; its repeated header is dropped.

    A table's caption is the lines above it that name it and its unit; they stay paragraphs of the text too. Heads,
    page numbers and contents are HEADER and FOOTER blocks. Places are boxes of single characters or whole numbers.

    Raises: UnreadableFile JH-F-006 加密, JH-F-021 损坏, JH-F-022 没有内容, JH-F-023 扫描件, JH-F-025 页数超限.
    """
    composer = Composer(data, name, "pdf")
    with _PDFIUM:
        pages = list(_inks(data, name, composer))
    _refuse_pictures(pages, name, composer)
    items = [take_apart(ink) for ink in pages]
    take_furniture(items)
    moved = take_contents(items)
    if moved:
        composer.note("JH-F-027", f"目录{moved}行不作正文")
    for page in items:
        page.find_loose_tables()
        page.name_tables()
    _compose(composer, items)
    return composer.document()


def _inks(data: bytes, name: str, composer: Composer) -> Iterator[PageInk]:
    """Every page that can be read; a broken page is noted."""
    if not data.strip(b"\x00\r\n\t "):
        raise UnreadableFile("JH-F-022", "文件是空的", where=name, mend="请重新导出PDF后上传")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise refusal("JH-F-006", name, "PDF需要密码才能打开", mend="请去掉打开密码后重新上传") from None
        raise UnreadableFile("JH-F-021", "PDF已损坏或不完整，无法打开", where=name, mend="请重新导出或重新下载后上传") from None
    try:
        count = len(document)
        if count == 0:
            raise UnreadableFile("JH-F-022", "PDF没有任何页", where=name, mend="请重新导出PDF后上传")
        if count > _MOST_PAGES:
            raise UnreadableFile("JH-F-025", f"PDF有{count}页，超过{_MOST_PAGES}页的上限", where=name, mend="请拆分后分别上传")
        broken = 0
        until = time.monotonic() + _MOST_SECONDS
        for number in range(1, count + 1):
            if time.monotonic() > until:
                composer.note("JH-F-029", f"读取用时过长，第{number}页起未读，请拆分后上传")
                break
            try:
                ink = read_page(document, number)
            except pdfium.PdfiumError:
                broken += 1
                composer.note("JH-F-021", f"第{number}页已损坏，未能读取")
                continue
            if ink.cut or len(ink.rulings) > MOST_RULINGS:
                composer.note("JH-F-029", f"第{number}页内容过多（文字或线条），超出部分未读")
            yield ink
        if broken == count:
            raise UnreadableFile("JH-F-021", "PDF各页都已损坏，无法读取", where=name, mend="请重新导出或重新下载后上传")
    finally:
        document.close()


def _refuse_pictures(pages: list[PageInk], name: str, composer: Composer) -> None:
    """Refuse a document without text; note the single pages that are pictures, and what was left out."""
    total = sum(len(p.glyphs) for p in pages)
    pictured = [p for p in pages if p.pictures and len(p.glyphs) < _LEAST_TEXT]
    if total < _LEAST_TEXT * len(pages) and pictured:
        raise UnreadableFile("JH-F-023", "扫描件没有文字层，无法读取文字", where=name, mend="请上传由Word、WPS等直接导出的PDF，或先做文字识别")
    if total == 0:
        raise UnreadableFile("JH-F-022", "PDF里没有任何文字", where=name, mend="请确认文件内容后重新导出")
    for page in pictured:
        composer.note("JH-F-024", f"第{page.number}页是图片，没有文字层，未读")
    for page in pages:
        private = sorted({g.text for g in page.glyphs if is_private(g.text)})
        if private:
            codes = "、".join(f"U+{ord(c):04X}" for c in private[:5])
            composer.note("JH-F-026", f"第{page.number}页有{len(private)}种字符没有公开含义（{codes}），按原样保留")
        if page.hidden:
            composer.note("JH-F-028", f"第{page.number}页有{page.hidden}个不显示的字符，未读")
        if page.labels:
            composer.note("JH-F-032", f"第{page.number}页的图中有{page.labels}个字符（图另有文字说明），未作正文读")
        if page.slanted:
            composer.note("JH-F-028", f"第{page.number}页有{page.slanted}个斜排字符（多为水印），未读")


def _compose(composer: Composer, items: list[PageItems]) -> None:
    flow = flow_of(items)
    parts: dict[int, list[Paragraph | Table]] = {}
    for number, part in flow.parts:
        parts.setdefault(number, []).append(part)
    for page in items:
        number = page.ink.number
        _beside(composer, page.heads, BlockKind.HEADER)
        _beside(composer, page.contents, BlockKind.HEADER)
        _beside(composer, flow.again.get(number, []), BlockKind.HEADER)
        for part in parts.get(number, ()):
            if isinstance(part, Table):
                _table(composer, part)
            elif part.footnote:
                composer.paragraph(pieces_of(part.lines), kind=BlockKind.FOOTNOTE)
            elif part.rank:
                composer.heading(pieces_of(part.lines), outline=part.rank)
            else:
                composer.paragraph(pieces_of(part.lines))
        _beside(composer, page.feet, BlockKind.FOOTER)


def _beside(composer: Composer, lines: list[Line], kind: BlockKind) -> None:
    """Lines that stand outside the running text, as one block."""
    if lines:
        composer.paragraph(pieces_of(lines, range(1, len(lines))), kind=kind)


def _table(composer: Composer, table: Table) -> None:
    caption = "\n".join(line.text for line in table.caption)
    composed = composer.table(table.place, caption)
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        pieces = cell.pieces()
        if pieces:
            composed.cell(cell.row, cell.column, pieces, rows=cell.rows, columns=cell.columns, placed=table.headed)
        else:
            composed.cell(cell.row, cell.column, "", cell.place, rows=cell.rows, columns=cell.columns)
    composed.close()
