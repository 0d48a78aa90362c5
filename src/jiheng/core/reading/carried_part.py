"""What a file carries along besides what it prints: found, never trusted, and never part of the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from jiheng.core.documents.carrier import ELEMENT, FILE, NAMESPACE, SHEET
from jiheng.core.documents.document import Document, ReadingNote
from jiheng.core.errors import UnreadableFile
from jiheng.core.reading.ooxml.package import Package
from jiheng.core.reading.ooxml.sheet import S, Workbook, read_sheet

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LARGEST = 50 * 1024 * 1024
_SCRIPT = re.compile(rb'<script type="application/json" id="' + ELEMENT.encode() + rb'">([^<]*)</script>')


def is_carrier(title: str, state: str) -> bool:
    """Whether a sheet of a workbook only carries data."""
    return title == SHEET and state == "veryHidden"


def with_carried(document: Document, data: bytes) -> Document:
    """The document with what its file carries; a damaged carrier is noted."""
    find = _FINDERS.get(document.format)
    if find is None:
        return document
    try:
        found = find(data, document.name)
    except (UnreadableFile, pdfium.PdfiumError, UnicodeDecodeError):
        note = ReadingNote("JH-F-057", "文件随附的数据已损坏，未使用；只按文字读取")
        return replace(document, notes=(*document.notes, note))
    return replace(document, carried=found) if found else document


def _of_word(data: bytes, name: str) -> str:
    if b"customXml/" not in data:
        return ""
    package = Package(data, name)
    for relation in package.relations(package.main("word/document.xml")).values():
        if relation.kind == "customXml" and not relation.outside and NAMESPACE.encode() in package.read(relation.target)[:400]:
            return "".join(str(one) for one in package.xml(relation.target).itertext())
    return ""


def _of_workbook(data: bytes, name: str) -> str:
    package = Package(data, name)
    book = Workbook(package, package.main("xl/workbook.xml"))
    for node in book.root.iter(S + "sheet"):
        relation = book.relations.get(node.get(_R + "id", ""))
        if relation is not None and is_carrier(node.get("name", ""), node.get("state", "")):
            sheet, _ = read_sheet(package, relation.target, SHEET, book)
            return "".join(sheet.rows[row].get(0, "") for row in sorted(sheet.rows))
    return ""


def _of_pdf(data: bytes, name: str) -> str:
    del name
    document = pdfium.PdfDocument(data)
    try:
        for at in range(document.count_attachments()):
            attached = document.get_attachment(at)
            if attached.get_name() == FILE:
                content = bytes(attached.get_data())
                return content.decode() if len(content) <= _LARGEST else ""
    finally:
        document.close()
    return ""


def _of_page(data: bytes, name: str) -> str:
    del name
    found = _SCRIPT.search(data)
    return found[1].decode() if found else ""


_FINDERS: dict[str, Callable[[bytes, str], str]] = {"docx": _of_word, "xlsx": _of_workbook, "pdf": _of_pdf, "html": _of_page}
