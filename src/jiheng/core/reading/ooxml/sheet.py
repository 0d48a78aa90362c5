"""Cells of an .xlsx worksheet: stored values → printed texts, merged ranges, and what must be noted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from lxml import etree

from jiheng.core.reading.ooxml.number_format import BUILT_IN, is_date, number, shown
from jiheng.core.reading.ooxml.numbering import whole
from jiheng.core.reading.ooxml.package import Package, parse, refuse_traps, xml_refusal
from jiheng.core.reading.sheet_layout import MOST_CELLS, Sheet

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _C, _V, _F, _IS, _T = S + "row", S + "c", S + "v", S + "f", S + "is", S + "t"
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*?hidden=\"(?:1|true)\"")
_WHOLE_TREE = 32 * 1024 * 1024
_PLAIN = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?").fullmatch  # stored as General prints it
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384

_COLUMNS: dict[str, int] = {}


@dataclass(slots=True)
class Remarks:
    """What a sheet's reader met besides texts, as addresses."""

    uncalculated: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: bool = False


class Workbook:
    """What all sheets of a workbook share: strings, number formats, the first day of its dates."""

    def __init__(self, package: Package, main: str, *, as_stored: bool = False) -> None:
        """Read the shared parts; missing ones are empty. `as_stored`: all digits of numbers, whatever their format."""
        self.root = package.xml(main)
        self.relations = package.relations(main)
        parts = {relation.kind: relation.target for relation in self.relations.values()}
        self._strings = _strings(package.spare(parts.get("sharedStrings")))
        self._formats = _formats(package.spare(parts.get("styles")))
        if as_stored:
            self._formats = {style: code if is_date(code) else "General" for style, code in self._formats.items()}
        properties = self.root.find(S + "workbookPr")
        self._from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._general = {style for style in ("0", *self._formats) if self._formats.get(style, "General") == "General"}
        self._printed: dict[tuple[str, str], str] = {}

    def print(self, raw: str, style: str) -> str:
        """A stored number under a cell style."""
        if style in self._general and len(raw) <= 15 and _PLAIN(raw):
            return raw
        key = (raw, style)
        text = self._printed.get(key)
        if text is None:
            value = number(raw)
            code = self._formats.get(style, "General")
            text = raw if value is None else shown(value, code, from_1904=self._from_1904)
            if len(self._printed) < 50_000:
                self._printed[key] = text
        return text

    def string(self, raw: str) -> str:
        """A shared string by its number."""
        at = whole(raw, -1)
        return self._strings[at] if 0 <= at < len(self._strings) else ""


def _strings(root: Any | None) -> list[str]:
    return [rich(item) for item in root.iterchildren(S + "si")] if root is not None else []


def rich(item: Any) -> str:
    """The text of a plain or rich string, without reading aids (拼音)."""
    if len(item) == 1 and item[0].tag == _T:
        return item[0].text or ""
    return "".join(node.text or "" for node in item.iter(_T) if node.getparent().tag != S + "rPh")


def _formats(root: Any | None) -> dict[str, str]:
    """Cell style → number format."""
    if root is None:
        return {}
    own = {node.get("numFmtId"): node.get("formatCode", "General") for node in root.iter(S + "numFmt")}
    formats: dict[str, str] = {}
    styles = root.find(S + "cellXfs")
    for at, node in enumerate(styles.iterchildren(S + "xf") if styles is not None else ()):
        id = node.get("numFmtId", "0")
        formats[str(at)] = own.get(id) or BUILT_IN.get(whole(id), "General")
    return formats


def read_sheet(package: Package, part: str, name: str, book: Workbook, most: int = MOST_CELLS) -> tuple[Sheet, Remarks]:
    """The sheet's printed texts; stops after `most` filled cells.

    Raises: UnreadableFile JH-F-009 to JH-F-012 (see Package).
    """
    data = package.usual(part)
    refuse_traps(data, package.name, part)
    sheet, remarks = Sheet(name), Remarks(hidden_columns=_HIDDEN_COLUMN.search(data[:65_536]) is not None)
    tail = data.rfind(b"sheetData>")
    for found in _MERGED.finditer(data, max(0, tail)):
        first, last = int(found[2]) - 1, int(found[4]) - 1
        sheet.merged.append((first, column_number(found[1].decode()), last, column_number(found[3].decode())))
    row, cells = -1, 0
    for node in _row_nodes(data, package.name, part):
        stated = node.get("r")
        number = whole(stated)
        row = min(number - 1 if number > 0 else row + 1, _LAST_ROW - 1)
        if node.get("hidden") in ("1", "true"):
            remarks.hidden_rows += 1
        texts = _row(node, row, book, remarks)
        if texts:
            sheet.rows[row] = texts
            cells += len(texts)
        if cells >= most:
            sheet.cut = True
            break
    return sheet, remarks


def _row_nodes(data: bytes, name: str, part: str) -> Iterator[Any]:
    """The rows of a sheet: from a whole tree when it is small (faster), else one by one, each forgotten after use."""
    if len(data) <= _WHOLE_TREE:
        yield from parse(data, name, part).iter(_ROW)
        return
    events = etree.iterparse(
        BytesIO(data), tag=_ROW, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        for _, node in events:
            yield node
            node.clear()
            while node.getprevious() is not None:
                del node.getparent()[0]
    except etree.XMLSyntaxError as trouble:
        raise xml_refusal(trouble, name, part) from trouble


def _row(node: Any, row: int, book: Workbook, remarks: Remarks) -> dict[int, str]:
    texts: dict[int, str] = {}
    column = -1
    string, printed, columns, width = book.string, book.print, _COLUMNS, len(str(row + 1))
    for cell in node:
        if cell.tag != _C:
            continue
        address = cell.get("r")
        known = columns.get(address[:-width]) if address else column + 1
        column = known if known is not None else column_of(address)
        if not 0 <= column < _LAST_COLUMN:
            continue
        raw: str | None = None
        formula = False
        inline = ""
        for child in cell:
            tag = child.tag
            if tag == _V:
                raw = child.text
            elif tag == _F:
                formula = True
            elif tag == _IS:
                inline = rich(child)
        kind = cell.get("t")
        if raw is None:
            if formula and kind != "str":
                remarks.uncalculated.append(address or f"第{row + 1}行")
            text = inline
        elif kind is None or kind == "n":
            text = printed(raw, cell.get("s", "0"))
        elif kind == "s":
            text = string(raw)
        elif kind == "b":
            text = "TRUE" if raw == "1" else "FALSE"
        else:
            text = raw
            if kind == "e":
                remarks.errors.append(address or f"第{row + 1}行")
        if text:
            texts[column] = text
    return texts


def column_number(letters: str) -> int:
    """Letters of a column → its number from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_of(address: str) -> int:
    """The column of an address such as AB12, from 0; -1 for rubbish."""
    letters = address.rstrip("0123456789")
    known = _COLUMNS.get(letters)
    if known is None:
        known = column_number(letters) if 0 < len(letters) <= 3 and letters.isalpha() and letters.isascii() and letters.isupper() else -1
        if known >= 0:
            _COLUMNS[letters] = known
    return known
