"""Targets in force as facts: basis 目标, each leading to its indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jiheng.apps.factstore.posted import Posted
from jiheng.apps.factstore.services import replace_posting
from jiheng.apps.targets.models import Indicator, TargetTable
from jiheng.apps.targets.rows import target_figure
from jiheng.core.facts.context import Basis

LEDGER = "targets"
TARGET = "indicator.target"
_ITEM = 120


def post_targets(table: TargetTable, rows: Sequence[Indicator], version: str) -> int:
    """Replace what the table stated by the rows of its version in force; the number of facts."""
    return replace_posting(department=table.department, year=table.year, source=f"targets:{table.pk}", facts=_facts(table, rows, version))


def _facts(table: TargetTable, rows: Sequence[Indicator], version: str) -> Iterator[Posted]:
    """One fact for each row with a number; a name met twice in a table is told apart by its second level."""
    met: set[tuple[str, str]] = set()
    for row in rows:
        figure = target_figure(row)
        if figure is None or row.cancelled_on:
            continue
        concept = row.concept or TARGET
        # The department's own target of a known figure is the figure's target; every other is told by its name.
        item = "" if row.concept and not table.project else row.name if not table.project else f"{table.project}｜{row.name}"
        for wanted in (item, f"{item or row.name}｜{row.level2}", f"{item or row.name}｜{row.pk}"):
            key = (concept, wanted[-_ITEM:])
            if key not in met:
                break
        met.add(key)
        yield Posted(concept, row.name, figure, LEDGER, (row.pk,), basis=Basis.TARGET, item=key[1], working=f"{version}：{row.target_words}")
