"""Facts out of grids: the row says what, the column says on which basis, or the other way round."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from jiheng.core.documents.block import Block, Cell
from jiheng.core.facts.concept import Concept
from jiheng.core.facts.context import Basis, Context
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.taxonomy import Taxonomy
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.units import NUMBER, Unit, unit_for
from jiheng.core.period import Period
from jiheng.core.reading.extract import cues, headers
from jiheng.core.reading.extract.grid import TOTAL, Grid
from jiheng.core.reading.extract.naming import fits
from jiheng.core.reading.extract.setting import Setting

_CODE = re.compile(r"^[2-9]\d{2}(?:\d{2}){0,2}$")
_SCOPES = re.compile(r"一般公共预算财政拨款|政府性基金预算财政拨款|国有资本经营预算财政拨款|财政拨款")
_DIVISIONS = ("spend.function.", "spend.economic.")
_INCOME_TABLE = re.compile(r"收入(?:决算|预算)?(?:总)?表(?!.*支出)")
_DIVISION_TABLE = re.compile(r"(?:收入|支出|拨款).{0,12}表")


@dataclass(slots=True)
class TableFacts:
    """The facts of one table by position, in the order of its cells; `unit` is what its caption gives for bare numbers."""

    grid: Grid
    unit: Unit | None = None
    facts: dict[tuple[int, int], Fact] = field(default_factory=dict)
    running: list[Cell] = field(default_factory=list)  # numbers that only count rows


def read_table(table: Block, setting: Setting, skip: frozenset[str]) -> TableFacts:
    """A fact for each numeric cell; `skip` holds the block ids of cells that an indicator row has taken."""
    grid = Grid(table)
    first_rows = "".join(cell.text for cell in table.cells if cell.row < 4)
    unit = headers.table_unit(table.caption, first_rows)
    reader = _TableReader(grid, setting, unit, table.caption)
    found = TableFacts(grid, unit or reader.any_unit())
    for (row, column), figure in grid.figures.items():
        cell = grid.at[row, column]
        if cell.block.id in skip:
            continue
        head = grid.header(row, column)
        if headers.is_running_number(head) or grid.row_label(row, column)[-1:] == ("栏次",) or _is_code_cell(cell, head):
            found.running.append(cell)
            continue
        found.facts[row, column] = reader.fact(row, column, cell, figure, head)
    return found


def _is_code_cell(cell: Cell, head: tuple[str, ...]) -> bool:
    return bool(_CODE.match(cell.text.strip())) and not head


class _TableReader:
    def __init__(self, grid: Grid, setting: Setting, unit: Unit | None, caption: str) -> None:
        self.grid = grid
        self.setting = setting
        self.unit = unit
        self.caption = caption
        self.taxonomy = setting.taxonomy
        self.of_income = bool(_INCOME_TABLE.search(caption))
        self.division = bool(_DIVISION_TABLE.search(caption))

    def fact(self, row: int, column: int, cell: Cell, figure: Figure, head: tuple[str, ...]) -> Fact:
        """The fact of one numeric cell."""
        labels = self.grid.row_label(row, column)
        label = labels[-1] if labels else ""
        head_words = "".join(head)
        unit = self._unit(label, head, row)
        figure = headers.with_unit(figure, unit)
        row_concept = self._concept(label, figure) or self._coded(labels)
        column_concept = self._concept(head[-1] if head else "", figure) or self._concept(head_words, figure)
        concept, item, words = self._combine(row_concept, column_concept, label, head, labels)
        basis = self._basis(head_words, label, figure, concept)
        year = headers.year_of(head_words, self.setting.period.year)
        if year == self.setting.period.year and not cues.YEAR.search(head_words):
            year = headers.year_of(label, year)
        scope = (_SCOPES.findall(head_words + label) or _SCOPES.findall(self.caption) or [""])[-1]
        context = Context(self.setting.subject, Period(year), basis, scope, item)
        quote = "｜".join((*labels[-1:], *head[-1:], cell.text.strip()))
        span = self.setting.document.span(cell.block, *_trimmed(cell.text), quote)
        return Fact(concept.id if concept else "", words, context, figure, span, trust=Decimal("0.9" if concept else "0.5"))

    def _unit(self, label: str, head: tuple[str, ...], row: int) -> Unit | None:
        last = head[-1] if head else ""
        for words in (label, last, *head[:-1]):
            given = headers.unit_in(words)
            if given is not None:
                return given
        if headers.is_score(last):
            return unit_for("分")
        if headers.is_rate(last) or headers.is_rate(label):
            return unit_for("%")
        concept = self.taxonomy.exact(label) or self.taxonomy.exact(last)
        if concept is not None and concept.kind != "money":
            kinds = {"people": "人", "person_times": "人次", "ratio": "%", "score": "分"}
            return unit_for(kinds.get(concept.kind, "")) or NUMBER
        return self._section_unit(row) or self.unit

    def any_unit(self) -> Unit | None:
        """A unit of money that some head of the table gives."""
        return self._section_unit(self.grid.height)

    def _section_unit(self, row: int) -> Unit | None:
        """The unit that the nearest head row above gives in one of its cells: 经费控制情况（万元）."""
        for up in range(row, -1, -1):
            if up in self.grid.head_rows:
                units = [headers.unit_in(self.grid.words(up, column)) for column in range(self.grid.width)]
                found = [unit for unit in units if unit is not None]
                if found:
                    return found[0]
        return None

    def _concept(self, words: str, figure: Figure) -> Concept | None:
        if not words:
            return None
        exact = self.taxonomy.exact(words)
        if exact is not None and fits(figure.unit, exact):
            return exact
        hits = [hit for hit in self.taxonomy.find(words) if fits(figure.unit, hit.concept)]
        return hits[-1].concept if hits else None

    def _coded(self, labels: tuple[str, ...]) -> Concept | None:
        for words in labels:
            match = re.match(r"\d{3,7}(?!\d)", words)
            if match:
                return self.taxonomy.by_code(match[0])
        return None

    def _combine(
        self, row: Concept | None, column: Concept | None, label: str, head: tuple[str, ...], labels: tuple[str, ...]
    ) -> tuple[Concept | None, str, str]:
        """One concept and the item out of what row and column name."""
        item = "".join(labels[-2:]) if labels and _CODE.match(labels[0]) else label
        if row is not None and column is not None and row is not column:
            if row.id.startswith(_DIVISIONS):
                # A subject's column of all money is the subject itself, unless the table is of income.
                if column.id in ("spend.current", "spend.total") or column.id.startswith("income.") and not self.of_income:
                    return row, "", row.label
                return column, row.id, column.label + "·" + row.label
            if self.taxonomy.is_within(row.id, column.id) or column.kind == "money" and row.kind == "money":
                return row, "", row.label
            return column, row.id, row.label + "·" + column.label
        if row is not None and self.of_income and row.id.startswith(_DIVISIONS):
            return self.taxonomy.concept("income.current"), row.id, row.label
        if row is not None:
            return row, "", row.label
        if column is not None:
            total = not label or bool(TOTAL.match(label))
            return column, "" if total else item, column.label if total else f"{item}·{column.label}"
        if self.division and head and TOTAL.match(head[-1]) and not TOTAL.match(label):
            whole = self.taxonomy.concept("income.current" if self.of_income else "spend.current")
            return whole, item, f"{item}·{whole.label}"
        return None, item, "·".join(filter(None, (label, head[-1] if head else "")))

    def _basis(self, head: str, label: str, figure: Figure, concept: Concept | None) -> Basis | None:
        found = cues.basis_in(head) or cues.basis_in(label)
        if not figure.unit.is_money:
            return found if found in (Basis.TARGET, Basis.ACTUAL) else None
        if found is None:
            found = cues.basis_in(self.caption)
        return found or self.setting.money_basis


def _trimmed(text: str) -> tuple[int, int]:
    """The characters of a cell without the blanks round them."""
    return len(text) - len(text.lstrip()), len(text.rstrip())
