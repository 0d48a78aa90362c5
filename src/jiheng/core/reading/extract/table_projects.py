"""Projects listed in a table of a department's money: numbered rows below 项目支出."""

from __future__ import annotations

import re

from jiheng.core.facts.taxonomy import Taxonomy
from jiheng.core.reading.extract.clauses import phrase
from jiheng.core.reading.extract.grid import Grid

_NUMBERED = re.compile(r"[（(]?\d{1,2}[)）、.．]\s*")


def numbered_project(grid: Grid, row: int, label: str, taxonomy: Taxonomy) -> str:
    """The name of a numbered row that stands below 项目支出; "" for any other row."""
    number = _NUMBERED.match(label)
    if number is None or not phrase(label[number.end() :]):
        return ""
    for up in range(row - 1, -1, -1):
        above = next((words for at in range(grid.width) if grid.is_words(up, at) and (words := grid.words(up, at))), "")
        if _NUMBERED.match(above) or above.startswith("其中"):
            continue
        concept = taxonomy.exact(above.rstrip(":："))
        return phrase(label[number.end() :]) if concept is not None and concept.id == "spend.project" else ""
    return ""
