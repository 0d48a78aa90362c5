"""Pages: text without menus, exact tables, encodings."""

from __future__ import annotations

import pytest

from jiheng.core.documents.document import Document
from jiheng.core.documents.locator import HtmlPlace
from jiheng.core.reading.door import read_document

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>题</title><style>x</style></head><body>
<nav>首页 &gt; 公开</nav><div style="display: none">看不见</div><h1>2023年度自评报告</h1>
<div>本年度<b>支出</b>1689.39万元，<br>其中：</div><p>一、基本情况</p><p>正文段落。<img src="a.png"></p>
<ol start="2"><li>甲<li>乙</ol><ul><li>丙</ul>
<p>单位：万元</p>
<table><caption>目标表</caption><tr><th rowspan="2">指标</th><th colspan="2">数值</th></tr><tr><td>目标</td><td>完成</td></tr>
<tbody><tr><td><p>执行率</p><p>（%）</p></td><td>100</td><td>98.95<table><tr><td>内</td></tr></table></td></tr></tbody></table>
<script>var a=1;</script></body></html>"""


def read(charset: str, encoding: str) -> Document:
    """The page in an encoding, declaring one."""
    return read_document(PAGE.format(charset=charset).encode(encoding), "a.html")


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("utf-8", "gb18030"), ("gbk", "utf-8-sig"), ("x-none", "utf-8"), ("utf-16", "utf-16")],
)
def test_page_in_any_encoding(charset: str, encoding: str) -> None:
    document = read(charset, encoding)
    assert [(block.kind.value, block.text, block.outline) for block in document.running()] == [
        ("heading", "2023年度自评报告", 1), ("paragraph", "本年度支出1689.39万元，\n其中：", 0), ("heading", "一、基本情况", 1),
        ("paragraph", "正文段落。", 0),
        ("paragraph", "2. 甲", 0), ("paragraph", "3. 乙", 0), ("paragraph", "丙", 0), ("paragraph", "单位：万元", 0),
    ]  # fmt: skip
    table, nested = document.tables()
    assert table.caption.endswith("单位：万元\n目标表")
    assert [(cell.row, cell.column, cell.rows, cell.columns, cell.text) for cell in table.cells] == [
        (0, 0, 2, 1, "指标"), (0, 1, 1, 2, "数值"), (1, 1, 1, 1, "目标"), (1, 2, 1, 1, "完成"), (2, 0, 1, 1, "执行率\n（%）"), (2, 1, 1, 1, "100"),
        (2, 2, 1, 1, "98.95"),
    ]  # fmt: skip
    assert nested.cells[0].text == "内"
    assert [note.code for note in document.notes] == ["JH-F-065"]
    place = table.cells[0].block.locator()
    assert isinstance(place, HtmlPlace)
    assert place.line > 5


def test_far_spans_cost_nothing() -> None:
    page = "<html><body><table>" + '<tr><td rowspan="99999999" colspan="0">a</td><td colspan="1000">b</td></tr>' * 50 + "</table></body></html>"
    document = read_document(page.encode(), "a.html")
    assert len(next(document.tables()).cells) == 100


def test_deep_page_is_read_flat() -> None:
    page = "<html><body>" + "<div>" * 5000 + "深处" + "</body></html>"
    document = read_document(page.encode(), "a.html")
    assert "深处" in document.text or document.notes
