"""How figures of running text are read as a whole and its parts: which are alike, which divide another, which make it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import pairwise

from jiheng.core.auditing.addable import base_of, is_addable, is_change, is_lowered, measure_of
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.brackets import depth
from jiheng.core.auditing.calculations import is_worked_with
from jiheng.core.auditing.list_shape import CLAUSE, JOINS, LEAST, Shape, first_of_clauses, hold_posts
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.interval import Interval

_MOST = 40
_CROWDED = 60  # a line of more figures is no sentence, and every reading of it would be tried
_LONG = 4  # so many parts make a whole by no chance
AMONG = re.compile("其中|(?<![不未])包括|(?<![不未])(?<![不未]包)含")
_DIVIDES = re.compile(f"{AMONG.pattern}|[（(]")
_MINUS = re.compile("[支出入助][-－−]")  # 上解上级支出|-1.8亿元
_BRACKETED = re.compile(r"[（(][^（()）]*[）)]")
_ENDS = re.compile(r"[；;。：:\n（()）\d]")
BESIDES = re.compile("加上|另有|另外|此外|除此|加(?=上级|上年|调入|债务|中央)|目前|截[至止]|已经?(?:拨付|支付|支出|到位|使用|报账)|尚未|剩余")


class ListReadings:
    """The running text of a document and the figures in it that could be added, read as wholes and parts."""

    def __init__(self, given: AuditInput) -> None:
        """What of the document could be added, line by line."""
        self.text = given.document.text
        changes = [one for one in given.statements.changes if one.amount is not None]
        self.direction = {one.amount.id: one.direction for one in changes if one.amount is not None}
        self.against = {one.amount.id: base_of(one.against) for one in changes if one.amount is not None and one.against}
        self.facts = [fact for fact in given.in_order if is_addable(fact) and not is_worked_with(fact, self.text)]
        self._measures = {fact.id: measure_of(fact) for fact in self.facts}
        self._starts = [fact.origin.start for fact in self.facts]
        spans = (match.span() for match in re.finditer(r"[^\n]+", self.text))
        self.lines = [span for span in spans if bisect_left(self._starts, span[1]) - bisect_left(self._starts, span[0]) <= _CROWDED]
        self._of_line = {span: self._within(*span) for span in self.lines}
        self._known_firsts: dict[Hashable, dict[tuple[int, int], Fact | None]] = {}  # of each line the first figure of a kind

    def _read(self, whole: Fact, parts: Sequence[Fact], *, from_end: bool = False) -> Shape | None:
        """The run of parts, all of the whole's kind, from the front (or the end) that makes the whole, if any."""
        kept = parts[::-1] if from_end else parts
        signs = self._signs(whole, kept[:_MOST])
        lowers = is_change(whole) or min(signs, default=1) < 0 or any(part.figure.value < 0 for part in kept)
        least, most = whole.figure.range.low, whole.figure.range.high
        told = (part.figure.range_within(whole.figure) for part in kept)
        ranges = (one if sign > 0 else -one for one, sign in zip(told, signs, strict=False))
        amounts = 0
        for count, (low, high) in enumerate(Interval.sums(ranges), 1):
            amounts += bool(kept[count - 1].figure.value)
            if (amounts >= LEAST or count > LEAST) and low <= most and least <= high and (from_end or self._may_end(kept[:count], kept)):
                run = kept[:count]
                if hold_posts(whole, run):
                    return None
                return self._shape(whole, run[::-1] if from_end else run, adds_up=True, plain=False)
            if low > most and not lowers:
                return None  # nothing brings it down to the whole again
        return None

    @staticmethod
    def _cannot_make(whole: Fact, parts: Sequence[Fact]) -> bool:
        """Whether any two of the figures are more than the whole, or all of them less: a question cheaper than every way to read them."""
        if is_change(whole) or whole.context.basis is Basis.ADJUSTMENT:
            return False  # its parts may lower it
        ranges = [part.figure.range_within(whole.figure) for part in parts]
        lows = sorted([one.low for one in ranges])
        if lows[0] >= 0 and sum([one.high for one in ranges]) < whole.figure.range.low:
            return True
        return lows[0] > 0 and lows[0] + lows[1] > whole.figure.range.high

    def _may_end(self, run: Sequence[Fact], parts: Sequence[Fact]) -> bool:
        """Whether a list may be over behind a run of figures: none follows, or a new clause, a bracket or another number stands between."""
        if len(run) == len(parts):
            return True
        if JOINS.match(self.text, run[-1].origin.end, parts[len(run)].origin.start):
            return False
        if len(run) >= _LONG:
            return True
        between = self.text[run[-1].origin.end : parts[len(run)].origin.start]
        return bool(_ENDS.search(between) or BESIDES.search(between))

    def _shape(self, whole: Fact, parts: Sequence[Fact], *, adds_up: bool, plain: bool) -> Shape:
        return Shape(whole, tuple(parts), tuple(self._signs(whole, parts)), adds_up, plain)

    def _signs(self, whole: Fact, parts: Sequence[Fact]) -> list[int]:
        if not is_change(whole) and whole.context.basis is not Basis.ADJUSTMENT:
            return [-1 if _MINUS.fullmatch(self.text, part.origin.start - 2, part.origin.start) else 1 for part in parts]
        direction = self._direction(whole)
        return [direction * self._direction(part) for part in parts]

    def _direction(self, fact: Fact) -> int:
        told = self.direction.get(fact.id)
        if told:
            return told
        return -1 if is_lowered(fact, self.text) else 1

    def _alike(self, whole: Fact, parts: Iterable[Fact]) -> list[Fact]:
        return list(filter(self._of_kind(whole), parts))

    def _kind_key(self, whole: Fact) -> tuple[tuple[str, int | str, bool], tuple[bool, str] | None]:
        """What a whole measures, and against what."""
        return self._measures[whole.id], self.against.get(whole.id)

    def _of_kind(self, whole: Fact) -> Callable[[Fact], bool]:
        """Whether a figure measures what a whole does, against the same."""
        measure, against = self._kind_key(whole)
        bound = against is not None and bool(against[1])  # another year than the one before: said of each part
        unsaid = None if bound else against
        measures, bases = self._measures, self.against
        return lambda part: measures[part.id] == measure and bases.get(part.id, unsaid) == against

    def _variants(self, whole: Fact, parts: Sequence[Fact]) -> Iterator[list[Fact]]:
        """The figures of a stretch that may be the parts: the plainest choice first."""
        alike = self._alike(whole, parts)
        outer, same = self._outer(whole, alike)
        based = [part for part in outer if part.context.basis is whole.context.basis]
        firsts = first_of_clauses(self.text, alike)
        yield same
        if len(outer) > len(same):
            yield outer
        if len(same) < len(based) < len(outer):
            yield based
        if len(firsts) != len(outer) or any(one is not other for one, other in zip(firsts, outer, strict=True)):
            yield firsts

    def _outer(self, whole: Fact, alike: Sequence[Fact]) -> tuple[list[Fact], list[Fact]]:
        """Those that divide no other one, and of these the ones of the whole's own basis and year."""
        outer = [part for at, part in enumerate(alike) if at == 0 or not self._is_nested(alike[0], part)]
        return outer, [part for part in outer if part.context.basis is whole.context.basis and part.context.period == whole.context.period]

    def _plainest(self, whole: Fact, parts: Sequence[Fact]) -> list[Fact]:
        """What a reader takes for the parts: those of the whole's own basis and year, else all that are of one."""
        outer, same = self._outer(whole, self._before_deeds(self._alike(whole, parts)))
        if len(same) >= LEAST:
            return same
        return outer if len({(part.context.basis, part.context.period) for part in outer}) == 1 else same

    def _before_deeds(self, alike: list[Fact]) -> list[Fact]:
        """The figures up to a further deed: 设置指标12个，其中甲类9个；编制了|4个项目的目标."""
        if not alike or self._is_deed(alike[0]):
            return alike
        end = next((at for at, (one, other) in enumerate(pairwise(alike), 1) if self._is_deed(other) and self._parts_clauses(one, other)), len(alike))
        return alike[:end]

    def _is_deed(self, fact: Fact) -> bool:
        return self.text[fact.origin.start - 1 : fact.origin.start] == "了"

    def _parts_clauses(self, one: Fact, other: Fact) -> bool:
        return CLAUSE.search(self.text, one.origin.end, other.origin.start) is not None

    def _is_nested(self, first: Fact, part: Fact) -> bool:
        """Whether a figure stands behind a further 其中 of its clause, or in brackets: it divides a part."""
        if not _DIVIDES.search(self.text, first.origin.end, part.origin.start):
            return False
        between = self.text[first.origin.end : part.origin.start]
        clause = CLAUSE.split(_BRACKETED.sub("", between))[-1]
        return bool(AMONG.search(clause)) or depth(between) > 0

    def _within(self, start: int, end: int) -> list[Fact]:
        near = self.facts[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [fact for fact in near if fact.origin.end <= end]
