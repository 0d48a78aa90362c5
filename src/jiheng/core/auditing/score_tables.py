"""Indicator tables as checks see them: rows, printed points of groups, the total; and the facts behind their cells.

Statements list rows, groups and totals of all tables of a document; here they are parted into tables again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from jiheng.core.auditing.audit_input import AuditInput, shared
from jiheng.core.auditing.structure import view_of
from jiheng.core.documents.block import Block, BlockKind, Cell
from jiheng.core.documents.locator import SheetPlace
from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.indicator import GroupTotal, StatedIndicator
from jiheng.core.figures.figure import Figure

EXECUTION = "预算执行率"
_LONG = 30  # characters of running text that part two tables
_ATTACHMENT = re.compile(r"附\s*件\s*\d{0,2}$")  # what begins an attachment is no more of the one before
_BLANK = frozenset(("", "/", "／", "-", "—", "——", "－", "无", "…", "……", "\\"))


@dataclass
class ScoreTable:
    """One indicator table. `execution` are the 10 points of the form's upper part; `total` is its last row."""

    rows: list[StatedIndicator] = field(default_factory=list)
    groups: list[GroupTotal] = field(default_factory=list)
    execution: GroupTotal | None = None
    total: GroupTotal | None = None

    @cached_property
    def weighed(self) -> list[StatedIndicator]:
        """The rows that stand for an indicator, in order; asked for when the table is whole."""
        return [row for row in self.rows if not is_blank(row)]

    @cached_property
    def scored(self) -> list[StatedIndicator]:
        """The rows with points of their own: not those that share a merged cell of points with other rows."""
        shared = Counter(row.spans[name].start for row in self.rows for name in ("weight", "score") if name in row.spans)
        return [row for row in self.weighed if all(shared[row.spans[name].start] == 1 for name in ("weight", "score") if name in row.spans)]

    def is_unbroken(self, rows: Sequence[StatedIndicator]) -> bool:
        """Whether no row of the form between these rows was left unread; other groups' rows and subtotals may stand there."""
        known: dict[str, set[int]] = {}
        for span in (*(row.origin for row in self.rows), *(group.origin for group in self.groups)):
            known.setdefault(table_id(span), set()).add(row_number(span))
        mine: dict[str, list[int]] = {}
        for row in rows:
            mine.setdefault(table_id(row.origin), []).append(row_number(row.origin))
        return all(min(numbers) and known[table].issuperset(range(min(numbers), max(numbers) + 1)) for table, numbers in mine.items())


@dataclass(frozen=True, slots=True)
class Points:
    """A sum of printed points: its value, and what rounding of the points may have hidden."""

    value: Decimal
    slack: Decimal

    @staticmethod
    def of(figures: Iterable[Figure]) -> Points:
        """The sum; points printed whole are exact, points with decimals may each be half a step off."""
        total = slack = Decimal(0)
        for figure in figures:
            total += figure.number
            if figure.step < 1:
                slack += figure.step / 2
        return Points(total, slack)

    def prints(self, figure: Figure) -> bool | None:
        """True when the sum is the printed figure, False when rounding explains the difference, None when it is not."""
        if self.value == figure.number:
            return True
        rounded = self.slack and self.value.quantize(figure.step, ROUND_HALF_UP) == figure.number
        return False if rounded or abs(self.value - figure.number) <= self.slack else None


def figures_of(rows: Iterable[StatedIndicator], field: str) -> list[Figure]:
    """The points printed in one column (weight or score); a cell merged over several rows counts once."""
    seen: set[int] = set()
    found: list[Figure] = []
    for row in rows:
        figure, span = (row.weight if field == "weight" else row.score), row.spans.get(field)
        if figure is None or (span is not None and span.start in seen):
            continue
        if span is not None:
            seen.add(span.start)
        found.append(figure)
    return found


def is_blank(row: StatedIndicator) -> bool:
    """Whether a row is the form's own line that was left unused: "/" and no points."""
    unused = row.target in _BLANK and name_of(row) in _BLANK
    return unused and not (row.weight is not None and row.weight.number)


def name_of(row: StatedIndicator) -> str:
    """What a row calls its indicator."""
    for level in reversed(row.level):
        if level:
            return level
    return ""


def is_empty(text: str) -> bool:
    """Whether a cell's words say nothing."""
    return text.strip().strip("。.；;") in _BLANK


def plain(number: Decimal) -> str:
    """A number of points without needless zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@shared
def tables_of(given: AuditInput) -> tuple[ScoreTable, ...]:
    """The document's indicator tables, in order; a table goes on over pages until its total, or until a new one begins."""
    said = given.statements
    if not said.indicators:
        return ()
    items: list[StatedIndicator | GroupTotal] = [*said.indicators, *said.groups, *said.totals]
    items.sort(key=lambda item: item.origin.start)
    closing = {id(total) for total in said.totals}
    parted = _parted(given)
    found: list[ScoreTable] = []
    now = ScoreTable()
    before: StatedIndicator | GroupTotal | None = None
    for item in items:
        executing = isinstance(item, GroupTotal) and item.name == EXECUTION
        fresh = bool(now.rows) and (executing or (before is not None and _begins(item, before, now, parted)))
        if fresh or now.total is not None:
            found.append(now)
            now = ScoreTable()
        if isinstance(item, StatedIndicator):
            now.rows.append(item)
        elif id(item) in closing:
            now.total = item
        elif executing:
            now.execution = item
        else:
            now.groups.append(item)
        before = item
    return tuple(table for table in (*found, now) if table.rows)


