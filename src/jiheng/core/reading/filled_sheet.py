"""A workbook of ours, filled in by people, back as cells by their keys.

Nothing is computed here: of a computed cell the value counts that the program which saved the file worked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jiheng.core.documents.cell_names import key_of
from jiheng.core.documents.locator import SheetPlace
from jiheng.core.reading.ooxml.number_format import number
from jiheng.core.reading.ooxml.package import Package
from jiheng.core.reading.ooxml.sheet import S, Workbook, column_number, read_sheet
from jiheng.core.reading.refusal import refusal
from jiheng.core.reading.sheet_layout import unwatched

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CELL = re.compile(r"=?(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d{1,7})")


@dataclass(frozen=True, slots=True)
class FilledCell:
    """One cell as it was filled: what it prints, its number with all digits where it holds one, and where it is.

    `number` of a percentage is the ratio (0.975).
    """

    key: str
    text: str
    number: Decimal | None
    place: SheetPlace


@dataclass(frozen=True, slots=True)
class FilledWorkbook:
    """Every keyed cell of a filled workbook; `lost` are keys whose cell was deleted."""

    cells: Mapping[str, FilledCell]
    lost: tuple[str, ...] = ()
    rows: tuple[tuple[FilledCell, ...], ...] = ()


def read_filled(data: bytes, name: str) -> FilledWorkbook:
    """A filled workbook by the keys of its cells, and the same by rows from top to bottom.

    Raises: UnreadableFile JH-F-058 where no cell has a key of ours, and those of Package.
    """
    with unwatched():
        package = Package(data, name)
        book = Workbook(package, package.main("xl/workbook.xml"))
        stored = Workbook(package, package.main("xl/workbook.xml"), as_stored=True)
        sheets = {
            title: (read_sheet(package, part, title, book)[0], read_sheet(package, part, title, stored)[0]) for title, part in _parts(package, book)
        }
    places, lost = _named(book)
    cells: dict[str, FilledCell] = {}
    for key, (title, column, row) in places.items():
        shown, exact = sheets.get(title, (None, None))
        if shown is None or exact is None:
            lost.append(key)
            continue
        at = column_number(column)
        text = shown.rows.get(row - 1, {}).get(at, "").strip()
        digits = exact.rows.get(row - 1, {}).get(at, "").strip()
        cells[key] = FilledCell(key, text, number(digits), SheetPlace(title, f"{column}{row}"))
    if not cells:
        raise refusal("JH-F-058", name)
    order = {title: at for at, title in enumerate(sheets)}
    return FilledWorkbook(cells, tuple(lost), tuple(_rows(cells, places, order)))


def _parts(package: Package, book: Workbook) -> Iterator[tuple[str, str]]:
    for node in book.root.iter(S + "sheet"):
        relation = book.relations.get(node.get(_R + "id", ""))
        if relation is not None and relation.kind == "worksheet" and package.find(relation.target):
            yield node.get("name", ""), relation.target


def _named(book: Workbook) -> tuple[dict[str, tuple[str, str, int]], list[str]]:
    """Keys with sheet, column and row; and keys that point nowhere any more."""
    places: dict[str, tuple[str, str, int]] = {}
    lost = []
    for node in book.root.iter(S + "definedName"):
        key = key_of(node.get("name", ""))
        if not key:
            continue
        found = _CELL.fullmatch((node.text or "").strip())
        if found:
            places[key] = ((found[1] or found[2]).replace("''", "'"), found[3], int(found[4]))
        else:
            lost.append(key)
    return places, lost


def _rows(cells: Mapping[str, FilledCell], places: Mapping[str, tuple[str, str, int]], order: Mapping[str, int]) -> Iterator[tuple[FilledCell, ...]]:
    lines: dict[tuple[int, int], list[tuple[int, FilledCell]]] = {}
    for key, cell in cells.items():
        title, column, row = places[key]
        lines.setdefault((order[title], row), []).append((column_number(column), cell))
    for _, line in sorted(lines.items(), key=lambda item: item[0]):
        yield tuple(cell for _, cell in sorted(line, key=lambda one: one[0]))
