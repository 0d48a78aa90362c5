"""The approval documents of adjustments: brought as evidence of the row, taken off with a reason."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from jiheng.apps.accounts.access import standing
from jiheng.apps.accounts.choices import Right
from jiheng.apps.accounts.models import User
from jiheng.apps.budget.models import Adjustment
from jiheng.apps.library import services as library
from jiheng.apps.library.models import Evidence
from jiheng.apps.library.selectors import evidence_in


@transaction.atomic
def attach_document(*, actor: User, row: Adjustment, name: str, data: bytes, title: str = "", dated: date | None = None) -> Evidence:
    """Bring the document by which an adjustment was approved.

    Raises: Http404 for those who may not; ValidationError for a file that cannot be kept.
    """
    line = row.line
    standing(actor, line.department_id).need(Right.RECORD)
    given = {"name": name, "data": data, "title": title or row.document, "dated": dated or row.decided_on}
    return library.attach(actor=actor, department=line.department, year=line.year, thing=row, **given)  # type: ignore[arg-type]  # by their names


@transaction.atomic
def remove_document(*, actor: User, row: Adjustment, number: int, why: str) -> None:
    """Take a document off an adjustment; the file and the log keep what it was.

    Raises: Http404; ValidationError without a reason.
    """
    standing(actor, row.line.department_id).need(Right.RECORD)
    library.detach(actor=actor, evidence=evidence_in(row, number), why=why)
