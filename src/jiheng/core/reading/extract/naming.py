"""Which thing a number is of: the words round it → a concept, a label, an item.

The unit decides first (money never names a head-count), then nearness: the label at the number, in its clause, in the
words since the last number, then what the sentence, the list or the heading is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from jiheng.core.facts.concept import Concept
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.taxonomy import LabelHit, Taxonomy
from jiheng.core.figures.mention import Mention
from jiheng.core.figures.units import Unit
from jiheng.core.reading.extract import clauses, cues, government
from jiheng.core.reading.extract.clauses import EMPTY, PLAIN, clause_start, phrase
from jiheng.core.record import record

_DIVIDED = re.compile(r"中(?![央心期小型学专等标介]|医(?!疗))[\u4e00-\u9fff]{3}")  # 基本支出中业务支出|5万元: of a part of it
_KINDS = {
    "money": ("money",), "ratio": ("ratio",), "score": ("score",), "people": ("people", "count"),
    "person_times": ("person_times", "count"), "area": ("area",), "multiple": ("ratio", "number"),
    "rate": ("money", "number"), "time": ("count", "number", "time"), "length": ("count", "number", "length"),
}  # fmt: skip
_COUNT_KINDS = ("count", "number")
_MEASURES = ("length", "area", "weight", "volume", "energy")
# What is counted, never measured: 360立方米 in 某村委会 is no number of villages.
_COUNTED = ("outputs.villages.", "outputs.schools.", "outputs.enterprises.", "organisation.", "staff.", "assistance.", "three.count.")
_BARE_KINDS = ("score", "count", "people", "number", "money", "ratio", "area", "person_times")
_TRAIL = re.compile(r"\s?(?:的)?(?P<name>[\u4e00-\u9fffA-Za-z“”《》（）()]{1,16})")
_LABEL_LENGTH = 24
_TAIL_LENGTH = 14
_BODY = re.compile(".(?:[省市县区镇乡局委厅办院校馆站所队会]|街道|中心|学校|医院|机关|办公室)$")
# Short words that a table's cell may consist of, but that name nothing at the end of a longer noun.
_EVERYDAY = frozenset((
    "支出", "收入", "资金", "经费", "费用", "合计", "总计", "总额", "人员", "预算", "决算", "会议",
    "培训", "活动", "项目", "费用支出", "资金总额", "支出合计", "收入合计",
))  # fmt: skip
_ENDINGS = {
    "人": ("人次", "人数", "人次数"),
    "次": ("次数",),
    "个": ("数", "个数", "团组数"),
    "件": ("数", "件数"),
    "辆": ("数", "保有量"),
    "场": ("场次", "次数"),
}
_PROJECT = re.compile(r"项目(?:总?预算|安排|批复|计划|投入|资金|总?经费|支出|总?投资)*$")
_BASIS_TAIL = re.compile(r"(?:年初|全年|调整后?)?(?:预算|决算|执行)(?:数|支出|金额)?$")
_OF_KIND = re.compile("(?:方面|领域|类|建设)的?[\u4e00-\u9fff]{1,4}$")  # 经济建设方面提案|62件
_TOGETHER = {"收入合计": "income.total", "支出合计": "spend.total"}
_ADDS = re.compile("(?<![增追附参])加(?:上|(?=上级|上解|上年|调入|债务))")
_AND = re.compile(r"[、，,和与及以\s]{1,3}")
_MEASURED = re.compile(r"(?:费用|费|支出|批次|人次数?|次数|团组数|人数|数)$")
_OWN = re.compile(r"^(?:(?:本|我|全|该|其)(?:部门|单位|机关|委|局|办|院|校|县|市|区|乡|镇)|部门|单位|机关|本级)(?:年度|度)?")
_NO_PROJECT = re.compile(r"(?:项目|专项|资金|经费|后|前|的)+")
_USED = re.compile("使用|支出|支付|花费|列支|用去|报账|拨付")
_GUESS = Decimal("0.6")
_RECEIVED = ("income.", "budget.arrived")
_BASIS_CONCEPTS = ("budget.cut", "budget.supplement", "budget.adjusted", "budget.adjustment")
_SIDE = re.compile("(收入|支出)(?:数|额|金额|总额|合计|总计|决算)*$")
_OWN_INCOME = re.compile("(?:部门|政府|街道|中心|[局部办委会院校乡镇县区队站所室厅处联])收入预算数?$")  # of the body that a budget is of
_SIDES = {("both.total", "收入"): "income.total", ("both.total", "支出"): "spend.total"}


@record
class Named:
    """What a number is of. `own` tells that the words at the number say so themselves, not a heading or a list."""

    concept: str = ""
    label: str = ""
    item: str = ""
    of: str = ""
    own: bool = False
    trust: str = "1"
    scope: str = ""
    year: int | None = None  # a heading's own year
    plan: bool = False  # a heading of intentions
    budget: bool = False  # a heading of the budget, beside another one of its execution


@dataclass(slots=True)
class Surroundings:
    """The words a number stands in: the text, where its sentence begins, where the last number ended, what hits there are."""

    text: str
    sentence: int
    last_end: int
    hits: list[LabelHit] = field(default_factory=list)
    topic: Named | None = None  # what the sentence is about
    heading: Named | None = None  # what the heading is about
    last: Fact | None = None  # the last plain figure of this sentence
    whole: Fact | None = None  # the figure of which this one is listed as a part
    listed: bool = False  # the sentence is an item of a list
    of_project: bool = False  # the report is of one project
    about_all: bool = False  # the report is of a whole department, and no heading narrows it
    subject: str = ""  # the reporting body, whose name names no item
    only: Fact | None = None  # the first figure of the one thing that all earlier sentences of the paragraph tell of


def fits(unit: Unit, concept: Concept) -> bool:
    """Whether a number with this unit can be of this concept."""
    if (unit.key == "个" and concept.id.startswith("staff.quota")) or (unit.is_people and concept.id.startswith("three.count")):
        return True
    if unit.dimension == "number":
        return concept.kind in (_BARE_KINDS if not unit.key else ("money", "count", "people", "person_times", "number"))
    if (unit.dimension == "time" and concept.kind == "count") or (unit.key == "份" and concept.id.startswith("proposals.")):
        return False
    if unit.dimension in _MEASURES and concept.id.startswith(_COUNTED):
        return False
    return concept.kind in _KINDS.get(unit.dimension, _COUNT_KINDS)


def says_nothing(words: str) -> bool:
    """Whether words only say that money was given or spent, on what basis and when, and leave open of what."""
    return not PLAIN.search(EMPTY.sub("", words))


def _is_basis(concept: Concept, given: Surroundings) -> bool:
    """Whether a label only says on which basis the thing talked about is stated (调减, 追加): it names no thing of its own."""
    return concept.id in _BASIS_CONCEPTS and (given.topic is not None or given.last is not None)


def name(mention: Mention, unit: Unit, given: Surroundings, taxonomy: Taxonomy) -> Named:
    """What the number of `mention` is of."""
    text = given.text
    begin = max(given.sentence, given.last_end)
    clause = clause_start(text, begin, mention.start)
    fitting = [hit for hit in given.hits if fits(unit, hit.concept) and not _is_basis(hit.concept, given)]
    counted = unit.dimension not in ("money", "ratio", "score", "rate") and bool(unit.key)
    behind = _behind(text, mention, fitting) if counted else None
    if unit.is_money and clauses.has_arrived(text, clause, mention):
        return Named("budget.arrived", taxonomy.concept("budget.arrived").label, own=True, trust="0.8")
    if given.last is not None and unit.is_money and clauses.is_compared(text, clause, mention.start) and given.last.figure.unit.is_money:
        return Named(given.last.concept, given.last.label, item=given.last.context.item, of=given.last.of, trust="0.9")
    if unit.is_money and (told := _of_government(text[clause : mention.start], given.whole)) is not None:
        return told
    said = given.last.concept if given.last is not None else given.topic.concept if given.topic is not None else ""
    inside = [hit for hit in fitting if clause <= hit.start and hit.end <= mention.start and not _DIVIDED.match(text, hit.end)]
    in_clause = clauses.telling(text, inside, said, phrase(text[clause : inside[-1].start]) if inside else "")
    words = phrase(text[clause : mention.start])
    if given.topic is not None and given.topic.item and says_nothing(words) and all(hit.label in _EVERYDAY for hit in in_clause):
        in_clause = []  # 一是河道巡查项目，…，实际支出…: of the project
    if behind is not None and (text[mention.end : behind.start] in ("", " ", "的") or not in_clause):
        return Named(behind.concept.id, behind.concept.label, own=True)
    if in_clause and given.whole is not None and unit.is_money and _is_source_of(in_clause[-1].concept, given.whole):
        source = in_clause[-1].concept.label.removesuffix("收入")
        return Named(given.whole.concept, given.whole.label, item=given.whole.context.item, own=True, scope=source)
    if not in_clause and given.last is not None and _AND.fullmatch(text[begin : mention.start]) and given.last.figure.unit.base == unit.base:
        return Named(given.last.concept, given.last.label, item=given.last.context.item, of=given.last.of, trust="0.6")
    unnamed = not in_clause or in_clause[-1].concept.id == "score.total"
    if unnamed and unit.dimension == "score" and given.whole is not None and given.whole.concept == "score.total":
        return Named("score.total", words, item=words, own=True)
    if in_clause and unit.is_money and _names_project(given, in_clause[-1].concept):
        item = phrase(text[clause : mention.start])[-_LABEL_LENGTH:]
        return Named("spend.project", item, item=item, own=True)
    if in_clause and given.of_project and in_clause[-1].concept.id in clauses.HANDED_OUT:
        return Named("spend.project", taxonomy.concept("spend.project").label, own=True, trust="0.9")
    if in_clause:
        told = _function(text[clause : in_clause[-1].start], in_clause[-1], taxonomy) or _added_up(text, given.sentence, in_clause[-1], taxonomy)
        named = told or _from_hit(in_clause[-1], in_clause, given, clause, unit)
        if counted and given.whole is not None and named.concept == given.whole.concept and not named.item:
            named = replace(named, item=words)  # 教职工150人，其中专任教师|138人: some of them
        return named
    generic = says_nothing(words)
    if counted:
        joined = _with_unit_word(words, generic, unit, given, taxonomy)
        compiled = unit.key == "个" and words.endswith("编制") and clauses.names_behind(text, mention.end)  # 共编制15个指标: a verb
        if joined is not None and given.whole is not None and given.whole.concept.startswith("staff.") and not joined.id.startswith("staff."):
            joined = None  # 在职55人，其中财政补助2人: of the staff
        if joined is not None and not compiled:
            of_whole = given.whole is not None and given.whole.concept == joined.id and not generic
            some = words if of_whole or _OF_KIND.search(words) else ""
            return Named(joined.id, some or joined.label, item=some, own=True, trust="0.9")
        if given.whole is None and not compiled and (tail := by_tail(words, unit, taxonomy)) is not None:
            return Named(tail.id, tail.label, own=True, trust="0.7")
        return _count_label(text, mention, words, given, generic)
    earlier = [hit for hit in fitting if begin <= hit.start and hit.end <= clause]
    about_project = given.topic is not None and bool(given.topic.item)
    if generic and earlier and not given.whole and not about_project:
        return _from_hit(earlier[-1], earlier, given, begin, unit, own=False)
    return _inherited(words, generic, given, unit, taxonomy, used=bool(_USED.search(text, clause, mention.start)))


def _of_government(words: str, whole: Fact | None) -> Named | None:
    """What a government's money is of by who collected it, or by its level in the list of a budget's parts."""
    if body := government.collector(words):
        return Named("", body, item=body, own=True, trust="0.8")
    part, own = government.level(words)
    if not part or whole is None or not whole.concept:
        return None
    return Named(whole.concept, part, item=part, own=True, trust="0.8") if own else Named("", part, own=True, trust="0.8")


def by_tail(words: str, unit: Unit, taxonomy: Taxonomy, least: int = 2) -> Concept | None:
    """The concept that the end of a noun names as a whole: 行政事业总编制 → 编制. Short everyday labels count only so."""
    for start in range(max(0, len(words) - _TAIL_LENGTH), len(words) - least + 1):
        if words[start:] in _EVERYDAY:
            continue
        concept = taxonomy.exact(words[start:])
        if concept is not None and fits(unit, concept) and not clauses.is_anothers(concept, words[:start]):
            return concept
    return None


def _function(words: str, hit: LabelHit, taxonomy: Taxonomy) -> Named | None:
    """What 累计支出 is of behind the noun of a kind of spending: 教育|累计支出 is 教育支出, not the whole year's."""
    noun = phrase(words) if hit.concept.id in clauses.ALL_SPENT and hit.label.endswith("支出") else ""
    concept = taxonomy.exact(noun + "支出") if noun else None
    return Named(concept.id, concept.label, own=True) if concept is not None else None


