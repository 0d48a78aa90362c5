"""Growth, shares and rates of completion: what a number says of the figures beside it."""

from __future__ import annotations

import re
from dataclasses import replace

from jiheng.core.facts.context import Basis, Context
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedChange, StatedRatio
from jiheng.core.facts.taxonomy import LabelHit
from jiheng.core.figures.units import unit_for
from jiheng.core.reading.extract import compared, contexts, cues, details, operated, shares
from jiheng.core.reading.extract.clauses import clause_start
from jiheng.core.reading.extract.naming import Named, item_of
from jiheng.core.reading.extract.walk import REACH, Lead, Walk

_EXECUTION = "spend.execution_rate"
_DEVIATION = "budget.deviation_rate"
_PLANS = (Basis.OPENING, Basis.BUDGET)
_NO_VERSUS = re.compile(
    r"(?:[比较]|相比|[与同](?=上|去|前|年初|预算|计划(?!生育)|(?:19|20)\d\d))[^，。；]*"
)  # 预算|较上年决算增加: the basis is what stands before
_AMONG = re.compile(r"\s*其中")
_ALL = re.compile("整体|总体|总支出|部门(?!预算)|全部")
_COMPLETES = re.compile(r"(?:完成|为|占|达到?|是)[^，。；]{0,12}$")
_COMPLETES_GOAL = re.compile(r"(?:完成|为|占|达到?)[^，。；]{0,10}(?:预算|计划|目标|任务)数?\s?$")
_ADJUSTS = re.compile(r"调|追加|压减|核减|调整")
_APPROVED = re.compile(r"(?:完成|为|占|达到?)[^，。；,;\d]{0,26}(?:预算|计划|目标|任务)数?(?:的|为)?\s?$")  # 为县人大批准的全年预算
_DETAILS = re.compile(r"由于|其中|主要[是为]?|包括|分别")
_SURE = "1"
_POINTS, _PERCENT, _NEAR = ("个百分点", "百分点"), ("%", "％"), 3
_IMPROVED = ("提升", "提高", "扩大")
_BESIDE = 12  # characters between the name of a rate and its number
_COMPARED_REACH = 120
_DONE_BEHIND = re.compile(r"\s?[（(]\s?(?:完成|为|占|达)")
_IN_BRACKET = re.compile(r"\s*[（(]\s*")
_ONLY_GREW = re.compile(rf"[，,]\s?(?:同比|[比较]上年(?:同期)?)?(?:净|共|绝对额)?(?:{cues.UP_WORDS}|{cues.DOWN_WORDS})(?:了|额|为|约|\s)*")
_REACHES = re.compile(r"[，,]\s?(?:已|累计|总量|总额|总数|目前)?(?:达到?|增加?到|增至|升至|提高到|降到|降至|减少?到|减至|为)了?\s?")
_TWO, _THREE = 2, 3
_BRACKET_ENDS = ("）", ")")
_SPENT_ON = re.compile("(?<!费)(?<!使)用[于作以]")
_JOINS = ("和", "与", "及", "、")
_NO_SUBJECTS = ("budget.", "change.", "share")
# 因公出国 is a name, no reason; 主要是A减少… says what A did.
_REASON = re.compile("因(?!公)|由于|原因|随着|通过")
_FLATLY = r"[比较与同][^，。；]{0,20}?(?:无(?:增减)?变[化动]|持平|没有变化|无增减|相同|一致)[，,；]\s?"
# Behind the name of what changed: 支出决算比预算无增减变化，比去年增加.
_CHANGES_BY = re.compile(
    rf"[”\"]?(?:支出|收入|决算|预算|执行|经费|费用|数|额|总额|合计|为|均|同比|环比|\s|[，,](?=[比较与同]))*(?:{_FLATLY})*(?:受[^，。；\d]{{2,20}}影响[，,]?\s?)?"
    rf"(?:(?:(?:相[比较对]|[比较与同])[^，。；]{{0,24}}?(?:相比|相较|比较|对比)?[，,]?\s?)?(?:共|略有?|同比|环比|分别)*[（(]?(?:{cues.UP_WORDS}|{cues.DOWN_WORDS})[)）]?(?:了|额|幅度|率|比例|金额|数)*(?:约|近|为|达|共|\s)*)"
)


