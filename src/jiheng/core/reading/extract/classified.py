"""Sums of a division that names no whole: "按支出用途分类，包括人员支出…，项目支出…" divides the total stated above."""

from __future__ import annotations

import re

from jiheng.core.documents.document import Document
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedSum
from jiheng.core.facts.taxonomy import Taxonomy
from jiheng.core.reading.extract import cues
from jiheng.core.reading.extract.listed import Paragraphs

_CLASSIFIED = re.compile(
    r"按(?:照)?(?:支出|预算|资金|部门预算)?(?:功能|用途|性质|经济|结构)(?:科目|性质)?(?:分类|划分|来?分)[^。；\d]{0,6}?(?:包括|分为|分别为|具体为|有|为|[:：])"
)
_NOT_ALL = re.compile(r"主要|等(?=[\d，。；、\s]|$)")
_TOTALS = ("both.total", "spend.total", "spend.current")
_ABOVE = 8  # paragraphs above in which the total is looked for
_LEAST = 2
_HALVES = ({"spend.basic", "spend.project"}, {"spend.basic.personnel", "spend.basic.public", "spend.project"})
_FUNCTION, _ECONOMIC = "spend.function.", "spend.economic."


def classified_sums(paragraphs: Paragraphs, document: Document, taxonomy: Taxonomy) -> list[StatedSum]:
    """The sums of divisions whose whole stands in a paragraph above, on the same basis and for the same year."""
    claims: list[StatedSum] = []
    for index, (block, facts) in enumerate(paragraphs):
        for mark in _CLASSIFIED.finditer(block.text):
            end = cues.SENTENCE_END.search(block.text, mark.end())
            last = end.start() if end else len(block.text)
            first, stop = block.document_range(mark.end(), last)
            parts = [fact for fact in facts if first <= fact.origin.start < stop]
            if _NOT_ALL.search(block.text, mark.start(), last) or not _divide(parts, taxonomy):
                continue
            before = [fact for _, stated in paragraphs[max(0, index - _ABOVE) : index] for fact in stated]
            whole = _whole(parts, [*before, *(fact for fact in facts if fact.origin.start < first)])
            if whole is not None:
                origin = document.span(block, 0, len(block.text), whole.origin.quote)
                claims.append(StatedSum(whole, tuple(parts), (1,) * len(parts), True, origin, "分类列示"))
    return claims


def _divide(parts: list[Fact], taxonomy: Taxonomy) -> bool:
    """Whether figures are the classes of one division, none of them inside another, each once."""
    concepts = [part.concept for part in parts]
    if len(parts) < _LEAST or len(set(concepts)) < len(parts) or any(part.context.item or not part.figure.unit.is_money for part in parts):
        return False
    if len({(part.context.basis, part.context.period) for part in parts}) > 1:
        return False
    if set(concepts) in _HALVES:
        return True
    classes = all(one.startswith(_FUNCTION) for one in concepts) or all(one.startswith(_ECONOMIC) for one in concepts)
    return classes and len({taxonomy.concept(one).parent for one in concepts}) == 1


def _whole(parts: list[Fact], before: list[Fact]) -> Fact | None:
    """The last total above that the division can be of; None where two differ, or where a scope narrows one of them."""
    first = parts[0].context
    found = [
        fact for fact in before
        if fact.concept in _TOTALS and not fact.context.item and (fact.context.basis, fact.context.period) == (first.basis, first.period)
    ]  # fmt: skip
    if not found or len({fact.figure.value for fact in found}) > 1 or found[-1].context.scope != first.scope:
        return None
    return found[-1]
