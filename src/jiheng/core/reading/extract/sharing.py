"""Whether words say by themselves that some figures share out another: all kinds of it, or kinds and a remainder."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jiheng.core.facts.fact import Fact
from jiheng.core.facts.taxonomy import Taxonomy

_KINDS = frozenset({"spend.basic", "spend.project"})
_SPENDINGS = ("spend.current", "spend.total")
_SELDOM = {"three.total": "three.abroad"}
_REMAINDER = re.compile(r"^(?:其中)?[:：]?其[他它](?:资金|收入|支出|经费|费用|来源)?[:：]?$")


def shares_out(whole: Fact, parts: Sequence[Fact], taxonomy: Taxonomy) -> bool:
    """Whether the parts are said to be all that makes the whole: every kind there is of it, or some and 其他 at the end."""
    if len(parts) < 2:
        return False
    concepts = [part.concept for part in parts]
    if len({(part.concept, part.context.item) for part in parts}) < len(parts):
        return False
    if is_remainder(parts[-1]):
        return all((part.concept, part.context.item) != (whole.concept, whole.context.item) for part in parts)
    if not whole.concept or not all(concepts):
        return False
    if whole.concept in _SPENDINGS and set(concepts) == _KINDS:
        return True
    own = taxonomy.concept(whole.concept)
    kinds = {one.id for one in taxonomy.children(whole.concept) if one.kind == own.kind}
    return own.parts and bool(kinds) and set(concepts) == kinds


def shares_out_but(whole: Fact, parts: Sequence[Fact], taxonomy: Taxonomy) -> bool:
    """Whether the parts are all kinds of the whole but one of which there is mostly nothing: 三公经费, without 因公出国（境）费."""
    seldom = _SELDOM.get(whole.concept, "")
    kinds = {one.id for one in taxonomy.children(whole.concept) if one.kind == "money"} if seldom else set[str]()
    return bool(seldom) and sorted(part.concept for part in parts) == sorted(kinds - {seldom})


def is_remainder(part: Fact) -> bool:
    """Whether a figure is what is left over beside named kinds: 其他资金, 其他."""
    label = part.origin.quote.partition("｜")[0]
    return bool(_REMAINDER.match(label))
