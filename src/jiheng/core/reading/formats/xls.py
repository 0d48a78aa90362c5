"""Old Excel workbooks (.xls): values through calamine, with merged ranges."""

from __future__ import annotations

from pathlib import PurePath

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from jiheng.core.documents.composer import Composer
from jiheng.core.documents.document import Document
from jiheng.core.reading.biff import Formats, records_of, surveyed
from jiheng.core.reading.foreign import explain
from jiheng.core.reading.old_sheets import opened, text_of, trouble_of
from jiheng.core.reading.ole import OLE, Container
from jiheng.core.reading.ooxml.number_format import is_date, number, shown
from jiheng.core.reading.refusal import refusal
from jiheng.core.reading.sheet_layout import MOST_CELLS, Sheet, lay_out, unwatched
from jiheng.core.reading.shelf import reader


def is_old_workbook(data: bytes) -> bool:
    """Whether bytes are an OLE container with a workbook that is not encrypted as a package."""
    return data[:8] == OLE and bool(Container(data).names() & {"Workbook", "Book"})


@reader(format="xls", sniff=is_old_workbook, extensions=(".xls", ".xlt"), mime=("application/vnd.ms-excel",))
def read_xls(data: bytes, name: str) -> Document:
    """Old workbook → Document; numbers as printed where their format is known, else as stored (noted).

    Raises: UnreadableFile JH-F-005 (.et of WPS), 006 (encrypted), 009 (extent), 013 (damaged).
    """
    if PurePath(name).suffix.lower() == ".et":
        raise explain(data, name)
    composer = Composer(data, name, "xls")
    content = records_of(data, name)
    formats = surveyed(content, name)
    book = opened(content, name)
    with trouble_of(name):
        sheets = [(meta.name, meta.typ, meta.visible) for meta in book.sheets_metadata]
    if not sheets:
        raise refusal("JH-F-013", name, "没有工作表")
    plain_numbers = False
    for at, (title, kind, visible) in enumerate(sheets):
        if kind is not SheetTypeEnum.WorkSheet:
            composer.note("JH-F-051", f"“{title}”不是数据工作表，未读取")
            continue
        if visible is not SheetVisibleEnum.Visible:
            composer.note("JH-F-052", f"工作表“{title}”是隐藏的，已照常读取")
        sheet, has_fractions = _sheet(book, at, title, name, formats)
        plain_numbers = plain_numbers or has_fractions
        with unwatched():
            lay_out(composer, sheet)
    if plain_numbers:
        composer.note("JH-F-056", "旧版工作簿（.xls）的小数和百分比按存储的数值读取（97.30%读作0.973）；需要按显示读取时请另存为.xlsx")
    if not composer.blocks:
        composer.note("JH-F-039", "文件中没有可读取的文字")
    return composer.document()


def _sheet(book: CalamineWorkbook, at: int, title: str, name: str, formats: Formats) -> tuple[Sheet, bool]:
    """A sheet's texts, and whether any number with decimals has no known format."""
    found, cells, unknown = Sheet(title), 0, False
    with trouble_of(name):
        sheet = book.get_sheet_by_name(title)
        ranges = sheet.merged_cell_ranges or []
        found.merged = [(first, left, last, right) for (first, left), (last, right) in ranges]
        for row, values in enumerate(sheet.iter_rows()):
            texts: dict[int, str] = {}
            for column, value in enumerate(values):
                if value == "":
                    continue
                text = text_of(value)
                if isinstance(value, int | float) and not isinstance(value, bool):
                    code, stored = formats.code(at, row, column), number(repr(value))
                    if code and stored is not None and not is_date(code):
                        text = shown(stored, code)
                    elif value % 1:
                        unknown = True
                if text:
                    texts[column] = text
            if texts:
                found.rows[row] = texts
                cells += len(texts)
            if cells >= MOST_CELLS:
                found.cut = True
                break
    return found, unknown
