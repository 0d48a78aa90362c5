"""A draft's official tables as one workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from jiheng.core.documents.carrier import SHEET
from jiheng.core.documents.cell_names import name_of
from jiheng.core.reporting.carrying import stamp_words
from jiheng.core.reporting.draft import Cell, Draft, Run, Table
from jiheng.core.reporting.safe_text import visible
from jiheng.core.reporting.table_grid import cells_at
from jiheng.core.reporting.workbook.addresses import Address
from jiheng.core.reporting.workbook.formats import shown
from jiheng.core.reporting.workbook.sheet import SheetWriter, head_lines

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # the same draft gives the same bytes
_SETTINGS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook_file(draft: Draft, *, live: bool, carried: str = "") -> bytes:
    """The tables that name a sheet, or all where none does.

    A `live` workbook computes, protects and can be read back by the keys of its cells; another holds values only. `carried` goes
    along on a sheet that nobody sees.
    """
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, _SETTINGS)
    properties = {"title": visible(draft.title)[:255], "created": _EPOCH.replace(tzinfo=None), "comments": stamp_words(draft)}
    book.set_properties({key: value for key, value in properties.items() if value})
    chosen = tables_of_book(draft)
    named = list(zip(sheet_names(chosen), chosen, strict=True))
    places = dict(_places(named, draft.subject))
    writer = SheetWriter(book, places, draft.subject, live=live, foot=visible(draft.foot))
    for name, table in named:
        writer.write(book.add_worksheet(name), table, name)
    if not named:
        book.add_worksheet("空表").write_string(0, 0, visible(draft.title)[:255])
    if live:
        for key, place in places.items():
            column, row = place.a1.rstrip("0123456789"), place.row + 1
            book.define_name(name_of(key), f"={place.quoted_sheet}!${column}${row}")
    if carried:
        _carry(book, carried)
    book.close()
    return stream.getvalue()


_PIECE = 32_000


def tables_of_book(draft: Draft) -> list[Table]:
    """The tables that name a sheet, or all where none does."""
    return [table for table in draft.tables if table.sheet] or list(draft.tables)


def as_shown(table: Table) -> Table:
    """The table with the words that its sheet shows: numbers in the formats of their cells."""
    return replace(table, rows=tuple(tuple(_shown(cell) for cell in row) for row in table.rows))


def _shown(cell: Cell) -> Cell:
    if cell.value is None or not cell.runs:
        return cell
    facts = tuple(fact for run in cell.runs for fact in run.facts)
    return replace(cell, runs=(Run(shown(cell), facts),))


def _carry(book: Any, words: str) -> None:
    """Text on a sheet that Excel does not even offer to show, cut to what a cell holds."""
    page = book.add_worksheet(SHEET)
    for row, start in enumerate(range(0, len(words), _PIECE)):
        page.write_string(row, 0, words[start : start + _PIECE])
    page.very_hidden()


def sheet_names(tables: Iterable[Table]) -> list[str]:
    """A name for each sheet that Excel takes, no two alike."""
    names: list[str] = []
    for number, table in enumerate(tables, 1):
        wanted = _FORBIDDEN.sub("", visible(table.sheet or table.title)).strip("' ")[:_LONGEST_NAME] or f"表{number}"
        name, copy = wanted, 1
        while name.lower() in {one.lower() for one in (*names, SHEET, "history")}:
            copy += 1
            name = f"{wanted[: _LONGEST_NAME - 1 - len(str(copy))]}-{copy}"
        names.append(name)
    return names


def _places(named: Iterable[tuple[str, Table]], subject: str) -> Iterable[tuple[str, Address]]:
    for name, table in named:
        for row, column, cell in cells_at(table):
            if cell.key:
                yield cell.key, Address(name, head_lines(table, subject) + row, column)
