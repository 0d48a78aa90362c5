"""Facts and claimed relations out of running text, one paragraph at a time."""

from __future__ import annotations

import re
from functools import lru_cache

from jiheng.core.documents.block import Block
from jiheng.core.documents.lone import lone
from jiheng.core.facts.context import Basis
from jiheng.core.facts.statements import StatedRatio, StatedSum
from jiheng.core.figures.mention import Mention, MentionKind
from jiheng.core.figures.units import Unit, unit_for
from jiheng.core.reading.extract import changes, compared, contexts, counted, cues, operated, respective, scored, shares
from jiheng.core.reading.extract.clauses import clause_start
from jiheng.core.reading.extract.enumeration import enumerated
from jiheng.core.reading.extract.leftover import left_over, taken_off, worked_out
from jiheng.core.reading.extract.lists import Frame, sums
from jiheng.core.reading.extract.movements import adjusted, depreciated, left_of_assets, rolled_forward
from jiheng.core.reading.extract.naming import Named, Surroundings, name
from jiheng.core.reading.extract.opened import open_list
from jiheng.core.reading.extract.placed import NOWHERE, placed
from jiheng.core.reading.extract.respective import JOINED, run_of_values, unit_of_neighbour, unit_of_run
from jiheng.core.reading.extract.setting import Setting
from jiheng.core.reading.extract.totalled import totalled, totalled_alike
from jiheng.core.reading.extract.walk import REACH, Lead, Run, Stated, Walk
from jiheng.core.reading.extract.wholly import wholly
from jiheng.core.record import changed

_SCORE_LABEL = re.compile(r"(?:得分|评分|分值|总分|满分)[为是：:]?\s*$")
_SCORE_WORDS = re.compile(r"(?:得分|评分|分值|总分|得|自评分|打分|赋分|权重|为|是|：|:)\s*$")
# A list that says of what a total consists (包括, 分为) is complete; of other figures it may name only some parts.
_BESIDES = re.compile(
    r"(?:^|[，,；;。])\s*(?:另有|另外有?|此外还?有?|除此之外|再?加上(?!述)|加(?=上级|上年|上解|调入|地方|债务)|再?减(?:去|(?=全年|本年|当年|上解|财政|支出)))(?![一二三四五六七八九十个])[^，,；;。]*$"
)
_CONTAINS = re.compile(r"[，,](?:其中)?(?:内|包)?含(?![税量有：:])")  # B占40%，含C: C is of B, no part beside it
_CLOSES = re.compile(r"[）)]")
_OPEN, _CLOSED = ("（", "("), ("）", ")")
_PLANS = (Basis.OPENING, Basis.BUDGET)
_COMPLETED = re.compile(r"(?:完成|占|为)(?:了)?[^，。；]{0,24}(?:预算|计划|目标|任务)(?:数|总额|金额)?\s*$")
_PROGRESS = re.compile(r"目前|截[至止]|已经?(?:拨付|支付|支出|到位|使用|完成|报账)|尚未|剩余|未(?:拨付|支付|支出|使用)")
_GOES_ON = re.compile(r"等|\s*[；;，,、]\s*$")  # parts left unnamed, or on the next line
_YEARS_TOLD = re.compile(r"(?:(?:19|20)\d\d年?度?\s*[、，和与及至]\s*)+(?:19|20)\d\d年度?")
_YEAR_NUMBER = re.compile(r"(?:19|20)\d\d")
_ADDED = re.compile(r"(?:(?P<up>追加|调增)|调减|核减|压减)(?:预算|资金|经费|额|数)*(?:为|了|共|[:：]|\s)*$")
_COUNTING = ("个", "项", "类")
_COUNT_REACH = 30  # characters between "共4个" and the first of the four
_KEPT, _MOST_KEPT = 2000, 4096  # characters of a paragraph that is kept as read, and how many are
_MOST_NAMES = 20  # names of one "分别为"


def read_paragraph(block: Block, setting: Setting, heading: Named | None, unit: Unit | None = None) -> Stated:
    """Everything that a paragraph states; `heading` is what the headings above it are about, `unit` that of bare numbers."""
    read = _read if len(block.text) <= _KEPT else _read.__wrapped__
    return placed(read(block.text, changed(setting, document=NOWHERE), heading, unit), block, setting.document)


