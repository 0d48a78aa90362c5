"""The figure that changed and the one it is compared with."""

from __future__ import annotations

import re
from decimal import Decimal

from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.units import Unit, unit_for
from jiheng.core.reading.extract import cues
from jiheng.core.reading.extract.naming import Named
from jiheng.core.reading.extract.walk import Lead, Walk

_SURE = Decimal("0.8")
_SAVED = ("节约", "节省", "超支", "压减", "超出")
_BUDGET = re.compile(r"(?:年初|全年|调整后?)?预算")
_PLANS = (Basis.OPENING, Basis.BUDGET)
_PARTS_FOLLOW = re.compile(r"\s*(?:其中|分项|具体)")
_BARE_SIDE = re.compile(r"\s*(?:总|预算)?(?P<side>收入|支出)(?:预算|总额|总计|合计)?(?:[比较与同]|相[比较])")
_OF_ALL = re.compile(r"\s*(?:本年度?|全年|总体上?|总额|合计|总计)(?:[比较与同]|相[比较])")
_TURNS_BACK = re.compile(rf"\s*[；;，,]{_BARE_SIDE.pattern}")
_CHANGE_BEHIND = re.compile(rf"\s?[，,]?(?:相比)?(?:{cues.UP_WORDS}|{cues.DOWN_WORDS})(?:了|额|为)?\s?\d[\d,.]{{0,18}}\s?(?P<unit>亿元|万元|元)")
_RATE_BEHIND = re.compile(rf"\s?[，,]\s?(?:同比)?(?:{cues.UP_WORDS}|{cues.DOWN_WORDS})(?:了|率|幅|约|为)*\s?\d[\d.]*\s?[%％]")
_JOINED_AMOUNT = re.compile(
    r"\s?[、和与及]\s?(?:总|[收支出入]{1,2}|[\u4e00-\u9fff]{2}费){1,2}(?:总计|合计|总额|决算|预算|增加|减少|数|为)*\s?\d[\d,]*\.\d+\s?(?P<unit>亿元|万元|元)"
)
_DIVIDED, _UNIT_LESS = re.compile(r"[，,；;]?(?:其中|包括)[：:]?[^。；;，,\d]{2,16}"), re.compile("[，,；;。]")
_OF_MONEY = re.compile("[收支][入出]?|费")
_PLAN_ALONE = re.compile(
    r"\s*[比较](?:于)?(?:(?:19|20)\d\d\s?年度?|本年度?|当年)?(?:的)?(?:年初|全年|调整后?)?预算(?:批复|安排)?(?:数|金额)?(?:的|为)?\s*"
)
_FROM = re.compile(r"[由从][^，。；,;]{0,24}$")
_TO = re.compile(rf"[，,]?(?:{cues.UP_WORDS}|{cues.DOWN_WORDS}|变化)(?:到|至|为)了?\s*")
_TO_REACH = 8
_OPENS = re.compile(r"\s*(?:(?:同比)?[比较]|相[比较]于?|[与同](?=上|去|前|(?:19|20)\d\d))")
_LATEST = 2
_LAST_YEAR_OPENS = re.compile(r"(?:上年|去年|(?:19|20)\d\d年)(?:度|同期|同月|同季)?(?:的)?\s?[（(]$")
# What a clause says has changed, by a bare noun: 受理数增加, 结案同比下降.
_OWN_COUNT = re.compile(
    rf"\s*(?:其中)?(?![比较与同环略均分净共])(?P<noun>[\u4e00-\u9fff]{{2,8}}?)(?:总?[数量])?(?:同比|环比|[比较](?:上年|去年)(?:同期)?)?(?:{cues.UP_WORDS}|{cues.DOWN_WORDS})"
)
_CLAUSE_END = re.compile(f"[{cues.CLAUSE_MARKS}]")
_COUNT_WORDS = re.compile(r"(?:各类|案件|总?[数量]|共|为|约|达到?|\s)+$")
# What figures are compared with, the surest name first: 比上年预算 is of a plan.
_BASES = (
    ("report", re.compile("报告数|快报数?")),
    ("plan", re.compile("预算|计划|目标|任务")),
    ("year", re.compile(r"上年|去年|同期|(?:19|20)\d\d年|决算数")),
)
_WORDS = 32  # characters of 较2024年预算数的 before a figure
# 与 and 同 also join names (文化旅游体育与传媒支出): they compare only with another time or plan. 同比增长29.3%（税收收入|13亿元…: its own.
_FIGURE = re.compile(
    r"(?:(?:(?<!占)比(?!重|例|率)|较|相比)(?!增|减|下降|上升|提高|降低|上涨)|[与同](?=上|去|前|年初|预算|计划(?!生育)|同期|(?:19|20)\d\d))[^，。；、%％]{0,14}$|[比较](?:于)?(?:19|20)\d\d\s?年度?[^，。；、：元%]{0,24}预算(?:数|安排)?\s*$"
)


