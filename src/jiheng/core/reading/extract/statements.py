"""A document's statements: running text and tables in order, under the headings they stand below."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from jiheng.core.documents.block import Block, BlockKind
from jiheng.core.documents.document import Document
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import Statements
from jiheng.core.facts.taxonomy import Taxonomy, load_taxonomy
from jiheng.core.reading.extract import cues
from jiheng.core.reading.extract.bare_units import BareUnits
from jiheng.core.reading.extract.classified import classified_sums
from jiheng.core.reading.extract.coded import coded_sums
from jiheng.core.reading.extract.contexts import scopes_in
from jiheng.core.reading.extract.even_marks import with_even_marks
from jiheng.core.reading.extract.forms import LOST, FormLines, is_lone_row
from jiheng.core.reading.extract.indicator_facts import indicator_facts, name_of, taken_blocks
from jiheng.core.reading.extract.indicator_table import IndicatorTables
from jiheng.core.reading.extract.indicators import forget_indicators, read_indicator_tables
from jiheng.core.reading.extract.listed import lined_sums, listed_sums
from jiheng.core.reading.extract.naming import Named
from jiheng.core.reading.extract.project_forms import named_by_form, named_forms
from jiheng.core.reading.extract.scored import of_line
from jiheng.core.reading.extract.sentences import forget_words, read_paragraph
from jiheng.core.reading.extract.setting import Setting, settle
from jiheng.core.reading.extract.table_statements import forget_tables, state_table
from jiheng.core.reading.extract.walk import Stated
from jiheng.core.reading.outline import REACH, caption_above

_PROJECTS = re.compile(r"项目(?:实施|安排|资金|绩效|完成|组织|管理|执行)(?:及|和|与|情况)")
_DIVIDES = re.compile(r"(?:其中|包括|如下)[：:]?\s*$|其中[：:]")
# The head of a chapter of a year that its first paragraph runs on from: 三、2024年预算安排（草案）（一）2024年…
_RUN_ON = re.compile(
    r"\s*[一二三四五六七八九十]{1,3}、\s*(?:19|20)\d\d年[^，。；：:（(\d\n]{0,14}(?:情况|安排|草案|计划|回顾)(?:（草案）)?(?=[\s（(])"
)
_FORM_LINE = 80  # a line of a form is short; in prose a bare number is no amount


def state(document: Document, year: int | None = None) -> Statements:
    """All that a document states; `year` overrides the year that it names.

    Facts come in the order of the document, each number once.
    """
    tables = read_indicator_tables(document)
    document = with_even_marks(document)
    setting = settle(document, load_taxonomy(), year)
    read_tables = _Tables(setting, tables)
    out = Stated()
    topics: dict[int, Named] = {}
    paragraphs: list[tuple[Block, list[Fact]]] = []
    lines = FormLines(setting, read_tables.bare)
    within = ""
    for index, block in enumerate(document.blocks):
        if block.kind is BlockKind.TABLE:
            read_tables.read(block, out, caption_above(document.blocks[max(0, index - REACH) : index]))
        elif block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.FOOTNOTE, BlockKind.TEXTBOX):
            if block.kind is BlockKind.HEADING:
                topics = {level: topic for level, topic in topics.items() if level < block.outline}
                topics[block.outline] = _topic_of(block.text, setting)
            elif (head := _RUN_ON.match(block.text)) is not None:
                topics = {1: replace(_topic_of(head[0], setting), concept="", label="", scope="")}  # its own year, and whether it plans
            heading = _heading(topics)
            if lines.is_lone_number(block):
                alone = lines.fact(block, heading)
                out.facts += [alone] if alone is not None else []
                continue
            lines.enter(block)
            if block.kind is BlockKind.HEADING or cues.LIST_HEAD.match(block.text):
                within = ""
            own = replace(setting, within=within) if within else setting
            stated = read_paragraph(block, own, heading, lines.unit if len(block.text) <= _FORM_LINE else None)
            if is_lone_row(block.text):
                out.facts += [replace(fact, trust=LOST) for fact in stated.facts]  # nobody knows under which heads they stood
                continue
            stated.facts = of_line(block, stated.facts)
            within = _divided(block, stated.facts, within)
            paragraphs.append((block, stated.facts))
            out.join(stated)
    out.sums += listed_sums(paragraphs, document, setting.taxonomy)
    out.sums += classified_sums(paragraphs, document, setting.taxonomy)
    out.sums += coded_sums(paragraphs, document, out.sums)
    out.sums += lined_sums(paragraphs, document, setting.taxonomy)
    out.facts = lines.settled(out.facts)
    out.facts.extend(named_by_form(indicator_facts(tables, setting), read_tables.projects))
    out.facts.sort(key=lambda fact: (fact.origin.start, fact.origin.end))
    return Statements(
        setting.subject, setting.period, tuple(out.facts), tuple(out.sums), tuple(out.changes), tuple(out.ratios),
        tuple(tables.rows), tuple(tables.groups), tuple(tables.totals), tuple(out.loose),
    )  # fmt: skip


def forget() -> None:
    """Keep nothing of what was read before, so that the next document is read as the first one."""
    forget_words()
    forget_tables()
    forget_indicators()
    _topic.cache_clear()


def _divided(block: Block, facts: list[Fact], within: str) -> str:
    """What the paragraphs below divide by economic class: the project expenditure behind which this one says 其中：, else as before."""
    mark = _DIVIDES.search(block.text)
    if mark is None:
        return within
    place = block.document_range(mark.start(), mark.end())[0]
    whole = [fact for fact in facts if fact.figure.unit.is_money and not fact.concept.startswith("change.") and fact.origin.start < place]
    return whole[-1].label if whole and whole[-1].concept.startswith("spend.project") else ""


def _topic_of(text: str, setting: Setting) -> Named:
    """What a heading is about: the last concept it names, its funding scope, its own year, whether it tells of plans."""
    return _topic(text, setting.taxonomy, executes=cues.EXECUTION in setting.document.text)


@lru_cache(maxsize=1024)
def _topic(text: str, taxonomy: Taxonomy, *, executes: bool) -> Named:
    text = cues.with_years(text)
    hits = taxonomy.find(text)
    scopes = scopes_in(text)
    compared = cues.BEFORE_COMPARED
    years = [year[1] for year in cues.YEAR.finditer(text) if not compared.search(text[max(0, year.start() - 3) : year.start()])]
    of_projects = not hits and _PROJECTS.search(text)
    return Named(
        hits[-1].concept.id if hits else "spend.project" if of_projects else "",
        hits[-1].concept.label if hits else "项目支出" if of_projects else "",
        scope=scopes[-1] if scopes else "",
        year=int(years[-1]) if len(set(years)) == 1 else None,
        plan=bool(cues.PLAN_HEADING.search(text)),
        budget=executes and cues.BUDGET_HEADING.search(text) is not None,
    )


def _heading(topics: dict[int, Named]) -> Named | None:
    """What the nearest headings say together: each thing from the nearest one that says it."""
    nearest = [topic for _, topic in sorted(topics.items(), reverse=True)]
    if not nearest:
        return None
    about = next((topic for topic in nearest if topic.concept), nearest[0])
    scope = next((topic.scope for topic in nearest if topic.scope), "")
    year = next((topic.year for topic in nearest if topic.year), None)
    return Named(about.concept, about.label, scope=scope, year=year, plan=any(topic.plan for topic in nearest), budget=nearest[0].budget)


class _Tables:
    """Reads the tables of a document one by one, knowing which cells its indicator rows have taken."""

    def __init__(self, setting: Setting, tables: IndicatorTables) -> None:
        self._setting = setting
        self._taken = frozenset(taken_blocks(tables))
        self._names = {span.block: name_of(row) for row in tables.rows for span in row.spans.values()}
        self.bare = BareUnits(setting.document)
        self.projects = named_forms(setting.document)

    def read(self, block: Block, out: Stated, above: str) -> None:
        """What one table states; `above` are the short lines right above it."""
        out.join(state_table(block, self._setting, self._taken, self._names, self.bare, above, self.projects.get(block.id, "")))
