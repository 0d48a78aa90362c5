"""One table of a draft as one sheet: title, unit, rows, notes, signatures; widths and heights that show every word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from jiheng.core.reporting.draft import Cell, CellKind, Table
from jiheng.core.reporting.page_layout import width
from jiheng.core.reporting.safe_text import visible
from jiheng.core.reporting.table_grid import cells_at
from jiheng.core.reporting.workbook.addresses import Address, with_addresses
from jiheng.core.reporting.workbook.formats import Formats, validation

_WIDE, _WIDER = 88, 134  # characters of a page upright and across
_LINE, _PADDING = 14, 6  # points
_HIGH, _LOW = 712, 465  # points of a page between its margins, upright and across
_SMALLER = 1.25  # 10.5 points become 8.4, which is still read
_AROUND = 100  # points of title, unit, notes and signatures
_BOTH = 4  # columns that leave room for two lines side by side
_LONGEST_FOOT = 120  # Excel takes 255 characters with its codes
_LONGEST = 32_000  # a cell holds 32767 characters


class SheetWriter:
    """Writes tables into one workbook; `live` sheets have formulas, protection and validation, others only what is printed."""

    def __init__(self, book: Any, places: Mapping[str, Address], subject: str, *, live: bool, foot: str = "") -> None:
        """`places`: where each key of the draft stands; `subject`: whose tables they are; `foot`: what stands at the foot of each page."""
        self._foot = foot.replace("&", "&&")[:_LONGEST_FOOT]
        self._book = book
        self._subject = subject
        self._places = places
        self._live = live
        self._formats = Formats(book, locked=live)

    def write(self, page: Any, table: Table, sheet: str) -> None:
        """One table on one empty sheet."""
        columns = len(table.widths)
        widths = column_widths(table)
        for column, wide in enumerate(widths):
            page.set_column(column, column, wide)
        top = head_lines(table, self._subject)
        if table.title:
            self._across(page, 0, columns, table.title, 16, "center", "黑体", 30)
        if table.unit or says_subject(table, self._subject):
            self._unit_line(page, top - 1, table)
        heights = row_heights(table, widths)
        for row, height in enumerate(heights):
            page.set_row(top + row, height)
        for row, column, cell in cells_at(table):
            self._cell(page, top + row, column, cell, sheet)
        last = top + len(table.rows)
        for note in table.notes:
            self._across(page, last, columns, note, 10.5, "left", height=_LINE * _lines(note, sum(widths)) + _PADDING)
            last += 1
        if table.sign_off:
            self._across(page, last, columns, "".join(run.text for run in table.sign_off), 10.5, "left", height=26)
            last += 1
        self._page(page, table, top, max(last - 1, 0), columns, sum(heights) + _AROUND)

    def _across(self, page: Any, row: int, columns: int, words: str, size: float, align: str, face: str = "宋体", height: int = 18) -> None:
        page.set_row(row, height)
        look = self._formats.line(size, align, face)
        if columns > 1:
            page.merge_range(row, 0, row, columns - 1, "", look)
        page.write_string(row, 0, visible(words)[:_LONGEST], look)

    def _unit_line(self, page: Any, row: int, table: Table) -> None:
        """The unit at the right; at the left whose table it is, where no cell says so."""
        columns = len(table.widths)
        unit = f"单位：{table.unit.removeprefix('单位：')}" if table.unit else ""
        if not says_subject(table, self._subject) or columns < _BOTH:
            whose = f"填报单位：{self._subject}" if says_subject(table, self._subject) else ""
            self._across(page, row, columns, "　".join(one for one in (whose, unit) if one), 10.5, "right")
            return
        page.set_row(row, 18)
        left, right = (self._formats.line(10.5, align) for align in ("left", "right"))
        half = columns // 2 + 1
        page.merge_range(row, 0, row, half - 1, "", left)
        page.write_string(row, 0, visible(f"填报单位：{self._subject}"), left)
        if columns - half > 1:
            page.merge_range(row, half, row, columns - 1, "", right)
        page.write_string(row, half, unit, right)

    def _cell(self, page: Any, row: int, column: int, cell: Cell, sheet: str) -> None:
        look = self._formats.cell(cell)
        if cell.rows > 1 or cell.columns > 1:
            page.merge_range(row, column, row + cell.rows - 1, column + cell.columns - 1, "", look)
        words = visible(cell.text)[:_LONGEST]
        if cell.formula and self._live:
            shown: Decimal | str = cell.value if cell.value is not None else words
            page.write_formula(row, column, with_addresses(cell.formula, sheet, self._places), look, _plain(shown))
        elif cell.value is not None:
            page.write_number(row, column, cell.value, look)
        elif words:
            page.write_string(row, column, words, look)
        else:
            page.write_blank(row, column, None, look)
        allowed = validation(cell) if self._live else None
        if allowed:
            page.data_validation(row, column, row, column, {**allowed, "ignore_blank": True})

    def _page(self, page: Any, table: Table, top: int, last: int, columns: int, high: int) -> None:
        """A4, one page wide, the table's head again on each page, cells that are not for filling protected."""
        if table.landscape:
            page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.7, right=0.7, top=0.9, bottom=0.9)
        page.center_horizontally()
        page.fit_to_pages(1, int(nearly_fits(table, high)))
        page.print_area(0, 0, last, columns - 1)
        if table.head_rows:
            page.repeat_rows(top, top + table.head_rows - 1)
        elif table.bands:
            page.repeat_rows(top + table.bands[0][0])  # it repeats from its own row on
        page.set_footer("&C— &P —" + (f"&R&9{self._foot}" if self._foot else ""))
        page.hide_gridlines(2)
        if self._live:
            page.protect("", {"format_columns": True, "format_rows": True})


