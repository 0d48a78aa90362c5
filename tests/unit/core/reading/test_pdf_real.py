"""PDF reader on two published final accounts; a second reader, pdfplumber, must see the same cells.

The documents are never part of this repository: the tests are skipped where they are not at hand.
"""

from __future__ import annotations

import re
from pathlib import Path

import pdfplumber
import pytest

from jiheng.core.casefile import steps
from jiheng.core.documents.block import BlockKind
from jiheng.core.documents.document import Document
from jiheng.core.documents.locator import PdfPlace
from jiheng.core.reading.formats.pdf import read_pdf
from tests.effort import calls_of
from tests.unit.core.reading.pdf_made import alike, grid

REAL = Path(__file__).resolve().parents[5] / "shared" / "real"
FILES = ("final-accounts-2024-a.pdf", "final-accounts-2024-b.pdf")
pytestmark = pytest.mark.skipif(not (REAL / FILES[0]).is_file(), reason="没有../shared/real里的公开决算，略过")

NAMES = (
    "收入支出决算总表",
    "收入决算表",
    "支出决算表",
    "财政拨款收入支出决算总表",
    "一般公共预算财政拨款支出决算表",
    "一般公共预算财政拨款基本支出决算表",
    "财政拨款“三公”经费支出决算表",
    "政府性基金预算财政拨款收入支出决算表",
    "国有资本经营预算财政拨款收入支出决算表",
)
SHAPES = {
    FILES[0]: [(3, 3), (32, 4), (20, 9), (20, 8), (34, 7), (20, 5), (40, 6), (5, 12), (6, 8), (6, 8)],
    FILES[1]: [(6, 3), (30, 4), (27, 9), (27, 8), (32, 7), (27, 5), (40, 6), (5, 12), (6, 8), (6, 8)],
}


def document(name: str) -> Document:
    """One of the two after reading."""
    return read_pdf((REAL / name).read_bytes(), name)


@pytest.mark.parametrize("name", FILES)
def test_nine_tables_come_back_with_names_and_units(name: str) -> None:
    tables = list(document(name).tables())
    assert [(len(grid(t)), len(grid(t)[0])) for t in tables] == SHAPES[name]
    assert [t.caption for t in tables[1:]] == [f"{each}\n单位：万元" for each in NAMES]


@pytest.mark.parametrize("name", FILES)
def test_every_cell_is_where_a_second_reader_sees_it(name: str) -> None:
    ours = [[re.sub(r"\s", "", text) for text in row] for table in document(name).tables() for row in grid(table)]
    with pdfplumber.open(REAL / name) as pdf:
        theirs = [[re.sub(r"\s", "", text or "") for text in row] for page in pdf.pages for table in page.extract_tables() for row in table]
    assert ours == theirs


@pytest.mark.parametrize("name", FILES)
def test_text_is_the_authors_paragraphs(name: str) -> None:
    read = document(name)
    alike(read)
    headings = [b.text for b in read.blocks if b.kind is BlockKind.HEADING]
    assert [h[:4] for h in headings if h.startswith("第")] == ["第一部分", "第三部分", "第四部分"]
    assert sum(1 for h in headings if h.startswith(("一、", "二、", "三、"))) >= 5
    body = [b.text for b in read.blocks if b.kind is BlockKind.PARAGRAPH]
    assert sum(text[-1] in "。：；”" for text in body if len(text) > 40) >= 0.97 * sum(len(text) > 40 for text in body)
    assert not any(re.search(r"[\u4e00-\u9fff] [\u4e00-\u9fff]", text) for text in body)
    for block in read.running():
        for match in re.finditer(r"\d+\.\d\d", block.text):
            place = block.locator(*match.span())
            assert isinstance(place, PdfPlace)
            assert place.box[3] - place.box[1] < 30


@pytest.mark.parametrize("name", FILES)
def test_reading_is_work_by_length(name: str) -> None:
    data = (REAL / name).read_bytes()
    assert calls_of(lambda: read_pdf(data, name)) < 400 * len(document(name).text)  # about 130 for each character, of 20 and of 30 pages


def errors(data: bytes, name: str) -> set[tuple[str, str]]:
    """What an audit proves wrong, by check and printed value."""
    document = steps.read(data, name)
    found = steps.audit(document, steps.facts(document)).findings
    return {(one.code, re.sub(r"\D*$", "", one.stated or one.message)) for one in found if one.severity.value == "error"}


@pytest.mark.parametrize("name", FILES)
def test_the_text_poured_out_of_a_pdf_is_judged_as_the_pdf(name: str) -> None:
    """People paste what another program took out of a PDF: tables without cells, lines broken at the margin."""
    with pdfplumber.open(REAL / name) as pages:
        poured = "\n".join(page.extract_text() or "" for page in pages.pages)
    assert {code for code, _ in errors(poured.encode(), "poured.txt")} == {code for code, _ in errors((REAL / name).read_bytes(), name)}
    assert len(errors(poured.encode(), "poured.txt")) == len(errors((REAL / name).read_bytes(), name))
