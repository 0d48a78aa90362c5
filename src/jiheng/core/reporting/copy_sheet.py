"""誊录单: the official forms field by field in their order, each as plain text with the length that the form takes.

Provinces have their forms filled in on a system of their own; what stands there is copied by hand, one field after another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import takewhile

from jiheng.core.reporting.composition import tables_of
from jiheng.core.reporting.draft import Cell, CellKind, Table
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.table_grid import Placement, grid
from jiheng.core.rulepack.outline import Layout

_ORDER = ("targets", "self_evaluation", "project_self_evaluation", "base_data", "score_table")
_WORDS_OF_FORM = "/"  # printed by the form itself where nothing is to be filled in
_JOIN = " · "
_COLON = "："
_WEIGHT = re.compile(r"（[\d.]+分）")  # of a group, which follows its rows
_FEW = 3  # values beside each other make a row of many
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class CopyField:
    """One field of a form: its lasting id, the labels that lead to it, and what is to be entered.

    `limit` is the longest text that the form takes, in characters, 0 where none is known. `is_computed` tells that the form computes it.
    """

    id: str
    label: str
    text: str
    limit: int = 0
    is_computed: bool = False
    choices: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """Its characters as forms count them: line ends are none."""
        return len(self.text.replace("\n", "").replace("\r", ""))

    @property
    def over(self) -> int:
        """How many characters are too many."""
        return max(0, self.length - self.limit) if self.limit else 0

    @property
    def content(self) -> str:
        """The hash of what is to be entered."""
        return sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class CopyForm:
    """One form with its fields. `source` and `verified` tell where its layout and its limits are from."""

    id: str
    title: str
    unit: str
    fields: tuple[CopyField, ...]
    source: str
    verified: bool


def copy_sheet(given: ReportInput) -> tuple[CopyForm, ...]:
    """Every form that the pack asks of the department and its projects, in the order of the forms."""
    forms = []
    for layout in _asked(given):
        for table in tables_of(given, layout):
            fields = tuple(_fields(table))
            if fields:
                forms.append(CopyForm(table.id, table.title, table.unit, fields, layout.source, layout.verified))
    return tuple(forms)


def _asked(given: ReportInput) -> list[Layout]:
    """The layouts that the report attaches; where it attaches no form of self-evaluation, those of the pack."""
    attached = [layout for layout in given.layouts if layout.id in given.outline.attachments]
    chosen = attached or list(given.layouts)
    order = {id: place for place, id in enumerate(_ORDER)}
    return sorted((one for one in chosen if one.id in order), key=lambda one: order[one.id])


def _fields(table: Table) -> Iterator[CopyField]:
    rows = list(grid(table))
    seen: dict[str, int] = {}
    for number, row in enumerate(rows):
        for place, (column, cell, begins) in enumerate(row):
            own, text = _split(cell)
            if not begins or cell.kind in (CellKind.HEAD, CellKind.BLANK) or text in ("", _WORDS_OF_FORM):
                continue
            above = _above(rows, number, column, cell)
            labels = _plain([*_left(row, place, _name_of(row) if above else ""), *above, own])
            label = _JOIN.join(labels) or table.title
            seen[label] = seen.get(label, 0) + 1
            label += f"{_JOIN}{seen[label]}" if seen[label] > 1 else ""
            id = f"{table.id}.{sha256(_WEIGHT.sub('', label).encode()).hexdigest()[:16]}"
            yield CopyField(id, label, text, cell.limit, cell.kind is CellKind.COMPUTED, cell.choices)


def _split(cell: Cell) -> tuple[str, str]:
    """A label that stands in the cell itself ("项目支出：12.30"), and what is to be entered."""
    first = cell.runs[0] if cell.runs else None
    if first is None or first.facts or not first.text.endswith(_COLON) or (len(cell.runs) > 1 and not cell.runs[1].facts):
        return "", cell.text.strip()
    return first.text.rstrip(_COLON), "".join(run.text for run in cell.runs[1:]).strip()


def _left(row: Sequence[Placement], place: int, name: str) -> list[str]:
    """The labels before a cell: those right before it, below those that reach over several rows; else the first ones, and the row's name."""
    first = list(takewhile(_is_head, (cell for _, cell, _ in row[:place])))
    near = list(takewhile(_is_head, (cell for _, cell, _ in reversed(row[:place]))))[::-1]
    if near and len(first) < place:
        return [cell.text for cell in (*(one for one in first if one.rows > 1), *near)]
    return [*(cell.text for cell in first), name]


def _name_of(row: Sequence[Placement]) -> str:
    """What a row of many is called: its first words, where several values follow them."""
    own = [cell for _, cell, begins in row if begins and not _is_head(cell)]
    name = own[0].text if len(own) >= _FEW and own[0].kind is CellKind.TEXT else ""
    return name if len(name) <= _LONGEST_NAME and any("一" <= one <= "鿿" for one in name) else ""


def _above(rows: Sequence[Sequence[Placement]], number: int, column: int, cell: Cell) -> list[str]:
    """What heads the column: the nearest rows of labels alone above it."""
    found: list[str] = []
    for above in range(number - 1, -1, -1):
        over = next(one for at, one, _ in rows[above] if at <= column < at + one.columns)
        heads = all(_is_head(one) for _, one, _ in rows[above]) and any(one.isalnum() for one in over.text)
        if heads and over.columns >= cell.columns:
            found.insert(0, over.text)
        elif found:
            break
    return found


def _is_head(cell: Cell) -> bool:
    return cell.kind is CellKind.HEAD


def _plain(labels: Sequence[str]) -> list[str]:
    """Labels without blanks, each once; signs that only fill a cell are none."""
    bare = ("".join(label.split()) for label in labels)
    return list(dict.fromkeys(label for label in bare if any(one.isalnum() for one in label)))