def _begins(item: StatedIndicator | GroupTotal, before: StatedIndicator | GroupTotal, now: ScoreTable, parted: dict[str, int]) -> bool:
    """Whether a row in another table of the document opens a new indicator table."""
    mine, last = table_id(item.origin), table_id(before.origin)
    if mine == last:
        return False
    if parted.get(mine, 0) != parted.get(last, 0) or _sheet(item) != _sheet(before):
        return True
    group = item.level[0] if isinstance(item, StatedIndicator) else item.name
    known = [row.level[0] for row in now.rows]
    return bool(group) and group in known and group != known[-1]


def _sheet(item: StatedIndicator | GroupTotal) -> str:
    """The sheet of a workbook on which a row stands; a table does not go on over sheets as it does over pages."""
    place = item.origin.locator
    return place.sheet if isinstance(place, SheetPlace) else ""


def _parted(given: AuditInput) -> dict[str, int]:
    """For each table the number of long paragraphs and labels of attachments above it: equal numbers are one table on two pages."""
    count = 0
    found: dict[str, int] = {}
    for block in given.document.blocks:
        if block.kind is BlockKind.TABLE:
            found[block.id] = count
        elif block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH) and (len(block.text) > _LONG or _ATTACHMENT.match(block.text.strip())):
            count += 1
    return found


def table_id(span: Span) -> str:
    """The table that a cell belongs to: t2.12.4 is in t2."""
    return span.block.partition(".")[0]


def row_id(span: Span) -> str:
    """The row of a table that a cell belongs to: t2.12.4 is in t2.12."""
    return span.block.rpartition(".")[0]


def row_number(span: Span) -> int:
    """The row's number in its table, 0 outside tables."""
    parts = span.block.split(".")
    return int(parts[1]) if len(parts) > 2 and parts[1].isdigit() else 0


class CellFacts:
    """The facts of table cells, to be found by place."""

    def __init__(self, given: AuditInput) -> None:
        """Index the facts that stand in tables."""
        self._at = {fact.origin.start: fact for fact in given.statements.facts if fact.origin.block.startswith("t")}
        self._rows: dict[str, list[Fact]] = {}
        for fact in self._at.values():
            self._rows.setdefault(row_id(fact.origin), []).append(fact)

    def of(self, row: StatedIndicator, *names: str) -> tuple[Fact, ...]:
        """The facts of some cells of an indicator row; of all when none is named."""
        wanted = names or tuple(row.spans)
        return tuple(fact for name in wanted if (span := row.spans.get(name)) and (fact := self._at.get(span.start)))

    def in_row(self, span: Span) -> list[Fact]:
        """All facts of the table row that a cell stands in."""
        return self._rows.get(row_id(span), [])

    def rows(self) -> Iterable[list[Fact]]:
        """The facts of every table row."""
        return self._rows.values()

    def printed(self, group: GroupTotal, figure: Figure) -> tuple[Span, tuple[Fact, ...]]:
        """Where a group's or total's points are printed, and the fact of them."""
        for fact in self.in_row(group.origin):
            if fact.figure.number == figure.number and fact.concept.startswith(("indicator.", "score.")):
                return fact.origin, (fact,)
        return group.origin, ()


@shared
def cell_facts(given: AuditInput) -> CellFacts:
    """The facts of the document's table cells."""
    return CellFacts(given)


def spans_of(row: StatedIndicator, *names: str) -> tuple[Span, ...]:
    """The evidence of some cells of a row, those that are printed."""
    found = tuple(dict.fromkeys(row.spans[name].start for name in names if name in row.spans))
    by_start = {span.start: span for span in row.spans.values()}
    return tuple(by_start[start] for start in found) or (row.origin,)


def heads_of(given: AuditInput, table: ScoreTable) -> list[Cell]:
    """The cells above a table's first row: its column heads and what stands above them."""
    first = table.rows[0].origin
    block = block_of(given, table_id(first))
    return [cell for cell in block.cells if cell.row < row_number(first) - 1] if block is not None else []


def block_of(given: AuditInput, id: str) -> Block | None:
    """A block of the document by its id."""
    return view_of(given.document).blocks.get(id)


def has_reasons(given: AuditInput, table: ScoreTable) -> bool:
    """Whether a table has a column for reasons of deviations."""
    if any(row.reason for row in table.rows):
        return True
    return any(re.search("原因|改进措施", cell.text) for cell in heads_of(given, table))


def span_of_cell(given: AuditInput, cell: Cell) -> Span:
    """Evidence for a whole cell."""
    text = cell.text
    start = len(text) - len(text.lstrip())
    return given.document.span(cell.block, start, start + len(text.strip()))
