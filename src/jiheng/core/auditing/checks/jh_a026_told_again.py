"""JH-A-026 同一件事再说一遍时有一个数不同。"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, combinations, takewhile
from typing import NamedTuple

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Category, Finding, Severity
from jiheng.core.auditing.restated import of_two_groups, of_two_levels
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact

CODE = "JH-A-026"
_MARKS = re.compile(r"[，,。；;：:、\n|\t（()）]")
_ENDS = re.compile(r"[。\n|\t]")
_HAN, _BEHIND = re.compile(r"[\u4e00-\u9fff“”]+$"), re.compile(r"[\u4e00-\u9fff]{2,6}")
# What names nothing: that it was done, and what any amount is called.
_GENERAL = re.compile(
    r"(?:完成|实际|已经?|有余|近|总|合计|共计?|累计|大?约|达到?|[为是了的至]|其中|全部|各类?|各种|金额|数额?|数量|资金|经费|支出|收入|预算|全年|年初|本年|项目)+$"
)
# Two changes and two prices are two things, whatever is said of them in the same words; so are two government budgets' funds.
_OTHERWISE = re.compile(r"[增减升降]|[较比]上?|上年|上月|去年|同期|每|人均|标准|定额|单价|债|预算稳定|转移性|结余|编码|收入$")
_PLANNED, _DONE = re.compile("^[^：:。]{0,6}(?:目标|预期|计划)[^：:。]{0,4}[：:]"), re.compile("^[^：:。]{0,6}(?:完成|实际)[^：:。]{0,4}[：:]")
_TIMES = re.compile(r"\s?(?:[×✕＊*xX÷/／]|[－\-~～—至])\s?")
_CLAUSE, _LEAST, _SHORT, _PAIR = 26, 4, 3, 2
_LONG, _MANY, _TEN = 6, 1000, 10
_WHOLE = re.compile("全[省市州县区旗乡镇村校局系辖]|[共总辖]")
_COMMON = ("个", "项", "次", "件")  # units of all sorts of things
_NEAR = 4  # characters between a number and the one that it is told of: 冷藏库10个，约5000立方米
_WHERE = {Basis.OPENING: 0, Basis.BUDGET: 0, Basis.TARGET: 0, Basis.OUTTURN: 1, Basis.ACTUAL: 1}


class _Named(NamedTuple):
    """A number of running text with the words that end right before it, and those right behind it."""

    fact: Fact
    before: str
    behind: str
    sentence: int
    ahead: str  # the number right before it in its clause or the one before, and the words between, where no words name it


@check(
    code=CODE,
    title="同一件事再说一遍时有一个数不同",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("rules-practice#A01",),
)
def told_again(given: AuditInput) -> Iterable[Finding]:
    """基本情况、资金使用、绩效完成各节常把同一件事再说一遍：说法相同、句中另有数相同，而有一个数只差一位数字的，多半是笔误。

    同一个数反复出现而有一处不同、少见的量词（处、所）全文只有两个三位数、其一是全县全区的总数而差一位的，也提出来。

    Holds: 两处的数相同。   Breaks: 名称相同、两句另有相同的数，位数相同而只有一位不同。
    Unknown: 两句没有别的相同的数，或同名的数不止两个。   Mend: 核对原始资料，全文统一；确是两件事的，写明区别。
    """
    named = _named(given)
    sentences: dict[int, list[_Named]] = defaultdict(list)
    for one in named:
        sentences[one.sentence].append(one)
    told: set[tuple[str, Decimal, Decimal]] = set()
    alike = ((one, other) for one, other in _alike(named) if _tell_the_same(one, other, sentences))
    for one, other in chain(alike, _odd(named)):
        low, high = sorted((one.fact.figure.value, other.fact.figure.value))
        key = one.fact.figure.unit.key, low, high
        if key not in told and _are_one(one, other, given):
            told.add(key)
            yield _finding(one.fact, other.fact)


def _named(given: AuditInput) -> list[_Named]:
    """The counts and amounts of running text that words beside them name."""
    text = given.document.text
    found: list[_Named] = []
    last, sentence, at = -1, 0, 0
    for fact in given.in_order:
        figure, start, end = fact.figure, fact.origin.start, fact.origin.end
        if start == last or not fact.origin.block.startswith("p") or not figure.unit.key or not figure.value:
            continue
        last = start
        sentence += len(_ENDS.findall(text, at, start))
        at = start
        if figure.unit.is_ratio or figure.unit.dimension in ("score", "time", "rate") or fact.repair or _TIMES.match(text, end):
            continue
        clause = _MARKS.split(text[max(0, start - _CLAUSE) : start])[-1].strip()
        if fact.concept.startswith(("change.", "share", "average")) or _OTHERWISE.search(clause):
            continue
        han, behind = _HAN.search(_GENERAL.sub("", clause)), _BEHIND.match(text, end)
        name, near = han[0] if han is not None else "", found[-1] if found and found[-1].sentence == sentence else None
        ahead = text[near.fact.origin.start : start] if near is not None and not name and start - near.fact.origin.end <= _NEAR else ""
        found.append(_Named(fact, name, behind[0] if behind is not None else "", sentence, ahead))
    return found


def _alike(named: Iterable[_Named]) -> Iterator[tuple[_Named, _Named]]:
    """Numbers of one unit and as many digits, all alike but one, that are called alike; names that have more than two such values are of many things."""
    rows: dict[tuple[str, str], list[_Named]] = defaultdict(list)
    for one in named:
        unit = one.fact.figure.unit.key
        for name in _names(one):
            rows[unit, name].append(one)
    for row in rows.values():
        sizes: dict[int, list[_Named]] = defaultdict(list)
        for one in row:
            sizes[one.fact.figure.value.adjusted()].append(one)
        for alike in sizes.values():
            values = {one.fact.figure.value for one in alike}
            if len(values) == _PAIR and _differ_in_one(*values):
                yield from ((one, other) for one, other in combinations(_ends(alike), 2) if one.fact.figure.value != other.fact.figure.value)


def _odd(named: Iterable[_Named]) -> Iterator[tuple[_Named, _Named]]:
    """A number told once, a digit apart from what all others of its size and kind are told as; or of two long ones, one of them a whole."""
    rows: dict[tuple[str, ...], list[_Named]] = defaultdict(list)
    for one in named:
        unit = one.fact.figure.unit
        kind: tuple[str, ...] = (unit.key, str(one.fact.figure.value.adjusted()))
        if unit.key not in _COMMON and unit.dimension not in ("money", "people"):
            rows[kind].append(one)  # 处、所、类: few things of a report are counted so
        if len(one.before) >= _SHORT:
            rows[*kind, f"={one.before[-_SHORT:]}"].append(one)
        if len(one.behind) >= _PAIR:
            rows[*kind, f">{one.behind[:_PAIR]}"].append(one)
    for kind, row in rows.items():
        values = Counter(one.fact.figure.value for one in row)
        if len(values) != _PAIR or not _differ_in_one(*values) or max(values) < _TEN:
            continue
        (usual, times), (odd, once) = values.most_common()
        whole = len(kind) == _PAIR and all(_digits(one.fact) > _PAIR for one in row) and any(_WHOLE.search(one.before) for one in row)
        if once == 1 and (times > 1 or whole):
            yield next(one for one in row if one.fact.figure.value == usual), next(one for one in row if one.fact.figure.value == odd)


def _names(one: _Named) -> Iterator[str]:
    """By what a number may be known again: the end of the words before it, the words behind it, or a little of both."""
    if len(one.before) >= _LEAST:
        yield f"<{one.before[-_LEAST:]}"
    if len(one.before) >= _SHORT:
        yield f"={one.before[-_SHORT:]}"
    if one.ahead:
        yield f"|{one.ahead}"
    if len(one.behind) >= _SHORT:
        yield f">{one.behind[:_SHORT]}"
    if len(one.before) >= _PAIR and one.behind:
        yield f"{one.before[-_PAIR:]}>{one.behind[:_PAIR]}"


def _ends(row: Sequence[_Named]) -> list[_Named]:
    """A few of those called alike, of both values."""
    kept: dict[Decimal, list[_Named]] = defaultdict(list)
    for one in row:
        if len(kept[one.fact.figure.value]) < _SHORT:
            kept[one.fact.figure.value].append(one)
    return [one for alike in kept.values() for one in alike]


def _differ_in_one(one: Decimal, other: Decimal) -> bool:
    a, b = f"{one.normalize():f}", f"{other.normalize():f}"
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _are_one(one: _Named, other: _Named, given: AuditInput) -> bool:
    """Whether two numbers may be one: told in two sentences, of one year, not one planned and the other done, of one place and people."""
    first, second = one.fact, other.fact
    bases = [_WHERE[fact.context.basis] for fact in (first, second) if fact.context.basis in _WHERE]
    return (
        one.sentence != other.sentence
        and not (first.figure.step < 1 and abs(first.figure.number - second.figure.number) == first.figure.step)  # rounded apart
        and (first.concept == second.concept or not (first.concept and second.concept))
        and first.context.period == second.context.period
        and len(set(bases)) < _PAIR
        and not _is_planned_and_done(first, second, given.document.text)
        and not of_two_levels(first, second, given)
        and not of_two_groups(first, second, given)
    )


def _is_planned_and_done(first: Fact, second: Fact, text: str) -> bool:
    """Whether the lines of two numbers say at their heads that one is planned and the other done: 预期目标：…; 实际完成：…."""
    heads = [text[text.rfind("\n", 0, fact.origin.start) + 1 : fact.origin.start] for fact in (first, second)]
    return any(_PLANNED.search(one) and _DONE.search(other) for one, other in (heads, heads[::-1]))


def _tell_the_same(one: _Named, other: _Named, sentences: dict[int, list[_Named]]) -> bool:
    """Whether two numbers are called alike at length, or their sentences have another one alike (of many digits or one name), several if they have one digit."""
    if _digits(one.fact) >= _PAIR and _called_at_length(one, other):
        return True
    alike: set[str] = set()
    for near in sentences[one.sentence]:
        for far in sentences[other.sentence]:
            if (
                near is one
                or far is other
                or near.fact.figure.unit.key != far.fact.figure.unit.key
                or near.fact.figure.value != far.fact.figure.value
            ):
                continue
            if (
                _digits(near.fact) >= _PAIR
                or near.fact.figure.number >= _MANY
                or (near.before[-_PAIR:] and near.before[-_PAIR:] == far.before[-_PAIR:])
            ):
                alike.add(near.fact.id)
    return len(alike) >= (1 if _digits(one.fact) >= _PAIR else _SHORT)


def _called_at_length(one: _Named, other: _Named) -> bool:
    """Whether the words on both sides of two numbers are alike for a while: 对全市…名农村财会人员."""
    before, behind = _alike_from(one.before[::-1], other.before[::-1]), _alike_from(one.behind, other.behind)
    return before + behind >= _LONG and (min(before, behind) >= _PAIR or _digits(one.fact) > _PAIR)


def _alike_from(one: str, other: str) -> int:
    """How many characters two texts begin alike with."""
    return sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(one, other, strict=False)))


def _digits(fact: Fact) -> int:
    return len(fact.figure.number.normalize().as_tuple().digits)


def _finding(one: Fact, other: Fact) -> Finding:
    gap = abs(one.figure.value - other.figure.value)
    earlier, later = sorted((one, other), key=lambda fact: fact.origin.start)
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"{words.named(earlier)}，另一处同样的话写作{later.figure.text}，两数只有一位数字不同",
        "核对原始资料：是同一件事的，全文统一；确是两件事的，写明区别",
        (earlier.origin, later.origin),
        expected=earlier.figure.text,
        stated=later.figure.text,
        difference=words.in_unit(gap, one.figure.unit),
        facts=(earlier, later),
        working=(f"{words.plain(earlier)} ≠ {words.plain(later)}",),
    )