def nearly_fits(table: Table, high: int) -> bool:
    """Whether a sheet of this height is better set a little smaller than cut: only a few rows would go over.

    Units: points.
    """
    return high <= (_LOW if table.landscape else _HIGH) * _SMALLER


def _plain(value: Decimal | str) -> Decimal | str:
    """A number that prints without an exponent; as text it would be stored as text."""
    return Decimal(f"{value:f}") if isinstance(value, Decimal) else value


def says_subject(table: Table, subject: str) -> bool:
    """Whether the sheet must say whose it is: no cell of the table does."""
    return bool(subject) and not any(subject in cell.text for row in table.rows for cell in row)


def head_lines(table: Table, subject: str) -> int:
    """How many rows of the sheet stand above the table's own rows."""
    return bool(table.title) + (bool(table.unit) or says_subject(table, subject))


def column_widths(table: Table) -> list[float]:
    """The shares of the line in characters of a sheet."""
    whole = _WIDER if table.landscape else _WIDE
    return [round(whole * one / sum(table.widths), 2) for one in table.widths]


def row_heights(table: Table, widths: Sequence[float]) -> list[int]:
    """Points for each row, enough for the words of every cell; a cell over several rows shares its need out."""
    lines = [1] * len(table.rows)
    tall: list[tuple[int, int, int]] = []
    for row, column, cell in cells_at(table):
        need = _lines(cell.text, sum(widths[column : column + cell.columns]))
        if cell.kind is CellKind.HEAD:
            need = max(need, 1)
        if cell.rows == 1:
            lines[row] = max(lines[row], need)
        else:
            tall.append((row, cell.rows, need))
    for row, count, need in tall:
        last = min(row + count, len(lines)) - 1
        lines[last] += max(0, need - sum(lines[row : last + 1]))
    return [min(_LINE * one + _PADDING, 409) for one in lines]


def _lines(words: str, wide: float) -> int:
    """How many lines words take in a cell; a tenth is left for what programs do differently."""
    room = max(int(wide * 0.92), 2)
    return sum(max(1, -(-width(line) // room)) for line in words.split("\n"))
