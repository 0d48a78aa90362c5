"""Medians of repeated runs, in milliseconds."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from statistics import median


def once(work: Callable[[], object]) -> float:
    """One run."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def typical(work: Callable[[], object], runs: int = 9) -> float:
    """The median of some runs, after one that warms up."""
    work()
    return median(once(work) for _ in range(runs))


def side_by_side(works: Sequence[Callable[[], object]], runs: int = 15) -> list[float]:
    """Medians of several works run in turn, so that a busy moment of the machine meets all of them."""
    for work in works:
        work()
    times = [[once(work) for work in works] for _ in range(runs)]
    return [median(column) for column in zip(*times, strict=True)]


def command(words: Sequence[str], runs: int = 9) -> float:
    """The median wall time of a command."""
    return typical(lambda: subprocess.run(words, capture_output=True, check=True), runs)
