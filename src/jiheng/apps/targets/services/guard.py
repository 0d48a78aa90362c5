"""What every write of targets asks first: may this person, and is the table open."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from jiheng.apps.accounts.access import standing
from jiheng.apps.accounts.choices import Right
from jiheng.apps.accounts.models import User
from jiheng.apps.shared.changes import Actor
from jiheng.apps.targets.models import TargetTable


def need(actor: Actor, table: TargetTable, right: Right) -> None:
    """Refuse a person without the right as if the table were not there; the program itself may.

    Raises: Http404.
    """
    if isinstance(actor, User):
        standing(actor, table.department_id).need(right)


def table_for_writing(actor: Actor, table: TargetTable) -> TargetTable:
    """The table locked for the rest of the transaction, when the actor may write and it is open.

    Raises: Http404; ValidationError when the table waits for a decision or is in force.
    """
    need(actor, table, Right.RECORD)
    locked = TargetTable.objects.select_for_update().select_related("department").get(pk=table.pk)
    if not locked.is_open:
        raise ValidationError(f"“{locked}”{locked.get_state_display()}，现在不能修改；可先撤回，或在批准后发起年中调整", code="not_open")
    return locked
