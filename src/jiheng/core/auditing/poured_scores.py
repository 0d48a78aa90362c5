"""The points and scores of an indicator table whose names and numbers were poured apart, with their total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.funds_rows import Column, funds_rows, lines_of
from jiheng.core.auditing.level_points import Points
from jiheng.core.auditing.score_tables import tables_of

_HEADS = re.compile(r"分\s?值\s*[|｜]?\s*(?:自评)?得\s?分")
_NUMBER = re.compile(r"(?<=[\s|｜])\d{1,3}(?:\.\d{1,2})?(?=[\s|｜]|$)", re.MULTILINE)
_APART = re.compile(r"[\s|｜]*")
_PAIR, _LEAST, _MOST = 2, 3, 60  # numbers of a row; rows
_HALF = 50  # the least that a total of points is


@dataclass(frozen=True, slots=True)
class PouredTotal:
    """A total of points and of scores, and what stands before it."""

    total: tuple[Points, Points]
    rows: tuple[tuple[Points, Points], ...]
    others: tuple[Decimal, Decimal]  # points and score of the rate of execution, told with the funds

    def made(self, column: int) -> Decimal:
        """What the points (0) or the scores (1) come to."""
        return self.others[column] + sum((row[column].value for row in self.rows), Decimal(0))

    def holds(self, column: int) -> bool:
        """Whether that is what the total prints."""
        return self.made(column) == self.total[column].value


def poured_totals(given: AuditInput) -> Iterator[PouredTotal]:
    """The totals of which the points or the scores are those of all rows before them; the other ones should be as well."""
    if "分值" not in given.document.text or any(table.total is not None for table in tables_of(given)):
        return
    flat = lines_of(given)
    forms = [(rows[0].cells[Column.SPENT].start, rows[0]) for rows in funds_rows(given) if Column.SPENT in rows[0].cells]
    heads = list(_HEADS.finditer(flat.text))
    for at, head in enumerate(heads):
        row = next((row for start, row in reversed(forms) if start < head.start()), None)
        others = (Decimal(0), Decimal(0))
        if row is not None and Column.SCORE in row.cells and Column.POINTS in row.cells:
            others = (row.cells[Column.POINTS].value, row.cells[Column.SCORE].value)
        end = (
            heads[at + 1].start() if at + 1 < len(heads) else flat.starts[flat.index(head.start())] + len(flat.blocks[flat.index(head.start())].text)
        )
        yield from _total(list(_pairs(flat.text, head.end(), end)), others)


def _pairs(text: str, start: int, end: int) -> Iterator[tuple[Points, Points]]:
    """The last two numbers of each row, and those of a total that stands right behind them."""
    run: list[Points] = []
    for found in _NUMBER.finditer(text, start, end):
        number = Points(Decimal(found[0]), found.start(), found.end())
        if run and _APART.fullmatch(text, run[-1].end, number.start) is None:
            yield from _of_run(run)
            run = []
        run.append(number)
    yield from _of_run(run)


def _of_run(run: Sequence[Points]) -> Iterator[tuple[Points, Points]]:
    if len(run) >= 2 * _PAIR and run[-_PAIR].value >= _HALF:
        yield run[-4], run[-3]
    if len(run) >= _PAIR:
        yield run[-2], run[-1]


def _total(pairs: Sequence[tuple[Points, Points]], others: tuple[Decimal, Decimal]) -> Iterator[PouredTotal]:
    for at in range(_LEAST, min(len(pairs), _MOST)):
        one = PouredTotal(pairs[at], tuple(pairs[:at]), others)
        if min(score.value for score in pairs[at]) >= _HALF and (one.holds(0) or one.holds(1)):
            yield one
            return
