"""PDF reader: paragraphs, headings, and what stands beside the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiheng.core.documents.block import BlockKind
from tests.unit.core.reading.pdf_made import grid, needs_typst, of_kind, read

pytestmark = needs_typst

LONG = (
    "根据上级要求，本单位认真组织开展了绩效自评工作，全年预算数1,234.56万元，全年执行数1,200.00万元，预算执行率97.2%，"
    "各项工作按照年初计划有序推进，“有事来协商”平台取得了较好的成效，委员提出的意见建议得到采纳，社会反响良好，满意度达到98.5%以上。"
)
SHORT = "其中：基本支出753.07万元，项目支出446.93万元。"
STYLE = "#set text(size: 14pt)\n#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 1em, spacing: 1em)\n"
FEET = {
    "dash": "#set page(footer: context align(center)[— #counter(page).display() —])\n",
    "of": "#set page(footer: context align(center)[第#counter(page).display()页 共#counter(page).final().at(0)页])\n",
    "bare": '#set page(numbering: "1")\n',
    "hyphen": '#set page(footer: context align(right)[#"- "#counter(page).display()#" -"])\n',
}


@pytest.mark.parametrize("foot", sorted(FEET))
def test_paragraphs_come_back_as_written_over_page_breaks(foot: str, tmp_path: Path) -> None:
    wanted = [text for n in range(14) for text in (f"（{'一二三四五六七八九十'[n % 10]}）第{n}项工作。" + LONG, LONG * 2, SHORT)]
    document = read(FEET[foot] + "#set page(header: align(center)[某单位绩效自评报告])\n" + STYLE + "\n\n".join(wanted), tmp_path)
    assert [block.text for block in document.running()] == wanted
    assert set(of_kind(document, BlockKind.HEADER)) == {"某单位绩效自评报告"}
    assert len(of_kind(document, BlockKind.FOOTER)) > 4


def test_headings_have_levels_and_list_items_are_text(tmp_path: Path) -> None:
    source = (
        '#align(center)[#text(size: 22pt, weight: "bold")[2024年度部门整体支出 \\ 绩效自评报告]]\n\n'
        f"一、部门概况\n\n（一）机构设置\n\n{LONG}\n\n1.数量指标：召开会议3次，完成率100%。\n\n二、预算执行\n\n{SHORT}\n\n合计支出1,200.00万元\n"
    )
    document = read(STYLE + source, tmp_path)
    headings = [(b.text, b.outline) for b in document.blocks if b.kind is BlockKind.HEADING]
    assert headings == [("2024年度部门整体支出绩效自评报告", 1), ("一、部门概况", 2), ("（一）机构设置", 3), ("二、预算执行", 2)]


@pytest.mark.parametrize("leaders", [True, False])
def test_contents_are_no_text(leaders: bool, tmp_path: Path) -> None:
    names = ["第一部分 单位概况", "一、主要职能", "二、机构设置", "第二部分 决算情况说明"]
    gap = "#box(width: 1fr, repeat[.]) " if leaders else "#h(1fr) "
    contents = "\n\n".join(f"{name} {gap}{n + 2}" for n, name in enumerate(names))
    body = "\n\n".join(f"{name}\n\n{LONG}" for name in names)
    document = read(f"{STYLE}#align(center)[目　　录]\n\n{contents}\n#pagebreak()\n{body}", tmp_path)
    assert [b.text for b in document.running()] == [text for name in names for text in (name, LONG)]
    assert "JH-F-027" in {note.code for note in document.notes}
    assert not list(document.tables())


def test_text_printed_twice_is_read_once_and_watermarks_are_left_out(tmp_path: Path) -> None:
    source = f"#place(dx: 0.2pt)[{SHORT}]\n{SHORT}\n\n#place(center, rotate(45deg, text(size: 60pt, fill: luma(220))[内部资料]))\n\n{LONG}"
    document = read(source, tmp_path)
    assert [b.text for b in document.running()] == [SHORT, LONG]
    assert "JH-F-028" in {note.code for note in document.notes}


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    assert read(STYLE + LONG, tmp_path).blocks == read(STYLE + LONG, tmp_path).blocks


@pytest.mark.parametrize("turn", [90, -90])
def test_a_page_number_turned_against_the_text_is_not_read_in_pieces(turn: int, tmp_path: Path) -> None:
    page = f"#set page(flipped: true, background: place(left + horizon, dx: 6mm, rotate({turn}deg, reflow: true)[— 10 —]))\n"
    document = read(f"{page}#table(columns: 3, [项目], [预算], [支出], [培训], [10.5], [9.8])\n\n全年支出9.8万元。\n", tmp_path)
    assert "10 " not in document.text
    assert "—" not in document.text
    (table,) = [block for block in document.blocks if block.kind is BlockKind.TABLE]
    assert grid(table) == [["项目", "预算", "支出"], ["培训", "10.5", "9.8"]]
    assert document.text.rstrip().endswith("全年支出 9.8 万元。")
    assert document.notes == ()


def test_other_words_turned_against_the_text_are_kept(tmp_path: Path) -> None:
    document = read("#place(left + horizon, dx: -15mm, rotate(90deg, reflow: true)[附件2])\n全年支出9.8万元，结余0.7万元。\n", tmp_path)
    assert "附" in document.text
