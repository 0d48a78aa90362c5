"""Approved targets as a ledger that can state its facts anew."""

from __future__ import annotations

from collections.abc import Iterator

from jiheng.apps.accounts.models import Department
from jiheng.apps.factstore.ledgers import Ledger
from jiheng.apps.targets.models import TargetTable
from jiheng.apps.targets.selectors.versions import rows_of
from jiheng.apps.targets.services.posting import LEDGER as TARGETS
from jiheng.apps.targets.services.posting import post_targets


def _places() -> Iterator[tuple[int, int]]:
    yield from TargetTable.objects.order_by().values_list("department_id", "year").distinct()


def _post(department: Department, year: int) -> int:
    posted = 0
    for table in TargetTable.objects.filter(department=department, year=year):
        version = table.versions.first()
        if version is not None:
            posted += post_targets(table, rows_of(version), f"第{version.number}版")
    return posted


LEDGER = Ledger(TARGETS, _places, _post)
