"""A paper as a file: txt, docx with merged cells, xlsx with a sheet per table, tagged PDF by typst."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
from functools import cache

from tests.injector.paper import Block, Paper

FORMATS = ("txt", "docx", "xlsx", "pdf")
FONT = "Noto Serif CJK SC"


def render(paper: Paper, format: str) -> bytes:
    """The bytes of a file of that format."""
    return {"txt": as_txt, "docx": as_docx, "xlsx": as_xlsx, "pdf": as_pdf}[format](paper)


@cache
def pdf_trouble() -> str:
    """Why no PDF can be made here, or ""."""
    try:
        import typst  # noqa: F401
    except ImportError:
        return "typst is not installed (requirements-dev.txt)"
    if shutil.which("fc-list") is None:
        return "fc-list is not here, so nobody knows of the font Noto CJK (apt: fonts-noto-cjk)"
    fonts = subprocess.run(["fc-list", f":family={FONT}"], capture_output=True, text=True, check=False).stdout
    return "" if fonts.strip() else f"the font {FONT} is not here (apt: fonts-noto-cjk)"


def as_txt(paper: Paper) -> bytes:
    """Lines of text; a table as rows with tabs, or one cell a line as some extractions leave it."""
    tall = random.Random(paper.name).random() < 0.15
    lines: list[str] = []
    for block in paper.blocks:
        if block.kind != "table":
            lines.append(paper.fill(block.text))
            continue
        lines.append("")
        for row in block.rows:
            cells = [paper.fill(cell) for cell in row]
            if tall:
                lines += [f"\t{cell}" for cell in cells] + [""]
            else:
                lines.append("\t".join(cells))
        lines.append("")
    return ("\n".join(lines) + "\n").encode()


def as_docx(paper: Paper) -> bytes:
    """A Word file: headings by style, tables on the grid with merged cells."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    file = docx.Document()
    for block in paper.blocks:
        if block.kind == "table":
            _word_table(file, paper, block)
            continue
        text = paper.fill(block.text)
        if block.kind == "heading":
            file.add_heading(text, min(block.level, 3))
        else:
            line = file.add_paragraph(text)
            if block.kind == "title":
                line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _word_table(file: object, paper: Paper, block: Block) -> None:
    table = file.add_table(len(block.rows), len(block.rows[0]))  # type: ignore[attr-defined]
    table.style = "Table Grid"
    for r, row in enumerate(block.rows):
        cells = table.rows[r].cells
        for c, cell in enumerate(row):
            if cell:
                cells[c].text = paper.fill(cell)
    for r, c, rows, columns in block.merges:
        text = paper.fill(block.rows[r][c])
        table.cell(r, c).merge(table.cell(r + rows - 1, c + columns - 1)).text = text


def as_xlsx(paper: Paper) -> bytes:
    """A workbook with one sheet per table: its title lines above it, merged cells, numbers as numbers with their format."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    above: list[str] = []
    for block in paper.blocks:
        if block.kind != "table":
            if block.role == "caption" or block.kind == "title":
                above.append(paper.fill(block.text))
            continue
        sheet = book.create_sheet(f"表{len(book.sheetnames) + 1}")
        for line in above:
            sheet.append([line])
        start = len(above) + 1
        above = []
        for r, row in enumerate(block.rows):
            for c, cell in enumerate(row):
                if cell:
                    _put(sheet.cell(start + r, c + 1), paper, cell)
        for r, c, rows, columns in block.merges:
            sheet.merge_cells(start_row=start + r, start_column=c + 1, end_row=start + r + rows - 1, end_column=c + columns)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _put(place: object, paper: Paper, cell: str) -> None:
    """A cell that is one bare amount becomes a number shown with its decimals; all else is text."""
    text = paper.fill(cell)
    alone = [mark for mark, start, end in paper.placed(cell)[1] if (start, end) == (0, len(text))]
    mark = paper.marks[alone[0]] if alone else None
    if mark is None or mark.word or mark.tail or not mark.step:
        place.value = text  # type: ignore[attr-defined]
        return
    places = max(0, -int(mark.step.as_tuple().exponent))
    place.value = float(mark.number)  # type: ignore[attr-defined]
    place.number_format = ("#,##0" if mark.commas else "0") + ("." + "0" * places if places else "")  # type: ignore[attr-defined]


def as_pdf(paper: Paper) -> bytes:
    """A tagged PDF on A4, tables with their rules, the table's head repeated on each page."""
    import typst

    wide = any(len(block.rows[0]) > 8 for block in paper.blocks if block.rows)
    page = '#set page(paper: "a4", margin: 1.8cm' + (", flipped: true" if wide else "") + ")"
    lines = [
        page,
        f'#set text(font: "{FONT}", size: 10pt, lang: "zh", region: "cn")',
        "#set par(first-line-indent: 2em, justify: true)",
        "#set table(stroke: 0.5pt, inset: 4pt)",
    ]
    for block in paper.blocks:
        if block.kind == "table":
            lines.append(_typst_table(paper, block))
            continue
        text = _safe(paper.fill(block.text))
        if block.kind == "title":
            lines.append(f"#align(center)[#text(size: 16pt)[{text}]]\n")
        elif block.kind == "heading":
            lines.append(f"#heading(level: {block.level})[{text}]\n")
        elif block.role == "caption":
            lines.append(f"#block(sticky: true)[{text}]\n")
        else:
            lines.append(f"#par[{text}]\n")
    return bytes(typst.compile("\n".join(lines).encode(), format="pdf"))


def _typst_table(paper: Paper, block: Block) -> str:
    covered: set[tuple[int, int]] = set()
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for r, c, rows, columns in block.merges:
        spans[r, c] = rows, columns
        covered |= {(r + i, c + j) for i in range(rows) for j in range(columns)} - {(r, c)}
    width = len(block.rows[0])
    letters = [
        max(2, max((len(paper.fill(row[c])) for row in block.rows if (0, c) not in spans or row is not block.rows[0]), default=2))
        for c in range(width)
    ]
    columns_ = ", ".join(f"{min(n, 14)}fr" for n in letters)
    cells: list[str] = []
    for r, row in enumerate(block.rows):
        for c, cell in enumerate(row):
            if (r, c) in covered:
                continue
            text = _safe(paper.fill(cell))
            if (r, c) in spans:
                rows, columns = spans[r, c]
                cells.append(f"table.cell(rowspan: {rows}, colspan: {columns})[{text}]")
            else:
                cells.append(f"[{text}]")
    return f"#text(size: 8pt)[#table(columns: ({columns_}), {', '.join(cells)})]\n"


def _safe(text: str) -> str:
    """Text with what typst would take for markup escaped."""
    return "".join(f"\\{letter}" if letter in "\\#*_`$<>@[]=-+/~'\"" else letter for letter in text).replace(".", "\\.")
