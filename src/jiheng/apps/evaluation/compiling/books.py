"""What the stored facts give a case: every field that has a concept, on each basis, of this year and the last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from jiheng.apps.accounts.models import Department
from jiheng.apps.budget.selectors.books import rows_of
from jiheng.apps.budget.selectors.lines import adjustments_of
from jiheng.apps.budget.selectors.totals import BUCKETS
from jiheng.apps.evaluation.compiling.sheet import Origin, Sheet
from jiheng.apps.factstore.models import FactRow
from jiheng.core.casefile.case_fields import CASE, COLUMNS, Field, Kind
from jiheng.core.facts.context import Basis
from jiheng.core.figures.units import unit_for

if TYPE_CHECKING:
    from jiheng.apps.budget.models import Adjustment

WAN = Decimal(10_000)
_SUBJECT = "spend.economic."
_PERSONNEL = ("301", "303")
_SUBJECT_DIGITS = 5
_OTHER_INCOME = ("income.superior", "income.business", "income.operation", "income.subsidiary", "income.other")
Meaning = tuple[str, str, int, str, int]  # concept, basis, year, item, last month (0: the whole year)


class BookFact(NamedTuple):
    """A stored fact, as far as a case needs it."""

    pk: int
    concept: str
    basis: str
    year: int
    item: str
    first_month: int | None
    last_month: int | None
    value: str
    unit: str


class Facts:
    """The facts of a year and the year before, by meaning."""

    def __init__(self, department: Department, year: int, places: int) -> None:
        """Ask for them, in one question. Units: `places` decimals of 万元."""
        self.year, self.step = year, Decimal(1).scaleb(-places)
        rows = FactRow.objects.filter(department=department, year__in=(year, year - 1), scope="")
        self.rows: dict[Meaning, BookFact] = {}
        # Hundreds of rows after every change: no objects of the model are made of them.
        for row in map(BookFact._make, rows.order_by("id").values_list(*BookFact._fields)):
            if row.first_month in (None, 1):
                self.rows.setdefault((row.concept, row.basis, row.year, row.item, row.last_month or 0), row)

    def find(self, concept: str, basis: Basis | None, back: int = 0, item: str = "", month: int = 0) -> BookFact | None:
        """The fact of exactly this meaning."""
        return self.rows.get((concept, basis.value if basis else "", self.year - back, item, month))

    def money(self, row: BookFact) -> Decimal:
        """An amount in 万元, rounded for print."""
        return wan(row).quantize(self.step, ROUND_HALF_UP)

    def value(self, row: BookFact) -> Decimal | str:
        """A figure as a case takes it: money in 万元, anything else with its unit."""
        unit = unit_for(row.unit)
        return self.money(row) if unit and unit.is_money else f"{row.value}{row.unit}"

    def origin(self, row: BookFact) -> Origin:
        """The fact as origin, with what was cut off for print."""
        unit = unit_for(row.unit)
        exact = f"{wan(row):f}万元" if unit and unit.is_money and wan(row) != self.money(row) else ""
        return Origin("fact", row.pk, exact)


def wan(row: BookFact) -> Decimal:
    """A stored amount in 万元, exact."""
    unit = unit_for(row.unit)
    return Decimal(row.value) * (unit.factor if unit else 1) / WAN


def state_books(sheet: Sheet, facts: Facts) -> None:
    """Every group of figures of the case, in its order."""
    for group in CASE.fields:
        if group.key == "income":
            _income(sheet, facts)
        elif group.kind is Kind.AMOUNTS:
            _amounts(sheet, facts, group, group.key)
        elif group.kind is Kind.GROUP:
            for field in group.fields:
                _field(sheet, facts, field, f"{group.key}.{field.key}")
    _subjects(sheet, facts)
    for (concept, basis, year, item, month), row in sorted(facts.rows.items()):
        if concept == "spend.total" and basis == Basis.OUTTURN.value and year == facts.year and not item and month:
            sheet.put(f"months.{month}", facts.money(row), facts.origin(row))


def _field(sheet: Sheet, facts: Facts, field: Field, path: str) -> None:
    if not field.concept:
        return
    if field.kind is Kind.AMOUNTS:
        _amounts(sheet, facts, field, path)
    elif field.kind is Kind.FIGURE:
        row = facts.find(field.concept, field.basis, 1 if field.key.startswith("last_") else 0)
        if row is not None:
            bare = unit_for(field.unit) is not None and row.unit == field.unit and not facts.origin(row).exact
            sheet.put(path, Decimal(row.value) if bare else facts.value(row), facts.origin(row))


def _amounts(sheet: Sheet, facts: Facts, field: Field, path: str, item: str = "") -> None:
    for key, column in COLUMNS.items():
        row = facts.find(field.concept, column.basis, column.back, item)
        if row is not None:
            sheet.put(f"{path}.{key}", facts.money(row), facts.origin(row))


def _income(sheet: Sheet, facts: Facts) -> None:
    """Income by source. The case knows one line for all that is no appropriation; what was carried over counts where it is known."""
    for field in CASE.field("income").fields:
        if field.key in ("total", "other", "carried"):
            continue
        _amounts(sheet, facts, field, f"income.{field.key}")
    for key, column in COLUMNS.items():
        others = [row for concept in _OTHER_INCOME if (row := facts.find(concept, column.basis, column.back)) is not None]
        if others:
            value = sum((facts.money(row) for row in others), Decimal(0))
            sheet.put(f"income.other.{key}", value, facts.origin(others[0]))
        whole = facts.find("income.total", column.basis, column.back)
        carried = facts.find("carry.opening", column.basis, column.back) if whole else None
        whole = whole or facts.find("income.current", column.basis, column.back)
        if carried is not None and wan(carried):
            sheet.put(f"income.carried.{key}", facts.money(carried), facts.origin(carried))
        if whole is not None:
            sheet.put(f"income.total.{key}", facts.money(whole), facts.origin(whole))


def _subjects(sheet: Sheet, facts: Facts) -> None:
    codes = sorted({concept.removeprefix(_SUBJECT) for concept, *_ in facts.rows if concept.startswith(_SUBJECT)})
    for code in codes:
        if len(code) == _SUBJECT_DIGITS and not code.startswith(_PERSONNEL):
            _amounts(sheet, facts, Field(code, code, Kind.AMOUNTS, concept=_SUBJECT + code), f"subjects[{code}]")


def project_funds(facts: Facts, name: str) -> tuple[dict[str, Decimal], dict[str, Origin]]:
    """A project's amounts by column, and the facts that they are."""
    found = {key: row for key, column in COLUMNS.items() if (row := facts.find("spend.project", column.basis, column.back, name)) is not None}
    return {key: facts.money(row) for key, row in found.items()}, {f"funds.{key}": facts.origin(row) for key, row in found.items()}


