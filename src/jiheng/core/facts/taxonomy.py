"""The tree of concepts and the words that name them; the data stands in `lawbook/concepts` and `lawbook/sources`.

A family file maps id → entry; an entry is its labels (joined by ；) or a mapping with the fields of Concept. `defaults` of
a file are kind, source, context and an id `prefix`. A missing parent is the id without its last part or two digits.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jiheng.core.errors import LawbookError
from jiheng.core.facts.concept import Concept
from jiheng.core.law import Citation, LegalSource
from jiheng.core.lawbook import list_yaml, load_yaml

BASIS_WORDS = ("年初预算", "调整预算", "全年预算", "年度预算", "预算", "决算", "执行", "上年", "本年度", "目标", "实际")
_FOLD = {i + 0xFEE0: i for i in range(0x21, 0x7F)} | {ord(a): ord(b) for a, b in zip("【】〔〕﹪帐", "[][]%账", strict=True)}
_DROP = "\0 \n\r\x0b\x0c\u3000\xa0\u200b\ufeff“”\"‘’'「」『』*"
_FOLD |= dict.fromkeys(map(ord, _DROP), 0)
_EDGE = re.compile(r"\t|\n(?=[ \r\u3000]*\n)")
_LEVEL = re.compile(r"\((?:类|款|项|含)\)")
_LEAD = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}(?:\.(?!\d)|、|\))|[①-⑳]|第[一二三四五六七八九十]+[、,]"
    r"|其中[::]?|[加减][::]|[一二三四五六七八九十]是|[-—–·•○●▪■□※+]+|[,;:]|\d{3}(?:\d\d){0,3}(?=\D))"
)
_TAIL = re.compile(r"(?:\((?:%|单位|[亿万千百]?元|人|人次|个|件|次|辆|台|套|批|平方米|㎡|m2|分|按|以)[^()]*\)|[::,;。.…]|合计|小计|总计|\d)$")
_MONEY_TAIL = {
    "收入": re.compile(r"(?:总额|金额|数额|合计|总计)?"),
    "支出": re.compile(r"(?:经费)?(?:总额|金额|数额|合计|总计)?"),
    "": re.compile(r"(?:经费)?(?:支出|费用(?!于))?(?:总额|金额|数额|合计|总计)?"),
}
_COUNT_TAIL = re.compile(r"(?:总人数|总数|人数|数量|总量|数(?![据字年十百千万额]))?")
_NEAR_BEFORE, _NEAR_AFTER = 48, 16


@dataclass(frozen=True, slots=True)
class LabelHit:
    """A label found in running text: its characters, the concept it names and the label as listed."""

    start: int
    end: int
    concept: Concept
    label: str


def normalise(text: str) -> tuple[str, list[int]]:
    """Text with brackets, widths and blanks evened out, and the place of each of its characters in the original.

    Quotes and the marks （类）（款）（项）（含） go too; a tab or an empty line stays as a wall that no label crosses.
    """
    wide = _EDGE.sub("\x01", text).translate(_FOLD)
    if "(" in wide:
        wide = _LEVEL.sub(lambda found: "\0" * len(found.group()), wide)
    if "\0" not in wide:
        return wide, list(range(len(wide)))
    places = [place for place, char in enumerate(wide) if char != "\0"]
    return wide.replace("\0", ""), places


class Taxonomy:
    """All concepts by id, by code and by words."""

    def __init__(self, concepts: Mapping[str, Concept]) -> None:
        """Index the labels by their first two characters."""
        self._concepts = dict(concepts)
        self._codes = {one.code: one for one in concepts.values() if one.code}
        self._children: dict[str, list[Concept]] = defaultdict(list)
        self._owners: dict[str, list[tuple[Concept, str, bool]]] = defaultdict(list)
        self._lengths: dict[str, list[int]] = defaultdict(list)
        for one in concepts.values():
            self._children[one.parent].append(one)
            for label in one.labels:
                self._owners[plain(label)].append((one, label, label in one.ambiguous))
        for words in self._owners:
            if len(words) not in self._lengths[words[:2]]:
                self._lengths[words[:2]].append(len(words))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)
        self._context = {one.id: tuple(map(plain, one.context)) for one in concepts.values() if one.context}

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
        first, last = bisect_left(places, start - base), bisect_left(places, end - base)
        hits: list[LabelHit] = []
        heads, free = self._lengths, first
        for at in range(first, last - 1):
            lengths = heads.get(words[at : at + 2])
            if lengths is None or at < free:
                continue
            for length in lengths:
                if at + length > last or (owners := self._owners.get(words[at : at + length])) is None:
                    continue
                if (owner := self._choose(owners, words, at, at + length)) is None:
                    continue
                free = min(_stretch(owner[0], words, at + length), last)
                hits.append(LabelHit(base + places[at], base + places[free - 1] + 1, owner[0], owner[1]))
                break
        return hits

    def exact(self, words: str) -> Concept | None:
        """The concept a whole cell names, after numbering, list marks, units and 合计 are taken off; None if none or many."""
        text = plain(words)
        code = re.match(r"\d{3,9}", text)
        coded = self._codes.get(code.group()) if code else None
        while text:
            found = self._whole(text, coded)
            if found is not None:
                return found
            lead = _LEAD.match(text)
            shorter = text[lead.end() :] if lead and lead.end() else _TAIL.sub("", text)
            if shorter == text:
                return coded
            text = shorter
        return coded

    def _whole(self, text: str, coded: Concept | None) -> Concept | None:
        for size in (len(text), *self._lengths.get(text[:2], ())):
            owners = self._owners.get(text[:size])
            if owners is None:
                continue
            sure = [one for one, _, doubtful in owners if not doubtful] or [one for one, _, _ in owners]
            chosen = coded if coded in [one for one, _, _ in owners] else sure[0] if len(sure) == 1 else None
            if chosen is not None and _stretch(chosen, text, size) == len(text):
                return chosen
        return None

    def _choose(self, owners: list[tuple[Concept, str, bool]], words: str, at: int, end: int) -> tuple[Concept, str] | None:
        """The owner whose context stands nearest, else the one that needs none."""
        before, after = words[max(0, at - _NEAR_BEFORE) : at], words[end : end + _NEAR_AFTER]
        best: tuple[int, Concept, str] | None = None
        for one, label, doubtful in owners:
            if not doubtful and len(owners) == 1:
                return one, label
            for word in self._context.get(one.id, ()):
                place, later = before.rfind(word), after.find(word)
                gap = min(len(before) - place if place >= 0 else 999, later + 8 if later >= 0 else 999)
                if gap < (best[0] if best else 999):
                    best = (gap, one, label)
        if best:
            return best[1], best[2]
        return next(((one, label) for one, label, doubtful in owners if not doubtful), None)


def plain(words: str) -> str:
    """Words as the index knows them."""
    return normalise(words)[0].replace("\x01", "")


def _stretch(one: Concept, words: str, end: int) -> int:
    """Where the name ends in the long form that tables print (公务接待费 → 公务接待费支出合计)."""
    if one.kind == "money":
        tail = _MONEY_TAIL.get(words[end - 2 : end], _MONEY_TAIL[""])
    elif one.kind in ("count", "people", "person_times"):
        tail = _COUNT_TAIL
    else:
        return end
    found = tail.match(words, end)
    return found.end() if found else end


@lru_cache(maxsize=1)
def load_taxonomy() -> Taxonomy:
    """The taxonomy of the lawbook.

    Raises: LawbookError JH-P-002, JH-P-011 when its files cannot be used.
    """
    concepts: dict[str, Concept] = {}
    for name in list_yaml("concepts"):
        data = dict(load_yaml(name) or {})
        defaults = data.pop("defaults", {})
        for key, entry in data.items():
            id = defaults.get("prefix", "") + str(key)
            if id in concepts:
                raise LawbookError("JH-P-011", f"概念“{id}”重复", where=f"lawbook/{name}", mend="保留一处")
            concepts[id] = _concept(id, entry if isinstance(entry, dict) else {"labels": str(entry)}, defaults)
    for id, one in concepts.items():
        if not one.parent and (parent := _parent(id)) in concepts:
            object.__setattr__(one, "parent", parent)
    return Taxonomy(concepts)


def _parent(id: str) -> str:
    stem, _, last = id.rpartition(".")
    return id[:-2] if last.isdigit() and len(last) > 3 else stem


def _words(value: str | list[str] | None) -> tuple[str, ...]:
    return tuple(value.split("；")) if isinstance(value, str) else tuple(value or ())


def _concept(id: str, entry: dict[str, Any], defaults: dict[str, Any]) -> Concept:
    ambiguous = _words(entry.get("ambiguous"))
    labels = _words(entry.get("labels"))
    last = id.rpartition(".")[2]
    return Concept(
        id=id,
        labels=labels + tuple(label for label in ambiguous if label not in labels),
        kind=entry.get("kind") or defaults.get("kind", ""),
        parent=entry.get("parent", ""),
        parts=bool(entry.get("parts")),
        ambiguous=ambiguous,
        context=_words(entry.get("context", defaults.get("context"))),
        code=str(entry.get("code", last if last.isdigit() else "")),
        numerator=entry.get("numerator", ""),
        denominator=entry.get("denominator", ""),
        sources=tuple(Citation(*place.split("#", 1)) for place in _words(entry.get("source", defaults.get("source")))),
    )


@lru_cache(maxsize=1)
def load_sources() -> dict[str, LegalSource]:
    """The documents of `lawbook/sources` by id (= file name)."""
    names = {name.rpartition("/")[2].removesuffix(".yaml"): name for name in list_yaml("sources")}
    return {id: LegalSource(id=id, **load_yaml(name)) for id, name in names.items()}