def earlier_than(walk: Walk, fact: Fact) -> Fact | None:
    """The last figure of the same sort before one."""
    start = walk.at(fact)
    plain = (other for other in walk.recent() if walk.at(other) < start and other.figure.unit.base == fact.figure.unit.base)
    return next((other for other in plain if not other.concept.startswith("change.")), None)


def now_and_before(walk: Walk) -> tuple[Fact | None, Fact | None]:
    """The figure that changed and the one it is compared with: "A，上年为B，增加…" is of A; B alone is no present figure."""
    if walk.changing is not None:
        return stated_before(walk, walk.changing.concept, walk.changing.item) if walk.changing.concept else None, None
    base = _turned_back_to(walk) or walk.last or told_before(walk)
    if base is None:
        return None, None
    if (earlier := _risen_from(walk, base)) is not None:
        return base, earlier
    if base.context.period.year is None:
        return base, None
    year = base.context.period.year + 1
    if year != walk.setting.period.year and not is_compared_with(walk, base):
        return base, None
    for fact in walk.recent():
        alike = fact.concept == base.concept and base.context.item in ("", fact.context.item) and fact.context.basis is base.context.basis
        if alike and fact is not base and fact.context.period.year == year and not only_compared(walk, fact):
            return fact, base
    if is_compared_with(walk, base):
        now = earlier_than(walk, base)
        while now is not None and is_compared_with(walk, now):
            now = earlier_than(walk, now)  # 80万元，比上年75万元增加5万元，比预算78万元|增加2万元
        own = now is not None and (walk.at(now) >= walk.sentence or _goes_on(walk, now, base))
        return (now if own else None), base
    return base, None


def _risen_from(walk: Walk, fact: Fact) -> Fact | None:
    """The figure from which one rose or fell: 由上年的12万元增加到|15万元, 从29人降为|16人."""
    start = walk.at(fact)
    earlier = earlier_than(walk, fact) if _TO.search(walk.text[max(0, start - _TO_REACH) : start]) else None
    if earlier is None or walk.at(earlier) < walk.sentence or earlier.figure.unit.dimension != fact.figure.unit.dimension:
        return None
    joined = _TO.fullmatch(walk.text, walk.at(earlier, end=True), start)
    return earlier if joined and _FROM.search(walk.text[max(walk.sentence, walk.at(earlier) - _WORDS) : walk.at(earlier)]) else None


def _goes_on(walk: Walk, now: Fact, base: Fact) -> bool:
    """Whether a sentence that opens with what is compared goes on about the last figure of the one before: 支出5万元。较上年4万元|增加…."""
    before = walk.text[walk.at(now, end=True) : walk.sentence]
    near = len(before) <= _WORDS and not re.search(r"[。\n].*[。\n]", before.strip(), re.DOTALL)
    opens = bool(_OPENS.match(walk.text, walk.sentence))
    alike = now.concept == base.concept or base.trust < 1 or now.trust < 1
    return near and opens and alike and now.context.period.year != base.context.period.year and now.context.basis is base.context.basis


def turns_to_another(walk: Walk, earlier: Fact, fact: Fact, against: str = "") -> bool:
    """Whether a change is compared with a thing of another kind than the earlier figure is, or was `against`."""
    behind = cues.VERSUS.search(walk.text, walk.at(earlier, end=True), walk.at(fact))
    start = walk.at(earlier)
    was = against or re.split("[，,；;。（(]", walk.text[max(walk.sentence, start - _WORDS) : start])[-1]
    kinds = [next((kind for kind, named in _BASES if named.search(words)), "") for words in (was, behind["what"] if behind is not None else "")]
    return all(kinds) and kinds[0] != kinds[1]


def plan_of(walk: Walk, word: str, against: str, now: Fact | None) -> Fact | None:
    """The plan that a change counts from, right before what was spent: 预算60万元，支出54万元，节约|6万元; 支出54万元，比预算减少|6万元."""
    saved = word in _SAVED and now is not None and not cues.VERSUS.search(walk.text, walk.sentence, walk.at(now))
    if now is None or now.context.basis is not Basis.OUTTURN or not (saved or _BUDGET.match(against)):
        return None
    start = walk.at(now)
    earlier = [
        fact for fact in walk.recent() if walk.sentence <= walk.at(fact) < start and fact.context.basis in _PLANS and fact.figure.unit.is_money
    ]
    alike = [fact for fact in earlier if (fact.concept, fact.context.item) == (now.concept, now.context.item)]
    return alike[0] if len(earlier) == len(alike) == 1 else None


