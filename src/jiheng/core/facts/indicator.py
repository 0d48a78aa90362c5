"""A row of an indicator table as a report prints it."""

from __future__ import annotations

from dataclasses import dataclass, field

from jiheng.core.documents.span import Span
from jiheng.core.figures.figure import Figure


@dataclass(frozen=True, slots=True)
class StatedIndicator:
    """One indicator row of a report: its three levels, target, actual, weight and score as printed.

    `relation` is one of ≥ ≤ ＝ ＞ ＜ 定性 or "". Texts are as printed; figures are None where the cell holds no number.
    `spans` has the evidence by field name (target, actual, weight, score, name); a missing weight has no span.
    """

    level: tuple[str, str, str]
    relation: str
    target: str
    unit: str
    actual: str
    weight: Figure | None
    score: Figure | None
    reason: str
    origin: Span
    target_figure: Figure | None = None
    actual_figure: Figure | None = None
    spans: dict[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GroupTotal:
    """Stated points of a group of indicators, or of the whole table (`name` 总分): weight and score as printed."""

    name: str
    weight: Figure | None
    score: Figure | None
    origin: Span
