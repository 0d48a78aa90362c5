"""JH-A-014 同一金额两处只差一位数字。"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, product

from jiheng.core.auditing import causes, words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Category, Finding, NotEvaluated, Severity
from jiheng.core.auditing.lists_by_shape import shapes
from jiheng.core.auditing.restated import Scopes, item_of, scopes_of
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.taxonomy import Taxonomy, load_taxonomy

CODE = "JH-A-014"
_LEAST = 4  # digits of figures that are alike but for one by chance no more
_LONG = 5  # … where nothing but the digits says that they are one
_FEW = 10  # figures of four digits that are alike in length: among more, two are soon alike but for one by chance
_WITNESSES = 3  # facts of one value that are looked at
_SERIES = 2  # more values than this a digit apart are a series
_CHANGES, _FUNCTION = "change.", "spend.function."
_LEFT, _SPENT_ON = "carry.", (_FUNCTION, "procurement.", "spend.economic.")
_DEEDS = ("proposals.", "suggestions.", "opinions.")  # each step of their handling has a number of its own
_AGAIN, _SHORT = 2, 12  # times that a figure stands; values of its kind in a report in which one like it by chance is rare
_YEAR = re.compile(r"(?:19|20)\d\d\s?年?")  # in a column of money
# Both sides of one budget, and what of it is appropriated, are most often one amount.
_SIDES = ("both.", "income.total", "income.current", "income.appropriation", "spend.total", "spend.current", "spend.appropriation")


@check(
    code=CODE,
    title="同一金额两处只差一位数字",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("rules-practice#A01", "seed-changning-2020#二、部门整体支出管理及使用情况"),
    last=True,
)
def one_digit_apart(given: AuditInput) -> Iterable[Finding]:
    """同一笔钱、同一个数换了说法再写（收入与支出、整体与其唯一的部分、增减额在两处），位数相同而只有一位数字不同的，多半是笔误。

    短报告里反复写同一个数，另有一处只写一次、差一位数字、又不在任何算式里的，也提出来。

    Holds: 两数相同，或相差的数文中另有交代。   Breaks: 四位以上的两个数只有一位不同，文中没有数说明其差额。
    Unknown: 年度不同，或数字太短（不比较）。   Mend: 核对账表，写错的一处改正；确是两个数的，不用改。
    """
    taxonomy, scopes = load_taxonomy(), scopes_of(given)
    told: dict[tuple[str, Decimal], list[Fact]] = defaultdict(list)
    for fact in given.statements.facts:
        unit = fact.figure.unit
        if fact.figure.value and not unit.is_ratio and unit.dimension != "score":
            # 亩 are kept in square metres, whose digits are not those printed.
            plain = unit.factor.normalize().as_tuple().digits == (1,)
            told[unit.dimension if plain else unit.key, abs(fact.figure.value if plain else fact.figure.number)].append(fact)
    crowds = Counter((dimension, value.adjusted(), _digits(value)) for dimension, value in told)
    for dimension, one, other in _apart(told):
        pair = next((both for both in product(told[dimension, one][:_WITNESSES], told[dimension, other][:_WITNESSES])
                     if _may_be_one(*both, taxonomy, scopes, crowded=crowds[dimension, one.adjusted(), _digits(one)] > _FEW)), None)  # fmt: skip
        if pair is not None and (dimension, abs(one - other)) not in told and not _are_listed(*pair, given):
            yield _finding(*pair)
    yield from _odd_ones(told, given)


def _odd_ones(told: Mapping[tuple[str, Decimal], list[Fact]], given: AuditInput) -> Iterator[Finding]:
    """A figure that stands once and nowhere fits, one digit apart from one that a short report tells again and again."""
    fitting = {fact.id for outcome in given.said if not isinstance(outcome, NotEvaluated) for fact in outcome.facts}
    crowds = Counter(dimension for dimension, _ in told)
    for (dimension, value), facts in told.items():
        if len(facts) < _AGAIN or crowds[dimension] > _SHORT or facts[0].figure.is_hedged:
            continue
        for (other, near), [odd, *more] in told.items():
            if other == dimension and not more and odd.id not in fitting and _is_odd(odd, facts) and (dimension, abs(near - value)) not in told:
                yield _finding(facts[0], odd)


def _is_odd(odd: Fact, facts: Sequence[Fact]) -> bool:
    usual = facts[0]
    figure, like = odd.figure, usual.figure
    alike = figure.unit.key == like.unit.key and figure.step == like.step and len(figure.text) == len(like.text)
    if usual.concept.startswith(_DEEDS) and odd.concept.startswith(_DEEDS) and usual.concept != odd.concept:
        return False  # 收到提案156件，办结152件
    if not alike or not (figure.unit.key or odd.label) or figure.is_hedged or odd.context.period != usual.context.period or like.text.isdigit():
        return False  # a bare whole number may be a subject's code
    least = _LEAST - 2 if len(facts) > _AGAIN and figure.unit.is_money else _LEAST - 1  # what is told three times is told once more
    told = sum(one.isdigit() for one in like.text) >= least and max(map(_digits, (figure.value, like.value))) > 1
    return told and sum(one != other for one, other in zip(figure.text, like.text, strict=True)) == 1


def _are_listed(one: Fact, other: Fact, given: AuditInput) -> bool:
    """Whether two figures stand in one list that makes its whole, and so are two."""
    own = {one.id, other.id}
    return any(shape.adds_up and own <= {part.id for part in shape.parts} for shape in shapes(given))


def _apart(told: dict[tuple[str, Decimal], list[Fact]]) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Values of as many digits that differ in one; a value that several others differ from so is one of a series."""
    alike: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for (dimension, value), facts in told.items():
        if _digits(value) >= _LEAST and not any(fact.figure.is_hedged or fact.repair for fact in facts[:_WITNESSES]):
            printed = f"{value.normalize():f}"
            for at, digit in enumerate(printed):
                if digit != ".":
                    alike[dimension, f"{printed[:at]}?{printed[at + 1 :]}"].append(value)
    partners: dict[tuple[str, Decimal], list[Decimal]] = defaultdict(list)
    for (dimension, _), values in alike.items():
        for one, other in combinations(values, 2):
            partners[dimension, one].append(other)
            partners[dimension, other].append(one)
    for (dimension, one), others in partners.items():
        for other in others:
            few = max(len(others), len(partners[dimension, other])) <= _SERIES
            if few and told[dimension, one][0].origin.start < told[dimension, other][0].origin.start:
                yield dimension, one, other


