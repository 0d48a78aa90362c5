"""JH-A-009 人均数与总额、人数不符。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.interval import Interval

CODE = "JH-A-009"
_AVERAGE = re.compile(
    r"(?:人均|人次均|每人次?|平均每人次?|(?:平均)?(?:每|单)(?:辆|车|台)(?:车)?(?:平均)?|(?:车|辆)均)(?:消费|支出|费用|接待(?:费用?|支出)?|(?:公用|业务|办公)?经费|成本|培训费|运行(?:维护)?费?|购置(?:经费|费用?)?|补[助贴]|资助|救助|慰问金?|奖励)?(?:约|为|是|达|[:：]|\s)*$"
)
_OF_THING = re.compile(
    r"(?:每(?P<each>户|件|村|亩|所|家|套|床|项|座|个|场|期|班|校|公里|平方米)|(?P<mean>户|件|村|亩|床|班|校|生)均)[\u4e00-\u9fff]{0,8}(?:约|为|是|达|[:：]|\s)*$"
)
_TIMED = re.compile("每[年月天日周季]|[年月日天]均|标准|最[高低多少]|不[低高少超多]|以[上下]|[不超]过|增收|收入")
_AREAS = ("亩", "公里", "平方米")
_TOTAL = re.compile(
    r"[，,、]?\s?(?:标准)?[^，,。；;\d]{0,10}(?:\d+[人名][，,、]?[^，,。；;\d]{0,6})?(?:共计|合计|总计|小计|共需|一共|共)[^，,。；;\d]{0,10}"
)
_BOUND = re.compile("以[上下内]")
_BESIDE, _NEAR, _NAME = 6, 60, 10  # figures beside an average, characters between, characters behind a count
_PAIR = 2
_PERSONS = ("people", "person_times")
_OF_VEHICLES, _VEHICLES = re.compile("[辆车台]"), ("辆", "台")
_ENDS = re.compile("[。；\n]")
_REACH = 160  # characters before an average in which total and persons stand
_DERIVED = ("change.", "share")
_WORDS = 14


@check(
    code=CODE,
    title="人均数与总额、人数不符",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("sh-final-accounts-2024-a#七、财政拨款“三公”经费支出决算情况说明", "rules-practice#A03"),
)
def average(given: AuditInput) -> Iterable[Outcome]:
    """同一句写了总额、人数和人均的，总额÷人数应等于人均；多印的位数截去也算相符。

    Holds: 某一组总额和人数相除得人均。   Breaks: 句中只有一个总额、一个人数，相除不得人均。
    Unknown: 句中没有总额或人数，或有几个而都不相符。   Mend: 核对总额、人数（人次）与人均。
    """
    text = given.document.text
    facts = [fact for fact in given.in_order if fact.origin.block.startswith("p")]
    yield from _of_things(facts, text)
    for at, fact in enumerate(facts):
        if not fact.figure.unit.is_money or not _AVERAGE.search(text[max(0, fact.origin.start - _WORDS) : fact.origin.start]):
            continue
        of_vehicles = bool(_OF_VEHICLES.search(text[max(0, fact.origin.start - _WORDS) : fact.origin.start]))
        before = [one for one in facts[max(0, at - 12) : at] if _is_near(one, fact, text)]
        totals = [one for one in before if one.figure.unit.is_money and one.figure.value > fact.figure.value]
        persons = [
            one
            for one in before
            if (one.figure.unit.key in _VEHICLES if of_vehicles else one.figure.unit.dimension in _PERSONS) and one.figure.value > 0
        ]
        outcome = _judge(fact, totals, persons)
        # 购置及运行费90万元，包括：购置3辆，购置支出60万元，平均每辆|20万元: of the two right before it
        beside = [one for one in before[-_PAIR:] if one in totals], [one for one in before[-_PAIR:] if one in persons]
        if isinstance(outcome, NotEvaluated) and all(len(some) == 1 for some in beside):
            outcome = _judge(fact, *beside, Severity.WARNING)
        if isinstance(outcome, NotEvaluated):
            outcome = _behind(fact, persons, facts[at + 1 : at + 1 + _PAIR], text) or outcome
        yield outcome


def _behind(fact: Fact, before: Sequence[Fact], behind: Sequence[Fact], text: str) -> Outcome | None:
    """What so many get of so much each, and then what that comes to: 困难职工20人，每人500元，共计1万元; 每人1000元标准资助118人，共计11.8万元."""
    total = next((one for one in behind if one.figure.unit.is_money), None)
    if total is None or not _TOTAL.fullmatch(text, fact.origin.end, total.origin.start):
        return None
    persons = [one for one in behind if one.figure.unit.dimension in _PERSONS and one.origin.end <= total.origin.start] or before[-1:]
    return _judge(fact, [total], persons, Severity.WARNING)


def _of_things(facts: Sequence[Fact], text: str) -> Iterable[Outcome]:
    """Averages of whatever a sentence counts: 128件案件标的总额3365万元，平均每件26.3万元; 40个村2000亩（每村50亩）."""
    for at, fact in enumerate(facts):
        before = text[max(0, fact.origin.start - _WORDS) : fact.origin.start]
        named = _OF_THING.search(before)
        if (
            named is None
            or _AVERAGE.search(before)
            or fact.figure.unit.is_ratio
            or not fact.figure.unit.key
            or _TIMED.search(before[named.start() :])
        ):
            continue
        thing = named["each"] or named["mean"]
        beside = [one for one in facts[max(0, at - _BESIDE) : at + _BESIDE] if one is not fact and _is_beside(one, fact, text)]
        totals = [one for one in beside if one.figure.unit.base == fact.figure.unit.base and one.figure.value > fact.figure.value]
        things = [
            _by_number(one) for one in beside if one.figure.value > 1 and _counts(one, thing, text) and one.figure.unit.base != fact.figure.unit.base
        ]
        found = _judge(fact, totals, things, Severity.WARNING)
        if isinstance(found, Held):
            yield found
        elif totals and things:
            nearest = [min(some, key=lambda one: abs(one.origin.start - fact.origin.start)) for some in (totals, things)]
            yield _judge(fact, nearest[:1], nearest[1:], Severity.WARNING)


def _by_number(fact: Fact) -> Fact:
    """A figure by its printed number: 30亩 are thirty to be shared among, not so many square metres."""
    return replace(fact, figure=replace(fact.figure, unit=replace(fact.figure.unit, factor=Decimal(1)))) if fact.figure.unit.key in _AREAS else fact


def _is_beside(one: Fact, average: Fact, text: str) -> bool:
    first, second = sorted((one, average), key=lambda fact: fact.origin.start)
    gap = second.origin.start - first.origin.end
    return (
        one.origin.block == average.origin.block
        and 0 <= gap <= _NEAR
        and not _ENDS.search(text, first.origin.end, second.origin.start)
        and not one.concept.startswith(_DERIVED)
        and not _OF_THING.search(text[max(0, one.origin.start - _WORDS) : one.origin.start])
        and not _BOUND.match(text, one.origin.end)
    )


def _counts(fact: Fact, thing: str, text: str) -> bool:
    """Whether a figure counts some things: 128件, 40个深度贫困村, 858名学生."""
    unit = fact.figure.unit
    if not unit.key or unit.is_money or unit.is_ratio:
        return False
    behind = re.split(r"[，,；;。（(、：:\d]", text[fact.origin.end : fact.origin.end + _NAME])[0]
    return (
        unit.key == thing
        or thing in behind
        or (thing == "生" and unit.is_people and "学生" in text[max(0, fact.origin.start - _NAME) : fact.origin.end + _NAME])
    )


def _is_near(one: Fact, average: Fact, text: str) -> bool:
    start, end = one.origin.end, average.origin.start
    same = one.origin.block == average.origin.block and end - start <= _REACH and not _ENDS.search(text, start, end)
    return same and not one.concept.startswith(_DERIVED) and not _AVERAGE.search(text[max(0, one.origin.start - _WORDS) : one.origin.start])


def _judge(fact: Fact, totals: Sequence[Fact], persons: Sequence[Fact], severity: Severity = Severity.ERROR) -> Outcome:
    # Averages are often cut off rather than rounded: a whole step up is still explained.
    figure = fact.figure
    allowed = Interval(figure.range.low, figure.value + figure.base_step)
    for total, people in product(totals, persons):
        if (total.figure.range / people.figure.range).meets(allowed):
            exact = total.figure.value == figure.value * people.figure.value
            return Held(CODE, Band.EXACT if exact else Band.ROUNDING, (total.origin, people.origin, fact.origin), (total, people, fact))
    if any(len({one.figure.value for one in told}) != 1 for told in (totals, persons)):
        return NotEvaluated(CODE, f"{figure.text}的总额或人数没有印出，或有几个", (fact.origin,))
    total, people = totals[-1], persons[-1]
    shown = words.in_unit(total.figure.value / people.figure.value, figure.unit, figure.step)
    hedged = any(one.figure.is_hedged or one.repair for one in (total, people, fact))
    return Finding(
        CODE,
        Severity.WARNING if hedged else severity,
        Category.ACCURACY,
        f"平均数印作{figure.text}，按{words.named(total)}÷{people.figure.text}应为{shown}",
        "核对总额、人数（人次、车辆数）与平均数",
        (fact.origin, total.origin, people.origin),
        expected=shown,
        stated=figure.text,
        facts=(fact, total, people),
        working=(f"{words.plain(total)} ÷ {people.figure.text} = {shown}，印作{figure.text}",),
    )
