"""Word files: order, numbers, tables, revisions, and what stands outside the running text."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from jiheng.core.documents.block import Block, BlockKind
from jiheng.core.documents.document import Document
from jiheng.core.documents.locator import WordPlace
from jiheng.core.reading.door import read_document
from tests.unit.core.reading.parts import W, p, tc, tr, word, zipped


def read(body: str, **others: str) -> Document:
    """A Word file of raw XML after reading."""
    return read_document(word(body, **others), "报告.docx")


def texts(document: Document) -> list[str]:
    """Texts of the running blocks."""
    return [block.text for block in document.running()]


def cells(table: Block) -> dict[tuple[int, int, int, int], str]:
    """(row, column, rows, columns) → text."""
    return {(cell.row, cell.column, cell.rows, cell.columns): cell.text for cell in table.cells}


def codes(document: Document) -> list[str]:
    """Codes of the notes."""
    return [note.code for note in document.notes]


def alike(document: Document) -> None:
    """Every block's characters are the document's, blanks apart."""
    for block in document.blocks:
        for each in (block, *(cell.block for cell in block.cells)):
            start, end = each.document_range(0, len(each.text))
            assert document.text[start:end].split() == each.text.split()


def test_file_of_python_docx_keeps_order_places_and_headings() -> None:
    made = docx.Document()
    made.add_heading("部门整体支出绩效自评报告", 0)
    made.add_heading("一、基本情况", 1)
    made.add_paragraph("本年支出1689.39万元。")
    made.add_paragraph("绩效目标表")
    made.add_paragraph("单位：万元")
    table = made.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 0).merge(table.cell(2, 0))
    made.add_paragraph("结束。")
    stream = BytesIO()
    made.save(stream)
    document = read_document(stream.getvalue(), "a.docx")
    kinds = [(block.kind.value, block.outline) for block in document.blocks]
    assert kinds == [("heading", 1), ("heading", 1), *[("paragraph", 0)] * 3, ("table", 0), ("paragraph", 0)]
    assert document.blocks[2].locator() == WordPlace("body", 3)
    read_table = next(document.tables())
    assert read_table.caption == "绩效目标表\n单位：万元"
    assert cells(read_table) == {
        (0, 0, 1, 2): "00\n01", (0, 2, 1, 1): "02", (1, 0, 2, 1): "10\n20", (1, 1, 1, 1): "11", (1, 2, 1, 1): "12",
        (2, 1, 1, 1): "21", (2, 2, 1, 1): "22",
    }  # fmt: skip
    assert read_table.cells[-1].block.locator() == WordPlace("body", 1, 1, 3, 3)
    assert document.text.endswith("00 01\t\t02\n10 20\t11\t12\n\t21\t22\n\n结束。")
    alike(document)


NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%4"/><w:suff w:val="nothing"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/><w:suff w:val="space"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>"""


def item(level: int, text: str, num: int = 1) -> str:
    """A numbered paragraph."""
    return p(text, props=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def test_automatic_numbers_are_restored_as_printed() -> None:
    body = (
        item(0, "基本情况") + item(1, "职能") + item(1, "机构") + item(0, "支出情况") + item(1, "总体") + item(2, "5万元以上项目") + item(2, "其他")
        + item(3, "甲") + item(3, "乙") + item(0, "目标", 2) + item(1, "细目", 2) + item(2, "从五起", 3) + item(2, "第六", 3)
    )  # fmt: skip
    assert texts(read(body, numbering=NUMBERING)) == [
        "一、基本情况", "（一）职能", "（二）机构", "二、支出情况", "（一）总体", "1. 5万元以上项目", "2. 其他", "①甲", "②乙", "3 目标", "3.1 细目",
        "5. 从五起", "6. 第六",
    ]  # fmt: skip


def test_numbers_come_from_styles_and_fill_empty_cells() -> None:
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '<w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="b2"><w:basedOn w:val="a1"/><w:pPr>'
        '<w:outlineLvl w:val="1"/></w:pPr></w:style><w:style w:type="table" w:styleId="t"><w:name w:val="x"/></w:style></w:styles>'
    )
    cell = '<w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p></w:tc>'
    body = p("情况", props='<w:pStyle w:val="a1"/>') + p("分节", props='<w:pStyle w:val="b2"/>') + f"<w:tbl>{tr(cell)}{tr(cell)}</w:tbl>"
    document = read(body, numbering=NUMBERING, styles=styles)
    assert [(block.text, block.outline) for block in document.running()] == [("一、情况", 1), ("二、分节", 2)]
    assert [cell.text for cell in next(document.tables()).cells] == ["1.", "2."]


