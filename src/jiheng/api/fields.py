"""How values come in and go out: numbers of rows, days, exact amounts as text; nothing is guessed from another type."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, PlainSerializer, StrictBool, StrictInt, StrictStr, WithJsonSchema

from jiheng.core.figures.figure import Figure
from jiheng.core.figures.printed import read_figure

LARGEST = 2**53 - 1
AMOUNT = r"^-?(?:\d{1,13}(?:\.\d{1,2})?元?|\d{1,9}(?:\.\d{1,6})?万元)$"
POINTS = r"^\d{1,3}(?:\.\d{1,2})?$"
MEASURE = r"^\d{1,10}(?:\.\d{1,2})?$"


def _digits(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,16}", value):
        raise ValueError(f"“{value[:40]}”不是编号；应为整数")
    return value


def _day(value: Any) -> Any:
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("应为1900至2199年间的日期，写作 2024-03-15")
    return value


Key = Annotated[int, BeforeValidator(_digits), Field(ge=1, le=LARGEST)]
Year = Annotated[int, BeforeValidator(_digits), Field(ge=2010, le=2100)]
Month = Annotated[int, BeforeValidator(_digits), Field(ge=1, le=12)]
PageNumber = Annotated[int, BeforeValidator(_digits), Field(ge=1, le=1_000_000)]
PageSize = Annotated[int, BeforeValidator(_digits), Field(ge=1, le=200)]
Row = Annotated[StrictInt, Field(ge=1, le=LARGEST)]
Count = Annotated[StrictInt, Field(ge=0, le=2_000_000_000)]
Version = Annotated[StrictInt, Field(ge=0, le=2_000_000_000, description="读到这一条时的 version；别人改过的会以 409 拒绝")]
Flag = StrictBool
Text = Annotated[StrictStr, Field(max_length=4000)]
Words = Annotated[str, Field(max_length=60)]
Day = Annotated[date, BeforeValidator(_day)]
Amount = Annotated[
    StrictStr, Field(pattern=AMOUNT, description="金额：不写单位为元，如 365000.00；也可写 36.5万元，写到几位就记为几位", examples=["365000.00"])
]
Points = Annotated[StrictStr, Field(pattern=POINTS, description="分值，如 12.5", examples=["10"])]
Measure = Annotated[StrictStr, Field(pattern=MEASURE, description="数量或面积", examples=["120.5"])]


def _text(value: Decimal) -> str:
    return f"{value:f}"


# What goes out: decimals as text, so that no receiver makes binary fractions of them.
Money = Annotated[Decimal, PlainSerializer(_text, return_type=str), WithJsonSchema({"type": "string", "description": "元，精确到分"})]
Number = Annotated[Decimal, PlainSerializer(_text, return_type=str), WithJsonSchema({"type": "string", "description": "十进制数"})]


class Body(Schema):
    """What is sent in: a name that is not there is refused, not ignored."""

    model_config = ConfigDict(extra="forbid")


class Versioned(Body):
    """An edit that says at which version it began."""

    version: Version


class Removal(Versioned):
    """A removal, with its reason for the log."""

    why: Text = ""


def figure(amount: str | None) -> Figure | None:
    """An amount as the services take it; a plain number is 元."""
    if amount is None:
        return None
    return read_figure(amount if amount.endswith("元") else f"{amount}元")
