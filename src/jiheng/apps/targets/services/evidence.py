"""Evidence of indicators: brought by the clerk or by the 委室 of the row, taken off only while nothing rests on it."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from jiheng.apps.accounts.access import Standing, not_yours, standing
from jiheng.apps.accounts.choices import Right
from jiheng.apps.accounts.models import User
from jiheng.apps.library import services as library
from jiheng.apps.library.models import Evidence
from jiheng.apps.library.selectors import evidence_in
from jiheng.apps.targets.choices import State
from jiheng.apps.targets.models import Indicator


def may_prove(own: Standing, row: Indicator) -> bool:
    """Whether one with this standing may bring evidence of the row: the clerk of any, a 委室 of its own."""
    return own.may(Right.RECORD) or (own.may(Right.WORK) and row.section_id in own.sections)


@transaction.atomic
def attach_evidence(
    *, actor: User, row: Indicator, name: str, data: bytes, title: str = "", dated: date | None = None, sample: int | None = None
) -> Evidence:
    """Bring a file as evidence of an indicator, at any time of the year.

    Raises: Http404 for those who may not; ValidationError for a file that cannot be kept.
    """
    _need(actor, row)
    table = row.table
    given = {"name": name, "data": data, "title": title, "dated": dated, "sample": sample}
    return library.attach(actor=actor, department=table.department, year=table.year, thing=row, **given)  # type: ignore[arg-type]  # by their names


@transaction.atomic
def remove_evidence(*, actor: User, row: Indicator, number: int, why: str) -> None:
    """Take a piece of evidence off an indicator, saying why.

    Raises: Http404; ValidationError without a reason, while the table is being judged, or for one that an approval saw.
    """
    _need(actor, row)
    found = evidence_in(row, number)
    if row.table.state in (State.WITH_HEAD, State.WITH_FINANCE):
        raise ValidationError(f"目标表{row.table.get_state_display()}，佐证材料不能移除；请等审核完毕，或先撤回")
    last = row.table.versions.first()
    if last is not None and found.attached_at <= last.approved_at:
        raise ValidationError(f"“{found.title}”是批准第{last.number}版时的依据，不能移除；有新的材料请另外上传")
    library.detach(actor=actor, evidence=found, why=why)


def _need(actor: User, row: Indicator) -> None:
    if not may_prove(standing(actor, row.table.department_id), row):
        raise not_yours()
