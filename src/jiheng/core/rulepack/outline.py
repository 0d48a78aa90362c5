"""How a pack wants its report: the outline of sections and the layouts of its tables. What fills them is no concern here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Repeat = Literal["", "indicators", "projects", "special_projects", "scores", "tasks", "groups", "buildings"]
Form = Literal["department", "project"]


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """One section of an outline: its id (the key of the clerk's own words), title, what writes it, and the sections in it.

    `use` are ids of the shelf of sections, in order; `words` stand before them in a sentence that every report of the region has.
    """

    id: str
    title: str
    use: tuple[str, ...] = ()
    sections: tuple[SectionPlan, ...] = ()
    words: str = ""

    def walk(self) -> Iterator[SectionPlan]:
        """The section and all in it, in reading order."""
        yield self
        for one in self.sections:
            yield from one.walk()


@dataclass(frozen=True, slots=True)
class Outline:
    """A report's title lines, its sections in order, and the layouts that are attached to it."""

    title: tuple[str, ...]
    sections: tuple[SectionPlan, ...]
    attachments: tuple[str, ...] = ()

    def walk(self) -> Iterator[SectionPlan]:
        """Every section in reading order."""
        for one in self.sections:
            yield from one.walk()


@dataclass(frozen=True, slots=True)
class CellPlan:
    """One cell of a layout. `kind` says what `of` is:

    head and text: words, with {year}, {last_year}, {full_name} put in · amount: one name (`spend.total@执行`) · formula: an expression over
    names · field: a word of the case (unit.full_name, project.name …) · row: a field of the row that is repeated (`group` 1…3: one cell for all
    rows of one first … third level) · total: weight or points of the whole table, execution.weight or execution.points of the budget's execution · blank: left to be filled by hand.

    `over` names the rows repeated right below that the cell reaches over.
    """

    kind: str
    of: str = ""
    columns: int = 1
    rows: int = 1
    limit: int = 0
    align: str = ""
    places: int = 2
    group: int = 0
    choices: tuple[str, ...] = ()
    label: str = ""
    over: Repeat = ""


@dataclass(frozen=True, slots=True)
class RowPlan:
    """One row of a layout, or, with `repeat`, one row for each of many."""

    cells: tuple[CellPlan, ...]
    repeat: Repeat = ""

    @property
    def heads(self) -> bool:
        """Whether the row is labels for the columns below it, and nothing reaches out of it."""
        return all(cell.kind == "head" and cell.of and cell.rows == 1 for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Layout:
    """An official table: title, columns, rows in exact order, what stands below it and who signs."""

    id: str
    title: str
    sheet: str
    widths: tuple[int, ...]
    rows: tuple[RowPlan, ...]
    form: Form = "department"
    head_rows: int = 0
    unit: str = ""
    notes: tuple[str, ...] = ()
    sign_off: tuple[str, ...] = ()
    landscape: bool = False
    source: str = ""
    verified: bool = False

    def bands(self) -> Iterator[tuple[int, int]]:
        """Runs of rows that a row of labels heads below the top: it, the rows repeated below it, and those that sum them up."""
        for place, row in enumerate(self.rows):
            if place <= self.head_rows or not row.repeat or not self.rows[place - 1].heads:
                continue
            last = place + 1
            while last < len(self.rows) and any(cell.kind == "total" for cell in self.rows[last].cells):
                last += 1
            yield place - 1, last
