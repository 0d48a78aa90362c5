"""Wholes that stand behind their parts: "A x、B y，合计 z"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedSum
from jiheng.core.reading.extract.walk import Lead, Walk

DERIVED = ("change.amount", "share")
_TOTAL_BEFORE = re.compile(r"[，,、；;]\s*(?:以上)?(?:各?项)?(?:合计|共计|总计|累计|加总|总共)(?:支出|金额|资金|收入|经费|投入|为|达|约|[：:])*\s*$")
_ALL_YEAR_BEFORE = re.compile(r"[，,、；;]\s*全年(?:合计|共计|总计|累计|共)?(?:完成)?(?:支出|金额|资金|收入|经费|投入|为|达|约|[：:])*\s*$")
_LEAST = 2
_DECEMBER = 12
_TOGETHER = re.compile(r"[，,；;]\s*共(?:有|计)?\s*$")  # 12个行政村、3个社区，共|15个村（社区）
_OF_ALL_KINDS = re.compile(
    r"[，,；;]\s*(?:以上)?(?:合计|共计|总计|总共|共)[\u4e00-\u9fff]{0,6}(?:各[类项种])[\u4e00-\u9fff]{0,6}$"
)  # 共召开各类会议|22次
_POSTS = "staff.quota"
_CONTAINED = re.compile("其中|[（(]|含|包括|[。；]")
_TOTAL_OPENS = re.compile(r"[，,、；;]\s*(?:以上)?(?:各?项)?(?:合计|共计|总计|总共)")


def totalled(walk: Walk, fact: Fact, lead: Lead) -> None:
    """The whole behind its parts: "A x、B y，合计 z"."""
    before = walk.text[lead.begin : lead.start]
    together = not fact.figure.unit.is_money and bool(_TOGETHER.search(before) or _OF_ALL_KINDS.search(before))
    of_year = bool(_ALL_YEAR_BEFORE.search(before))
    if not (together or of_year or _TOTAL_BEFORE.search(before)) or walk.lists.current() is not None:
        return
    parts: list[Fact] = []
    for earlier in reversed(walk.out.facts[walk.since : -1]):
        unit = earlier.figure.unit
        # 3个社区，共16个村（社区）: the measure word takes a noun along.
        own = unit.base == fact.figure.unit.base or (together and unit.dimension == "count" and fact.figure.unit.key.startswith(unit.key))
        alike = own and earlier.context.basis is fact.context.basis
        if not alike or earlier.concept in DERIVED or (together and _is_no_part(walk, earlier, parts)):
            break
        parts.append(earlier)
    parts.reverse()
    if len(parts) > 1 and (not of_year or _fill_the_year(parts)):
        origin = walk.span(walk.at(parts[0]), lead.mention.end)
        walk.out.sums.append(StatedSum(fact, tuple(parts), (1,) * len(parts), True, origin, "合计"))


def _fill_the_year(parts: Sequence[Fact]) -> bool:
    """Whether figures are of months one after another, from the first to the last of the year."""
    months = [part.context.period.months for part in parts]
    spans = [span for span in months if span is not None]
    if len(spans) < len(months):
        return False
    return (spans[0][0], spans[-1][1]) == (1, _DECEMBER) and all(after[0] == before[1] + 1 for before, after in pairwise(spans))


def _is_no_part(walk: Walk, earlier: Fact, parts: Sequence[Fact]) -> bool:
    """Whether an earlier count is of posts, or only contained in what another one counts, so that 共 cannot add it."""
    behind = walk.at(parts[-1]) if parts else walk.last_end
    return earlier.concept.startswith(_POSTS) or bool(_CONTAINED.search(walk.text, walk.at(earlier, end=True), behind))


def totalled_alike(walk: Walk, facts: Sequence[Fact]) -> None:
    """The wholes behind "合计" that bear the name of the figures before it: "甲批投资x（其中工程a），乙批投资y（其中工程b），合计投资z（其中工程c）"."""
    if len(facts) <= _LEAST:
        return
    first, last = walk.at(facts[0]), walk.at(facts[-1])
    marks = [mark.end() for mark in _TOTAL_OPENS.finditer(walk.text, first, last)]
    if not marks:
        return
    claimed = {one.whole.id for one in walk.out.sums}
    before = [fact for fact in facts if walk.at(fact) < marks[-1]]
    seen: set[str] = set()
    for whole in facts[len(before) :]:
        near = [fact for fact in before if _may_add_up(walk, fact, whole, first)]
        parts = [fact for fact in near if _is_named_alike(fact, whole) or not fact.concept]
        telling = sum(_is_named_alike(part, whole) for part in parts)
        if telling < _LEAST or len(parts) < len(near) or whole.id in claimed or (whole.concept or whole.label) in seen:
            continue
        seen.add(whole.concept or whole.label)
        origin = walk.span(walk.at(parts[0]), walk.at(whole, end=True))
        walk.out.sums.append(StatedSum(whole, tuple(parts), (1,) * len(parts), True, origin, "合计"))


def _is_named_alike(part: Fact, whole: Fact) -> bool:
    if part.concept != whole.concept or whole.concept in DERIVED:
        return False
    return bool(whole.concept) or (len(whole.label) >= _LEAST and part.label.endswith(whole.label))


def _may_add_up(walk: Walk, part: Fact, whole: Fact, first: int) -> bool:
    """Whether two figures are of one dimension, basis and year, and both in brackets or both not."""
    bases = {part.context.basis, whole.context.basis} - {None}
    return (
        part.figure.unit.dimension == whole.figure.unit.dimension
        and not whole.figure.unit.is_ratio
        and len(bases) <= 1
        and part.context.period == whole.context.period
        and _depth(walk, part, first) == _depth(walk, whole, first)
    )


def _depth(walk: Walk, fact: Fact, first: int) -> int:
    before = walk.text[first : walk.at(fact)]
    return sum(before.count(mark) for mark in "（(") - sum(before.count(mark) for mark in "）)")
