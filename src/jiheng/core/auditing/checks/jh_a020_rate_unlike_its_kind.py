"""JH-A-020 同样写法的比率都能重算，唯独这一个算不出。"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Severity
from jiheng.core.auditing.judged_ratios import ratios_judged
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.interval import Interval

CODE = "JH-A-020"
_PERCENTS = ("%", "％", "‰")
_CLAUSE = 24  # characters before a rate that tell its kind
_MARKS = re.compile(r"[，,；;。：:、（()）\n\d]")
_LINKS = re.compile(r"(?:达到?|为|是|约|近|仅|只有?|\s)+$")
_SHARE = re.compile(r"占(?P<what>.*?)的?(?:比重|比例|比率|百分比|比)?$")
_RATE = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2})(?:率|进度|比例|比重)$")
_NO_SHARE = re.compile("共占|合计占|满意|增长|增速|同比|环比|降幅|增幅|控制率|变动|合格率|及格|通过率|债务率|负债率")
_ENDS = re.compile("[。\n]")
_REACH = 80  # characters between a rate and the number that it is a rate of
_FIGURES = 60  # figures before and behind a rate that it may be a rate of
_BESIDE = 16  # figures that may make the whole together with the number itself: spent and left
_TELLING = 3  # digits of a rate that its operands give by chance no more
_LATEST = 4  # numbers before a rate among which its own is
_WITNESSES = 2
_OF_A_KIND, _OF_ALL = Decimal("0.67"), Decimal("0.5")  # rates that nothing gives for each that something does
_COARSE = Decimal("1.4")  # what a number may be at most of what it is at least, to be the whole of a share
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class _Read:
    """A rate read with a number before it, and the printed figure that gives it, if there is one."""

    rate: Fact
    part: Fact
    whole: Fact | None
    fits: bool


@check(
    code=CODE,
    title="同样写法的比率都能重算，唯独这一个算不出",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("rules-practice#A03",),
)
def rate_unlike_its_kind(given: AuditInput) -> Iterable[Finding | Held]:
    """同一写法的几个比率（核拨率、占总量的比重）都能由前面的数和文中另一个数相除得出，只有一个怎么也得不出，多半写错了。

    Holds: 文中有一个数作分母能得出它。   Breaks: 至少两个同类比率得得出，这一个用文中哪个数作分母都得不出。
    Unknown: 同类比率不足三个，或多数都得不出（分母没有印出）。   Mend: 找出分母，按“分子÷分母”重算，更正比率或分子。
    """
    known = {fact.id for outcome in ratios_judged(given) if isinstance(outcome, (Finding, Held)) for fact in outcome.facts}
    numbers = _Numbers(given)
    kinds = _kinds(given)
    for rates in kinds.values():
        if len(rates) > _WITNESSES and not all(rate.id in known for rate in rates):
            for number in (numbers.last, numbers.last_but_one):
                outcomes = list(_judge([numbers.read(rate, number(rate)) for rate in rates], known, _OF_A_KIND))
                known |= {outcome.facts[0].id for outcome in outcomes}
                yield from outcomes
    done = [rate for kind, rates in kinds.items() if kind.endswith("率") for rate in rates]
    if len(done) > _WITNESSES and not all(rate.id in known for rate in done):
        outcomes = list(_judge([numbers.read(rate, numbers.done(rate)) for rate in done], known, _OF_A_KIND))
        known |= {outcome.facts[0].id for outcome in outcomes}
        yield from outcomes
    everything = [rate for rates in kinds.values() for rate in rates]
    if len(everything) > _WITNESSES and not all(rate.id in known for rate in everything):
        pooled = [[numbers.read(rate, numbers.done(rate) or numbers.last(rate)) for rate in rates] for rates in kinds.values()]
        yield from _judge([one for kind, read in zip(kinds, pooled, strict=True) if not _is_unprinted(kind, read) for one in read], known, _OF_ALL)


def _judge(read: Iterable[_Read | None], known: Collection[str], most: Decimal) -> Iterator[Finding | Held]:
    """What rates of one kind show of one another, but for those of which another check has spoken; `most` may be missing for each that is shown."""
    told = [one for one in read if one is not None]
    shown = [one for one in told if one.fits and _is_telling(one)]
    missing = [one for one in told if not one.fits and one.rate.id not in known and one.rate.figure.value != _ONE]
    if len(shown) < _WITNESSES or len(missing) > len(shown) * most:
        return
    for one in shown:
        if one.whole is not None and one.rate.id not in known:
            facts = (one.rate, one.part, one.whole)
            yield Held(CODE, Band.ROUNDING, tuple(fact.origin for fact in facts), facts)
    for one in missing:
        yield _finding(one, shown)


def _is_unprinted(kind: str, read: Iterable[_Read | None]) -> bool:
    """Whether shares name a whole (占同类产品采购量) of which none of them can be: it is not printed."""
    return kind.startswith("占") and len(kind) > 1 and not any(one is not None and one.fits for one in read)


class _Numbers:
    """The numbers of a document in their order, each sort by itself."""

    def __init__(self, given: AuditInput) -> None:
        """Sorts them once."""
        self._text = given.document.text
        self._facts: dict[str, list[Fact]] = defaultdict(list)
        self._plain: list[Fact] = []
        for fact in given.in_order:
            if fact.figure.range.high > _COARSE * fact.figure.range.low:
                continue  # 首次突破2亿元 would be the whole of nearly any share
            if not fact.figure.unit.is_ratio and fact.figure.value > 0 and fact.figure.unit.dimension not in ("score", "time"):
                self._facts[fact.figure.unit.base].append(fact)
                if not fact.concept.startswith("change."):
                    self._plain.append(fact)
        self._starts = {base: [fact.origin.start for fact in facts] for base, facts in self._facts.items()}
        self._plain_starts = [fact.origin.start for fact in self._plain]

    def last(self, rate: Fact) -> Fact | None:
        """The last number before a rate in its sentence."""
        return next(iter(self._before(rate)), None)

    def last_but_one(self, rate: Fact) -> Fact | None:
        """The number before the last one."""
        return next(iter(self._before(rate)[1:]), None)

    def done(self, rate: Fact) -> Fact | None:
        """The last number before a rate of which its words say that so much was done as the rate tells: 完工项目311个，完工率|90.67%."""
        stem = _RATE.search(_clause(self._text, rate))
        if stem is None:
            return None
        return next(
            (fact for fact in self._before(rate) if stem["stem"] in self._text[max(0, fact.origin.start - _CLAUSE // 2) : fact.origin.start]), None
        )

    def _before(self, rate: Fact) -> list[Fact]:
        at = bisect_left(self._plain_starts, rate.origin.start)
        return [
            fact for fact in self._plain[max(0, at - _LATEST) : at][::-1]
            if fact.origin.block == rate.origin.block and rate.origin.start - fact.origin.end <= _REACH and not fact.figure.is_hedged
            and not _ENDS.search(self._text, fact.origin.end, rate.origin.start)
        ]  # fmt: skip

    def read(self, rate: Fact, part: Fact | None) -> _Read | None:
        """A rate with the number that it is of, and what that is a share of."""
        if part is None:
            return None
        near: list[Fact] = []
        for fact in self._outwards(part, rate.origin.start):
            if fact is not part and _gives(part.figure.range, fact.figure.range, rate):
                return _Read(rate, part, fact, True)
            if len(near) < _BESIDE:
                near.append(fact)
        return _Read(rate, part, None, any(_gives(part.figure.range, part.figure.range + fact.figure.range, rate) for fact in near))

    def _outwards(self, part: Fact, start: int) -> Iterator[Fact]:
        """The figures that a number may be a share of, the nearest to a place first."""
        facts, starts = self._facts[part.figure.unit.base], self._starts[part.figure.unit.base]
        at = bisect_left(starts, start)
        least, most = max(0, at - _FIGURES), min(len(facts), at + _FIGURES)
        before, behind = at - 1, at
        while before >= least or behind < most:
            if behind == most or (before >= least and start - starts[before] <= starts[behind] - start):
                yield facts[before]
                before -= 1
            else:
                yield facts[behind]
                behind += 1


def _gives(part: Interval, whole: Interval, rate: Fact) -> bool:
    told = rate.figure.range  # multiplied and not divided: the same, exact, and asked of every number near
    return whole.low > 0 and part.low <= told.high * whole.high and told.low * whole.low <= part.high


def _kinds(given: AuditInput) -> dict[str, list[Fact]]:
    """The rates of running text by what the words before them call them."""
    kinds: dict[str, list[Fact]] = defaultdict(list)
    for rate in given.statements.facts:
        figure = rate.figure
        if figure.unit.key not in _PERCENTS or figure.is_hedged or rate.repair or not rate.origin.block.startswith("p") or not figure.value > 0:
            continue
        kind = "" if rate.concept.startswith("change.") else _kind(_clause(given.document.text, rate))
        if kind:
            kinds[kind].append(rate)
    return kinds


def _clause(text: str, rate: Fact) -> str:
    """The words right before a rate."""
    return _LINKS.sub("", _MARKS.split(text[max(0, rate.origin.start - _CLAUSE) : rate.origin.start])[-1]).strip('“”" ')


def _kind(clause: str) -> str:
    """What the words before a rate call it: a share of something, a rate of something done."""
    if _NO_SHARE.search(clause):
        return ""
    share = _SHARE.search(clause)
    if share is not None:
        return "占" + share["what"].strip()
    rate = _RATE.search(clause)
    return rate[0] if rate is not None else ""


def _is_telling(one: _Read) -> bool:
    figure = one.rate.figure
    return figure.value != _ONE and len(figure.number.normalize().as_tuple().digits) >= _TELLING


def _finding(one: _Read, shown: Sequence[_Read]) -> Finding:
    rate, part = one.rate, one.part
    wholes = [other.whole for other in shown if other.whole is not None and other.whole.figure.unit.base == part.figure.unit.base]
    alone = wholes[0] if wholes and len({whole.figure.value for whole in wholes}) == 1 else None
    should = words.in_unit(part.figure.value / alone.figure.value, rate.figure.unit, rate.figure.step) if alone is not None else ""
    hint = f"，按{words.named(alone)}应为{should}" if alone is not None else ""
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"比率印作{rate.figure.text}，分子{part.figure.text}用文中哪个数作分母都得不出{hint}；同样写法的{len(shown)}个比率都得得出",
        "找出分母，按“分子÷分母”重算，更正比率或分子",
        (rate.origin, part.origin),
        expected=should,
        stated=rate.figure.text,
        facts=(rate, part),
        working=tuple(
            f"{words.plain(other.part)} ÷ {words.plain(other.whole)} ≈ {other.rate.figure.text}" for other in shown[:2] if other.whole is not None
        ),
    )
