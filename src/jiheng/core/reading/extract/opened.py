"""Where a list of parts begins, and which figure before it is the whole."""

from __future__ import annotations

import re

from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.figure import Figure
from jiheng.core.reading.extract import compared, cues
from jiheng.core.reading.extract.totalled import DERIVED
from jiheng.core.reading.extract.walk import REACH, Lead, Walk

_CLOSES = re.compile(r"[）)]")
_BRACKET = re.compile(r"[（()）]")
_WITHIN = re.compile(r"[\u4e00-\u9fff“”\"]{1,12}中[，,：:]")
_OPENS = re.compile(r"[（(](?:其中|含|包括|包含|内含)[^）)]*$")
_OF_THESE = re.compile(r"[\u4e00-\u9fff]{0,6}中[，,：:]")
_TOTALS = ("both.total", "income.total", "income.current", "spend.total", "spend.current", "income.appropriation", "spend.appropriation")
_EXHAUSTIVE = re.compile("^由$|^按|分别|分为|具体为|具体是|组成|构成|分类|类[型别]")
_MADE_OF = re.compile("由(?=[^，。；]{2,80}(?:组成|构成))")
_MADE_REACH = 90
_NUMBERED_OUT = re.compile(r"其中[:：]\s*(?:1[.、．)）]|[（(][1一][)）]|一是|①)")
_TOTALLED = re.compile(r"(?:合计|共计|总计|总额|共)(?:为|是|达|约)?\s*$")
_TOTALLED_REACH = 8  # characters before a whole in which it is called a total
_BRACKET_BEHIND = re.compile(r"\s?。\s?[（(]\s?其中")
_AT_ONCE = re.compile(r"\s?[（(]")
_WHOLES = 6  # facts among which the whole of a list is looked for


def open_list(walk: Walk, lead: Lead) -> None:
    """其中, 包括 or 基本支出中 between the last plain figure and this one begins a list of parts."""
    if walk.before is None:
        return
    start = max(walk.at(walk.before, end=True), lead.start - REACH)
    between = walk.text[start : lead.start]
    if _CLOSES.search(between):
        walk.lists.close_bracket()
    divisible = lead.figure.unit.is_money or lead.figure.unit.is_people
    among = cues.AMONG.search(between)
    within = _WITHIN.search(between) if not among else None
    mark = among or within or ((cues.INCLUDES.search(between) or _made_of(walk, start, lead.start)) if divisible else cues.BY_KIND.search(between))
    ended = mark is not None and mark is not among and "；" in between[mark.end() :]  # 包括甲、乙等；用于丙|10万元
    shared = mark is not None and mark is not among and "分别" in mark[0] and "；" in between[: mark.start()]  # 甲费3万元；乙费和丙费分别为|1万元
    if mark is not None and (ended or shared or cues.SENTENCE_END.search(between, mark.end())):
        mark = within = None
    bracket = bool(_OPENS.search(between))
    if mark is None and not bracket:
        return
    if mark is not None and walk.previous is not None and walk.previous.figure.unit.is_money and walk.at(walk.previous) > start + mark.end():
        return
    named = walk.hits(start + mark.end(), lead.start) if mark is not None else []
    whole = _whole_for(walk, lead.figure, named[-1].concept.id if named else "", lead.start)
    if _BRACKET_BEHIND.match(between) and walk.before.figure.unit.dimension == lead.figure.unit.dimension:
        whole = walk.before  # 其他收入9万元。（其中：甲|5万元
    if (
        bracket
        and _AT_ONCE.match(between)
        and named
        and named[-1].concept.id == walk.before.concept
        and walk.before.figure.value >= lead.figure.value
    ):
        whole = walk.before  # 年末结余9万元（其中结转下年|5万元
    told = walk.lists.current()
    if mark is not None and told is not None and "；" in between[: mark.start()] and any(whole is part for part in walk.lists.frames[-1].parts):
        whole = told  # 收支总预算X。收入包括A、B；支出包括…: the second list is of X again, not of B
    if within is not None:
        concepts = {hit.concept.id for hit in walk.hits(start + within.start(), start + within.end())}
        of_all = between[within.start()] == "全"  # 盟本级收入3万元，旗级收入27万元。全盟收入中，税收|21万元
        whole = next(
            (
                fact for fact in walk.recent()
                if fact.concept in concepts and fact.figure.unit.is_money and not (of_all and fact.context.item.endswith("级"))
            ),
            None,
        )  # fmt: skip
        if _OF_THESE.match(between) and walk.before.figure.unit.dimension == lead.figure.unit.dimension:
            whole = walk.before  # 立案的140件提案中，已解决|112件
    if whole is not None and not divisible and whole.figure.value < lead.figure.value:
        larger = (fact for fact in walk.recent() if fact.figure.unit.base == whole.figure.unit.base and fact.figure.value > lead.figure.value)
        whole = next(larger, whole)
    if whole is not None:
        whole = _as_spent(walk, lead, whole)
        listed = mark is not None and among is None and within is None
        exhaustive = whole.concept in _TOTALS or (mark is not None and _EXHAUSTIVE.search(mark[0]))
        complete = listed and bool(exhaustive) and not cues.PARTIAL.search(between[: mark.start()] if mark else "")
        complete = complete or _numbered_out(walk, whole, start, lead.start)
        walk.lists.open(whole, complete=complete, bracket=bracket)