def told_base(walk: Walk, against: str, now: Fact | None) -> Fact | None:
    """The one figure of the paragraph that a change is said to count from: 2025年执行数为46万元，2026年预算50万元，比2025年预算执行数|增长8.7%."""
    basis = cues.basis_in(against)
    if now is None or basis is None or now.context.period.year is None or not now.figure.unit.is_money:
        return None
    named = cues.YEAR.search(against)
    year = int(named[1]) if named else now.context.period.year - bool(cues.LAST_YEAR.search(against))
    if (year, basis) == (now.context.period.year, now.context.basis):
        return None
    same = (now.concept, now.context.item, year, basis)
    told = [
        fact for fact in walk.recent()
        if fact is not now and fact.figure.unit.is_money
        and (fact.concept, fact.context.item, fact.context.period.year, fact.context.basis) == same
    ]  # fmt: skip
    return told[0] if now.concept and len({fact.figure.value for fact in told}) == 1 else None


def bracketed_base(walk: Walk, now: Fact | None, told: Fact) -> Fact | None:
    """Last year's figure in the brackets right behind 上年: 举报95件，同比上年（100件）|下降5%."""
    place = walk.out.facts.index(told, -_LATEST) if told in walk.out.facts[-_LATEST:] else 0
    if now is None or not place:
        return None
    before = walk.out.facts[place - 1]
    start, end = walk.at(before), walk.at(before, end=True)
    in_bracket = _LAST_YEAR_OPENS.search(walk.text[max(walk.sentence, start - _WORDS) : start]) and walk.text[end : end + 1] in ("）", ")")
    return before if in_bracket and before is not now and before.figure.unit.base == now.figure.unit.base else None


def unit_of_change(walk: Walk, lead: Lead) -> Unit | None:
    """The unit that a number of another year or a change lacks, by what stands beside it: 较上年2.08|减少0.03万元."""
    if (walk.last is not None and not walk.last.figure.unit.is_money) or not cues.VERSUS.search(lead.words):
        return None
    if walk.last is not None and cues.CHANGE.search(lead.words) and _RATE_BEHIND.match(walk.text, lead.mention.end):
        return walk.last.figure.unit  # 6.8万元，较上年增加1.2，增长21.4%
    change = _CHANGE_BEHIND.match(walk.text, lead.mention.end)
    return unit_for(change["unit"]) if change else None


def unit_of_next(walk: Walk, lead: Lead) -> Unit | None:
    """The unit that a number with decimals shares with the one joined to it or divided by it.

    收入476.17、支出|460.06万元; 支出90.5万元，其中：人员经费|62.14，主要包括….
    """
    if lead.figure.step >= 1 or not _OF_MONEY.search(lead.words):
        return None
    if joined := _JOINED_AMOUNT.match(walk.text, lead.mention.end):
        return unit_for(joined["unit"])
    whole = walk.last or walk.before
    if whole is None or not whole.figure.unit.is_money or abs(whole.figure.number) < abs(lead.figure.number):
        return None
    divided = _DIVIDED.fullmatch(walk.text, walk.at(whole, end=True), lead.start) and _UNIT_LESS.match(walk.text, lead.mention.end)
    return whole.figure.unit if divided else None


def is_former(walk: Walk, fact: Fact) -> bool:
    """Whether a figure is of the year before, and its sentence states the same thing of its own year first."""
    year, start = fact.context.period.year, walk.at(fact)
    if year is None or start < walk.sentence:
        return False
    earlier = (other for other in walk.recent() if walk.sentence <= walk.at(other) < start and other.concept == fact.concept)
    return any(other.context.period.year == year + 1 and other.context.basis is fact.context.basis for other in earlier)


def only_compared(walk: Walk, fact: Fact) -> bool:
    """Whether a figure of the sentence is but what an earlier one is compared with: its plan, or the year before."""
    return (
        is_compared_with(walk, fact)
        and walk.at(fact) >= walk.sentence
        and (other := earlier_than(walk, fact)) is not None
        and walk.at(other) >= walk.sentence
    )


def plan_beside(walk: Walk, lead: Lead) -> Named | None:
    """What a plan is of that is named by no more than that it is one, and compared with: 购置费决算数5万元，比2022年度年初预算数|6万元."""
    last = walk.last
    if last is None or not last.concept or not last.figure.unit.is_money or not lead.figure.unit.is_money or not _PLAN_ALONE.fullmatch(lead.words):
        return None
    return Named(last.concept, last.label, item=last.context.item, trust=str(last.trust))


def own_count(walk: Walk, lead: Lead) -> str | None:
    """The bare noun by which a clause says what count has changed, where it is not the count right before: 办结90件，…，受理数增加|5件."""
    own, last = _OWN_COUNT.match(lead.words), walk.last or walk.before
    if own is None or last is None or last.figure.unit.is_money or not last.figure.unit.key:
        return None
    noun, start = own["noun"], walk.at(last)
    said = last.label + _CLAUSE_END.split(walk.text[max(0, start - _WORDS) : start])[-1]
    said += _CLAUSE_END.split(walk.text[walk.at(last, end=True) :][:_TO_REACH])[0]
    return None if any(noun[at : at + _LATEST] in said for at in range(len(noun) - 1)) else noun


