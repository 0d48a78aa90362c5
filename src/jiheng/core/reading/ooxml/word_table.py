"""The grid of a Word table: every cell with its row, column and spans, whatever merging produced it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from jiheng.core.reading.ooxml.numbering import W, whole
from jiheng.core.reading.ooxml.word_text import ALTERNATE, GONE, choice

_VAL = W + "val"
_ROW, _CELL, _PARAGRAPH, _TABLE = W + "tr", W + "tc", W + "p", W + "tbl"
_WRAPPERS = {W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_WIDEST = 256  # Word itself stops at 63 columns


@dataclass(slots=True)
class GridCell:
    """A cell on the grid (from 0) with the element that holds its text."""

    row: int
    column: int
    node: Any
    rows: int = 1
    columns: int = 1
    covered: list[Any] = field(default_factory=list)  # cells merged into this one; Word does not show their text


def flattened(parent: Any, *wanted: str) -> Iterator[Any]:
    """Children of the wanted kinds in order, through content controls and the like; deleted ones left out."""
    for child in parent:
        tag = child.tag
        if tag in wanted:
            yield child
        elif tag in _WRAPPERS:
            yield from flattened(child, *wanted)
        elif tag == ALTERNATE:
            branch = choice(child)
            if branch is not None:
                yield from flattened(branch, *wanted)
        elif tag in GONE:
            continue


def continued(table: Any) -> list[Any]:
    """What below a table is printed as more of it: tables of the same columns behind hidden empty paragraphs.

    A form is cut like this so that a head in its middle can repeat on each page; the reader of the page sees one table.
    """
    found: list[Any] = []
    hidden: list[Any] = []
    columns = _columns(table)
    for node in table.itersiblings():
        if node.tag == _PARAGRAPH and _is_hidden_and_empty(node):
            hidden.append(node)
        elif node.tag == _TABLE and hidden and columns and _columns(node) == columns:
            found += [*hidden, node]
            hidden = []
        else:
            break
    return found


def _columns(table: Any) -> list[str]:
    return [one.get(W + "w", "") for one in table.iterfind(f"{W}tblGrid/{W}gridCol")]


def _is_hidden_and_empty(paragraph: Any) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}vanish") is not None and paragraph.find(f".//{W}t") is None


def grid(table: Any) -> list[GridCell]:
    """The cells of a table by row and column."""
    cells: list[GridCell] = []
    open_above: dict[int, GridCell] = {}
    row = 0
    for tr in flattened(table, _ROW):
        column, gone = 0, False
        for properties in tr.iterchildren(W + "trPr"):
            gone = properties.find(W + "del") is not None
            before = properties.find(W + "gridBefore")
            column = _clamped(before, 0)
        if gone:
            continue
        started: dict[int, GridCell] = {}
        for cell, down in _across(tr, row, column):
            above = open_above.get(cell.column) if down == "continue" else None
            if above is not None and cell.columns >= above.columns:  # a narrower one would lie upon its neighbours
                above.rows = row - above.row + 1
                above.covered += [cell.node, *cell.covered]
                started[cell.column] = above
            else:
                cells.append(cell)
                if down:
                    started[cell.column] = cell
        open_above = started
        row += 1
    return cells


def _across(tr: Any, row: int, column: int) -> list[tuple[GridCell, str]]:
    """The cells of a row merged sideways, each with its word on merging downwards."""
    cells: list[tuple[GridCell, str]] = []
    for tc in flattened(tr, _CELL):
        span, down, across = _merging(tc)
        if across == "continue" and cells:
            cells[-1][0].columns += span
            cells[-1][0].covered.append(tc)
        else:
            cells.append((GridCell(row, column, tc, 1, span), down))
        column += span
    return cells


def _merging(tc: Any) -> tuple[int, str, str]:
    properties = tc.find(W + "tcPr")
    if properties is None:
        return 1, "", ""
    span, down, across = 1, "", ""
    for node in properties:
        if node.tag == W + "gridSpan":
            span = _clamped(node, 1)
        elif node.tag == W + "vMerge":
            down = node.get(_VAL, "continue")
        elif node.tag == W + "hMerge":
            across = node.get(_VAL, "continue")
    return span, down, across


def _clamped(node: Any | None, least: int) -> int:
    return min(_WIDEST, max(least, whole(node.get(_VAL), least))) if node is not None else least
