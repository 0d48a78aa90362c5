"""What the fuzzers begin with: pieces of the bundled samples, the cases of the checks, small files; and words to put in."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml

from tests.fuzz.packages import PART, page, records
from tests.unit.core.reading import flattened_made
from tests.unit.core.reading.parts import book, p, tc, tr, word

CASES = Path(__file__).resolve().parents[1] / "checks"
NUMBER_WORDS = (
    "万元", "亿元", "千元", "万", "亿", "余", "多", "约", "近", "超", "不足", "不少于", "以上", "以内", "左右", "百分之", "个百分点", "%", "‰", "％",
    "第", "届", "年", "月", "日", "至", "-", "—", "、", "，", "。", "．", "１", "９", "一", "十", "百", "千", "壹", "拾", "○", "〇", "两", "几", "人次",
    "件", "其中：", "合计", "分别为", "比上年增长", "下降", "持平", "完成年初预算的", "占", "2023年", "（1）", "1.", "\u3000", "\t", "\n", "\n\n", "①", "²",
)  # fmt: skip
TABLE_WORDS = (
    "一级指标", "二级指标", "三级指标", "指标值", "年度指标值", "实际完成值", "分值", "得分", "权重", "总分", "合计", "小计", "其中", "单位：万元", "产出指标",
    "数量指标", "质量指标", "效益指标", "满意度指标", "≥", "≤", "＝", "定性", "年初预算数", "全年预算数", "全年执行数", "执行率", "基本支出", "项目支出",
    "预算执行率", "一、", "（一）", "附件1", "表1", "- 3 -", "|", "\t", "\n", "\r\n", "\n\n", ",", '"', "  ", "\u3000", "**", "#", "98.5%", "10", "是", "无",
)  # fmt: skip
HTML_WORDS = (
    "<table>", "</table>", "<tr>", "<td>", "<th>", "</td>", 'rowspan="2"', 'colspan="3"', 'rowspan="0"', "<p>", "</p>", "<div>", "<br>", "<ol>", "<li>",
    'start="3"', "<h1>", "<caption>", "<thead>", "<tbody>", 'style="display:none"', "hidden", "<script>", "<style>", "<!--", "-->", "<img>", "&nbsp;",
    "&#12345;", "&#0;", "&lt;", "<meta charset=gbk>", "<html>", "<body>", "<svg>", "<template>", "<select>", "<pre>", "<a id=x>", "<frameset>",
)  # fmt: skip
WORD_WORDS = (
    "<w:p>", "</w:p>", "<w:r>", "<w:t>", "<w:tbl>", "<w:tr>", "<w:tc>", "<w:tcPr>", '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>",
    "<w:tblGrid>", "<w:gridCol/>", '<w:gridBefore w:val="1"/>', "<w:del>", "<w:ins>", "<w:delText>", "<w:moveFrom>", "<w:pPr>", "<w:rPr>", '<w:ilvl w:val="1"/>',
    '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', "<w:fldChar/>", "<w:instrText>", "<w:sym/>", "<w:tab/>", "<w:br/>", "<w:noBreakHyphen/>",
    "<w:txbxContent>", "<mc:AlternateContent>", "<mc:Choice>", "<mc:Fallback>", "<m:oMath>", "<m:f>", "<m:num>", "<m:den>", "<w:sdt>", "<w:sdtContent>",
    "<w:altChunk/>", "<w:outlineLvl/>", 'w:val="', "<w:vanish/>", "<w:footnoteReference/>", "<w:hyperlink>", "<w:smartTag>", PART.decode(), "<w:lvl>", "<w:num>",
)  # fmt: skip
SHEET_WORDS = (
    "<sheetData>", "<row>", '<row r="2">', '<row r="1048576">', "<c>", '<c r="B2"', 't="s"', 't="e"', 't="str"', 't="inlineStr"', 't="d"', 't="b"', 's="1"', "<v>",
    "<is><t>", "<f>", '<mergeCell ref="A1:B2"/>', "<mergeCells>", 'hidden="1"', "<cols>", "1e308", "-0", "NaN", "45291", "0.5", "numFmtId", "formatCode",
    "<numFmts>", "<cellXfs>", "<xf", "[$¥-804]#,##0.00", "yyyy/m/d", "[h]:mm", "# ?/?", "0.00E+00", "@", "General", "[&gt;=100]", PART.decode(),
)  # fmt: skip
PDF_WORDS = (
    " Tj", " TJ", " Td", " Tm", " T*", "BT /F1 10 Tf ", " ET", " m ", " l S", " re f", " re S", " cm", " q", " Q", " w", " Tz", " Tr", " Ts", " TL", " Tc", " Tw",
    "(12.5)", "[(1) -300 (2)]", "/MediaBox", "/Rotate 90", "/CropBox", "/Count", "endobj", "obj", "stream", "endstream", "xref", "trailer", "/Length", "1e9", "-1",
)  # fmt: skip


@cache
def _samples() -> tuple[str, ...]:
    return tuple(
        path.read_text("utf-8") for path in sorted((files("jiheng") / "samples").iterdir(), key=lambda path: path.name) if path.name.endswith(".txt")
    )


@cache
def _cases() -> tuple[str, ...]:
    return tuple(case["text"] for path in sorted(CASES.glob("*.yaml")) for case in yaml.safe_load(path.read_text("utf-8")))


def clauses() -> list[bytes]:
    """Lines of the samples that print a number."""
    lines = {line.strip()[:200] for text in _samples() for line in text.splitlines() if any(character.isdigit() for character in line)}
    made = (
        "1,234.56万元",
        "344、27万元",
        "10万余个",
        "488.8.",
        "壹佰贰拾叁万元整",
        "百分之九十九点八",
        "1-2个，80%-90%，5万元至10万元",
        "三十几",
        "1.2023年",
        "二〇二三年",
    )
    return [line.encode() for line in sorted(lines)[::3]] + [text.encode() for text in made]


def texts() -> list[bytes]:
    """Tables as text makes them, pieces of the samples, one in GB18030 and one with a mark."""
    made = [text[:3000].encode() for text in flattened_made.ALL.values()]
    pieces = [text[at : at + 900].encode() for text in _samples() for at in range(0, len(text), 1800)]
    return [*made, *pieces, _samples()[0][:800].encode("gb18030"), _samples()[0][:400].encode("utf-16")]


def separated() -> list[bytes]:
    """Separated values: quotes, lines within a field, tabs, other encodings."""
    plain = '单位,"预算数（万元）","执行数\n（万元）"\n县政协,"1,689.39",98.5%\n合计,"""无""",\n'
    return [
        plain.encode(),
        plain.replace(",", "\t").encode(),
        plain.encode("gb18030"),
        plain.encode("utf-16"),
        plain.replace(",", ";").encode("utf-8-sig"),
    ]


def pages() -> list[bytes]:
    """Pages with lists, headings, tables in tables, merged cells, hidden parts."""
    table = (
        "<table><caption>收支表（单位：万元）</caption><thead><tr><th rowspan=2>项目</th><th colspan=2>金额</th></tr><tr><th>预算数<th>决算数</tr></thead>"
        "<tr><td>基本支出<td>1,256.81<td>1256.81</tr><tr><td>合计<td>1,689.39<td><table><tr><td>内<td>1</table></tr></table>"
    )
    return [
        f"<html><head><meta charset=utf-8><title>自评</title></head><body><h1>自评报告</h1><p>全年支出12.5万元<br>其中：<b>基本支出</b>3万元</p>{table}</body></html>".encode(),
        b"<ol start=3 type=1><li>a 1<li>b<ol><li>c</ol></ol><ul><li>x</ul><div style='display: none'>no</div><pre>1\n 2</pre><p hidden>3<p align=center>4",
        f"<html><meta charset=gb2312><body>预算执行率98.95%&nbsp;{table}".encode("gb18030"),
        f"<table><tr><td rowspan=0>甲<td>1<tr><td colspan=0>2</table><center>附件</center>{table}".encode(),
    ]


def word_parts() -> list[bytes]:
    """Bodies with tables, lists, revisions, boxes, formulas; styles and numbering behind them; one whole package."""
    rows = tr(tc("指标", '<w:vMerge w:val="restart"/>'), tc("分值")) + tr(tc("", "<w:vMerge/>"), tc("10"))
    table = f"<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{rows}</w:tbl>"
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="a"/><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>'
    changed = (
        '<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:ins><w:r><w:t>新1</w:t></w:r></w:ins><w:del><w:r><w:delText>旧2</w:delText></w:r></w:del>'
        "<w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>框3万元</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r>"
        "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></w:p>"
    )
    field = '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>4</w:t><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    footnotes = f'<w:footnote w:id="1">{p("注：含上年结转")}</w:footnote>'
    bodies = [
        p("全年支出12.5万元") + table,
        p("第一条", props=listed) * 2 + table,
        changed + field,
        f"<w:sdt><w:sdtContent>{p('目录')}{table}</w:sdtContent></w:sdt>",
    ]
    whole = PART.join((bodies[1] + changed).encode() if at == 0 else part.encode() for at, part in enumerate(("", styles, numbering, footnotes)))
    return [*(body.encode() for body in bodies), whole, word(p("全年支出12.5万元"))]


def sheet_parts() -> list[bytes]:
    """Sheets with every type of cell, merged ranges, formats; one whole package."""
    sheet = (
        '<cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>预算执行率</t></is></c><c r="B1" s="1"><v>0.9895</v></c></row>'
        '<row r="2" hidden="1"><c r="A2" t="str"><f>B1</f><v>文</v></c><c r="B2" t="e"><v>#REF!</v></c><c r="C2" t="b"><v>1</v></c><c t="d"><v>2023-12-31</v></c></row>'
        '</sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>'
    )
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="0.00%"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs>'
    )
    return [sheet.encode(), sheet.encode() + PART + styles.encode(), book(sheet, styles=styles)]


def old_sheets() -> list[bytes]:
    """The records of a small workbook, and some of them alone."""
    whole = records()
    return [whole, whole[:200], whole[200:]]


def pdfs() -> list[bytes]:
    """Page contents with lines of text, a ruled table, turned and scaled text; one whole file."""
    lines = "BT /F1 12 Tf 72 760 Td (1. Total 1,234.56) Tj 0 -20 Td (2. Rate 98.5%) Tj 0 -20 Td [(3) -250 (12.5) 40 (7)] TJ ET\n"
    rules = "".join(f"72 {y} m 400 {y} l S " for y in (600, 620, 640)) + "".join(f"{x} 600 m {x} 640 l S " for x in (72, 200, 400))
    cells = "".join(
        f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in ((80, 625, "Item"), (210, 625, "10.00"), (80, 605, "Sum"), (210, 605, "10.00"))
    )
    turned = (
        "q 0 1 -1 0 300 100 cm BT /F1 9 Tf 1 0 0.3 1 0 0 Tm 80 Tz (turned 1) Tj ET Q BT 3 Tr /F1 9 Tf 10 10 Td (hidden) Tj ET 10 10 100 0.5 re f\n"
    )
    return [text.encode() for text in (lines, rules + cells, turned, lines + rules + cells + turned)] + [page(lines + rules + cells)]


def reports() -> list[bytes]:
    """The cases of the checks, pieces of the samples, tables as text and as a page makes them."""
    pieces = [text[at : at + 700].encode() for text in _samples() for at in range(0, len(text), 1500)]
    made = [text[:2000].encode() for text in flattened_made.ALL.values()]
    return [*(text.encode()[:2500] for text in _cases()[::3]), *pieces, *made, *pages()[:1]]
