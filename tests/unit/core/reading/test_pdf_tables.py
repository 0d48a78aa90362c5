"""PDF reader: the same table set in many ways comes back as the same grid."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiheng.core.documents.block import BlockKind
from jiheng.core.documents.locator import PdfPlace
from jiheng.core.figures.printed import read_figure
from tests.unit.core.reading.pdf_made import grid, needs_typst, of_kind, read, spans

pytestmark = needs_typst

ROWS = [
    ["201", "一般公共服务支出", "1,200.00", "1,234.56", "1,130.22", "930.12", "200.10"],
    ["20102", "政协事务", "1,200.00", "1,234.56", "1,130.22", "930.12", "200.10"],
    ["2010201", "行政运行", "1,000.00", "980.00", "930.12", "930.12", ""],
    ["2010204", "政协会议", "", "54.56", "50.00", "", "50.00"],
    ["2080505", "机关事业单位基本养老保险缴费支出及其他相关支出说明", "88.10", "-", "87.25", "87.25", ""],
    ["", "合计", "1,288.10", "1,322.66", "1,217.47", "1,017.37", "200.10"],
]
HEADS = [
    ["项目", "", "年初预算数", "全年预算数", "决算数", "", ""],
    ["功能分类科目编码", "科目名称", "", "", "小计", "基本支出", "项目支出"],
]
MERGED = {"项目": (1, 2), "年初预算数": (2, 1), "全年预算数": (2, 1), "决算数": (1, 3)}
HEADER = """table.header(repeat: true, table.cell(colspan: 2, align: center)[项目],
  table.cell(rowspan: 2, align: center + horizon)[年初预算数], table.cell(rowspan: 2, align: center + horizon)[全年预算数],
  table.cell(colspan: 3, align: center)[决算数], table.cell(align: center + horizon)[功能分类科目编码],
  table.cell(align: center + horizon)[科目名称], table.cell(align: center + horizon)[小计],
  table.cell(align: center + horizon)[基本支出], table.cell(align: center + horizon)[项目支出])"""


def table(style: str, *, rows: list[list[str]] = ROWS, numbers: str = "right", before: str = "", after: str = "") -> str:
    """The table in one style of rulings."""
    cells = ", ".join(f"table.cell(align: {'left' if n < 2 else numbers} + horizon)[{text}]" for row in rows for n, text in enumerate(row))
    rule = "table.hline(stroke: 1pt)" if style == "three" else ""
    strokes = {
        "grid": "0.5pt",
        "three": "none",
        "none": "none",
        "level": "(x: none, y: 0.5pt)",
        "open": "(x, y) => (left: if x > 0 {0.5pt}, top: 0.5pt, bottom: 0.5pt)",
    }
    parts = [p for p in (rule, HEADER, rule.replace("1pt", "0.5pt"), cells, rule) if p]
    return before + f"#table(columns: (1.2fr, 2fr, 1fr, 1fr, 1fr, 1fr, 1fr), stroke: {strokes[style]}, {', '.join(parts)})\n" + after


TITLE = '#align(center)[#text(size: 16pt, weight: "bold")[一般公共预算财政拨款支出决算表]]\n#align(right)[单位：万元]\n'
NOTE = "注：本表反映部门本年度一般公共预算财政拨款支出情况。\n"


@pytest.mark.parametrize("style", ["grid", "three", "none", "level", "open"])
@pytest.mark.parametrize("numbers", ["right", "center"])
def test_grid_is_exact_in_every_style(style: str, numbers: str, tmp_path: Path) -> None:
    document = read(table(style, numbers=numbers, before=TITLE, after=NOTE), tmp_path)
    (found,) = document.tables()
    assert grid(found) == HEADS + ROWS
    assert spans(found) == MERGED
    assert found.caption == "一般公共预算财政拨款支出决算表\n单位：万元"
    assert of_kind(document, BlockKind.PARAGRAPH)[-1] == NOTE.strip()


@pytest.mark.parametrize("style", ["grid", "three", "none"])
@pytest.mark.parametrize("wide", [False, True])
def test_a_table_over_pages_is_one_and_its_header_stands_once(style: str, wide: bool, tmp_path: Path) -> None:
    rows = [[f"20{n:05d}", f"第{n}类支出", *(f"{n * k + 0.25:,.2f}" if (n + k) % 5 else "" for k in range(1, 6))] for n in range(10, 90)]
    page = f'#set page(flipped: {"true" if wide else "false"}, numbering: "— 1 —")\n'
    document = read(page + table(style, rows=rows, before=TITLE, after=NOTE), tmp_path)
    (found,) = document.tables()
    assert grid(found) == HEADS + rows
    assert all(set(text) <= set("—0123456789 ") for text in of_kind(document, BlockKind.FOOTER))
    places = [cell.block.locator() for cell in found.cells]
    assert len({place.page for place in places if isinstance(place, PdfPlace)}) > 1


@pytest.mark.parametrize("angle", ["-90deg", "90deg", "180deg"])
def test_sideways_tables_are_read_like_upright_ones(angle: str, tmp_path: Path) -> None:
    (found,) = read(f"#rotate({angle}, reflow: true)[#box(width: 480pt)[{TITLE}{table('grid')}]]", tmp_path).tables()
    assert grid(found) == HEADS + ROWS


SIDES = [
    ["一、一般公共预算拨款收入", "1,234.56", "一、一般公共服务支出", "930.12"],
    ["二、政府性基金预算拨款收入", "", "二、外交支出", ""],
    ["三、事业收入", "12.00", "三、社会保障和就业支出", "287.25"],
    ["", "", "四、卫生健康支出", "29.19"],
    ["本年收入合计", "1,246.56", "本年支出合计", "1,246.56"],
    ["总计", "1,246.56", "总计", "1,246.56"],
]


@pytest.mark.parametrize("rules", ["", "table.hline(), table.vline(x: 0), table.vline(x: 2), table.vline(x: 4),", "every"])
def test_income_and_spending_side_by_side_are_one_grid(rules: str, tmp_path: Path) -> None:
    cells = "".join(f"[{a}], align(right)[{b}], [{c}], align(right)[{d}]," for a, b, c, d in SIDES)
    stroke, rule = ("0.4pt", "") if rules == "every" else ("none", rules)
    document = read(
        f"#align(center)[= 收入支出决算总表]\n#grid(columns: (1fr, 1fr), [编制单位：某办公室], align(right)[金额单位：万元])\n"
        f"#table(columns: (2fr, 1fr, 2fr, 1fr), stroke: {stroke}, {rule} table.cell(colspan: 2, align: center)[收 入],"
        f"table.cell(colspan: 2, align: center)[支 出], [项 目], [决算数], [项 目], [决算数], {cells} {'table.hline()' if rule else ''})",
        tmp_path,
    )
    (found,) = document.tables()
    assert grid(found) == [["收入", "", "支出", ""], ["项目", "决算数", "项目", "决算数"], *SIDES]
    assert found.caption == "收入支出决算总表\n编制单位：某办公室 金额单位：万元"


def test_a_ruled_row_of_several_printed_rows_is_parted(tmp_path: Path) -> None:
    (found,) = read(
        "#table(columns: 3, [科目], [预算], [决算], [基本支出 \\ 项目支出 \\ 合计],[100.00 \\ 20.50 \\ 120.50], [90.00 \\ 20.00 \\ 110.00])",
        tmp_path,
    ).tables()
    assert grid(found) == [
        ["科目", "预算", "决算"], ["基本支出", "100.00", "90.00"], ["项目支出", "20.50", "20.00"], ["合计", "120.50", "110.00"]
    ]  # fmt: skip


def test_a_number_wider_than_its_cell_stays_whole(tmp_path: Path) -> None:
    (found,) = read("#table(columns: (40pt, 34pt, 60pt), inset: 2pt, [甲], [12,345,678.90], [], [乙], [1.00], [2.00])", tmp_path).tables()
    assert grid(found) == [["甲", "12,345,678.90", ""], ["乙", "1.00", "2.00"]]


def test_a_figure_of_a_cell_leads_to_its_own_box(tmp_path: Path) -> None:
    document = read(table("grid", before=TITLE), tmp_path)
    (found,) = document.tables()
    cell = next(c for c in found.cells if c.text == "1,017.37")
    span = document.span(cell.block, 0, len(cell.text))
    assert document.text[span.start : span.end] == "1,017.37"
    assert isinstance(span.locator, PdfPlace)
    x0, top, x1, bottom = span.locator.box
    assert 30 < x1 - x0 < 60
    assert 5 < bottom - top < 16
    figure = read_figure(cell.text)
    assert figure is not None
    assert str(figure.number) == "1017.37"
