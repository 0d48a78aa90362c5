"""Which cell covers which place of a table: rows of a draft list only the cells that begin in them."""

from __future__ import annotations

from collections.abc import Iterator

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
