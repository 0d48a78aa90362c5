"""JH-A-006 各项增减额之和与总增减额不符。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from jiheng.core.auditing import causes, words
from jiheng.core.auditing.addable import digits
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedChange
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.figures.interval import Interval

CODE = "JH-A-006"
_SURE = Decimal("0.8")
_ZERO = Decimal(0)
_TEN_THOUSAND = Interval.point(Decimal(10_000))
_REACH = 900  # characters behind the whole change in which its parts stand
_FLAT = re.compile(
    r"[，,（(]?[^，。；,;\d]{0,12}(?:(?:19|20)\d\d年?[^，。；,;\d]{0,10})?(?:持平|无(?:增减)?变[化动]|没有(?:增减)?变[化动]|无增减|未(?:发生)?(?:增减)?变[化动]|一致|相同)"
)
_SPENDINGS = ("spend.total", "spend.current", "spend.appropriation", "spend.appropriation.general")
_APPROPRIATED = "spend.appropriation"
_BASIC_AND_PROJECT = ("spend.basic", "spend.project")
_BESIDES = ("spend.superior", "spend.operation", "spend.subsidy", "carry.closing", "surplus.distribution")
_YEAR = re.compile(r"(?:19|20)\d\d")
_AMONG, _IN_LIST = re.compile("其中|主要|包括|：|:"), re.compile(r"[^。\n]{1,90}")
_TELLING, _SIDES = 3, ("income", "spend")  # digits of a figure
_MOST = 8  # parts of one change
_LEAST = 2
_BASIC = "spend.basic"
_CLASSES = ("spend.economic.301", "spend.economic.302", "spend.economic.303")  # what it most often consists of: 资本性支出 may come to them


@dataclass(frozen=True, slots=True)
class _Part:
    """What one kind contributes to the change: a printed change, or none where it is said to be flat."""

    fact: Fact
    sign: int
    now: Fact | None = None  # the kind's figure of this year, where it is stated beside


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of the change of one kind; `told` where that is all of it."""

    parts: tuple[_Part, ...]
    told: bool


@check(
    code=CODE,
    title="各项增减额之和与总增减额不符",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("sh-final-accounts-2024-b#七、财政拨款“三公”经费支出决算情况说明", "rules-practice#A02"),
)
def change_parts(given: AuditInput) -> Iterable[Outcome]:
    """“合计比上年减少x，其中A减少y、B增加z”：构成合计的各项都写了增减额的，其代数和应等于合计的增减额。

    Holds: 代数和与总增减额在印出的精度内相接。   Breaks: 各项都已写明而代数和不等；没有写的项本年为零（只会减少），而总增减额仍大于代数和。
    Unknown: 有的项没有写增减额。   Mend: 核对各项的本年数和上年数，更正增减额或增减方向。
    """
    told: set[str] = set()
    for outcome in _of_kinds(given):
        if isinstance(outcome, Finding):
            told.add(outcome.facts[0].id)
        yield outcome
    for finding in (*_of_units(given), *_of_figures(given)):
        if finding.facts[0].id not in told:
            told.add(finding.facts[0].id)
            yield finding


def _of_kinds(given: AuditInput) -> Iterable[Outcome]:
    """The change of a whole against those of the kinds that it consists of."""
    taxonomy = load_taxonomy()
    changes = [one for one in given.statements.changes if one.amount is not None and one.amount.of and one.direction]
    for place, whole in enumerate(changes):
        amount = whole.amount
        if amount is None or amount.of not in taxonomy:
            continue
        rest = list(_following(changes[place + 1 :], whole, amount))
        if not rest:
            continue
        if amount.of == _BASIC and {one.amount.of for one in rest if one.amount is not None}.issuperset(_CLASSES):
            classes = [part for kind in _CLASSES for part in _parts_of(kind, rest, given, amount).parts]
            yield _judge(whole, amount, classes, silent=False, proved=False)
            continue
        kinds = _kinds_told(amount, rest, given)
        if not kinds:
            outcome = _of_list(whole, amount, rest, given)
            if outcome is not None:
                yield outcome
            continue
        found = [_parts_of(kind, rest, given, amount) for kind in kinds]
        parts = [part for one in found for part in one.parts]
        silent = not all(one.told for one in found)
        others = [kind for kind, one in zip(kinds, found, strict=True) if not one.told]
        if silent and not _are_all_of_this_year(whole, parts, given) and not _are_nought(others, parts, amount, given):
            yield _of_list(whole, amount, rest, given) or NotEvaluated(
                CODE, f"{amount.label}{amount.figure.text}的各项增减额没有写全", (amount.origin,)
            )
            continue
        # What of last year's basic spending went to families was told apart from staff: it need not be among the two kinds.
        yield _judge(whole, amount, parts, silent=silent, proved=amount.of != _BASIC)


