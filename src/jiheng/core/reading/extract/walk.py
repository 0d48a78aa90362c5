"""What a reader remembers while walking over the numbers of a paragraph, left to right.

Nothing here looks further back than `REACH` characters, so that a paragraph of a megabyte costs no more than its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jiheng.core.documents.block import Block
from jiheng.core.documents.span import Span
from jiheng.core.facts.context import Context
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import LooseNumber, StatedChange, StatedRatio, StatedSum
from jiheng.core.facts.taxonomy import LabelHit
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.mention import Mention, MentionKind
from jiheng.core.figures.printed import scan
from jiheng.core.figures.units import NUMBER, Unit
from jiheng.core.reading.extract import cues, headers
from jiheng.core.reading.extract.clauses import clause_start, phrase
from jiheng.core.reading.extract.lists import Lists
from jiheng.core.reading.extract.naming import Named
from jiheng.core.reading.extract.setting import Setting
from jiheng.core.record import record

REACH = 400
_RECENT = 60  # facts looked back over for a whole or a part
_QUOTE = 40
_SUBJECT_ITEM = re.compile(r"(?P<name>[^，。；（）()、”“]{2,30})[”]?[（(]项[)）]")
_QUOTED = re.compile(r"[“\"《](?P<name>[^”\"》“《，。；]{2,30})[”\"》](?:项目|专项(?:经费|资金)?)(?!等|支出预算|绩效(?:评价)?(?:报告|表))")
_OF_PROJECT = ("spend.project", "spend.execution_rate", "score.")
_PROJECT_NAME = re.compile(r"(?:项目|专项|经费|工程|资金|补助|费)$")
_LEAD = re.compile(
    r"\s*(?![^：:]*(?:以下|下列|如下|重点|主要|其[他它]|情况|本|该|各|[一二三四五六七八九十\d]个|类))[\u4e00-\u9fff（）()]{3,24}(?:项目|专项)(?:资金|经费)?"
)
_NO_TOPIC = re.compile(r"其中|主要|按照|根据|为了|为|因")
_MARK = re.compile(f"[{cues.CLAUSE_MARKS}]")
_NAMES_ONLY = 6  # characters behind the last label of a sentence that only names things
_NAME_LENGTH = 30
_SIDE = re.compile(rf"(?:{cues.LIST_HEAD.pattern.removeprefix('^')})?(?:(?:19|20)\d\d年度?)?(?P<side>收入|支出)(?:预算|决算|总体)?(?:情况)?\s*")
_COLONS = "：:"
_FUNDS = ("公共预算", "基金", "国有资本")
_PARTS_OF_ONE = ("；", ";")  # between the numbered parts of one sentence


_OF_A_ROW = Decimal("0.4")  # too little for any check
_OF_A_BOUND, _CALLED = Decimal("0.7"), 8
_BOUND = re.compile("控制(?:数|限额)[为是：:]?\\s?$")  # that less than it may be planned of


def _in_rows(text: str, mentions: Sequence[Mention]) -> frozenset[int]:
    """Where bare numbers begin that only blanks part from one another: cells of a row whose heads are lost."""
    found: set[int] = set()
    last: Mention | None = None
    for mention in mentions:
        bare = mention.kind is MentionKind.QUANTITY and mention.figure is not None and mention.figure.unit is NUMBER
        if bare and last is not None and text[last.end : mention.start].isspace():
            found |= {last.start, mention.start}
        last = mention if bare else None
    return frozenset(found)


@dataclass(slots=True)
class Stated:
    """What one paragraph or one table states."""

    facts: list[Fact] = field(default_factory=list)
    sums: list[StatedSum] = field(default_factory=list)
    changes: list[StatedChange] = field(default_factory=list)
    ratios: list[StatedRatio] = field(default_factory=list)
    loose: list[LooseNumber] = field(default_factory=list)

    def join(self, more: Stated) -> None:
        """Add what another one states."""
        self.facts += more.facts
        self.sums += more.sums
        self.changes += more.changes
        self.ratios += more.ratios
        self.loose += more.loose


@record
class Lead:
    """A number with the words that lead up to it: `begin` … since the last number, `clause` … since the last mark."""

    mention: Mention
    figure: Figure
    begin: int
    clause: int
    words: str  # of the clause, without a comparison sign

    @property
    def start(self) -> int:
        """Where the number begins."""
        return self.mention.start


@dataclass(slots=True)
class Run:
    """The names of an enumeration, and the statements of change made of them so far."""

    names: list[Named]
    direction: int = 0
    at: int = 0
    changes: list[int] = field(default_factory=list)  # places among the paragraph's changes, one for each name
    told: list[Fact] = field(default_factory=list)  # the figures themselves, where the sentence has just stated them


class Walk:
    """The state of one pass over a paragraph."""

    def __init__(self, block: Block, setting: Setting, heading: Named | None, unit: Unit | None) -> None:
        """`heading` is what the headings above are about, `unit` that of numbers printed without one."""
        self.block = block
        self.text = block.text
        self.setting = setting
        self.taxonomy = setting.taxonomy
        self.heading = heading
        self.unit = unit
        self.mentions = scan(block.text)
        self.out = Stated()
        self.lists = Lists(setting.taxonomy)
        self.sentence = 0
        self.sentence_end = -1
        self.last_end = 0
        self.topic: Named | None = None  # what the sentence is about
        self.subject: Named | None = None  # what the whole paragraph is about
        self.last: Fact | None = None  # last plain figure of the sentence
        self.before: Fact | None = None  # last plain figure of the paragraph
        self.previous: Fact | None = None  # last fact of any role
        self.outer: Fact | None = None  # the figure before the bracket walked in
        self.changing: Named | None = None  # what a clause says has changed, of which no figure of its own was stated since
        self.divisors: set[str] = set()  # what figures are only told to be shares of
        self.adjusted: dict[str, int] = {}  # direction of each adjustment of the sentence
        self.since = 0  # first fact of the sentence
        self.pending: list[Named] = []  # names waiting for "分别为 x、y、z"
        self.run: Run | None = None  # the last enumeration, whose changes may be told in the same order
        self.sharing: list[Fact] = []  # amounts whose shares are being told in their order
        self.shared_of = ""  # of what
        self.completing: list[Named] = []  # names whose rates of completion are being told in their order
        self.run_end = -1  # where the numbers told in their order end
        self._known: dict[str, tuple[int, int]] = {}
        self.first = next((mention.start for mention in self.mentions if mention.kind is MentionKind.QUANTITY), -1)
        has_figures = self.first >= 0
        self.names_fund = has_figures and any(fund in self.text for fund in _FUNDS)
        self._in_rows = _in_rows(self.text, self.mentions)
        self._quoted = list(_QUOTED.finditer(self.text)) if has_figures and "项目" in self.text else []
        self._quoted_starts = [match.start() for match in self._quoted]
        self._hits = self._unquoted(self.taxonomy.find(self.text)) if has_figures else []
        self._hit_starts = [hit.start for hit in self._hits]
        self._dates = [mention for mention in self.mentions if mention.kind is MentionKind.DATE and mention.year]
        self._date_starts = [mention.start for mention in self._dates]

    # What stands where ------------------------------------------------------------------------------------------------

    def hits(self, begin: int, end: int) -> list[LabelHit]:
        """Labels that lie wholly in [begin, end)."""
        first = bisect_left(self._hit_starts, begin)
        last = bisect_right(self._hit_starts, end)
        return [hit for hit in self._hits[first:last] if hit.end <= end]

    def dates(self, begin: int, end: int) -> list[Mention]:
        """Dates with a year that begin in [begin, end)."""
        return self._dates[bisect_left(self._date_starts, begin) : bisect_left(self._date_starts, end)]

    def sentence_from(self, position: int) -> int:
        """Where to begin looking for what the sentence said before a position."""
        return max(self.sentence, position - REACH)

    def lead(self, mention: Mention, figure: Figure) -> Lead:
        """The words that lead up to a number."""
        begin = max(self.sentence_from(mention.start), self.last_end)
        clause = clause_start(self.text, begin, mention.start)
        words = self.text[clause : mention.start]
        if mention.sign and words.rstrip().endswith(mention.sign):
            words = words.rstrip()[: -len(mention.sign)]
        return Lead(mention, figure, begin, clause, words)

    def at(self, fact: Fact, *, end: bool = False) -> int:
        """Where a fact of this paragraph begins or ends."""
        return self._known[fact.id][1 if end else 0]

    def recent(self) -> list[Fact]:
        """The last facts, latest first."""
        return self.out.facts[: -_RECENT - 1 : -1]

    # Facts ------------------------------------------------------------------------------------------------------------

    def fact(self, lead: Lead, named: Named, context: Context) -> Fact:
        """Keep the fact that a number states."""
        if not context.item and not named.item and (named.of or named.concept).startswith(_OF_PROJECT):
            context = context._replace(item=self._project(lead.start))
        if named.item and not context.item and not cues.NO_ITEM.fullmatch(named.item):
            context = context._replace(item=named.item)
        if self.setting.within and not context.item and named.concept.startswith("spend.economic."):
            context = context._replace(item=self.setting.within)
        if self.subject is not None and self.subject.item and not context.item and (named.of or named.concept).startswith("budget."):
            context = context._replace(item=self.subject.item)  # 1．养老补贴项目。…到位资金48万元
        mention = lead.mention
        span = self.span(mention.start, mention.end)
        trust = _OF_A_ROW if mention.start in self._in_rows else Decimal(named.trust)
        if trust > _OF_A_ROW and _BOUND.search(self.text, max(0, mention.start - _CALLED), mention.start):
            trust = _OF_A_BOUND
        fact = Fact(named.concept, named.label, context, self._as_money(lead.figure, named), span, named.of, trust, mention.repair)
        self.out.facts.append(fact)
        self._known[fact.id] = (mention.start, mention.end)
        self.previous = fact
        return fact

    def _unquoted(self, hits: list[LabelHit]) -> list[LabelHit]:
        """Labels that are no part of a project's name: “设备购置”项目."""
        if not self._quoted:
            return hits
        before = [bisect_right(self._quoted_starts, hit.start) - 1 for hit in hits]
        return [hit for hit, at in zip(hits, before, strict=True) if at < 0 or hit.end > self._quoted[at].end("name")]

    def _project(self, position: int) -> str:
        """The project whose name in quotation marks stands last before a position: “阳光助残”项目得95分，预算40万元."""
        at = bisect_right(self._quoted_starts, position) - 1
        return str(self._quoted[at]["name"]) if at >= 0 and self._quoted_starts[at] >= position - REACH else ""

    def _as_money(self, figure: Figure, named: Named) -> Figure:
        """A number of 万 or 亿 that is of money is one of 万元 or 亿元: 经费30万."""
        concept = named.of or named.concept
        return headers.in_full(figure, money=concept in self.taxonomy and self.taxonomy.concept(concept).kind == "money")

    def span(self, start: int, end: int) -> Span:
        """Evidence for some characters of the paragraph, quoted from the start of their clause."""
        begin = clause_start(self.text, max(0, start - _QUOTE), start)
        return self.setting.document.span(self.block, start, end, self.text[begin:end].strip())

    def set_aside(self, mention: Mention, why: str) -> None:
        """A number that is no fact."""
        first, last = self.block.document_range(mention.start, mention.end)
        self.out.loose.append(LooseNumber(mention.text, first, last, why))

    # Sentences --------------------------------------------------------------------------------------------------------

    def enters_sentence(self, position: int) -> bool:
        """Whether a position lies behind the sentence walked in so far."""
        return position >= self.sentence_end

    def enter_sentence(self, position: int) -> None:
        """Move to the sentence that holds a position; what the last one was about is forgotten."""
        first = self.sentence_end < 0
        begin = max(self.sentence_end, 0)
        for match in cues.SENTENCE_END.finditer(self.text, begin, position):
            begin = match.end()
        after = cues.SENTENCE_END.search(self.text, position)
        self.sentence = begin
        self.sentence_end = after.end() if after else len(self.text) + 1
        self.last = None
        self.outer = None
        self.changing = None
        self.pending = []
        self.lists.rest(numbered=self.text[begin - 1 : begin] in _PARTS_OF_ONE)
        if first:
            self.subject = self._opening_subject(position)
        self.topic = self._topic(begin, position) or self.subject

    def _opening_subject(self, position: int) -> Named | None:
        """What a paragraph is about when its first sentence only names it: "1、…（类）…（款）…（项）。"."""
        end = cues.SENTENCE_END.search(self.text, 0, REACH)
        if end is None or end.start() >= position:
            return None
        inside = self.hits(0, end.start())
        subjects = list(_SUBJECT_ITEM.finditer(self.text, 0, end.start()))
        if subjects and inside and inside[-1].end < subjects[-1].end() - 4:
            # A subject (项) that the lawbook does not list, below one (款, 类) that it does.
            return Named(inside[-1].concept.id, subjects[-1]["name"], item=subjects[-1]["name"])
        listed = bool(cues.LIST_HEAD.match(self.text))
        if inside and (listed or end.start() - inside[-1].end <= _NAMES_ONLY):
            return Named(inside[-1].concept.id, inside[-1].concept.label)
        words = phrase(self.text[: end.start()])
        if words and listed and len(words) <= _NAME_LENGTH and _PROJECT_NAME.search(words):
            return Named("spend.project", words, item=words)
        return None

    def _topic(self, begin: int, position: int) -> Named | None:
        """What the sentence is about: the label or the name in its first clause, when numbers stand only behind it."""
        mark = _MARK.search(self.text, begin + 1, min(position, begin + REACH))
        if not mark:
            return None
        clause = self.text[begin : mark.start()]
        if _NO_TOPIC.search(clause[:4]):
            return None
        inside = self.hits(begin, mark.start())
        words = phrase(clause)
        listed = bool(cues.LIST_HEAD.match(clause))
        if (side := _SIDE.fullmatch(clause)) and mark[0] in _COLONS:
            total = self.taxonomy.concept("income.total" if side["side"] == "收入" else "spend.total")
            return Named(total.id, total.label)
        of_projects = self.heading is not None and self.heading.concept.startswith("spend.project")
        if listed and of_projects and words and len(words) <= _NAME_LENGTH:
            return Named("spend.project", words, item=words)
        if words and listed and words.endswith(("项目", "专项")):
            return Named("spend.project", words, item=words)
        if mark[0] in _COLONS and not clause.strip().startswith("其中") and begin == 0 and _LEAD.fullmatch(clause):
            self.subject = Named("", words, item=words)  # 校舍维修项目：…，结余2万元: what is left over is its own
            return self.subject
        if inside:
            return Named(inside[-1].concept.id, inside[-1].concept.label)
        if words and listed and _PROJECT_NAME.search(words):
            return Named("spend.project", words, item=words)
        return None
