"""What was made of recorded things, kept in memory while the log of changes tells of no other change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from jiheng.apps.shared.changes import newest_seal

_Made = TypeVar("_Made")


class Kept(Generic[_Made]):
    """The last few by key, each with the newest seal before it was made; changes of things of the kind `but` don't count."""

    def __init__(self, most: int, *, but: str = "") -> None:
        """Units: at most `most` are kept."""
        self._most, self._but = most, but
        self._kept: OrderedDict[Hashable, tuple[str, _Made]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], _Made]) -> _Made:
        """What is kept under a key, made now where it is not there or where something has changed since."""
        seal = newest_seal(but=self._but)  # before anything is read: what is written meanwhile has another
        kept = self._kept.get(key)
        if kept is not None and kept[0] == seal:
            return kept[1]
        made = make()
        self._kept[key] = seal, made
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return made
