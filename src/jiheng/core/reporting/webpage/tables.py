"""A table of a draft as an HTML table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jiheng.core.reporting.audit_html.escape import text, when
from jiheng.core.reporting.draft import Align, Cell, CellKind, Runs, Table
from jiheng.core.reporting.table_grid import pieces

_FORM, _WIDE = 7, 8  # tables of more columns scroll sideways rather than being squeezed


def table_name(part: Table) -> str:
    """What the table is called where only its name is told."""
    return part.title or part.sheet or "表"


def table_html(part: Table, runs: Callable[[Runs], str], *, titled: bool, name: str) -> str:
    """The table with its title, unit, notes and signatures; `name` tells it from the page's other tables."""
    columns = "".join(f'<col style="width:{100 * one / sum(part.widths):.2f}%">' for one in part.widths)
    wide = when(len(part.widths) > _FORM, f" class={'wide' if len(part.widths) > _WIDE else 'form'}")
    caption = f"<caption>{text(part.title)}</caption>" if part.title and titled else ""
    unit = f'<p class="unit">单位：{text(part.unit.removeprefix("单位："))}</p>' if part.unit else ""
    notes = "".join(f'<p class="note">{text(note)}</p>' for note in part.notes)
    sign = f'<p class="note gap">{runs(part.sign_off)}</p>' if part.sign_off else ""
    tables = "".join(
        f"<table{wide}>{when(not place, caption)}<colgroup>{columns}</colgroup>{_rows(piece, runs)}</table>"
        for place, piece in enumerate(pieces(part))
    )
    foot = when(notes + sign, f'<div class="foot">{notes}{sign}</div>')
    return f'{unit}<div class="scroll" tabindex="0" role="region" aria-label="{text(name)}">{tables}</div>{foot}'


def _rows(part: Table, runs: Callable[[Runs], str]) -> str:
    head = "".join(_row(cells, runs, head=True) for cells in part.rows[: part.head_rows])
    body = "".join(_row(cells, runs, head=False) for cells in part.rows[part.head_rows :])
    return f"{when(head, f'<thead>{head}</thead>')}<tbody>{body}</tbody>"


def _row(cells: Sequence[Cell], runs: Callable[[Runs], str], *, head: bool) -> str:
    return f"<tr>{''.join(_cell(cell, runs, head=head) for cell in cells)}</tr>"


def _cell(cell: Cell, runs: Callable[[Runs], str], *, head: bool) -> str:
    labels = cell.kind is CellKind.HEAD and bool(cell.text.strip())
    tag = "th" if labels else "td"
    spans = when(cell.rows > 1, f' rowspan="{cell.rows}"') + when(cell.columns > 1, f' colspan="{cell.columns}"')
    scope = ("colgroup" if cell.columns > 1 else "col") if head else ("rowgroup" if cell.rows > 1 else "row")
    marks = when(labels, f' scope="{scope}"') + when(cell.align is not Align.CENTER, f' class="{cell.align.value}"')
    return f"<{tag}{spans}{marks}>{runs(cell.runs)}</{tag}>"
