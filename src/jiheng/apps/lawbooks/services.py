"""Writes: ask for another pack or a local value, and decide; each leaves its line in the log of changes."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from jiheng.apps.accounts.models import Department, User
from jiheng.apps.lawbooks.choices import Parameter, RequestState
from jiheng.apps.lawbooks.models import LocalValue, PackChoice
from jiheng.apps.lawbooks.selectors import packs_for
from jiheng.apps.shared.changes import record, state_of
from jiheng.apps.shared.editing import row_for_edit

T = TypeVar("T", PackChoice, LocalValue)


@transaction.atomic
def ask_for_pack(*, actor: User, department: Department, year: int, pack: str, document: str, reason: str) -> PackChoice:
    """Ask finance for another pack than the region's.

    Raises: ValidationError when the pack is not in force in the year.
    """
    if pack not in dict(packs_for(year)):
        raise ValidationError({"pack": f"规则包“{pack}”在{year}年没有生效，请从列表中选"})
    choice = PackChoice(department=department, year=year, pack=pack, document=document, reason=reason, asked_by=actor)
    choice.full_clean()
    choice.save()
    record(actor=actor, action="申请选用规则包", thing=choice, reason=reason)
    return choice


@transaction.atomic
def ask_for_value(*, actor: User, department: Department, year: int, parameter: str, value: Decimal, document: str, reason: str) -> LocalValue:
    """Ask finance for a local value of a parameter.

    Raises: ValidationError when the value cannot be one.
    """
    if parameter == Parameter.DISPOSITION_DAYS and (value != value.to_integral_value() or not 1 <= value <= 250):
        raise ValidationError({"value": f"“{value}”不是工作日数；请写1至250的整数"})
    if parameter != Parameter.DISPOSITION_DAYS and not 0 <= value <= 100:
        raise ValidationError({"value": f"“{value}”不是百分点；请写0至100的数，如 10"})
    row = LocalValue(department=department, year=year, parameter=parameter, value=value, document=document, reason=reason, asked_by=actor)
    row.full_clean()
    row.save()
    record(actor=actor, action="申请本地参数", thing=row, reason=reason)
    return row


def decide_pack(*, actor: User, choice: PackChoice, version: int, granted: bool, opinion: str) -> PackChoice:
    """Grant or refuse a pack."""
    return _decide(PackChoice, actor, choice.pk, version, granted, opinion)


def decide_value(*, actor: User, value: LocalValue, version: int, granted: bool, opinion: str) -> LocalValue:
    """Grant or refuse a local value."""
    return _decide(LocalValue, actor, value.pk, version, granted, opinion)


@transaction.atomic
def _decide(model: type[T], actor: User, number: int, version: int, granted: bool, opinion: str) -> T:
    row = row_for_edit(model, number, version)
    if row.state != RequestState.ASKED:
        raise ValidationError("这项申请已经审核过了；要改变，请重新申请")
    if not granted and not opinion.strip():
        raise ValidationError({"opinion": "不同意时请写明意见，申请人才知道怎样改"})
    before = state_of(row)
    row.state = RequestState.GRANTED if granted else RequestState.REFUSED
    row.decided_by, row.decided_at, row.opinion = actor, timezone.now(), opinion
    row.save()
    record(actor=actor, action="同意申请" if granted else "不同意申请", thing=row, before=before, reason=opinion)
    return row