def ratio(walk: Walk, lead: Lead) -> bool:
    """State a rate by its role: growth, rate of execution, share. False when it is a plain rate with a name of its own."""
    change = None if operated.is_reviewed(walk, lead) else cues.CHANGE_RATE_LABEL.search(lead.words) or cues.CHANGE.search(lead.words)
    if change and not cues.REACHED.search(lead.words):
        if lead.figure.unit.key in _POINTS and _points(walk, lead, change["word"]):
            return True
        _turn_to_own_subject(walk, lead)
        _growth(walk, lead, change["word"])
        return True
    if _is_bracketed_growth(walk, lead):
        _growth(walk, lead, "增减")
        return True
    between = walk.text[max(walk.last_end, lead.start - REACH) : lead.start]
    if walk.previous is not None and _completes(walk, walk.previous, between):
        part = shares.present(walk, walk.last if walk.last is not walk.previous else compared.earlier_than(walk, walk.previous))
        if part is not None and walk.at(part) < walk.sentence:
            part = shares.named_before(walk, walk.previous)  # 甲80万元，其中乙5万元。甲占全部支出100万元的|80%
        _rate_of(walk, lead, part, walk.previous, between)
        return True
    own = [hit for hit in walk.hits(lead.begin, lead.start) if hit.concept.kind == "ratio" and hit.end > lead.start - _BESIDE]
    if own and own[-1].concept.id.startswith(_EXECUTION):
        _execution(walk, lead, own[-1])
        return True
    if own and own[-1].concept.id == "share":
        told = cues.SHARE.search(lead.words)
        shares.state_share(walk, lead, told["what"].removesuffix("比") if told else "")  # 甲75万元，占比为75%; 占总收入比重为75%
        return True
    if own:
        return own[-1].concept.id == _DEVIATION and _deviation(walk, lead, own[-1])
    share = cues.SHARE.search(lead.words)
    planned = share and (cues.BUDGETED.search(share["what"]) or (cues.PLANNED.search(share["what"]) and _is_money(walk.last)))
    if share and not planned:
        shares.state_share(walk, lead, share["what"])
        return True
    completion = cues.COMPLETION.search(lead.words)
    if completion:
        base = walk.last or walk.before
        is_budget = _is_budget_of(base, completion["what"])
        _rate_of(walk, lead, None if is_budget else base, base if is_budget else None, completion["what"])
        return True
    return False


def _is_money(fact: Fact | None) -> bool:
    return fact is not None and fact.figure.unit.is_money


def _points(walk: Walk, lead: Lead, word: str) -> bool:
    """State by how many points a rate moved that its sentence prints: 占比4.26%，比上年的4.10%增加|0.16个百分点."""
    rates = [
        fact for fact in walk.recent()[:_NEAR]
        if walk.at(fact) >= walk.sentence and fact.figure.unit.key in _PERCENT and not fact.concept.startswith("change.")
    ]  # fmt: skip
    if not rates or walk.previous is not rates[0]:
        return False
    former = len(rates) > 1 and compared.is_compared_with(walk, rates[0])
    now = rates[1] if former else rates[0]
    told = Named("change.amount", now.label + "增减点数", item=now.context.item, of=now.concept, trust=str(now.trust))
    fact = walk.fact(lead, told, now.context)
    walk.out.changes.append(StatedChange(now, rates[0] if former else None, fact, None, cues.direction_of(word), "上年", fact.origin))
    return True


def multiple(walk: Walk, lead: Lead) -> bool:
    """State by how many times something grew (增长1.9倍), which is a rate. False for what is only so many times as much."""
    change = cues.CHANGE.search(lead.words)
    if lead.figure.unit.key != "倍" or not change or cues.REACHED.search(lead.words):
        return False
    _turn_to_own_subject(walk, lead)
    _growth(walk, lead, change["word"])
    return True


