"""Facts out of grids: the row says what, the column says on which basis, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from jiheng.core.documents.block import Block, Cell
from jiheng.core.facts.concept import Concept
from jiheng.core.facts.context import Basis, Context
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.units import Unit
from jiheng.core.period import Period
from jiheng.core.reading.extract import cues, headers
from jiheng.core.reading.extract import special_columns as special
from jiheng.core.reading.extract.bare_units import MONEY_WORDS, UnitsElsewhere
from jiheng.core.reading.extract.contexts import scopes_in
from jiheng.core.reading.extract.grid import TOTAL, Grid
from jiheng.core.reading.extract.indicator_columns import is_total
from jiheng.core.reading.extract.naming import fits, says_nothing
from jiheng.core.reading.extract.setting import Setting
from jiheng.core.reading.extract.table_carry import carried_fund
from jiheng.core.reading.extract.table_columns import Paths, by_basis
from jiheng.core.reading.extract.table_projects import numbered_project
from jiheng.core.reading.extract.table_topic import SPENDINGS, spending_topic
from jiheng.core.reading.extract.table_units import TableUnits
from jiheng.core.reading.extract.table_wholes import concept_above, grand_total, whole_of_rows

_CODE = re.compile(r"^[2-9]\d{2}(?:\d{2}){0,2}$")
_SCOPES = re.compile(r"一般公共预算财政拨款|政府性基金预算财政拨款|国有资本经营预算财政拨款|财政拨款|其他资金")
_FUND_COLUMN = re.compile(r"^(?:一般公共|政府性基金|国有资本经营)预算$")
_DIVISIONS = ("spend.function.", "spend.economic.")
_INCOME_TABLE = re.compile(r"收入(?:决算|预算)?(?:总)?表(?!.*支出)")
_LABEL_LENGTH = 40
TITLE_LENGTH = 300
_CENTS, _MANY_AMOUNTS = 2, 8
_TITLE_ROWS = 5
_ROW_HEAD = re.compile("年度|年份|项目|内容|单位|部门|序号|名称|类别|科目")
_ALL = ("spend.total", "spend.current")  # a row of these is of no item
_DIVISION_TABLE = re.compile(r"(?:收入|支出|拨款).{0,12}表")


@dataclass(slots=True)
class TableFacts:
    """The facts of one table by position, in the order of its cells; `unit` is what its caption gives for bare numbers."""

    grid: Grid
    unit: Unit | None = None
    facts: dict[tuple[int, int], Fact] = field(default_factory=dict)
    running: list[Cell] = field(default_factory=list)  # numbers that only count rows, and those whose column nobody knows


def read_table(table: Block, setting: Setting, skip: frozenset[str], names: Mapping[str, str], bare: UnitsElsewhere, above: str) -> TableFacts:
    """A fact for each numeric cell.

    `skip` holds the block ids of cells that an indicator row has taken, `names` the indicator's name by the block ids of its row,
    `bare` the units that the rest of the document gives, `above` the short lines that stand right above the table.
    """
    grid = Grid(table)
    first_rows = "".join(cell.text for cell in table.cells if cell.row < 4)
    unit = headers.table_unit(table.caption, first_rows)
    caption = "\n".join(filter(None, (table.caption, _own_title(grid))))
    reader = _TableReader(grid, setting, unit, caption, bare, above)
    found = TableFacts(grid, unit or reader.units.any())
    to_the_cent = _prints_cents(grid)
    indicators = {cell.row: names[cell.block.id] for cell in table.cells if cell.block.id in names}
    for (row, column), figure in grid.figures.items():
        cell = grid.at[row, column]
        if cell.block.id in skip:
            continue
        if not cell.placed or row in grid.unmatched_rows:
            found.running.append(cell)
            continue
        head = grid.header(row, column)
        if headers.is_running_number(head) or row in grid.counting_rows or _is_code_cell(cell, head):
            found.running.append(cell)
            continue
        fact = reader.fact(row, column, cell, figure, head, indicators.get(row, ""))
        if to_the_cent and fact.figure.unit.is_money and figure.text.isdigit() and int(figure.text) and not _is_repeated(grid, row, column):
            found.running.append(cell)  # a code or a row's number that slipped under a head of money
        else:
            found.facts[row, column] = fact
    return found


def _prints_cents(grid: Grid) -> bool:
    """Whether a table prints every amount to 0.01, zeroes at the end too: a whole number in it is no amount."""
    parts = [figure.text.partition(".")[2] for figure in grid.figures.values() if "." in figure.text]
    return len(parts) >= _MANY_AMOUNTS and all(len(part) == _CENTS for part in parts) and any(part.endswith("0") for part in parts)


def _is_repeated(grid: Grid, row: int, column: int) -> bool:
    """Whether another cell of a row holds the same amount: 1 beside 1.00 is no code."""
    value = grid.figures[row, column].value
    return any(at != column and (row, at) in grid.figures and grid.figures[row, at].value == value for at in range(grid.width))


def _own_title(grid: Grid) -> str:
    """The title that stands in a table's own first rows, one cell a row, as on a sheet."""
    lines: list[str] = []
    for row in range(min(_TITLE_ROWS, grid.height)):
        words = {grid.words(row, column) for column in range(grid.width)} - {""}
        if len(words) == 1:
            lines += words
        elif words:
            break
    return "\n".join(lines)


