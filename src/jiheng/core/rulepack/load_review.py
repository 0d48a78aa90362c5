"""YAML to what a pack says of the review of targets and of what follows from a grade."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiheng.core.rulepack.entry_reader import GROUND, EntryReader
from jiheng.core.rulepack.scoring_rules import Consequence, GoalReview, Grade, ReviewItem


def read_consequence(reader: EntryReader, entry: Any, path: str) -> Consequence:
    """One consequence of a grade, or of every grade where none is named."""
    reader.known(entry, GROUND | {"grade", "what"}, path)
    return Consequence(str(entry.get("grade", "")), reader.text(entry, "what", path), reader.ground(entry, path))


def read_goal_review(reader: EntryReader, entry: Any) -> GoalReview:
    """How targets are reviewed; nothing where the pack does not say."""
    path = "scoring.goal_review"
    if not entry:
        return GoalReview()
    reader.known(entry, GROUND | {"items", "grades", "leads_to", "passes"}, path)
    items = tuple(_item(reader, one, f"{path}.items[{place}]") for place, one in enumerate(entry.get("items") or ()))
    leads = {str(label): str(what) for label, what in (entry.get("leads_to") or {}).items()}
    grades = read_grades(reader, entry.get("grades") or {}, f"{path}.grades")
    return GoalReview(items, grades, leads, tuple(map(str, entry.get("passes") or ())), reader.ground(entry, path))


def read_grades(reader: EntryReader, labels: Mapping[Any, Any], path: str) -> tuple[Grade, ...]:
    """Labels with the share of all points from which each is given, the best first."""
    return tuple(sorted((Grade(str(label), reader.number(least, path)) for label, least in labels.items()), key=lambda one: -one.least))


def _item(reader: EntryReader, entry: Any, path: str) -> ReviewItem:
    reader.known(entry, {"id", "heading", "title", "weight", "asks", "looks"}, path)
    id, heading, title, asks = (reader.text(entry, name, path) for name in ("id", "heading", "title", "asks"))
    return ReviewItem(id, heading, title, reader.number(entry.get("weight"), f"{path}.weight"), asks, tuple(map(str, entry.get("looks") or ())))