def _added_up(text: str, sentence: int, hit: LabelHit, taxonomy: Taxonomy) -> Named | None:
    """What 收入合计 is behind what was added to the year's income: 收入9万元，加上上年结余2万元，收入合计|11万元 is all that there is."""
    side = _TOGETHER.get(hit.label)
    if side is None or not _ADDS.search(text, sentence, hit.start):
        return None
    return Named(side, taxonomy.concept(side).label, own=True, trust="0.6")


def _is_source_of(concept: Concept, whole: Fact) -> bool:
    """In a list of parts of a spending, 财政拨款 says where its money came from."""
    return concept.id.startswith("income.appropriation") and whole.concept.startswith("spend.")


def _names_project(given: Surroundings, concept: Concept) -> bool:
    """In a list of projects 会议费 is a project's name, not the economic class."""
    listed = given.whole is not None and given.whole.concept.startswith("spend.project")
    return listed and concept.id != "spend.project" and not concept.id.startswith(("spend.basic", "income.", "carry."))


def _from_hit(hit: LabelHit, hits: list[LabelHit], given: Surroundings, begin: int, unit: Unit, *, own: bool = True) -> Named:
    text = given.text
    named = Named(hit.concept.id, hit.concept.label, own=own, trust="0.6" if hit.label in _EVERYDAY else "1")
    if unit.is_ratio and len(hits) > 1 and hits[-2].concept.kind == "money":
        named = replace(named, of=hits[-2].concept.id, label=hits[-2].concept.label + hit.concept.label)
    if hit.concept.id.startswith("carry.") and given.topic is not None and given.topic.item:
        return replace(named, item=given.topic.item)  # what is left over of the project the sentence is about
    if hit.concept.kind == "money":
        item = item_of(text[begin : hit.start], given.subject) or _modifier(text, max(given.sentence, given.last_end), begin)
        return replace(named, item=item)
    return named


