"""The workbook of an audit: every list as a sheet, numbers as exact text, the same bytes each time."""

from __future__ import annotations

from io import BytesIO

import openpyxl
from openpyxl import Workbook

from jiheng.core.reporting.audit_xlsx import render_xlsx
from tests.unit.core.reporting.audited import audited


def book(text: str | None = None) -> Workbook:
    return openpyxl.load_workbook(BytesIO(render_xlsx(*(audited(text) if text else audited()))))


def test_the_same_audit_gives_the_same_bytes():
    assert render_xlsx(*audited()) == render_xlsx(*audited())


def test_each_list_is_a_sheet_with_head_filter_and_print_set_up():
    sheets = book()
    assert sheets.sheetnames == ["概况", "问题", "核对无误", "未能评价", "未核对的数字", "事实表"]
    for name in sheets.sheetnames[1:]:
        sheet = sheets[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_rows_are_those_of_the_audit():
    _, statements, result = audited()
    sheets = book()
    assert sheets["问题"].max_row == 1 + len(result.findings)
    assert sheets["核对无误"].max_row == 1 + len(result.held)
    assert sheets["未能评价"].max_row == 1 + len(result.not_evaluated)
    assert sheets["事实表"].max_row == 1 + len(statements.facts)


def test_numbers_are_exact_text():
    facts = book()["事实表"]
    heads = {cell.value: cell.column for cell in facts[1]}
    row = next(row for row in facts.iter_rows(min_row=2) if row[heads["印作"] - 1].value == "1,200.50万元")
    assert [row[heads[name] - 1].value for name in ("数值", "单位", "精度", "基本单位的值")] == ["1200.50", "万元", "0.01", "12005000.00"]
    assert {cell.data_type for sheet in book() for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_what_looks_like_a_formula_stays_text():
    sheets = book("=HYPERLINK(1)\u202e\n2023年支出合计100万元，其中：基本支出60万元，项目支出50万元。\n")
    assert all(cell.data_type != "f" for sheet in sheets for row in sheet.iter_rows() for cell in row)
    assert "\u202e" not in "".join(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)
