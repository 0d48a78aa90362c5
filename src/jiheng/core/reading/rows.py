"""Rows of a sheet for imports: plain texts, fast, without places. Documents to be audited go through the door."""

from __future__ import annotations

from collections.abc import Iterator

from python_calamine import SheetVisibleEnum

from jiheng.core.reading.biff import records_of, surveyed
from jiheng.core.reading.foreign import explain
from jiheng.core.reading.old_sheets import opened, text_of, trouble_of
from jiheng.core.reading.ole import OLE, Container
from jiheng.core.reading.ooxml.package import Package, directory
from jiheng.core.reading.ooxml.sheet import S, Workbook, read_sheet
from jiheng.core.reading.refusal import refusal
from jiheng.core.reading.separated import separated_rows

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_CELLS = 5_000_000
_WIDEST_GAP = 1000  # empty rows are given, so that row numbers stay true, but not a million of them


def rows(data: bytes, name: str) -> Iterator[list[str]]:
    """Rows of the first visible sheet that is not empty (.xlsx, .xlsm, .xls) or of a .csv; values stripped, all digits kept.

    Raises: UnreadableFile JH-F-002 (empty), 004 and 005 (no table), 006 … 013 (damaged, encrypted, a trap).
    """
    if not data:
        raise refusal("JH-F-002", name)
    if data[:8] == OLE:
        if not Container(data).names() & {"Workbook", "Book"}:
            raise explain(data, name)
        return _old(data, name)
    if data[:2] == b"PK":
        if b"xl/workbook.xml" not in directory(data):
            raise explain(data, name)
        return _present(data, name)
    return separated_rows(data, name)


def _present(data: bytes, name: str) -> Iterator[list[str]]:
    # Not calamine: it holds a sheet as a full rectangle, and one stray cell in the last row costs minutes.
    package = Package(data, name)
    book = Workbook(package, package.main("xl/workbook.xml"), as_stored=True)
    for node in book.root.iter(S + "sheet"):
        relation = book.relations.get(node.get(_RELATION, ""))
        if node.get("state", "visible") != "visible" or relation is None or relation.kind != "worksheet" or package.find(relation.target) is None:
            continue
        sheet, _ = read_sheet(package, relation.target, "", book, _MOST_CELLS)
        before = -1
        for row, cells in sheet.rows.items():
            yield from ([] for _ in range(min(_WIDEST_GAP, row - before - 1)))
            before = row
            yield [cells.get(column, "").strip() for column in range(max(cells) + 1)]
        if sheet.rows:
            return


def _old(data: bytes, name: str) -> Iterator[list[str]]:
    content = records_of(data, name)
    surveyed(content, name)
    book = opened(content, name)
    with trouble_of(name):
        titles = [meta.name for meta in book.sheets_metadata if meta.visible is SheetVisibleEnum.Visible]
    for title in titles:
        found = False
        with trouble_of(name):
            for values in book.get_sheet_by_name(title).iter_rows():
                texts = [text_of(value).strip() for value in values]
                found = found or any(texts)
                yield texts
        if found:
            return
