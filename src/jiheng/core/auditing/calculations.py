"""Calculations that a text writes out (6500元×34人=221000元): their numbers, signs and brackets, and what they come to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from jiheng.core.facts.fact import Fact
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.interval import Interval
from jiheng.core.figures.mention import Mention, MentionKind
from jiheng.core.figures.printed import scan
from jiheng.core.figures.units import unit_for

EQUALS = re.compile("[=＝]")
_SIGNS = {**dict.fromkeys("×✕＊*xX", "*"), **dict.fromkeys("÷/／", "/"), **dict.fromkeys("+＋", "+"), **dict.fromkeys("-－−—–", "-")}
_OPEN, _CLOSE = "（(［[", "）)］]"
_STOPS = re.compile(r"[；;。：:、\n=＝①-⑳]|[，,](?!\d{3})")
_WORDS = re.compile(r"[\u4e00-\u9fff“”《》\s·]")
_PER = re.compile(r"(?:[/／](?:[人天日月年次户亩件辆间床生班套台米吨个场期节家]|公里|学期|课时|平方米)){1,2}(?=[\s×✕＊*xX=＝)）+＋，,])")
_RESULT = re.compile(r"[\s（(]*(?:-|－)?[\u4e00-\u9fff]{0,10}\s*$")
_GOES_ON = re.compile(r"[\s）)]*[\u4e00-\u9fff]{0,6}\s*[×✕＊*÷/／+＋\-－−]\s*[（(\u4e00-\u9fff]{0,12}\d")
_TIMES = r"[\u4e00-\u9fff/／·]{0,6}\s?[×✕＊*xX]\s?[\u4e00-\u9fff]{0,8}"
_TIMES_ALONE = re.compile(_TIMES)
_IN_BRACKET, _BRACKET_ENDS = re.compile(r"[（(]\s?[\u4e00-\u9fff：:]{0,8}$"), re.compile(r"[\u4e00-\u9fff/／·]{0,6}[)）]")
_COMES_TO = re.compile(r"[\u4e00-\u9fff/／·]{0,6}[，,]?\s?(?:共计|合计|总计|小计|共需|共)(?:[\u4e00-\u9fff]{0,6})")
_LARGE = (("亿", Decimal(100_000_000)), ("千万", Decimal(10_000_000)), ("百万", Decimal(1_000_000)), ("万", Decimal(10_000)), ("千元", Decimal(1000)))
_HEAD = re.compile(r"\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．)）](?!\d))\s*")
_MONTHS, _MULTIPLIED = re.compile(r"(\d{1,2})\s?月"), re.compile(r"[×✕＊*xX]\s?$")
_MULTIPLIES, _SENTENCE = re.compile("[×✕＊*÷/／]"), re.compile("[。；;：:\n]")
_FACTOR = re.compile(r"(?:[/／][\u4e00-\u9fff]{1,2})*\s?[)）]?\s?[×✕＊*÷]")
_FACTOR_BEFORE = re.compile(r"[×✕＊*÷]\s?[（(]?[\u4e00-\u9fff]{0,6}$")
_ADDEND, _ADDEND_BEFORE = re.compile(r"\s?[+＋]"), re.compile(r"[+＋]\s?[\u4e00-\u9fff]{0,10}$")
_COMES = re.compile(r"[^。；;\n：:=＝]{0,160}[=＝]")
_LONGEST = 160  # characters of a calculation
_NEAR = 14  # characters before a number in which it is multiplied or added
_MOST = 24  # numbers of one
_SLIPS = tuple(Decimal(10) ** power for power in (2, 4, 8, -2, -4, -8))


@dataclass(frozen=True, slots=True)
class Calculation:
    """What is worked out, what it comes to and what is printed, with the places in the text; all in yuan or plain numbers."""

    start: int
    end: int
    words: str
    made: Interval
    exact: Decimal
    result: Figure
    plain: bool  # a number without unit is among them, so that nothing tells 元 from 万元
    written: bool  # with a sign of equality, not only beside its result

    @property
    def holds(self) -> bool:
        """Whether the printed result may be what the calculation comes to; it may also be cut off instead of rounded."""
        factor, step = factor_of(self.result), self.result.step
        shown = Interval((abs(self.result.number) - step / 2) * factor, (abs(self.result.number) + step) * factor)
        made = self.made if self.exact >= 0 else -self.made
        return any((made * Interval.point(size)).meets(shown) for size in self._sizes())

    @property
    def expected(self) -> Decimal:
        """What should have been printed, in the result's unit."""
        shown = abs(self.result.number) or Decimal(1)
        numbers = [self.exact * size / factor_of(self.result) for size in self._sizes()]
        return min(numbers, key=lambda number: abs(abs(number) - shown))

    def _sizes(self) -> tuple[Decimal, ...]:
        """How many times as much the result may be: where nothing tells 元 from 万元, any unit will do."""
        return (Decimal(1), *_SLIPS) if self.plain else (Decimal(1),)


