"""JH-A-022 文中写明的差额与前面的两个数不符。"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, groupby, pairwise, permutations

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Severity
from jiheng.core.auditing.reached import reached
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact

CODE = "JH-A-022"
_LINKS = r"(?:资金|经费|金额|款项?|预算|人数|额|数|了|共计?|约|为|是|[:：]|\s)*$"
_APART = re.compile(r"(?:差值|(?<!弥补收支)差额|相差|两者差)" + _LINKS)
_LEFT = re.compile(
    r"(?:[审核]减|(?<!上年)(?<!年初)(?<!累计)(?<!历年)(?<!滚存)(?<!年末)(?<!结转)(?<!结转和)(?:结余|节余|剩余)|节支|节约|节省|还需(?:拨付|支付)?|尚[需欠]|未(?:支付?|付|拨付?|使用|兑付|报账)|动用后[^，。；]{0,16}结余)"
    + _LINKS
)
_OF_BOTH = re.compile(
    r"(?<!弥补)(?:(?:本年|当年|本期)?收支(?:相抵后?|差额|结余|节余)|品迭后?)[，,]?(?:[当本]?年?[末终]?(?:净?结余|缺口|赤字|短缺|结转(?:下年)?))?"
    + _LINKS
)
_NET = re.compile(r"(?:净收[入益]|纯收[入益]|净利润|实际(?:下达|安排|到位|拨付|净拨付?))" + _LINKS)
_TAKEN_OFF = re.compile(r"(?:调减|核减|追减|收回|扣除)[^。；;\n]{0,24}$")
_SHIFTED = re.compile(
    r"(?:^|[，,；;、（(])\s?(?:相应|即|共计?|合计|本次|拟|需|再)*(?P<shift>[调核压追净]?[增减]|追加|新增|增加|减少)(?:预算|安排)?" + _LINKS
)
# What is said of those that are left when the others are done.
_REST = re.compile(
    r"(?:(?:尚?未|正在|尚在)[\u4e00-\u9fff]{2,6}?|逾期(?:回复|办结|办理|答复)?|(?:办理|处理|审理|整改)中|转办|直办|在办|在建|其余|剩余)(?:热线|工单|事项|案件|项目|诉求|中|的|共|为|\s)*$"
)
_GREW = re.compile(r"(?:同比|环比|增|减|升|降)[^，。；,;]{0,8}$")  # by so many more than last year
_ADVICE = "suggestions."
_BETWEEN, _WHOLE_REACH, _CLOSE = 40, 120, Decimal("0.4")
_MOVED, _FROM = re.compile("(?:调减|调增|核减|压减)" + _LINKS), re.compile("(?:[由从]|年初|原(?!因)|调整前)(?!.*调整[为到至])")
_BECAME = re.compile(
    r"^(?:[^，。；;]{0,8}[，,；;]?|[^，。；;]{0,2}[）)][，,；;]?)[^，。；;\d]{0,12}(?:调整|变[为动]|[增减][加少]?)后?(?:的?预算数?)?[为到至]\s?$"
)
_SHIFT_OF = re.compile("(?P<shift>[调核压追][增减])[^，。；;\\d]{2,24}$")
_FROM_AGAIN = re.compile("[，,]?[由从](?!于)[^，。；;\\d]{0,12}$")
_TOLD = re.compile("|".join(one.pattern for one in (_LEFT, _APART, _MOVED, _OF_BOTH, _NET)))
_GIVEN = re.compile("预算|计划|合同|安排|下达|到位|收到|收入|总投资|概算|资金|经费|拨入|应[承付拨支]|核定|批复|指标|费支出|结余|[送报]审")
_SPENT = re.compile("审定|实支|实际|支出|支付|使用|完成|拨付|执行|列支|发放|决算|兑付|动用|报账")
_OTHERWISE = re.compile("其中|上年|去年|累计|另有?|追加|调[增减]|[比较]|同期|占|平均|每|增加|减少")
_MARKS = re.compile(r"[，,；;。：:\n、]")
_ENDS = re.compile("[。\n]")
_TOTALLED = re.compile("总[计量额]|合计")
_CLAUSE = 36  # characters before a figure in which its clause begins
_REACH = 70  # characters from the first of two figures to what is said of both
_PARAGRAPH = 500
_NEAR = 8  # figures before a difference that may make it


@check(
    code=CODE,
    title="写明的差额与前面的两个数不符",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("rules-practice#A02",),
)
def told_difference(given: AuditInput) -> Iterable[Finding | Held]:
    """“预算A，实支B，节支C”“收入A，支出B，收支结余C”：C应等于两数之差。

    Holds: 近处有两个数（或三个数加减）得C。   Breaks: 紧挨在前的一个应有数、一个实际数之差不是C，近处也没有别的数得C。
    Unknown: 前面不是一个应有数、一个实际数，或中间另有追加、上年结转。   Mend: 核对三个数，改正写错的一个。
    """
    text = given.document.text
    used = {fact.id for one in given.statements.sums for fact in (one.whole, *one.parts)} | {
        fact.id for one in given.statements.changes if one.amount is not None for fact in (one.amount,)
    }
    blocks = groupby((fact for fact in given.in_order if fact.origin.block.startswith("p")), key=lambda fact: fact.origin.block)
    came_to = [outcome for _, facts in blocks for outcome in _reached(list(facts), text)]
    yield from came_to
    told_so = {outcome.facts[0].id for outcome in came_to}
    for facts in _paragraphs(given):
        yield from _rests(facts, text)
        yield from (outcome for outcome in _moves(facts, text) if told_so.isdisjoint(fact.id for fact in outcome.facts))
        starts = [fact.origin.start for fact in facts]
        for at, told in enumerate(facts):
            before = text[max(0, told.origin.start - _CLAUSE) : told.origin.start]
            if told.figure.is_hedged or told.repair or not _is_told(before):
                continue
            near = [fact for fact in facts[max(0, at - _NEAR) : at] if fact.figure.unit.base == told.figure.unit.base]
            near = [fact for fact in near if told.origin.start - fact.origin.start <= 2 * _REACH]
            net = _NET.search(before) is not None
            if net:
                pair = _taken_off(told, near, text)
            elif _OF_BOTH.search(before):
                pair = _of_sides(told, facts[bisect_left(starts, told.origin.start - _PARAGRAPH) : at], text)
            else:
                pair = _beside(told, near, text)
            if pair is None:
                continue
            facts_of = (told, *pair)
            if _makes(told, pair) or _made(told, near):
                yield Held(CODE, Band.EXACT, tuple(fact.origin for fact in facts_of), facts_of)
            elif net or told.id not in used:
                yield _finding(told, *pair)


@lru_cache(maxsize=4096)
def _is_told(before: str) -> bool:
    """Whether the words before a number tell of what is left, taken off or apart."""
    return _TOLD.search(before) is not None


def _rests(facts: Sequence[Fact], text: str) -> Iterator[Finding | Held]:
    """What was done of a number and what is left of it: 受理180件，办结150件，正在办理30件; 工单95件，交办88件，直办7件."""
    for at, (one, rest) in enumerate(pairwise(facts)):
        between = text[one.origin.end : rest.origin.start]
        if not _REST.search(between) or len(between) > _BETWEEN or _ENDS.search(between) or one.figure.unit.base != rest.figure.unit.base:
            continue
        if one.concept.startswith(_ADVICE) and rest.concept and not rest.concept.startswith(_ADVICE):
            continue  # 采纳建议10个，正在整改问题21个: of two things
        if rest.figure.unit.is_money or one.figure.is_hedged or rest.figure.is_hedged or "其中" in between:
            continue
        before = [fact for fact in facts if rest.origin.start - _WHOLE_REACH <= fact.origin.start < one.origin.start]
        larger = [
            fact for fact in before
            if fact.figure.unit.base == one.figure.unit.base and fact.figure.value > max(one.figure.value, rest.figure.value)
            and not fact.figure.is_hedged and not fact.concept.startswith("change.")
        ]  # fmt: skip
        runs = list(_runs(one, rest, facts[at + 2 : at + 2 + _NEAR], text))
        held = next((fact for fact in reversed(larger) for run in runs if fact.figure.value == _sum(run)), None)
        parts = min(runs, key=lambda run: abs(_sum(run) - larger[-1].figure.value)) if larger else [one, rest]
        exact = _sum(parts)
        if held is not None:
            yield Held(CODE, Band.EXACT, (held.origin, one.origin, rest.origin), (held, one, rest))
        elif (
            larger
            and abs(exact - larger[-1].figure.value) <= _CLOSE * larger[-1].figure.value
            and not any(_made(one, [fact, rest]) for fact in before)
        ):
            whole, unit = larger[-1], larger[-1].figure.unit
            shown = words.in_unit(exact, unit)
            yield Finding(
                CODE, Severity.WARNING, Category.ACCURACY,
                f"{words.named(whole)}，其后{'与'.join(part.figure.text for part in parts)}合计{shown}，相差{words.in_unit(abs(exact - whole.figure.value), unit)}",
                "核对总数和各项，改正写错的一个", (whole.origin, *(part.origin for part in parts)),
                expected=shown, stated=whole.figure.text, difference=words.in_unit(abs(exact - whole.figure.value), unit), facts=(whole, *parts),
                working=(f"{' + '.join(words.plain(part) for part in parts)} = {shown}，总数印作{whole.figure.text}",),
            )  # fmt: skip


def _reached(facts: Sequence[Fact], text: str) -> Iterator[Finding | Held]:
    """What a number was, what it came to and by how much: 由92%提高到95%，提高3个百分点."""
    for was, became, shift, down in reached(facts, text):
        moved = was.figure.range - became.figure.range if down else became.figure.range - was.figure.range
        if moved.meets(shift.figure.range):
            yield Held(CODE, Band.EXACT, (was.origin, became.origin, shift.origin), (shift, was, became))
        else:
            yield _finding(shift, was, became)


def _moves(facts: Sequence[Fact], text: str) -> Iterator[Finding | Held]:
    """What a number was, by how much it was moved and what it became, in any order.

    由90万元调整为80万元，调减10万元; 年初90万元，追加10万元，调整为100万元; 调减收入10万元，由90万元调整为80万元.
    """
    for first, second, third in zip(facts, facts[1:], facts[2:], strict=False):
        alike = first.figure.unit.base == second.figure.unit.base == third.figure.unit.base
        if not alike or any(fact.figure.is_hedged for fact in (first, second, third)):
            continue
        before, then, last = _clause(first, text), text[first.origin.end : second.origin.start], text[second.origin.end : third.origin.start]
        if "其中" in then + last:
            continue
        opens = _FROM.search(before)
        if opens and _BECAME.search(then) and (word := _SHIFTED.search(last)):
            was, became, shift = first, second, third
        elif opens and (word := _SHIFTED.search(then)) and _BECAME.search(last):
            was, shift, became = first, second, third
        elif (word := _SHIFT_OF.search(before)) and _FROM_AGAIN.match(then) and _BECAME.search(last):
            shift, was, became = first, second, third
        else:
            continue
        down = "减" in word["shift"]
        moved = (was.figure.range - became.figure.range) if down else (became.figure.range - was.figure.range)
        if moved.meets(shift.figure.range):
            yield Held(CODE, Band.EXACT, (was.origin, shift.origin, became.origin), (shift, was, became))
        else:
            shown = words.in_unit(was.figure.value - shift.figure.value if down else was.figure.value + shift.figure.value, became.figure.unit)
            told = f"{was.figure.text}{'减' if down else '加'}{shift.figure.text}是{shown}，调整后印作{became.figure.text}"
            yield replace(_finding(shift, was, became), message=told, expected=shown, stated=became.figure.text)


def _runs(one: Fact, rest: Fact, behind: Sequence[Fact], text: str) -> Iterator[list[Fact]]:
    """Two numbers, and those that the sentence tells right behind them one by one: 办结150件，正在办理20件，转交10件."""
    run = [one, rest]
    yield run
    for fact in behind:
        between = text[run[-1].origin.end : fact.origin.start]
        if (
            len(between) > _BETWEEN
            or _ENDS.search(between)
            or "其中" in between
            or fact.figure.unit.base != one.figure.unit.base
            or _GREW.search(between)
        ):
            return
        run = [*run, fact]
        yield run


def _sum(run: Iterable[Fact]) -> Decimal:
    return sum((fact.figure.value for fact in run), Decimal(0))


def _paragraphs(given: AuditInput) -> Iterator[list[Fact]]:
    """The numbers of each paragraph but for rates, shares and averages, in their order."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in given.statements.facts:
        unit = fact.figure.unit
        if (
            fact.origin.block.startswith("p")
            and unit.key
            and not unit.is_ratio
            and unit.dimension not in ("score", "time", "rate")
            and fact.concept != "share"
        ):
            found[fact.origin.block].append(fact)
    for facts in found.values():
        yield sorted(facts, key=lambda fact: fact.origin.start)


