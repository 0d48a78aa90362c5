"""The tree of concepts and the words that name them; the data stands in `lawbook/concepts` (read by `concept_files`)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from jiheng.core.errors import LawbookError
from jiheng.core.facts.concept import Concept
from jiheng.core.facts.concept_files import read_concepts
from jiheng.core.facts.label_text import normalise, plain, shorter, stretch
from jiheng.core.law import load_sources

_THINGS = ("count", "people", "person_times")
_OTHER = re.compile("率|会(?<=委员会)|中心")  # the name goes on to something else: 立案率, 委员会, 审计事务中心
_COST = re.compile("(?:活动|工作|项目)?(?:经费|费|资金)")  # 委员培训费 is money, not a number of trainings
_NEAR_BEFORE, _NEAR_AFTER, _FAR = 48, 16, 999
BASIS_WORDS = re.compile(r"年初预算|调整预算|全年预算|年度预算数|预算数|决算|执行数|上年|上一年|本年度|\d{4}年")
INSEPARABLE = re.compile(
    r"^(?:上年(?:度)?(?:末)?(?:财政拨款)?(?:结转|结余).*|结转上年资金|财政拨款上年结转|比上年.+|较上年.+|(?:收入|支出)决算(?:总额|总计|金额)"
    r"|决算(?:收入|支出)|.*年初预算(?:执行率|完成率)|完成.{0,2}预算数?|[比较]年初预算.+|预决算.*|决算与预算差额|决算公开率|决算完成率|本年度支出(?:合计)?|决算审计金额)$"
)


class LabelHit(NamedTuple):
    """A label found in running text: its characters, the concept it names and the label as listed."""

    start: int
    end: int
    concept: Concept
    label: str


class _Owner(NamedTuple):
    concept: Concept
    label: str
    doubtful: bool
    context: tuple[str, ...]


class Taxonomy:
    """All concepts by id, by code and by words."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        """Index the labels; the first two characters tell which lengths to try."""
        self._concepts = {one.id: one for one in concepts}
        self._codes = {one.code: one for one in self._concepts.values() if one.code}
        self._children: dict[str, list[Concept]] = defaultdict(list)
        self._owners: dict[str, list[_Owner]] = {}
        lengths: dict[str, set[int]] = defaultdict(set)
        for one in self._concepts.values():
            self._children[one.parent].append(one)
            context = _plain_all(one.context)
            for label in one.labels:
                words = plain(label)
                self._owners.setdefault(words, []).append(_Owner(one, label, label in one.ambiguous, context))
                lengths[words[:2]].add(len(words))
        self._lengths = {head: tuple(sorted(some, reverse=True)) for head, some in lengths.items()}

    def __iter__(self) -> Iterator[Concept]:
        """Concepts in the order of the files."""
        return iter(self._concepts.values())

    def __len__(self) -> int:
        """Number of concepts."""
        return len(self._concepts)

    def __contains__(self, id: object) -> bool:
        """Whether a concept has this id."""
        return id in self._concepts

    def concept(self, id: str) -> Concept:
        """The concept of an id.

        Raises: LawbookError JH-P-010 when there is none.
        """
        try:
            return self._concepts[id]
        except KeyError:
            raise LawbookError("JH-P-010", f"没有概念“{id}”", where="lawbook/concepts", mend="核对拼写，或补入该概念") from None

    def by_code(self, code: str) -> Concept | None:
        """The subject (科目) of a classification code."""
        return self._codes.get(code)

    def children(self, id: str) -> tuple[Concept, ...]:
        """Concepts whose parent is this one."""
        return tuple(self._children.get(id, ()))

    def ancestors(self, id: str) -> tuple[str, ...]:
        """Ids from the parent up to the root."""
        chain: list[str] = []
        while (id := self.concept(id).parent) and id not in chain:
            chain.append(id)
        return tuple(chain)

    def is_within(self, id: str, ancestor: str) -> bool:
        """Whether a concept is the other one or stands below it."""
        return id == ancestor or ancestor in self.ancestors(id)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[LabelHit]:
        """Every longest label in running text, left to right, none overlapping; ambiguous ones only near their context."""
        end = len(text) if end is None else end
        base = max(0, start - _NEAR_BEFORE)
        words, places = normalise(text[base : end + _NEAR_AFTER])
        free, last = bisect_left(places, start - base), bisect_left(places, end - base)
        hits: list[LabelHit] = []
        for at, head in enumerate(map(str.__add__, words[free:last], words[free + 1 : last]), free):
            if (lengths := self._lengths.get(head)) is None or at < free:
                continue
            for length in lengths:
                owners = self._owners.get(words[at : at + length])
                if owners is None or (stop := at + length) > last or (owner := _choose(owners, words, at, stop)) is None:
                    continue
                if not (_OTHER.match(words, stop) or (owner.concept.kind in _THINGS and _COST.match(words, stop))):
                    free = min(stretch(owner.concept.kind, words, stop), last)
                    hits.append(LabelHit(base + places[at], base + places[free - 1] + 1, owner.concept, owner.label))
                break
        return hits

    def exact(self, words: str) -> Concept | None:
        """The concept that a whole cell names, numbering, marks, units and 合计 taken off; None if none or several."""
        cell = plain(words)
        code = re.match(r"\D{0,3}(\d{3,9})(?!\d)", cell)
        coded = self._codes.get(code[1]) if code else None
        while cell:
            if found := self._whole(cell, coded):
                return found
            cell, before = shorter(cell), cell
            if cell == before:
                break
        return coded

    def _whole(self, cell: str, coded: Concept | None) -> Concept | None:
        for size in (len(cell), *self._lengths.get(cell[:2], ())):
            owners = self._owners.get(cell[:size], ())
            some = [owner.concept for owner in owners]
            sure = [owner.concept for owner in owners if not owner.doubtful] or some
            chosen = coded if coded in some else sure[0] if len(sure) == 1 else None
            if chosen and stretch(chosen.kind, cell, size) == len(cell):
                return chosen
        return None


@cache
def _plain_all(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(plain, words))


def _choose(owners: list[_Owner], words: str, at: int, stop: int) -> _Owner | None:
    """The owner whose context stands nearest, else the one that needs none."""
    if len(owners) == 1 and not owners[0].doubtful:
        return owners[0]
    before, after = words[max(0, at - _NEAR_BEFORE) : at], words[stop : stop + _NEAR_AFTER]
    best, least = next((owner for owner in owners if not owner.doubtful), None), _FAR
    for owner in owners:
        for word in owner.context:
            ahead, behind = before.rfind(word), after.find(word)
            gap = min(len(before) - ahead if ahead >= 0 else _FAR, behind + 8 if behind >= 0 else _FAR)
            if gap < least:
                best, least = owner, gap
    return best


@cache
def load_taxonomy() -> Taxonomy:
    """The taxonomy of the lawbook, read once.

    Raises: LawbookError JH-P-002 or JH-P-011 when its files cannot be used.
    """
    return Taxonomy(read_concepts().values())


def lint_taxonomy(taxonomy: Taxonomy | None = None) -> list[str]:
    """What is wrong in the concepts: dangling ids, labels of two concepts, missing sources, basis or year words in labels."""
    taxonomy, messages = taxonomy or load_taxonomy(), list[str]()
    sure: dict[str, str] = {}
    for one in taxonomy:
        where = f"概念 {one.id}"
        if not one.kind or not one.labels:
            messages.append(f"{where}：缺少 kind 或 labels")
        operands = (operand.split("@")[0] for operand in (one.numerator, one.denominator) if operand)
        messages += [f"{where}：没有概念 {id}" for id in (one.parent, *operands) if id and id not in taxonomy]
        if one.parent in taxonomy and taxonomy.concept(one.parent).parts and taxonomy.concept(one.parent).kind != one.kind:
            messages.append(f"{where}：与其合计 {one.parent} 的 kind 不同")
        if not one.sources:
            messages.append(f"{where}：没有来源")
        messages += [f"{where}：来源 {cited.doc} 不在 sources" for cited in one.sources if cited.doc not in load_sources()]
        for label in one.labels:
            words = plain(label)
            if len(words) < 2:
                messages.append(f"{where}：名称“{label}”太短")
            if BASIS_WORDS.search(words) and not INSEPARABLE.match(words):
                messages.append(f"{where}：名称“{label}”含有口径或年份")
            if label not in one.ambiguous and sure.setdefault(words, one.id) != one.id:
                messages.append(f"{where}：名称“{label}”也属于 {sure[words]}，且两处都未标为 ambiguous")
        if len(set(map(plain, one.labels))) < len(one.labels):
            messages.append(f"{where}：名称有重复")
    return messages
