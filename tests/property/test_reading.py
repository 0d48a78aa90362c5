"""What holds of reading, whatever is read: tables come back cell by cell, texts character by character, facts at their places."""

from __future__ import annotations

import html
import re
import string
from collections import Counter
from importlib.resources import files
from io import BytesIO
from itertools import pairwise

import openpyxl
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from jiheng.core.casefile import steps
from jiheng.core.documents.block import Block
from jiheng.core.documents.document import Document
from jiheng.core.reading.door import read_document
from tests.fuzz.holds import audited, composed, stands
from tests.unit.core.reading.parts import tc, tr, word

# Words and figures of official tables; nothing that a workbook would take for a formula or drop.
_CELLS = st.one_of(
    st.sampled_from(
        ["", "合计", "其中：基本支出", "预算数（万元）", "1,234.56", "98.5%", "≥10次", "-0.05", "12", "2023年", "完成值", "优 良", "<10", "&", "“是”"]
    ),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Sm")), max_size=12).map(str.strip),
)


@st.composite
def grids(draw: st.DrawFn, cells: st.SearchStrategy[str] = _CELLS) -> list[list[str]]:
    """A table of up to 6 rows and 5 columns with something in it."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    grid = [[draw(cells) for _ in range(columns)] for _ in range(rows)]
    assume(any(cell for row in grid for cell in row))
    return grid


@st.composite
def merged(draw: st.DrawFn) -> tuple[list[list[str]], tuple[int, int, int, int]]:
    """A table and one range of it that is merged: first row, first column, rows, columns."""
    grid = draw(grids())
    row, column = draw(st.integers(0, len(grid) - 1)), draw(st.integers(0, len(grid[0]) - 1))
    return grid, (row, column, draw(st.integers(1, len(grid) - row)), draw(st.integers(1, len(grid[0]) - column)))


def _within(at: tuple[int, int], area: tuple[int, int, int, int]) -> bool:
    row, column, rows, columns = area
    return row <= at[0] < row + rows and column <= at[1] < column + columns


def _expected(grid: list[list[str]], area: tuple[int, int, int, int]) -> dict[tuple[int, int], str]:
    """Texts by row and column; what a merged range covers is nobody's."""
    return {
        (row, column): text
        for row, texts in enumerate(grid)
        for column, text in enumerate(texts)
        if text and (not _within((row, column), area) or (row, column) == area[:2])
    }


def _told(table: Block) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): cell.text for cell in table.cells if cell.text}


def _only_table(document: Document) -> Block:
    composed(document)
    (table,) = document.tables()
    return table


@given(merged())
@settings(max_examples=150)
def test_every_cell_of_a_word_table_comes_back(made: tuple[list[list[str]], tuple[int, int, int, int]]) -> None:
    grid, area = made
    rows = []
    for row, texts in enumerate(grid):
        cells = []
        for column, text in enumerate(texts):
            inside = _within((row, column), area)
            if inside and column != area[1]:
                continue
            span = f'<w:gridSpan w:val="{area[3]}"/>' if inside else ""
            down = "" if not inside or area[2] == 1 else '<w:vMerge w:val="restart"/>' if row == area[0] else "<w:vMerge/>"
            cells.append(tc(html.escape(text) if not inside or row == area[0] else "", span + down))
        rows.append(tr(*cells))
    table = _only_table(read_document(word(f"<w:tbl>{''.join(rows)}</w:tbl>"), "表.docx"))
    assert _told(table) == _expected(grid, area)
    spans = {(cell.row, cell.column): (cell.rows, cell.columns) for cell in table.cells}
    assert spans[area[:2]] == area[2:]


