"""The rules that a table's numbers keep, worked out once for its cells wherever the table stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from jiheng.core.auditing.common_wholes import CommonWhole, common_wholes
from jiheng.core.auditing.line_rules import Kept, rules_kept
from jiheng.core.auditing.number_grid import Line, NumberGrid, number_grid, turned
from jiheng.core.documents.block import Block, Cell
from jiheng.core.documents.lone import Cells, cells_of, lone_table

_ROWS, _PLACES = 300, 24  # of a table that is looked at


class TableRules(NamedTuple):
    """What the lines of a table keep, each with whether a line is a column; and the wholes that its shares are of."""

    kept: tuple[tuple[Kept, bool], ...]
    wholes: tuple[CommonWhole, ...]


def rules_of(table: Block) -> TableRules:
    """The rules of a table, with its own cells."""
    lone = _of_cells(cells_of(table))

    def here(lines: Sequence[Line]) -> tuple[Line, ...]:
        return tuple(_with_cells(line, table.cells) for line in lines)

    return TableRules(
        tuple((replace(one, held=here(one.held), failed=here(one.failed)), is_turned) for one, is_turned in lone.kept),
        tuple(replace(one, held=here(one.held), failed=here(one.failed)) for one in lone.wholes),
    )


def rules_in(grid: NumberGrid, table: Block) -> TableRules:
    """The rules of a grid whose numbers stand in a table."""
    rows = NumberGrid(grid.lines[:_ROWS], grid.heads)
    kept = [(one, False) for one in rules_kept(rows)]
    if len(rows.lines) <= _PLACES:
        kept += [(one, True) for one in rules_kept(turned(rows, table))]
    return TableRules(tuple(kept), tuple(common_wholes(rows)))


@lru_cache(maxsize=128)
def _of_cells(cells: Cells) -> TableRules:
    table = lone_table(cells, "")
    return rules_in(number_grid(table), table)


def _with_cells(line: Line, cells: Sequence[Cell]) -> Line:
    """A line with the cells in place of those of the table by itself, whose ids are their numbers."""
    return {place: replace(number, cell=cells[int(number.cell.block.id)]) for place, number in line.items()}