def _kinds_told(amount: Fact, rest: list[StatedChange], given: AuditInput) -> list[str]:
    """The kinds that a whole consists of and some of which tell a change: those of the lawbook, or basic and project spending."""
    taxonomy = load_taxonomy()
    told = {one.amount.of for one in rest if one.amount is not None}
    # Behind the next whole, basic and project spending are of that one.
    own = {one.amount.of for one in takewhile(lambda one: one.amount is None or one.amount.of not in _SPENDINGS, rest) if one.amount is not None}
    if amount.of in _SPENDINGS and own.issuperset(_BASIC_AND_PROJECT):
        return [] if _has_besides(amount, given) else list(_BASIC_AND_PROJECT)
    kinds = [kind.id for kind in taxonomy.children(amount.of) if kind.kind == "money"] if taxonomy.concept(amount.of).parts else []
    return kinds if len(kinds) >= _LEAST and any(taxonomy.is_within(one, amount.of) for one in told) else []


def _has_besides(amount: Fact, given: AuditInput) -> bool:
    """Whether all that a change is of is spent or left over for more than basic and project spending."""
    besides = amount.of in _SPENDINGS and not amount.of.startswith(_APPROPRIATED)
    return besides and any(fact.concept in _BESIDES and fact.figure.value for fact in given.statements.facts)


def _of_list(whole: StatedChange, amount: Fact, rest: list[StatedChange], given: AuditInput) -> Outcome | None:
    """The change of a whole against those of the parts that its paragraph lists: 收入100万元，其中A60万元、B40万元；增加5万元，其中A增加8万元、B减少3万元."""
    now = whole.now
    lists = [
        stated
        for stated in given.statements.sums
        if now is not None and stated.whole.id == now.id and len(stated.parts) >= _LEAST and min(stated.signs) > 0
    ]
    for stated in lists:
        names = [part.concept for part in stated.parts]
        if now is None or not all(names) or len(set(names)) < len(names) or not _make(stated.parts, now):
            continue
        found = [_parts_of(name, rest, given, amount) for name in names]
        if all(one.told for one in found):
            return _judge(whole, amount, [part for one in found for part in one.parts], silent=True)
    return None


def _of_units(given: AuditInput) -> Iterable[Finding]:
    """The change of a whole that those behind 其中 make, whatever they are of, once one is read in the unit of the others: 减少72万元，其中甲增加94万元，乙减少166|元."""
    changes = [one for one in given.statements.changes if one.amount is not None and one.direction]
    if len({one.amount.figure.unit.key for one in changes if one.amount is not None and one.amount.figure.unit.is_money}) < _LEAST:
        return
    for place, whole in enumerate(changes):
        parts: list[_Part] = []
        amount = last = whole.amount
        for one in changes[place + 1 : place + 1 + _MOST]:
            if one.amount is None or last is None or not _IN_LIST.fullmatch(given.document.text, last.origin.end, one.amount.origin.start):
                break
            parts.append(_Part(one.amount, one.direction))
            last = one.amount
        if amount is None or len(parts) < _LEAST or not _AMONG.search(given.document.text, amount.origin.end, parts[0].fact.origin.start):
            continue
        if slip := _slip(amount, parts, whole.direction):
            outcome = _judge(whole, amount, parts, silent=False, slip=slip)
            if isinstance(outcome, Finding):
                yield outcome


def _of_figures(given: AuditInput) -> Iterable[Finding]:
    """The change of a figure that those told right behind it add up to, whatever they are called: what is not among them is nothing this year."""
    changes = [(one, one.amount, one.now) for one in given.statements.changes if one.amount is not None and one.direction]
    for place, (whole, amount, now) in enumerate(changes):
        if now is None or digits(now) < _TELLING:
            continue  # 0.03万元 is made by chance of anything
        parts: list[_Part] = []
        total = _ZERO
        for one, change, figure in changes[place + 1 : place + 1 + _MOST]:
            if figure is None or not _are_alike(one, change, whole, amount) or not _may_be_part(change, parts, amount):
                break
            total += figure.figure.value
            if figure.figure.unit.base != now.figure.unit.base or not 0 < figure.figure.value < now.figure.value >= total:
                break
            parts.append(_Part(change, one.direction, figure))
            if total == now.figure.value and len(parts) >= _LEAST:
                outcome = _judge(whole, amount, parts, silent=True, proved=not _has_besides(amount, given))
                if isinstance(outcome, Finding):
                    yield outcome
                break


