"""JH-A-228 自评表的预算按收入、按支出分列，与全年预算数不符。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import causes, words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import table_id
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.block import Block
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.interval import Interval

CODE = "JH-A-228"
_BY_INCOME, _BY_SPENDING = "按收入性质分", "按支出性质分"
_ROWS = 8  # below the heads of the split
_SPENDING = ("spend.basic", "spend.project")
_INCOME = re.compile("一般公共预算|政府性基金|国有资本|专户|非税|其他资金|单位资金|事业收入")


@check(
    code=CODE,
    title="自评表的预算按收入、按支出分列，与全年预算数不符",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("seed-lusong-2023#附件3",),
)
def budget_split(given: AuditInput) -> Iterable[Outcome]:
    """按收入性质分=按支出性质分=全年预算数；各项资金之和、基本支出加项目支出，各等于所分的总数。

    Holds: 相等，或取整之内。   Breaks: 印出的数不等。
    Unknown: 分列的数没有写全。   Mend: 以调整后的全年预算为准，更正分列的数。
    """
    tables: dict[str, list[Fact]] = {}
    for fact in given.statements.facts:
        if fact.origin.block.startswith("t") and fact.figure.unit.is_money:
            tables.setdefault(table_id(fact.origin), []).append(fact)
    for block in given.document.tables():
        facts = tables.get(block.id, [])
        income, spending = _split(block, facts, _BY_INCOME), _split(block, facts, _BY_SPENDING)
        if income is None and spending is None:
            continue
        first = min(_row(fact) for fact in (income, spending) if fact is not None)
        total = next(
            (fact for fact in facts if fact.context.basis is Basis.BUDGET and fact.concept.startswith("spend.") and _row(fact) < first), None
        )
        wholes = [fact for fact in (total, income, spending) if fact is not None]
        if len(wholes) == 1:
            yield NotEvaluated(CODE, f"{wholes[0].label}{wholes[0].figure.text}，没有别的总数可以相比", (wholes[0].origin,))
        for other in wholes[1:]:
            yield _same(wholes[0], other, given)
        below = _below(facts, [fact for fact in (income, spending) if fact is not None])
        if income is not None:
            yield from _parts(income, [fact for fact in below if fact.concept.startswith("income.") or _INCOME.search(fact.label)], 1, given)
        if spending is not None:
            yield from _parts(spending, [fact for fact in below if fact.concept in _SPENDING], len(_SPENDING), given)


def _split(block: Block, facts: list[Fact], head: str) -> Fact | None:
    """The figure in the cell that begins with these words, or in the next cell of its row."""
    if not facts:
        return None
    for cell in block.cells:
        if cell.text.strip().startswith(head):
            places = {cell.block.id, *(c.block.id for c in block.cells if c.row == cell.row and c.column == cell.column + cell.columns)}
            return next((fact for fact in facts if fact.origin.block in places), None)
    return None


def _row(fact: Fact) -> int:
    return int(fact.origin.block.split(".")[1])


def _below(facts: list[Fact], heads: list[Fact]) -> list[Fact]:
    first = max(_row(fact) for fact in heads)
    return [fact for fact in facts if first < _row(fact) <= first + _ROWS and fact.context.basis is Basis.BUDGET]


def _same(one: Fact, other: Fact, given: AuditInput) -> Outcome:
    if one.figure.agrees(other.figure):
        band = Band.EXACT if one.figure.value == other.figure.value else Band.ROUNDING
        return Held(CODE, band, (one.origin, other.origin), (one, other), f"{one.figure.text} = {other.figure.text}")
    return _finding(other, one.figure.value, (one,), f"{_name(other)}{other.figure.text}与{_name(one)}{one.figure.text}不等", given)


def _name(fact: Fact) -> str:
    """What a reader calls it: the words of its own cell, else the year's budget."""
    head = fact.origin.quote.strip()
    return next((words for words in (_BY_INCOME, _BY_SPENDING) if words in head), "全年预算数")


def _parts(whole: Fact, parts: list[Fact], least: int, given: AuditInput) -> Iterable[Outcome]:
    if len(parts) < least:
        if parts:
            yield NotEvaluated(CODE, f"{whole.label}{whole.figure.text}：分项没有写全", (whole.origin, *(part.origin for part in parts)))
        return
    total, spread = Decimal(0), Interval.point(Decimal(0))
    for part in parts:
        total += part.figure.value
        spread += part.figure.range
    if spread.meets(whole.figure.range):
        band = Band.EXACT if total == whole.figure.value else Band.ROUNDING
        working = f"{' + '.join(words.plain(part) for part in parts)} = {words.plain(whole)}"
        yield Held(CODE, band, (whole.origin, *(part.origin for part in parts)), (whole, *parts), working)
        return
    listed = "、".join(f"{part.label}{part.figure.text}" for part in parts)
    yield _finding(whole, total, tuple(parts), f"{whole.label}{whole.figure.text}，所列{listed}之和不等", given)


def _finding(stated: Fact, expected: Decimal, others: tuple[Fact, ...], message: str, given: AuditInput) -> Finding:
    unit = stated.figure.unit
    difference = words.in_unit(abs(stated.figure.value - expected), unit)
    return Finding(
        CODE,
        Severity.ERROR,
        Category.ACCURACY,
        f"{message}，相差{difference}",
        "以批复的全年预算（调整后）为准，更正分列的数",
        (stated.origin, *(fact.origin for fact in others)),
        likely_cause=causes.of_difference(stated.figure, expected, causes.printed_figures(given)),
        expected=words.in_unit(expected, unit),
        stated=stated.figure.text,
        difference=difference,
        facts=(stated, *others),
        working=(f"{' + '.join(words.plain(fact) for fact in others)} ≠ {words.plain(stated)}",),
    )
