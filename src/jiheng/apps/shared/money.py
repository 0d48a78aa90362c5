"""Exact amounts in the database: whole 分 in an integer column, Decimal 元 in Python, on every database the same."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from jiheng.core.figures.figure import Figure
from jiheng.core.figures.units import known_units

FEN = Decimal("0.01")
WAN = Decimal(10_000)


if TYPE_CHECKING:
    _Column = models.BigIntegerField[Any, Any]
else:
    _Column = models.BigIntegerField


class MoneyField(_Column):
    """An amount in 元, exact to 分.

    Units: Python sees Decimal 元 with two places; the column holds 分. SUM in the database is a sum of integers, so it is exact too.
    """

    description = "金额（元，精确到分）"

    def from_db_value(self, value: int | Decimal | None, *_: Any) -> Decimal | None:
        """分 as 元, with two places, so that the log of changes writes an amount alike before and after."""
        return None if value is None else Decimal(value).scaleb(-2)

    def to_python(self, value: Any) -> Any:
        """Decimal 元 of whatever a form or a file brings."""
        if value is None or isinstance(value, Decimal):
            return value
        return Decimal(str(value))

    def get_prep_value(self, value: Any) -> int | None:
        """元 as 分; an amount finer than 分 is refused, never rounded."""
        if value is None or hasattr(value, "resolve_expression"):
            return value  # type: ignore[no-any-return]
        fen = Decimal(value) * 100
        if fen != fen.to_integral_value():
            raise ValidationError(f"金额{value}元不是整分，请写到分为止", code="finer_than_fen")
        return int(fen)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: ARG002  Django's own signature
        """分, once."""
        return value if prepared else self.get_prep_value(value)


def money_figure(amount: Decimal, step: Decimal = FEN, unit: str = "万元") -> Figure:
    """An amount of the books as a printed figure in 万元 or 元, with the step to which it was entered.

    Units: amount and step in 元.
    """
    factor = known_units()[unit].factor
    number, printed_step = amount / factor, (step / factor).normalize()
    shown = number.quantize(printed_step) if number == number.quantize(printed_step) else number.normalize()
    return Figure(number=shown, step=printed_step, unit=known_units()[unit], text=f"{shown:f}{unit}")
