"""A text being typed, its numbers held against the case as it stands."""

from __future__ import annotations

from jiheng.apps.evaluation.selectors.cases import Standing
from jiheng.apps.evaluation.selectors.sections import composed
from jiheng.core.reporting.draft import Paragraph, Run, plain
from jiheng.core.reporting.narrative import Reading, checked


def marked(standing: Standing, text: str) -> list[tuple[Run, ...]]:
    """Each line in runs; a number is bound to a fact, contradicts one, or has none to be held against."""
    made = composed(standing)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if made is None:
        return []
    reading = Reading(made[0])
    return [checked(Paragraph(plain(line), narrative=True), reading).runs for line in lines]