def _beside(told: Fact, near: Sequence[Fact], text: str) -> tuple[Fact, Fact] | None:
    """The two numbers right before a difference, one given and one spent, with nothing between that would count as well."""
    if len(near) < 2:
        return None
    one, other = near[-2:]
    if told.origin.start - one.origin.start > _REACH or one.figure.value == other.figure.value:
        return None
    begin = max(
        (match.end() for match in _MARKS.finditer(text, max(0, one.origin.start - _CLAUSE), one.origin.start)), default=one.origin.start - _CLAUSE
    )
    said = text[begin : told.origin.start]
    first, second = _clause(one, text), _clause(other, text)
    if (
        _OTHERWISE.search(said)
        or _ENDS.search(text, one.origin.end, told.origin.start)
        or told.figure.value > 2 * max(one.figure.value, other.figure.value)
    ):
        return None
    if _APART.search(text[max(0, told.origin.start - _CLAUSE) : told.origin.start]):
        return one, other
    if _MOVED.search(text[max(0, told.origin.start - _CLAUSE) : told.origin.start]):
        return None
    fits = (_GIVEN.search(first) and _SPENT.search(second) and one.figure.value > other.figure.value) or (
        _SPENT.search(first) and _GIVEN.search(second) and not _SPENT.search(second) and other.figure.value > one.figure.value
    )
    return (one, other) if fits else None