def _may_be_part(change: Fact, parts: Sequence[_Part], amount: Fact) -> bool:
    """Whether a change told near that of a whole may be of a part: on its side of the accounts, and of no part of a part told before."""
    taxonomy = load_taxonomy()
    sides = {one.of.split(".")[0] for one in (change, amount) if one.of.split(".")[0] in _SIDES}
    inner = change.of in taxonomy and any(part.fact.of in taxonomy and taxonomy.is_within(change.of, part.fact.of) for part in parts)
    return change.origin.start - amount.origin.start <= _REACH and len(sides) <= 1 and not inner


def _make(parts: Sequence[Fact], whole: Fact) -> bool:
    """Whether some figures make up another in the places printed."""
    total = Interval.point(_ZERO)
    for part in parts:
        total = total + part.figure.range
    return total.meets(whole.figure.range)


def _are_all_of_this_year(whole: StatedChange, parts: list[_Part], given: AuditInput) -> bool:
    """Whether the kinds that tell a change make up this year's whole: then all others are nothing this year, and may only have fallen."""
    now = [part.now for part in parts if part.now is not None]
    if len(parts) < _LEAST or len(now) < len(parts):
        return False
    if whole.now is not None or whole.amount is None:
        return whole.now is not None and _make(now, whole.now)
    # 支出预算90万元，财政拨款支出比上年增加…: as large as all spending, they are all of the appropriation too.
    side, amount = whole.amount.of.split(".")[0], whole.amount
    return any(
        _make(now, fact)
        for total in (f"{side}.total", f"{side}.current")
        for fact in given.by_concept.get(total, ())
        if fact.origin.block == amount.origin.block and fact.origin.end <= amount.origin.start and fact.context.period == amount.context.period
    )


def _are_nought(kinds: Sequence[str], parts: Sequence[_Part], amount: Fact, given: AuditInput) -> bool:
    """Whether of each of some kinds that tell no change nothing is left this year, so that it may only have fallen."""
    now = ([fact.figure for fact in given.by_concept.get(kind, ()) if _is_beside(fact, amount)] for kind in kinds)
    return len(parts) >= _LEAST and all(figures and not any(figure.value for figure in figures) for figures in now)


def _is_beside(fact: Fact, amount: Fact) -> bool:
    """Whether a figure is all of a kind in the year of a change, as a fact of the same sort."""
    return not fact.context.item and fact.context.period == amount.context.period and fact.context.basis is amount.context.basis


def _following(changes: Iterable[StatedChange], whole: StatedChange, amount: Fact) -> Iterable[StatedChange]:
    """The changes behind a whole one that are compared with the same and of the same year, up to the next change of the whole."""
    for one in changes:
        if one.amount is None or one.amount.origin.start - amount.origin.start > _REACH or one.amount.of == amount.of:
            return
        if _are_alike(one, one.amount, whole, amount):
            yield one


def _are_alike(one: StatedChange, change: Fact, whole: StatedChange, amount: Fact) -> bool:
    """Whether a change is told for the year of another one, against the same."""
    alike = ("预算" in one.against) == ("预算" in whole.against) and change.context.period == amount.context.period
    return alike and _base_year(one.against, amount) == _base_year(whole.against, amount) and change.context.basis is amount.context.basis


def _base_year(against: str, amount: Fact) -> int:
    """The year that a change is counted from: the one named, else the year before."""
    named = _YEAR.search(against)
    return int(named[0]) if named else (amount.context.period.year or 1) - 1


def _parts_of(kind: str, changes: list[StatedChange], given: AuditInput, whole: Fact) -> _Told:
    """What one kind contributes: its own change, else those of all that it consists of, as far as they are told."""
    own = [one for one in changes if one.amount is not None and one.amount.of == kind and not one.amount.context.item]
    if own and own[0].amount is not None:
        return _Told((_Part(own[0].amount, own[0].direction, own[0].now),), told=True)
    flat = _flat(kind, given, whole)
    if flat is not None:
        return _Told((_Part(flat, 0, flat),), told=True)
    taxonomy = load_taxonomy()
    below = [one.id for one in taxonomy.children(kind) if one.kind == "money"] if taxonomy.concept(kind).parts else []
    found = [_parts_of(one, changes, given, whole) for one in below]
    return _Told(tuple(part for one in found for part in one.parts), told=bool(below) and all(one.told for one in found))


