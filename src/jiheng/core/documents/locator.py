"""Places a person can be taken to; `kind` tells which sort."""

from __future__ import annotations

from dataclasses import dataclass

from jiheng.core.record import record


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Line and column of a text, both from 1."""

    line: int
    column: int

    def as_json(self) -> dict[str, object]:
        """The place as plain data."""
        return {"kind": "txt", "line": self.line, "column": self.column}

    def words(self) -> str:
        """The place in Chinese."""
        return f"第{self.line}行第{self.column}列"


@record
class WordPlace:
    """A paragraph of a Word file, or a paragraph of a table's cell; Word has no pages, so places are structural.

    `part` is body, header, footer, footnote, textbox or comment; numbers are from 1; row and cell 0 outside tables.
    """

    part: str
    paragraph: int
    table: int = 0
    row: int = 0
    cell: int = 0

    def as_json(self) -> dict[str, object]:
        """The place as plain data."""
        data: dict[str, object] = {"kind": "docx", "part": self.part, "paragraph": self.paragraph}
        if self.table:
            data |= {"table": self.table, "row": self.row, "cell": self.cell}
        return data

    def words(self) -> str:
        """The place in Chinese."""
        parts = {"body": "", "header": "页眉", "footer": "页脚", "footnote": "脚注", "textbox": "文本框", "comment": "批注"}
        head = parts.get(self.part, self.part)
        if self.table:
            return f"{head}第{self.table}个表第{self.row}行第{self.cell}列"
        return f"{head}第{self.paragraph}段"


@dataclass(frozen=True, slots=True)
class PdfPlace:
    """A box of a PDF page: page from 1; box x0, top, x1, bottom in points from the page's top left corner."""

    page: int
    box: tuple[float, float, float, float]

    def as_json(self) -> dict[str, object]:
        """The place as plain data."""
        return {"kind": "pdf", "page": self.page, "box": [round(edge, 1) for edge in self.box]}

    def words(self) -> str:
        """The place in Chinese."""
        return f"第{self.page}页"


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A cell of a workbook: sheet name and A1 address."""

    sheet: str
    cell: str

    def as_json(self) -> dict[str, object]:
        """The place as plain data."""
        return {"kind": "xlsx", "sheet": self.sheet, "cell": self.cell}

    def words(self) -> str:
        """The place in Chinese."""
        return f"工作表“{self.sheet}”{self.cell}"


@dataclass(frozen=True, slots=True)
class HtmlPlace:
    """An element of a page by its path, and its line in the source (0 when unknown)."""

    path: str
    line: int = 0

    def as_json(self) -> dict[str, object]:
        """The place as plain data."""
        return {"kind": "html", "path": self.path, "line": self.line}

    def words(self) -> str:
        """The place in Chinese."""
        return f"源文件第{self.line}行" if self.line else self.path


@dataclass(frozen=True, slots=True)
class LedgerPlace:
    """Rows of a ledger: its kind and the ids of the entries."""

    ledger: str
    entries: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The place as plain data."""
        return {"kind": "ledger", "ledger": self.ledger, "entries": list(self.entries)}

    def words(self) -> str:
        """The place in Chinese."""
        return f"台账{self.ledger}第{'、'.join(self.entries)}条"


@record
class CasePlace:
    """A field of a case file: the file's name, line from 1, and the path of keys ("projects[2].outturn")."""

    file: str
    line: int
    path: str

    def as_json(self) -> dict[str, object]:
        """The place as plain data."""
        return {"kind": "case", "file": self.file, "line": self.line, "path": self.path}

    def words(self) -> str:
        """The place in Chinese."""
        return f"{self.file}第{self.line}行{self.path}"


Locator = TextPlace | WordPlace | PdfPlace | SheetPlace | HtmlPlace | LedgerPlace | CasePlace


def join_places(places: tuple[Locator, ...]) -> Locator:
    """One place for several neighbouring ones: PDF boxes of one page are united, else the first stands for all."""
    first = places[0]
    if isinstance(first, PdfPlace):
        boxes = [p.box for p in places if isinstance(p, PdfPlace) and p.page == first.page]
        return PdfPlace(first.page, (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)))
    return first
