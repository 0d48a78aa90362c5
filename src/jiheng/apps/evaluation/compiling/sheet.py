"""A case file while it is put together: values at paths, each with where it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

import yaml

from jiheng.core.casefile.case_fields import CASE

_STEP = re.compile(r"([^.\[\]]+)|\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value came from, by the number of the fact, entry, approved indicator or line of the book.

    `exact` is the figure before it was rounded for print, "" where nothing was.
    """

    kind: Literal["fact", "entry", "target", "book", "department", "rules"]
    id: int = 0
    exact: str = ""


@dataclass(slots=True)
class Sheet:
    """Values by path in the order of the case format.

    `keys` maps the place of a list's entry (`indicators[0]`) to its lasting name (`indicators[17]`), by which entries know it.
    """

    values: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def put(self, path: str, value: Any, origin: Origin) -> None:
        """Set the value at a path of names; what stands there gives way."""
        at = self.values
        *over, last = steps_of(path)
        for step in over:
            at = at.setdefault(step, {})
        at[last] = value
        self.origins[path] = origin

    def append(self, path: str, key: str, values: Mapping[str, Any], origins: Mapping[str, Origin]) -> str:
        """Add an entry to a list; returns its path. `key` is its lasting name."""
        *over, last = steps_of(path)
        at: Any = self.values
        for step in over:
            at = at[int(step)] if isinstance(at, list) else at.setdefault(step, {})
        listed = at.setdefault(last, [])
        listed.append(dict(values))
        place = f"{path}[{len(listed) - 1}]"
        self.keys[place] = f"{path.rpartition('.')[2]}[{key}]"
        for name, origin in origins.items():
            self.origins[f"{place}.{name}"] = origin
        return place

    def into(self, place: str, name: str, value: Any, origin: Origin) -> None:
        """Set a field of a list's entry, or of a group inside it."""
        at: Any = self.values
        for step in steps_of(place):
            at = at[int(step)] if isinstance(at, list) else at[step]
        *over, last = steps_of(name)
        for step in over:
            at = at.setdefault(step, {})
        at[last] = value
        self.origins[f"{place}.{name}"] = origin

    def copy(self) -> Sheet:
        """One to write in, while this stays as it is."""
        return Sheet(_copied(self.values), dict(self.origins), dict(self.keys))

    def lasting(self, path: str) -> str:
        """A case path as entries name it: lists by lasting names in place of numbers."""
        found = max((place for place in self.keys if path == place or path.startswith(f"{place}.")), key=len, default="")
        return self.keys[found] + path[len(found) :] if found else path

    def place(self, lasting: str) -> str:
        """The case path of a path as entries name it."""
        found = next((place for place, key in self.keys.items() if lasting == key or lasting.startswith(f"{key}.")), "")
        return found + lasting[len(self.keys[found]) :] if found else lasting

    def value(self, path: str) -> Any:
        """What stands at a case path; None where nothing does."""
        at: Any = self.values
        for step in steps_of(path):
            if isinstance(at, list):
                at = at[int(step)] if step.isdecimal() and int(step) < len(at) else None
            elif isinstance(at, dict):
                at = at.get(step)
            else:
                return None
        return at

    def places(self) -> Iterator[tuple[str, str]]:
        """Lasting name and place of each entry of a list."""
        for place, key in self.keys.items():
            yield key, place

    def text(self) -> bytes:
        """The case file."""
        return "".join(
            _written(_Told(key, repr(self.values[key]), self.values[key])) for field in CASE.fields if (key := field.key) in self.values
        ).encode()


def _copied(value: Any) -> Any:
    """Dictionaries and lists anew, all that stands in them as it is."""
    if isinstance(value, dict):
        return {key: _copied(one) for key, one in value.items()}
    return [_copied(one) for one in value] if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class _Told:
    """A field of the case with all that stands in it, told apart by how that reads."""

    key: str
    words: str
    value: Any = field(compare=False)


@lru_cache(maxsize=512)
def _written(told: _Told) -> str:
    """A field as the case file has it. After a change nearly all fields are as they were."""
    return str(yaml.dump({told.key: told.value}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000))


def steps_of(path: str) -> list[str]:
    """The names along a path.

    Example:
        >>> steps_of("answers[JX-1].value"), steps_of("spend.total.opening")
        (['answers', 'JX-1', 'value'], ['spend', 'total', 'opening'])
    """
    return [plain or key for plain, key in _STEP.findall(path)]


def key_of(name: str) -> str:
    """A name as it stands in a path."""
    return name.replace("[", "（").replace("]", "）")


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]  # quicker where it is there; the same text
    """Writes decimals as bare numbers, exactly."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  PyYAML's own signature
        return True


def _number(dumper: _Dumper, value: Decimal) -> Any:
    whole = value == value.to_integral_value() and "." not in f"{value:f}"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'int' if whole else 'float'}", f"{value:f}")


_Dumper.add_representer(Decimal, _number)
