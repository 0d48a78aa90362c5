"""The document as it was read: headings, paragraphs, tables with merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiheng.core.documents.block import Block, BlockKind, Cell
from jiheng.core.documents.document import Document
from jiheng.core.documents.locator import SheetPlace
from jiheng.core.reporting.audit_html.escape import text, when
from jiheng.core.reporting.audit_html.marked_text import MarkedText
from jiheng.core.reporting.audit_html.places import Places

_OUTSIDE = {BlockKind.HEADER: "页眉", BlockKind.FOOTER: "页脚", BlockKind.FOOTNOTE: "脚注", BlockKind.TEXTBOX: "文本框", BlockKind.COMMENT: "批注"}
_CHUNK = 2500  # characters drawn together; what is far from the screen is not laid out
_NUMBER = re.compile(r"[-—+≥≤＝=<>约]?\s*[\d,，.]+\s*[%％‰]?|[-—/]+")


def document_html(document: Document, places: Places) -> str:
    """All blocks in order, gathered in chunks that a browser may skip while they are out of sight."""
    chunks: list[str] = []
    open_parts: list[str] = []
    size = 0
    for html, length in _blocks(document, places):
        open_parts.append(html)
        size += length
        if size > _CHUNK:
            chunks.append("\n".join(open_parts))
            open_parts, size = [], 0
    if open_parts:
        chunks.append("\n".join(open_parts))
    return "\n".join(f'<div class="chunk">{chunk}</div>' for chunk in chunks)


def _blocks(document: Document, places: Places) -> Iterator[tuple[str, int]]:
    marked = MarkedText(places)
    level, sheet, table = 2, "", 0
    for block in document.blocks:
        place = block.places[0][1] if block.places else None
        lead = marked.lead(block)
        if isinstance(place, SheetPlace) and place.sheet != sheet:
            sheet = place.sheet
            lead += f'<p class="sheet">工作表“{text(sheet)}”</p>'
        if block.kind is BlockKind.TABLE:
            table += 1
            yield lead + _table(block, table, marked), sum(len(cell.text) + 8 for cell in block.cells)
            continue
        html = marked.html(block)
        if block.kind is BlockKind.HEADING:
            level = min(block.outline + 2, level + 1, 6)
            html = f"<h{level}>{html}</h{level}>"
        elif block.kind in _OUTSIDE:
            html = f'<p class="out"><b>{_OUTSIDE[block.kind]}</b> {html}</p>'
        else:
            html = f"<p>{html}</p>"
        yield lead + html, len(block.text)


def _table(block: Block, number: int, marked: MarkedText) -> str:
    rows: dict[int, list[Cell]] = {}
    for cell in block.cells:
        rows.setdefault(cell.row, []).append(cell)
    # A merged cell may be declared far larger than the table: only rows and columns that some cell begins in are drawn.
    height = max((cell.row for cell in block.cells), default=-1) + 1
    width = max((cell.column for cell in block.cells), default=-1) + 1
    covered = {
        (row, column) for cell in block.cells if cell.rows > 1 or cell.columns > 1
        for row in range(cell.row, min(cell.row + cell.rows, height)) for column in range(cell.column, min(cell.column + cell.columns, width))
    }  # fmt: skip
    body: list[str] = []
    for row in range(height):
        cells = {cell.column: cell for cell in rows.get(row, ())}
        parts = [
            _cell(cells[column], marked, height - row, width - column) if column in cells else "<td></td>"
            for column in range(width) if column in cells or (row, column) not in covered
        ]  # fmt: skip
        body.append(f"<tr>{''.join(parts)}</tr>")
    name = f"表{number}：{block.caption}" if block.caption else f"表{number}"
    return f'<div class="tw" role="group" aria-label="{text(" ".join(name.split()))}"><table class="t">{"".join(body)}</table></div>'


def _cell(cell: Cell, marked: MarkedText, down: int, across: int) -> str:
    rows, columns = min(cell.rows, down), min(cell.columns, across)
    spans = when(rows > 1, f' rowspan="{rows}"') + when(columns > 1, f' colspan="{columns}"')
    kind = ' class="r"' if _NUMBER.fullmatch(cell.text.strip()) else ""
    return f"<td{spans}{kind}>{marked.html(cell.block)}</td>"