def _made_of(walk: Walk, start: int, end: int) -> re.Match[str] | None:
    """由 before the first part of what "由甲60万元和乙40万元组成"."""
    mark = _MADE_OF.search(walk.text[start : end + _MADE_REACH])
    return mark if mark is not None and mark.end() <= end - start else None


def _numbered_out(walk: Walk, whole: Fact, start: int, end: int) -> bool:
    """Whether a total is told part by part in numbers: 项目支出合计x，其中：1.甲…；2.乙…."""
    at = walk.at(whole)
    return bool(_NUMBERED_OUT.search(walk.text, start, end) and _TOTALLED.search(walk.text[max(walk.sentence, at - _TOTALLED_REACH) : at]))


def _whole_for(walk: Walk, figure: Figure, part: str, end: int) -> Fact | None:
    """The figure that this one is a part of: the latest whose concept holds the part's, else the latest of its dimension."""
    latest = across = aside = None
    alike = (fact for fact in walk.recent() if fact.figure.unit.dimension == figure.unit.dimension)
    for index, fact in enumerate(alike):
        if (
            fact.concept in DERIVED
            or fact.context.basis is Basis.ADJUSTMENT
            or fact.id in walk.divisors
            or cues.tells_why(walk.text, walk.at(fact), end)
        ):
            continue
        if fact.context.basis in (Basis.OPENING, Basis.BUDGET) and compared.only_compared(walk, fact):
            continue  # 决算数2万元，比预算数3万元减少1万元，其中：…: the parts are of what was spent
        if compared.is_former(walk, fact):
            continue  # 支出2万元，较上年3万元减少…，其中：…: the parts are of this year's
        if {fact.concept.split(".")[0], part.split(".", maxsplit=1)[0]} == {"income", "spend"}:
            across = across or fact
            continue  # 收入包括…；支出包括…: each list is of its own kind, or of the total of both
        if _is_aside(walk, fact, end):
            aside = aside or fact
            continue  # 收入90万元（奖补收入60万元），比上年增加2万元。其中：拨款|80万元
        if across is not None and fact.concept.startswith("carry."):
            continue  # 上年结转20万元。拨款收入280万元。其中：基本支出|250万元
        latest = latest or fact
        if not part or index >= _WHOLES:
            break
        if fact.concept and fact.concept != part and walk.taxonomy.is_within(part, fact.concept):
            return fact
    if latest is None and across is not None and _stands_alone(walk, across):
        return across  # 拨款收入90万元，较上年增加2万元。其中：基本支出|80万元
    if latest is not None and across is not None and latest.figure.value < figure.value <= across.figure.value:
        return across  # 结余分配0万元。拨款收入90万元。其中：专项业务费收入|80万元
    return latest or aside


def _is_aside(walk: Walk, fact: Fact, end: int) -> bool:
    """Whether a figure stands in a bracket that is over."""
    mark = _BRACKET.search(walk.text, walk.at(fact, end=True), end)
    return mark is not None and mark[0] in "）)"


def _stands_alone(walk: Walk, fact: Fact) -> bool:
    """Whether a figure of money is the only one of its paragraph, but for changes."""
    plain = [other for other in walk.recent() if other.figure.unit.is_money and other.concept not in DERIVED]
    return plain == [fact]


def _as_spent(walk: Walk, lead: Lead, whole: Fact) -> Fact:
    """The outturn instead of the budget beside it, where the first part is spent: 支出2万元，预算为3万元。其中：接待费支出1万元，预算为…."""
    if (
        whole.context.basis not in (Basis.OPENING, Basis.BUDGET)
        or not lead.words.rstrip("为 ").endswith("支出")
        or cues.basis_in(lead.words) is not None
    ):
        return whole
    alike = (fact for fact in walk.recent() if (fact.concept, fact.context.item) == (whole.concept, whole.context.item))
    return next((fact for fact in alike if fact.context.basis is Basis.OUTTURN and fact.context.period == whole.context.period), whole)
