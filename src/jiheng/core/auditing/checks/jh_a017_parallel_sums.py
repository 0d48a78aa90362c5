"""JH-A-017 各项同列的另一组数加不起来。"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.addable import is_addable, is_change, measure_of
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Outcome, Severity
from jiheng.core.auditing.list_shape import Shape
from jiheng.core.auditing.lists_by_shape import shapes
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact

CODE = "JH-A-017"
_LEAST = 2  # parts
_NEAR = 16  # characters before a figure in which its other one stands
_FAR = 80  # characters behind a figure in which its other figures stand
_WORDS, _NAME = 20, 4  # characters before a figure that may call it, and that do
_MARKS, _LINKS = re.compile(r"[，,；;。：:、（()）\d]"), re.compile(r"(?:共计?|合计|约|为|是|达到?|有|\s)+$")
_ENDS = re.compile("[。\n]")
_NOT_ADDED = re.compile("人均|平均|均价|每|单价|最[高低大小多少]|标准")


@check(
    code=CODE,
    title="各项同列的另一组数加不起来",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("rules-practice#A02",),
)
def parallel_sums(given: AuditInput) -> Iterable[Outcome]:
    """总数和各项之后都跟着另一组数（上年数、批次、金额）：一组加得起来，各项已列全，另一组也应加得起来。

    Holds: 另一组各项之和等于总数的那一个。   Breaks: 两组逐项对应，一组相加相符，另一组不符。
    Unknown: 有的项没有另一组数，或另一组是人均数、单价。   Mend: 核对另一组的总数和各项，改正写错的一个。
    """
    told: set[str] = set()
    facts = [fact for fact in given.in_order if is_addable(fact)]
    starts = [fact.origin.start for fact in facts]
    for shape in shapes(given):
        if not shape.adds_up or len(shape.parts) < _LEAST or min(shape.signs) < 0 or shape.whole.origin.end > shape.parts[0].origin.start:
            continue
        for row in (*_rows(shape, given.document.text, facts, starts), *_rows_ahead(shape, given.document.text, facts, starts)):
            if row[0].id not in told and _is_of_size(row):
                told.add(row[0].id)
                yield _judge(row, shape)


def _rows(shape: Shape, text: str, facts: Sequence[Fact], starts: Sequence[int]) -> Iterable[list[Fact]]:
    """The other figures behind the whole and each part, one of a measure behind each of them: whole first."""
    heads = (shape.whole, *shape.parts)
    behind: list[list[Fact]] = []
    for head, following in zip(heads, (*heads[1:], None), strict=True):
        stop = min(head.origin.end + _FAR, following.origin.start if following is not None else len(text))
        end = _ENDS.search(text, head.origin.end, stop) if following is None else None
        stop = end.start() if end is not None else stop
        near = facts[bisect_left(starts, head.origin.end) : bisect_left(starts, stop)]
        behind.append(_added(near, text))
    yield from _alike(behind, text)


def _rows_ahead(shape: Shape, text: str, facts: Sequence[Fact], starts: Sequence[int]) -> Iterable[list[Fact]]:
    """The other figures right before the whole and each part: 农户9户，机具12台（甲村5户、7台，乙村4户、5台）."""
    if is_change(shape.whole):
        return
    heads, ahead = (shape.whole, *shape.parts), list[list[Fact]]()
    for head, before in zip(heads, (None, *heads[:-1]), strict=True):
        begin = max(head.origin.start - _NEAR, before.origin.end if before is not None else 0)
        near = facts[bisect_left(starts, begin) : bisect_left(starts, head.origin.start)][-1:]
        near = [fact for fact in near if not fact.figure.unit.is_money and measure_of(fact) != measure_of(head)]
        ahead.append(_added([fact for fact in near if not _ENDS.search(text, fact.origin.end, head.origin.start)], text))
    yield from _alike(ahead, text)


def _added(near: Iterable[Fact], text: str) -> list[Fact]:
    return [fact for fact in near if not is_change(fact) and not fact.figure.is_hedged and not _is_single(fact, text)]


def _alike(behind: Sequence[Sequence[Fact]], text: str) -> Iterable[list[Fact]]:
    """One figure of each head, all of the measure of the whole's."""
    for first in behind[0]:
        rows = [[fact for fact in some if measure_of(fact) == measure_of(first) and _counts_alike(fact, first)] for some in behind]
        if any(len(some) > 1 for some in rows):  # 招生80人，在校生240人: each with those that are called like it
            rows = [[fact for fact in some if _called(fact, text) == _called(first, text)] for some in rows]
        if all(len(some) == 1 for some in rows):
            yield [some[0] for some in rows]


def _counts_alike(fact: Fact, first: Fact) -> bool:
    """Whether two counts are in one word: 整改40项，… 出台13个制度 are of two things."""
    return fact.figure.unit.dimension != "count" or fact.figure.unit.key == first.figure.unit.key


def _called(fact: Fact, text: str) -> str:
    """The last words before a figure, by which it is called in every row."""
    return _LINKS.sub("", _MARKS.split(text[max(0, fact.origin.start - _WORDS) : fact.origin.start])[-1])[-_NAME:]


def _is_of_size(row: Sequence[Fact]) -> bool:
    """Whether the parts make about as much as the whole, so that they can be its own."""
    made = sum((part.figure.value for part in row[1:]), Decimal(0))
    return row[0].figure.value <= 2 * made and made <= 2 * row[0].figure.value


def _is_single(fact: Fact, text: str) -> bool:
    """Whether a figure is an average, a price or a bound, which nobody adds."""
    return bool(_NOT_ADDED.search(text, max(0, fact.origin.start - 8), fact.origin.end + 2))


def _judge(row: Sequence[Fact], shape: Shape) -> Outcome:
    whole, parts = row[0], row[1:]
    total = sum((part.figure.range for part in parts[1:]), parts[0].figure.range)
    exact = sum((part.figure.value for part in parts), Decimal(0))
    unit = whole.figure.unit
    evidence = tuple(fact.origin for fact in row)
    working = f"{' + '.join(words.plain(part) for part in parts)} = {words.in_unit(exact, unit)}，印作{whole.figure.text}"
    if total.meets(whole.figure.range):
        return Held(CODE, Band.EXACT if exact == whole.figure.value else Band.ROUNDING, evidence, tuple(row), working)
    gap = abs(exact - whole.figure.value)
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"{words.named(whole)}，同列各项之和为{words.in_unit(exact, unit)}，相差{words.in_unit(gap, unit)}；"
        f"而{shape.whole.figure.text}与其各项相加相符，各项应已列全",
        "核对这一组的总数和各项，改正写错的一个",
        evidence,
        expected=words.in_unit(exact, unit),
        stated=whole.figure.text,
        difference=words.in_unit(gap, unit),
        facts=tuple(row),
        working=(working,),
    )