@lru_cache(maxsize=512)
def calculations(text: str) -> tuple[Calculation, ...]:
    """The calculations of a paragraph with numbers on both sides."""
    return tuple(_calculations(text))


def is_worked_with(fact: Fact, text: str) -> bool:
    """Whether a figure is a number of a calculation that is written out, not what it comes to: 929元 of 929元×12月=11148元."""
    begin, end = fact.origin.start, fact.origin.end
    before = text[max(0, begin - _NEAR) : begin]
    if _FACTOR.match(text, end) or _FACTOR_BEFORE.search(before):
        return True
    return bool(_ADDEND.match(text, end) or _ADDEND_BEFORE.search(before)) and _COMES.match(text, end) is not None


def _calculations(text: str) -> Iterator[Calculation]:
    equals = [match.start() for match in EQUALS.finditer(text)]
    if not equals and not any(sign in text for sign in "×✕＊*"):
        return
    numbers = [number for one in scan(text) if (number := _number(one, text)) is not None]
    starts = [one.start for one in numbers]
    for at in equals:
        following = bisect_left(starts, at)
        if following < len(numbers) and (found := _equation(text, at, numbers, following)) is not None:
            yield found
    yield from _products(text, numbers)


def _number(mention: Mention, text: str) -> Mention | None:
    """A mention that is a number of a calculation; 10 before a sign of multiplication heads no list, ×12月 are months."""
    if mention.kind is MentionKind.DATE and _MULTIPLIED.search(text[max(0, mention.start - 2) : mention.start]):
        months = _MONTHS.fullmatch(mention.text)
        unit = unit_for("个月")
        return None if months is None or unit is None else replace(mention, figure=Figure(Decimal(months[1]), Decimal(1), unit, mention.text))
    if mention.kind is MentionKind.ORDINAL and mention.text.isdecimal():
        return replace(mention, figure=Figure(Decimal(mention.text), Decimal(1), text=mention.text))
    return mention if mention.kind is MentionKind.QUANTITY and mention.figure is not None else None


def _equation(text: str, at: int, numbers: Sequence[Mention], following: int) -> Calculation | None:
    result = numbers[following]
    if result.figure is None or not _RESULT.fullmatch(text[at + 1 : result.start]) or _GOES_ON.match(text, result.end):
        return None
    begin = max(0, at - _LONGEST)
    stops = [match.end() for match in _STOPS.finditer(text, begin, at)]
    if not begin and (head := _HEAD.match(text, 0, at)) is not None:
        begin = head.end()
    begin = _inside(text, max(begin, stops[-1]) if stops else begin, at)
    among = [one for one in numbers[max(0, following - _MOST) : following] if one.start >= begin]
    if text[begin - 1 : begin] in ("，", ",", "、") and not _MULTIPLIES.search(text, begin, at) and _in_clause_before(text, numbers, begin):
        return None  # 甲5万元，乙3万元+丙2万元=10万元: the list may have begun before
    return _worked(text, begin, at, among, result, written=True)


def _in_clause_before(text: str, numbers: Sequence[Mention], begin: int) -> bool:
    """Whether the sentence has named a number before a place."""
    return any(one.end <= begin and not _SENTENCE.search(text, one.end, begin) for one in numbers)


def _inside(text: str, begin: int, end: int) -> int:
    """Behind the last bracket that is open at the end."""
    opened = []
    for at in range(begin, end):
        if text[at] in _OPEN:
            opened.append(at)
        elif text[at] in _CLOSE and opened:
            opened.pop()
    return opened[-1] + 1 if opened else begin


def _products(text: str, numbers: Sequence[Mention]) -> Iterator[Calculation]:
    """A product beside its result without a sign of equality: 12.6万元（600元/人×210人）; 600元/人×210人，共计12.6万元."""
    at = 0
    while at < len(numbers):
        last = at
        while last + 1 < len(numbers) and _TIMES_ALONE.fullmatch(text, numbers[last].end, numbers[last + 1].start):
            last += 1
        factors = numbers[at : last + 1]
        if last > at and _are_prices(factors):
            before, behind = numbers[at - 1] if at else None, numbers[last + 1] if last + 1 < len(numbers) else None
            result = None
            if before is not None and _IN_BRACKET.fullmatch(text, before.end, factors[0].start) and _BRACKET_ENDS.match(text, factors[-1].end):
                result = before
            elif behind is not None and _COMES_TO.fullmatch(text, factors[-1].end, behind.start) and not _money_before(text, before, factors[0]):
                result = behind
            if result is not None and result.figure is not None and result.figure.unit.is_money:
                found = _worked(text, factors[0].start, factors[-1].end, factors, result, written=False)
                if found is not None:
                    yield found
        at = last + 1