def _taken_off(told: Fact, near: Sequence[Fact], text: str) -> tuple[Fact, Fact] | None:
    """What a sentence tells first, and what it says right before a net amount was taken off: 下达90万元，其中…，调减30万元，实际下达60万元."""
    ends = [match.end() for match in _ENDS.finditer(text, max(0, told.origin.start - 2 * _REACH), told.origin.start)]
    own = [fact for fact in near if fact.origin.start >= (ends[-1] if ends else 0) and not fact.figure.is_hedged]
    if len(own) < 2 or not _TAKEN_OFF.search(text, max(own[-2].origin.end, own[-1].origin.start - _CLAUSE), own[-1].origin.start):
        return None
    first, last = max(own[:-1], key=lambda fact: fact.figure.value), own[-1]
    return (first, last) if _GIVEN.search(_clause(first, text)) and first.figure.value > max(last.figure.value, told.figure.value) else None


def _of_sides(told: Fact, before: Sequence[Fact], text: str) -> tuple[Fact, Fact] | None:
    """The first income and the first spending of its own part of the sentence, else of the paragraph; their totals, where they have some.

    本年收入95亿元，其中…。本年支出88亿元，其中…。本年收支结余|7亿元
    """
    alike = [fact for fact in before if fact.figure.unit.base == told.figure.unit.base and not fact.concept.startswith("change.")]
    own = max(text.rfind(mark, 0, told.origin.start) for mark in "。；;\n")
    for part in ([fact for fact in alike if fact.origin.start > own], alike):
        sides = [[fact for fact in part if side in _clause(fact, text)] for side in ("收入", "支出")]
        income, spending = (next((fact for fact in side if _TOTALLED.search(_clause(fact, text))), next(iter(side), None)) for side in sides)
        if income is not None and spending is not None and income is not spending:
            return income, spending
    return None


