"""The page of an audit: whole, linked both ways, the same each time, and harmless whatever the document says."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from jiheng.core.auditing.finding import Category, CheckCrash, Finding, Severity
from jiheng.core.auditing.runner import AuditResult
from jiheng.core.documents.composer import Composer, Piece
from jiheng.core.documents.document import Document
from jiheng.core.documents.locator import PdfPlace, TextPlace
from jiheng.core.facts.statements import Statements
from jiheng.core.period import Period
from jiheng.core.reporting.audit_html.index_page import IndexRow, render_index
from jiheng.core.reporting.audit_html.page import render_html
from jiheng.core.reporting.audit_html.places import leaves
from jiheng.core.reporting.audit_words import About
from jiheng.core.reporting.safe_text import visible
from tests.unit.core.reporting.audited import REPORT, Page, audited

HOSTILE = """</title><script>alert(1)</script>2023年度部门整体支出绩效自评报告

<img src=x onerror="alert(2)"> ' " & &lt; ]]> --> </style></article></script> \u202e反向\u2066 {{7*7}} $title
2023年支出合计100万元，其中：基本支出<b>60</b>万元，项目支出50万元。
"""


def page(given: tuple[Document, Statements, AuditResult]) -> Page:
    return Page(render_html(*given))


def bare(document: Document, *findings: Finding) -> tuple[Document, Statements, AuditResult]:
    return document, Statements("", Period(2023), ()), AuditResult(findings, (), (), (), ())


def finding(document: Document, *ranges: tuple[int, int], severity: Severity = Severity.ERROR) -> Finding:
    block = document.blocks[0]
    evidence = tuple(document.span(block, start, end) for start, end in ranges)
    return Finding("JH-X-001", severity, Category.ACCURACY, "不符", "更正", evidence)


def paragraph(text: str) -> Document:
    composer = Composer(b"", "a.txt", "txt")
    composer.paragraph(text, TextPlace(1, 1))
    return composer.document()


def test_the_same_audit_gives_the_same_bytes():
    assert render_html(*audited()) == render_html(*audited())


def test_the_page_needs_nothing_else():
    source = render_html(*audited())
    assert "default-src 'none'" in source
    assert not re.search(r"https?://|@import|url\(|<link|<iframe| src=", source)
    assert not re.search(r"\d{4}-\d{2}-\d{2}T", source)


def test_every_link_has_its_place_and_every_id_is_one():
    seen = page(audited())
    ids = seen.having("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in seen.having("href")} <= set(ids)
    assert set(" ".join(seen.having("aria-controls") + seen.having("aria-labelledby")).split()) <= set(ids)


def test_every_finding_has_a_card_and_a_mark_for_each_piece_of_evidence():
    given = audited()
    seen = page(given)
    marked = " ".join(seen.having("data-k")).split()
    assert given[2].findings
    for number, found in enumerate(given[2].findings, 1):
        assert f"F{number}" in seen.having("id")
        assert marked.count(str(number)) >= len(set(found.evidence))


def test_the_document_is_shown_whole_and_unchanged():
    for text in (REPORT, HOSTILE):
        given = audited(text)
        shown = "".join(page(given).text.split())
        assert shown == "".join("".join(visible(leaf.text) for leaf in leaves(given[0])).split())


def test_a_hostile_document_stays_text():
    given = audited(HOSTILE, '"><svg onload=alert(3)>.txt')
    source = render_html(*given, About({"JH-A-002": "<i>"}, pack='"><b>', why="</script>"))
    seen = Page(source)
    assert sum(tag == "script" for tag, _ in seen.tags) == 1
    assert not [tag for tag, _ in seen.tags if tag in ("img", "b", "i") and tag != "b"]
    assert not [name for _, given in seen.tags for name in given if name.startswith("on")]
    assert "\u202e" not in source
    assert "[U+202E]" in source


def test_hidden_controls_are_written_out():
    assert visible("a\x00b\u2028c\ud800d\te\n") == "a[U+0000]b[U+2028]c[U+D800]d\te\n"


def test_overlapping_evidence_is_marked_without_doubled_ids():
    document = paragraph("甲乙丙丁戊己庚")
    seen = page(bare(document, finding(document, (0, 4)), finding(document, (2, 6), severity=Severity.HINT), finding(document, (2, 2))))
    marks = [(given["data-k"], given.get("href")) for tag, given in seen.tags if "data-k" in given]
    assert marks == [("1", "#F1"), ("3", "#F3"), ("1 2", "#F2"), ("2", None)]
    assert len(seen.having("id")) == len(set(seen.having("id")))
    assert seen.text.strip() == "甲乙丙丁戊己庚"


def test_evidence_across_glued_lines_of_a_page_is_found():
    composer = Composer(b"", "a.pdf", "pdf")
    first, second = PdfPlace(1, (0, 0, 1, 1)), PdfPlace(2, (0, 0, 1, 1))
    composer.paragraph([Piece("支出12", first, "", ""), Piece("3.45万元。", second, "", "\n")])
    document = composer.document()
    source = render_html(*bare(document, finding(document, (2, 9))))
    assert '<p class="pg">第1页</p>' in source
    assert '<span class="pg">第2页</span>' in source
    assert Page(source).text.strip() == "支出123.45万元。"


def test_merged_cells_keep_their_place():
    composer = Composer(b"", "a.txt", "txt")
    place = TextPlace(1, 1)
    table = composer.table(place, "附表 单位：万元")
    table.cell(0, 0, "项目", place, rows=2)
    table.cell(0, 1, "金额", place, columns=2)
    table.cell(1, 1, "1", place)
    table.cell(1, 2, "2", place, rows=900_000, columns=900_000)
    table.close()
    source = render_html(*bare(composer.document()))
    assert '<tr><td rowspan="2">项目</td><td colspan="2">金额</td></tr><tr><td class="r">1</td><td class="r">2</td></tr>' in source
    assert 'aria-label="表1：附表 单位：万元"' in source


def test_the_inspector_shows_operands_with_ranges_and_how_they_stand():
    source = render_html(*audited())
    assert "1200.495—1200.505万元" in source
    assert "1200.59—1200.61万元" in source
    assert "两个范围不相接，至少相距0.085万元：取整不能解释" in source


def test_sources_are_named_with_their_titles_and_whether_they_were_read():
    found = replace(audited()[2].findings[0])
    assert found.code == "JH-A-002"
    assert "已核对原文" in render_html(*audited())


def test_a_crash_of_a_check_is_told_among_what_is_open():
    document, statements, result = audited()
    source = render_html(document, statements, replace(result, crashes=(CheckCrash("JH-A-777", "ValueError: <x>"),)))
    assert "检查程序出错 1 项" in source
    assert "ValueError: &lt;x&gt;" in source


@pytest.mark.parametrize("text", ["", "无数字。"])
def test_a_document_without_findings_or_numbers_has_a_page(text: str):
    source = render_html(*bare(paragraph(text)))
    assert "没有发现问题" in source
    assert "没有读出数字" in source


def test_the_index_puts_the_worst_first():
    rows = [
        IndexRow("好.txt", "a.html", {}),
        IndexRow("差<.txt", "b.html", {Severity.ERROR: 2}),
        IndexRow("坏.pdf", "", {}, trouble="已加密"),
    ]
    source = render_index(rows)
    assert source.index("坏.pdf") < source.index("差&lt;.txt") < source.index("好.txt")
    assert "未读：已加密" in source
