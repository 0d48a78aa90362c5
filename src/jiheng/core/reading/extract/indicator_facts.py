"""What indicator rows print, as facts: target, actual, weight and score of each row, points of groups and totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jiheng.core.documents.block import Block
from jiheng.core.documents.document import Document
from jiheng.core.documents.span import Span
from jiheng.core.facts.context import Basis, Context
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.indicator import StatedIndicator
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.mention import MentionKind
from jiheng.core.figures.printed import scan
from jiheng.core.figures.units import NUMBER, unit_for
from jiheng.core.reading.extract.headers import with_unit
from jiheng.core.reading.extract.indicator_table import IndicatorTables, PrintedPoints
from jiheng.core.reading.extract.setting import Setting

_POINTS = unit_for("分") or NUMBER
_VALUES = (("target", "indicator.target", "指标目标值", Basis.TARGET), ("actual", "indicator.actual", "指标实际值", Basis.ACTUAL))


def name_of(row: StatedIndicator) -> str:
    """An indicator's name: its own words, else its second level."""
    return row.level[2] or row.level[1]


def taken_blocks(tables: IndicatorTables) -> Iterator[str]:
    """Cells whose figures indicator facts state; words of names, reasons and standards are read as running text."""
    for row in tables.rows:
        for field, span in row.spans.items():
            if field in ("target", "actual", "unit", "relation") or (field == "weight" and row.weight) or (field == "score" and row.score):
                yield span.block
    for points in tables.points:
        yield points.span.block
    for total in tables.totals:
        yield total.origin.block


def indicator_facts(tables: IndicatorTables, setting: Setting) -> Iterator[Fact]:
    """Target, actual, weight and score of every indicator row, and the points of groups and totals, each with its own cell."""
    cells = {cell.block.id: cell.block for block in setting.document.blocks for cell in block.cells} if tables.rows else {}
    for row in tables.rows:
        yield from _row_facts(row, setting, cells)
    for points in tables.points:
        yield _points_fact(points, setting)


def _row_facts(row: StatedIndicator, setting: Setting, cells: Mapping[str, Block]) -> Iterator[Fact]:
    name = name_of(row)
    for field, concept, label, basis in _VALUES:
        span = row.spans.get(field)
        figure = row.target_figure if field == "target" else row.actual_figure
        if span is None:
            continue
        context = Context(setting.subject, setting.period, basis, "", name)
        if figure is not None:
            yield Fact(concept, f"{name}·{label}", context, with_unit(figure, unit_for(row.unit)), span)
            continue
        for inner, part in _parts(cells[span.block], span.quote, setting.document):
            yield Fact(concept, f"{name}·{label}", context, inner, part)
    for weight, concept, label, field in (
        (row.weight, "indicator.weight", "指标分值", "weight"),
        (row.score, "indicator.score", "指标得分", "score"),
    ):
        span = row.spans.get(field)
        if weight is not None and span is not None:
            yield Fact(concept, f"{name}·{label}", Context(setting.subject, setting.period, None, "", name), with_unit(weight, _POINTS), span)


def _parts(block: Block, quote: str, document: Document) -> Iterator[tuple[Figure, Span]]:
    """The quantities of a cell of words: 开展培训5次，培训300人."""
    for mention in scan(block.text):
        if mention.kind is MentionKind.QUANTITY and mention.figure is not None:
            yield mention.figure, document.span(block, mention.start, mention.end, quote)


def _points_fact(points: PrintedPoints, setting: Setting) -> Fact:
    """Points of a group, or of the whole table: its score is the report's own."""
    figure = with_unit(points.figure, _POINTS)
    if points.is_score and points.name == "总分":
        return Fact("score.total", "自评得分", Context(setting.subject, setting.period), figure, points.span)
    concept, label = ("indicator.score", "指标得分") if points.is_score else ("indicator.weight", "指标分值")
    return Fact(concept, f"{points.name}·{label}", Context(setting.subject, setting.period, None, "", points.name), figure, points.span)
