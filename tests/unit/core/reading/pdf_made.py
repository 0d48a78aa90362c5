"""PDFs made while a test runs: typst pages in Chinese, and the grids of what was read."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from jiheng.core.documents.block import Block, BlockKind
from jiheng.core.documents.document import Document
from jiheng.core.reading.formats.pdf import read_pdf

TYPST = importlib.util.find_spec("typst") is not None
FONTS = any(any(Path(folder).rglob(f"*{name}*")) for folder in ("/usr/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")
            for name in ("CJK", "SimSun", "simsun", "Songti") if Path(folder).is_dir())  # fmt: skip
needs_typst = pytest.mark.skipif(not (TYPST and FONTS), reason="需要typst和一种中文字体来排测试用PDF")
HEAD = '#set text(font: ("Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "Songti SC"), size: 10.5pt, lang: "zh")\n#set page(paper: "a4")\n'


def typeset(source: str, folder: Path) -> bytes:
    """A typst text as PDF."""
    import typst

    path = folder / "made.typ"
    path.write_text(HEAD + source, encoding="utf-8")
    made = typst.compile(str(path))
    assert isinstance(made, bytes)
    return made


def read(source: str, folder: Path) -> Document:
    """A typst text after reading; every character of a block is the document's."""
    document = read_pdf(typeset(source, folder), "测试.pdf")
    alike(document)
    return document


def alike(document: Document) -> None:
    """Every block's characters are the document's, blanks apart."""
    for block in document.blocks:
        for each in (block, *(cell.block for cell in block.cells)):
            for index, character in enumerate(each.text):
                assert character.isspace() or document.text[each.document_index(index)] == character


def grid(table: Block) -> list[list[str]]:
    """A table as rows of texts; what a merged cell covers is empty."""
    rows = max(cell.row + cell.rows for cell in table.cells)
    columns = max(cell.column + cell.columns for cell in table.cells)
    texts = [[""] * columns for _ in range(rows)]
    for cell in table.cells:
        texts[cell.row][cell.column] = cell.text
    return texts


def spans(table: Block) -> dict[str, tuple[int, int]]:
    """Rows and columns of merged cells by text."""
    return {cell.text: (cell.rows, cell.columns) for cell in table.cells if cell.rows * cell.columns > 1}


def of_kind(document: Document, kind: BlockKind) -> list[str]:
    """Texts of the blocks of a kind."""
    return [block.text for block in document.blocks if block.kind is kind]