@given(merged())
@settings(max_examples=150)
def test_every_cell_of_a_page_comes_back(made: tuple[list[list[str]], tuple[int, int, int, int]]) -> None:
    grid, area = made
    lines = []
    for row, texts in enumerate(grid):
        cells = []
        for column, text in enumerate(texts):
            if not _within((row, column), area):
                cells.append(f"<td>{html.escape(text)}</td>")
            elif (row, column) == area[:2]:
                cells.append(f'<td rowspan="{area[2]}" colspan="{area[3]}">{html.escape(text)}</td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    expected = _expected(grid, area)
    assume(expected)
    page = f"<html><meta charset=utf-8><body><table>{''.join(lines)}</table></body></html>"
    assert _told(_only_table(read_document(page.encode(), "表.html"))) == expected


@given(grids(), st.integers(0, 3), st.integers(0, 3))
@settings(max_examples=60)
def test_every_cell_of_a_workbook_comes_back_at_its_address(grid: list[list[str]], down: int, across: int) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, texts in enumerate(grid):
        for column, text in enumerate(texts):
            if text:
                sheet.cell(row + 1 + down, column + 1 + across, text).data_type = "s"
    stream = BytesIO()
    book.save(stream)
    table = _only_table(read_document(stream.getvalue(), "表.xlsx"))
    expected = {
        f"{string.ascii_uppercase[column + across]}{row + 1 + down}": text
        for row, texts in enumerate(grid)
        for column, text in enumerate(texts)
        if text
    }
    assert {cell.block.locator().as_json()["cell"]: cell.text for cell in table.cells if cell.text} == expected
    at = {cell.text: (cell.row, cell.column) for cell in table.cells if cell.text}
    for (row, column), text in _expected(grid, (0, 0, 1, 1)).items():  # the first used row and column are the table's first
        if Counter(cell for texts in grid for cell in texts)[text] == 1:
            first_row = min(number for number, texts in enumerate(grid) if any(texts))
            first_column = min(number for texts in grid for number, cell in enumerate(texts) if cell)
            empty_rows = _dropped([bool(any(texts)) for texts in grid], row)
            empty_columns = _dropped([any(texts[number] for texts in grid) for number in range(len(grid[0]))], column)
            assert at[text] == (row - first_row - empty_rows, column - first_column - empty_columns)


def _dropped(used: list[bool], upto: int) -> int:
    """How many empty lines of a gap wider than two are not kept before a place."""
    dropped, gap = 0, 0
    for number in range(used.index(True), upto):
        gap = 0 if used[number] else gap + 1
        dropped += gap > 2
    return dropped


# Texts ------------------------------------------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    ["某局2023年度部门整体支出绩效自评报告\n", "一、基本情况\n", "（一）收支\n", "全年支出12.5万元，", "其中：基本支出3.20万元，项目支出9.3万元。", "比上年增长5%。", "\n",
     "\n\n", "1. ", "2、", "一级指标\t分值\t得分\n", "产出指标\t50\t48\n", "合计\t50\t48\n", "- 3 -\n", "\t", "  ", "344、27万元", "完成率98.9%", "提案办结", "12件", "，",
     "。", "**", "附件1\n", "|", "12\n万元", "2022年", "等4个", "≥", "得分", "97分"]
)  # fmt: skip
_TEXTS = st.one_of(
    st.lists(_PIECES, min_size=1, max_size=30).map("".join),
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"), include_characters="\n\t"), min_size=1, max_size=120
    ),
)


def _as_document(text: str) -> Document:
    return read_document(("文" + text).encode(), "报告.txt")


@given(_TEXTS)
@settings(max_examples=200)
@example("2**度")
def test_a_text_is_read_as_itself_and_no_digit_is_lost(text: str) -> None:
    document = _as_document(text)
    assert document.text == "文" + text
    composed(document)
    held: Counter[int] = Counter()
    for block in document.blocks:
        for part in (block, *(cell.block for cell in block.cells)):
            held.update({part.document_index(own) for own in range(len(part.text))})
    assert [at for at, character in enumerate(document.text) if character.isdigit() and held[at] != 1] == []


@given(_TEXTS)
@settings(max_examples=150)
def test_every_fact_stands_at_its_place_and_the_audit_never_fails(text: str) -> None:
    document = _as_document(text)
    for fact in steps.facts(document).facts:
        stands(document, fact)
        assert fact.origin.document == document.sha256
    audited(("文" + text).encode(), "报告.txt")


# What does not belong to a matter does not change it ----------------------------------------------------------------------

_SAMPLES = sorted(path.name for path in (files("jiheng") / "samples").iterdir() if path.name.endswith(".txt"))
_UNRELATED = (
    "本报告已经本单位集体讨论，所附资料齐备，欢迎社会各界监督。",
    "院内新种的桂花和香樟长势良好，门前道路已经修整。",
    "值班室的窗户换成了隔音的，楼道里添了几盏灯。",
)


def _told_of(text: str) -> Counter[tuple[str, str, str]]:
    document = read_document(text.encode(), "部门整体支出绩效自评报告.txt")
    result = steps.audit(document, steps.facts(document))
    assert not result.crashes
    # How long a chapter is, in characters or sentences, is what an added paragraph may change.
    return Counter((finding.code, finding.severity.value, re.sub(r"\d+(?=[字句])", "#", finding.message)) for finding in result.findings)


@pytest.mark.parametrize("name", _SAMPLES)
@given(words=st.sampled_from(_UNRELATED), share=st.floats(0, 1))
@settings(max_examples=6)
def test_an_unrelated_paragraph_changes_no_finding(name: str, words: str, share: float) -> None:
    """A paragraph without figures, between two paragraphs of the running text."""
    text = (files("jiheng") / "samples").joinpath(name).read_text("utf-8")
    document = read_document(text.encode(), name)
    blocks = document.blocks
    ends = [
        one.document_index(len(one.text) - 1) + 1
        for one, after in pairwise(blocks)
        if {one.kind.value, after.kind.value} == {"paragraph"}
        and one.text.endswith("。")
        and document.text[one.document_index(len(one.text) - 1) + 1 :][:1] == "\n"
    ]
    at = ends[round(share * (len(ends) - 1))]
    assert _told_of(text[:at] + "\n" + words + text[at:]) == _told_of(text)
