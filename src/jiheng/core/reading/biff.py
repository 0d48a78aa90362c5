"""What calamine does not tell of an .xls: its extent, before anything is allocated for it, and its number formats."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from jiheng.core.reading.ole import Container
from jiheng.core.reading.ooxml.number_format import BUILT_IN
from jiheng.core.reading.refusal import refusal

_BOF, _FORMAT, _XF, _BOUNDSHEET, _DIMENSIONS, _MULRK, _MULBLANK, _DATEMODE = 0x809, 0x41E, 0xE0, 0x85, 0x200, 0xBD, 0xBE, 0x22
_CELLS = {0x203, 0x27E, 0x06, 0xFD, 0x205, 0x204, 0x201, 0x207, _MULRK, _MULBLANK}
_NUMBERS = {0x203, 0x27E, 0x06, _MULRK}
_MOST_POSITIONS = 4_000_000  # calamine keeps a sheet as a full rectangle
_MOST_DECLARED = 1 << 24  # 65 536 rows by 256 columns, which careless programs declare


@dataclass(slots=True)
class Formats:
    """Number formats of an .xls by sheet, row and column."""

    from_1904: bool = False
    codes: dict[int, str] = field(default_factory=dict)  # cell style → format
    styles: dict[int, dict[tuple[int, int], int]] = field(default_factory=dict)  # sheet → (row, column) → cell style

    def code(self, sheet: int, row: int, column: int) -> str | None:
        """The format of a number; None when it is not known."""
        style = self.styles.get(sheet, {}).get((row, column))
        return self.codes.get(style) if style is not None else None


def surveyed(data: bytes, name: str) -> Formats:
    """Walk the records of an .xls once.

    Raises: UnreadableFile JH-F-009 (a sheet too wide and long to be held), 013 (no records).
    """
    container = Container(data)
    content = container.stream("Workbook") or container.stream("Book")
    if len(content) < 8:
        raise refusal("JH-F-013", name)
    found = Formats()
    own: dict[int, str] = {}
    xfs: list[int] = []
    begins: dict[int, int] = {}
    sheet, box = -1, [1 << 20, -1, 1 << 20, -1]
    at, end = 0, len(content) - 4
    while at <= end:
        kind, length = struct.unpack_from("<HH", content, at)
        body = content[at + 4 : at + 4 + length]
        if len(body) < length:  # cut off within a record; calamine tells whether the rest is worth reading
            break
        if kind == _BOF:
            sheet, box = begins.get(at, -1), [1 << 20, -1, 1 << 20, -1]
        elif kind == _BOUNDSHEET and length >= 4:
            begins[struct.unpack_from("<I", body)[0]] = len(begins)
        elif kind == _FORMAT and length >= 5:
            own[struct.unpack_from("<H", body)[0]] = _format(body)
        elif kind == _XF and length >= 4:
            xfs.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _DATEMODE and length >= 2:
            found.from_1904 = body[:2] == b"\1\0"
        elif kind == _DIMENSIONS and length >= 12:
            first, last, left, right = struct.unpack_from("<IIHH", body)
            if (last - first + 1) * (right - left + 1) > _MOST_DECLARED * 2 or last < first or right < left:
                raise refusal("JH-F-009", name, "工作表声明的范围过大")
        elif kind in _CELLS and length >= 6:
            row, column, style = struct.unpack_from("<HHH", body)
            last = column + max(0, (length - 6) // (6 if kind == _MULRK else 2) - 1) if kind in (_MULRK, _MULBLANK) else column
            box = [min(box[0], row), max(box[1], row), min(box[2], column), max(box[3], last)]
            if (box[1] - box[0] + 1) * (box[3] - box[2] + 1) > _MOST_POSITIONS:
                raise refusal("JH-F-009", name, "工作表范围过大")
            if kind == _MULRK:
                for step in range(last - column + 1):
                    if 4 + step * 6 + 2 <= len(body):
                        found.styles.setdefault(sheet, {})[row, column + step] = struct.unpack_from("<H", body, 4 + step * 6)[0]
            elif kind in _NUMBERS:
                found.styles.setdefault(sheet, {})[row, column] = style
        at += 4 + length
    found.codes = {style: code for style, id in enumerate(xfs) if (code := own.get(id) or BUILT_IN.get(id))}
    return found


def _format(body: bytes) -> str:
    """A format's text in an .xls of 1997 or later; older ones spell it otherwise and are left to calamine."""
    count, wide = struct.unpack_from("<HB", body, 2)
    text = body[5 : 5 + count * (2 if wide & 1 else 1)]
    return text.decode("utf-16-le" if wide & 1 else "latin-1", "replace")