def forget_words() -> None:
    """Keep no paragraph that was read before."""
    _read.cache_clear()


@lru_cache(maxsize=_MOST_KEPT)
def _read(text: str, setting: Setting, heading: Named | None, unit: Unit | None) -> Stated:
    """What words by themselves state. A report is read again after every change, and nearly all of its words are the same."""
    walk = Walk(lone(text), setting, heading, unit)
    for index, mention in enumerate(walk.mentions):
        figure = mention.figure
        if mention.kind is not MentionKind.QUANTITY or figure is None:
            walk.set_aside(mention, mention.kind.value)
            continue
        if walk.enters_sentence(mention.start):
            _close_sentence(walk)
            walk.enter_sentence(mention.start)
        _state(walk, walk.lead(mention, figure), index)
        if not _in_brackets_alone(walk, mention):
            walk.last_end = mention.end
    _close_sentence(walk)
    frames = walk.lists.finish()
    order = {id(fact): index for index, fact in enumerate(walk.out.facts)}
    for frame in frames:
        last = walk.at(frame.parts[-1], end=True)
        frame.complete = (frame.complete or frame.is_all_year or _counted(walk, frame, order[id(frame.parts[0])])) and not _GOES_ON.match(
            walk.text, last
        )
    spans = {id(frame): walk.span(walk.at(frame.whole), walk.at(frame.parts[-1], end=True)) for frame in frames}
    walk.out.sums.extend(sums(frames, spans))
    return walk.out


def _in_brackets_alone(walk: Walk, mention: Mention) -> bool:
    """Whether a number without unit stands alone in brackets, as the code in 一般公共服务（201）支出: the words go on round it."""
    figure = mention.figure
    bare = figure is not None and not figure.unit.key
    return bare and walk.text[max(0, mention.start - 1) : mention.start] in _OPEN and walk.text[mention.end : mention.end + 1] in _CLOSED


def _state(walk: Walk, lead: Lead, index: int) -> None:
    """State one number by its role."""
    _leave_bracket(walk, lead.start)
    if not lead.figure.unit.key and walk.unit is not None and not _SCORE_LABEL.search(lead.words):
        lead = changed(lead, figure=changed(lead.figure, unit=walk.unit))
    if (
        not lead.figure.unit.key
        and (unit := compared.unit_of_change(walk, lead) or compared.unit_of_next(walk, lead) or unit_of_run(walk, lead, index)) is not None
    ):
        lead = changed(lead, figure=changed(lead.figure, unit=unit))
    if (whole := unit_of_neighbour(walk, lead, index)) is not None:
        lead = changed(lead, figure=changed(lead.figure, unit=whole))
    if not lead.figure.unit.key and not _bare_number_counts(walk, lead):
        walk.set_aside(lead.mention, "没有单位")
        return
    lead = changes.missing_percent(walk, lead) or lead
    if respective.change(walk, lead, index) or respective.share(walk, lead, index) or respective.completion(walk, lead, index):
        return
    if lead.figure.unit.is_ratio:
        if not changes.ratio(walk, lead):
            _plain(walk, lead, index)
        return
    if changes.multiple(walk, lead):
        return
    if cues.CHANGE.search(lead.words) and changes.amount(walk, lead, _name_of(walk, lead, index)):
        return
    _plain(walk, lead, index)


def _bare_number_counts(walk: Walk, lead: Lead) -> bool:
    """Whether a number without a unit is a figure: behind a label or a word of score, or printed with decimals."""
    if lead.mention.sign or _SCORE_WORDS.search(lead.words) or any(hit.end >= lead.start - 2 for hit in walk.hits(lead.begin, lead.start)):
        return True
    return lead.figure.step < 1 or "," in lead.mention.text


