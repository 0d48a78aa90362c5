"""One function over many things on this machine's processes: same results as one by one, and in the same order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEW = 8  # below this many things, starting processes costs more than it saves


@dataclass(frozen=True, slots=True)
class Lost(Generic[Item]):
    """A thing whose process died over it (out of memory, a fault in a format library); the others go on."""

    item: Item


def workers_for(count: int) -> int:
    """How many processes suit a number of things when nobody said how many."""
    return 1 if count < _FEW else max(1, min(os.cpu_count() or 1, count))


def in_order(function: Callable[[Item], Result], items: Sequence[Item], workers: int) -> Iterator[Result | Lost[Item]]:
    """The results of `function` in the order of `items`; a thing that kills its process comes back as Lost.

    With one worker all runs in this process. `function` must be importable and its items picklable.
    """
    if workers <= 1 or len(items) <= 1:
        yield from map(function, items)
        return
    done = 0
    while done < len(items):
        rest = items[done:]
        with ProcessPoolExecutor(min(workers, len(rest))) as pool:
            waiting = [pool.submit(function, item) for item in rest]
            try:
                for future in waiting:
                    result = future.result()
                    done += 1
                    yield result
            except BrokenProcessPool:
                pass
        if done < len(items):
            yield _alone(function, items[done])
            done += 1


def _alone(function: Callable[[Item], Result], item: Item) -> Result | Lost[Item]:
    """The thing that was due when a process died, tried once more in a process of its own."""
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(function, item).result()
        except BrokenProcessPool:
            return Lost(item)
