"""JH-A-013 表中一列由另两列算出，个别行不符。"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, permutations

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.block import Block, BlockKind, Cell
from jiheng.core.figures.interval import Interval

CODE = "JH-A-013"
_NUMBER = re.compile(r"\s*([-－—]?)\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(%|％|万元|元|万|人|户|个|亩)?\s*")
_HUNDRED = Decimal(100)
_COLUMNS, _ROWS = 12, 300
_MOST_COLUMNS = 40  # a row of whole numbers no higher, rising from left to right, counts columns
_PROOF = 6  # digits beyond the first that the rows which hold must show together: then it is no chance
_RATE = "spend.execution_rate"  # JH-A-229 judges those


@dataclass(frozen=True, slots=True)
class _Number:
    cell: Cell
    value: Decimal
    step: Decimal
    range: Interval
    digits: int


@dataclass(frozen=True, slots=True)
class _Rule:
    """How one column may come of two others."""

    words: str
    of: Callable[[Interval, Interval], Interval]
    divides: bool = False


_POINT = Interval.point(_HUNDRED)
_RULES = (
    _Rule("－", lambda one, other: one - other),
    _Rule("＋", lambda one, other: one + other),
    _Rule("÷", lambda one, other: one / other, divides=True),
    _Rule("÷（以百分数计）", lambda one, other: one / other * _POINT, divides=True),
    _Rule("比前者增长（%）", lambda one, other: one / other * _POINT - _POINT, divides=True),
)
_Row = dict[int, _Number]


@check(
    code=CODE,
    title="表中一列由另两列算出，个别行不符",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("sh-final-accounts-2024-a#支出决算表", "rules-practice#A02"),
)
def column_of_columns(given: AuditInput) -> Iterable[Outcome]:
    """一张表中几乎每一行的某列都等于另两列相加、相减或相除的，其余的行也应如此。

    Holds: 这一行的三个数相符。   Breaks: 别的行都相符，只有这一行（至多四分之一的行）不符。
    Unknown: 相符的行太少，看不出各列的关系。   Mend: 核对这一行的三个数。
    """
    told = {fact.origin.block for fact in given.statements.facts if fact.concept == _RATE}
    for table in given.document.blocks:
        if table.kind is BlockKind.TABLE:
            yield from _judge(table, given, told)


def _judge(table: Block, given: AuditInput, told: set[str]) -> Iterator[Outcome]:
    rows = [row for row in _rows(table) if len(row) > 2 and not _numbers_columns(row)][:_ROWS]
    columns = sorted({column for row in rows for column in row})[:_COLUMNS]
    judged: set[str] = set()
    # Of "A－B＝C" and "B＋C＝A" people print the first: what is worked out stands behind what it is worked out of.
    for result, one, other in sorted(permutations(columns, 3), key=lambda three: three[0] < max(three[1:])):
        full = [row for row in rows if {result, one, other} <= row.keys() and row[result].value and row[one].value and row[other].value]
        if _proof(full, result, one, other) < _PROOF:
            continue
        for rule in _RULES:
            if rule.words == "＋" and one > other:
                continue
            held, failed = _tried(full, result, one, other, rule)
            if len(held) < 2 or len(failed) > max(1, len(held) // 4) or len(failed) >= len(held) or _proof(held, result, one, other) < _PROOF:
                continue
            for row in held:
                if row[result].cell.block.id not in judged:
                    judged.add(row[result].cell.block.id)
                    yield _held(row, (result, one, other), rule, given)
            for row in failed:
                cells = {row[column].cell.block.id for column in (result, one, other)}
                if not cells & judged and not cells & told and not _is_explained(row, (result, one, other), rule):
                    judged |= cells
                    yield _finding(row, (result, one, other), rule, given)


def _rows(table: Block) -> Iterator[_Row]:
    """The numbers of each row by column."""
    rows: dict[int, _Row] = {}
    for cell in table.cells:
        found = _NUMBER.fullmatch(cell.text)
        if found is None:
            continue
        value = Decimal(found[2].replace(",", "") + (found[3] or ""))
        value = -value if found[1] else value
        step = Decimal(1).scaleb(-len((found[3] or ".")[1:]))
        digits = len(value.normalize().as_tuple().digits)
        rows.setdefault(cell.row, {})[cell.column] = _Number(cell, value, step, Interval(value - step / 2, value + step / 2), digits)
    yield from rows.values()


def _numbers_columns(row: _Row) -> bool:
    """Whether a row only numbers the columns (栏次 1, 2, 3 …)."""
    values = [row[column].value for column in sorted(row)]
    rising = all(one < other for one, other in pairwise(values))
    return rising and all(value == value.to_integral_value() for value in values) and values[-1] <= _MOST_COLUMNS


def _tried(rows: Sequence[_Row], result: int, one: int, other: int, rule: _Rule) -> tuple[list[_Row], list[_Row]]:
    """The rows that keep the rule and those that don't; no further than until it is clear that too many don't."""
    held: list[_Row] = []
    failed: list[_Row] = []
    for row in rows:
        if not _can_tell(row, result, one, other, rule):
            continue
        fits = rule.of(row[one].range, row[other].range).meets(row[result].range)
        (held if fits else failed).append(row)
        if len(failed) > max(1, len(rows) // 4):
            break
    return held, failed


def _proof(rows: Sequence[_Row], result: int, one: int, other: int) -> int:
    """The digits beyond the first that the rows show together."""
    return sum(max(0, min(row[result].digits, row[one].digits, row[other].digits) - 1) for row in rows)


def _can_tell(row: _Row, result: int, one: int, other: int, rule: _Rule) -> bool:
    """Whether the three numbers can tell of the rule: they are not all the same, and what is divided by cannot be nought."""
    if rule.divides:
        return row[other].range.low > 0
    return len({row[result].value, row[one].value, row[other].value}) > 1


def _is_explained(row: _Row, columns: tuple[int, int, int], rule: _Rule) -> bool:
    """Whether a further number of the row makes up for the difference, as a third kind of funds would."""
    result, one, other = columns
    if rule.divides:
        return False
    made = rule.of(row[one].range, row[other].range)
    rest = [number for column, number in row.items() if column not in columns and number.value]
    return any((made + number.range).meets(row[result].range) or (made - number.range).meets(row[result].range) for number in rest)


def _held(row: _Row, columns: tuple[int, int, int], rule: _Rule, given: AuditInput) -> Held:
    spans = tuple(given.document.span(row[column].cell.block, 0, len(row[column].cell.text)) for column in columns)
    blocks = {row[column].cell.block.id for column in columns}
    facts = tuple(fact for fact in given.statements.facts if fact.origin.block in blocks)
    return Held(CODE, Band.ROUNDING, spans, facts, _words(row, columns, rule))


def _words(row: _Row, columns: tuple[int, int, int], rule: _Rule) -> str:
    result, one, other = (row[column].cell.text.strip() for column in columns)
    return f"{one} {rule.words} {other}，印作{result}"


def _finding(row: _Row, columns: tuple[int, int, int], rule: _Rule, given: AuditInput) -> Finding:
    result, one, other = columns
    made = rule.of(Interval.point(row[one].value), Interval.point(row[other].value)).low.quantize(row[result].step)
    spans = tuple(given.document.span(row[column].cell.block, 0, len(row[column].cell.text)) for column in columns)
    blocks = {row[column].cell.block.id for column in columns}
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"这张表其余各行都是{_named(one)}{rule.words}{_named(other)}得{_named(result)}，这一行算得{made:f}，印作{row[result].cell.text.strip()}",
        "核对这一行的三个数",
        spans,
        expected=f"{made:f}",
        stated=row[result].cell.text.strip(),
        facts=tuple(fact for fact in given.statements.facts if fact.origin.block in blocks),
        working=(_words(row, columns, rule),),
    )


def _named(column: int) -> str:
    return f"第{column + 1}列"