@pytest.mark.parametrize(
    ("paragraph", "outline"),
    [
        (p("一、部门概况"), 1),
        (p("（二）绩效目标完成情况"), 2),
        (p("1．数量指标"), 0),
        (p("<w:r><w:rPr><w:b/></w:rPr><w:t>1．数量指标</w:t></w:r>"), 3),
        (p('<w:r><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr><w:t>（1）数量指标</w:t></w:r>'), 4),
        (p("一是加强管理"), 0),
        (p("一、预算执行率98.95%，较上年提高。"), 0),
        (p("一、部门概况\u2026\u2026\u2026\u20263"), 0),
        (p("标题", props='<w:outlineLvl w:val="2"/>'), 3),
        (p("一、正文级别", props='<w:outlineLvl w:val="9"/>'), 0),
    ],
)
def test_outline_without_styles(paragraph: str, outline: int) -> None:
    document = read(p("先有一段正文，这样后面的不是标题。") + paragraph)
    assert document.blocks[1].outline == outline


def test_first_centred_line_is_the_title() -> None:
    document = read(p("2023年度自评报告", props='<w:jc w:val="center"/>') + p("单位：某局", props='<w:jc w:val="center"/>'))
    assert [block.outline for block in document.blocks] == [1, 0]


def test_tracked_changes_are_read_as_accepted_and_counted() -> None:
    body = (
        p("支出", '<w:ins w:id="1"><w:r><w:t>1256.81</w:t></w:r></w:ins>', '<w:del w:id="2"><w:r><w:delText>1200</w:delText></w:r></w:del>', "万元。")
        + p("前半", props='<w:rPr><w:del w:id="3"/></w:rPr>') + p("后半。")
        + p('<w:moveFrom w:id="4"><w:r><w:t>移走</w:t></w:r></w:moveFrom>') + p('<w:moveTo w:id="4"><w:r><w:t>移来</w:t></w:r></w:moveTo>')
        + "<w:tbl>" + tr(tc("留")) + tr(tc("删"), props='<w:del w:id="5"/>') + "</w:tbl>"
    )  # fmt: skip
    document = read(body)
    assert texts(document) == ["支出1256.81万元。", "前半后半。", "移来"]
    assert [cell.text for cell in next(document.tables()).cells] == ["留"]
    assert codes(document) == ["JH-F-030"]
    assert "插入1处、删除3处、移动1处" in document.notes[0].message


def test_text_boxes_are_read_once_and_pictures_noted() -> None:
    box = "<w:txbxContent>" + p("框内文字") + p("第二行") + "</w:txbxContent>"
    shape = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx><a:blip/></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = read(p("正文", shape) + p("<w:r><w:object><v:imagedata/><o:OLEObject/></w:object></w:r>"))
    boxes = [block for block in document.blocks if block.kind is BlockKind.TEXTBOX]
    assert [block.text for block in boxes] == ["框内文字\n第二行"]
    assert boxes[0].locator(5, 8) == WordPlace("textbox", 2)
    assert codes(document) == ["JH-F-032", "JH-F-033"]
    assert "第1段" in document.notes[0].message
    assert "第2段" in document.notes[1].message


def test_fields_symbols_breaks_boxes_and_hidden_text() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SUM(A1)</w:instrText></w:r><w:r><w:t>码</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>98.95%</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    tick = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    control = (
        '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/></w14:checkbox></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>X</w:t></w:r></w:sdtContent></w:sdt>"
    )
    symbols = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95</w:t><w:sym w:font="Wingdings 2" w:char="F052"/><w:noBreakHyphen/></w:r>'
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>秘</w:t></w:r>"
    fraction = "<m:oMath><m:f><m:num><m:r><m:t>A</m:t></m:r></m:num><m:den><m:r><m:t>B</m:t></m:r></m:den></m:f></m:oMath>"
    document = read(p(field, tick, control, symbols, "<w:r><w:tab/><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", hidden, fraction))
    assert texts(document) == ["98.95%☑☐≥95☑-\t甲\n乙A/B"]
    assert codes(document) == ["JH-F-035", "JH-F-034"]


