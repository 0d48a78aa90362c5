"""What the books say of the funds at a month's end, out of the stored facts; and how earlier years went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from jiheng.apps.accounts.models import Department
from jiheng.apps.factstore.models import FactRow
from jiheng.core.facts.context import Basis
from jiheng.core.figures.units import unit_for

TOTAL, PROJECT = "spend.total", "spend.project"
# The rows of the funds on the monitoring form, in its order.
FUNDS = ((TOTAL, "年度资金总额"), ("spend.basic", "其中：基本支出"), (PROJECT, "项目支出"))
_COLUMNS = {Basis.OPENING.value: "opening", Basis.BUDGET.value: "budget"}
_EARLIER = 3
_YEAR_END = 12


@dataclass(frozen=True, slots=True)
class Funds:
    """Amounts of one row by column (opening, budget, spent), and the facts that they are.

    Units: 元.
    """

    concept: str
    item: str
    title: str
    amounts: Mapping[str, Decimal]
    facts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Books:
    """A department's funds at a month's end, the months before it, and the shares of earlier years.

    Units: 元; shares of one.
    """

    funds: tuple[Funds, ...]
    by_month: Mapping[int, Decimal]
    month_facts: Mapping[int, int]
    earlier: tuple[tuple[int, Decimal], ...]


def books_of(department: Department, year: int, month: int) -> Books:
    """Ask the stored facts, in one question."""
    wanted = [*_COLUMNS, Basis.OUTTURN.value]
    rows = FactRow.objects.filter(
        Q(item="") | Q(concept=PROJECT, year=year),
        department=department,
        year__range=(year - _EARLIER, year),
        concept__in=[concept for concept, _ in FUNDS],
        basis__in=wanted,
        scope="",
    )
    amounts: dict[tuple[int, str, str, str, int], tuple[Decimal, int]] = {}
    for row in rows:
        if row.last_month and row.first_month != 1:
            continue
        column = _COLUMNS.get(row.basis, "spent")
        amounts[row.year, row.concept, row.item, column, (row.last_month or _YEAR_END) if column == "spent" else 0] = amount_of(row), row.pk
    items = dict.fromkeys(item for _, concept, item, _, _ in amounts if concept == PROJECT and item)
    rows_wanted = [(concept, "", title) for concept, title in FUNDS] + [(PROJECT, item, f"其中：{item}") for item in items]
    funds = []
    for concept, item, title in rows_wanted:
        found = {column: amounts.get((year, concept, item, column, 0)) for column in ("opening", "budget")}
        # A month without payments posts nothing: the cumulative amount is that of the last month before it.
        own = (year, concept, item, "spent")
        known_at = max((key[-1] for key in amounts if key[:-1] == own and key[-1] <= month), default=0)
        found["spent"] = amounts.get((*own, known_at))
        known = {column: pair for column, pair in found.items() if pair is not None}
        # Where nothing was adjusted, the opening budget is the year's.
        if "budget" not in known and "opening" in known:
            known["budget"] = known["opening"]
        if known:
            funds.append(Funds(concept, item, title, {key: pair[0] for key, pair in known.items()}, {key: pair[1] for key, pair in known.items()}))
    months = {key[-1]: pair for key, pair in amounts.items() if key[:-1] == (year, TOTAL, "", "spent")}
    earlier = []
    for before in range(year - _EARLIER, year):
        part, whole = (amounts.get((before, TOTAL, "", "spent", at)) for at in (month, _YEAR_END))
        if part and whole and whole[0]:
            earlier.append((before, part[0] / whole[0]))
    by_month = {at: pair[0] for at, pair in sorted(months.items()) if at <= month}
    return Books(tuple(funds), by_month, {at: pair[1] for at, pair in sorted(months.items())}, tuple(earlier))


def amount_of(row: FactRow) -> Decimal:
    """A stored amount in 元, to 分."""
    unit = unit_for(row.unit)
    return (Decimal(row.value) * (unit.factor if unit else 1)).quantize(Decimal("0.01"))