def _flat(kind: str, given: AuditInput, whole: Fact) -> Fact | None:
    """The figure of a kind behind the whole change that is said not to have changed."""
    start = whole.origin.start
    for fact in given.by_concept.get(kind, ()):
        beside = start < fact.origin.start <= start + _REACH and fact.context.period == whole.context.period
        if beside and not fact.context.item and _FLAT.match(given.document.text, fact.origin.end):
            return fact
    return None


def _judge(whole: StatedChange, amount: Fact, parts: list[_Part], *, silent: bool, proved: bool = True, slip: str = "") -> Outcome:
    """Hold the whole change against those of the parts; where other kinds are `silent`, they may only have fallen; `proved` that there are no others."""
    total, exact, blank = Interval.point(_ZERO), _ZERO, Interval.point(_ZERO)
    for part in parts:
        if not part.fact.figure.value:
            blank = blank + part.fact.figure.range * Interval.point(Decimal(part.sign))  # 减少0万元 beside 减少3.11万元 is hardly a rounded number
        elif part.sign > 0:
            total = total + part.fact.figure.range
        elif part.sign < 0:
            total = total - part.fact.figure.range
        exact += part.sign * part.fact.figure.value
    if whole.direction < 0:
        total, blank, exact = Interval.point(_ZERO) - total, Interval.point(_ZERO) - blank, -exact
    facts = (amount, *(part.fact for part in parts))
    evidence = tuple(fact.origin for fact in facts)
    unit = amount.figure.unit
    terms = "".join(f"{'＋' if part.sign > 0 else '－'}{words.in_unit(part.fact.figure.value, unit)}" for part in parts if part.sign)
    working = f"{terms} = {words.in_unit(exact * whole.direction, unit)}，印作{'增加' if whole.direction > 0 else '减少'}{amount.figure.text}"
    if total.meets(amount.figure.range):
        return Held(CODE, Band.EXACT if exact == amount.figure.value else Band.ROUNDING, evidence, facts, working)
    risen = amount.figure.range.low > total.high if whole.direction > 0 else amount.figure.range.high < total.low
    far = not proved and not amount.figure.value <= 2 * exact <= 4 * amount.figure.value
    if far or (silent and not risen):
        return NotEvaluated(CODE, f"{amount.label}{amount.figure.text}的各项增减额没有写全", (amount.origin,))
    sure = proved and all((fact.trust >= _SURE or slip) and not fact.figure.is_hedged and not fact.repair for fact in facts)
    sure = sure and not (total + blank).meets(amount.figure.range)
    return Finding(
        CODE,
        Severity.ERROR if sure else Severity.WARNING,
        Category.ACCURACY,
        f"{amount.label}印作{'增加' if whole.direction > 0 else '减少'}{amount.figure.text}，所列各项增减相抵为{words.in_unit(exact * whole.direction, unit)}",
        "核对各项的本年数和上年数，更正增减额或增减方向",
        evidence,
        likely_cause=slip or _cause(amount, total) or _slip(amount, parts, whole.direction),
        expected=words.in_unit(abs(exact), unit),
        stated=amount.figure.text,
        difference=words.in_unit(abs(exact - amount.figure.value), unit),
        facts=facts,
        working=(working,),
    )


def _slip(amount: Fact, parts: Sequence[_Part], direction: int) -> str:
    """Which of the parts was meant in the unit of the whole; "" when none was."""
    slipped = [part for part in parts if causes.has_slipped(part.fact.figure, amount.figure)]
    if len(slipped) != 1:
        return ""
    total = Interval.point(_ZERO)
    for part in parts:
        factor = amount.figure.unit.factor / part.fact.figure.unit.factor if part is slipped[0] else Decimal(1)
        total = total + part.fact.figure.range * Interval.point(factor * part.sign * direction)
    return causes.unit_slip_words(slipped[0].fact.figure, amount.figure) if total.meets(amount.figure.range) else ""


def _cause(amount: Fact, total: Interval) -> str:
    """What went wrong where only the direction or the unit did; `total` counts in the direction printed."""
    if (Interval.point(_ZERO) - total).meets(amount.figure.range):
        return "增减方向写反"
    if amount.figure.unit.key == "元" and (amount.figure.range * _TEN_THOUSAND).meets(total):
        return f"元与万元混用：{amount.figure.text}写作{amount.figure.number:f}万元则相符"
    return ""
