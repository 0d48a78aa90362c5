"""JH-A-025 合计的增长率、完成率与各项的推不到一处。"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from jiheng.core.auditing import words
from jiheng.core.auditing.addable import base_of, is_addable, is_change, measure_of
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Severity
from jiheng.core.auditing.list_shape import Shape
from jiheng.core.auditing.lists_by_shape import shapes
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.told_bases import ToldBases, told_bases
from jiheng.core.auditing.told_shares import is_share
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.interval import Interval

CODE = "JH-A-025"
_LEAST = 3  # a whole and two parts tell their rates
_ONE, _HUNDRED = Interval.point(Decimal(1)), Decimal(100)
_DIGITS = "0123456789"
_FEW_KINDS = ("three.total", "spend.basic")
_PAIRS = tuple(
    (re.compile(one), re.compile(other))
    for one, other in (
        ("(?<!非)税收", "非税"),
        ("本级", "[区县]级|县[市区]|乡镇|镇街|下级"),
        ("国税|税务", "地税|财政"),
        ("上划", "地方"),
        ("中央", "地方"),
        ("城镇|城市", "乡村|农村"),
    )
)
_SENTENCE_END = re.compile("[。\n]")
_PLAN = re.compile("预算|计划")
_OTHER_BASE = re.compile("口径|剔除|扣除|还原|可比|不含|左右|约")  # last year's numbers were restated, or not told to the digit
_AT_CONSTANT_PRICES, _NAME = re.compile("生产总值|增加值|产值|GDP"), 16  # statistics tell their growth without that of the prices
_GROWN, _DONE = "上年数", "预算数"


@dataclass(frozen=True, slots=True)
class _Rate:
    """A rate of growth or completion and what it counts from; `sign` is +1 and -1 for growth and fall, 0 for what was done of a plan."""

    rate: Fact
    kind: tuple[str, object]
    sign: int

    def base(self, fact: Fact, figure: Figure | None = None) -> Interval:
        """The unprinted number that a figure and its rate, or one mistyped for it, tell."""
        told = (figure or self.rate.figure).range
        return fact.figure.range / (told if not self.sign else _ONE + told if self.sign > 0 else _ONE - told)


@check(
    code=CODE,
    title="合计的增长率、完成率与各项的推不到一处",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("rules-practice#A03",),
)
def rates_of_parts(given: AuditInput) -> Iterable[Finding | Held]:
    """合计和各项都写了增长率（或完成预算的比例）而没有印出上年数（预算数）：各项推出的上年数相加，应等于合计推出的上年数。

    Holds: 两边推出的取值范围相接。   Breaks: 各项相加等于合计，而推出的上年数（预算数）加不到一处。
    Unknown: 有的项没有写增长率，或写明是同口径。   Mend: 按上年数（预算数）重算各个增长率（完成率）。
    """
    said: set[str] = set()
    for outcome in _by_rates(given):
        said.update(fact.id for fact in outcome.facts)
        yield outcome
    yield from (_of_kinds(one) for one in told_bases(given) if one.rate.id not in said)


def _by_rates(given: AuditInput) -> Iterator[Finding | Held]:
    """The verdicts on wholes and parts that all tell a rate."""
    rates = sorted(_rates(given), key=lambda one: one.rate.origin.start)
    if len(rates) < _LEAST:
        return
    text, starts = given.document.text, [one.rate.origin.start for one in rates]
    for shape in shapes(given):
        if not shape.adds_up or min(shape.signs) < 0 or is_change(shape.whole) or shape.whole.origin.end > shape.parts[0].origin.start:
            continue
        for row in _rows(given, shape, rates, starts):
            start = shape.whole.origin.start
            if not _OTHER_BASE.search(text, start, row[-1].rate.origin.end) and not _AT_CONSTANT_PRICES.search(text, max(0, start - _NAME), start):
                outcome = _judge(shape, row)
                yield from [] if outcome is None else [outcome]


def _rates(given: AuditInput) -> Iterator[_Rate]:
    for change in given.statements.changes:
        rate = change.rate
        if rate is None or change.amount is not None or not change.direction or rate.figure.is_hedged or rate.repair:
            continue
        if change.direction > 0 or rate.figure.range.high < 1:
            yield _Rate(rate, (_GROWN, (*base_of(change.against), "年初" in change.against)), change.direction)
    for stated in given.statements.ratios:
        figure = stated.rate.figure
        if stated.whole is None and not is_share(stated) and _PLAN.search(stated.words) and not figure.is_hedged and figure.range.low > 0:
            yield _Rate(stated.rate, (_DONE, "年初" in stated.words), 0)


def _rows(given: AuditInput, shape: Shape, rates: Sequence[_Rate], starts: Sequence[int]) -> Iterator[list[_Rate]]:
    """One rate of a kind behind the whole and behind each part, before any other number like them."""
    found: dict[tuple[str, object], list[_Rate]] = defaultdict(list)
    heads = (shape.whole, *shape.parts)
    for at, head in enumerate(heads):
        end = _end_of(given, head)
        own: dict[tuple[str, object], list[_Rate]] = defaultdict(list)
        for one in rates[bisect_left(starts, head.origin.end) : bisect_left(starts, end)]:
            own[one.kind].append(one)
        for kind, told in own.items():
            if len(told) == 1 and len(found[kind]) == at:
                found[kind].append(told[0])
    yield from (row for row in found.values() if len(row) == len(heads))


def _end_of(given: AuditInput, head: Fact) -> int:
    """Where the words about a figure end: with its sentence, or before the next number of its sort."""
    stop = _SENTENCE_END.search(given.document.text, head.origin.end)
    end = len(given.document.text) if stop is None else stop.start()
    measure = measure_of(head)
    facts = given.statements.facts
    for fact in facts[bisect_left(facts, head.origin.end, key=_start) :]:
        if fact.origin.start >= end:
            break
        if is_addable(fact) and not is_change(fact) and measure_of(fact) == measure:
            return fact.origin.start
    return end


def _start(fact: Fact) -> int:
    return fact.origin.start


def _judge(shape: Shape, row: Sequence[_Rate]) -> Finding | Held | None:
    heads = (shape.whole, *shape.parts)
    own, *others = (rate.base(head) for rate, head in zip(row, heads, strict=True))
    total = sum(others[1:], others[0])
    facts = tuple(fact for rate, head in zip(row, heads, strict=True) for fact in (rate.rate, head))
    evidence = tuple(fact.origin for fact in facts)
    if own.meets(total):
        return Held(CODE, Band.ROUNDING, evidence, facts)
    mistyped = _mistyped(row, heads)
    if mistyped is None and own.low > total.high and not _are_all(shape):
        return None  # a kind that there is no longer may have made up the rest
    stated, should = mistyped or (row[0], "")
    rates = sum((rate.rate.figure.range for rate in row[2:]), row[1].rate.figure.range)
    cause = f"{stated.rate.label}{stated.rate.figure.text}写作{should}则相符" if should else ""
    if row[0].kind[0] == _DONE and rates.holds(Decimal(1)):
        cause, should = "各项的比率加起来是100%，像是把占比写成了完成率", ""
    whole, name, figure = shape.whole, row[0].kind[0], stated.rate.figure
    told, counted = (words.in_unit((one.low + one.high) / 2, whole.figure.unit, whole.figure.step) for one in (own, total))
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"{whole.label}{whole.figure.text}按{row[0].rate.figure.text}推出的{name}约{told}，各项推出的{name}合计约{counted}，两者不等",
        f"按{name}重算合计和各项的比率，改正写错的一个",
        evidence,
        likely_cause=cause,
        expected=should,
        stated=figure.text,
        facts=facts,
        working=(
            f"{'、'.join(f'{head.figure.text}按{rate.rate.figure.text}' for rate, head in zip(row[1:], heads[1:], strict=True))}，合计约{counted}",
        ),
    )


def _of_kinds(told: ToldBases) -> Finding | Held:
    """The verdict on the growth of a whole each kind of which tells its own change."""
    evidence = tuple(fact.origin for fact in told.facts)
    if told.own.meets(told.kinds):
        return Held(CODE, Band.ROUNDING, evidence, told.facts)
    figure, unit = told.rate.figure, told.whole.figure.unit
    own = words.in_unit((told.own.low + told.own.high) / 2, unit, told.whole.figure.step)
    counted = words.in_unit(told.kinds.low, unit, told.whole.figure.step)
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"{told.whole.label}{told.whole.figure.text}按{figure.text}推出的{_GROWN}约{own}，按各项的增减推出的{_GROWN}合计约{counted}，两者不等",
        f"按{_GROWN}重算合计的增长率，核对各项的增减",
        evidence,
        stated=figure.text,
        facts=told.facts,
        working=(f"各项{_GROWN}合计约{counted}",),
    )


def _are_all(shape: Shape) -> bool:
    """Whether the parts are by their names all that there ever is of the whole: 税收收入和非税收入, 市本级和区级."""
    names = [part.label + part.context.item for part in shape.parts]
    if any(all(any(one.search(name) for name in names) for one in pair) for pair in _PAIRS):
        return True
    kinds, taxonomy = {part.concept for part in shape.parts}, load_taxonomy()
    return shape.whole.concept in _FEW_KINDS and kinds.issuperset(kind.id for kind in taxonomy.children(shape.whole.concept))


def _mistyped(row: Sequence[_Rate], heads: Sequence[Fact]) -> tuple[_Rate, str] | None:
    """The rate one digit of which would make both sides alike, and what it should be; None where none, or more than one, would."""
    bases = [rate.base(head) for rate, head in zip(row, heads, strict=True)]
    found: list[tuple[_Rate, str]] = []
    for at, rate in enumerate(row):
        printed = f"{rate.rate.figure.number:f}"
        for place, digit in product(range(len(printed)), _DIGITS):
            if printed[place] == digit or printed[place] == ".":
                continue
            number = Decimal(printed[:place] + digit + printed[place + 1 :])
            if number and (rate.sign >= 0 or number < _HUNDRED):
                tried = [*bases]
                tried[at] = rate.base(heads[at], replace(rate.rate.figure, number=number))
                if tried[0].meets(sum(tried[2:], tried[1])):
                    found.append((rate, f"{number:f}%"))
    rates = {rate.rate.id for rate, _ in found}
    return found[0] if len(rates) == 1 else None
