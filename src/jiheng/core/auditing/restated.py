"""Which figures of a document state one thing: names of items, funding scopes shown to be the same, slips.

Nothing here judges; JH-A-001 does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from jiheng.core.auditing import causes
from jiheng.core.auditing.audit_input import AuditInput, shared
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact

# 总计 and 本年合计 differ only by what is carried over; most reports write one for the other.
KIN = (("spend.total", "spend.current"), ("income.total", "income.current"))
# All money, and that of one scope: one thing only where the document shows the scopes to be the same.
SHOWN = tuple((total, f"spend.appropriation{kind}") for total in KIN[0] for kind in ("", ".general"))
# What most often is all of the other: told with two digits changed, it is a slip in one of them.
ALL_OF = (("three.reception", "three.reception.domestic"), ("three.vehicle", "three.vehicle.running"))
_TOTALS = {
    "spend": ("spend.total", "spend.current", "spend.appropriation", "spend.appropriation.general"),
    "income": ("income.total", "income.current", "income.appropriation", "income.appropriation.general"),
}
_NARROWED = {"appropriation": "财政拨款", "appropriation.general": "一般公共预算财政拨款"}
_PARTS = ("spend.basic", "spend.project")  # both the same in two scopes: so is their whole
_FUND = re.compile(r"(一般公共(?=预算)|政府性基金|国有资本经营)(?:预算)?(?:财政拨款|拨款)?")
_NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．是]\s*")
_KIND = re.compile(r"(?:(?:工作|业务)?(?:项目|专项|资金|经费|支出|费用?)+|工作|业务)$")
_SOME_OF_MANY = re.compile(
    r"(?m)^[ \t\u3000]*(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]\s?)?(?:在|从|就)(?P<some>全?[省市州县区]?\d{1,4}个[^，。；：\d]{1,6}?)(?:的|收支|预算|财政|情况|[中里上看])[^，。；：\d]{0,16}[，：]"
)
_LEVEL = re.compile(
    "国有企业(?=报表|范围|共)|全[省市州县区旗]|[省市州县区旗]本?级(?=[（(当]|一般|政府|国有|社会|财政|公共|收入|支出)|本级(?=[（(当]|一般|政府|国有|社会|财政|公共|收入|支出)"
)
_ABOVE = 800  # characters of the paragraphs above that may say of which level a paragraph tells
_WITHOUT = re.compile(r"(?:剔除|扣除|不含)[^，。；：:\n]{1,12}[：:]?\s*$")
_GROUP = re.compile("城市|城镇|农村|城乡(?=低保|居民|最低)|乡村")
_FUNCTION, _CODE_REACH = "spend.function.", 40
_CODE = re.compile(r"(?<!\d)(2\d{4}|2\d{6})(?!\d)[^。；;\d]{0,24}$")
_GLUED_CODE = re.compile(r"(?<!\d)(2\d{6})[\u4e00-\u9fff（）()]{2,24}$")
_NAME, _GRAND = 6, re.compile("总(?:[计额]|支出|收入)[为是达共]?$")
_COUNTRY = ("农村", "乡村")
_SCORED = re.compile(
    r"(?:^|\s)(?:\d{4}年度?|[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])*(?P<name>[^\d]{2,24}?)(?:绩效)?(?:自评|评价)(?:综合|最终|总)?(?:得分|评分|分数)[为是：:]?\s?$"
)
_WHOLLY_SCORED = re.compile(
    "整体|部门(?!业务|专项)|单位|我[局委办院校中镇乡县市区]|本[局委办院校中镇乡年项次]|[综结]合|按|经(?!费)|项目绩效$|^项目$|最终|总体|平均|根据|对照|上述|该"
)
_CLAUSES = re.compile("[，,。；;\n]")
_SENTENCES = re.compile("[。；;\n]")
_REACH = 120  # characters in which a sentence says of whom it tells
_FUNCTION, _LEAST_PARTS = "spend.function", 2
_STAFF, _AID = "spend.basic.personnel", "spend.economic.303"
_DIGITS, _SIGNIFICANT = 4, 3  # two figures of fewer digits are alike by chance
_ZERO = Decimal(0)
_HAIR = Decimal("0.0001")
_ALIKE = 3  # so many figures of items printed alike, for each that is not, show two scopes to be one

Printed = tuple[Decimal, Decimal]  # value and step
Alike = tuple[str, object, object, str, str]  # kind of total, period, basis, scope, other scope


def item_of(fact: Fact) -> str:
    """The bare name of a fact's item: 1、档案整理 and 档案整理项目 are one project."""
    if not fact.context.item:
        return ""
    name = _NUMBERED.sub("", fact.context.item)
    return _KIND.sub("", name).removesuffix("部门") or name


