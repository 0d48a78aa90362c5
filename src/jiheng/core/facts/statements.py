"""All that one document states: facts, and the relations that its wording or its tables claim between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.indicator import GroupTotal, StatedIndicator
from jiheng.core.figures.interval import Interval
from jiheng.core.period import Period
from jiheng.core.record import record

ROLL_FORWARD = "年初＋收入－支出"
LEFT_OVER = "收到－已用"
DEPRECIATED = "原值－折旧"
TAKEN_OFF = "原数－扣减"
WHOLLY = "全部为"
ITEMIZED = "按科目列示"
OTHER_FLOWS = ("income.balance_used", "surplus.distribution")  # what else moves the balance between two year-ends


@dataclass(frozen=True, slots=True)
class Parted:
    """A whole and its parts; `signs` is +1 or -1 for each part (年初 - 调减 + 调增 = 执行)."""

    whole: Fact
    parts: tuple[Fact, ...]
    signs: tuple[int, ...]

    @property
    def exact(self) -> Decimal:
        """What the parts make, in the base unit."""
        return sum((sign * part.figure.value for part, sign in zip(self.parts, self.signs, strict=True)), Decimal(0))

    @property
    def total(self) -> Interval:
        """What the parts may make as printed."""
        total = Interval.point(Decimal(0))
        for part, sign in zip(self.parts, self.signs, strict=True):
            told = part.figure.range_within(self.whole.figure)
            total = total + told if sign > 0 else total - told
        return total


@dataclass(frozen=True, slots=True)
class StatedSum(Parted):
    """The wording or the table says that parts make a whole ("合计A，其中B、C", a total row).

    `complete` is False where the list is said or likely to be
    partial (其中 without a claim to be all, 等, 主要是): the parts may then only not exceed the whole.
    """

    complete: bool
    origin: Span
    why: str = ""


@dataclass(frozen=True, slots=True)
class StatedChange:
    """The wording says how a figure changed: "比上年增加x万元，增长y%". `direction` is +1, -1 or 0 (持平).

    `now` and `before` are the figures it is about, where the document states them; `against` tells what it is compared
    with: 上年 or 年初预算 ….
    """

    now: Fact | None
    before: Fact | None
    amount: Fact | None
    rate: Fact | None
    direction: int
    against: str
    origin: Span


@dataclass(frozen=True, slots=True)
class StatedRatio:
    """The wording says that a rate is part over whole: "占x的y%", "完成年初预算的y%", "执行率y%".

    `bound` is true where the sentence itself names plan, outturn and rate, so that they belong together whatever they are called.
    """

    rate: Fact
    part: Fact | None
    whole: Fact | None
    words: str
    origin: Span
    bound: bool = False


@record
class LooseNumber:
    """A number that became no fact (a date, a list number, a code), kept so that nothing is hidden."""

    text: str
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Statements:
    """All that one document states, with its own subject and year."""

    subject: str
    period: Period
    facts: tuple[Fact, ...]
    sums: tuple[StatedSum, ...] = ()
    changes: tuple[StatedChange, ...] = ()
    ratios: tuple[StatedRatio, ...] = ()
    indicators: tuple[StatedIndicator, ...] = ()
    groups: tuple[GroupTotal, ...] = ()
    totals: tuple[GroupTotal, ...] = ()
    loose: tuple[LooseNumber, ...] = ()


@dataclass(slots=True)
class Remade:
    """Makes relations over other facts in place of their own; each is remade once, so that relations go on sharing it."""

    of: Callable[[Fact], Fact]
    at: Callable[[Span], Span] = lambda span: span
    _known: dict[int, tuple[Fact, Fact]] = field(default_factory=dict)  # by identity; the first of a pair is kept so that no other takes it

    def fact(self, fact: Fact) -> Fact:
        """The fact in its place."""
        known = self._known.get(id(fact))
        if known is None:
            known = self._known[id(fact)] = fact, self.of(fact)
        return known[1]

    def sum(self, one: StatedSum) -> StatedSum:
        """A sum over them."""
        return replace(one, whole=self.fact(one.whole), parts=tuple(map(self.fact, one.parts)), origin=self.at(one.origin))

    def change(self, one: StatedChange) -> StatedChange:
        """A change over them."""
        now, before, amount, rate = map(self._maybe, (one.now, one.before, one.amount, one.rate))
        return replace(one, now=now, before=before, amount=amount, rate=rate, origin=self.at(one.origin))

    def ratio(self, one: StatedRatio) -> StatedRatio:
        """A ratio over them."""
        return replace(one, rate=self.fact(one.rate), part=self._maybe(one.part), whole=self._maybe(one.whole), origin=self.at(one.origin))

    def _maybe(self, fact: Fact | None) -> Fact | None:
        return self.fact(fact) if fact is not None else None
