"""A thing that a report may state, whatever words it uses."""

from __future__ import annotations

from dataclasses import dataclass

from jiheng.core.law import Citation


@dataclass(frozen=True, slots=True)
class Concept:
    """Something a report may state, independent of words: `spend.basic`; it never contains a basis or a year.

    `kind` is what its values measure: money, ratio, people, count, score, area, text. `labels[0]` is the field's
    standard term, the rest are synonyms met in documents. `context` words must stand near a label that is ambiguous by itself (such a
    label is listed in `ambiguous`). `parts` tells whether its children (by `parent`) add up to it.
    """

    id: str
    labels: tuple[str, ...]
    kind: str
    parent: str = ""
    parts: bool = False
    ambiguous: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    code: str = ""
    numerator: str = ""
    denominator: str = ""
    sources: tuple[Citation, ...] = ()

    @property
    def label(self) -> str:
        """The standard term."""
        return self.labels[0]
