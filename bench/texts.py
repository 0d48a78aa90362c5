"""What is measured: the bundled samples, a Word file made of one of them, and the seeds where they are at hand."""

from __future__ import annotations

import io
from importlib.resources import files
from pathlib import Path

import docx

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
ROWS, COLUMNS = 21, 8


def samples() -> dict[str, bytes]:
    """The bundled sample reports by name."""
    folder = files("jiheng") / "samples"
    return {entry.name: entry.read_bytes() for entry in sorted(folder.iterdir(), key=lambda e: e.name) if entry.name.endswith((".txt", ".docx"))}


def seeds() -> dict[str, bytes]:
    """The seed reports by name; none where ../shared is absent."""
    return {path.name: path.read_bytes() for path in sorted(SEEDS.glob("*.txt"))}


def prose(characters: int) -> str:
    """So many characters of the samples' text."""
    whole = "\n".join(data.decode() for name, data in samples().items() if name.endswith(".txt"))
    while len(whole) < characters:
        whole += whole
    return whole[:characters]


def word_file() -> bytes:
    """About five pages: a sample's text and a table of 21 rows and 8 columns with a merged head."""
    document = docx.Document()
    for line in prose(5200).splitlines():
        if line.strip():
            document.add_paragraph(line.strip())
    table = document.add_table(ROWS, COLUMNS)
    for row in range(ROWS):
        for column, cell in enumerate(table.rows[row].cells):
            cell.text = f"{row + 1}.{column}5" if row and column else f"第{row}行{column}列"
    table.cell(0, 0).merge(table.cell(0, 1))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
