"""Tables of a draft as WordprocessingML: exact widths, spans, a head that repeats, rows that stay in one piece."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from jiheng.core.reporting.draft import Align, CellKind, Runs, Table, plain
from jiheng.core.reporting.page_layout import Placed, is_dense, tall_rows, width
from jiheng.core.reporting.table_grid import Placement, grid, pieces
from jiheng.core.reporting.typefaces import Face
from jiheng.core.reporting.word.paragraphs import break_before, gap, runs
from jiheng.core.reporting.word.styles import DENSE_SIZE, TABLE_SIZE, fonts
from jiheng.core.reporting.word.xml import paragraph, run, text

_UNIT = re.compile(r"(.*[^（）])(（[^（）]{1,4}）)|([^\d]?[\d,.]+)(万元|亿元|平方米|人次)")
_SIDES = 114  # twips; the margins of a cell
_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = '<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
_HEAD = fonts(Face.HEI)
_JOINT = paragraph("Joint", "", "<w:rPr><w:vanish/></w:rPr>")  # Word would join two tables that touch, and then repeat no head but the first


def table(part: Table, placed: Placed, line_width: int) -> str:
    """The table with its title, unit, notes and signatures. `line_width` is in twips."""
    widths = shares(part.widths, line_width)
    body = _JOINT.join(_piece(piece, widths, part.title or part.sheet or part.id) for piece in pieces(part))
    return _above(part, placed) + body + _below(part)


def _piece(part: Table, widths: Sequence[int], caption: str) -> str:
    """One table of the file; a head of the form's middle stands first in a piece of its own, for only such rows repeat."""
    dense = is_dense(part)
    signed = len(part.rows) - 1 if part.notes or part.sign_off else -1  # who signs is never alone on a page
    tall = tall_rows(part)
    rows = "".join(
        _row(cells, widths, head=number < part.head_rows, keep=number in (signed, signed - 1), whole=number not in tall, dense=dense)
        for number, cells in enumerate(grid(part))
    )
    properties = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{_LINES}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/>{_MARGINS}<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        f' w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{text(caption)}"/></w:tblPr>'
    )
    columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _above(part: Table, placed: Placed) -> str:
    lines = []
    lead, broken = gap(placed), break_before(placed)
    if part.title and placed.titled:
        lines.append(paragraph("TableTitle", run(part.title), lead, broken))
        lead = broken = ""
    if part.unit:
        lines.append(paragraph("TableUnit", run(f"单位：{part.unit.removeprefix('单位：')}"), lead, broken))
        lead = broken = ""
    if lead or broken:
        lines.append(paragraph("Gap", "", lead, broken))
    return "".join(lines)


def _below(part: Table) -> str:
    """Notes and signatures; at least a narrow gap, since Word joins two tables that touch."""
    kept = "<w:keepNext/>" if part.sign_off else ""
    notes = "".join(paragraph("TableNote", run(note), before_style=kept) for note in part.notes)
    signed = paragraph("TableSign", runs(part.sign_off)) if part.sign_off else ""
    return notes + signed or paragraph("Gap", "")


def shares(parts: Sequence[int], whole: int) -> list[int]:
    """A width divided by shares, to the last twip."""
    total = sum(parts)
    edges = [whole * sum(parts[:number]) // total for number in range(len(parts) + 1)]
    return [right - left for left, right in itertools.pairwise(edges)]


def cell_room(widths: Sequence[int], *, dense: bool) -> int:
    """How much stands on a line of a cell. Units: half characters, of `widths` in twips."""
    return (sum(widths) - _SIDES) // (5 * (DENSE_SIZE if dense else TABLE_SIZE))


def broken(line: Runs, room: int) -> Runs:
    """A label or an amount that is too long for a line, with a break before its unit: Word would break within.

    Units: `room` in half characters.
    """
    if (
        len(line) != 1 or 2 * len(line[0].text) < room or "\n" in line[0].text or width(line[0].text) + 1 <= room
    ):  # a quarter character stands between digits and words
        return line
    words = line[0].text
    found = _UNIT.fullmatch(words)
    first, unit = (found[1] or found[3], found[2] or found[4]) if found else (words, "")
    return (replace(line[0], text=f"{first}\n{unit}"),) if unit and width(first) <= room else line


def _row(cells: Sequence[Placement], widths: Sequence[int], *, head: bool, keep: bool, whole: bool, dense: bool) -> str:
    marks = f'{"<w:cantSplit/>" if whole else ""}<w:trHeight w:val="{300 if dense else 340}" w:hRule="atLeast"/>{"<w:tblHeader/>" if head else ""}'
    return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(_cell(one, widths, dense=dense, keep=head or keep) for one in cells)}</w:tr>"


def _cell(placement: Placement, widths: Sequence[int], *, dense: bool, keep: bool) -> str:
    column, cell, begins = placement
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    down = ('<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>") if cell.rows > 1 else ""
    properties = f'<w:tcW w:w="{sum(widths[column : column + cell.columns])}" w:type="dxa"/>{span}{down}<w:vAlign w:val="center"/>'
    style = "TableDense" if dense else "TableText"
    align = f'<w:jc w:val="{cell.align.value}"/>' if cell.align is not Align.CENTER else ""
    words = ""
    if begins:
        lines = broken(cell.runs, cell_room(widths[column : column + cell.columns], dense=dense))
        head = cell.kind is CellKind.HEAD and cell.runs == plain(cell.text)
        words = "".join(run(one.text, _HEAD) for one in lines) if head else runs(lines)
    kept = "<w:keepNext/>" if keep else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(style, words, align, kept)}</w:tc>"
