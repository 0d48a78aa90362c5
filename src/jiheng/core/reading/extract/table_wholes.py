"""What a table's 合计 is the whole of: told by what its other rows or columns are of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jiheng.core.facts.concept import Concept
from jiheng.core.facts.taxonomy import Taxonomy
from jiheng.core.reading.extract.grid import Grid

_FEWEST = 2  # rows or columns that make a whole
_TWO_SIDED = re.compile(r"(?:收入支出|收支)(?:决算|预算)?(?:总表|总体情况表)")
_FUND = re.compile(r"(?:一般公共|政府性基金|国有资本经营)预算")
_GRAND = "总计"


def grand_total(grid: Grid, row: int, column: int, title: str) -> str | None:
    """The concept that a cell in the row 总计 of a table of income and spending holds: "" for one fund's share, None elsewhere.

    Its left side closes the income and its right side the spending; of appropriations both sides are one total.
    """
    sides = [at for at in range(grid.width) if grid.words(row, at) == _GRAND]
    if len(sides) != _FEWEST or column < sides[0]:
        return None
    heads = {at: "".join(grid.header(row, at)) for at in range(sides[0] + 1, grid.width) if (row, at) in grid.figures}
    if column > sides[1] and _FUND.search(heads.get(column, "")):
        return ""
    labels = ["".join(grid.words(up, at) for up in range(row)) for at in sides]
    if not _TWO_SIDED.search(title) and not ("收入" in labels[0] and "支出" in labels[1]):
        return None
    if "财政拨款" in title or "财政拨款结转" in labels[0] or any(_FUND.search(words) for words in heads.values()):
        return "both.appropriation"
    return "income.total" if column < sides[1] else "spend.total"


def whole_of_rows(concepts: Sequence[Concept | None], taxonomy: Taxonomy) -> Concept | None:
    """What the highest of some rows' concepts are parts of (三公经费 over 公务接待费 …), or None."""
    found = {concept.id for concept in concepts if concept is not None}
    top = [one for one in found if not any(other != one and taxonomy.is_within(one, other) for other in found)]
    parents = {taxonomy.concept(one).parent for one in top}
    parent = parents.pop() if len(parents) == 1 and len(top) >= _FEWEST else ""
    return taxonomy.concept(parent) if parent and taxonomy.concept(parent).parts else None


def concept_above(found: Sequence[Concept | None], taxonomy: Taxonomy) -> str:
    """The nearest concept above those of all columns (公务接待费 beside 公务用车运行维护费); "" where one is unknown or above another."""
    concepts = [concept.id for concept in found if concept is not None]
    if len(concepts) < max(len(found), _FEWEST):
        return ""
    lines = [list(taxonomy.ancestors(concept)) for concept in concepts]
    if any(concept in line for concept in concepts for line in lines):
        return ""
    return next((one for one in lines[0] if all(one in line for line in lines)), "")
