"""One department's year as it was entered, before scoring: the case file, immutable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from jiheng.core.reporting.report_input import Content


@dataclass(frozen=True, slots=True)
class Answer:
    """A person's grading of an item that no formula computes: a share 0…1, a band's label, or 是/否."""

    value: str
    note: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A reviewer's points for one item of the review of targets."""

    points: Decimal
    note: str = ""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A read case: which file, which pack, which chosen policy for missing groups, and the content.

    `sha256` is of the file's bytes; `answers` are by the id of the pack's item; `lines` tells the line of each answer, review and narrative by its path.
    """

    name: str
    sha256: str
    pack: str
    policy: str
    content: Content
    answers: Mapping[str, Answer] = field(default_factory=dict)
    goal_review: Mapping[str, Reviewed] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """The year that is evaluated."""
        return self.content.year
