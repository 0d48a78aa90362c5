"""JH-A-021 占同一总数的几个比重，推出的总数各不相同。"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Severity
from jiheng.core.auditing.judged_ratios import ratios_judged
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.told_shares import is_bare, is_share
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.interval import Interval

CODE = "JH-A-021"
_LEAST = 3  # shares of one thing
_CLOSE = Decimal("0.02")  # how far apart, of its size, the wholes may lie that a share makes possible
_FAR = 400  # characters between two shares of one whole
_ALL = re.compile("占?(?:其|了)?总[数量额]?的?|占?(?:全部|合计|总金额)的?")  # of what the list divides, if its parts make that
_ANY = Interval(Decimal(0), Decimal("Infinity"))  # nothing of it is 0% of whatever it is
_Told = tuple[Fact, Fact, Interval]  # a part, its share, and what the whole may be


@check(
    code=CODE,
    title="占同一总数的几个比重推出的总数不同",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("rules-practice#A03",),
)
def shares_without_whole(given: AuditInput) -> Iterable[Finding | Held]:
    """总数没有印出（占计划的x%）时，每个“数÷比重”都推出一个总数；占同一总数的，推出的总数应当相同。

    Holds: 各个推出的总数相接。   Breaks: 其余的推出同一个总数，只有一个推出的不同。
    Unknown: 占同一总数的不足三个，或总数已印出；只写“占比”的，各项加起来不是推出的总数。   Mend: 核对这一项的数和比重，按总数重算。
    """
    judged = {fact.id for outcome in ratios_judged(given) if isinstance(outcome, (Finding, Held)) for fact in outcome.facts}
    bares = {one.rate.id for one in given.statements.ratios if is_bare(one)}
    of_all = {one.rate.id for one in given.statements.ratios if _ALL.fullmatch(one.words.strip())}
    for told in _groups(given):
        if any(rate.id in judged for _, rate, _ in told):
            continue
        bare = told[0][1].id in bares
        summed = bare or told[0][1].id in of_all
        common = _common([whole for *_, whole in told])
        if common is not None and (not bare or _make(told, common)):
            yield _held(told)
            continue
        for odd in told:
            others = [one for one in told if one is not odd]
            whole = _common([one[2] for one in others])
            if whole is None or (bare and not _make(told, whole)):
                continue
            alone = _odd_one(told) is odd or (summed and _make(told, whole))
            if len(others) >= _LEAST - 1 and whole.high - whole.low <= _CLOSE * whole.low and alone:
                yield _finding(odd, others, whole)
                break


def _odd_one(told: Sequence[_Told]) -> _Told | None:
    """The one share without which all others make the same whole; None where several would do."""
    odd = [one for one in told if _common([other[2] for other in told if other is not one]) is not None]
    return odd[0] if len(odd) == 1 else None


def _groups(given: AuditInput) -> Iterable[list[_Told]]:
    groups: dict[tuple[str, str], list[list[_Told]]] = defaultdict(list)
    for stated in sorted(given.statements.ratios, key=lambda one: one.rate.origin.start):
        part, rate = stated.part, stated.rate
        if part is None or not is_share(stated) or stated.whole is not None:
            continue
        none = not part.figure.value and not rate.figure.value
        if (
            part.figure.unit.is_ratio
            or part.figure.is_hedged
            or rate.figure.is_hedged
            or (not none and min(rate.figure.range.low, part.figure.value) <= 0)
        ):
            continue
        near = groups[stated.words.strip(), part.figure.unit.key]
        last = near[-1][-1][1].origin if near else None
        over = last is None or rate.origin.start - last.end > _FAR
        if over or (last is not None and is_bare(stated) and "。" in given.document.text[last.end : rate.origin.start]):
            near.append([])
        near[-1].append((part, rate, _ANY if none else part.figure.range / rate.figure.range))
    return [told for near in groups.values() for told in near if len(told) >= _LEAST]


def _make(told: Sequence[_Told], whole: Interval) -> bool:
    """Whether the parts together are the whole: what 占比 without more is a share of, where a sentence divides something."""
    total = Interval.point(Decimal(0))
    for part, *_ in told:
        total = total + part.figure.range
    return total.meets(whole)


def _common(ranges: Sequence[Interval]) -> Interval | None:
    low, high = max(one.low for one in ranges), min(one.high for one in ranges)
    return Interval(low, high) if low <= high else None


def _held(told: Sequence[_Told]) -> Held:
    facts = tuple(fact for part, rate, _ in told for fact in (part, rate))
    return Held(CODE, Band.ROUNDING, tuple(fact.origin for fact in facts), facts)


def _finding(odd: _Told, others: Sequence[_Told], whole: Interval) -> Finding:
    part, rate, _ = odd
    unit = part.figure.unit
    middle = (whole.low + whole.high) / 2
    should = words.in_unit(part.figure.value / middle, rate.figure.unit, rate.figure.step)
    rest = "、".join(f"{one[0].figure.text}占{one[1].figure.text}" for one in others[:_LEAST])
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"{part.figure.text}占{rate.figure.text}，推出的总数与其余各项不同：{rest}推出总数约{words.in_unit(middle, unit, Decimal(1))}，这一项应为{should}",
        "核对这一项的数和比重，按总数重算",
        (rate.origin, part.origin, *(one[1].origin for one in others)),
        expected=should,
        stated=rate.figure.text,
        facts=(rate, part, *(fact for one in others for fact in one[:2])),
        working=tuple(
            f"{words.plain(one[0])} ÷ {one[1].figure.text} ≈ {words.in_unit(one[0].figure.value / one[1].figure.value, unit)}"
            for one in (odd, *others[:_LEAST])
            if one[1].figure.value
        ),
    )
