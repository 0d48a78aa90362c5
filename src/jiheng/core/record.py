"""Records: classes that nobody changes once they are made."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(made: type[_Class], /) -> type[_Class]:
    """A dataclass that the type checker holds frozen: for what a single reading makes by the thousand.

    A frozen dataclass guards its fields while it runs too, which makes each instance five times as dear. Properties that are worked out once
    need the dictionary that slots do without.
    """
    slots = not any(isinstance(one, cached_property) for one in vars(made).values())
    return dataclass(slots=slots, unsafe_hash=True)(made)
