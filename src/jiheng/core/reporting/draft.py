"""A report before it has a file format: headings, paragraphs, tables of typed cells, charts. Renderers know only this."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from jiheng.core.facts.fact import Fact
from jiheng.core.record import record


class Mark(Enum):
    """What is known of a number in a text that a person typed."""

    NONE = ""
    BOUND = "bound"  # equals a fact of the case
    CONTRADICTS = "contradicts"  # a fact of the same thing says otherwise
    UNBOUND = "unbound"  # no fact of the case is about it


@record
class Run:
    """Some characters of a line; `facts` are what a number in it states, so that a reader can be taken there."""

    text: str
    facts: tuple[Fact, ...] = ()
    mark: Mark = Mark.NONE
    bold: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """The report's title, or an attachment's; `lines` break where words end (GB/T 9704: 梯形 or 菱形)."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1…4; the text bears its own number (一、 （一） 1. （1）). `id` is its anchor."""

    level: int
    text: str
    id: str = ""


class Style(Enum):
    """How a paragraph stands on the page."""

    BODY = "body"  # two characters in, justified
    FLUSH = "flush"  # no indent (主送机关)
    CENTERED = "centered"
    SUBTITLE = "subtitle"  # what is said of the report right below its title, in brackets
    SIGNATURE = "signature"  # 署名
    DATE = "date"  # 成文日期
    ENCLOSURE = "enclosure"  # 附件说明
    NOTE = "note"  # small print below a table


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of runs; `narrative` tells that a person typed it."""

    runs: Runs
    style: Style = Style.BODY
    narrative: bool = False


class CellKind(Enum):
    """What a cell holds, and who may change it in a sheet."""

    HEAD = "head"  # a label
    TEXT = "text"  # typed words
    NUMBER = "number"  # typed number
    COMPUTED = "computed"  # follows from others; protected in a sheet
    BLANK = "blank"  # to be filled by hand


class Align(Enum):
    """Where words stand in a cell."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@record
class Cell:
    """One cell of a table; `runs` is what is printed, `value` the same as an exact decimal where it is a number.

    `places` decimals are shown; `percent` cells hold a ratio (0.9895). `formula` is a sheet formula over the `key` of other
    cells in braces, `ROUND({execution}/{budget},4)`; it must give `value`. `limit` is the longest text that the official form takes, in characters; `choices` what it
    may say. `rows`, `columns` span.
    """

    runs: Runs = ()
    kind: CellKind = CellKind.TEXT
    value: Decimal | None = None
    places: int = 2
    percent: bool = False
    key: str = ""
    formula: str = ""
    rows: int = 1
    columns: int = 1
    align: Align = Align.CENTER
    limit: int = 0
    choices: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What is printed."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Table:
    """A form or a table. Each row lists only the cells that begin in it; spans fill the rest, as in HTML.

    `widths` are shares of the line, one per column; the first `head_rows` rows repeat on each page. `bands` are runs of rows lower down,
    each as its first row and the row after its last: the first one heads the others and repeats above them. `unit` stands above
    the table at its right ("单位：万元"). `landscape` asks for a page of its own across. `sheet` names the sheet that it becomes in a workbook. Keys of
    cells are unique within a draft.
    """

    id: str
    title: str
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    head_rows: int = 0
    bands: tuple[tuple[int, int], ...] = ()
    unit: str = ""
    notes: tuple[str, ...] = ()
    landscape: bool = False
    sheet: str = ""
    sign_off: Runs = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One row of values of a chart; None where there is none."""

    title: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of numbers that also stand in words: `alternative` says in a sentence what it shows."""

    id: str
    title: str
    kind: str  # column, line or bar
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """Begins an attachment on a page of its own: "附件2" and its title; `number` 0 for the only one ("附件")."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page."""


Part = Title | Heading | Paragraph | Table | Chart | Attachment | PageBreak


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole document of parts in reading order. `facts` are all that it states; `stamps` what differs between two runs
    of one input (made on, by which version), printed nowhere but kept in a file's properties. `foot` stands at the foot of every page,
    opposite its number (the code of a version that was handed over).
    """

    title: str
    subject: str
    year: int
    parts: tuple[Part, ...]
    facts: tuple[Fact, ...] = ()
    stamps: tuple[tuple[str, str], ...] = ()
    foot: str = ""

    def for_publication(self) -> Draft:
        """The same without marks, facts and stamps: only what is printed."""
        return replace(self, parts=tuple(_bare(part) for part in self.parts), facts=(), stamps=())

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table in order."""
        return tuple(part for part in self.parts if isinstance(part, Table))


def plain(text: str) -> Runs:
    """Words with nothing behind them."""
    return (Run(text),) if text else ()


def _bare(part: Part) -> Part:
    if isinstance(part, Paragraph):
        return replace(part, runs=_bare_runs(part.runs))
    if isinstance(part, Table):
        rows = tuple(tuple(replace(cell, runs=_bare_runs(cell.runs)) for cell in row) for row in part.rows)
        return replace(part, rows=rows, sign_off=_bare_runs(part.sign_off))
    return part


def _bare_runs(runs: Runs) -> Runs:
    return tuple(replace(run, facts=(), mark=Mark.NONE) for run in runs)
