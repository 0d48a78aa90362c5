"""Pages by GB/T 9704-2012: 22 lines of 28 characters, margins, outline, page numbers, heads that repeat, in PDF and in LibreOffice."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pypdfium2
import pytest
from lxml import etree
from pypdfium2 import raw

from jiheng.core.casefile.report_of_case import report_input
from jiheng.core.casefile.scoring_steps import score_case
from jiheng.core.reading.door import read_document
from jiheng.core.reporting.composition import form_draft, tables_of
from jiheng.core.reporting.draft import Attachment, Cell, CellKind, Draft, Heading, Paragraph, Style, Table, Title, plain
from jiheng.core.reporting.page_layout import lay_out, width
from jiheng.core.reporting.renderer_shelf import render
from jiheng.core.reporting.word.tables import broken
from tests.unit.core.reporting.composed import SAMPLES, composed, sample
from tests.unit.core.reporting.drafted import drafted, head, score_table, text, wide_table
from tests.unit.core.reporting.office import converted, needs_office

MILLIMETRE = 72 / 25.4
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Characters that never need to be moved to another line: no punctuation, no digits.
LONG = "绩效目标组织业务进度事项落实核对督促经费使用单位职能机构人员编制资产管理采购合同验收档案公开监督" * 60


def body_draft() -> Draft:
    return Draft("版面", "某馆", 2023, (Paragraph(plain(LONG), Style.FLUSH),))


def lines_of(page: pypdfium2.PdfPage) -> list[tuple[float, str]]:
    """Printed lines of the type area, as (baseline from the page's top, characters)."""
    reader = page.get_textpage()
    found = []
    for index in range(reader.count_chars()):
        character = reader.get_text_range(index, 1)
        left, bottom, _, _ = reader.get_charbox(index, loose=True)
        if character.strip() and bottom > 35 * MILLIMETRE - 3 and left > 0:
            found.append((page.get_height() - bottom, left, character))
    lines: list[list[tuple[float, float, str]]] = []
    for one in sorted(found):
        if lines and one[0] - lines[-1][0][0] < 4:
            lines[-1].append(one)
        else:
            lines.append([one])
    return [(line[0][0], "".join(one[2] for one in sorted(line, key=lambda one: one[1]))) for line in lines]


def pages_in(format: str, draft: Draft) -> pypdfium2.PdfDocument:
    data = render(draft, format)
    return pypdfium2.PdfDocument(converted(data, "docx", "pdf") if format == "docx" else data)


@pytest.mark.parametrize("format", ["pdf", pytest.param("docx", marks=needs_office)])
def test_a_full_page_has_22_lines_of_28_characters(format: str):
    document = pages_in(format, body_draft())
    assert len(document) > 3
    for page in list(document)[:-1]:
        lines = lines_of(page)
        assert len(lines) == 22
        assert {len(words) for _, words in lines} == {28}
        steps = [round(low - high, 1) for (high, _), (low, _) in pairwise(lines)]
        assert all(28.4 <= step <= 29.5 for step in steps), steps
        assert 37 * MILLIMETRE <= lines[0][0] <= 37 * MILLIMETRE + 24


@pytest.mark.parametrize("format", ["pdf", pytest.param("docx", marks=needs_office)])
def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(format: str):
    for number, page in enumerate(list(pages_in(format, body_draft()))[:4], 1):
        reader = page.get_textpage()
        foot = reader.get_text_bounded(0, 0, page.get_width(), 33 * MILLIMETRE)
        assert re.sub(r"\s", "", foot) == f"—{number}—"
        inside = page.get_width() - 26 * MILLIMETRE - 80 if number % 2 else 28 * MILLIMETRE
        assert "—" in reader.get_text_bounded(inside, 0, inside + 80, 33 * MILLIMETRE)


@pytest.mark.parametrize("format", ["pdf", pytest.param("docx", marks=needs_office)])
def test_page_numbers_of_pages_across_keep_their_place_on_the_paper(format: str):
    """GB/T 9704: the number stays where it is on the other pages, so that it is at the left of a page turned to be read."""
    seen = 0
    for number, page in enumerate(pages_in(format, drafted()), 1):
        high = page.get_height()
        if page.get_width() < high:
            continue
        seen += 1
        reader = page.get_textpage()
        boxes = [
            (reader.get_text_range(at, 1), reader.get_charbox(at))
            for at in range(reader.count_chars())
            if reader.get_charbox(at)[2] < 29 * MILLIMETRE
        ]
        assert "".join(words for words, _ in boxes if words.strip()) == f"—{number}—"
        low, top = min(box[1] for _, box in boxes), max(box[3] for _, box in boxes)
        assert top - low > 20  # it runs down the page
        assert abs(low - 26 * MILLIMETRE - 14 if number % 2 else high - top - 28 * MILLIMETRE - 14) < 8
        assert reader.get_text_bounded(0, 0, page.get_width(), 20 * MILLIMETRE).strip() == ""
    assert seen >= 3


@pytest.mark.parametrize("format", ["pdf", pytest.param("docx", marks=needs_office)])
def test_the_head_of_a_long_table_repeats_and_landscape_pages_are_landscape(format: str):
    document = pages_in(format, drafted())
    across = [page for page in document if page.get_width() > page.get_height()]
    assert len(across) >= 3
    assert all("财政拨款" in page.get_textpage().get_text_range() for page in across)
    assert "附件2" in across[0].get_textpage().get_text_range().replace(" ", "")


@pytest.mark.parametrize("format", ["pdf", pytest.param("docx", marks=needs_office)])
def test_a_head_in_the_middle_of_a_form_repeats_on_each_page_of_its_rows(format: str):
    form = score_table()
    first, *rows = form.rows[3:-1]
    many = tuple((*(replace(cell, rows=1) for cell in (head("产出指标"), head("数量指标"))), *row[-6:]) for row in rows * 3)
    many = tuple(tuple(replace(cell, key="", formula="") for cell in row) for row in many)
    long = replace(form, rows=(*form.rows[:3], first, *many), bands=((3, 4 + len(many)),))
    pages = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pages_in(format, Draft("x", "x", 2023, (long,)))]
    assert len(pages) > 2
    assert all("三级指标" in page for page in pages)
    assert ["年初预算数" in page for page in pages] == [True] + [False] * (len(pages) - 1)