def project_names(facts: Facts) -> list[str]:
    """Projects of the year that have money in the books, as they were entered."""
    return list(dict.fromkeys(item for concept, _, year, item, _ in facts.rows if concept == "spend.project" and item and year == facts.year))


def adjustments(department: Department, year: int, places: int) -> Mapping[str, list[tuple[dict[str, object], Origin]]]:
    """The year's adjustments as cases list them, by project's name, "" for the rest.

    Those of one document and reason stand together.
    """
    merged: dict[tuple[str, str, str, str, bool], list[Adjustment]] = {}
    for one in adjustments_of(department, year):
        name = one.line.project.name if one.line.project else ""
        of = "" if name else next((key for key in ("personnel", "public") if BUCKETS[key][1](one.line)), "basic")
        merged.setdefault((name, of, one.document, one.reason, one.is_exempt), []).append(one)
    found: dict[str, list[tuple[dict[str, object], Origin]]] = {}
    for (name, of, document, reason, exempt), some in merged.items():
        exact = sum((one.amount for one in some), Decimal(0)) / WAN
        entry: dict[str, object] = {"amount": exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), "reason": reason, "approval": document}
        entry |= ({"of": of} if of else {}) | ({"exempt": "是"} if exempt else {})
        found.setdefault(name, []).append((entry, Origin("book", some[0].line_id)))
    return found


def buildings(department: Department, year: int) -> Iterable[tuple[dict[str, object], Origin]]:
    """The buildings of the year as cases list them. Units: 平方米, 万元."""
    for row in rows_of("buildings", department, year):
        entry = {"name": row.name, "approved_area": row.approved_area, "actual_area": row.actual_area}
        entry |= {"approved_cost": row.planned / WAN, "actual_cost": row.spent / WAN if row.spent is not None else None}
        yield dict(_plain(entry)), Origin("book", row.pk)


def _plain(entry: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for key, value in entry.items():
        if isinstance(value, Decimal):
            yield key, value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
        elif value is not None:
            yield key, value