def test_merged_cells_are_exact_on_the_grid() -> None:
    table = (
        tr(tc("甲", '<w:gridSpan w:val="2"/>'), tc("乙", '<w:vMerge w:val="restart"/>'))
        + tr(tc("丙"), tc("丁"), tc("", "<w:vMerge/>"))
        + tr(tc("戊"), tc("己", '<w:vMerge w:val="continue"/>'), props='<w:gridBefore w:val="1"/>')
        + tr(tc("", '<w:hMerge w:val="restart"/>'), tc("", '<w:hMerge w:val="continue"/>'), tc("庚"))
    )
    document = read(f"<w:tbl>{table}</w:tbl>")
    assert cells(next(document.tables())) == {
        (0, 0, 1, 2): "甲", (0, 2, 3, 1): "乙", (1, 0, 1, 1): "丙", (1, 1, 1, 1): "丁", (2, 1, 1, 1): "戊", (3, 0, 1, 2): "", (3, 2, 1, 1): "庚",
    }  # fmt: skip
    assert codes(document) == ["JH-F-037"]


def test_nested_tables_stand_for_themselves() -> None:
    inner = f"<w:tbl>{tr(tc('内'))}</w:tbl>"
    document = read("<w:tbl>" + tr(f"<w:tc>{p('外')}{inner}<w:p/></w:tc>") + "</w:tbl>")
    outer, nested = document.tables()
    assert (outer.cells[0].text, nested.cells[0].text, nested.caption) == ("外", "内", "外")
    assert nested.cells[0].block.locator() == WordPlace("body", 1, 2, 1, 1)


def test_parts_outside_the_text() -> None:
    document = read(
        p("正文", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        header=f"<w:hdr {W}>{p('页眉')}</w:hdr>",
        footer=f"<w:ftr {W}><w:tbl>{tr(tc('页脚'))}</w:tbl></w:ftr>",
        footnotes=f'<w:footnotes {W}><w:footnote w:type="separator">{p("线")}</w:footnote><w:footnote w:id="2">{p("注")}</w:footnote></w:footnotes>',
        comments=f'<w:comments {W}><w:comment w:id="0">{p("请核对")}</w:comment></w:comments>',
    )
    outside = [(block.kind.value, block.text, block.locator().as_json()["part"]) for block in document.blocks]
    assert outside == [
        ("paragraph", "正文", "body"), ("header", "页眉", "header"), ("footer", "页脚", "footer"), ("footnote", "注", "footnote"),
        ("comment", "请核对", "comment"),
    ]  # fmt: skip


def test_content_controls_links_and_strict_files() -> None:
    link = "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>"
    body = f"<w:sdt><w:sdtContent>{p('控件', link)}</w:sdtContent></w:sdt>"
    assert texts(read(body)) == ["控件链接"]
    strict = f'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>{p("严格")}</w:body></w:document>'
    assert texts(read_document(zipped({"word/document.xml": strict}), "a.docx")) == ["严格"]


def test_damaged_spare_part_is_noted_and_macros_too() -> None:
    document = read(p("正文"), styles="<w:styles", vbaProject="x")
    assert codes(document) == ["JH-F-038"]
    macro = zipped({"word/document.xml": f"<w:document {W}><w:body>{p('正文')}</w:body></w:document>", "word/vbaProject.bin": b"x"})
    assert codes(read_document(macro, "a.docm")) == ["JH-F-031"]


def test_same_bytes_give_the_same_document() -> None:
    data = word(item(0, "甲") + p("乙"), numbering=NUMBERING)
    assert read_document(data, "a.docx") == read_document(data, "a.docx")


def _table(*words: str, columns: str = "1000") -> str:
    return f'<w:tbl><w:tblGrid><w:gridCol w:w="{columns}"/></w:tblGrid>{"".join(tr(tc(one)) for one in words)}</w:tbl>'


HIDDEN = "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr></w:p>"


@pytest.mark.parametrize(
    ("between", "columns", "rows"),
    [(HIDDEN, "1000", [3]), (HIDDEN * 2, "1000", [3]), ("<w:p/>", "1000", [2, 1]), ("", "1000", [2, 1]), (HIDDEN, "900", [2, 1]),
     (HIDDEN + p("说明"), "1000", [2, 1])],
)  # fmt: skip
def test_a_table_behind_a_hidden_empty_paragraph_goes_on_with_the_one_above(between: str, columns: str, rows: list[int]) -> None:
    document = read(_table("甲", "乙") + between + _table("丙", columns=columns) + p("完"))
    assert [len({cell.row for cell in block.cells}) for block in document.blocks if block.cells] == rows
    assert [text for text in texts(document) if text == "完"]
    alike(document)