@pytest.mark.parametrize("format", ["docx", "html"])
def test_a_form_cut_at_its_heads_is_read_as_one_table(format: str):
    document = read_document(render(Draft("x", "x", 2023, (score_table(), wide_table())), format), f"d.{format}")
    assert [len({cell.row for cell in block.cells}) for block in document.blocks if block.cells] == [29, 42]


@pytest.mark.parametrize("format", ["pdf", pytest.param("docx", marks=needs_office)])
def test_nothing_stands_outside_the_type_area(format: str):
    for page in pages_in(format, drafted()):
        reader = page.get_textpage()
        wide = page.get_width() > page.get_height()
        left, right = (35, 37) if wide else (28, 26)
        for index in range(reader.count_chars()):
            if reader.get_text_range(index, 1).strip():
                box = reader.get_charbox(index)
                if wide and box[2] < 29 * MILLIMETRE:
                    continue  # the page number, whose place another test holds
                assert box[0] >= left * MILLIMETRE - 2, reader.get_text_range(index, 8)
                assert box[2] <= page.get_width() - right * MILLIMETRE + 9, reader.get_text_range(
                    max(0, index - 8), 9
                )  # a hanging comma may reach out


@pytest.mark.parametrize("format", ["pdf", pytest.param("docx", marks=needs_office)])
def test_headings_are_the_outline(format: str):
    data = render(drafted(), format)
    if format == "pdf":
        marks = [(mark.level, mark.get_title()) for mark in pypdfium2.PdfDocument(data).get_toc()]
        assert marks[:4] == [(0, "一、部门基本情况"), (1, "（一）职能与机构"), (2, "1. 人员情况"), (3, "（1）内设机构")]
        assert (0, "项目支出明细表") in marks
    else:
        outline = [(block.outline, block.text) for block in read_document(data, "d.docx").blocks if block.outline]
        assert {(1, "一、部门基本情况"), (2, "（一）职能与机构"), (3, "1. 人员情况")} <= set(outline)


