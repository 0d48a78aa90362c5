"""JH-A-015 同一金额两处只差小数点、单位或数字次序。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Category, Finding, Severity
from jiheng.core.auditing.restated import item_of
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact

CODE = "JH-A-015"
_LEAST = 4  # digits, between the zeros, that two amounts show alike by chance no more
_SWAPPED = 5  # … where two of them stand the other way round
_CHANGES = "change."


@check(
    code=CODE,
    title="同一金额两处只差小数点、单位或数字次序",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("rules-practice#A01", "seed-changning-2020#二、部门整体支出管理及使用情况"),
)
def point_or_unit(given: AuditInput) -> Iterable[Finding]:
    """同一年的两个金额数字完全一样而大小差十倍、百倍、一万倍的，多半漏了小数点或把万元写成了元；相邻两位数字互换的，多半是抄录颠倒。

    Holds: 两数相等（单位不同而金额相同，如12345.6元与1.23456万元）。   Breaks: 四位以上有效数字相同而只差小数点或单位，或五位以上而相邻两位互换。
    Unknown: 年度不同，或有效数字太短（不比较）。   Mend: 核对账表，写错的一处改正；确是两笔的，不用改。
    """
    told: dict[Decimal, Fact] = {}
    for fact in given.statements.facts:
        if _is_told(fact):
            told.setdefault(abs(fact.figure.value), fact)
    for one, other, how in _pairs(told):
        if one.context.period == other.context.period and not (one.context.item and other.context.item and item_of(one) != item_of(other)):
            first, second = sorted((one, other), key=lambda fact: fact.origin.start)
            yield _finding(first, second, how)


def _is_told(fact: Fact) -> bool:
    """Whether an amount is told in running words with a unit of its own, not as a change."""
    figure = fact.figure
    own = figure.unit.is_money and bool(figure.unit.key) and figure.unit.key in figure.text
    return (
        own
        and bool(figure.value)
        and not figure.is_hedged
        and not fact.repair
        and fact.origin.block.startswith("p")
        and not fact.concept.startswith(_CHANGES)
    )


def _pairs(told: dict[Decimal, Fact]) -> Iterator[tuple[Fact, Fact, str]]:
    """Amounts of the same digits; one that several others are like is one of a row of round figures."""
    same: dict[str, list[Decimal]] = defaultdict(list)
    for value in told:
        digits = _digits(value)
        if len(digits) >= _LEAST:
            same[digits].append(value)
    for values in same.values():
        if len(values) == 2:
            one, other = (told[value] for value in values)
            unlike = one.figure.unit is not other.figure.unit
            yield one, other, "单位" if unlike and one.figure.number == other.figure.number else "小数点"
    for value, fact in told.items():
        for swapped in _swapped(value):
            if swapped in told and value < swapped:
                yield fact, told[swapped], "相邻两位数字的次序"


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", "").strip("0")


def _swapped(value: Decimal) -> Iterator[Decimal]:
    """The amounts in which two neighbouring digits stand the other way round."""
    printed = f"{value.normalize():f}"
    places = [at for at, digit in enumerate(printed) if digit != "."]
    if len(_digits(value)) < _SWAPPED:
        return
    for left, right in pairwise(places):
        if printed[left] != printed[right]:
            yield Decimal(f"{printed[:left]}{printed[right]}{printed[left + 1 : right]}{printed[left]}{printed[right + 1 :]}")


def _finding(one: Fact, other: Fact, how: str) -> Finding:
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"{words.named(one)}，另一处{other.label}写作{other.figure.text}，两数只差{how}，疑为同一个数的笔误",
        "核对账表：是同一笔的，改正写错的一处；确是两笔的，不用改",
        (one.origin, other.origin),
        expected=one.figure.text,
        stated=other.figure.text,
        difference=words.in_unit(abs(abs(one.figure.value) - abs(other.figure.value)), one.figure.unit),
        facts=(one, other),
        working=(f"{words.plain(one)} ≠ {words.plain(other)}",),
    )
