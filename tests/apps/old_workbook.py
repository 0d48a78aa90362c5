"""A real .xls (BIFF8 in an OLE container), record by record: no maintained library writes the old format."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from tests.fuzz.packages import as_xls

_WORKBOOK, _SHEET = 0x0005, 0x0010


def old_workbook(rows: Sequence[Sequence[str | float | None]], name: str = "表") -> bytes:
    """One sheet with these rows; numbers are numbers, None is no cell."""
    title = name.encode("utf-16-le")
    before = _begin(_WORKBOOK) + _record(0x0042, struct.pack("<H", 1200))
    length = len(before) + 4 + 8 + len(title) + 4
    sheet = _record(0x0085, struct.pack("<IBBBB", length, 0, 0, len(name), 1) + title)
    body = b"".join(_cell(row, column, value) for row, cells in enumerate(rows) for column, value in enumerate(cells) if value is not None)
    size = struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0)
    return as_xls(before + sheet + _record(0x000A) + _begin(_SHEET) + _record(0x0200, size) + body + _record(0x000A))


def _cell(row: int, column: int, value: str | float) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return _record(0x0204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return _record(0x0203, place + struct.pack("<d", value))


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 1996, 0, 6))


def _record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", number, len(data)) + data