def _plain(walk: Walk, lead: Lead, index: int) -> None:
    """State a figure of its own."""
    open_list(walk, lead)
    shared = _each(walk, lead) if run_of_values(walk.mentions, index, walk.text) == 1 else []
    for other in shared[:-1]:
        walk.fact(lead, other, contexts.context(walk, lead, contexts.basis(walk, lead, other), other))
    named = shared[-1] if shared else _name_of(walk, lead, index)
    fact = walk.fact(lead, named, contexts.context(walk, lead, contexts.basis(walk, lead, named), named))
    if fact.context.basis is Basis.ADJUSTMENT and (added := _ADDED.search(lead.words)) is not None:
        walk.adjusted[fact.id] = 1 if added["up"] else -1
    if not lead.figure.unit.is_ratio:
        totalled(walk, fact, lead)
        wholly(walk, fact, lead, walk.last or (walk.before if walk.before is not None and walk.at(walk.before) >= walk.sentence else None))
        walk.lists.progress(stated=bool(_PROGRESS.search(lead.words)))
        if _BESIDES.search(walk.text[max(walk.sentence, lead.start - REACH) : lead.start]):
            walk.lists.close_all()
        walk.lists.leave_items(walk.text, lead.start, walk.at)
        divides = walk.last is not None and shares.is_divisor(walk, lead)
        if divides:
            walk.divisors.add(fact.id)
        elif not _contained(walk, lead.start) and not _divides_part(walk, lead):
            walk.lists.add(fact)
        _enter_bracket(walk, lead.start)
        if not divides and (walk.last is None or not _COMPLETED.search(lead.words)):
            walk.last = walk.before = fact  # 决算为62万元，完成预算85万元的73%，比上年增加…: the sentence stays with the 62
        elif not divides and fact.context.basis in _PLANS:
            walk.divisors.add(fact.id)
        walk.changing = None
    else:
        counted.tie(walk, lead, fact)
        scored.tie(walk, lead, fact)
        if (pair := operated.tie(walk, lead, fact)) is not None:
            walk.out.ratios.append(StatedRatio(fact, pair.done, pair.planned, lead.words, fact.origin, bound=pair.sure))


def _divides_part(walk: Walk, lead: Lead) -> bool:
    """Whether people are counted in a bracket right behind a part of the list that is being told: 在职20人（事业编制|18人、聘用2人），退休5人."""
    frame = walk.lists.frames[-1] if walk.lists.frames else None
    if frame is None or not frame.parts or frame.bracket or not lead.figure.unit.is_people:
        return False
    end = walk.at(frame.parts[-1], end=True)
    return walk.text[end : end + 1] in _OPEN and not any(mark in walk.text[end : lead.start] for mark in _CLOSED)


def _contained(walk: Walk, start: int) -> bool:
    """Whether 含 stands between this figure and an earlier one of the same clause."""
    said = re.split("[；;。]", walk.text[max(walk.sentence, start - REACH) : start])[-1]
    found = _CONTAINS.search(said)
    return found is not None and walk.last_end > start - len(said)


def _enter_bracket(walk: Walk, start: int) -> None:
    """Keep the figure before a bracket that this number stands in: behind the bracket the sentence goes on about it."""
    opened = max(walk.text.rfind("（", walk.sentence, start), walk.text.rfind("(", walk.sentence, start))
    closed = max(walk.text.rfind("）", walk.sentence, start), walk.text.rfind(")", walk.sentence, start))
    last = walk.last
    if last is None and walk.text[walk.sentence : opened + 1].strip() in _OPEN:
        last = walk.before  # 支出90万元。（其中甲60万元，乙30万元），较上年增长5%
    if opened > closed and last is not None and walk.at(last, end=True) <= opened:
        walk.outer = last


def _leave_bracket(walk: Walk, start: int) -> None:
    """Behind a closed bracket, what was said before it is what the sentence is about again."""
    if walk.outer is not None and _CLOSES.search(walk.text, walk.last_end, start):
        walk.last, walk.outer = walk.outer, None


def _name_of(walk: Walk, lead: Lead, index: int) -> Named:
    """What the number is of, by the words round it."""
    answered = _respectively(walk, lead, index)
    if answered is not None:
        return answered
    unit = lead.figure.unit
    if (same := compared.plan_beside(walk, lead)) is not None:
        return same
    whole = walk.lists.current()
    if whole is not None and whole.figure.unit.base != unit.base:
        whole = None
    begin = walk.sentence_from(lead.start)
    around = walk.hits(begin, lead.mention.end + _COUNT_REACH)
    listed = bool(cues.LIST_HEAD.match(walk.text[walk.sentence : walk.sentence + _COUNT_REACH]))
    about_all = walk.setting.of_all and (walk.heading is None or walk.heading.concept in ("", "spend.total", "spend.current"))
    given = Surroundings(
        walk.text,
        begin,
        walk.last_end,
        around,
        None if _left_topic(walk, lead) else walk.topic,
        walk.heading,
        walk.last,
        whole,
        listed,
        walk.setting.of_project,
        about_all,
        walk.setting.subject,
        compared.only_thing(walk, lead) if walk.last is None and walk.topic is None and unit.is_money else None,
    )
    if unit.key in ("万", "亿", "千万", "百万"):
        unit = unit_for(unit.key + "元") or unit
    return name(lead.mention, unit, given, walk.taxonomy)


