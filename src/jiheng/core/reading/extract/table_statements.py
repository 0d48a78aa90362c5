"""Everything that one table states: facts of its numbers, sums that its structure claims, and what its cells of words say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from jiheng.core.documents.block import Block
from jiheng.core.documents.document import Document
from jiheng.core.documents.lone import Cells, cells_of, lone_table
from jiheng.core.facts.context import Basis
from jiheng.core.figures.figure import Figure
from jiheng.core.reading.extract.bare_units import BareUnits, UnitsElsewhere
from jiheng.core.reading.extract.grid import Grid
from jiheng.core.reading.extract.placed import KEPT, MOST_KEPT, placed
from jiheng.core.reading.extract.project_forms import of_project
from jiheng.core.reading.extract.sentences import read_paragraph
from jiheng.core.reading.extract.setting import Setting
from jiheng.core.reading.extract.table_sums import is_misread, table_sums
from jiheng.core.reading.extract.tables import TITLE_LENGTH, read_table
from jiheng.core.reading.extract.walk import Stated

_SPLIT = re.compile(r"按(?:收入|支出)性质分")
_GOALS = re.compile(r"年度总体目标|年度绩效目标|绩效指标|一级指标")
_SPLIT_ROWS = 6
_MISREAD = Decimal("0.4")  # too little for any check


def state_table(table: Block, setting: Setting, taken: frozenset[str], names: Mapping[str, str], bare: BareUnits, above: str, project: str) -> Stated:
    """What a table states.

    `taken` holds the block ids of cells that an indicator row has taken, `names` the indicator's name by the block ids of its row, `above` the
    short lines that stand right above the table, `project` the one whose form it is.
    """
    if not table.cells:
        return Stated()
    kept = len(table.cells) <= KEPT
    cells = cells_of(table)
    own = replace(setting, document=Document("", "", "", setting.document.text[:TITLE_LENGTH], ()))
    ids = [cell.block.id for cell in table.cells]
    took = frozenset(str(number) for number, id in enumerate(ids) if id in taken)
    named = tuple((str(number), names[id]) for number, id in enumerate(ids) if id in names)
    units = bare.elsewhere((_numbers if kept else _numbers.__wrapped__)(cells))
    read = _read if kept else _read.__wrapped__
    return placed(read(cells, table.caption, own, took, named, units, above, project), table, setting.document)


def forget_tables() -> None:
    """Keep no table that was read before."""
    _numbers.cache_clear()
    _read.cache_clear()


@lru_cache(maxsize=MOST_KEPT)
def _numbers(cells: Cells) -> tuple[Figure, ...]:
    return tuple(Grid(lone_table(cells, "")).figures.values())


@lru_cache(maxsize=MOST_KEPT)
def _read(
    cells: Cells,
    caption: str,
    setting: Setting,
    taken: frozenset[str],
    names: tuple[tuple[str, str], ...],
    units: UnitsElsewhere,
    above: str,
    project: str,
) -> Stated:
    """What a table by itself states."""
    table = lone_table(cells, caption)
    found = read_table(table, setting, taken, dict(names), units, above)
    if project:
        found.facts = of_project(found.facts, project)
    if is_misread(found, setting.document, setting.taxonomy):
        out = Stated(facts=[replace(fact, trust=_MISREAD) for fact in found.facts.values()])
    else:
        out = Stated(facts=list(found.facts.values()), sums=table_sums(found, setting.document, setting.taxonomy))
    numeric = {cell.block.id for cell in found.running} | {fact.origin.block for fact in found.facts.values()} | taken
    planned = _planned_rows(table)
    for cell in table.cells:
        if cell.block.id not in numeric and any(c.isdigit() for c in cell.text):
            own = replace(setting, money_basis=Basis.BUDGET) if cell.row in planned else setting
            out.join(read_paragraph(cell.block, own, None, found.unit))
    return out


def _planned_rows(table: Block) -> range:
    """The rows of a self-evaluation form that split the year's budget by source and by kind (按收入性质分, 按支出性质分)."""
    first = next((cell.row for cell in table.cells if _SPLIT.match(cell.text.strip())), None)
    if first is None:
        return range(0)
    after = [cell.row for cell in table.cells if cell.row > first and _GOALS.match(cell.text.strip())]
    return range(first, min(after, default=first + _SPLIT_ROWS))