def _clause(fact: Fact, text: str) -> str:
    return _MARKS.split(text[max(0, fact.origin.start - _CLAUSE) : fact.origin.start])[-1]


def _makes(told: Fact, pair: tuple[Fact, Fact]) -> bool:
    one, other = pair
    apart = one.figure.range - other.figure.range
    return apart.meets(told.figure.range) or (-apart).meets(told.figure.range)


def _made(told: Fact, near: Sequence[Fact]) -> bool:
    """Whether any two or three numbers before a difference make it."""
    if any(_makes(told, (one, other)) for one, other in combinations(near, 2)):
        return True
    return any(
        (one.figure.range + two.figure.range - three.figure.range).meets(told.figure.range) for one, two, three in permutations(near[-6:], 3)
    ) or any((one.figure.range - two.figure.range - three.figure.range).meets(told.figure.range) for one, two, three in permutations(near[-6:], 3))


def _finding(told: Fact, one: Fact, other: Fact) -> Finding:
    unit = told.figure.unit
    exact = abs(one.figure.value - other.figure.value)
    shown = words.in_unit(exact, unit)
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"差额印作{told.figure.text}，{one.figure.text}与{other.figure.text}相差{shown}",
        "核对三个数，改正写错的一个；差额另有构成的，写明",
        (told.origin, one.origin, other.origin),
        expected=shown,
        stated=told.figure.text,
        difference=words.in_unit(abs(exact - told.figure.value), unit, Decimal("0.0001")),
        facts=(told, one, other),
        working=(
            f"{words.plain(one)} - {words.plain(other)} = {words.in_unit(one.figure.value - other.figure.value, unit)}，印作{told.figure.text}",
        ),
    )
