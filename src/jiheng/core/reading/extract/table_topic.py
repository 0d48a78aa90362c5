"""What a whole table is of, by its caption: the totals in 项目支出明细表 are of the projects only."""

from __future__ import annotations

from jiheng.core.facts.concept import Concept
from jiheng.core.facts.taxonomy import Taxonomy
from jiheng.core.reading.extract.grid import Grid

SPENDINGS = ("spend.current", "spend.total")
_SUBJECTS = ("spend.function.", "spend.economic.", "spend.government.")


def spending_topic(caption: str, grid: Grid, taxonomy: Taxonomy) -> Concept | None:
    """The part of all spending that the nearest telling line of the caption names; None where the table names another part."""
    for line in reversed(caption.splitlines()):
        about = {hit.concept.id for hit in taxonomy.find(line) if hit.concept.kind == "money"}
        if about:
            topic = taxonomy.concept(about.pop()) if len(about) == 1 else None
            break
    else:
        return None
    if topic is None or topic.id in SPENDINGS or not taxonomy.is_within(topic.id, SPENDINGS[-1]):
        return None
    named = {one.id for cell in grid.table.cells if (one := taxonomy.exact(cell.text)) is not None and one.id.startswith("spend.")}
    others = {id for id in named.difference(SPENDINGS) if not id.startswith(_SUBJECTS) and not taxonomy.is_within(id, topic.id)}
    return None if others else topic
