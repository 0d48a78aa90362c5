"""Figures and where they came from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from jiheng.api.auth import TokenFor, place, user_of
from jiheng.api.fields import Key, Words, Year
from jiheng.api.listing import Page, Paging, paged
from jiheng.apps.factstore.selectors import facts_of, visible_fact
from jiheng.apps.tokens.choices import Area

router = Router(auth=TokenFor(Area.FACTS), tags=["facts"])


class FactOut(Schema):
    """A fact: value and step in the printed unit, exact; `ledger` and `entries` are the rows that it follows from."""

    id: int
    department: int
    year: int
    concept: str
    label: str
    basis: str
    scope: str
    item: str
    first_month: int | None
    last_month: int | None
    value: str
    step: str
    unit: str
    source: str
    ledger: str
    entries: list[int]
    working: str
    posted_at: datetime

    @staticmethod
    def resolve_department(row: Any) -> int:
        """Its number."""
        return row.department_id  # type: ignore[no-any-return]


@router.get("/departments/{department}/{year}/facts", response=Page[FactOut], summary="本年度的数字")
def facts(
    request: HttpRequest, department: Key, year: Year, paging: Query[Paging], q: Words = "", concept: Words = "", basis: Words = ""
) -> Any:  # fmt: skip
    """Every fact of the year, by words of its name, by concept, by basis."""
    rows = facts_of(place(request, department).department, year)
    if q:
        rows = rows.filter(label__icontains=q)
    if concept:
        rows = rows.filter(concept=concept)
    return paged(rows.filter(basis=basis) if basis else rows, paging)


@router.get("/facts/{number}", response=FactOut, summary="一个数字的来处")
def fact(request: HttpRequest, number: Key) -> Any:
    """One fact with the entries that it follows from."""
    return visible_fact(user_of(request), number)
