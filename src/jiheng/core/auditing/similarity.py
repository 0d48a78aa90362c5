"""Text that stands twice: clauses shared by paragraphs, with and without their numbers, in one pass."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_CLAUSE = re.compile(r"[^，。；：！？,;:!?\n]+")
_NOISE = re.compile(r"[\s“”\"'‘’《》（）()*、·]+")
_NUMBER = re.compile(r"\d[\d,，.]*")
_SHORTEST = 6
_COMMON = 6  # a clause in more places is a formula
_ITEM = re.compile(r"^\W*(?:[一二三四五六七八九十]{1,3}[、是]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．](?!\d)|[①-⑳])\s*")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a text at [start, end): as compared, and the same with its numbers masked."""

    start: int
    end: int
    words: str
    masked: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much two texts share: characters of equal clauses, of clauses equal but for numbers, and each text's length."""

    first: int
    second: int
    same: int
    masked: int
    length: tuple[int, int]
    shared: tuple[tuple[Clause, Clause], ...]

    def shares(self) -> tuple[int, int]:
        """What each text shares, in percent of itself."""
        return self.same * 100 // max(1, self.length[0]), self.same * 100 // max(1, self.length[1])

    def masked_shares(self) -> tuple[int, int]:
        """The same when numbers do not count."""
        return self.masked * 100 // max(1, self.length[0]), self.masked * 100 // max(1, self.length[1])


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a text, without its item number, blanks and quotation marks."""
    lead = _ITEM.match(text)
    found = []
    for match in _CLAUSE.finditer(text, lead.end() if lead else 0):
        words = _NOISE.sub("", match[0])
        if words:
            found.append(Clause(match.start(), match.end(), words, _NUMBER.sub("#", words)))
    return tuple(found)


def overlaps(texts: Sequence[tuple[Clause, ...]]) -> list[Overlap]:
    """Every pair of texts that share a clause, in order; a clause of many texts counts only for texts equal as a whole."""
    equal = _equal(texts)
    places: dict[str, list[tuple[int, Clause]]] = defaultdict(list)
    for number, own in enumerate(texts):
        for clause in own:
            if len(clause.words) >= _SHORTEST:
                places[clause.masked].append((number, clause))
    pairs: dict[tuple[int, int], list[tuple[Clause, Clause]]] = defaultdict(list)
    for found in places.values():
        if 1 < len(found) <= _COMMON:
            for at, (first, one) in enumerate(found):
                for second, other in found[at + 1 :]:
                    if first != second and (first, second) not in equal:
                        pairs[first, second].append((one, other))
    results = []
    for (first, second), shared in sorted((pairs | equal).items()):
        once = list({id(one): (one, other) for one, other in shared}.values())
        same = sum(len(one.words) for one, other in once if one.words == other.words)
        masked = sum(len(one.words) for one, _ in once)
        length = (sum(len(clause.words) for clause in texts[first]), sum(len(clause.words) for clause in texts[second]))
        results.append(Overlap(first, second, same, masked, length, tuple(once)))
    return results


def _equal(texts: Sequence[tuple[Clause, ...]]) -> dict[tuple[int, int], list[tuple[Clause, Clause]]]:
    """Neighbouring texts of the same clauses, with all of these: short ones and those of many texts among them."""
    last: dict[tuple[str, ...], int] = {}
    found: dict[tuple[int, int], list[tuple[Clause, Clause]]] = {}
    for number, own in enumerate(texts):
        words = tuple(clause.words for clause in own)
        if words and words in last:
            found[last[words], number] = list(zip(texts[last[words]], own, strict=True))
        last[words] = number
    return found


@lru_cache(maxsize=4096)
def likeness(one: str, other: str) -> int:
    """How alike two short texts are: shared pairs of neighbouring characters, in percent (Dice).

    Example:
        >>> likeness("绩效目标设定不够科学", "绩效目标设置不够具体")
        55
    """
    a, b = (Counter(text[at : at + 2] for at in range(len(text) - 1)) for text in (_NOISE.sub("", one), _NOISE.sub("", other)))
    total = a.total() + b.total()
    return 200 * (a & b).total() // total if total else 0
