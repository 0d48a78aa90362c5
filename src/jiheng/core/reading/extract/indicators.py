"""Rows of indicator tables of any format: levels, target, actual, weight, score; group weights and totals as printed.

Only what the table prints: nothing is inferred, summed or corrected here.
"""

from __future__ import annotations

from dataclasses import replace

from jiheng.core.documents.block import BlockKind
from jiheng.core.documents.document import Document
from jiheng.core.documents.lone import cells_of
from jiheng.core.facts.indicator import GroupTotal, StatedIndicator
from jiheng.core.reading.extract.indicator_table import Heads, IndicatorTables, read_alone
from jiheng.core.reading.extract.placed import KEPT, Place


def indicators(document: Document) -> tuple[StatedIndicator, ...]:
    """Every indicator row of a document's tables, in order."""
    return tuple(read_indicator_tables(document).rows)


def groups(document: Document) -> tuple[GroupTotal, ...]:
    """Points printed for groups: 产出指标(40分), subtotal rows, and the 10 points of 预算执行率 in the form's upper part."""
    return tuple(read_indicator_tables(document).groups)


def totals(document: Document) -> tuple[GroupTotal, ...]:
    """Total rows of indicator tables: 总分 100 97."""
    return tuple(read_indicator_tables(document).totals)


def read_indicator_tables(document: Document) -> IndicatorTables:
    """Rows, groups and totals in one pass; a table without heads goes on with the one before it."""
    found = IndicatorTables()
    carried: Heads | None = None
    for block in document.blocks:
        if block.kind is BlockKind.TABLE:
            read = (read_alone if len(block.cells) <= KEPT else read_alone.__wrapped__)(cells_of(block), carried)
            _place(read.found, Place(block, document), found)
            if read.heads is not None or not read.is_blank:
                carried = read.heads
        elif block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH) and len(block.text) > 30:
            carried = None
    return found


def forget_indicators() -> None:
    """Keep no table that was read before."""
    read_alone.cache_clear()


def _place(read: IndicatorTables, place: Place, out: IndicatorTables) -> None:
    """What a lone table prints, in its place."""
    for row in read.rows:
        out.rows.append(replace(row, origin=place.span(row.origin), spans={key: place.span(span) for key, span in row.spans.items()}))
    out.groups += [replace(group, origin=place.span(group.origin)) for group in read.groups]
    out.totals += [replace(total, origin=place.span(total.origin)) for total in read.totals]
    out.points += [points._replace(span=place.span(points.span)) for points in read.points]
