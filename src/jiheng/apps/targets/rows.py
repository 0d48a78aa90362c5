"""An indicator of the books as the core takes it: a row with its figure, and the plain data that a version keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from json import dumps
from typing import Any

from jiheng.apps.targets.models import Indicator
from jiheng.core.casefile.case_tree import figure_of
from jiheng.core.figures.figure import Figure
from jiheng.core.scoring.scoring_input import Cancelled, IndicatorRow

FROZEN = (
    "level1", "level2", "name", "explanation", "relation", "target", "unit", "weight", "target_basis", "collection", "data_source", "evidence",
    "scoring_note", "section_id", "linked_project", "concept", "bank_id", "is_core", "cancelled_on", "cancel_approval", "cancel_reason",
)  # fmt: skip


def frozen(indicator: Indicator) -> dict[str, Any]:
    """What a version keeps of an indicator, as plain data."""
    kept: dict[str, Any] = {"id": indicator.pk}
    for name in FROZEN:
        value = getattr(indicator, name)
        kept[name] = (
            value if value is None or isinstance(value, (bool, int, str)) else f"{value:f}" if isinstance(value, Decimal) else value.isoformat()
        )
    return kept


def thawed(kept: Mapping[str, Any]) -> Indicator:
    """A kept indicator as an unsaved row, so that pages and the core read old versions as they read today's."""
    columns = {name: kept[name] for name in FROZEN if name in kept}
    columns["weight"] = Decimal(columns.get("weight") or 0)
    return Indicator(pk=kept["id"], place=0, **columns)


def seal_of(goal: str, content: Sequence[Mapping[str, Any]]) -> str:
    """The hash of a version's content."""
    return sha256(dumps([goal, list(content)], ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def target_figure(indicator: Indicator) -> Figure | None:
    """The number that a target's words hold; None for words alone."""
    return figure_of(indicator.target.strip(), indicator.unit.strip()) if indicator.target.strip() else None


def core_row(indicator: Indicator) -> IndicatorRow:
    """An indicator as scoring, audit and reports take it; it has no actual yet."""
    cancelled = Cancelled(indicator.cancel_approval, indicator.cancel_reason) if indicator.cancelled_on else None
    return IndicatorRow(
        id=str(indicator.pk or indicator.place),
        level=(indicator.level1, indicator.level2, indicator.name),
        relation=indicator.relation,
        target=indicator.target,
        unit=indicator.unit,
        actual="",
        weight=indicator.weight,
        target_figure=target_figure(indicator),
        core=indicator.is_core,
        cancelled=cancelled,
    )
