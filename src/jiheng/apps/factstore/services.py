"""The door in: a source replaces all that it stated about a department's year, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from jiheng.apps.accounts.models import Department
from jiheng.apps.factstore.models import FactRow
from jiheng.apps.factstore.posted import Posted


@transaction.atomic
def replace_posting(*, department: Department, year: int, source: str, facts: Iterable[Posted]) -> int:
    """Replace what a source stated and return the number of facts now there.

    Rows of the same meaning keep their number, so that links to them stay good.
    """
    there = {_key(row): row for row in FactRow.objects.filter(department=department, year=year, source=source)}
    new, changed, kept = [], [], set()
    for fact in facts:
        first, last = fact.months or (None, None)
        row = FactRow(
            department=department, year=year, concept=fact.concept, label=fact.label, basis=fact.basis.value if fact.basis else "",
            scope=fact.scope, item=fact.item, first_month=first, last_month=last, value=f"{fact.figure.number:f}", step=f"{fact.figure.step:f}",
            unit=fact.figure.unit.key, source=source, ledger=fact.ledger, entries=list(fact.entries), working=fact.working,
        )  # fmt: skip
        old = there.get(_key(row))
        if old is None:
            new.append(row)
            continue
        kept.add(old.pk)
        if any(getattr(old, name) != getattr(row, name) for name in _CONTENT):
            for name in _CONTENT:
                setattr(old, name, getattr(row, name))
            changed.append(old)
    FactRow.objects.filter(pk__in=[row.pk for row in there.values() if row.pk not in kept]).delete()
    FactRow.objects.bulk_create(new)
    for row in changed:
        row.save()
    return len(new) + len(kept)


_CONTENT = ("label", "value", "step", "unit", "ledger", "entries", "working")


def _key(row: FactRow) -> tuple[object, ...]:
    return (row.concept, row.basis, row.scope, row.item, row.first_month, row.last_month)
