"""The unit of a table's bare numbers: its own head, its row, the table's caption, the rest of the document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from jiheng.core.facts.taxonomy import Taxonomy
from jiheng.core.figures.units import NUMBER, Unit, unit_for
from jiheng.core.reading.extract import headers
from jiheng.core.reading.extract import special_columns as special
from jiheng.core.reading.extract.bare_units import MONEY_WORDS, UnitsElsewhere
from jiheng.core.reading.extract.grid import Grid
from jiheng.core.reading.extract.table_projects import numbered_project

_KINDS = {"people": "人", "person_times": "人次", "ratio": "%", "score": "分"}


@dataclass
class TableUnits:
    """Units of one table; `unit` is what its caption gives, `bare` what the rest of the document does."""

    grid: Grid
    unit: Unit | None
    bare: UnitsElsewhere
    taxonomy: Taxonomy

    def of(self, row: int, label: str, head: tuple[str, ...], indicator: str = "") -> Unit | None:
        """The unit of a number in a row, under a head; `indicator` is the name of the row's indicator."""
        last = head[-1] if head else ""
        # Points under the year's funds are points, though the row's label says 万元.
        points = headers.is_score(last) or special.points_concept(last)
        for words in (last, *head[:-1]) if points else (label, last, *head[:-1]):
            given = headers.unit_in(words)
            if given is not None:
                return given
        if points:
            return unit_for("分")
        if headers.is_rate(last) or (headers.is_rate(label) and not indicator):
            return unit_for("%")
        # A column of money holds money, whatever thing its row is named after; a column that counts things does not.
        money = not indicator and MONEY_WORDS.search(last) and not headers.is_count(last) and not headers.is_count(label)
        given = self._of_section(row) or self.unit
        if money and given is not None:
            return given
        concept = self.taxonomy.exact(label) or self.taxonomy.exact(last)
        if concept is not None and concept.kind != "money" and not numbered_project(self.grid, row, label, self.taxonomy):
            return unit_for(_KINDS.get(concept.kind, "")) or NUMBER
        if not indicator and headers.is_count(last) and (given is None or given.is_money):
            return NUMBER
        if indicator:
            return None
        return given or self._elsewhere(label, head)

    def any(self) -> Unit | None:
        """A unit of money that some head of the table gives."""
        return self._of_section(self.grid.height)

    def _elsewhere(self, label: str, head: tuple[str, ...]) -> Unit | None:
        """The unit that the rest of the document gives: sentences that print the same numbers, or its only unit of money."""
        if self.bare.restated is not None:
            return self.bare.restated
        return self.bare.given if any(MONEY_WORDS.search(text) for text in (label, *head)) else None

    def _of_section(self, row: int) -> Unit | None:
        """The unit that the nearest head row above gives in one of its cells: 经费控制情况（万元）."""
        return next((unit for head, unit in self._head_units if head <= row), None)

    @cached_property
    def _head_units(self) -> list[tuple[int, Unit]]:
        """The rows of heads that give a unit, the last first."""
        found: list[tuple[int, Unit]] = []
        for row in sorted(self.grid.head_rows, reverse=True):
            units = [headers.unit_in(self.grid.words(row, column)) for column in range(self.grid.width) if not self._measures(column, row)]
            found += [(row, unit) for unit in units if unit is not None][:1]
        return found

    def _measures(self, column: int, row: int) -> bool:
        """Whether a column holds figures right below a head row: a unit in its head is its own."""
        return (row + 1, column) in self.grid.figures