def item_of(words: str, subject: str) -> str:
    """The name before a label: 委员培训|项目支出. The reporting body itself and words of basis are no item."""
    before = phrase(words)
    if subject:
        before = before.replace(subject, "")
        before = "" if _BODY.search(before) and before in subject else before  # of 青禾市水务局 its own short name 水务局
    before = _OWN.sub("", before)
    if not before or cues.basis_in(before) or cues.NO_ITEM.fullmatch(before) or says_nothing(before):
        return ""
    return before[-_LABEL_LENGTH:]


def _modifier(text: str, begin: int, clause: int) -> str:
    """A clause that ends with 的 narrows what the next one states: 由中小企业中标的，采购金额…."""
    before = text[begin : max(begin, clause - 1)].rstrip()
    if not before.endswith("的") or text[max(0, clause - 1)] not in "，,":
        return ""
    start = clause_start(text, begin, len(text[:begin]) + len(before))
    return text[start : begin + len(before)].strip("，,；; 的")[-_LABEL_LENGTH:]


def _with_unit_word(words: str, generic: bool, unit: Unit, given: Surroundings, taxonomy: Taxonomy) -> Concept | None:
    """The concept that the noun and its measure word name together: 公务接待 221批次 → 公务接待批次."""
    endings = (unit.key, *_ENDINGS.get(unit.key, ()))
    if words and not generic:
        heads = [words]
    else:
        heads = [named.label for named in (given.last, given.topic, given.heading) if named is not None and named.label]
    for head in heads:
        stem = _MEASURED.sub("", head)
        for ending in endings:
            concept = by_tail(stem + ending, unit, taxonomy, least=len(ending) + 2)
            if concept is not None:
                return concept
    return None


