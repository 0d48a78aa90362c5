"""What a person typed: every number in it is looked up among the case's facts and marked bound, contradicting or unbound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from jiheng.core.documents.composer import Composer
from jiheng.core.documents.locator import TextPlace
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.mention import Mention, MentionKind
from jiheng.core.figures.printed import scan
from jiheng.core.reading.extract.statements import state
from jiheng.core.reporting.draft import Mark, Paragraph, Run
from jiheng.core.reporting.fact_index import adjustment, ratio
from jiheng.core.reporting.report_input import ReportInput

_NAMES = re.compile(
    r"(?:[（(]|[\u4e00-\u9fff]{0,6}[，,]?(?:分别(?:为|是|联系|对应|负责)|为|是|即|包括|[:：]))(?P<names>[^，,。；;：:（）()\d]{2,80}?)(?:方面|工作)?[）)。；;]"
)
_AND = re.compile(r"(?<=.)[和及与](?=.)")
_MANY = 9  # in a longer list a 和 inside a name is likelier than one between names
_DONE = (None, Basis.OUTTURN, Basis.ACTUAL)  # a sentence that names no basis speaks of what is or was done


class Reading:
    """The case's facts as they are looked up by a typed number: by meaning, and by value alone."""

    def __init__(self, given: ReportInput) -> None:
        """Index the case's facts and the figures of its indicators."""
        self.given = given
        self._by_meaning: dict[tuple[str, int | None, str], list[Fact]] = {}
        self._by_value: dict[tuple[str, Decimal], list[Fact]] = {}
        for fact in (*given.content.statements.facts, *_derived(given)):
            self._by_meaning.setdefault((fact.concept, fact.context.period.year, fact.context.item), []).append(fact)
            self._by_value.setdefault(_value_of(fact.figure), []).append(fact)
        rows = [*given.content.rows, *(row for project in given.content.projects for row in project.rows)]
        self._entered = {_value_of(figure) for row in rows for figure in (row.target_figure, row.actual_figure) if figure is not None}

    def judge(self, mention: Mention, said: Fact | None) -> tuple[Mark, tuple[Fact, ...]]:
        """What is known of one number: the facts that it agrees with or contradicts."""
        figure = mention.figure
        if figure is None:
            return Mark.NONE, ()
        if said is not None and said.concept:
            same = self._by_meaning.get((said.concept, said.context.period.year, said.context.item), ())
            about = [
                fact
                for fact in same
                if _same_basis(fact.context.basis, said.context.basis) and fact.context.period.months == said.context.period.months
            ]
            agreeing = [fact for fact in about if _unsigned(fact.figure).agrees(_unsigned(figure))]
            if agreeing:
                return Mark.BOUND, tuple(agreeing[:1])
            if about and not figure.is_hedged and said.trust >= 1:
                return Mark.CONTRADICTS, tuple(about[:1])
        known = self._by_value.get(_value_of(figure))
        if known:
            return Mark.BOUND, tuple(known[:1])
        if _value_of(figure) in self._entered:
            return Mark.BOUND, ()
        return Mark.UNBOUND, ()


def checked(paragraph: Paragraph, reading: Reading) -> Paragraph:
    """A typed paragraph with every quantity in a run of its own, marked."""
    text = "".join(run.text for run in paragraph.runs)
    mentions = [mention for mention in scan(text) if mention.kind is MentionKind.QUANTITY and mention.figure is not None]
    if not mentions:
        return paragraph
    facts = {fact.origin.start: fact for fact in _read(text, reading.given.year)}
    return replace(paragraph, runs=tuple(_runs(text, mentions, facts, reading)))


def _runs(text: str, mentions: list[Mention], facts: dict[int, Fact], reading: Reading) -> Iterator[Run]:
    at = 0
    for mention in mentions:
        if mention.start > at:
            yield Run(text[at : mention.start])
        mark, known = reading.judge(mention, facts.get(mention.start))
        if mark is Mark.UNBOUND and _lists(text[mention.end :], mention):
            mark = Mark.BOUND
        yield Run(text[mention.start : mention.end], known, mark)
        at = mention.end
    if at < len(text):
        yield Run(text[at:])


def _lists(after: str, mention: Mention) -> bool:
    """Whether the names that follow a count are as many as it says: 事业单位2个，为信息中心和对外联络中心。"""
    found = _NAMES.match(after)
    if found is None or mention.figure is None or mention.figure.unit.is_money or mention.figure.unit.is_ratio:
        return False
    names = found["names"].removesuffix("等").split("、")
    # 和 joins the last two names, or stands inside the last one; either count is proof enough.
    counts = {len(names), len(names) + 1} if len(names) < _MANY and _AND.search(names[-1]) else {len(names)}
    return mention.figure.number in counts and all(names)


def _read(text: str, year: int) -> tuple[Fact, ...]:
    composer = Composer(b"", "", "txt")
    composer.paragraph(text, TextPlace(1, 1))
    return state(composer.document(), year).facts


def _derived(given: ReportInput) -> Iterator[Fact]:
    """By how much each line of the budget was changed in the year, and its rate of execution."""
    for opening in given.content.statements.facts:
        if opening.context.basis is Basis.OPENING:
            back = given.year - (opening.context.period.year or given.year)
            budget = given.get(opening.concept, Basis.BUDGET, back, opening.context.item, opening.context.scope)
            if budget is not None:
                yield adjustment(opening, budget)
    for outturn in given.content.statements.facts:
        if outturn.context.basis is Basis.OUTTURN and outturn.context.period.year == given.year:
            budget = given.get(outturn.concept, Basis.BUDGET, 0, outturn.context.item, outturn.context.scope)
            rate = ratio("spend.execution_rate", outturn, budget, of=outturn.concept)
            if rate is not None:
                yield rate


def _unsigned(figure: Figure) -> Figure:
    """The figure without its sign: 压减38.32万元 says what −38.32 enters."""
    return replace(figure, number=abs(figure.number)) if figure.number < 0 else figure


def _value_of(figure: Figure) -> tuple[str, Decimal]:
    return figure.unit.base, abs(figure.value).normalize()


def _same_basis(one: Basis | None, other: Basis | None) -> bool:
    return one is other or (one in _DONE and other in _DONE)