def amount(walk: Walk, lead: Lead, name_of: Named) -> bool:
    """State an amount of change or of adjustment. False when the words speak of neither.

    `name_of` is what the number's own words name, which an adjustment is of.
    """
    change = cues.CHANGE.search(lead.words)
    if not change or cues.REACHED.search(lead.words) or lead.figure.unit.dimension == "score" or operated.is_reviewed(walk, lead):
        return False
    direction = cues.direction_of(change["word"])
    sentence = walk.text[max(walk.sentence_from(lead.start), lead.start - _COMPARED_REACH) : lead.start]
    versus = bool(cues.VERSUS.search(sentence)) or "同比" in sentence or "环比" in sentence
    if not versus and lead.figure.unit.is_money and _ADJUSTS.search(lead.words):
        # The printed value is kept unsigned; its direction matters only to the sum it belongs to.
        fact = walk.fact(lead, name_of, contexts.context(walk, lead, Basis.ADJUSTMENT, name_of))
        so_far = walk.text[max(walk.sentence, lead.start - _COMPARED_REACH) : lead.start]
        if not walk.adjusted or not _DETAILS.search(so_far):  # 调增31万元，主要由于：甲调增18万元，…: these make the 31
            walk.adjusted[fact.id] = direction
        return True
    if not versus and change["word"] in _IMPROVED:
        return False  # 用于质量提升|2.8万元: what the money was spent on
    if not versus and not lead.figure.unit.is_money and lead.figure.unit.key not in ("万", "亿"):
        return False
    _turn_to_own_subject(walk, lead)
    named = _changed(walk)
    told = Named("change.amount", named.label + "增减额", item=named.item, of=named.concept, trust=named.trust)
    fact = walk.fact(lead, told, _changed_context(walk, lead.start))
    _note(walk, fact, direction, rate=False)
    stated = walk.out.changes[-1]
    if stated.amount is fact and stated.before is None and (plan := compared.plan_of(walk, change["word"], stated.against, stated.now)) is not None:
        walk.out.changes[-1] = replace(stated, before=plan, against="预算")
    return True


def missing_percent(walk: Walk, lead: Lead) -> Lead | None:
    """The same number read as a percentage where 增长 and an amount of change stand before it: its sign was forgotten."""
    percent = unit_for("%")
    after_amount = walk.previous is not None and walk.previous.concept == "change.amount"
    if lead.figure.unit.key or not after_amount or percent is None or not cues.CHANGE.search(lead.words):
        return None
    if walk.hits(lead.begin, lead.start):
        return None  # 增加385万元，主要是基本支出增加|62.8: of another thing, be it in 万元
    text = lead.mention.text
    return replace(lead, mention=replace(lead.mention, repair=f"“{text}”缺百分号，按{text}%读取"), figure=replace(lead.figure, unit=percent))


def _growth(walk: Walk, lead: Lead, word: str) -> None:
    named = _changed(walk)
    behind_amount = walk.previous is not None and walk.previous.concept == "change.amount"
    direction = 0 if word in ("变动", "增减") or (behind_amount and cues.EITHER.search(lead.words)) else cues.direction_of(word)
    told = Named("change.rate", named.label + "增长率", item=named.item, of=named.concept, trust=named.trust)
    fact = walk.fact(lead, told, _changed_context(walk, lead.start))
    _note(walk, fact, direction, rate=True)


def _deviation(walk: Walk, lead: Lead, hit: LabelHit) -> bool:
    """State by how much what was spent departs from its plan, where the sentence gives both: 预算数40万元，决算数44万元，预决算差异率|10%.

    Printed without a sign it tells the size alone.
    """
    plain = [
        fact for fact in walk.recent() if walk.at(fact) >= walk.sentence and fact.figure.unit.is_money and not fact.concept.startswith("change.")
    ]
    if len(plain) < _TWO:
        return False
    done, plan = sorted(plain[:_TWO], key=lambda fact: fact.context.basis in _PLANS)
    alike = (done.concept, done.context.item) == (plan.concept, plan.context.item)
    if not alike or done.context.basis is not Basis.OUTTURN or plan.context.basis not in _PLANS:
        return False
    named = Named(hit.concept.id, hit.concept.label, item=done.context.item, of=done.concept)
    fact = walk.fact(lead, named, done.context._replace(basis=None))
    signed = lead.figure.value < 0 or done.figure.value >= plan.figure.value
    walk.out.changes.append(StatedChange(done, plan, None, fact, 1 if signed else -1, "预算", fact.origin))
    return True


