"""What a table's 合计 is the whole of: told by what its other rows or columns are of."""

from __future__ import annotations

from collections.abc import Sequence

from jiheng.core.facts.concept import Concept
from jiheng.core.facts.taxonomy import Taxonomy

_FEWEST = 2  # rows or columns that make a whole


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
