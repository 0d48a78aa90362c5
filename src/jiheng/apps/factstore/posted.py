"""A fact on its way into the store, and a row on its way out as a Fact of the core."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jiheng.apps.factstore.models import FactRow
from jiheng.core.documents.locator import LedgerPlace
from jiheng.core.documents.span import Span
from jiheng.core.facts.context import Basis, Context
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.units import NUMBER, unit_for
from jiheng.core.period import Period


@dataclass(frozen=True, slots=True)
class Posted:
    """What a ledger states about a year, with the ids of the entries that it follows from.

    `months` are first and last month of a part of the year; `working` says in Chinese how the figure came about.
    """

    concept: str
    label: str
    figure: Figure
    ledger: str
    entries: tuple[int, ...]
    basis: Basis | None = None
    scope: str = ""
    item: str = ""
    months: tuple[int, int] | None = None
    working: str = ""


def as_fact(row: FactRow) -> Fact:
    """The row as the core sees facts; its place is the ledger's entries."""
    months = (row.first_month, row.last_month) if row.first_month and row.last_month else None
    context = Context(row.department.name, Period(row.year, months), Basis(row.basis) if row.basis else None, row.scope, row.item)
    text = f"{row.value}{row.unit}"
    figure = Figure(number=Decimal(row.value), step=Decimal(row.step), unit=unit_for(row.unit) or NUMBER, text=text)
    place = LedgerPlace(row.ledger, tuple(str(entry) for entry in row.entries))
    origin = Span(f"ledger:{row.department_id}:{row.year}", f"fact-{row.pk}", 0, len(text), text, f"{row.label}{text}", place)
    return Fact(row.concept, row.label, context, figure, origin)