def _is_bracketed_growth(walk: Walk, lead: Lead) -> bool:
    """Whether a rate stands alone in the brackets behind an amount of change: 较上年减少1.5万元（42.86%）."""
    amount = walk.previous
    if amount is None or amount.concept != "change.amount" or lead.figure.value < 0:
        return False
    alone = _IN_BRACKET.fullmatch(walk.text, walk.at(amount, end=True), lead.start)
    return bool(alone) and walk.text[lead.mention.end : lead.mention.end + 1] in _BRACKET_ENDS


def _execution(walk: Walk, lead: Lead, hit: LabelHit) -> None:
    """A rate of execution that is named as such, of the figure before it or of what its own name says."""
    kind = hit.concept.id.removeprefix(_EXECUTION).lstrip(".")
    named = [other for other in walk.hits(lead.begin, hit.start) if other.concept.kind == "money"]
    of = named[-1].concept.id if named else f"spend.{kind}" if kind in ("basic", "project") else ""
    if not of and _ALL.search(walk.text[lead.clause : hit.end]):
        of = "spend.total"
    part = walk.last
    if part is None and not of:
        part = walk.lists.listed(walk.before)  # 执行数475万元，其中A、B。执行率…: of all
    if part is None or (of and part.concept != of):
        found = [fact for fact in walk.recent() if fact.concept == of and fact.figure.unit.is_money] if of else []
        part = found[0] if found else None if of else walk.before
    part = _outturn_of(walk, part)
    label = hit.concept.label if kind else (named[-1].concept.label if named else "") + hit.concept.label
    sure = str(part.trust) if part is not None and not of else _SURE  # a rate of a figure whose name is a guess is a guess itself
    own = Named(hit.concept.id, label, of=of or (part.concept if part else ""), item=part.context.item if part else "", trust=sure)
    context = part.context._replace(basis=Basis.OUTTURN) if part else contexts.context(walk, lead, Basis.OUTTURN, own)
    fact = walk.fact(lead, own, context)
    words = walk.text[lead.begin : lead.start]
    pair = operated.tie(walk, lead, fact) if part is None or not named else None
    if pair is not None:
        walk.out.ratios.append(StatedRatio(fact, pair.done, pair.planned, words, fact.origin, bound=True))
        return
    is_budget = _is_budget_of(part, words)
    walk.out.ratios.append(StatedRatio(fact, None if is_budget else part, part if is_budget else None, words, fact.origin))


def _outturn_of(walk: Walk, part: Fact | None) -> Fact | None:
    """What was spent instead of the plan printed behind it in one sentence: 支出100万元，年初预算90万元，预算完成率|111%."""
    if part is None or part.context.basis not in _PLANS or _DONE_BEHIND.match(walk.text, walk.at(part, end=True)):
        return part  # 收入60万元（完成年初预算数|99%）: that is what was done
    same = (
        fact for fact in walk.recent()
        if (fact.concept, fact.context.item) == (part.concept, part.context.item) and fact.context.basis is Basis.OUTTURN
        and walk.sentence <= walk.at(fact) < walk.at(part) and fact.context.period == part.context.period
    )  # fmt: skip
    return next(same, part)


def _is_budget_of(fact: Fact | None, words: str) -> bool:
    """Whether a figure is the budget that a rate is of, while what was spent is told elsewhere: 年初预算80万元，完成年初预算的|90%."""
    return _is_money(fact) and fact is not None and fact.context.basis is Basis.OPENING and "预算" in words


def _rate_of(walk: Walk, lead: Lead, part: Fact | None, whole: Fact | None, words: str) -> None:
    of = part or whole
    named = shares.derived(_EXECUTION, of, "预算完成率" if of is None or of.figure.unit.is_money else "完成率")
    context = of.context._replace(basis=Basis.OUTTURN) if of else contexts.context(walk, lead, Basis.OUTTURN, named)
    fact = walk.fact(lead, named, context)
    walk.out.ratios.append(StatedRatio(fact, part, whole, words, fact.origin))


