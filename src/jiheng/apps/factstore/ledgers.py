"""The shelf of ledgers that post facts: each app that posts declares LEDGER in its ledger.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from jiheng.apps.accounts.models import Department
from jiheng.apps.factstore.models import FactRow
from jiheng.apps.shared.shelves import declared


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger: in which departments (by number) and years it holds something, and how it states all of a year anew."""

    id: str
    places: Callable[[], Iterable[tuple[int, int]]]
    post: Callable[[Department, int], object]


def ledgers() -> tuple[Ledger, ...]:
    """Every ledger."""
    return tuple(module.LEDGER for module in declared("ledger"))


def places(some: Iterable[Ledger]) -> list[tuple[int, int]]:
    """Departments and years of which a ledger holds something, or of which facts are left, in order."""
    found = set(FactRow.objects.order_by().values_list("department_id", "year").distinct())
    for ledger in some:
        found.update(ledger.places())
    return sorted(found)
