"""On which basis, of which year and within which funding scope a number of running text is stated."""

from __future__ import annotations

import re

from jiheng.core.facts.context import Basis, Context
from jiheng.core.facts.fact import Fact
from jiheng.core.period import Period
from jiheng.core.reading.extract import cues
from jiheng.core.reading.extract.naming import Named
from jiheng.core.reading.extract.walk import REACH, Lead, Walk

_SCOPES = re.compile(
    r"一般公共预算财政拨款|政府性基金预算财政拨款|国有资本经营预算财政拨款|一般公共预算|政府性基金|国有资本经营|社会保险基金|财政拨款"
    r"|公共财政预算(?!财政拨款|拨款)"
)
_AS_CALLED = {"公共财政预算": "一般公共预算"}  # its name until 2014
_MULTI_YEAR = re.compile(r"(?P<n>[两三四五六七八九十])年(?:来|间|以来)|本届|(?:十三五|十四五)期间")
_YEARS_ON = re.compile(r"(?P<first>(?:19|20)\d\d)\s?年?度?\s?(?:[—–－~～-]{1,2}|至|到)\s?(?P<last>(?:19|20)\d\d)\s?年")  # 2019-2021年
# Behind a project's money: 项目资金共603万元|，…已完成拨付603万元.
_GOES_OUT = re.compile(r"[，,；;][^。；]{0,24}?(?:已|完成|累计|实际)(?:经|全部|完成)?(?:拨付|支付|支出|使用|到位)")
_BRACKET, _CLOSE = re.compile("[（(]"), re.compile("[）)]")
_CIRCLED = re.compile(r"\s*[①-⑳]")  # 2016年支出90万元。①甲50万元。②乙|40万元
_YEARS = {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_MONTHS = re.compile(
    r"(?<!\d)(?P<first>\d{1,2})\s?月?\s?[—–－~～至到-]{1,2}\s?(?P<last>\d{1,2})\s?月份?(?!\s?\d)|"
    r"截[至止]到?(?:(?:19|20)\d\d年)?(?P<until>\d{1,2})月(?:末|底|份)|(?P<words>[上下]半年|前三个?季度|第?[一二三四]季度)"
)
_NAMED_MONTHS = {
    "上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9), "前三个季度": (1, 9),
    "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12),
}  # fmt: skip
_WHOLE_YEAR = re.compile("全年|年末|年底|年终|年度")
_THIS_YEAR = re.compile("[本今当]年")
_OF_THE_YEAR = (Basis.OPENING, Basis.BUDGET, Basis.ADJUSTMENT, Basis.TARGET)
_PLANNED = (Basis.OPENING, Basis.BUDGET)
_COMPLETED = re.compile(r"(?:完成|为|占)[^，。；]{0,24}预算[^，。；]{0,16}?\d[\d.]*\s?[%％]")  # how much of a plan was done: no figure of the plan
_CHANGED_TO = re.compile(r"\s*(?:调整|调增|调减)[为到至]\s*\d")
_SPENT_OF_IT = re.compile(r"(?<=元)[，,；;]\s?(?:共|已|总)?(?:支出|开支|支付|花费)(?:了|为)?\s*$")
_SPENT = re.compile(r"支出(?:为|是|了|[:：]|\s)*$")
# Of these 实际完成 tells the outturn; what has an 实际 of its own is an indicator.
_BUDGETED = ("income.", "spend.", "outputs.economy.", "procurement.", "three.")
_OF_A_FUND = ("income.", "spend.", "carry.")
_FLOWS, _FLOWS_ON = ("income.", "spend."), ("spend.total", "spend.current", "carry.closing")
_OPENING, _FLOWS_IN = "carry.opening", ("income.total", "income.current", *_FLOWS_ON)
_ITEM_HEAD = re.compile(r"[^，,。；;：:\n]{4,40}[：:。]")  # （二）政府性基金预算收支情况：
_SHARED = re.compile(r"占[^，。；]*$")  # 占本年支出合计80万元|的…: of all money
_CARRIED_OF = re.compile(r"[^，。；,;\d]{0,8}(?:结[余转]|赤字|缺口)")  # 2017年结余收入3万元，减全年支出|9万元: the year is only of what was left
# 区人大一次会议审议通过,…收入|50万元; 县人大常委会第三次会议审查批准调整全县…收入为|60万元
_APPROVED = re.compile(r"(?:人大|人代会|人民代表大会|常委会)[^。；\d]{0,30}?(?:通过|批准)(?P<what>[^。；]*)$")
_NO_PLAN = re.compile("完成|实际|执行|决算|支出情况|实现")
_HEAD = 6  # characters of a list number
_TERM = 5  # years of a term of office


def context(walk: Walk, lead: Lead, basis: Basis | None, named: Named) -> Context:
    """The whole context of a number."""
    scope = named.scope or _scope(walk, lead, named)
    period = _period(walk, lead, named)
    if basis not in _OF_THE_YEAR and (months := _months(walk, lead) or _months_of_whole(walk, period)):
        period = period._replace(months=months)
    return Context(walk.setting.subject, period, basis, scope, named.item)


def basis(walk: Walk, lead: Lead, named: Named) -> Basis | None:
    """The basis that the words at a number name, else the one of its list, its sentence, or the document's own."""
    unit = lead.figure.unit
    if unit.dimension == "score":
        return None
    found = cues.basis_in(walk.text[lead.clause : lead.start])
    if unit.is_ratio:
        return Basis.OUTTURN if named.concept.endswith("execution_rate") else (found if found is Basis.TARGET else None)
    if not unit.is_money and unit.key not in ("万", "亿"):
        planned = Basis.TARGET if walk.heading is not None and walk.heading.plan else None
        return found if found in (Basis.TARGET, Basis.ACTUAL) else planned
    if named.concept.startswith(("staff.", "assets.", "targets.")):
        return found if named.concept.startswith("targets.") else None
    if named.concept == "budget.arrived":
        return Basis.ACTUAL
    if named.concept.startswith("building."):
        return found if found in (Basis.OUTTURN, Basis.TARGET) else None
    if found is None and _CHANGED_TO.match(walk.text, lead.mention.end):
        return Basis.OPENING  # 由175万元|调整为203万元
    whole = walk.lists.current()
    if found is None and named.concept.startswith("spend.project") and _GOES_OUT.match(walk.text, lead.mention.end):
        return Basis.OPENING
    if found is None and whole is not None:
        return whole.context.basis
    if found is None:
        found = cues.basis_in(walk.text[lead.begin : lead.clause])
    if found is None and walk.last is not None and not named.own:
        found = walk.last.context.basis
        if found in _PLANNED and _SPENT_OF_IT.search(walk.text, walk.at(walk.last, end=True), lead.start):
            found = Basis.OUTTURN  # 培训费预算8万元，支出|6.4万元
    if found is None and walk.last is not None:
        found = cues.basis_in(_COMPLETED.sub("", walk.text[walk.sentence_from(lead.start) : lead.begin]))
        if found in _PLANNED and _SPENT.search(lead.words) and _has_spent(walk):
            found = Basis.OUTTURN  # 甲支出2万元，预算为3万元；乙|支出1万元，预算为…
    if found is Basis.ACTUAL and named.concept.startswith(_BUDGETED):
        return Basis.OUTTURN
    if found is None:
        found = _approved(walk, lead)
    return found or (Basis.BUDGET if walk.heading is not None and walk.heading.budget else walk.setting.money_basis)


def _approved(walk: Walk, lead: Lead) -> Basis | None:
    """A budget where the sentence says that the people's congress passed what it tells."""
    passed = _APPROVED.search(walk.text[walk.sentence_from(lead.start) : lead.start])
    if passed is None or _NO_PLAN.search(passed["what"]):
        return None
    return Basis.BUDGET if passed["what"].startswith(("调整", "变更", "的调整")) else Basis.OPENING


def _has_spent(walk: Walk) -> bool:
    """Whether the sentence has stated money spent."""
    return any(fact.context.basis is Basis.OUTTURN and fact.figure.unit.is_money for fact in walk.recent() if walk.at(fact) >= walk.sentence)


def _period(walk: Walk, lead: Lead, named: Named) -> Period:
    """The year named last before the number, unless it is only compared with; 上年 counts from the report's year."""
    if named.year is not None:
        return Period(named.year)  # 2022年、2023年支出分别为…
    year = (walk.heading.year if walk.heading is not None else None) or walk.setting.period.year
    begin = walk.sentence_from(lead.start)
    runs = list(_YEARS_ON.finditer(walk.text, begin, lead.start))
    if runs and not walk.dates(runs[-1].end(), lead.start):
        first, last = int(runs[-1]["first"]), int(runs[-1]["last"])
        return Period(last, years=max(1, last - first + 1))
    for date in reversed(walk.dates(begin, lead.start)):
        if _shut_away(walk, date.end, lead.start):
            continue  # （含2023年转列项目5个），年初批复…: the year in brackets is only theirs
        if date.end < lead.clause and _CARRIED_OF.match(walk.text, date.end, lead.clause):
            continue
        # 比2021年的100万元: the number is that year's own; 与2021年相比，…: it only is compared with.
        if year is not None and cues.LAST_YEAR.search(walk.text, max(lead.clause, date.end), lead.start):
            return Period((date.year or year) - 1)
        if date.start >= lead.clause or not cues.BEFORE_COMPARED.search(walk.text[max(begin, date.start - 4) : date.start]):
            return Period(date.year)
    if year is not None and cues.LAST_YEAR.search(walk.text, lead.clause, lead.start):
        return Period(year - 1)
    many = list(_MULTI_YEAR.finditer(walk.text, max(0, lead.start - 2 * REACH), lead.start))
    if many and year is not None:
        return Period(year, years=_YEARS.get(many[-1]["n"] or "", _TERM))
    whole = walk.lists.current()
    if whole is not None and year is not None and whole.context.period == Period(year + 1):
        return whole.context.period  # the next year's budget in a report of this year: 2024年预算71万元。其中，甲|19万元
    if whole is not None and year is not None and whole.context.period == Period(year - 1) and walk.at(whole) >= walk.sentence:
        # 上年度支出24万元，其中甲15万元、乙|9万元
        return Period(year) if _THIS_YEAR.search(walk.text, walk.at(whole, end=True), lead.start) else whole.context.period
    if year is not None and _CIRCLED.match(walk.text, begin):
        told = (fact for fact in walk.recent() if "\n" not in walk.text[walk.at(fact) : begin])
        return next((fact.context.period for fact in told if fact.context.period == Period(year + 1)), Period(year))
    return Period(year)


def _months(walk: Walk, lead: Lead) -> tuple[int, int] | None:
    """The months that the sentence named last before the number, unless it has come to the whole year since."""
    begin = walk.sentence_from(lead.start)
    found = list(_MONTHS.finditer(walk.text, begin, lead.start))
    if not found or _WHOLE_YEAR.search(walk.text, found[-1].end(), lead.start):
        return None
    parts = found[-1]
    if parts["first"]:
        months = int(parts["first"]), int(parts["last"])
    elif parts["until"]:
        months = 1, int(parts["until"])
    else:
        months = _NAMED_MONTHS[parts["words"].removeprefix("第")]
    return months if 1 <= months[0] <= months[1] <= 12 and months != (1, 12) else None


def _months_of_whole(walk: Walk, period: Period) -> tuple[int, int] | None:
    """The months of the whole that is being divided, of the same year: 1至5月支出90万元。其中，民生支出|70万元."""
    whole = walk.lists.current()
    own = whole.context.period if whole is not None else None
    return own.months if own is not None and own._replace(months=None) == period else None


def _shut_away(walk: Walk, end: int, start: int) -> bool:
    """Whether something before a number stands in brackets that have closed since."""
    closing = _CLOSE.search(walk.text, end, start)
    opening = _BRACKET.search(walk.text, end, start)
    return closing is not None and (opening is None or closing.start() < opening.start())


def scopes_in(text: str, start: int = 0, end: int | None = None) -> list[str]:
    """The funding scopes that words name, in their order, as they are called today."""
    return [_AS_CALLED.get(found[0], found[0]) for found in _SCOPES.finditer(text, start, len(text) if end is None else end)]


def _scope(walk: Walk, lead: Lead, named: Named) -> str:
    found = scopes_in(walk.text, lead.begin, lead.start)
    if found:
        return found[-1]
    whole = walk.lists.current() or _numbered_whole(walk, named)
    if whole is not None:
        return whole.context.scope
    return _fund_told(walk, lead, named) or (walk.heading.scope if walk.heading is not None else "")


def _numbered_whole(walk: Walk, named: Named) -> Fact | None:
    """The whole of a list whose next numbered part begins a sentence: 基本支出9万元，其中：（一）人员经费7万元。（二）公用经费|2万元."""
    frames = walk.lists.frames
    if not frames or not frames[-1].parts or not cues.LIST_HEAD.match(walk.text[walk.sentence : walk.sentence + _HEAD]):
        return None
    whole = frames[-1].whole
    inside = named.concept and whole.concept and walk.taxonomy.is_within(named.concept, whole.concept)
    return whole if inside and frames[-1].parts[-1].context.scope == whole.context.scope else None


def _fund_told(walk: Walk, lead: Lead, named: Named) -> str:
    """The fund that an item opens with, or whose income its sentence has just told: 政府性基金预算收入30万元，本年支出|28万元."""
    if not walk.names_fund or not named.concept.startswith(_OF_A_FUND) or _SHARED.search(lead.words):
        return ""
    item = _ITEM_HEAD.match(walk.text)
    head = item.end() if item is not None and item.end() <= walk.first else 0
    begin = max(head, walk.sentence_from(lead.start), walk.text.rfind("；", walk.sentence, lead.start))
    told = scopes_in(walk.text, begin, lead.start)
    heads = scopes_in(walk.text, 0, head)
    if len(heads) == 1 and set(told) <= set(heads):
        return heads[0]
    if head and not told:
        return ""
    last = walk.last.concept if walk.last is not None else ""
    flows = (last.startswith(_FLOWS) and named.concept in _FLOWS_ON) or (last == _OPENING and named.concept in _FLOWS_IN)
    return told[0] if len(told) == 1 and flows and walk.last is not None and walk.last.context.scope == told[0] else ""
