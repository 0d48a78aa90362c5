"""Records: classes that nobody changes once they are made."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(made: type[_Class], /) -> type[_Class]:
    """A dataclass that the type checker holds frozen: for what a single reading makes by the thousand.

    A frozen dataclass guards its fields while it runs too, which makes each instance five times as dear. Properties that are worked out once
    need the dictionary that slots do without.
    """
    slots = not any(isinstance(one, cached_property) for one in vars(made).values())
    return dataclass(slots=slots, unsafe_hash=True)(made)


def changed(one: _Class, **new: Any) -> _Class:
    """The same record but for some fields: as `dataclasses.replace`, which looks at every field by itself."""
    made: Any = type(one)
    copy: _Class = made(*_values_of(made)(one))
    for name, value in new.items():
        setattr(copy, name, value)
    return copy


@lru_cache(maxsize=64)
def _values_of(made: Any) -> attrgetter[tuple[Any, ...]]:
    return attrgetter(*(one.name for one in fields(made)))
