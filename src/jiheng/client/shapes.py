"""What the client gives back: frozen rows with exact decimals and days, read from the API's JSON."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

Shape = TypeVar("Shape")


@dataclass(frozen=True, slots=True)
class Page(Generic[Shape]):
    """One page of a list."""

    items: tuple[Shape, ...]
    page: int
    pages: int
    count: int


@dataclass(frozen=True, slots=True)
class Me:
    """The token and its user."""

    username: str
    name: str
    token: str
    scopes: tuple[str, ...]
    departments: tuple[int, ...]
    expires_at: datetime
    is_administrator: bool
    is_reviewer: bool


@dataclass(frozen=True, slots=True)
class Department:
    """A department whose books the token reaches."""

    id: int
    name: str
    short_name: str
    code: str
    kind: str
    region_code: str
    region_name: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the budget; amounts in 元."""

    id: int
    function: str
    economic: str
    title: str
    fund: str
    project: int | None
    project_name: str | None
    opening: Decimal
    adjusted: Decimal
    budget: Decimal
    paid: Decimal
    left: Decimal
    note: str
    version: int


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment; its amount in 元."""

    id: int
    line: int
    amount: Decimal
    paid_on: date
    voucher: str
    summary: str
    payee: str
    approver: str
    version: int


@dataclass(frozen=True, slots=True)
class Total:
    """A total of the budget in its four stages, in 元."""

    key: str
    name: str
    opening: Decimal
    adjusted: Decimal
    budget: Decimal
    paid: Decimal
    left: Decimal
    rate: Decimal | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with the rows that it follows from; value in its own unit."""

    id: int
    year: int
    concept: str
    label: str
    basis: str
    item: str
    value: Decimal
    step: Decimal
    unit: str
    ledger: str
    entries: tuple[int, ...]
    working: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of a target table."""

    id: int
    level1: str
    level2: str
    name: str
    relation: str
    target: str
    unit: str
    weight: Decimal
    version: int


@dataclass(frozen=True, slots=True)
class TargetTable:
    """A target table; `troubles` stand against submitting it."""

    id: int
    year: int
    project: str
    state: str
    goal: str
    version: int
    indicators: tuple[Indicator, ...]
    troubles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert of the monitoring."""

    id: int
    month: int
    title: str
    light: str
    text: str
    issued_on: date
    due_on: date | None
    state: str
    version: int


@dataclass(frozen=True, slots=True)
class CheckUp:
    """One version of a report as it was checked."""

    id: int
    paper: int
    version: int
    state: str
    trouble: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Package:
    """The files of a self-evaluation and how far they are; `job` makes them."""

    state: str
    job: int | None
    trouble: str
    is_current: bool
    files: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a file would change in the book."""

    file: int
    name: str
    counts: Mapping[str, int]
    trouble: str
    may_be_written: bool


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One thing that the tables of final accounts state, beside the book. Units: 万元, as printed."""

    key: str
    state: str
    table: str
    title: str
    stated: str
    booked: str
    was: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The tables of final accounts against the book; `files` is what taking over is asked with."""

    files: tuple[int, ...]
    counts: Mapping[str, int]
    trouble: str
    notes: tuple[str, ...]
    disagreements: tuple[str, ...]
    missing: tuple[str, ...]
    may_be_written: bool
    rows: tuple[ComparedRow, ...]


@dataclass(frozen=True, slots=True)
class SelfEvaluation:
    """A year's self-evaluation and where it stands."""

    id: int
    year: int
    state: str
    version: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands at a path of a self-evaluation."""

    path: str
    text: str
    why: str
    by: str
    version: int


@dataclass(frozen=True, slots=True)
class Tried:
    """What a row and its table would get; `trouble` why that can't be told."""

    title: str
    points: Decimal | None
    change: Decimal | None
    total: Decimal | None
    trouble: str


@dataclass(frozen=True, slots=True)
class Against:
    """One thing that stands against sending."""

    kind: str
    text: str
    mend: str
    path: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a self-evaluation can be sent, and what stands against it."""

    state: str
    is_ready: bool
    against: tuple[Against, ...]
    reminders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A version that was handed over; `code` is printed on every page of its documents."""

    number: int
    code: str
    state: str
    total: str
    grade: str
    version: int


def read(shape: type[Shape], data: Any) -> Shape:
    """The data as a shape; what the shape does not name is left out.

    Raises: KeyError when the answer lacks a field, as another version of the API might.
    """
    hints = get_type_hints(shape)
    return shape(**{one.name: _value(hints[one.name], data[one.name]) for one in fields(shape)})  # type: ignore[arg-type]  # every shape is a dataclass


def read_page(shape: type[Shape], data: Any) -> Page[Shape]:
    """One page of a list."""
    return Page(tuple(read(shape, one) for one in data["items"]), data["page"], data["pages"], data["count"])


def _value(hint: Any, value: Any) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return None if value is None else _value(next(one for one in arguments if one is not type(None)), value)
    if origin is tuple:
        return tuple(_value(arguments[0], one) for one in value)
    if hint is Decimal:
        return Decimal(value)
    if hint in (date, datetime):
        return hint.fromisoformat(value)
    return read(hint, value) if hasattr(hint, "__dataclass_fields__") else value
