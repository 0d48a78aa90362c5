"""Rows of a sheet for imports: plain texts, fast, without places. Documents to be audited go through the door."""

from __future__ import annotations

from collections.abc import Iterator

from jiheng.core.reading.foreign import OLE, explain, streams
from jiheng.core.reading.old_sheets import opened, text_of, trouble_of
from jiheng.core.reading.ooxml.package import Package, directory
from jiheng.core.reading.refusal import refusal
from jiheng.core.reading.separated import separated_rows


def rows(data: bytes, name: str) -> Iterator[list[str]]:
    """Rows of the first visible sheet that is not empty (.xlsx, .xlsm, .xls) or of a .csv; values stripped.

    Raises: UnreadableFile JH-F-002 (empty), 004 and 005 (no table), 006 … 013 (damaged, encrypted, a trap).
    """
    if not data:
        raise refusal("JH-F-002", name)
    if data[:8] == OLE:
        if not streams(data) & {"Workbook", "Book"}:
            raise explain(data, name)
    elif data[:2] == b"PK":
        if b"xl/workbook." not in directory(data):
            raise explain(data, name)
        Package(data, name)  # the limits; calamine has none of its own
    else:
        yield from separated_rows(data, name)
        return
    book = opened(data, name)
    with trouble_of(name):
        titles = [meta.name for meta in book.sheets_metadata if str(meta.visible).endswith("Visible")]
    for title in titles:
        found = False
        with trouble_of(name):
            for values in book.get_sheet_by_name(title).iter_rows():
                texts = [text_of(value).strip() for value in values]
                found = found or any(texts)
                yield texts
        if found:
            return