def _digits(value: Decimal) -> int:
    return len(f"{value.normalize():f}".replace(".", "").strip("0"))


def _may_be_one(one: Fact, other: Fact, taxonomy: Taxonomy, scopes: Scopes, *, crowded: bool) -> bool:
    """Whether two figures may state one amount: of one year, and of one thing, of both sides of a budget, or alike as few others would be."""
    near = abs(abs(one.figure.value) - abs(other.figure.value)) <= max(one.figure.base_step, other.figure.base_step)
    if one.context.period != other.context.period or near or _is_year(one) or _is_year(other):
        return False  # amounts rounded apart differ by one in the last place
    changes = one.concept.startswith(_CHANGES), other.concept.startswith(_CHANGES)
    apart = bool(one.context.item and other.context.item and item_of(one) != item_of(other))
    first, second = (fact.of if fact.concept.startswith(_CHANGES) else fact.concept for fact in (one, other))
    if changes[0] == changes[1] and not apart:
        if first and first == second and one.context.basis is other.context.basis and scopes.same(one, other) and not changes[0]:
            return False  # what is stated twice under one name is held against itself by JH-A-001
        kin = first == second or (
            first in taxonomy and second in taxonomy and (taxonomy.is_within(first, second) or taxonomy.is_within(second, first))
        )
        if (kin if first and second else one.label and one.label == other.label and not changes[0]) or (
            first.startswith(_SIDES) and second.startswith(_SIDES)
        ):
            return True
    if changes[0] != changes[1] or (first.startswith(_FUNCTION) and second.startswith(_FUNCTION)):
        return False  # an amount and how much another one grew; two subjects of the budget
    if any(one_of.startswith(_LEFT) and another.startswith(_SPENT_ON) for one_of, another in ((first, second), (second, first))):
        return False  # what is left, and what one subject or purchase cost
    if changes[0] and not (first and second):
        return False  # what grew is not named
    prose = [fact.origin.block.startswith("p") for fact in (one, other)]
    shortest = min(_digits(abs(one.figure.value)), _digits(abs(other.figure.value)))
    return any(prose) and (shortest >= _LONG or (all(prose) and not crowded))


def _is_year(fact: Fact) -> bool:
    return not fact.figure.unit.key or bool(_YEAR.fullmatch(fact.figure.text))


def _finding(one: Fact, other: Fact) -> Finding:
    gap = abs(abs(one.figure.value) - abs(other.figure.value))
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"{words.named(one)}，另一处{other.label}写作{other.figure.text}，两数只有一位数字不同，疑为同一个数的笔误",
        "核对账表：是同一笔的，改正写错的一处；确是两个数的，不用改",
        (one.origin, other.origin),
        likely_cause=causes.slip(other.figure, abs(one.figure.value)),
        expected=one.figure.text,
        stated=other.figure.text,
        difference=words.in_unit(gap, one.figure.unit),
        facts=(one, other),
        working=(f"{words.plain(one)} ≠ {words.plain(other)}",),
    )