def _completes(walk: Walk, fact: Fact, behind: str) -> bool:
    """Whether a figure is what something completes, by the words before it and behind it: 完成预算5.2万元|的98%; 为目标5.2万元|98%."""
    start = walk.at(fact)
    of_it = cues.OF_BEFORE.match(behind) is not None
    says = _COMPLETES if of_it else _COMPLETES_GOAL if not behind.strip() else None
    if says is None or not (
        says.search(walk.text[max(0, start - 14) : start]) or (of_it and _APPROVED.search(walk.text[max(0, start - 34) : start]))
    ):
        return False
    done = walk.last if walk.last is not fact else None  # 植树90亩，完成计划60亩|的150%
    return fact.figure.unit.is_money or (done is not None and done.figure.unit.base == fact.figure.unit.base and walk.at(done) >= walk.sentence)


def _turn_to_own_subject(walk: Walk, lead: Lead) -> None:
    """Remember what the clause says has changed; it holds until a figure of its own is stated."""
    if (noun := compared.own_count(walk, lead)) is not None:
        counted = compared.counted_as(walk, noun)
        walk.last, walk.changing = counted or walk.last, None if counted is not None else Named("", noun, trust="0.4")
        return
    own = _own_subject(walk, lead)
    if own is None:
        part = details.accounting(walk, lead)
        if part is not None or (walk.changing is not None and walk.changing.trust != _SURE and cues.VERSUS.search(lead.words)):
            walk.changing = part
        return
    base = walk.last or compared.told_before(walk)
    # 一般公共预算财政拨款支出50万元，与上年相比，一般公共预算财政拨款增加…: still of what was spent.
    alike = (base.concept, base.concept if "收入" in lead.words else base.concept.replace("spend.", "income.", 1)) if base is not None else ()
    same = base is not None and own.concept in alike and own.item in ("", base.context.item)
    by_side = walk.last is None and compared.side_before(walk) is not None  # 收入 alone, of 本年收入合计 as of any other name
    walk.changing = None if same or by_side else own


def _own_subject(walk: Walk, lead: Lead) -> Named | None:
    """What a change is of where its own clause says so: 公务用车运行维护费|比预算无变化，比上年增加…, and no figure of it stands there."""
    begin = max(walk.last_end, lead.begin)
    for hit in reversed(walk.hits(begin, lead.start)):
        if hit.concept.kind != "money" or hit.concept.id.startswith(_NO_SUBJECTS):
            continue
        if not _CHANGES_BY.fullmatch(walk.text, hit.end, lead.start):
            continue
        named = begin + len(walk.text[begin : hit.start].rstrip())  # a blank behind the comma is no clause
        before = walk.text[clause_start(walk.text, begin, named) : named]
        if _REASON.search(before) or cues.VERSUS.search(before) or _SPENT_ON.search(before):
            return None
        return Named(hit.concept.id, hit.concept.label, item="" if before.endswith(_JOINS) else item_of(before, walk.setting.subject))
    return None


def _changed(walk: Walk) -> Named:
    """What a change is a change of: what its own clause names, the last plain figure, the sentence's or the heading's topic."""
    if walk.changing is not None:
        return walk.changing
    base = compared.now_and_before(walk)[0]
    if base is not None and (walk.last is not None or walk.topic is None):
        trust = "0.6" if compared.is_doubtful(walk) else "1"
        return Named(base.concept, base.label, item=base.context.item, of=base.of, trust=trust)
    if walk.topic is not None and walk.topic is not walk.subject:
        return walk.topic
    above = walk.topic or walk.heading
    return replace(above, trust="0.6") if above is not None else Named()


