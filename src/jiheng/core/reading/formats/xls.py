"""Old Excel workbooks (.xls): values through calamine, with merged ranges."""

from __future__ import annotations

from pathlib import PurePath

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from jiheng.core.documents.composer import Composer
from jiheng.core.documents.document import Document
from jiheng.core.reading.foreign import OLE, explain, streams
from jiheng.core.reading.old_sheets import opened, text_of, trouble_of
from jiheng.core.reading.refusal import refusal
from jiheng.core.reading.sheet_layout import MOST_CELLS, Sheet, lay_out, unwatched
from jiheng.core.reading.shelf import reader


def is_old_workbook(data: bytes) -> bool:
    """Whether bytes are an OLE container with a workbook that is not encrypted as a package."""
    return data[:8] == OLE and bool(streams(data) & {"Workbook", "Book"})


@reader(format="xls", sniff=is_old_workbook, extensions=(".xls", ".xlt"), mime=("application/vnd.ms-excel",))
def read_xls(data: bytes, name: str) -> Document:
    """Old workbook → Document; numbers as stored, because calamine does not give their formats (noted).

    Raises: UnreadableFile JH-F-005 (.et of WPS), 006 (encrypted), 013 (damaged).
    """
    if PurePath(name).suffix.lower() == ".et":
        raise explain(data, name)
    composer = Composer(data, name, "xls")
    book = opened(data, name)
    with trouble_of(name):
        sheets = [(meta.name, meta.typ, meta.visible) for meta in book.sheets_metadata]
    if not sheets:
        raise refusal("JH-F-013", name, "没有工作表")
    plain_numbers = False
    for title, kind, visible in sheets:
        if kind is not SheetTypeEnum.WorkSheet:
            composer.note("JH-F-051", f"“{title}”不是数据工作表，未读取")
            continue
        if visible is not SheetVisibleEnum.Visible:
            composer.note("JH-F-052", f"工作表“{title}”是隐藏的，已照常读取")
        sheet, has_fractions = _sheet(book, title, name)
        plain_numbers = plain_numbers or has_fractions
        with unwatched():
            lay_out(composer, sheet)
    if plain_numbers:
        composer.note("JH-F-056", "旧版工作簿（.xls）的小数和百分比按存储的数值读取（98.95%读作0.9895）；需要按显示读取时请另存为.xlsx")
    if not composer.blocks:
        composer.note("JH-F-039", "文件中没有可读取的文字")
    return composer.document()


def _sheet(book: CalamineWorkbook, title: str, name: str) -> tuple[Sheet, bool]:
    """A sheet's texts, and whether any number has decimals."""
    found, cells, fractions = Sheet(title), 0, False
    with trouble_of(name):
        sheet = book.get_sheet_by_name(title)
        ranges = sheet.merged_cell_ranges or []
        found.merged = [(first, left, last, right) for (first, left), (last, right) in ranges]
        for row, values in enumerate(sheet.iter_rows()):
            texts = {column: text_of(value) for column, value in enumerate(values) if value != ""}
            fractions = fractions or any(isinstance(value, float) and not value.is_integer() for value in values)
            if texts:
                found.rows[row] = texts
                cells += len(texts)
            if cells >= MOST_CELLS:
                found.cut = True
                break
    return found, fractions
