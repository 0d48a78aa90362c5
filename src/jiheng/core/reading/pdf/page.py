"""A page taken apart: its lines outside tables, its tables, and what stands beside the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from jiheng.core.reading.pdf.grids import ruled_tables
from jiheng.core.reading.pdf.ink import PageInk
from jiheng.core.reading.pdf.lines import Line, lines_of
from jiheng.core.reading.pdf.loose import CAPTION, loose_tables
from jiheng.core.reading.pdf.rulings import Ruling
from jiheng.core.reading.pdf.table import Table

_NAME_LENGTH = 48


@dataclass(slots=True)
class PageItems:
    """Lines and tables of a page; furniture is moved out of `lines` before paragraphs are formed."""

    ink: PageInk
    lines: list[Line]
    tables: list[Table] = field(default_factory=list)
    free: list[Ruling] = field(default_factory=list)  # rulings of no grid; they help to find loose tables
    heads: list[Line] = field(default_factory=list)
    feet: list[Line] = field(default_factory=list)
    contents: list[Line] = field(default_factory=list)

    def find_loose_tables(self) -> None:
        """Take the tables without grids out of the lines; after furniture is gone, so that page numbers are no column."""
        found, self.lines = loose_tables(self.ink, self.lines, self.free)
        self.tables = sorted(self.tables + found, key=lambda t: (t.box[1], t.box[0]))

    def name_tables(self) -> None:
        """Give every table the lines right above it that name it and its unit; the lines stay in the text too."""
        tables: list[Table] = []
        for table in self.tables:
            above = max((t.box[3] for t in tables if t.box[3] <= table.box[1] + 2), default=0.0)
            tables.append(replace(table, caption=_caption(table, [line for line in self.lines if above < line.base < table.box[1] + 3])))
        self.tables = tables


def take_apart(ink: PageInk) -> PageItems:
    """A page with its ruled tables taken out of its lines."""
    tables, taken, free = ruled_tables(ink)
    lines = lines_of(ink, (g for n, g in enumerate(ink.glyphs) if n not in taken))
    return PageItems(ink, lines, tables, free)


def _caption(table: Table, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Unit line, name and number of a table, from the table upwards."""
    taken: list[Line] = []
    edge = table.box[1]
    named: Line | None = None
    for line in reversed(lines):
        unit = "单位" in line.bare and len(line.bare) <= _NAME_LENGTH and line.bare[-1] not in "。；，"
        gap = edge - line.bottom
        if len(line.bare) > _NAME_LENGTH or line.bare[-1] in "。；，：;:,、" or gap > (3.2 if named is None else 1.6) * line.size:
            break
        if unit and named is None:
            taken.append(line)
        elif named is None:
            middle = abs((line.x0 + line.x1) - (table.box[0] + table.box[2])) < 0.12 * (table.box[2] - table.box[0])
            if not (middle or line.bold or CAPTION.search(line.bare)):
                break
            named = line
            taken.append(line)
        elif abs(line.size - named.size) <= 0.08 * named.size and (CAPTION.search(line.bare) or not CAPTION.search(named.bare)):
            taken.append(line)
            if len(taken) > 4:
                break
        else:
            break
        edge = line.top
    return tuple(reversed(taken))
