"""Two people edit one row: the later save is refused with both texts, never laid over the earlier one."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

Row = TypeVar("Row", bound=models.Model)


class EditedMeanwhile(ValidationError):
    """Somebody saved the row after this edit was begun; `current` is the row as it stands now."""

    def __init__(self, current: Any) -> None:
        """Say what happened and what to do."""
        self.current = current
        super().__init__(f"“{current}”在您编辑时已被别人修改。下面并列两边的内容，请核对后再保存。", code="edited_meanwhile")


def row_for_edit(model: type[Row], number: int, version: int) -> Row:
    """The row, locked until the transaction ends, its `version` raised for the save that follows.

    Raises: EditedMeanwhile when the row is no longer at the version that the edit began with.
    """
    row: Any = model._default_manager.select_for_update().get(pk=number)
    if row.version != version:
        raise EditedMeanwhile(row)
    row.version += 1
    return row  # type: ignore[no-any-return]
