"""What a self-evaluation would be made of, before it is begun."""

from __future__ import annotations

from dataclasses import dataclass

from jiheng.apps.accounts.models import Department
from jiheng.apps.evaluation.compiling.targets import tables_in_force
from jiheng.apps.factstore.models import FactRow
from jiheng.apps.targets.models import TargetTable


@dataclass(frozen=True, slots=True)
class Readiness:
    """Figures in the books, tables of targets approved and not yet."""

    facts: int
    approved: int
    waiting: int

    @property
    def is_ready(self) -> bool:
        """Whether there is money and an approved table."""
        return self.facts > 0 and self.approved > 0 and not self.waiting


def readiness(department: Department, year: int) -> Readiness:
    """What is there for a year."""
    approved = len(tables_in_force(department, year))
    tables = TargetTable.objects.filter(department=department, year=year).count()
    return Readiness(FactRow.objects.filter(department=department, year=year).count(), approved, tables - approved)