def _behind(text: str, mention: Mention, fitting: list[LabelHit]) -> LabelHit | None:
    """The first label behind a count, before the next mark or number; a bracket at once adds to the count's own: 18个村|（社区）."""
    for hit in fitting if text[mention.end : mention.end + 1] not in ("（", "(") else ():
        if hit.start >= mention.end:
            between = text[mention.end : hit.start]
            if len(between) <= 8 and not re.search(r"[，。；：、,;\d]", between):
                return hit
            return None
    return None


def _count_label(text: str, mention: Mention, words: str, given: Surroundings, generic: bool) -> Named:
    trail = _TRAIL.match(text, mention.end)
    behind = ""
    if trail and not re.match(r"(?:以上|以下|左右|以内|次|[，。；：、])", trail["name"]):
        behind = re.split(r"[，。；：、（(“]", trail["name"])[0]
    if given.whole is not None and _same_family(given.whole):
        own = words or behind
        return Named(given.whole.concept, own or given.whole.label, item=own, of=given.whole.of, trust="0.7")
    label = words if words and not generic else behind
    if not label and given.topic is not None and fits_named(given.topic):
        return Named(given.topic.concept, given.topic.label, item=given.topic.item, of=given.topic.of, trust="0.6")
    return Named("", (label or words)[-_LABEL_LENGTH:], trust="0.5")