def test_pdf_is_tagged_chinese_archival_and_names_its_pictures():
    data = render(drafted(), "pdf")
    document = pypdfium2.PdfDocument(data)
    assert raw.FPDFCatalog_IsTagged(document.raw)
    assert b"/Lang (zh-CN)" in data or b"/Lang(zh-CN)" in data
    assert b"<pdfaid:part>3</pdfaid:part>" in data
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    assert b"<pdfaid:part>2</pdfaid:part>" in render(drafted(), "pdf", audience="publication")


def test_charts_are_vector_images_with_dots_beside_and_words():
    with ZipFile(BytesIO(render(drafted(), "docx"))) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
        relations = {one.get("Id"): one.get("Target") for one in etree.fromstring(archive.read("word/_rels/document.xml.rels"))}
        vectors = root.findall(".//{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip")
        assert len(vectors) == 3
        embed = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
        for blip, vector in zip(root.findall(".//{*}blip"), vectors, strict=True):
            assert archive.read(f"word/{relations[blip.get(embed)]}").startswith(b"\x89PNG")
            assert archive.read(f"word/{relations[vector.get(embed)]}").startswith(b"<svg")
        words = [one.get("descr") for one in root.findall(".//{*}docPr")]
        assert words[0] == "十二个月支出逐月上升，一月最低，十二月最高。"
        assert len({one.get("id") for one in root.findall(".//{*}docPr")}) == 3


# The order in which the schema of WordprocessingML wants the children of each kind of properties.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl kinsoku overflowPunct autoSpaceDE autoSpaceDN adjustRightInd snapToGrid spacing ind jc "
           "outlineLvl rPr sectPr",
    "rPr": "rFonts b bCs vanish color spacing kern sz szCs u shd lang",
    "tblPr": "tblpPr tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": "tcW gridSpan vMerge textDirection vAlign",
    "sectPr": "footerReference type pgSz pgMar cols docGrid",
    "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr",
    "settings": "zoom removePersonalInformation removeDateAndTime bordersDoNotSurroundHeader bordersDoNotSurroundFooter defaultTabStop evenAndOddHeaders "
                "drawingGridVerticalSpacing characterSpacingControl compat themeFontLang",
}  # fmt: skip


@pytest.mark.parametrize("audience", ["colleagues", "publication"])
def test_parts_of_word_are_sound_and_in_the_schemas_order(audience: str):
    with ZipFile(BytesIO(render(drafted(), "docx", audience=audience))) as archive:
        names = set(archive.namelist())
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        declared = {one.get("PartName").lstrip("/") for one in types if one.get("PartName")}
        endings = {one.get("Extension") for one in types if one.get("Extension")}
        assert declared <= names
        assert all(name in declared or name.rpartition(".")[2] in endings for name in names)
        for name in names:
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(archive.read(name))
                for node in root.iter():
                    wanted = ORDER.get(etree.QName(node).localname) if str(node.tag).startswith(W) else None
                    if wanted:
                        places = [wanted.split().index(etree.QName(child).localname) for child in node]
                        assert places == sorted(places), (name, etree.tostring(node)[:300])
            if name.endswith(".rels"):
                folder = name.replace("_rels/", "").rpartition("/")[0]
                for one in etree.fromstring(archive.read(name)):
                    target = re.sub(r"^[^/]+/\.\./", "", f"{folder}/{one.get('Target')}".lstrip("/"))
                    assert target in names, target


