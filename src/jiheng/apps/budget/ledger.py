"""The budget book as a ledger that can state its facts anew."""

from __future__ import annotations

from collections.abc import Iterator

from jiheng.apps.budget.models import BudgetLine
from jiheng.apps.budget.posting import SOURCE, post_facts
from jiheng.apps.factstore.ledgers import Ledger


def _places() -> Iterator[tuple[int, int]]:
    yield from BudgetLine.objects.order_by().values_list("department_id", "year").distinct()


LEDGER = Ledger(SOURCE, _places, post_facts)
