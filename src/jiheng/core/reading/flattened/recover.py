"""One way in: all tables of a text file that lost their shape, whatever shape is left of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from jiheng.core.reading.flattened.blanked import blanked_tables
from jiheng.core.reading.flattened.columnar import columnar_tables
from jiheng.core.reading.flattened.grid import Rebuilt
from jiheng.core.reading.flattened.halves import halved_tables
from jiheng.core.reading.flattened.lines import Line
from jiheng.core.reading.flattened.piped_cells import piped_cell_tables
from jiheng.core.reading.flattened.separated import separated_tables
from jiheng.core.reading.flattened.streamed import streamed_tables
from jiheng.core.reading.flattened.tabbed import tabbed_tables


def recover_tables(source: str, lines: Sequence[Line]) -> list[Rebuilt]:
    """Tables in the order of the file; the shape that keeps most of a table is tried first."""
    taken = [False] * len(lines)
    begins = [line.begin for line in lines]
    found: list[Rebuilt] = []

    def keep(tables: Sequence[Rebuilt]) -> None:
        for table in tables:
            first, last = bisect_left(begins, table.start), bisect_left(begins, table.end)
            first = first - 1 if first == len(begins) or begins[first] > table.start else first
            taken[first:last] = [True] * (last - first)
            found.append(table)

    if "\t" in source:
        keep(tabbed_tables(source, lines))
    keep(piped_cell_tables(source, lines, taken))
    keep(separated_tables(source, lines, taken))
    keep(halved_tables(source, lines, taken))
    keep(blanked_tables(source, lines, taken))
    keep(streamed_tables(source, lines, taken))
    keep(columnar_tables(source, lines, taken))
    return sorted(found, key=lambda table: table.start)
