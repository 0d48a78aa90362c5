"""A document's statements: running text and tables in order, under the headings they stand below."""

from __future__ import annotations

from jiheng.core.documents.block import Block, BlockKind
from jiheng.core.documents.document import Document
from jiheng.core.facts.context import Basis, Context
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.indicator import StatedIndicator
from jiheng.core.facts.statements import Statements
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.units import NUMBER, unit_for
from jiheng.core.reading.extract import indicators as indicator_tables
from jiheng.core.reading.extract.naming import Named
from jiheng.core.reading.extract.sentences import Stated, read_paragraph
from jiheng.core.reading.extract.setting import Setting, settle
from jiheng.core.reading.extract.table_sums import table_sums
from jiheng.core.reading.extract.tables import read_table

_SENTENCE_CELL = 24  # a cell longer than this is prose


def state(document: Document, year: int | None = None) -> Statements:
    """All that a document states; `year` overrides the year that it names.

    Facts come in the order of the document, each number once.
    """
    setting = settle(document, load_taxonomy(), year)
    rows = indicator_tables.indicators(document)
    taken = {span.block for row in rows for span in row.spans.values()}
    taken |= {span.origin.block for span in (*indicator_tables.groups(document), *indicator_tables.totals(document))}
    out = Stated()
    topics: dict[int, Named | None] = {}
    for block in document.blocks:
        if block.kind is BlockKind.TABLE:
            _read_table(block, setting, frozenset(taken), out)
        elif block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.FOOTNOTE, BlockKind.TEXTBOX):
            if block.kind is BlockKind.HEADING:
                topics = {level: topic for level, topic in topics.items() if level < block.outline}
                topics[block.outline] = _topic_of(block, setting)
            heading = next((topics[level] for level in sorted(topics, reverse=True) if topics[level]), None)
            _join(out, read_paragraph(block, setting, heading))
    for row in rows:
        out.facts.extend(_indicator_facts(row, setting))
    out.facts.sort(key=lambda fact: (fact.origin.start, fact.origin.end))
    return Statements(
        setting.subject, setting.period, tuple(out.facts), tuple(out.sums), tuple(out.changes), tuple(out.ratios),
        rows, indicator_tables.groups(document), indicator_tables.totals(document), tuple(out.loose),
    )  # fmt: skip


def _join(out: Stated, more: Stated) -> None:
    out.facts += more.facts
    out.sums += more.sums
    out.changes += more.changes
    out.ratios += more.ratios
    out.loose += more.loose


def _topic_of(block: Block, setting: Setting) -> Named | None:
    """What a heading is about: the last concept it names."""
    hits = setting.taxonomy.find(block.text)
    return Named(hits[-1].concept.id, hits[-1].concept.label) if hits else None


def _read_table(block: Block, setting: Setting, taken: frozenset[str], out: Stated) -> None:
    found = read_table(block, setting, taken)
    out.facts.extend(found.facts.values())
    out.sums.extend(table_sums(found, setting.document, setting.taxonomy))
    numeric = {cell.block.id for cell in found.running} | {fact.origin.block for fact in found.facts.values()} | taken
    for cell in block.cells:
        if cell.block.id not in numeric and any(c.isdigit() for c in cell.text):
            _join(out, read_paragraph(cell.block, setting, None))


def _indicator_facts(row: StatedIndicator, setting: Setting) -> list[Fact]:
    """Target, actual, weight and score of an indicator row as facts, each with its own cell."""
    name = row.level[2] or row.level[1]
    score = unit_for("分") or NUMBER
    wanted: tuple[tuple[str, Figure | None, str, str, Basis | None], ...] = (
        ("target", row.target_figure, "indicator.target", "指标目标值", Basis.TARGET),
        ("actual", row.actual_figure, "indicator.actual", "指标实际值", Basis.ACTUAL),
        ("weight", row.weight, "indicator.weight", "指标分值", None),
        ("score", row.score, "indicator.score", "指标得分", None),
    )
    facts = []
    for field, figure, concept, label, basis in wanted:
        span = row.spans.get(field)
        if figure is None or span is None:
            continue
        if field in ("weight", "score") and figure.unit is NUMBER:
            figure = Figure(figure.number, figure.step, score, figure.text, figure.hedge, figure.upper)
        context = Context(setting.subject, setting.period, basis, "", name)
        facts.append(Fact(concept, f"{name}·{label}", context, figure, span))
    return facts
