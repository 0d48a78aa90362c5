"""Which cell covers which place of a table: rows of a draft list only the cells that begin in them; where a form is cut."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from jiheng.core.reporting.draft import Cell, Table

Placement = tuple[int, Cell, bool]  # column, the cell that covers it, whether it begins in this row


def grid(part: Table) -> Iterator[list[Placement]]:
    """Every row with the cells that cover it, those reaching down from above among them; missing cells are empty."""
    count = len(part.widths)
    reaching: dict[int, tuple[Cell, int]] = {}  # column → cell and rows still to cover
    for cells in part.rows:
        fresh = iter(cells)
        row: list[Placement] = []
        column = 0
        while column < count:
            if column in reaching:
                above, left = reaching.pop(column)
                row.append((column, above, False))
                if left > 1:
                    reaching[column] = (above, left - 1)
                column += above.columns
                continue
            cell = next(fresh, None) or Cell()
            row.append((column, cell, True))
            if cell.rows > 1:
                reaching[column] = (cell, cell.rows - 1)
            column += cell.columns
        yield row


def cells_at(part: Table) -> Iterator[tuple[int, int, Cell]]:
    """Every cell with the row and column where it begins, from 0."""
    for number, row in enumerate(grid(part)):
        for column, cell, begins in row:
            if begins:
                yield number, column, cell


def pieces(part: Table) -> tuple[Table, ...]:
    """The table cut above and below each band, so that a band's head is the first row of a piece and can repeat.

    The first piece keeps title and unit, the last one notes and signatures. Printed without a gap they look like one table.

    Holds: no cell reaches over a cut.
    """
    edges = sorted({0, len(part.rows), *(edge for band in part.bands for edge in band)})
    heads = {first for first, _ in part.bands}
    cut = [
        replace(
            part,
            rows=part.rows[start:end],
            head_rows=part.head_rows if not start else int(start in heads),
            bands=(),
            title=part.title if not start else "",
            unit=part.unit if not start else "",
            notes=part.notes if end == len(part.rows) else (),
            sign_off=part.sign_off if end == len(part.rows) else (),
        )
        for start, end in itertools.pairwise(edges)
    ]
    return tuple(cut) or (part,)
