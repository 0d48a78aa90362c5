"""One way in: all tables of a text file that lost their shape, whatever shape is left of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from jiheng.core.reading.flattened.blanked import blanked_tables
from jiheng.core.reading.flattened.coded import coded_tables
from jiheng.core.reading.flattened.columnar import columnar_tables
from jiheng.core.reading.flattened.even import even_tables
from jiheng.core.reading.flattened.funds import realigned
from jiheng.core.reading.flattened.grid import Rebuilt
from jiheng.core.reading.flattened.guessed import is_guessed
from jiheng.core.reading.flattened.halves import halved_tables, numbered_halves
from jiheng.core.reading.flattened.lines import Line
from jiheng.core.reading.flattened.piped_cells import piped_cell_tables, without_bars
from jiheng.core.reading.flattened.poured import poured_tables
from jiheng.core.reading.flattened.poured_funds import poured_funds
from jiheng.core.reading.flattened.poured_rows import poured_rows
from jiheng.core.reading.flattened.poured_totals import poured_totals
from jiheng.core.reading.flattened.ragged import PIPES, stream_ragged
from jiheng.core.reading.flattened.separated import separated_tables
from jiheng.core.reading.flattened.streamed import streamed_tables
from jiheng.core.reading.flattened.tabbed import tabbed_tables
from jiheng.core.reading.flattened.three_publics import three_publics
from jiheng.core.reading.flattened.twice_headed import twice_headed


def recover_tables(source: str, lines: Sequence[Line]) -> list[Rebuilt]:
    """Tables in the order of the file; the shape that keeps most of a table is tried first."""
    taken = [False] * len(lines)
    found: list[Rebuilt] = []
    if "\t" in source:
        _keep(found, lines, taken, tabbed_tables(source, lines))
    _keep(found, lines, taken, twice_headed(source, lines, taken))
    guessed: list[Rebuilt] = []
    for read in (piped_cell_tables, separated_tables):
        tables = read(source, lines, taken)
        doubted = [table for table in tables if is_guessed(table, padded=read is piped_cell_tables)]
        _keep(found, lines, taken, [table for table in tables if table not in doubted])
        guessed += doubted
    if any(mark in source for mark in PIPES):
        found, before = [], stream_ragged(source, lines, found)
        _keep(found, lines, taken, before)
    # What is left of cells with bars between them reads like cells without.
    lines, taken = without_bars(source, lines, taken)
    for read in (
        coded_tables,
        numbered_halves,
        poured_totals,
        poured_tables,
        halved_tables,
        blanked_tables,
        even_tables,
        three_publics,
        streamed_tables,
        columnar_tables,
        poured_funds,
        poured_rows,
    ):
        _keep(found, lines, taken, read(source, lines, taken))
    for table in guessed:
        if not any(one.start < table.end and one.end > table.start for one in found):
            found.append(replace(table, slots=tuple(slot._replace(placed=False) for slot in table.slots)))
    found = [realigned(table) for table in found]
    return sorted(found, key=lambda table: table.start)


def _keep(found: list[Rebuilt], lines: Sequence[Line], taken: list[bool], tables: Sequence[Rebuilt]) -> None:
    begins = [line.begin for line in lines]
    for table in tables:
        first, last = bisect_left(begins, table.start), bisect_left(begins, table.end)
        first = first - 1 if first == len(begins) or begins[first] > table.start else first
        taken[first:last] = [True] * (last - first)
        found.append(table)
