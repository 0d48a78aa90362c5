"""The door out: facts of a department's year, as rows for pages and as Facts for the core."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max, QuerySet
from django.http import Http404

from jiheng.apps.accounts.access import departments
from jiheng.apps.accounts.models import Department, User
from jiheng.apps.factstore.models import FactRow
from jiheng.apps.factstore.posted import as_fact
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact


def facts_of(department: Department, year: int) -> QuerySet[FactRow]:
    """Every fact of the year, whoever stated it."""
    return FactRow.objects.filter(department=department, year=year)


def facts_by_number(department: Department, numbers: Iterable[int]) -> dict[int, FactRow]:
    """The department's facts of these numbers; those that nobody states any more are not among them."""
    return FactRow.objects.filter(department=department).in_bulk(list(numbers))


def core_facts(department: Department, year: int) -> tuple[Fact, ...]:
    """The year's facts as scoring, audit and reports take them."""
    return tuple(as_fact(row) for row in facts_of(department, year).select_related("department"))


def find_fact(department: Department, year: int, concept: str, basis: Basis | None = None, *, item: str = "") -> FactRow | None:
    """The one fact of the whole year and all funds that a page prints; None when nobody stated it."""
    rows = facts_of(department, year).filter(concept=concept, basis=basis.value if basis else "", item=item, scope="", last_month=None)
    return rows.first()


def newest_year(department: Department) -> int | None:
    """The newest year of which anything is known; None when there is none."""
    newest: int | None = FactRow.objects.filter(department=department).aggregate(newest=Max("year"))["newest"]
    return newest


def visible_fact(user: User, number: int) -> FactRow:
    """A fact that the user may see.

    Raises: Http404.
    """
    row = FactRow.objects.filter(pk=number, department__in=departments(user)).select_related("department").first()
    if row is None:
        raise Http404("没有这个数，或者不在您的权限之内")
    return row
