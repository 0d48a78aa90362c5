"""Changes of several figures told in their order: "收、支总计分别减少x、y万元，分别下降p%、q%"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice, pairwise

from jiheng.core.facts.context import Basis, Context
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedChange, StatedRatio
from jiheng.core.figures.mention import Mention, MentionKind
from jiheng.core.figures.units import Unit, unit_for
from jiheng.core.reading.extract import compared, contexts, cues
from jiheng.core.reading.extract.clauses import clause_start
from jiheng.core.reading.extract.enumeration import enumerated
from jiheng.core.reading.extract.naming import Named
from jiheng.core.reading.extract.walk import Lead, Run, Walk

JOINED = re.compile(r"\s*(?:[、，,和与及]|以及)\s*(?:占\s*)?")  # 分别占60%和占40%
_CHANGE = re.compile(rf"(?:分别|各自?|依次)(?:同比|相应)?(?P<word>{cues.UP_WORDS}|{cues.DOWN_WORDS})(?:了|额|为|约|\s)*$")
_TURNED = re.compile(rf"\s*(?:[、，,和与及]|以及)\s*(?:(?P<word>{cues.UP_WORDS}|{cues.DOWN_WORDS})了?\s*)?")
_COMPLETED = re.compile(r"(?:分别|各自?|依次)(?:完成|达到?|为|占)了?(?:年初|年度|全年|调整|当年|本年|后|的)*(?:预算|计划|目标|任务)数?的?\s*$")
_SHARES_OUT = re.compile(rf"(?:分别|各自?|依次)(?:为|是|有|占|{cues.UP_WORDS}|{cues.DOWN_WORDS})?(?:了|为|约|\s)*$")
_MOST_NAMES = 20  # names of one "分别为"
_TEN_THOUSAND, _TEN_THOUSAND_YUAN = "万", "万元"
_TOGETHER = 4  # numbers of a list on either side, one of which has its whole unit
_LISTED_ON = re.compile(r"\s?[、，,；;）)]")
_LIST_GOES_ON = re.compile(r"\s?[、；;][^。；;，,、\d]{1,24}")
_LEAST = 2
_EXECUTION = "spend.execution_rate"


def run_of_values(mentions: list[Mention], index: int, text: str, joined: re.Pattern[str] = JOINED) -> int:
    """How many quantities of one sort follow one another from here, parted by nothing but 、 和 and the like."""
    count, end = 1, mentions[index].end
    for mention in mentions[index + 1 : index + _MOST_NAMES]:
        if mention.kind is not MentionKind.QUANTITY or not joined.fullmatch(text[end : mention.start]) or not _alike(mentions[index], mention):
            break
        count, end = count + 1, mention.end
    return count


def _alike(one: Mention, other: Mention) -> bool:
    if one.figure is None or other.figure is None:
        return False
    return not one.figure.unit.key or not other.figure.unit.key or one.figure.unit.dimension == other.figure.unit.dimension


def unit_of_run(walk: Walk, lead: Lead, index: int) -> Unit | None:
    """The unit that numbers told in their order share, printed behind the last of them: 分别为12.5、13.6万元."""
    count = run_of_values(walk.mentions, index, walk.text)
    goes_on = walk.run_end > lead.start
    if count < _LEAST or not (goes_on or _SHARES_OUT.search(walk.text[lead.begin : lead.start])):
        return None
    last = walk.mentions[index + count - 1].figure
    walk.run_end = walk.mentions[index + count - 1].end
    return last.unit if last is not None and last.unit.is_money else None


def unit_of_neighbour(walk: Walk, lead: Lead, index: int) -> Unit | None:
    """万元 for a number in 万 alone that is listed beside amounts in 万元: 建设60万、购买服务64万元."""
    if lead.figure.unit.key != _TEN_THOUSAND or not _LISTED_ON.match(walk.text, lead.mention.end):
        return None
    around = walk.mentions[max(0, index - _TOGETHER) : index + _TOGETHER]
    listed = any(
        one.figure is not None and other.figure is not None and {one.figure.unit.key, other.figure.unit.key} <= {_TEN_THOUSAND, _TEN_THOUSAND_YUAN}
        and _LIST_GOES_ON.fullmatch(walk.text, one.end, other.start)
        for one, other in pairwise(walk.mentions[max(0, index - 1) : index + 2])
    )  # fmt: skip
    whole = any(mention.figure is not None and mention.figure.unit.key == _TEN_THOUSAND_YUAN for mention in around)
    return unit_for(_TEN_THOUSAND_YUAN) if listed and whole else None


def change(walk: Walk, lead: Lead, index: int) -> bool:
    """State one of several changes told in their order. False when the number is none of them."""
    between = walk.text[lead.begin : lead.start]
    mark = _CHANGE.search(between)
    if mark is not None:
        count = run_of_values(walk.mentions, index, walk.text, _TURNED)
        names = _names(walk, between[: mark.start()], count, lead.figure.unit)
        told = [] if names else _told_before(walk, count)
        names = names or [Named(fact.concept, fact.label, item=fact.context.item, trust=str(fact.trust)) for fact in told]
        earlier = walk.run.changes if walk.run is not None and lead.figure.unit.is_ratio and walk.run.names == names else []
        if not names and lead.figure.unit.is_ratio:
            earlier = _amounts_before(walk, count, cues.direction_of(mark["word"]))
            amounts = [change.amount for place in earlier if (change := walk.out.changes[place]).amount is not None]
            names = [Named(fact.of, fact.label.removesuffix("增减额"), item=fact.context.item, trust=str(fact.trust)) for fact in amounts]
        walk.run = Run(names, cues.direction_of(mark["word"]), 0, earlier, told) if count >= _LEAST and len(names) == count else None
    elif walk.run is not None:
        turned = _TURNED.fullmatch(between)
        if turned is not None and turned["word"] and _begins_again(walk, walk.run, lead, index):
            walk.run.at = 0  # 分别减少2万元和3万元，下降10%和15%
        if walk.run.direction == 0 or walk.run.at >= len(walk.run.names) or turned is None:
            return False
        if turned["word"]:
            walk.run.direction = cues.direction_of(turned["word"])
    if walk.run is None:
        return False
    _state(walk, lead, walk.run)
    walk.run.at += 1
    return True


def _begins_again(walk: Walk, run: Run, lead: Lead, index: int) -> bool:
    """Whether the rates of changes follow whose amounts have all been told in their order."""
    told = run.at >= len(run.names) == len(run.changes) >= _LEAST
    return told and lead.figure.unit.is_ratio and run_of_values(walk.mentions, index, walk.text, _TURNED) == len(run.names)


def share(walk: Walk, lead: Lead, index: int) -> bool:
    """State one of several shares told in the order of the amounts before them: 甲、乙分别为6万元、4万元，占总额的60%、40%."""
    if not lead.figure.unit.is_ratio:
        return False
    if not (walk.sharing and JOINED.fullmatch(walk.text, walk.last_end, lead.start)):
        walk.sharing = []
        said, count = cues.SHARE.search(lead.words), run_of_values(walk.mentions, index, walk.text)
        if said is None or count < _LEAST or cues.BUDGETED.search(said["what"]):
            return False
        amounts = (
            fact for fact in walk.recent() if not fact.figure.unit.is_ratio and fact.figure.unit.key and not fact.concept.startswith("change.")
        )
        parts = [fact for fact in islice(amounts, count) if walk.at(fact) >= walk.sentence]
        bases = {part.figure.unit.base for part in parts}
        # 启动72个村、506户，分别占计划的…: one share each of villages and of households
        if len(parts) < count or (len(bases) > 1 and (len(bases) < count or "分别" not in walk.text[walk.at(parts[0], end=True) : lead.start])):
            return False
        walk.sharing, walk.shared_of = parts[::-1], said["what"]
    part = walk.sharing.pop(0)
    named = Named("share", part.label + "占比", of=part.concept, item=part.context.item)
    fact = walk.fact(lead, named, part.context)
    whole = walk.lists.current() if not walk.shared_of.strip("的") else None
    walk.out.ratios.append(StatedRatio(fact, part, whole, "占" + walk.shared_of, fact.origin))
    return True


def completion(walk: Walk, lead: Lead, index: int) -> bool:
    """State one of several rates told in the order of the names before them: 甲收入和乙收入分别完成预算的102%和98%."""
    if not lead.figure.unit.is_ratio:
        return False
    if not (walk.completing and JOINED.fullmatch(walk.text, walk.last_end, lead.start)):
        walk.completing = []
        between = walk.text[lead.begin : lead.start]
        mark = _COMPLETED.search(between)
        count = run_of_values(walk.mentions, index, walk.text) if mark is not None else 0
        if mark is None or count < _LEAST:
            return False
        scopes = set(contexts.scopes_in(walk.text, lead.begin, lead.start))
        scope = scopes.pop() if len(scopes) == 1 else ""
        money = unit_for(_TEN_THOUSAND_YUAN) or lead.figure.unit
        walk.completing = [replace(named, scope=scope) for named in _names(walk, between[: mark.start()], count, money)]
        if len(walk.completing) != count or not all(named.concept for named in walk.completing):
            walk.completing = []
            return False
    of = walk.completing.pop(0)
    part = compared.stated_before(walk, of.concept, of.item)
    told = Named(_EXECUTION, of.label + "预算完成率", of=of.concept, item=of.item, trust=of.trust, scope=of.scope)
    context = part.context._replace(basis=Basis.OUTTURN) if part is not None else contexts.context(walk, lead, Basis.OUTTURN, told)
    fact = walk.fact(lead, told, context)
    walk.out.ratios.append(StatedRatio(fact, part, None, "分别完成预算", fact.origin))
    return True


def _names(walk: Walk, words: str, count: int, unit: Unit) -> list[Named]:
    """The names that the words enumerate, else those of the enumeration before."""
    words = words[clause_start(words, 0, len(words)) :]
    found = enumerated(words, count, unit, walk.taxonomy) if not unit.is_ratio else []
    if (len(found) < count or not all(named.concept for named in found)) and walk.run is not None:
        return walk.run.names
    return found


def _told_before(walk: Walk, count: int) -> list[Fact]:
    """The figures that the sentence has just stated, of which changes are told in their order: 受理95件，审结90件，分别上升4%和|3%."""
    plain = [fact for fact in walk.recent() if walk.at(fact) >= walk.sentence and not fact.concept.startswith("change.")]
    told = plain[:count][::-1]
    return told if len(told) == count >= _LEAST and len({fact.figure.unit.base for fact in told}) == 1 and not told[0].figure.unit.is_ratio else []


def _amounts_before(walk: Walk, count: int, direction: int) -> list[int]:
    """Where the changes stand that the sentence has just told without a rate, as many as there are rates: 收入减少8万元、支出减少9万元，分别下降|10%、12%."""
    places = list(range(len(walk.out.changes) - count, len(walk.out.changes)))
    told = [walk.out.changes[place] for place in places if place >= 0]
    open_ones = [
        one for one in told if one.amount is not None and one.rate is None and one.direction == direction and walk.at(one.amount) >= walk.sentence
    ]
    return places if len(open_ones) == count >= _LEAST else []


def _state(walk: Walk, lead: Lead, run: Run) -> None:
    named = run.names[run.at]
    now = run.told[run.at] if run.told else compared.stated_before(walk, named.concept) if named.concept else None
    context = now.context if now is not None else Context(walk.setting.subject, walk.setting.period, walk.setting.money_basis)
    rate = lead.figure.unit.is_ratio
    told = Named("change.rate" if rate else "change.amount", named.label + ("增长率" if rate else "增减额"), of=named.concept, trust=named.trust)
    fact = walk.fact(lead, told, context)
    if rate and run.at < len(run.changes):
        place = run.changes[run.at]
        walk.out.changes[place] = replace(walk.out.changes[place], rate=fact)
        return
    against = [match["what"] for match in cues.VERSUS.finditer(walk.text, walk.sentence, lead.start)]
    told_against = against[-1].strip() if against else "上年"
    amounts = None if rate else fact, fact if rate else None
    walk.out.changes.append(StatedChange(now, None, *amounts, run.direction, told_against, fact.origin))
    if not rate:
        run.changes.append(len(walk.out.changes) - 1)
