"""What services do with columns: figures become amounts with their steps, rows are held to their department's year."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.http import Http404

from jiheng.apps.accounts.models import Department
from jiheng.apps.shared.money import FEN
from jiheng.core.figures.figure import Figure

Row = TypeVar("Row")


def money_columns(name: str, figure: Figure | None, *, empty: Decimal | None = Decimal("0.00")) -> dict[str, Any]:
    """The two columns of an amount: 元, and the smallest unit to which it was entered (never below 分).

    Raises: ValidationError for an amount finer than 分.
    """
    if figure is None:
        return {name: empty, f"{name}_step": FEN}
    amount = figure.value.quantize(FEN)
    if amount != figure.value:
        raise ValidationError({name: f"{figure.text}精确到了分以下，请写到分为止"})
    return {name: amount, f"{name}_step": max(figure.base_step, FEN).quantize(FEN)}


def of_the_place(row: Row, department: Department, year: int) -> Row:
    """The row, if it is of this department's year; numbers of other departments' rows lead nowhere.

    Raises: Http404.
    """
    if (row.department_id, row.year) != (department.pk, year):  # type: ignore[attr-defined]
        raise Http404("没有这一条，或者不在您的权限之内")
    return row
