"""Counts of hits out of tries, by name, that add up over documents and print as rates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(slots=True)
class Tally:
    """Hits and tries by name."""

    hits: dict[str, int] = field(default_factory=dict)
    tries: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, hit: bool, weight: int = 1) -> None:
        """One more try of a name, and whether it hit."""
        self.tries[name] = self.tries.get(name, 0) + weight
        self.hits[name] = self.hits.get(name, 0) + (weight if hit else 0)

    def merge(self, other: Tally) -> None:
        """Add another document's counts."""
        for name, count in other.tries.items():
            self.tries[name] = self.tries.get(name, 0) + count
            self.hits[name] = self.hits.get(name, 0) + other.hits.get(name, 0)

    def rate(self, name: str) -> Fraction | None:
        """Hits over tries, exactly; None where nothing was tried."""
        tries = self.tries.get(name, 0)
        return Fraction(self.hits.get(name, 0), tries) if tries else None

    def names(self) -> list[str]:
        """All names tried, sorted."""
        return sorted(self.tries)

    def as_json(self) -> dict[str, object]:
        """`{name: {hits, of, percent}}`."""
        return {name: {"hits": self.hits.get(name, 0), "of": self.tries[name], "percent": percent(self.rate(name))} for name in self.names()}


def percent(rate: Fraction | None) -> str:
    """A rate in percent with one decimal, halves up; 100 only when nothing is missing. "—" for no rate.

    Example:
        >>> percent(Fraction(1, 3)), percent(Fraction(1999, 2000)), percent(None)
        ('33.3', '99.9', '—')
    """
    if rate is None:
        return "—"
    tenths = int(rate * 1000 + Fraction(1, 2))
    if tenths == 1000 and rate < 1:
        tenths = 999
    return f"{tenths // 10}.{tenths % 10}"


def total(tallies: Iterable[Tally]) -> Tally:
    """All counts of several documents."""
    whole = Tally()
    for one in tallies:
        whole.merge(one)
    return whole
