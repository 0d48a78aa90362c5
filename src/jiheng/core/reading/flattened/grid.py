"""A table put back on its grid, before it becomes a block: slots with their texts, and what was repaired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from jiheng.core.reading.extract.indicator_columns import is_total
from jiheng.core.reading.flattened.lines import Weave


class Slot(NamedTuple):
    """A cell of a grid put back: row and column from 0, its text, what it covers, whether its column is proven."""

    row: int
    column: int
    text: Weave
    rows: int = 1
    columns: int = 1
    placed: bool = True


class Repair(NamedTuple):
    """What was repaired or is missing: code, words, and the row it concerns (-1 for the whole table)."""

    code: str
    message: str
    row: int = -1


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A table put back: the source's characters [start, end) it was found in, its slots row by row, the repairs.

    With no slots it is a line of text that was found in pieces; `text` is it.
    """

    start: int
    end: int
    slots: tuple[Slot, ...]
    repairs: tuple[Repair, ...] = ()
    text: Weave | None = None

    @property
    def height(self) -> int:
        """How many rows."""
        return self.slots[-1].row + 1 if self.slots else 0

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max((slot.column + slot.columns for slot in self.slots), default=0)


@dataclass(slots=True)
class _Owner:
    row: int
    column: int
    text: Weave
    rows: int = 1
    columns: int = 1
    placed: bool = True


@dataclass(slots=True)
class Grid:
    """Rows given one by one; leading empty cells continue the cell above, a total row is set against the right edge."""

    owners: list[_Owner] = field(default_factory=list)
    above: dict[int, _Owner] = field(default_factory=dict)
    row: int = 0
    _wide: int = 0

    def add(self, cells: Sequence[Weave], *, merge: bool = True, placed: bool = True) -> None:
        """The next row with its cells from column 0; with `placed` False nobody knows which columns they stood in."""
        here: dict[int, _Owner] = {}
        shift = 0
        filled = [at for at, cell in enumerate(cells) if cell.text]
        if not filled or is_total(cells[filled[0]].text):
            merge = False
        total = len(filled) == len(cells) and 1 < len(cells) < self._wide and is_total(cells[0].text)
        if total:
            shift = self._wide - len(cells)
        leading = True
        for at, cell in enumerate(cells):
            leading = leading and not cell.text
            column = at + shift if at else 0
            if leading and merge:
                owner = self.above.get(column)
                if owner is not None and owner.columns == 1 and owner.text.text:
                    owner.rows += 1
                    here[column] = owner
                    continue
            owner = _Owner(self.row, column, cell, 1, shift + 1 if total and not at else 1, placed)
            self.owners.append(owner)
            here[column] = owner
        self.above = here
        if not total and len(cells) > 2:
            self._wide = len(cells)
        self.row += 1

    def put(self, row: int, column: int, text: Weave, rows: int = 1, columns: int = 1, *, placed: bool = True) -> None:
        """A cell at a place of its own."""
        self.owners.append(_Owner(row, column, text, rows, columns, placed))
        self.row = max(self.row, row + 1)

    def slots(self) -> tuple[Slot, ...]:
        """The slots by row, then by column."""
        return tuple(Slot(o.row, o.column, o.text, o.rows, o.columns, o.placed) for o in sorted(self.owners, key=lambda o: (o.row, o.column)))