def test_rows_of_a_table_fill_its_grid():
    with ZipFile(BytesIO(render(drafted(), "docx"))) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for table in root.iter(W + "tbl"):
        columns = [int(one.get(W + "w")) for one in table.iter(W + "gridCol")]
        assert sum(columns) == int(table.find(f"{W}tblPr/{W}tblW").get(W + "w"))
        for row in table.iter(W + "tr"):
            at = 0
            for cell in row.iter(W + "tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                count = int(span.get(W + "val")) if span is not None else 1
                assert int(cell.find(f"{W}tcPr/{W}tcW").get(W + "w")) == sum(columns[at : at + count])
                at += count
            assert at == len(columns)


@pytest.mark.parametrize(
    ("signature", "date", "right"),
    [("某市示范图书馆", "2024年3月15日", (4, 1)), ("某馆", "2024年3月15日", (17, 4)), ("某市示范图书馆办公室", "2024年3月15日", (4, 7))],
)
def test_signature_and_date_stand_as_the_standard_says(signature: str, date: str, right: tuple[int, int]):
    placed = lay_out(Draft("x", "x", 2023, (text("正文。"), text(signature, Style.SIGNATURE), text(date, Style.DATE))))[0].parts
    assert [one.above for one in placed] == [0, 1, 0]
    assert (placed[1].right, placed[2].right) == right
    assert right[0] + width(signature) - right[1] - width(date) == 4  # the date begins two characters further right


def test_a_title_of_an_attachment_is_printed_once():
    table = Table("t", "收支表", (1,), ((Cell(plain("甲"), CellKind.TEXT),),))
    for format in ("docx", "pdf", "html"):
        said = read_document(
            render(Draft("x", "x", 2023, (Title(("总题",)), Heading(1, "一、甲"), Attachment(1, "收支表"), table)), format), f"d.{format}"
        ).text
        assert said.count("收支表") == 1


@pytest.mark.parametrize("format", ["pdf", pytest.param("docx", marks=needs_office)])
def test_full_body_pages_of_a_report_have_22_lines_of_at_most_28_characters(format: str):
    """Pages that hold body text alone from top to foot, and on them the lines of Chinese characters only: digits are narrower."""
    full, lengths = 0, []
    for name in SAMPLES:
        for page in pages_in(format, composed(sample(name))):
            lines = lines_of(page)
            steps = [low - high for (high, _), (low, _) in pairwise(lines)]
            whole = lines and page.get_height() > page.get_width() and lines[-1][0] > page.get_height() - 35 * MILLIMETRE - 30
            if not whole or any(not 27.5 <= step <= 30.5 for step in steps):
                continue  # a title, a chart or a table stands on it, or it ends a part
            full += 1
            assert len(lines) == 22, (name, len(lines))
            lengths += [len(words) for _, words in lines if len(words) >= 25 and width(words) == 2 * len(words)]
    assert full >= 5
    assert len(lengths) >= 15
    assert max(lengths) <= 29  # a comma or full stop may hang out
    assert sum(one in {26, 28} for one in lengths) > len(lengths) / 2  # indented by two or not; punctuation moves a character elsewhere


@pytest.mark.parametrize("format", ["pdf", pytest.param("docx", marks=needs_office)])
def test_a_row_of_many_lines_goes_on_on_the_next_page(format: str):
    heads = (head("指标"), head("完成值"), head("偏差原因"))
    rows = tuple((Cell(plain(f"指标{at}")), Cell(plain(f"{at}次")), Cell(plain(LONG[:300]))) for at in range(4))
    pages = pages_in(format, Draft("x", "x", 2023, (Table("t", "表", (4, 4, 2), (heads, *rows), head_rows=1),)))
    feet = [max(base for base, _ in lines_of(page)) for page in pages]
    assert len(feet) > 2
    assert all(foot > 250 * MILLIMETRE for foot in feet[:-1])  # pages are filled to their foot, 262 mm


@pytest.mark.parametrize(("words", "room", "shown"), [
    ("≤1689.39万元", 10, "≤1689.39\n万元"), ("1689.39万元", 20, "1689.39万元"), ("年度资金（万元）", 12, "年度资金\n（万元）"),
    ("按季度核对项目进度", 10, "按季度核对项目进度"), ("1234567890123万元", 8, "1234567890123万元"),
])  # fmt: skip
def test_a_narrow_cell_breaks_before_a_unit_and_never_within(words: str, room: int, shown: str):
    assert "".join(run.text for run in broken(plain(words), room)) == shown


@pytest.mark.parametrize("format", ["pdf", pytest.param("docx", marks=needs_office)])
def test_every_form_of_a_document_of_forms_begins_a_page(format: str):
    case = sample("sample-3-lusong-2023.yaml")
    given = report_input(case, case.pack, score_case(case).sheets)
    tables = [table for layout in given.layouts if layout.id == "project_self_evaluation" for table in tables_of(given, layout)]
    pages = pages_in(format, form_draft(given, tables, "自评表"))
    assert len(tables) == len(pages) == len(case.content.projects) == 4
