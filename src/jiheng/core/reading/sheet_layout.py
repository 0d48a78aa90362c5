"""Lays out the cells of a sheet as one table block, with long runs of empty rows and columns shortened."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from jiheng.core.documents.composer import Composer
from jiheng.core.documents.locator import SheetPlace

MOST_CELLS = 200_000
_WIDEST_GAP = 2  # empty rows or columns kept as they are; they part one table from the next
_LETTERS: dict[int, str] = {}

Range = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass(slots=True)
class Sheet:
    """A sheet's printed texts by row, then by column (from 0), and its merged ranges."""

    name: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    cut: bool = False


def column_letters(column: int) -> str:
    """A column from 0 as letters: 0 → A, 27 → AB."""
    known = _LETTERS.get(column)
    if known is None:
        number, known = column + 1, ""
        while number:
            number, rest = divmod(number - 1, 26)
            known = chr(65 + rest) + known
        _LETTERS[column] = known
    return known


@contextmanager
def unwatched() -> Iterator[None]:
    """Pause the cycle collector while hundreds of thousands of cells, none of them in a cycle, are made."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def lay_out(composer: Composer, sheet: Sheet) -> None:
    """One table block for a sheet; nothing for an empty one."""
    rows = {row: cells for row, cells in sheet.rows.items() if cells}
    if not rows:
        return
    if sheet.cut:
        composer.note("JH-F-050", f"工作表“{sheet.name}”超过{MOST_CELLS}个单元格，只读取了前面的部分")
    used = {column for cells in rows.values() for column in cells}
    merged = {(first, left): (last, right) for first, left, last, right in sheet.merged}
    row_at, column_at = _positions(sorted(rows)), _positions(sorted(used))
    spans, covered = _spans(merged, row_at, column_at)
    first = SheetPlace(sheet.name, f"{column_letters(min(used))}{min(rows) + 1}")
    table = composer.table(first, sheet.name)
    filled = len(row_at) * len(column_at) <= MOST_CELLS
    columns = list(column_at.items())
    names = {column: column_letters(column) for column in column_at}
    put, name = table.cell, sheet.name
    for row, at in row_at.items():
        cells = rows.get(row, {})
        number = str(row + 1)
        for column, across in columns if filled else [(column, column_at[column]) for column in sorted(cells)]:
            place = SheetPlace(name, names[column] + number)
            if not merged:
                put(at, across, cells.get(column, ""), place)
            elif (row, column) not in covered:
                down, wide = spans.get((row, column), (1, 1))
                put(at, across, cells.get(column, ""), place, rows=down, columns=wide)
    table.close()


def _positions(used: list[int]) -> dict[int, int]:
    """Sheet index → table index: starts at the first used one, keeps at most two empty ones in a row."""
    positions: dict[int, int] = {}
    at, before = 0, used[0]
    for index in used:
        for empty in range(before + 1, min(index, before + 1 + _WIDEST_GAP)):
            positions[empty] = at
            at += 1
        positions[index] = at
        at += 1
        before = index
    return positions


def _spans(
    merged: Mapping[tuple[int, int], tuple[int, int]], row_at: Mapping[int, int], column_at: Mapping[int, int]
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Rows and columns spanned by each merged corner, on the table's own grid, and the positions they cover."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    taken: set[tuple[int, int]] = set()
    budget = MOST_CELLS * 2  # ranges over ranges could otherwise cost more than the sheet
    for (first, left), (last, right) in merged.items():
        # The shorter of range and table bounds the work: a merged range may name a million rows.
        rows = [row for row in row_at if first <= row <= last]
        columns = [column for column in column_at if left <= column <= right]
        budget -= len(row_at) // 64 + len(rows) * len(columns)
        if budget < 0:
            break
        if first not in row_at or left not in column_at:
            continue
        area = {(row, column) for row in rows for column in columns}
        if not area or not area.isdisjoint(taken):  # turned round, or over another range: no program shows that
            continue
        taken |= area
        spans[first, left] = (len(rows), len(columns))
        covered |= area - {(first, left)}
    return spans, covered
