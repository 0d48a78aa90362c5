"""Records: classes that nobody changes once they are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import lru_cache
from operator import attrgetter
from typing import Any, Generic, TypeVar, dataclass_transform, overload

_Class = TypeVar("_Class")
_Answer = TypeVar("_Answer")


class once(Generic[_Answer]):  # noqa: N801  it decorates, as `property` does
    """A property of a record that is worked out once: as `cached_property`, which takes a lock for each instance."""

    def __init__(self, asked: Callable[[Any], _Answer]) -> None:
        """The method whose answer is kept under its own name."""
        self._asked = asked
        self.__doc__ = asked.__doc__

    @overload
    def __get__(self, one: None, owner: type) -> once[_Answer]: ...
    @overload
    def __get__(self, one: object, owner: type) -> _Answer: ...
    def __get__(self, one: object | None, owner: type) -> once[_Answer] | _Answer:
        """The answer, which stands in the instance's dictionary from now on."""
        if one is None:
            return self
        answer = one.__dict__[self._asked.__name__] = self._asked(one)
        return answer


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(made: type[_Class], /) -> type[_Class]:
    """A dataclass that the type checker holds frozen: for what a single reading makes by the thousand.

    A frozen dataclass guards its fields while it runs too, which makes each instance five times as dear. Properties that are worked out once
    need the dictionary that slots do without.
    """
    slots = not any(isinstance(one, once) for one in vars(made).values())
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
