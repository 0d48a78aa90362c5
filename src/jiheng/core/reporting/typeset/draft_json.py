"""A draft as the plain data that the template sets."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from jiheng.core.reporting.charts.picture import CHART_WIDTH, chart_svg
from jiheng.core.reporting.draft import Attachment, Cell, CellKind, Chart, Draft, Heading, PageBreak, Paragraph, Run, Table, Title, plain
from jiheng.core.reporting.page_layout import Placed, is_dense, lay_out, tall_rows, title_lines
from jiheng.core.reporting.safe_text import visible
from jiheng.core.reporting.table_grid import cells_at, grid, pieces
from jiheng.core.reporting.typefaces import Face, has_own, present


def draft_json(draft: Draft, date: tuple[int, int, int]) -> str:
    """The whole draft; `date` is the one that a file of this format must bear."""
    sheets = []
    depth = 0
    titled = False
    for sheet in lay_out(draft):
        parts = []
        for placed in sheet.parts:
            data = _part(placed)
            if isinstance(placed.part, Title):
                data["first-title"] = not titled
                titled = True
            if isinstance(placed.part, Attachment):
                depth = 1
            if isinstance(placed.part, Heading):
                depth = min(placed.part.level, depth + 1)  # a reader of the outline never meets a skipped level
                data["depth"] = depth
            parts.append(data)
        sheets.append({"landscape": sheet.landscape, "parts": parts})
    faces = {face.name.lower(): list(present(face)) for face in Face}
    data = {
        "title": visible(draft.title) or "绩效自评",
        "date": date,
        "faces": faces,
        "title-face": has_own(Face.TITLE),
        "sheets": sheets,
        "foot": visible(draft.foot),
    }
    return json.dumps(data, ensure_ascii=False)


def _part(placed: Placed) -> dict[str, Any]:
    own = {"above": placed.above, "left": placed.left, "first": placed.first, "right": placed.right, "new-page": placed.new_page, "keep": placed.keep}
    match placed.part:
        case Title() as part:
            return own | {"kind": "title", "lines": [visible(one) for line in part.lines for one in title_lines(line)]}
        case Heading() as part:
            return own | {"kind": "heading", "level": part.level, "text": visible(part.text)}
        case Paragraph() as part:
            return own | {"kind": "paragraph", "style": part.style.value, "runs": [_run(run) for run in part.runs]}
        case Attachment() as part:
            return own | {"kind": "attachment", "label": f"附件{part.number or ''}", "lines": [visible(one) for one in title_lines(part.title)]}
        case Chart() as part:
            return own | {
                "kind": "chart",
                "svg": chart_svg(part),
                "width": CHART_WIDTH,
                "alt": visible(part.alternative),
                "title": visible(part.title),
            }
        case Table() as part:
            return own | _table(part, titled=placed.titled)
        case PageBreak():
            raise AssertionError(placed)  # laying out has turned it into a new page


def _table(part: Table, *, titled: bool) -> dict[str, Any]:
    return {
        "kind": "table",
        "title": visible(part.title) if titled else "",
        "unit": visible(part.unit.removeprefix("单位：")),
        "widths": part.widths,
        "dense": is_dense(part),
        "pieces": [_piece(piece) for piece in _with_tail(pieces(part))],
        "notes": [visible(note) for note in part.notes],
        "sign": [_run(run) for run in part.sign_off],
    }


def _with_tail(cut: tuple[Table, ...]) -> tuple[Table, ...]:
    """The last row as a piece of its own where notes or signatures follow, which must not stand alone on a page."""
    last = cut[-1]
    if not (last.notes or last.sign_off) or len(last.rows) < 2 + last.head_rows or any(not begins for *_, begins in list(grid(last))[-1]):
        return cut
    return (*cut[:-1], replace(last, rows=last.rows[:-1]), replace(last, rows=last.rows[-1:], head_rows=0))


def _piece(part: Table) -> dict[str, Any]:
    tall = tall_rows(part)
    placed = [(row, _cell(cell, column, row, breaks=cell.rows > 1 or row in tall)) for row, column, cell in cells_at(part)]
    return {
        "head": [cell for row, cell in placed if row < part.head_rows],
        "body": [cell for row, cell in placed if row >= part.head_rows],
    }


def _cell(cell: Cell, column: int, row: int, *, breaks: bool) -> dict[str, Any]:
    return {
        "x": column,
        "y": row,
        "rows": cell.rows,
        "columns": cell.columns,
        "align": cell.align.value,
        "head": cell.kind is CellKind.HEAD and cell.runs == plain(cell.text),
        "breaks": breaks,
        "runs": [_run(run) for run in cell.runs],
    }


def _run(run: Run) -> dict[str, Any]:
    data: dict[str, Any] = {"text": visible(run.text)}
    if run.bold:
        data["bold"] = True
    if run.mark.value:
        data["mark"] = run.mark.value
    return data
