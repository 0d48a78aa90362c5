"""Figures of the nine tables as the core reads them, each with its table and cell, and where the tables disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from jiheng.apps.shared.money import money_figure
from jiheng.core.auditing.disclosed_tables import name_of
from jiheng.core.auditing.finding import Severity
from jiheng.core.casefile import steps
from jiheng.core.documents.block import Block
from jiheng.core.documents.document import Document
from jiheng.core.errors import JihengError
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact

TABLES = {
    "收入支出决算总表": "公开01表", "收入决算表": "公开02表", "支出决算表": "公开03表", "财政拨款收入支出决算总表": "公开04表",
    "一般公共预算财政拨款支出决算表": "公开05表", "一般公共预算财政拨款基本支出决算表": "公开06表", "政府性基金预算财政拨款收入支出决算表": "公开07表",
    "国有资本经营预算财政拨款支出决算表": "公开08表", "财政拨款“三公”经费支出决算表": "公开09表",
}  # fmt: skip
_SUMS = ("JH-A-002", "JH-A-402", "JH-A-403")  # totals against their parts, within a table and between them
_ABOVE, _TITLE_ROWS = 4, 3
_OPENING = "carry.opening"  # a balance at the year's start is an outturn of these tables, whatever its words say
# What several tables state of the same thing: alike in all of them, but for rounding.
_ALIKE = (
    "income.appropriation.",
    "income.superior",
    "income.business",
    "income.operation",
    "income.subsidiary",
    "income.other",
    "spend.function.",
    "spend.basic",
    "spend.project",
    "carry.",
    "three.",
)


@dataclass(frozen=True, slots=True)
class AccountFigure:
    """One outturn of a table: what it is (concept, item, scope), where it stands.

    Units: `amount` and `step` in 元.
    """

    table: str
    place: str
    concept: str
    item: str
    scope: str
    label: str
    amount: Decimal
    step: Decimal

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is about."""
        return self.concept, self.item, self.scope

    @property
    def text(self) -> str:
        """The amount in 万元 as printed."""
        return money_figure(self.amount, self.step).text


@dataclass(slots=True)
class Accounts:
    """All that files of final accounts state; `figures` by table, then in the order of the table."""

    figures: list[AccountFigure] = field(default_factory=list)
    years: set[int] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)
    disagreements: list[str] = field(default_factory=list)

    @property
    def found(self) -> list[str]:
        """The tables that are there, by their numbers."""
        return [number for number in TABLES.values() if any(one.table == number for one in self.figures)]

    @property
    def absent(self) -> list[str]:
        """The tables without a figure: not handed in, or empty."""
        return [f"{number}（{name}）" for name, number in TABLES.items() if number not in self.found]

    def of(self, table: str) -> Iterator[AccountFigure]:
        """The figures of one table."""
        return (one for one in self.figures if one.table == table)


def read_accounts(files: Iterable[tuple[str, bytes]]) -> Accounts:
    """Read workbooks and single tables together; a file that cannot be read is said and left out."""
    accounts = Accounts()
    for name, data in files:
        try:
            document = steps.read(data, name)
            statements = steps.facts(document)
            result = steps.audit(document, statements)
        except JihengError as trouble:
            accounts.troubles.append(str(trouble))
            continue
        owners = _tables(document)
        before = len(accounts.figures)
        for fact in statements.facts:
            table = owners.get(fact.origin.block.partition(".")[0], "")
            if table and _is_outturn(fact):
                accounts.figures.append(_figure(table, name, fact))
                accounts.years |= {fact.context.period.year} - {None} if fact.context.period else set()  # type: ignore[arg-type]  # None is taken away
        if len(accounts.figures) == before:
            accounts.troubles.append(f"“{name}”里没有认出决算公开表；表名要写在表的上方或工作表名里，如“支出决算表”")
        accounts.disagreements += [
            f"{finding.message}（{finding.evidence[0].locator.words()}）" for finding in result.findings
            if finding.severity is Severity.ERROR and finding.code in _SUMS and finding.evidence
        ]  # fmt: skip
    order = list(TABLES.values())
    accounts.figures = _first_of_each(sorted(accounts.figures, key=lambda one: order.index(one.table)))
    accounts.disagreements += _disagreements(accounts.figures)
    return accounts


def _tables(document: Document) -> dict[str, str]:
    found: dict[str, str] = {}
    for place, block in enumerate(document.blocks):
        if block.cells:
            names = (name_of(text) for text in _titles(document.blocks, place))
            found[block.id] = next((TABLES[name] for name in names if name), "")
    return found


def _titles(blocks: tuple[Block, ...], place: int) -> Iterator[str]:
    """Where a table's name may stand: in its first rows, its caption, the lines just above."""
    block = blocks[place]
    yield from (cell.text for cell in block.cells if cell.row < _TITLE_ROWS)
    yield from reversed(block.caption.splitlines())
    for above in reversed(blocks[max(0, place - _ABOVE) : place]):
        if above.cells:
            return
        yield above.text


def _is_outturn(fact: Fact) -> bool:
    return fact.figure.unit.is_money and bool(fact.concept) and (fact.context.basis is Basis.OUTTURN or fact.concept.startswith(_OPENING))


def _figure(table: str, file: str, fact: Fact) -> AccountFigure:
    place = f"{file} {fact.origin.locator.words()}"
    scope = "" if fact.concept.startswith("income.appropriation.") else fact.context.scope
    return AccountFigure(table, place, fact.concept, fact.context.item, scope, fact.label, fact.figure.value, fact.figure.base_step)


def _first_of_each(figures: list[AccountFigure]) -> list[AccountFigure]:
    """In a table a thing is stated where it first stands; a line of totals further down may be worded alike."""
    found: dict[tuple[object, ...], AccountFigure] = {}
    for one in figures:
        found.setdefault((one.table, *one.key), one)
    return list(found.values())


def _disagreements(figures: list[AccountFigure]) -> list[str]:
    said = []
    first: dict[tuple[str, str, str], AccountFigure] = {}
    for one in figures:
        if not one.concept.startswith(_ALIKE):
            continue
        before = first.setdefault(one.key, one)
        if before.table != one.table and abs(before.amount - one.amount) > (before.step + one.step) / 2:
            here, there = f"{before.table}为{before.text}（{before.place}）", f"{one.table}为{one.text}（{one.place}）"
            said.append(f"{one.label}：{here}，{there}，两表不一致")
    return said
