"""The names of an enumeration: A、B和C before figures that are told of each."""

from __future__ import annotations

import re

from jiheng.core.facts.concept import Concept
from jiheng.core.facts.taxonomy import Taxonomy
from jiheng.core.figures.units import Unit
from jiheng.core.reading.extract import cues
from jiheng.core.reading.extract.clauses import phrase
from jiheng.core.reading.extract.naming import Named, by_tail, fits

_BOTH = re.compile("收(?:入)?[、和与及]支(?:出)?(?P<what>总计|合计|总额|决算)")  # 收、支总计分别为…
_ENUMERATION = re.compile(r"([、和与及]|以及)")
_TAIL = 2  # characters in which the names of several of a kind end alike


def enumerated(words: str, count: int, unit: Unit, taxonomy: Taxonomy) -> list[Named]:
    """The last `count` names of "A、B和C", each with its concept where it has one; [] when there are fewer."""
    words = _BOTH.sub(r"收入\g<what>、支出\g<what>", words)
    parts = _names_in(words, count, unit, taxonomy)
    if len(parts) < count:
        return []
    named = [_enumerated_one(part, unit, taxonomy) for part in parts[-count:]]
    sibling = _sibling(parts[-1], named[:-1], unit, taxonomy)
    if sibling is not None:
        return [*named[:-1], Named(sibling.id, sibling.label, own=True)]
    return _of_several(parts[-1], named, taxonomy) or named


def _names_in(words: str, count: int, unit: Unit, taxonomy: Taxonomy) -> list[str]:
    """The names told, of which there are `count` at least; one that the lawbook knows as a whole is not parted: 甲费、车辆购置及运行费分别为…."""
    pieces = _ENUMERATION.split(words)  # names at even places, what stands between them at odd ones
    at = 0
    while sum(bool(phrase(part)) for part in pieces[::2]) > count and at + 2 < len(pieces):
        joined = "".join(pieces[at : at + 3])
        concept = taxonomy.exact(cues.CONNECTIVES.sub("", cues.TIME_WORDS.sub("", joined)).strip())
        if concept is not None and fits(unit, concept):
            pieces[at : at + 3] = [joined]
        else:
            at += 2
    return [part for part in pieces[::2] if phrase(part)]


def _of_several(part: str, named: list[Named], taxonomy: Taxonomy) -> list[Named]:
    """One thing of several that end alike: 中央预算单位、地方预算单位|采购规模 names the scale of each."""
    last, others = named[-1], named[:-1]
    hit = next((hit for hit in taxonomy.find(part) if hit.concept.id == last.concept), None) if others and last.concept else None
    whose = part[: hit.start].strip() if hit is not None else ""
    if len(whose) <= _TAIL or any(other.concept or other.label[-_TAIL:] != whose[-_TAIL:] for other in others):
        return []
    return [Named(last.concept, last.label, item=item, own=True) for item in (*(other.label for other in others), whose)]


def _sibling(part: str, others: list[Named], unit: Unit, taxonomy: Taxonomy) -> Concept | None:
    """What the last name of "货物、工程、服务|采购规模" names without the noun that belongs to all: a sibling of the others."""
    parents = {taxonomy.concept(other.concept).parent for other in others if other.concept}
    if len(parents) != 1 or not all(other.concept for other in others):
        return None
    words = cues.CONNECTIVES.sub("", part).strip()
    for end in range(len(words), 1, -1):
        concept = taxonomy.exact(words[:end])
        if concept is not None and fits(unit, concept) and concept.parent in parents:
            return concept if concept.id not in {other.concept for other in others} else None
    return None


def _enumerated_one(part: str, unit: Unit, taxonomy: Taxonomy) -> Named:
    whole = cues.CONNECTIVES.sub("", cues.TIME_WORDS.sub("", part)).strip()
    one = phrase(part)
    concept = taxonomy.exact(whole)  # 收入总计: the noun without 总计 is another thing
    if concept is None or not fits(unit, concept):
        concept = by_tail(one, unit, taxonomy)
    if concept is None:
        hits = [hit for hit in taxonomy.find(one) if fits(unit, hit.concept)]
        concept = hits[-1].concept if hits else None
    return Named(concept.id, concept.label, own=True) if concept else Named("", one, own=True, trust="0.5")
