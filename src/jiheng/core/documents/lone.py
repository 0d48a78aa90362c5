"""Words and tables by themselves, wherever in a document they stand: what is worked out of them once holds at every place."""

from __future__ import annotations

from operator import attrgetter

from jiheng.core.documents.block import Block, BlockKind, Cell
from jiheng.core.documents.locator import TextPlace

_START = ((0, TextPlace(1, 1)),)
_HELD = attrgetter("row", "column", "rows", "columns", "block.text", "placed")

Cells = tuple[tuple[int, int, int, int, str, bool], ...]  # row, column, the rows and columns it spans, text, whether its column is proven


def lone(text: str) -> Block:
    """A paragraph's words by themselves."""
    return Block("", BlockKind.PARAGRAPH, text, ((0, 0),), _START)


def cells_of(table: Block) -> Cells:
    """What a table holds, wherever it stands."""
    return tuple(map(_HELD, table.cells))


def lone_table(cells: Cells, caption: str) -> Block:
    """A table by itself; each cell has its number as id."""
    made = []
    at = 0
    for number, (row, column, rows, columns, text, proven) in enumerate(cells):
        made.append(Cell(row, column, Block(str(number), BlockKind.CELL, text, ((0, at),), _START), rows, columns, proven))
        at += len(text) + 1
    return Block("", BlockKind.TABLE, "", ((0, 0),), _START, cells=tuple(made), caption=caption)
