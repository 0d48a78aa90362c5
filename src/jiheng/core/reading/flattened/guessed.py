"""Whether the columns of a table that was put back are guessed: what stands in it belies them."""

from __future__ import annotations

import re

from jiheng.core.reading.extract.indicator_columns import squeeze
from jiheng.core.reading.flattened.cellwise import FIGURE
from jiheng.core.reading.flattened.grid import Rebuilt

_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
_COUNTED = 3
_LEAST = 2


def is_guessed(table: Rebuilt, *, padded: bool) -> bool:
    """Whether blank cells of heads or rows were lost, so that cells stand under heads that are not theirs.

    `padded` tells that rows were filled up with empty cells at their end.
    """
    rows: dict[int, dict[int, str]] = {}
    for slot in table.slots:
        rows.setdefault(slot.row, {})[slot.column] = squeeze(slot.text.text)
    if padded and not any(slot.columns > 1 for slot in table.slots) and _has_short_heads(rows, table.width):
        return True
    return _belies_its_numbers(rows)


def _belies_its_numbers(rows: dict[int, dict[int, str]]) -> bool:
    """Whether names stand in columns that a row 1, 2, 3 … numbers."""
    numbered: list[int] = []
    wrong = 0
    for cells in rows.values():
        counted = [column for column, text in cells.items() if text.isdigit()]
        if len(counted) >= _COUNTED and [cells[column] for column in counted] == [str(at + 1) for at in range(len(counted))]:
            numbered, wrong = counted, 0
        wrong += any(_WORDS.search(cells.get(column, "")) for column in numbered)
    return wrong >= _LEAST


def _has_short_heads(rows: dict[int, dict[int, str]], width: int) -> bool:
    """Whether of two and more rows of heads one fills the first columns only."""
    if any("指标" in text for cells in rows.values() for text in cells.values()):
        return False  # rows of indicators tell their columns by what stands in them
    heads: list[list[int]] = []
    for cells in rows.values():
        filled = [column for column, text in cells.items() if text]
        if any(FIGURE.fullmatch(cells[column]) for column in filled):
            break
        if len(filled) > 1:
            heads.append(filled)
    return len(heads) >= _LEAST and any(len(filled) < width and filled == list(range(len(filled))) for filled in heads)
