"""What calamine does not tell of an .xls: its extent, before anything is allocated for it, and its number formats."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from jiheng.core.reading.ole import SMALL_STREAM, Container
from jiheng.core.reading.ooxml.number_format import BUILT_IN
from jiheng.core.reading.refusal import refusal

_EOF, _FORMAT, _XF, _BOUNDSHEET, _DIMENSIONS, _MULRK, _MULBLANK, _DATEMODE, _SST = 0x0A, 0x41E, 0xE0, 0x85, 0x200, 0xBD, 0xBE, 0x22, 0xFC
_LEAST_STRING = 3  # bytes of the shortest shared string
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


def records_of(data: bytes, name: str) -> bytes:
    """The records of an .xls, long enough that a container need not keep them among its small streams.

    Raises: UnreadableFile JH-F-013 (no records).
    """
    container = Container(data)
    content = container.stream("Workbook") or container.stream("Book")
    if len(content) < 8:
        raise refusal("JH-F-013", name)
    return content.ljust(SMALL_STREAM, b"\0")


def surveyed(content: bytes, name: str) -> Formats:
    """Walk the records of an .xls as calamine will: the workbook's own, then each sheet's from where it is said to begin.

    Raises: UnreadableFile JH-F-009 (a sheet too wide and long to be held), 013 (counts that cannot be true).
    """
    found = Formats()
    own: dict[int, str] = {}
    xfs: list[int] = []
    begins: list[int] = []
    for kind, body in _records(content, 0):
        if kind == _BOUNDSHEET and len(body) >= 4:
            begins.append(struct.unpack_from("<I", body)[0])
        elif kind == _FORMAT and len(body) >= 5:
            own[struct.unpack_from("<H", body)[0]] = _format(body)
        elif kind == _XF and len(body) >= 4:
            xfs.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _DATEMODE and len(body) >= 2:
            found.from_1904 = body[:2] == b"\1\0"
        elif kind == _SST and len(body) >= 8 and struct.unpack_from("<I", body, 4)[0] > len(content) // _LEAST_STRING:
            raise refusal("JH-F-013", name, "共享字符串的个数不可信")
    left = 4 * len(content)  # sheets that begin within each other could otherwise be walked over and over
    for sheet, begin in enumerate(begins):
        styles: dict[tuple[int, int], int] = {}
        box = [1 << 20, -1, 1 << 20, -1]
        for kind, body in _records(content, begin):
            left -= 4 + len(body)
            if left < 0:
                raise refusal("JH-F-013", name, "工作表互相重叠")
            if kind == _DIMENSIONS:
                _check_extent(body, name)
            elif kind in _CELLS and len(body) >= 6:
                _cell(kind, body, box, styles)
                if (box[1] - box[0] + 1) * (box[3] - box[2] + 1) > _MOST_POSITIONS:
                    raise refusal("JH-F-009", name, "工作表范围过大")
        if styles:
            found.styles[sheet] = styles
    found.codes = {style: code for style, id in enumerate(xfs) if (code := own.get(id) or BUILT_IN.get(id))}
    return found


def _records(content: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Kind and body of each record from a place to the next end mark; one that is cut off ends the walk."""
    end = len(content) - 4
    while at <= end:
        kind, length = struct.unpack_from("<HH", content, at)
        at += 4 + length
        if kind == _EOF or at > len(content):
            return
        yield kind, content[at - length : at]


def _check_extent(body: bytes, name: str) -> None:
    """Refuse an extent that is turned round or huge: calamine sets so much aside before it looks at a cell."""
    if len(body) not in (10, 14):
        return
    first, last, left, right = struct.unpack_from("<IIHH" if len(body) == 14 else "<HHHH", body)
    if last < first or right < left or (last - first + 1) * (right - left + 1) > _MOST_DECLARED * 2:
        raise refusal("JH-F-009", name, "工作表声明的范围过大")


def _cell(kind: int, body: bytes, box: list[int], styles: dict[tuple[int, int], int]) -> None:
    """Widen the extent by a cell or a run of cells, and keep the style of numbers."""
    row, column, style = struct.unpack_from("<HHH", body)
    last = column + max(0, (len(body) - 6) // (6 if kind == _MULRK else 2) - 1) if kind in (_MULRK, _MULBLANK) else column
    box[:] = min(box[0], row), max(box[1], row), min(box[2], column), max(box[3], last)
    if kind == _MULRK:
        for step in range(last - column + 1):
            if 4 + step * 6 + 2 <= len(body):
                styles[row, column + step] = struct.unpack_from("<H", body, 4 + step * 6)[0]
    elif kind in _NUMBERS:
        styles[row, column] = style


def _format(body: bytes) -> str:
    """A format's text in an .xls of 1997 or later; older ones spell it otherwise and are left to calamine."""
    count, wide = struct.unpack_from("<HB", body, 2)
    text = body[5 : 5 + count * (2 if wide & 1 else 1)]
    return text.decode("utf-16-le" if wide & 1 else "latin-1", "replace")