def scope_of(fact: Fact) -> str:
    """The funding scope of a fact; a fund's name is short for its 财政拨款, and 三公经费 are stated of appropriations alone."""
    if fact.concept.startswith("three."):
        return ""
    narrowed = _NARROWED.get(fact.concept.partition(".")[2])
    if narrowed:
        return narrowed
    fund = _FUND.fullmatch(fact.context.scope)
    return f"{fund[1]}预算财政拨款" if fund else fact.context.scope


class Scopes:
    """Funding scopes that a document shows to be the same money.

    When all spending of a year is as large as that from appropriations, so is each part of it; and where both 基本支出 and
    项目支出 are the same in two scopes, the totals must be. Projects are the same money in two scopes when nearly all that both
    tell of them agrees.
    """

    def __init__(self, facts: Sequence[Fact]) -> None:
        """`facts`: all that the document states."""
        totals: dict[tuple[str, object, object], dict[str, Counter[Printed]]] = defaultdict(lambda: defaultdict(Counter))
        parts: dict[tuple[object, object], dict[str, dict[str, Counter[Printed]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(Counter)))
        for fact in facts:
            kind, printed = fact.concept.split(".")[0], (fact.figure.value, fact.figure.base_step)
            if fact.context.item or fact.of or not _is_long(fact):
                continue
            context = fact.context
            if fact.concept in _TOTALS.get(kind, ()):
                totals[kind, context.period, context.basis][scope_of(fact)][printed] += 1
            elif fact.concept in _PARTS:
                parts[context.period, context.basis][scope_of(fact)][fact.concept][printed] += 1
        self._alike: set[Alike] = set(_alike_items(facts))
        for (kind, period, basis), scopes in totals.items():
            for one, other in _pairs(scopes):
                if _agree(scopes[one], scopes[other]):
                    self._add(kind, period, basis, one, other)
        for (period, basis), held in parts.items():
            wholes = totals["spend", period, basis]
            for one, other in _pairs(held):
                # Where the totals are stated so far apart, it is a part that is told in the wrong scope.
                apart = wholes[one] and wholes[other] and not _near(wholes[one], wholes[other])
                if not apart and all(_agree(held[one][part], held[other][part]) for part in _PARTS):
                    self._add("spend", period, basis, one, other)

    def _add(self, kind: str, period: object, basis: object, one: str, other: str) -> None:
        self._alike |= {(kind, period, basis, one, other), (kind, period, basis, other, one)}

    def same(self, first: Fact, other: Fact) -> bool:
        """Whether two facts of one thing are of one funding scope, said or shown."""
        one, two = scope_of(first), scope_of(other)
        if one == two or (first.concept.split(".")[0], first.context.period, first.context.basis, one, two) in self._alike:
            return True
        return bool(first.context.item and other.context.item) and (first.concept, None, None, one, two) in self._alike

    def of_one_source(self, first: Fact, other: Fact) -> bool:
        """Whether a budget's income is all of the other figure's scope, so that all that is planned to be spent must be too."""
        one, two = scope_of(first), scope_of(other)
        planned = first.context.basis is Basis.OPENING and other.concept == "spend.appropriation.general"
        return planned and ("income", first.context.period, first.context.basis, one, two) in self._alike


@shared
def scopes_of(given: AuditInput) -> Scopes:
    """What a document shows of its funding scopes."""
    return Scopes(given.statements.facts)


def _alike_items(facts: Iterable[Fact]) -> Iterator[Alike]:
    """The scopes in which a document tells of the same items: nearly all that both tell of them is printed alike."""
    told: dict[tuple[str, str, object, object], dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        if fact.concept.startswith("spend.project") and fact.context.item and fact.figure.unit.is_money and fact.figure.value:
            told[fact.concept, item_of(fact), fact.context.period, fact.context.basis].setdefault(scope_of(fact), fact)
    tally: dict[tuple[str, str, str], Counter[bool]] = defaultdict(Counter)
    for (concept, *_), scopes in told.items():
        for one, other in _pairs(scopes):
            tally[concept, one, other][scopes[one].figure.agrees(scopes[other].figure)] += 1
    for (concept, one, other), found in tally.items():
        if found[True] >= max(_ALIKE, _ALIKE * found[False]):
            yield from ((concept, None, None, one, other), (concept, None, None, other, one))


def some_of_many(fact: Fact, given: AuditInput) -> str:
    """Of which of many places or units the head of its paragraph, or of the one above, says it tells: 在41个县收支完成情况上，…."""
    told = _told_of_some(given)
    at = bisect_right(told, fact.origin.start, key=lambda one: one[0]) - 1
    return told[at][2] if at >= 0 and fact.origin.start < told[at][1] else ""


def scored_thing(fact: Fact, given: AuditInput) -> str:
    """The project or money that the words right before a score name (设备购置项目|自评得分为98分): each has a score of its own."""
    if not fact.concept.startswith("score."):
        return ""
    text, start = given.document.text, fact.origin.start
    named = _SCORED.search(_CLAUSES.split(text[max(0, start - _REACH) : start])[-1])
    return "" if named is None or _WHOLLY_SCORED.search(named["name"]) else _KIND.sub("", named["name"]) or named["name"]


@shared
def _told_of_some(given: AuditInput) -> tuple[tuple[int, int, str], ...]:
    """Where paragraphs begin that tell of some of many, where the ones behind them end, and of which."""
    text = given.document.text
    found: list[tuple[int, int, str]] = []
    for match in _SOME_OF_MANY.finditer(text):
        end = text.find("\n", match.end())
        behind = text.find("\n", end + 1) if end >= 0 else -1
        found.append((match.start(), behind if behind >= 0 else len(text), match["some"]))
    return tuple(found)


def of_two_lists(first: Fact, other: Fact, given: AuditInput) -> bool:
    """Whether two figures are parts of two lists, each of which makes its own whole: 甲60万元（奖补9万元…），乙40万元（奖补8万元…）.

    What a concept names as well must be parts of two lines of a budget, not of all spending; and what is more than such a line is no part of it.
    """
    wholes = _wholes_made(given)
    one, two = wholes.get(first.id), wholes.get(other.id)
    named = bool(first.context.item and other.context.item)
    if one is not None and two is not None and one.figure.value != two.figure.value and (named or (_is_one_item(one) and _is_one_item(two))):
        return True
    beyond = any(_is_one_item(whole) and part.figure.value > whole.figure.value for whole, part in ((one, other), (two, first)) if whole is not None)
    return beyond and not mistyped(first, other)


def _is_one_item(whole: Fact) -> bool:
    """Whether a whole of running text is one line of a budget and no total of it."""
    if not whole.origin.block.startswith("p"):
        return False
    return whole.concept.startswith(_FUNCTION) or (not whole.concept and bool(whole.label))


@shared
def _wholes_made(given: AuditInput) -> dict[str, Fact]:
    """For each part of a list that makes its whole to the last digit, or stands in the bracket behind it, that whole."""
    made = (stated for stated in given.statements.sums if len(stated.parts) >= _LEAST_PARTS and stated.exact == stated.whole.figure.value)
    return _in_brackets(given) | {part.id: stated.whole for stated in made for part in stated.parts}


def _in_brackets(given: AuditInput) -> dict[str, Fact]:
    """For each amount in the bracket right behind an amount no smaller, that amount: 支出76万元（人员经费69万元、公用经费7万元）."""
    text, lead = given.document.text, None
    found: dict[str, Fact] = {}
    money = [fact for fact in given.in_order if fact.figure.unit.is_money]
    for one, other in pairwise(money):
        between = text[one.origin.end : other.origin.start]
        if one.origin.block != other.origin.block or "）" in between or ")" in between:
            lead = None
        elif lead is None and between.startswith(("（", "(")):
            lead = one
        if lead is not None and other.figure.value <= lead.figure.value:
            found[other.id] = lead
    return found


def of_two_groups(first: Fact, other: Fact, given: AuditInput) -> bool:
    """Whether two figures are told of people in town and of people in the country."""
    if not any(word in given.document.text for word in _COUNTRY):
        return False
    one, two = _group(first, given), _group(other, given)
    return bool(one and two) and one != two


def _group(fact: Fact, given: AuditInput) -> str:
    """Of whom a sentence tells, by its own words or else by those of the heading above."""
    text, start = given.document.text, fact.origin.start
    told = _GROUP.findall(_SENTENCES.split(text[max(0, start - _REACH) : start])[-1])
    if not told:
        line = text.rfind("\n", 0, start)
        told = _GROUP.findall(text[text.rfind("\n", 0, max(0, line)) + 1 : line]) if line > 0 else []
    return "农村" if told and told[-1] in _COUNTRY else "城市" if told else ""


def coded_otherwise(fact: Fact, given: AuditInput) -> str:
    """The code of a budget subject before a name that many share, where it is another one: 2081102一般行政管理, 2013202公务用车运行费."""
    start = fact.origin.start
    if not fact.concept.startswith(_FUNCTION):
        glued = _GLUED_CODE.search(given.document.text, max(0, start - _CODE_REACH), start) if fact.figure.unit.is_money else None
        return glued[1] if glued is not None else ""
    told = _CODE.search(given.document.text, max(0, start - _CODE_REACH), start)
    own = fact.concept.removeprefix(_FUNCTION)
    return told[1] if told is not None and not (told[1].startswith(own) or own.startswith(told[1])) else ""


def is_grand_total(fact: Fact, given: AuditInput) -> bool:
    """Whether the funds that a figure is called by are told with all that is added to them: 一般公共预算支出|总计."""
    called = given.document.text[max(0, fact.origin.start - _NAME) : fact.origin.start]
    return ".appropriation." in fact.concept and bool(_GRAND.search(called))


def of_two_levels(first: Fact, other: Fact, given: AuditInput) -> bool:
    """Whether two paragraphs tell of a region and of its government alone, or one of them of a region without a part."""
    if "本级" not in given.document.text and "国有企业" not in given.document.text:
        return False
    one, two = _level(first, given), _level(other, given)
    return bool(one and two) and one != two


def _level(fact: Fact, given: AuditInput) -> tuple[str, ...]:
    """Of what a paragraph tells, by the last words before a figure that say so (of its own, or else of those above), and what the line above leaves out."""
    text, start = given.document.text, fact.origin.start
    line = text.rfind("\n", 0, start)
    told = _LEVEL.findall(text, line + 1, start) or _LEVEL.findall(text, max(0, line - _ABOVE), max(0, line))
    above = _WITHOUT.search(text, text.rfind("\n", 0, max(0, line)) + 1, line) if line > 0 else None
    return (*told[-1:], *([above[0]] if above is not None else []))


def mistyped(first: Fact, other: Fact) -> bool:
    """Whether one figure is the other but for a slip of the pen: digits, decimal point, unit, last place."""
    if not (_is_long(first) and _is_long(other)):
        return False
    return one_off(first, other) or bool(causes.sure_slip(other.figure, first.figure.value) or causes.sure_slip(first.figure, other.figure.value))


def one_off(first: Fact, other: Fact) -> bool:
    """Whether two figures of many digits differ by one or two printed steps."""
    steps = first.figure.base_step, other.figure.base_step
    reach = 2 * steps[0] if steps[0] == steps[1] else max(steps) * 3 / 2
    long = all(len(fact.figure.number.as_tuple().digits) >= _DIGITS for fact in (first, other))
    return long and abs(first.figure.value - other.figure.value) <= reach


def carried(facts: Iterable[Fact]) -> set[int | None]:
    """The years of which something carried over is stated: there 总计 and 本年合计 are two things."""
    return {fact.context.period.year for fact in facts if fact.concept.startswith("carry.") and fact.figure.value and not fact.context.item}


def with_carried(first: Fact, other: Fact, facts: Iterable[Fact]) -> bool:
    """Whether two figures differ by exactly what is stated beside one of them as carried over: one holds it, one does not.

    So may the cost of staff hold the aid to persons told beside it.
    """
    gap, beside = abs(first.figure.value - other.figure.value), {first.origin.block, other.origin.block}
    held = (_AID, "carry.") if first.concept == _STAFF else ("carry.",)
    return any(
        fact.concept.startswith(held) and fact.figure.value == gap and fact.origin.block in beside
        for fact in facts
        if fact.figure.unit.is_money and len(fact.figure.number.normalize().as_tuple().digits) >= _SIGNIFICANT
    )


def explained(first: Fact, other: Fact, facts: Iterable[Fact]) -> bool:
    """Whether the difference of two figures is itself stated, as 其他收入 or 年末结转 would be: then they are two things."""
    gap = abs(first.figure.value - other.figure.value)
    step = max(first.figure.base_step, other.figure.base_step)
    return any(
        fact.figure.unit.is_money and fact.figure.value and abs(abs(fact.figure.value) - gap) <= step * 3 / 2  # three figures rounded apart
        for fact in facts
        if not fact.concept.startswith("change.")
    )


def _is_long(fact: Fact) -> bool:
    figure = fact.figure
    if not figure.unit.is_money or figure.is_hedged or figure.value == _ZERO:
        return False
    return len(figure.number.as_tuple().digits) >= _DIGITS and len(figure.number.normalize().as_tuple().digits) >= _SIGNIFICANT


def _most(values: Counter[Printed]) -> list[Printed]:
    """The values stated most often."""
    return [value for value, times in values.items() if times == max(values.values())]


def _agree(one: Counter[Printed], other: Counter[Printed]) -> bool:
    """Whether the values stated most are the same, or the same but for the place they are rounded to."""
    return any(_same(first, second) for first in _most(one) for second in _most(other))


def _same(one: Printed, other: Printed) -> bool:
    (value, step), (other_value, other_step) = one, other
    return value == other_value if step == other_step else abs(value - other_value) <= (step + other_step) / 2


def _near(one: Counter[Printed], other: Counter[Printed]) -> bool:
    """Whether some two values differ by a few of their last digits only."""
    return any(abs(a - b) <= _HAIR * max(a, b) for a, _ in one for b, _ in other)


def _pairs(names: Iterable[str]) -> list[tuple[str, str]]:
    ordered = sorted(names)
    return [(one, other) for index, one in enumerate(ordered) for other in ordered[index + 1 :]]