def _is_code_cell(cell: Cell, head: tuple[str, ...]) -> bool:
    return bool(_CODE.match(cell.text.strip())) and not head


class _TableReader:
    def __init__(self, grid: Grid, setting: Setting, unit: Unit | None, caption: str, bare: UnitsElsewhere, above: str) -> None:
        self.grid = grid
        self.setting = setting
        self.caption = caption
        self.units = TableUnits(grid, unit, bare, setting.taxonomy)
        self.above = above
        self.taxonomy = setting.taxonomy
        self._wholes: dict[tuple[str, ...], Concept | None] = {}
        self.of_income = bool(_INCOME_TABLE.search(caption))
        self.division = bool(_DIVISION_TABLE.search(caption))

    @cached_property
    def _words(self) -> str:
        return self.caption + "".join(cell.text for cell in self.grid.table.cells if len(cell.text) <= _LABEL_LENGTH)

    @cached_property
    def _is_project(self) -> bool:
        return special.is_project_form(self._words, self.setting.document.text[:TITLE_LENGTH])

    @cached_property
    def _has_funds(self) -> bool:
        return "财政" in self._words

    def fact(self, row: int, column: int, cell: Cell, figure: Figure, head: tuple[str, ...], indicator: str = "") -> Fact:
        """The fact of one numeric cell; `indicator` is the name of its row's indicator."""
        labels = self.grid.row_label(row, column)
        label = labels[-1] if labels else ""
        head_words = "".join(head)
        figure = headers.with_unit(figure, self.units.of(row, label, head, indicator))
        figure = headers.in_full(figure, money=not indicator and MONEY_WORDS.search(label + head_words) is not None)
        row_concept = (self._coded((self.grid.code(row, column), *labels)) or self._concept(label, figure)) if not indicator else None
        column_concept = self._concept(head[-1] if head else "", figure) or self._concept(head_words, figure)
        change = next((words for words in (head[-1] if head else "", label) if special.is_change(words)), "")
        of = ""
        carried: tuple[Concept, str] | None = None
        points = self._points(row, label, head, figure)
        if indicator and points is None:
            concept, item, words = column_concept, indicator, f"{indicator}·{head[-1] if head else ''}"
        elif points is not None:
            concept, item, words = points
        elif change:
            other = (head[-1] if head else "") if change == label else label
            whole = self._money(other) or (column_concept if change == label else row_concept)
            if whole is None and change == label and head and TOTAL.match(head[-1]):
                whole = self._whole_of(head)
            if whole is not None and not figure.unit.is_ratio and not fits(figure.unit, whole):
                whole = None  # nor were the figures it is of read as this
            of = whole.id if whole is not None and not whole.id.startswith("change.") else ""
            concept, item, words = self._changed(change, figure), "" if of else other, f"{other}·{change}"
        elif figure.unit.is_money and (carried := carried_fund(self.grid, row, column, self.taxonomy)) is not None:
            concept, item, words = carried[0], "", carried[0].label
        elif figure.unit.is_money and (grand := grand_total(self.grid, row, column, f"{self.above}\n{self.caption}")) is not None:
            concept = self.taxonomy.concept(grand) if grand else None
            item, words = ("", concept.label) if concept else (label, f"{label}·{''.join(head[-1:])}")
        else:
            concept, item, words, of = self._plain(row_concept, column_concept, row, head, labels, figure)
        dated = special.without_base(head_words) if change else head_words
        year = headers.year_of(dated, self.setting.period.year)
        if year == self.setting.period.year and not cues.YEAR.search(dated):
            year = headers.year_of(special.without_base(label) if change else label, year)
        basis = None if points is not None else self._basis(head_words, label, figure, concept, change=bool(change))
        if figure.unit.is_money and special.is_of_funds(label) and (special.funds_basis(head_words) or cues.basis_in(head_words)) is None:
            basis = self._basis_above(row, column) or basis
        scope = (
            carried[1]
            if carried
            else (
                _FUND_COLUMN.findall(head[-1] if head and row_concept is not None else "")
                or _SCOPES.findall(head_words + label)
                or scopes_in(self.caption)
                or [""]
            )[-1]
        )
        context = Context(self.setting.subject, Period(year), basis, scope, item)
        quote = "｜".join((*labels[-1:], *head[-1:], cell.text.strip()))
        span = self.setting.document.span(cell.block, *_trimmed(cell.text), quote)
        return Fact(concept.id if concept else "", words, context, figure, span, of, trust=Decimal("0.9" if concept else "0.5"))

    def _plain(
        self, row: Concept | None, column: Concept | None, at: int, head: tuple[str, ...], labels: tuple[str, ...], figure: Figure
    ) -> tuple[Concept | None, str, str, str]:
        """Concept, item, label and what a rate is of in row `at`, where neither points nor a change are printed."""
        label = labels[-1] if labels else ""
        last = head[-1] if head else ""
        if figure.unit.is_ratio and (special.is_execution_rate(last) or special.is_execution_rate(label)):
            rate = self.taxonomy.concept("spend.execution_rate")
            other = label if special.is_execution_rate(last) else last
            whole = self.taxonomy.concept("spend.total") if special.is_all_funds(other) else self._money(other)
            if whole is not None and special.funds_concept(other, "", project=self._is_project, mixed=True) == "spend.project":
                whole = self.taxonomy.concept("spend.project")
            total = whole is None or TOTAL.match(other) or whole.id in _ALL
            item = "" if total or whole is None else whole.id
            if whole is None and other == label and not TOTAL.match(label) and not cues.YEAR.search(label) and not says_nothing(label):
                item = label  # the rate of one project in a list of them
            return rate, item, f"{other}·{rate.label}" if other else rate.label, whole.id if whole is not None else ""
        if figure.unit.is_money:
            funds = special.funds_concept(label, "".join(head), project=self._is_project, mixed=self._has_funds)
            if funds:
                concept = self.taxonomy.concept(funds)
                source = special.funds_concept(label, "", project=False, mixed=True) or (row.id if row is not None else "")
                item = source if funds == "budget.arrived" and source not in ("", funds) else ""
                if funds == "spend.project":
                    item = special.funds_item(label, last)
                return concept, item, concept.label if not item else f"{label}·{concept.label}", ""
            if row is None and special.is_all_funds(label) and (column is None or column.id.startswith("budget.")):
                whole = self.taxonomy.concept("spend.project" if self._is_project else "spend.total")
                return whole, "", whole.label, ""
            project = numbered_project(self.grid, at, label, self.taxonomy)
            if project:
                return self.taxonomy.concept("spend.project"), project, project, ""
        if column is None and row is None and head and (path := self._path(head)) and TOTAL.match(path[-1]):
            whole = self._whole_of(path)
            # In a table of divided income or spending 合计 is of all of it; in one of three-public money it is of that.
            column = whole if whole is None or not self.division or not whole.id.startswith(("income.", "spend.")) else None
        if row is None and column is None and figure.unit.is_money and TOTAL.match(label):
            row = self._whole_of_rows
        found, item, words = self._combine(row, column, label, head, labels)
        if found is not None and found.id in SPENDINGS and not item and self._topic is not None:
            return self._topic, "", self._topic.label, ""
        return found, item, words, ""

    @cached_property
    def _whole_of_rows(self) -> Concept | None:
        """What a row 合计 is the whole of."""
        names = {self.grid.words(row, 0) for row in range(self._first_row, self.grid.height)} - {""}
        return whole_of_rows([self._money(name) for name in names if not TOTAL.match(name)], self.taxonomy)

    @cached_property
    def _topic(self) -> Concept | None:
        return spending_topic(f"{self.above}\n{self.caption}", self.grid, self.taxonomy)

    def _whole_of(self, head: tuple[str, ...]) -> Concept | None:
        """What a column 合计 is the whole of: the nearest concept above those of all columns beside it."""
        if head not in self._wholes:
            paths = set(self._paths.values())
            beside = [path for path in paths if path and path != head and path[: len(head) - 1] == head[:-1] and len(path) == len(head)]
            concepts = [self._money(path[-1]) for path in beside]
            parents = {concept.parent for concept in concepts if concept is not None}
            known = len(parents) == 1 and sum(concept is not None for concept in concepts) > 1
            others = [self._money(path[-1]) for path in beside if not _ROW_HEAD.fullmatch(path[-1])]
            parent = parents.pop() if known else concept_above(others, self.taxonomy)
            self._wholes[head] = self.taxonomy.concept(parent) if parent else None
        return self._wholes[head]

    def _path(self, head: tuple[str, ...]) -> tuple[str, ...]:
        """A head as `_paths` has it."""
        turned = (head[-1], *head[:-1])
        return turned if turned in self._paths.values() else head

    @cached_property
    def _paths(self) -> Paths:
        """The heads of the columns over the first row of figures, a basis that closes them first."""
        return by_basis({column: self.grid.header(self._first_row, column) for column in range(self.grid.width)}) if self._first_row else {}

    @cached_property
    def _first_row(self) -> int:
        return min((row for row, _ in self.grid.figures), default=0)

    def _money(self, words: str) -> Concept | None:
        """The concept of money that words name, whatever figure stands beside them."""
        found = self.taxonomy.exact(words)
        if found is None:
            hits = [hit.concept for hit in self.taxonomy.find(words) if hit.concept.kind == "money"]
            found = hits[-1] if hits else None
        return found

    def _points(self, row: int, label: str, head: tuple[str, ...], figure: Figure) -> tuple[Concept, str, str] | None:
        """Points over the year's funds are those of the rate of execution; in a total row they are the table's."""
        last = head[-1] if head else ""
        concept = special.points_concept(last) if figure.unit.key == "分" else ""
        if not concept:
            return None
        above = self._head_row(row)
        if above is not None and any(special.is_execution_rate(self.grid.words(above, column)) for column in range(self.grid.width)):
            item = "预算执行率"
        elif is_total(label):
            if concept == "indicator.score":
                total = self.taxonomy.concept("score.total")
                return total, "", total.label
            item = "总分"
        else:
            return None
        return self.taxonomy.concept(concept), item, f"{item}·{'指标分值' if concept == 'indicator.weight' else '指标得分'}"

    def _head_row(self, row: int) -> int | None:
        return next((up for up in range(row - 1, -1, -1) if up in self.grid.head_rows), None)

    def _changed(self, words: str, figure: Figure) -> Concept:
        return self.taxonomy.concept(special.change_concept(words, ratio=figure.unit.is_ratio))

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
            found = self.taxonomy.by_code(match[0]) if match else None
            if found is not None:
                return found
        return None

    def _combine(
        self, row: Concept | None, column: Concept | None, label: str, head: tuple[str, ...], labels: tuple[str, ...]
    ) -> tuple[Concept | None, str, str]:
        """One concept and the item out of what row and column name."""
        item = "".join(labels[-2:]) if labels and _CODE.match(labels[0]) else label
        if row is not None and column is not None and row is not column:
            if row.id.startswith(_DIVISIONS):
                # A subject's column of all money is the subject itself, unless the table is of income.
                if row.id.startswith(_DIVISIONS[1]) and self.taxonomy.is_within(column.id, "spend.basic"):
                    return row, "", row.label
                if column.id in ("spend.current", "spend.total") or (column.id.startswith("income.") and not self.of_income):
                    return row, "", row.label
                return column, row.id, column.label + "·" + row.label
            if row.id == "staff.actual" and column.id.startswith("staff."):
                return column, "", column.label  # 财政供养人员 × 编制数
            if self.taxonomy.is_within(column.id, row.id):
                return column, "", column.label  # the row of the whole, the column of a kind: 资金总额 × 基本支出
            if self.taxonomy.is_within(row.id, column.id) or (column.kind == "money" and row.kind == "money"):
                return row, "", row.label
            return column, row.id, row.label + "·" + column.label
        if row is not None and self.of_income and row.id.startswith(_DIVISIONS):
            return self.taxonomy.concept("income.current"), row.id, row.label
        if row is not None:
            return row, "", row.label
        if column is not None:
            total = not label or bool(TOTAL.match(label) or cues.NO_ITEM.fullmatch(label) or says_nothing(label))
            return column, "" if total else item, column.label if total else f"{item}·{column.label}"
        if self.division and head and TOTAL.match(head[-1]):
            whole = self.taxonomy.concept("income.current" if self.of_income else "spend.current")
            return (whole, "", whole.label) if TOTAL.match(label) else (whole, item, f"{item}·{whole.label}")
        return None, item, "·".join(filter(None, (label, head[-1] if head else "")))

    def _basis(self, head: str, label: str, figure: Figure, concept: Concept | None, *, change: bool = False) -> Basis | None:
        if change:
            return self.setting.money_basis
        if concept is not None and concept.id == "spend.execution_rate":
            return Basis.OUTTURN
        found = special.funds_basis(head + label) or cues.basis_in(head) or cues.basis_in(label)
        if not figure.unit.is_money:
            return found if found in (Basis.TARGET, Basis.ACTUAL) else None
        if found is None:
            found = cues.basis_in(self.caption)
        return found or self.setting.money_basis

    def _basis_above(self, row: int, column: int) -> Basis | None:
        """What the funds are that a row parts by source where its head does not say it: 市财政 below 计划安排资金, beside 市财政 below 到位资金."""
        at = next((left for left in range(column - 1, -1, -1) if self.grid.is_words(row, left)), -1)
        while at >= 0 and row >= 0 and special.is_of_funds(words := self.grid.words(row, at)) and words:
            row -= 1
        words = self.grid.words(row, at) if at >= 0 and row >= 0 else ""
        return special.funds_basis(words) or cues.basis_in(words)


def _trimmed(text: str) -> tuple[int, int]:
    """The characters of a cell without the blanks round them."""
    return len(text) - len(text.lstrip()), len(text.rstrip())