def _changed_context(walk: Walk, start: int) -> Context:
    base = compared.now_and_before(walk)[0]
    beside = (_told_change(walk) or walk.last or walk.before) if walk.changing is not None else None
    if base is None and beside is not None:
        return beside.context._replace(item="")
    if base is not None:
        return base.context
    said = cues.basis_in(_NO_VERSUS.sub("", walk.text[walk.sentence_from(start) : start]))
    told = walk.out.changes[-1].amount if walk.out.changes and _AMONG.match(walk.text, walk.sentence_from(start)) else None
    above = told.context.basis if told is not None else None  # the parts of a change are on its basis
    basis = said if said in (*_PLANS, Basis.OUTTURN) else above or walk.setting.money_basis
    return Context(walk.setting.subject, walk.setting.period, basis, _said_scope(walk, start))


def _said_scope(walk: Walk, start: int) -> str:
    """The funds that a sentence without a figure of its own speaks of, else those of the headings above."""
    said = contexts.scopes_in(walk.text, walk.sentence_from(start), start)
    return said[-1] if said else walk.heading.scope if walk.heading is not None else ""


def _told_change(walk: Walk) -> Fact | None:
    """The last change that the sentence told, whose year a part of it shares."""
    told = walk.out.changes[-1] if walk.out.changes else None
    fact = (told.amount or told.rate) if told is not None else None
    return fact if fact is not None and walk.at(fact) >= walk.sentence else None


def _says_how_much(walk: Walk, earlier: StatedChange, fact: Fact, direction: int) -> bool:
    """Whether an amount of change says in its own words no more than by how much a thing grew whose rate stands right before it."""
    if earlier.amount is not None or earlier.rate is None or earlier.direction != direction or len(walk.out.facts) < _TWO:
        return False
    own = (fact.of, fact.context) == (earlier.rate.of, earlier.rate.context)
    return own and walk.out.facts[-2] is earlier.rate and bool(_ONLY_GREW.fullmatch(walk.text, walk.at(earlier.rate, end=True), walk.at(fact)))


def _reached(walk: Walk, earlier: StatedChange) -> Fact | None:
    """What a thing came to by the amount of change told right before it, where a rate follows: 规模增加5万元，达到25万元，增长|25%."""
    if earlier.amount is None or earlier.rate is not None or len(walk.out.facts) < _THREE or walk.out.facts[-_THREE] is not earlier.amount:
        return None
    now = walk.out.facts[-_TWO]
    joined = _REACHES.fullmatch(walk.text, walk.at(earlier.amount, end=True), walk.at(now))
    return now if joined and now.figure.unit.dimension == earlier.amount.figure.unit.dimension else None


def _note(walk: Walk, fact: Fact, direction: int, *, rate: bool) -> None:
    """Join a rate to the amount of change right before it, or begin a new statement of change."""
    earlier = walk.out.changes[-1] if walk.out.changes else None
    beside = earlier is not None and len(walk.out.facts) > 1 and walk.out.facts[-2] is earlier.amount
    turned = (
        rate
        and earlier is not None
        and beside
        and earlier.amount is not None
        and compared.turns_to_another(walk, earlier.amount, fact, earlier.against)
    )
    if rate and earlier is not None and earlier.rate is None and beside and direction in (0, earlier.direction) and not turned:
        walk.out.changes[-1] = replace(earlier, rate=fact)
        return
    if rate and earlier is not None and (reached := _reached(walk, earlier)) is not None and direction in (0, earlier.direction):
        walk.out.changes[-1] = replace(earlier, now=reached, rate=fact)  # 增加5万元，达到25万元，增长25%
        return
    if not rate and earlier is not None and _says_how_much(walk, earlier, fact, direction):
        walk.out.changes[-1] = replace(earlier, amount=fact)  # 同比增长3.2%，增收52万元
        return
    start = walk.at(fact)
    sentence = walk.text[max(walk.sentence, start - _COMPARED_REACH) : start]
    versus = [match["what"] for match in cues.VERSUS.finditer(sentence)]
    against = versus[-1].strip() if versus else "上年"
    now, before = compared.now_and_before(walk)
    if before is not None and compared.turns_to_another(walk, before, fact):
        before = None  # 比报告数90万元增加2万元，比上年决算数下降|4%
    before = before or compared.bracketed_base(walk, now, fact) or compared.told_base(walk, against, now)
    walk.out.changes.append(StatedChange(now, before, None if rate else fact, fact if rate else None, direction, against, fact.origin))