def _same_family(whole: Fact) -> bool:
    return whole.concept.startswith(("staff.", "spend.project", "procurement.", "assets."))


def fits_named(named: Named) -> bool:
    """Whether a topic is a known concept."""
    return bool(named.concept)


def _of_money(words: str, given: Surroundings, unit: Unit, taxonomy: Taxonomy) -> Named | None:
    """What an amount that only says it was given or spent is of: the projects or people counted before it, its side of what the heading says."""
    if given.last is not None and given.last.concept == "budget.project_count" and not given.whole:
        return Named("spend.project", taxonomy.concept("spend.project").label, trust="0.9")  # 安排项目4个，共计…
    if (counted := _of_counted(given, unit, taxonomy)) is not None:
        return Named(counted.id, counted.label, trust="0.9")  # 国内公务接待3批次，20人，共计支出…
    side = _SIDE.search(words)
    of_side = _SIDES.get((given.heading.concept, side[1])) if given.heading is not None and side is not None else None
    return Named(of_side, taxonomy.concept(of_side).label, own=True, trust="0.7") if of_side is not None else None  # 收支总体情况: 2017年收入|…


def _inherited(words: str, generic: bool, given: Surroundings, unit: Unit, taxonomy: Taxonomy, *, used: bool) -> Named:
    """What a number is of when its own words name no concept: list, sentence, heading, in that order."""
    if generic and unit.is_money and (named := _of_money(words, given, unit, taxonomy)) is not None:
        return named
    if given.whole is not None and not generic and _same_family(given.whole):
        return Named(given.whole.concept, words[-_LABEL_LENGTH:], item=words[-_LABEL_LENGTH:], own=True, trust="0.8")
    if not generic and unit.is_money and given.listed and given.heading is not None and given.heading.concept.startswith("spend.project"):
        return Named("spend.project", words[-_LABEL_LENGTH:], item=words[-_LABEL_LENGTH:], own=True, trust="0.8")
    if unit.is_money and _OWN_INCOME.search(words):
        return Named("income.total", taxonomy.concept("income.total").label, own=True, trust="0.9")  # 台湾工作部部门收入预算
    if not generic:
        tail = by_tail(words, unit, taxonomy)
        if tail is not None:
            return Named(tail.id, tail.label, own=True, trust="0.7")
        if unit.is_money and given.heading is not None and given.heading.concept == "spend.project" and cues.basis_in(words):
            item = _BASIS_TAIL.sub("", words)[-_LABEL_LENGTH:]
            if not PLAIN.search(_NO_PROJECT.sub("", EMPTY.sub("", item))):  # 调整预算后项目预算: of the projects talked about
                item = given.topic.item if given.topic is not None else ""
                return Named("spend.project", item or taxonomy.concept("spend.project").label, item=item, own=True, trust="0.8")
            return Named("spend.project", item, item=item, own=True, trust="0.7")
        if unit.is_money and _PROJECT.search(words):
            return Named("spend.project", words[-_LABEL_LENGTH:], own=True, trust="0.9" if given.of_project else "0.7")
        return Named("", words[-_LABEL_LENGTH:], own=True, trust="0.5")
    for source, trust in ((given.topic, "0.9"), (given.last, "0.8"), (given.only, "0.8"), (given.heading, "0.7")):
        if source is None or not source.concept:
            continue
        if used and source.concept.startswith(_RECEIVED):
            continue  # 收到财政拨款1045万元，已使用|1012万元: no income
        if not fits(unit, taxonomy.concept(source.concept)):
            continue
        item = source.context.item if isinstance(source, Fact) else source.item
        sure = source is given.heading and _is_of_all(given, words)
        guessed = _guess(source)
        return Named(source.concept, source.label, item=item, of=source.of, trust=guessed or ("0.8" if sure else trust))
    if unit.is_money and given.last is not None and not given.last.concept and given.last.figure.unit.is_money and given.last.label:
        return Named("", given.last.label, item=given.last.context.item, trust="0.5")  # 垃圾清运2016年预算25万元，2015年预算|30万元
    if unit.is_money and "收入" in words:
        return Named("income.total", taxonomy.concept("income.total").label, trust="0.5")
    if unit.is_money and re.search(r"支出|决算|预算|执行", words):
        if given.of_project:
            return Named("spend.project", taxonomy.concept("spend.project").label, trust="0.8")
        return Named("spend.total", taxonomy.concept("spend.total").label, trust="0.8" if _is_of_all(given, words) else "0.5")
    return Named("", words[-_LABEL_LENGTH:], trust="0.4")


def _guess(source: Fact | Named) -> str:
    """The trust of a name that is itself a guess, and so no surer where it is taken over; "" else."""
    return str(source.trust) if isinstance(source, Fact) and source.trust < _GUESS else ""


def _of_counted(given: Surroundings, unit: Unit, taxonomy: Taxonomy) -> Concept | None:
    """What money right behind counts was spent on: the thing counted, by the name that the sentence gives it."""
    last = given.last
    if last is None or last.figure.unit.dimension in ("money", "ratio") or not last.concept:
        return None
    above = taxonomy.concept(last.concept).parent
    if not above or not fits(unit, taxonomy.concept(above)):
        return None
    named = [hit.concept for hit in given.hits if hit.end <= given.last_end and fits(unit, hit.concept) and taxonomy.is_within(hit.concept.id, above)]
    return named[-1] if named else taxonomy.concept(above)


def _is_of_all(given: Surroundings, words: str) -> bool:
    """Whether words that name no concept are of all the department's money: 全年预算数."""
    return given.about_all and bool(re.search("全年|年度|部门|整体|总", words))
