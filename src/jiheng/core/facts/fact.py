"""One statement: this concept, in this context, was given this value, there."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b

from jiheng.core.documents.span import Span
from jiheng.core.facts.context import Context
from jiheng.core.figures.figure import Figure
from jiheng.core.record import once, record

_printed = lru_cache(maxsize=4096)(repr)  # of a context: a hundred facts of a report have the same


@record
class Fact:
    """One statement of a source, with its exact place.

    `concept` is a taxonomy id, or "" when the words name none; `label` is then the words beside the number. For a
    change or a share (`change.amount`, `change.rate`, `share` …) `of` is the concept that changed or has the share. `trust` is 0…1: how sure the
    reader is of concept and context.
    """

    concept: str
    label: str
    context: Context
    figure: Figure
    origin: Span
    of: str = ""
    trust: Decimal = Decimal(1)
    repair: str = ""

    @once
    def id(self) -> str:
        """Short hash of place and meaning; stable between runs."""
        origin = self.origin
        key = f"({origin.document!r}, {origin.start}, {origin.end}, {self.concept!r}, {self.of!r}, {_printed(self.context)})"
        return blake2b(key.encode(), digest_size=6).hexdigest()

    def at(self, origin: Span) -> Fact:
        """The same, stated at another place."""
        return Fact(self.concept, self.label, self.context, self.figure, origin, self.of, self.trust, self.repair)
