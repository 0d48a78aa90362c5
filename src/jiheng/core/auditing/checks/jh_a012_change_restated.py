"""JH-A-012 同一增减额前后数字不一致。"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from jiheng.core.auditing import causes
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedChange

CODE = "JH-A-012"
_SURE = Decimal("0.8")
_TELLING = 4  # digits that two amounts have alike by chance no more
_LONG = 4  # digits of a figure that is the same thing where it stands twice
_MOST = 4  # differing values of one change that are held against one another
_TEN_THOUSAND = 10_000
_SHORT = 2  # digits of an amount that is one number with another on the other side of a budget
_SIDES, _PLANNED = {"income", "spend"}, (Basis.OPENING, Basis.BUDGET)  # what a budget takes in and spends is the same, this year and last
_YEAR = re.compile(r"(?:19|20)\d\d")
_BOUND = re.compile(r"(?:[^。；;\d]|(?:19|20)\d\d年){0,40}")  # the change right behind a figure is of it, whatever it is called
_KINDS = re.compile("预算|决算|执行|计划|批复|调整")

Told = tuple[Fact, Fact, StatedChange]


@check(
    code=CODE,
    title="同一增减额前后数字不一致",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("rules-practice#A13", "rules-practice#A02"),
)
def change_restated(given: AuditInput) -> Iterable[Outcome]:
    """同一个本年数与同一年相比，各处的增减额应是同一个数；收入和支出是同一个数而增减额只差单位或只差一位数字的，写错了一处。

    Holds: 各处增减额相符。   Breaks: 本年数和比较的年份相同而增减额不同。
    Unknown: 比较的对象（年初预算、决算）不同，或本年数不同（不比较）。   Mend: 按两年的数核对，全文统一。
    """
    for first, other in _pairs(given):
        yield from _compare(first, other, given.document.text)


def _pairs(given: AuditInput) -> Iterator[tuple[Told, Told]]:
    """Changes of figures of one value, year and comparison: of each printed figure the first, for further ones may be of its parts."""
    seen: set[str] = set()
    groups: dict[tuple[object, ...], list[Told]] = defaultdict(list)
    budgets: dict[tuple[object, ...], dict[str, Told]] = defaultdict(dict)  # both sides of one, told in one paragraph
    for stated in given.statements.changes:
        now, amount = stated.now, stated.amount
        if now is None or amount is None or amount.of != now.concept or not _is_plain(now) or not _is_plain(amount) or now.id in seen:
            continue
        seen.add(now.id)
        if side := _side(now):
            budgets[now.figure.value, now.origin.block].setdefault(side, (now, amount, stated))
        if not amount.of:
            continue
        versus = frozenset(_KINDS.findall(stated.against.split("增")[0].split("减")[0]))
        year = _YEAR.search(stated.against)
        before = int(year[0]) if year else (now.context.period.year or 1) - 1
        key = (now.figure.value, now.context.period, now.context.basis, now.context.item, before, versus)
        groups[key].append((now, amount, stated))
    keys = {amount.id: key for key, told in groups.items() for _, amount, _ in told}
    for one, other in (tuple(sides.values()) for sides in budgets.values() if len(sides) == len(_SIDES)):
        if keys.get(one[1].id, one) != keys.get(other[1].id):  # a name or a year was read on one side alone
            yield one, other
    for told in groups.values():
        distinct = {(now.concept, amount.figure.value, stated.direction): (now, amount, stated) for now, amount, stated in reversed(told)}
        yield from combinations(list(distinct.values())[::-1][:_MOST], 2)
        yield from (
            (told[0], other) for other in told[1:] if (other[0].concept, other[1].figure.value) == (told[0][0].concept, told[0][1].figure.value)
        )


def _side(fact: Fact) -> str:
    """Which side of a budget a figure is all of; "" where it is neither."""
    root, _, kind = fact.concept.partition(".")
    if kind == "total" and root in _SIDES:
        return root
    return "income" if not fact.concept and fact.label.endswith("收入预算") else ""


def _is_plain(fact: Fact) -> bool:
    return fact.figure.unit.is_money and bool(fact.figure.value) and not fact.figure.is_hedged and not fact.repair


def _digits(fact: Fact) -> int:
    return len(fact.figure.number.normalize().as_tuple().digits)


def _compare(one: Told, two: Told, text: str) -> Iterable[Outcome]:
    (now, amount, first), (again, other, second) = one, two
    evidence = (amount.origin, other.origin)
    facts = (amount, other, now, again)
    alike = now.concept == again.concept
    same = first.direction == second.direction and amount.figure.agrees(other.figure)
    if same and alike:
        yield Held(CODE, Band.EXACT, evidence, (amount, other), f"{amount.label}{amount.figure.text}与{other.figure.text}相符")
        return
    if same or _digits(now) < _LONG:
        return
    slipped = _is_unit_slip(amount, other)
    mistyped = first.direction == second.direction and _is_mistyped(amount, other)
    # 收入预算90万元，增加12万元。支出预算90万元，增加|90万元: the figure itself was printed as its change
    mistyped = mistyped or (_are_sides(amount, other) and now.figure.value in (amount.figure.value, other.figure.value))
    if not (slipped or mistyped or (alike and first.direction == second.direction)):
        return
    bound = slipped and all(_BOUND.fullmatch(text, told[0].origin.end, told[1].origin.start) for told in (one, two))
    sure = bound or (min(fact.trust for fact in facts) >= _SURE and (slipped or alike))
    yield Finding(
        CODE,
        Severity.ERROR if sure else Severity.WARNING,
        Category.ACCURACY,
        f"{amount.label}{amount.figure.text}，另一处{'' if alike else other.label}写作{other.figure.text}，而两处的本年数同为{now.figure.text}",
        "按两年的数核对，全文统一为一个数",
        evidence,
        likely_cause="元与万元混用" if slipped else causes.slip(other.figure, amount.figure.value) if mistyped else "",
        expected=amount.figure.text,
        stated=other.figure.text,
        facts=facts,
    )


def _is_mistyped(one: Fact, other: Fact) -> bool:
    """Whether but one digit parts two amounts of change of figures that are one number, of several digits or of both sides of a budget."""
    figure, right = one.figure, other.figure
    sides = _are_sides(one, other)
    least = _SHORT if sides else _SHORT + 1
    told = figure.base_step == right.base_step and min(_digits(one), _digits(other)) >= least
    return told and causes.differs_in_one(figure, right.value)


def _are_sides(one: Fact, other: Fact) -> bool:
    """Whether two changes are of what a budget takes in and of what it spends."""
    return {fact.of.partition(".")[0] or "income" for fact in (one, other)} == _SIDES and one.context.basis in _PLANNED


def _is_unit_slip(one: Fact, other: Fact) -> bool:
    """Whether two amounts are the same digits, one in 元 and one in 万元."""
    values = sorted((one.figure.value, other.figure.value))
    keys = {one.figure.unit.key, other.figure.unit.key}
    return keys == {"元", "万元"} and values[0] * _TEN_THOUSAND == values[1] and _digits(one) >= _TELLING
