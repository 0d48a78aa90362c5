"""JH-A-001 同一事项前后数字不一致。"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from jiheng.core.auditing import causes, words
from jiheng.core.auditing.audit_input import AuditInput, shared
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Outcome, Severity
from jiheng.core.auditing.restated import (
    ALL_OF,
    KIN,
    SHOWN,
    Scopes,
    carried,
    explained,
    is_grand_total,
    mistyped,
    of_two_groups,
    of_two_levels,
    of_two_lists,
    one_off,
    scope_of,
    scopes_of,
    with_carried,
)
from jiheng.core.auditing.restated_groups import groups_of
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.told_apart import of_two_subjects, placed_apart, told_apart
from jiheng.core.auditing.told_in_units import is_cut_off, told_in_units
from jiheng.core.auditing.twice_told_rates import rates_told_twice
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact

CODE = "JH-A-001"
_SURE = Decimal("0.8")
_SENTENCE, _CLAUSE = 120, 40  # characters round a figure in which its scope is looked for
_NEXT_AMONG, _SENTENCE_END = re.compile(r"。\s*(?=其中[：:，,])"), re.compile(r"[。！？\n]")
_BRACKET = re.compile(r"\s?[（(][^（）()]{0,12}[)）]")
_ITEM_OF, _LISTED = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）]|\d[.．、])"), 500
_SCOPED = re.compile("财政拨款|公共(?:财政)?预算|基金|国有资本")
_LEAST_PARTS, _COARSE = 2, 10_000  # 元 in a printed step
_FAR, _NOT_SO = 3, 2  # half as much again: of another thing
_SPENT, _HAIR = ("spend.basic", "spend.project"), Decimal("0.01")
_FEW, _MANY = 3, 6  # more values than these under one name are hardly, are surely not one thing restated
_REST = ("其他", "其它", "其余")


@check(
    code=CODE,
    title="同一事项前后数字不一致",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("seed-nansha-2022#（三）与二、（二）", "seed-lusong-2023#正文与附件2", "seed-changning-2020#二"),
)
def restatement(given: AuditInput) -> Iterable[Outcome]:
    """同一主体、年度、口径、范围的同一事项，在文中各处应是同一个数。

    Holds: 各处相同，或精度不同而取值范围相接。   Breaks: 同精度而数值不同，或范围不相接。
    Unknown: 口径、范围或项目名称不同（不比较）。   Mend: 核对原始账表，全文统一为一个数。
    """
    scopes = scopes_of(given)
    groups = groups_of(given)
    for facts in groups.values():
        sure = [fact for fact in facts if fact.trust >= _SURE]
        main = _main(sure) if sure else []
        if len(sure) > 1:
            yield from _compare(sure, given, scopes)
        doubtful = [fact for fact in facts if fact.trust < _SURE]
        yield from _hold_against(main or doubtful[:1], doubtful if main else doubtful[1:], given)
    yield from _kin(groups, given, scopes)
    for one, other in told_in_units(given):
        yield _told(one, other, [other], Severity.WARNING if is_cut_off(one, other) else Severity.ERROR, given)
    for right, other, part, whole in rates_told_twice(given):
        made = f"{words.plain(part)} ÷ {words.plain(whole)} ≈ {right.figure.text}"
        told = _told(right, other, [other], Severity.ERROR, given)
        yield replace(
            told, mend="按印出的两数重算，全文统一为一个数", likely_cause=f"按{made}，{other.figure.text}有误", working=(*told.working, made)
        )


def _kin(groups: dict[tuple[object, ...], list[Fact]], given: AuditInput, scopes: Scopes) -> Iterable[Outcome]:
    """Totals under two names that are one thing unless the document says what parts them."""
    apart = carried(given.statements.facts)
    for total, current in (*KIN, *SHOWN):
        for key, facts in groups.items():
            others = groups.get((current, *key[1:]), []) if key[0] == total else []
            if not others or _values(facts) & _values(others) or not any(fact.trust >= _SURE for fact in (*facts, *others)):
                continue
            first, other = _main(facts)[0], _main(others)[0]
            if (total, current) in SHOWN:
                comparable = scopes.same(first, other)
            else:
                comparable = other.context.period.year not in apart or one_off(first, other)
            if comparable:
                yield from _hold_against([first], [other], given)
            elif _is_short_of(first, other, given, scopes):
                yield _told(first, other, [other], Severity.WARNING, given)
    for total, part in ALL_OF:
        for key, facts in groups.items():
            others = groups.get((part, *key[1:]), []) if key[0] == total else []
            if others and not _values(facts) & _values(others):
                first, other = _main(facts)[0], _main(others)[0]
                if causes.sure_slip(other.figure, first.figure.value) and not explained(first, other, given.statements.facts):
                    yield _told(first, other, [other], Severity.WARNING, given)


def _is_short_of(first: Fact, other: Fact, given: AuditInput, scopes: Scopes) -> bool:
    """Whether all that is planned is of one source, yet less of that source is to be spent and nothing told is the difference."""
    short = scopes.of_one_source(first, other) and other.figure.range.high < first.figure.range.low
    return short and not explained(first, other, given.statements.facts)


def _values(facts: list[Fact]) -> set[Decimal]:
    return {fact.figure.value for fact in facts}


def _hold_against(main: list[Fact], others: list[Fact], given: AuditInput) -> Iterable[Outcome]:
    """Facts whose name or kin is only likely: they confirm the figure, or are it but for a slip of the pen."""
    if not main:
        return
    first = main[0]
    for other in others:
        if first.figure.agrees(other.figure):
            yield _held(first, other, Band.EXACT if first.figure.value == other.figure.value else Band.ROUNDING)
        elif mistyped(first, other) and not explained(first, other, given.statements.facts) and not of_two_levels(first, other, given):
            yield _told(first, other, [other], Severity.ERROR, given)


def _is_slip_of(first: Fact, other: Fact, given: AuditInput, scopes: Scopes) -> bool:
    """Whether two figures of unlike names or scopes are one, mistyped, and nothing that is stated makes up the difference."""
    return mistyped(first, other) and (scopes.same(first, other) or not explained(first, other, given.statements.facts))


def _ranked(facts: list[Fact]) -> list[list[Fact]]:
    """Facts of one value together, the value stated most first."""
    clusters: dict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        clusters[fact.figure.value, fact.figure.base_step, fact.figure.hedge].append(fact)
    return sorted(clusters.values(), key=lambda alike: (not alike[0].figure.is_hedged, len(alike), -alike[0].figure.base_step), reverse=True)


def _main(facts: list[Fact]) -> list[Fact]:
    return _ranked(facts)[0]


def _compare(facts: list[Fact], given: AuditInput, scopes: Scopes) -> Iterable[Outcome]:
    """Facts of one key: alike ones confirm each other; each other value is held against the value stated most."""
    ranked = _ranked(facts)
    for first, *others in ranked:
        for other in others:
            yield _held(first, other, Band.EXACT)
    kinds = ranked[0][0].concept.startswith("targets.") and len(facts) > _LEAST_PARTS
    if _makes_up(ranked) or (kinds and len({alike[0].origin.block for alike in ranked}) == 1):
        return  # 33个指标，包括23个数量指标、2个质量指标…: kinds
    ranked_by = {alike[0].figure.value: alike for alike in reversed(ranked)}
    pairs = [(alike, *_held_pair(ranked[:at], alike, scopes)) for at, alike in enumerate(ranked) if at]
    values = 1 + sum(scopes.same(first, other) and not first.figure.agrees(other.figure) for _, first, other in pairs)
    for alike, first, other in pairs:
        if first.figure.agrees(other.figure):
            yield _held(first, other, Band.EXACT if first.figure.value == other.figure.value else Band.ROUNDING)
        elif any(_in_one_row(one, two) for one in ranked_by[first.figure.value] for two in alike):
            continue  # a row prints both (执行数 and 决算数): its heads part them
        elif (
            (values > _MANY and not mistyped(first, other))
            or _are_two_things(first, other, given)
            or any(of_two_levels(one, two, given) for one in ranked_by[first.figure.value] for two in alike)
            or with_carried(first, other, given.statements.facts)
        ):
            continue
        elif scopes.same(first, other):
            finding = _finding(first, other, alike, values, given)
            if finding is not None:
                yield finding
        elif _is_slip_of(first, other, given, scopes):
            # The last digit of one scope may well be another one's.
            yield _told(first, other, alike, Severity.WARNING if one_off(first, other) else Severity.ERROR, given)
        elif (_unsaid(first, other, given) and not of_two_subjects(first, other, given.document.text)) or _outgrows(first, other):
            yield _told(first, other, alike, Severity.WARNING, given)


def _makes_up(ranked: list[list[Fact]]) -> bool:
    """Whether one of three or more values of one paragraph is the sum of the others: parts of one name, and their whole."""
    values = sorted(facts[0].figure.value for facts in ranked)
    beside = len({facts[0].origin.block for facts in ranked}) == 1 or len(values) == _LEAST_PARTS + 1  # 全国9亿元; 中央1亿元, 地方8亿元
    return beside and len(values) > _LEAST_PARTS and sum(values[:-1]) == values[-1]


def _is_within(first: Fact, other: Fact, given: AuditInput) -> bool:
    """Whether 其中 stands between two figures of one sentence, or opens the next: the second is some of the first."""
    one, two = sorted((first, other), key=lambda fact: fact.origin.start)
    between = given.document.text[one.origin.end : two.origin.start]
    return one.origin.block == two.origin.block and len(between) <= _SENTENCE and "其中" in between and "。" not in _NEXT_AMONG.sub("", between)


def _are_two_things(first: Fact, other: Fact, given: AuditInput) -> bool:
    """Whether the place of two figures shows that they are of two things."""
    beside = _in_one_row(first, other) or _is_within(first, other, given) or _told_at_once(first, other, given) or of_two_groups(first, other, given)
    apart = is_grand_total(first, given) != is_grand_total(other, given) or of_two_levels(first, other, given)
    return beside or apart or _of_two_parts(first, other, given) or of_two_lists(first, other, given) or placed_apart(first, other, given)


def _of_two_parts(first: Fact, other: Fact, given: AuditInput) -> bool:
    """Whether two rates are printed each behind a number of its own, so that they are rates of two things: 收入90万元，完成预算的95%."""
    if not first.figure.unit.is_ratio:
        return False
    parts = _parts_of_rates(given)
    one, two = parts.get(first.id), parts.get(other.id)
    if one is None or two is None or one.figure.unit.dimension != two.figure.unit.dimension:
        return False
    if not (one.concept or two.concept or one.label == two.label):
        return True  # 公共财政预算收入…，完成95%；基金预算收入…，完成93%
    low, high = sorted((one.figure.value, two.figure.value))
    return low * _FAR < high * _NOT_SO


@shared
def _parts_of_rates(given: AuditInput) -> dict[str, Fact]:
    return {stated.rate.id: stated.part for stated in given.statements.ratios if stated.part is not None}


def _told_at_once(first: Fact, other: Fact, given: AuditInput) -> bool:
    """Whether one sentence tells two figures of one name, neither a slip of the other: they are of two things."""
    one, two = sorted((first, other), key=lambda fact: fact.origin.start)
    between = given.document.text[one.origin.end : two.origin.start]
    beside = one.origin.block == two.origin.block and one.origin.block.startswith("p") and (one.figure.unit.is_ratio or len(between) <= _SENTENCE)
    slipped = causes.one_digit_apart(one.figure, two.figure.value) or mistyped(one, two)
    return beside and not _SENTENCE_END.search(between) and not slipped


def _partner(before: list[list[Fact]], alike: list[Fact]) -> list[Fact]:
    """The value that another one is held against: the one stated most, unless it is a slip of one that is stated as well."""
    if any(fact.figure.agrees(alike[0].figure) for fact in before[0]):
        return before[0]
    other = alike[0]
    return next((facts for facts in before if mistyped(facts[0], other) or causes.slip(other.figure, facts[0].figure.value)), before[0])


def _held_pair(before: list[list[Fact]], alike: list[Fact], scopes: Scopes) -> tuple[Fact, Fact]:
    """What a value is held against: its partner, or else the first value before it that is told of the same fund."""
    first, other = _pair(_partner(before, alike), alike, scopes)
    if scopes.same(first, other):
        return first, other
    said = (_pair(facts, alike, scopes) for facts in before)
    return next(((one, two) for one, two in said if scope_of(one) and scope_of(one) == scope_of(two)), (first, other))


def _pair(main: list[Fact], alike: list[Fact], scopes: Scopes) -> tuple[Fact, Fact]:
    """One fact of each, of the same scope where there are such."""
    for first in main:
        for other in alike:
            if scopes.same(first, other) and not _in_one_row(first, other):
                return first, other
    return main[0], alike[0]


def _in_one_row(first: Fact, other: Fact) -> bool:
    """Whether two figures stand in one row of one table: its heads part them, whatever they say."""
    row = first.origin.block.rpartition(".")[0]
    return bool(row) and row == other.origin.block.rpartition(".")[0]


def _held(first: Fact, other: Fact, band: Band) -> Held:
    evidence = tuple(sorted((first.origin, other.origin), key=lambda span: span.start))
    return Held(CODE, band, evidence, (first, other), f"{first.label}：{first.figure.text}与{other.figure.text}相符")


def _unsaid(first: Fact, other: Fact, given: AuditInput) -> bool:
    """Whether both stand in running text and the one with a scope does not say it in its own sentence: no reader can tell."""
    if not all(fact.origin.block.startswith("p") for fact in (first, other)) or (first.context.scope and other.context.scope):
        return False
    scoped = first if first.context.scope else other
    text, place = given.document.text, scoped.origin.start
    item = text.rfind("\n", 0, place) + 1  # （二）政府性基金预算情况。本年收入…: the head of an item holds for all of it
    before = re.split("[。；\n]", text[max(0, place - _SENTENCE) : place])[-1]
    if _ITEM_OF.match(before):  # 财政拨款基本支出90万元，其中：（一）人员经费60万元。（二）公用经费30万元。
        before = re.split("[。；]", text[max(0, place - _LISTED) : max(0, text.rfind("其中", 0, place))])[-1]
    return not (_SCOPED.search(before) or _SCOPED.search(re.split("[。：:]", text[item : item + _CLAUSE])[0]))


def _outgrows(first: Fact, other: Fact) -> bool:
    """Whether what was spent of the appropriations alone is a little more than all that was spent on the same, or that is told as none."""
    part, whole = (first, other) if scope_of(first) else (other, first)
    narrow = bool(scope_of(part)) and not scope_of(whole) and part.concept == whole.concept and part.concept.startswith("spend.")
    over = part.figure.range.low - whole.figure.range.high
    little = part.concept in _SPENT and part.context.basis is Basis.OUTTURN and over <= whole.figure.value * _HAIR
    return narrow and over > 0 and (little or not whole.figure.value)


def _finding(first: Fact, other: Fact, alike: list[Fact], values: int, given: AuditInput) -> Finding | None:
    """The finding for two figures of one thing; None for those so far apart that they count other people or tell of two things."""
    difference = abs(first.figure.value - other.figure.value)
    counted = first.figure.unit.dimension in ("people", "count", "person_times")
    near = difference * 5 <= max(abs(first.figure.value), abs(other.figure.value)) or (counted and difference == 1)
    if counted and not near:
        return None
    slip = mistyped(first, other) or bool(causes.slip(other.figure, first.figure.value) or causes.slip(first.figure, other.figure.value))
    if not (near or slip) and told_apart(first, other, given):
        return None
    # Whole 万元 are often rounded up or down so that a table adds up: one of them more or less proves nothing.
    fitted = difference == first.figure.base_step == other.figure.base_step >= _COARSE
    residual = all(fact.label.startswith(_REST) for fact in (first, other))  # what is left of one list, and of another
    proven = values <= _FEW and not counted and not fitted and not residual and (near or slip)
    return _told(first, other, alike, Severity.ERROR if proven else Severity.WARNING, given)


def _told(first: Fact, other: Fact, alike: list[Fact], severity: Severity, given: AuditInput) -> Finding:
    """The finding in words, the figure that stands first in the text as the one to compare with."""
    earlier, later = sorted((first, other), key=lambda fact: fact.origin.start)
    difference = abs(first.figure.value - other.figure.value)
    more = tuple(fact for fact in alike if fact is not first and fact is not other)
    return Finding(
        CODE,
        severity,
        Category.ACCURACY,
        f"{words.named(earlier)}，另一处写作{later.figure.text}，两数不一致",
        "核对账表后全文统一；若两处口径不同（资金来源、范围、时点），在文中写明口径",
        tuple(fact.origin for fact in (earlier, later, *more)),
        likely_cause=causes.of_difference(later.figure, earlier.figure.value, causes.printed_figures(given)),
        expected=earlier.figure.text,
        stated=later.figure.text,
        difference=words.in_unit(difference, earlier.figure.unit),
        facts=(earlier, later, *more),
        working=(f"{words.plain(earlier)} ≠ {words.plain(later)}",),
    )