def counted_as(walk: Walk, noun: str) -> Fact | None:
    """The last count of the paragraph that is called by a noun."""
    concept = walk.taxonomy.exact(noun)
    for fact in walk.recent():
        unit, start = fact.figure.unit, walk.at(fact)
        if unit.is_money or unit.is_ratio or not unit.key or fact.concept.startswith("change."):
            continue
        called = _COUNT_WORDS.sub("", walk.text[max(0, start - _WORDS) : start]).endswith(noun)
        if called or (concept is not None and concept.id == fact.concept):
            return fact
    return None


def told_before(walk: Walk) -> Fact | None:
    """What a sentence without figure goes on about: the side it names, the whole of the list before, or the last figure."""
    return side_before(walk) or listed_whole(walk) or walk.before


def side_before(walk: Walk) -> Fact | None:
    """The whole of the side that a sentence names alone, behind one that closed with the other: 收入总计9万元，支出总计8万元。收入较上年|增加…."""
    side = _BARE_SIDE.match(walk.text, walk.sentence)
    last = walk.before
    if side is None or last is None:
        return None
    own, other = ("income.", "spend.") if side["side"] == "收入" else ("spend.", "income.")
    if not last.concept.startswith(other):
        return None
    of_side = (fact for fact in walk.recent() if fact.concept.startswith(own) and fact.figure.unit.is_money)
    alike = [fact for fact in of_side if (fact.context.period, fact.context.basis) == (last.context.period, last.context.basis)]
    return max(alike, key=lambda fact: fact.figure.value, default=None)


def listed_whole(walk: Walk) -> Fact | None:
    """The whole of the list before, which a sentence without subject goes on about: A，其中B、C。比上年增加…。其中B…."""
    whole = walk.lists.listed(walk.before) if walk.last is None and walk.before is not None else None
    if whole is None:
        return None
    side = _BARE_SIDE.match(walk.text, walk.sentence)
    one_sentence = "。" not in walk.text[walk.at(whole) : walk.at(walk.before)] if walk.before is not None else False
    if side is not None and one_sentence and whole.concept.startswith("income." if side["side"] == "收入" else "spend."):
        return whole  # 支出80万元，其中：甲50万元，乙30万元。支出较上年增加…
    return whole if _OF_ALL.match(walk.text, walk.sentence) or _PARTS_FOLLOW.match(walk.text, walk.sentence_end) else None


def _turned_back_to(walk: Walk) -> Fact | None:
    """The whole of a list that the sentence itself turns back to by its side alone: 支出80万元，其中：甲50万元，乙30万元；支出较上年|增加…."""
    frame = walk.lists.frames[0] if walk.lists.frames and not walk.lists.frames[0].resting else None
    side = _TURNS_BACK.match(walk.text, walk.last_end) if frame is not None and len(frame.parts) > 1 else None
    if frame is None or side is None:
        return None
    return frame.whole if frame.whole.concept.startswith("income." if side["side"] == "收入" else "spend.") else None


def is_doubtful(walk: Walk) -> bool:
    """Whether a sentence without subject, behind a list, may speak of the whole as well as of its last part."""
    behind = walk.changing is None and walk.last is None and walk.before is not None
    return behind and walk.lists.listed(walk.before) is not None and listed_whole(walk) is None


def is_compared_with(walk: Walk, fact: Fact) -> bool:
    """Whether a figure is only compared with: 较2024年的|2190万元."""
    start = walk.at(fact)
    return bool(_FIGURE.search(walk.text[max(0, start - _WORDS) : start]))


def only_thing(walk: Walk, lead: Lead) -> Fact | None:
    """The first figure of the one thing that the sentences before tell of: 会议费2025年预算3万元，…。2024年执行数为|2.5万元."""
    if cues.AMONG.search(walk.text, walk.sentence_from(lead.start), lead.start):
        return None  # 会议费3万元。其中|2万元用于…
    told = [fact for fact in walk.recent() if fact.figure.unit.is_money and not fact.concept.startswith(("change.", "share"))]
    names = {(fact.concept, fact.context.item) for fact in told}
    return told[-1] if len(names) == 1 and told[-1].concept and told[-1].trust >= _SURE else None


def stated_before(walk: Walk, concept: str, item: str = "") -> Fact | None:
    """The last amount of a thing, or of an item of it, that the paragraph states for the report's own year."""
    year = walk.setting.period.year
    told = (fact for fact in walk.recent() if fact.concept == concept and item in ("", fact.context.item))
    return next((fact for fact in told if fact.figure.unit.is_money and fact.context.period.year == year), None)