def _money_before(text: str, before: Mention | None, first: Mention) -> bool:
    """Whether the sentence has named another number, so that what it comes to may hold that as well."""
    return before is not None and not _SENTENCE.search(text, before.end, first.start)


def _are_prices(factors: Sequence[Mention]) -> bool:
    """Whether one factor is money and each of the others counts something."""
    units = [one.figure.unit for one in factors if one.figure is not None]
    return all(unit.key for unit in units) and sum("元" in unit.key for unit in units) == 1


def _worked(text: str, begin: int, end: int, among: Sequence[Mention], result: Mention, *, written: bool) -> Calculation | None:
    tokens = _tokens(text, begin, end, among)
    if tokens is None or result.figure is None:
        return None
    parser = _Parser(tokens)
    made = parser.sum()
    if made is None or parser.left or not parser.signs or not made[0].low.is_finite():
        return None
    plain = any(one.figure is not None and not one.figure.unit.key for one in (*among, result)) or any(
        one.figure is not None and one.figure.unit.is_ratio for one in (*among, result)
    )
    first, last = min(among[0].start, result.start), max(among[-1].end, result.end)
    return Calculation(first, last, text[begin:end].strip(), made[0], made[1], result.figure, plain=plain, written=written)


_Token = str | tuple[Interval, Decimal]


def _tokens(text: str, begin: int, end: int, among: Sequence[Mention]) -> list[_Token] | None:
    """Numbers, signs and brackets in their order; None where anything else stands between them."""
    at, tokens, known = begin, list[_Token](), {one.start: one for one in among}
    while at < end:
        mention = known.get(at)
        char = text[at]
        if mention is not None and mention.figure is not None:
            tokens.append(_value(mention.figure))
            at = mention.end
            continue
        if tokens and isinstance(tokens[-1], tuple) and (unit := _PER.match(text, at)) is not None:
            at = unit.end()  # 120元/间/天
            continue
        if char in _OPEN or char in _CLOSE:
            tokens.append("(" if char in _OPEN else ")")
            if tokens[-2:] == ["(", ")"]:
                del tokens[-2:]  # （元）, （一）: words in brackets
        elif char in _SIGNS:
            tokens.append(_SIGNS[char])
        elif not _WORDS.match(char):
            return None
        at += 1
    return tokens


def factor_of(figure: Figure) -> Decimal:
    """What one of a number's unit is: yuan for money, else one; 个月 and 亩 are only counted."""
    unit = figure.unit
    if unit.is_ratio:
        return unit.factor
    return next((factor for word, factor in _LARGE if unit.key.startswith(word)), Decimal(1))


def _value(figure: Figure) -> tuple[Interval, Decimal]:
    """A number's range and value; what is counted and whole yuan are exact."""
    factor, number = factor_of(figure), figure.number
    exact = figure.step >= 1 and (factor == 1 or number == 100)  # 100% is no measured rate
    half = Decimal(0) if exact else figure.step / 2
    return Interval((number - half) * factor, (number + half) * factor), number * factor


class _Parser:
    """Sums of products, left to right."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.left = tokens[::-1]
        self.signs = 0

    def sum(self) -> tuple[Interval, Decimal] | None:
        made = self._product()
        while made is not None and self.left and self.left[-1] in ("+", "-"):
            sign = self._sign()
            other = self._product()
            if other is None:
                return None
            made = (made[0] + other[0], made[1] + other[1]) if sign == "+" else (made[0] - other[0], made[1] - other[1])
        return made

    def _product(self) -> tuple[Interval, Decimal] | None:
        made = self._one()
        while made is not None and self.left and self.left[-1] in ("*", "/"):
            sign = self._sign()
            other = self._one()
            if other is None or (sign == "/" and not other[1]):
                return None
            made = (made[0] * other[0], made[1] * other[1]) if sign == "*" else (made[0] / other[0], made[1] / other[1])
        return made

    def _one(self) -> tuple[Interval, Decimal] | None:
        one = self.left.pop() if self.left else None
        if one != "(":
            return one if isinstance(one, tuple) else None
        made = self.sum()
        closed = bool(self.left) and self.left.pop() == ")"
        return made if closed else None

    def _sign(self) -> _Token:
        self.signs += 1
        return self.left.pop()