def _left_topic(walk: Walk, lead: Lead) -> bool:
    """Whether a figure behind a semicolon turned to another thing than the sentence began with: 项目支出中，…；基本支出预算7万元，决算|8万元."""
    part, last = walk.text.rfind("；", walk.sentence_from(lead.start), lead.start), walk.last
    if part < 0 or last is None or walk.topic is None or walk.topic.item or walk.at(last) < part:
        return False
    return bool(last.concept) and last.concept != walk.topic.concept and last.figure.unit.base == lead.figure.unit.base and last.trust == 1


def _respectively(walk: Walk, lead: Lead, index: int) -> Named | None:
    """The names of "A、B和C分别为x、y和z" in their order."""
    between = walk.text[lead.begin : lead.start]
    mark = cues.RESPECTIVELY.search(between) or cues.EACH.search(between)
    count = run_of_values(walk.mentions, index, walk.text) if mark else 0
    if mark and (count > 1 or cues.RESPECTIVELY.search(between)):
        words = between[clause_start(between, 0, len(between)) : mark.start()]
        walk.pending = enumerated(words, count, lead.figure.unit, walk.taxonomy) if count > 1 else []
        walk.pending = _of_years(words, count, lead.figure.unit, walk) or walk.pending
        walk.run = Run(list(walk.pending)) if walk.pending else None
    elif not JOINED.fullmatch(between):
        walk.pending = []
    return walk.pending.pop(0) if walk.pending else None


def _of_years(words: str, count: int, unit: Unit, walk: Walk) -> list[Named]:
    """One thing told for several years: 2022年、2023年支出|分别为560万元、588万元."""
    told = _YEARS_TOLD.search(words)
    years = [int(year) for year in _YEAR_NUMBER.findall(told[0])] if told is not None else []
    own = enumerated(words[told.end() :], 1, unit, walk.taxonomy) if told is not None and len(years) == count else []
    return [changed(own[0], year=year) for year in years] if own else []


def _each(walk: Walk, lead: Lead) -> list[Named]:
    """All the names of "A、B、C各x", or none when the words do not share one number out."""
    if not cues.EACH.search(lead.words):
        return []
    words = cues.EACH.sub("", lead.words)
    count = len(re.split("[、和与及]", words))
    return enumerated(words, count, lead.figure.unit, walk.taxonomy) if count > 1 else []


def _counted(walk: Walk, frame: Frame, index: int) -> bool:
    """Whether the words tell how many parts there are, and as many are listed."""
    first = walk.at(frame.parts[0])
    for fact in reversed(walk.out.facts[max(0, index - _MOST_NAMES) : index]):
        counts = fact.figure.unit.key in _COUNTING and first - walk.at(fact, end=True) <= _COUNT_REACH
        if counts and fact.figure.value == len(frame.parts) > 1:
            return True
    return False


def _close_sentence(walk: Walk) -> None:
    """What the figures of one sentence say together."""
    facts = walk.out.facts[walk.since :]
    walk.since = len(walk.out.facts)
    moves, walk.adjusted = walk.adjusted, {}
    totalled_alike(walk, facts)
    for found in (
        adjusted(facts, moves),
        rolled_forward(facts),
        depreciated(facts),
        left_of_assets(facts),
        left_over(walk, facts),
        worked_out(walk, facts),
        taken_off(walk, facts),
    ):
        if found is not None:
            places = [walk.at(fact) for fact in (found.whole, *found.parts)]
            origin = walk.span(min(places), max(walk.at(fact, end=True) for fact in (found.whole, *found.parts)))
            walk.out.sums.append(StatedSum(found.whole, found.parts, found.signs, True, origin, found.why))
