"""Facts and claimed relations out of running text, one paragraph at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from jiheng.core.documents.block import Block
from jiheng.core.documents.span import Span
from jiheng.core.facts.context import Basis, Context
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import LooseNumber, StatedChange, StatedRatio, StatedSum
from jiheng.core.facts.taxonomy import LabelHit
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.mention import Mention, MentionKind
from jiheng.core.figures.printed import scan
from jiheng.core.figures.units import Unit, unit_for
from jiheng.core.period import Period
from jiheng.core.reading.extract import cues
from jiheng.core.reading.extract.lists import Frame, Lists, sums
from jiheng.core.reading.extract.naming import Named, Surroundings, clause_start, enumerated, name, phrase
from jiheng.core.reading.extract.setting import Setting

SCOPES = re.compile(r"一般公共预算财政拨款|政府性基金预算财政拨款|国有资本经营预算财政拨款|一般公共预算|政府性基金|国有资本经营|财政拨款")
_MULTI_YEAR = re.compile(r"(?P<n>[两三四五六七八九十])年(?:来|间|以来)|本届|(?:十三五|十四五)期间")
_YEARS = {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_SCORE_LABEL = re.compile(r"(?:得分|评分|分值|总分|满分)[为是：:]?\s*$")
_SCORE_WORDS = re.compile(r"(?:得分|评分|分值|总分|得|自评分|打分|赋分|权重|为|是|：|:)\s*$")
_JOINED = re.compile(r"\s*(?:[、，,和与及]|以及)\s*")
_COUNT_REACH = 30  # characters between "共4个" and the first of the four
_TOTAL_BEFORE = re.compile(r"[，,、；;]\s*(?:以上)?(?:各?项)?(?:合计|共计|总计|累计|加总|总共)(?:支出|金额|资金|收入|经费|投入|为|达|约|[：:])*\s*$")
_SUBJECT_ITEM = re.compile(r"(?P<name>[^，。；（）()、”“]{2,30})[”]?[（(]项[)）]")
_NAMES_ONLY = 6  # characters behind the last label of a sentence that only names things
_NAME_LENGTH = 30
_ALL = re.compile("整体|总体|总支出|部门(?!预算)|全部")
_EXECUTION = "spend.execution_rate"


@dataclass(slots=True)
class Stated:
    """What one paragraph states."""

    facts: list[Fact] = field(default_factory=list)
    sums: list[StatedSum] = field(default_factory=list)
    changes: list[StatedChange] = field(default_factory=list)
    ratios: list[StatedRatio] = field(default_factory=list)
    loose: list[LooseNumber] = field(default_factory=list)


def read_paragraph(block: Block, setting: Setting, heading: Named | None, unit: Unit | None = None) -> Stated:
    """Everything that a paragraph states; `heading` is what the headings above it are about, `unit` that of bare numbers."""
    return _Walk(block, setting, heading, unit).run()


class _Walk:
    """One pass over the numbers of a paragraph, left to right."""

    def __init__(self, block: Block, setting: Setting, heading: Named | None, unit: Unit | None) -> None:
        self.unit = unit
        self.block = block
        self.text = block.text
        self.setting = setting
        self.heading = heading
        self.taxonomy = setting.taxonomy
        self.mentions = scan(block.text)
        self.out = Stated()
        self.lists = Lists(setting.taxonomy)
        self.hits: list[LabelHit] = []
        self.sentence = 0
        self.sentence_end = -1
        self.last_end = 0
        self.topic: Named | None = None
        self.subject: Named | None = None  # what the whole paragraph is about
        self.last: Fact | None = None  # last plain figure of the sentence
        self.before: Fact | None = None  # last plain figure of the paragraph
        self.previous: Fact | None = None  # last fact of any role
        self.adjusted: dict[str, int] = {}  # direction of each adjustment of the sentence
        self.since = 0  # first fact of the sentence
        self.pending: list[Named] = []  # names waiting for "分别为 x、y、z"

    def run(self) -> Stated:
        quantities = [m for m in self.mentions if m.kind is MentionKind.QUANTITY]
        if quantities:
            self.hits = self.taxonomy.find(self.text)
        for mention in self.mentions:
            if mention.kind is not MentionKind.QUANTITY:
                self._set_aside(mention, mention.kind.value)
                continue
            self._enter_sentence(mention.start)
            self._state(mention)
            self.last_end = mention.end
        self._close_sentence()
        frames = self.lists.finish()
        for frame in frames:
            frame.complete = frame.complete or self._counted(frame)
        spans = {id(frame): self._span(self._at(frame.whole), self._at(frame.parts[-1], end=True)) for frame in frames}
        self.out.sums.extend(sums(frames, spans))
        return self.out

    def _at(self, fact: Fact, *, end: bool = False) -> int:
        """Where a fact of this paragraph stands in its text."""
        return self._places[fact.id][1 if end else 0]

    @property
    def _places(self) -> dict[str, tuple[int, int]]:
        return self._known

    _known: dict[str, tuple[int, int]]

    # -- sentences -------------------------------------------------------------------------------------------------

    def _enter_sentence(self, position: int) -> None:
        if position < self.sentence_end:
            return
        self._close_sentence()
        begin = self.sentence
        if self.sentence_end >= 0:
            begin = self.sentence_end
        for match in cues.SENTENCE_END.finditer(self.text, max(begin, 0), position):
            begin = match.end()
        after = cues.SENTENCE_END.search(self.text, position)
        first = self.sentence_end < 0
        self.sentence = begin
        self.sentence_end = after.end() if after else len(self.text) + 1
        self.last = None
        self.pending = []
        if first:
            self._known = {}
        self.lists.rest()
        if first:
            self.subject = self._opening_subject(position)
        self.topic = self._topic(begin, position) or self.subject

    def _opening_subject(self, position: int) -> Named | None:
        """What a paragraph is about when its first sentence only names it: "1、…（类）…（款）…（项）。"."""
        end = cues.SENTENCE_END.search(self.text)
        if end is None or end.start() >= position:
            return None
        inside = [hit for hit in self.hits if hit.end <= end.start()]
        subjects = list(_SUBJECT_ITEM.finditer(self.text, 0, end.start()))
        if subjects and inside and inside[-1].end < subjects[-1].end() - 4:
            # A subject (项) that the lawbook does not list, below one (款, 类) that it does.
            return Named(inside[-1].concept.id, subjects[-1]["name"], item=subjects[-1]["name"])
        if inside and (cues.LIST_HEAD.match(self.text) or end.start() - inside[-1].end <= _NAMES_ONLY):
            return Named(inside[-1].concept.id, inside[-1].concept.label)
        words = phrase(self.text[: end.start()])
        if words and cues.LIST_HEAD.match(self.text) and len(words) <= _NAME_LENGTH and re.search(r"(?:项目|专项|经费|工程|资金|补助|费)$", words):
            return Named("spend.project", words, item=words)
        return None

    def _topic(self, begin: int, position: int) -> Named | None:
        """What the sentence is about: the label or the name in its first clause, when numbers stand only behind it."""
        mark = re.compile(f"[{cues.CLAUSE_MARKS}]").search(self.text, begin + 1, position)
        if not mark:
            return None
        clause = self.text[begin : mark.start()]
        if re.search(r"其中|主要|按照|根据|为了|为|因", clause[:4]):
            return None
        inside = [hit for hit in self.hits if begin <= hit.start and hit.end <= mark.start()]
        words = phrase(clause)
        listed = bool(cues.LIST_HEAD.match(clause)) and self.heading is not None and self.heading.concept.startswith("spend.project")
        if listed and words and len(words) <= _NAME_LENGTH:
            return Named("spend.project", words, item=words)
        if inside:
            return Named(inside[-1].concept.id, inside[-1].concept.label)
        if words and re.search(r"(?:项目|专项|经费|工程|资金|补助|费)$", words) and cues.LIST_HEAD.match(clause):
            return Named("spend.project", words, item=words)
        return None

    def _close_sentence(self) -> None:
        """年初 ± 调整 = 执行 (+ 结余), where one sentence states them of one thing."""
        facts = self.out.facts[self.since :]
        self.since = len(self.out.facts)
        moves, self.adjusted = self.adjusted, {}
        if not moves:
            return
        adjustments = [fact for fact in facts if fact.id in moves]
        about = (adjustments[0].concept, adjustments[0].context.item)
        own = [fact for fact in facts if (fact.concept, fact.context.item) == about]
        opening = [fact for fact in own if fact.context.basis is Basis.OPENING]
        budget = [fact for fact in own if fact.context.basis is Basis.BUDGET]
        outturn = [fact for fact in own if fact.context.basis is Basis.OUTTURN]
        if len(opening) != 1 or len(budget or outturn) != 1:
            return
        whole = (budget or outturn)[0]
        left = [] if budget else [fact for fact in facts if fact.concept.startswith("carry.") and fact.figure.value]
        parts = (opening[0], *adjustments, *left)
        signs = (1, *(moves[fact.id] for fact in adjustments), *(-1 for _ in left))
        places = [self._at(fact) for fact in (whole, *parts)]
        origin = self._span(min(places), max(self._at(fact, end=True) for fact in (whole, *parts)))
        self.out.sums.append(StatedSum(whole, parts, signs, True, origin, "年初预算±调整"))

    def _counted(self, frame: Frame) -> bool:
        """Whether the words tell how many parts there are, and as many are listed."""
        first = self._at(frame.parts[0])
        counts = [fact for fact in self.out.facts if fact.figure.unit.key in ("个", "项", "类") and 0 <= first - self._at(fact, end=True) <= _COUNT_REACH]
        return any(fact.figure.value == len(frame.parts) > 1 for fact in counts)

    def _totalled(self, fact: Fact, mention: Mention) -> None:
        """ "A x、B y，合计 z": the whole behind its parts."""
        if not _TOTAL_BEFORE.search(self.text[max(self.sentence, self.last_end) : mention.start]):
            return
        parts: list[Fact] = []
        for earlier in reversed(self.out.facts[self.since : -1]):
            alike = earlier.figure.unit.base == fact.figure.unit.base and earlier.context.basis is fact.context.basis
            if not alike or earlier.concept in ("change.amount", "share"):
                break
            parts.insert(0, earlier)
        if len(parts) > 1 and self.lists.current() is None:
            origin = self._span(self._at(parts[0]), mention.end)
            self.out.sums.append(StatedSum(fact, tuple(parts), (1,) * len(parts), True, origin, "合计"))

    # -- one number ------------------------------------------------------------------------------------------------

    def _state(self, mention: Mention) -> None:
        figure = mention.figure
        assert figure is not None
        text = self.text
        begin = max(self.sentence, self.last_end)
        clause = clause_start(text, begin, mention.start)
        lead = text[clause : mention.start]
        if mention.sign:
            lead = lead.rstrip()[: -len(mention.sign)] if lead.rstrip().endswith(mention.sign) else lead
        if figure.unit.is_ratio:
            self._ratio(mention, figure, lead, begin)
            return
        if not figure.unit.key and self.unit is not None and not _SCORE_LABEL.search(lead):
            figure = replace(figure, unit=self.unit)
        if not figure.unit.key and not self._bare_number_counts(mention, figure, lead):
            self._set_aside(mention, "没有单位")
            return
        change = cues.CHANGE.search(lead)
        if change and not figure.unit.key and self.previous is not None and self.previous.concept == "change.amount":
            percent = unit_for("%")
            assert percent is not None
            self._ratio(replace(mention, repair=f"“{mention.text}”缺百分号，按{mention.text}%读取"), replace(figure, unit=percent), lead, begin)
            return
        if change and not cues.REACHED.search(lead) and not figure.unit.dimension == "score":
            self._amount_of_change(mention, figure, change["word"], lead, begin)
            return
        self._plain(mention, figure)

    def _bare_number_counts(self, mention: Mention, figure: Figure, lead: str) -> bool:
        if _SCORE_WORDS.search(lead) or any(h.end >= mention.start - 2 and h.end <= mention.start for h in self.hits):
            return True
        return figure.step < 1 or "," in mention.text

    def _ratio(self, mention: Mention, figure: Figure, lead: str, begin: int) -> None:
        text = self.text
        change = cues.CHANGE_RATE_LABEL.search(lead) or cues.CHANGE.search(lead)
        if change and not cues.REACHED.search(lead):
            named = self._changed()
            direction = 0 if change["word"] in ("变动", "增减") else cues.direction_of(change["word"])
            fact = self._fact(mention, figure, Named("change.rate", self._label_of(named, "增长率"), item=named.item, of=named.concept), self._change_context())
            self._note_change(fact, direction, text[begin : mention.start], rate=True)
            return
        if cues.OF_BEFORE.match(text[self.last_end : mention.start]) and self.previous is not None and self._completes(self.previous):
            part = self.last if self.last is not self.previous else self._earlier_than(self.previous)
            self._rate_of(mention, figure, part, self.previous, text[begin : mention.start])
            return
        own = [h for h in self.hits if begin <= h.start and h.end <= mention.start and h.concept.kind == "ratio" and h.end > mention.start - 12]
        if own and own[-1].concept.id.startswith(_EXECUTION):
            self._execution(mention, figure, own[-1], begin)
            return
        share = cues.SHARE.search(lead)
        if share and not own:
            part = self.last or self.before
            named = Named("share", self._label_of_fact(part, "占比"), of=part.concept if part else "", item=part.context.item if part else "")
            fact = self._fact(mention, figure, named, part.context if part else self._context(mention, None))
            words = share["what"]
            whole = self.lists.current() if not words.strip("的") else None
            self.out.ratios.append(StatedRatio(fact, part, whole, "占" + words, fact.origin))
            return
        completion = cues.COMPLETION.search(lead)
        if completion and not own:
            self._rate_of(mention, figure, self.last or self.before, None, completion["what"])
            return
        self._plain(mention, figure)

    def _execution(self, mention: Mention, figure: Figure, hit: LabelHit, begin: int) -> None:
        """A rate of execution that is named as such, of the figure before it or of what its own name says."""
        kind = hit.concept.id.removeprefix(_EXECUTION).lstrip(".")
        named = [h for h in self.hits if begin <= h.start and h.end <= hit.start and h.concept.kind == "money"]
        of = named[-1].concept.id if named else f"spend.{kind}" if kind in ("basic", "project") else ""
        if not of and _ALL.search(self.text[clause_start(self.text, begin, mention.start) : hit.end]):
            of = "spend.total"
        part = self.last
        if part is None or of and part.concept != of:
            found = [f for f in self.out.facts if f.concept == of and f.figure.unit.is_money] if of else []
            part = found[-1] if found else None if of else self.before
        label = hit.concept.label if kind else (named[-1].concept.label if named else "") + hit.concept.label
        item = part.context.item if part else ""
        name_ = Named(hit.concept.id, label, of=of or (part.concept if part else ""), item=item)
        context = replace(part.context, basis=Basis.OUTTURN) if part else self._context(mention, Basis.OUTTURN)
        fact = self._fact(mention, figure, name_, context)
        self.out.ratios.append(StatedRatio(fact, part, None, self.text[begin : mention.start], fact.origin))

    def _completes(self, fact: Fact) -> bool:
        head = self.text[max(0, self._at(fact) - 14) : self._at(fact)]
        return bool(re.search(r"(?:完成|为|占|达到?|是)[^，。；]{0,12}$", head)) and fact.figure.unit.is_money

    def _earlier_than(self, fact: Fact) -> Fact | None:
        earlier = [f for f in self.out.facts if self._at(f) < self._at(fact) and f.figure.unit.is_money]
        return earlier[-1] if earlier else None

    def _rate_of(self, mention: Mention, figure: Figure, part: Fact | None, whole: Fact | None, words: str) -> None:
        concept = self.taxonomy.concept("spend.execution_rate")
        named = Named(concept.id, self._label_of_fact(part, "预算完成率"), of=part.concept if part else "", item=part.context.item if part else "")
        context = replace(part.context, basis=Basis.OUTTURN) if part else self._context(mention, Basis.OUTTURN)
        fact = self._fact(mention, figure, named, context)
        self.out.ratios.append(StatedRatio(fact, part, whole, words, fact.origin))

    def _amount_of_change(self, mention: Mention, figure: Figure, word: str, lead: str, begin: int) -> None:
        words = self.text[begin : mention.start]
        compared = bool(cues.VERSUS.search(self.text[self.sentence : mention.start])) or "同比" in words or "环比" in words
        if not compared and figure.unit.is_money and re.search(r"调|追加|压减|核减|调整", lead):
            named = self.name_of(mention, figure)
            context = self._context(mention, Basis.ADJUSTMENT, named)
            # The printed value is kept unsigned; its direction matters only to the sum it belongs to.
            fact = self._fact(mention, figure, named, context)
            self.adjusted[fact.id] = cues.direction_of(word)
            return
        if not compared and not figure.unit.is_money:
            self._plain(mention, figure)
            return
        named = self._changed()
        fact = self._fact(
            mention, figure, Named("change.amount", self._label_of(named, "增减额"), item=named.item, of=named.concept), self._change_context()
        )
        self._note_change(fact, cues.direction_of(word), words, rate=False)

    def _changed(self) -> Named:
        """What a change is a change of: the last plain figure, else what the sentence or the heading is about."""
        base = self.last or (self.before if self.topic is None else None)
        if base is not None:
            return Named(base.concept, base.label, item=base.context.item, of=base.of)
        return self.topic or self.heading or Named()

    def _change_context(self) -> Context:
        base = self.last or self.before
        return base.context if base else Context(self.setting.subject, self.setting.period, self.setting.money_basis)

    def _note_change(self, fact: Fact, direction: int, words: str, *, rate: bool) -> None:
        earlier = self.out.changes[-1] if self.out.changes else None
        beside = len(self.out.facts) > 1 and earlier is not None and self.out.facts[-2] is earlier.amount
        if rate and earlier and earlier.rate is None and beside and direction in (0, earlier.direction):
            self.out.changes[-1] = replace(earlier, rate=fact)
            return
        sentence = self.text[self.sentence : self._at(fact)]
        versus = [m["what"] for m in cues.VERSUS.finditer(sentence)]
        against = versus[-1].strip() if versus else "上年"
        now = self.last or self.before
        change = StatedChange(now, None, None if rate else fact, fact if rate else None, direction, against, fact.origin)
        self.out.changes.append(change)

    def _plain(self, mention: Mention, figure: Figure) -> None:
        self._open_list(mention, figure)
        shared = self._each(mention, figure)
        for other in shared[:-1]:
            self._fact(mention, figure, other, self._context(mention, self._basis(mention, other, figure), other))
        named = shared[-1] if shared else self.name_of(mention, figure)
        basis = self._basis(mention, named, figure)
        fact = self._fact(mention, figure, named, self._context(mention, basis, named))
        if not figure.unit.is_ratio:
            self._totalled(fact, mention)
            self.lists.add(fact)
            self.last = self.before = fact

    def name_of(self, mention: Mention, figure: Figure) -> Named:
        """What the number is of, by the words round it."""
        begin = max(self.sentence, self.last_end)
        answered = self._respectively(mention, figure, begin)
        if answered is not None:
            return answered
        whole = self.lists.current()
        if whole is not None and whole.figure.unit.base != figure.unit.base:
            whole = None
        given = Surroundings(self.text, self.sentence, self.last_end, self.hits, self.topic, self.heading, self.last, whole, self._listed(), self.setting.subject)
        unit = figure.unit
        if unit.key in ("万", "亿", "千万", "百万"):
            unit = unit_for(unit.key + "元") or unit
        return name(mention, unit, given, self.taxonomy)

    def _listed(self) -> bool:
        return bool(cues.LIST_HEAD.match(self.text[self.sentence :]))

    def _respectively(self, mention: Mention, figure: Figure, begin: int) -> Named | None:
        """ "A、B和C分别为x、y和z": the names in their order."""
        between = self.text[begin : mention.start]
        if cues.RESPECTIVELY.search(between):
            count = self._run_of_values(mention)
            words = cues.RESPECTIVELY.sub("", between[clause_start(between, 0, len(between)) :])
            self.pending = enumerated(words, count, figure.unit, self.taxonomy) if count > 1 else []
        elif not _JOINED.fullmatch(between):
            self.pending = []
        return self.pending.pop(0) if self.pending else None

    def _run_of_values(self, first: Mention) -> int:
        """How many quantities follow one another from here, parted by nothing but 、 和 and the like."""
        count = 1
        end = first.end
        for mention in self.mentions:
            if mention.start < end or mention.kind is not MentionKind.QUANTITY:
                continue
            if not _JOINED.fullmatch(self.text[end : mention.start]):
                break
            count, end = count + 1, mention.end
        return count

    def _each(self, mention: Mention, figure: Figure) -> list[Named]:
        """ "A、B、C各x": every name but the last, which the number's own words give."""
        begin = max(self.sentence, self.last_end)
        words = self.text[clause_start(self.text, begin, mention.start) : mention.start]
        if not cues.EACH.search(words):
            return []
        words = cues.EACH.sub("", words)
        count = len(re.split("[、和与及]", words))
        return enumerated(words, count, figure.unit, self.taxonomy) if count > 1 else []

    def _open_list(self, mention: Mention, figure: Figure) -> None:
        if self.before is None:
            return
        start = self._at(self.before, end=True)
        between = self.text[start : mention.start]
        among = cues.AMONG.search(between)
        includes = cues.INCLUDES.search(between) if not among and (figure.unit.is_money or figure.unit.is_people) else None
        if not among and not includes:
            return
        mark = among or includes
        assert mark is not None
        if self.previous is not None and self.previous.figure.unit.is_money and self._at(self.previous) > start + mark.end():
            return
        whole = self._whole_for(figure)
        if whole is None:
            return
        partial = bool(cues.PARTIAL.search(between[mark.start() :])) and not among
        self.lists.open(whole, complete=bool(includes) and not partial)

    def _whole_for(self, figure: Figure) -> Fact | None:
        for fact in reversed(self.out.facts):
            same = fact.figure.unit.dimension == figure.unit.dimension
            if same and fact.concept not in ("change.amount", "share") and fact.context.basis is not Basis.ADJUSTMENT:
                return fact
        return None

    # -- context ---------------------------------------------------------------------------------------------------

    def _basis(self, mention: Mention, named: Named, figure: Figure) -> Basis | None:
        money = figure.unit.is_money or figure.unit.key in ("万", "亿")
        begin = max(self.sentence, self.last_end)
        clause = clause_start(self.text, begin, mention.start)
        whole = self.lists.current()
        if not money:
            found = cues.basis_in(self.text[clause : mention.start])
            if figure.unit.is_ratio:
                return Basis.OUTTURN if named.concept.endswith("execution_rate") else (found if found is Basis.TARGET else None)
            planned = Basis.TARGET if self.heading is not None and self.heading.plan else None
            return found if found in (Basis.TARGET, Basis.ACTUAL) else planned
        if named.concept.startswith(("staff.", "assets.", "targets.")):
            return cues.basis_in(self.text[clause : mention.start]) if named.concept.startswith("targets.") else None
        found = cues.basis_in(self.text[clause : mention.start])
        if found is None and whole is not None:
            return whole.context.basis
        if found is None:
            found = cues.basis_in(self.text[begin : clause])
        if found is None and self.last is not None and not named.own:
            found = self.last.context.basis
        if found is None:
            found = cues.basis_in(self.text[self.sentence : begin]) if self.last is not None else None
        return found or self.setting.money_basis

    def _context(self, mention: Mention, basis: Basis | None, named: Named | None = None) -> Context:
        return Context(
            self.setting.subject, self._period(mention), basis, named.scope if named and named.scope else self._scope(mention), named.item if named else ""
        )

    def _period(self, mention: Mention) -> Period:
        year = (self.heading.year if self.heading is not None else None) or self.setting.period.year
        base = Period(year)
        dates = [m for m in self.mentions if m.kind is MentionKind.DATE and self.sentence <= m.start < mention.start and m.year]
        for date in reversed(dates):
            if not cues.BEFORE_COMPARED.search(self.text[self.sentence : date.start]):
                return Period(date.year)
        begin = max(self.sentence, self.last_end)
        clause = clause_start(self.text, begin, mention.start)
        for match in cues.LAST_YEAR.finditer(self.text, clause, mention.start):
            if not cues.BEFORE_COMPARED.search(self.text[self.sentence : match.start()]) and year is not None:
                return Period(year - 1)
        many = list(_MULTI_YEAR.finditer(self.text, 0, mention.start))
        if many and year is not None:
            return Period(year, years=_YEARS.get(many[-1]["n"] or "五", 5))
        return base

    def _scope(self, mention: Mention) -> str:
        begin = max(self.sentence, self.last_end)
        found = SCOPES.findall(self.text, begin, mention.start)
        whole = self.lists.current()
        if found:
            return found[-1]
        if whole is not None:
            return whole.context.scope
        return self.heading.scope if self.heading is not None else ""

    # -- facts -----------------------------------------------------------------------------------------------------

    def _fact(self, mention: Mention, figure: Figure, named: Named, context: Context) -> Fact:
        if named.item and not context.item:
            context = replace(context, item=named.item)
        span = self._span(mention.start, mention.end)
        fact = Fact(named.concept, named.label, context, figure, span, named.of, Decimal(named.trust), mention.repair)
        self.out.facts.append(fact)
        self._known[fact.id] = (mention.start, mention.end)
        self.previous = fact
        return fact

    def _label_of(self, named: Named, what: str) -> str:
        return (named.label or "") + what

    def _label_of_fact(self, fact: Fact | None, what: str) -> str:
        return (fact.label if fact else "") + what

    def _span(self, start: int, end: int) -> Span:
        begin = clause_start(self.text, max(0, start - 40), start)
        return self.setting.document.span(self.block, start, end, self.text[begin:end].strip())

    def _set_aside(self, mention: Mention, why: str) -> None:
        first, last = self.block.document_range(mention.start, mention.end)
        self.out.loose.append(LooseNumber(mention.text, first, last, why))
