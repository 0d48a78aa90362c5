"""The workbook: formulas that agree with the values, cells that may be filled and cells that may not, and reading it back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from jiheng.core.errors import JihengError, UnreadableFile
from jiheng.core.reading.filled_sheet import read_filled
from jiheng.core.reporting.draft import Align, Cell, CellKind, Draft, Table, plain
from jiheng.core.reporting.renderer_shelf import render
from tests.unit.core.reporting.drafted import drafted, head, number, score_table, words
from tests.unit.core.reporting.office import converted, needs_office

CELLS = [cell for table in drafted().tables for row in table.rows for cell in row]
VALUES = {cell.key: cell.value for cell in CELLS if cell.key and cell.value is not None}
COMPUTED = [cell for cell in CELLS if cell.formula]


def opened(data: bytes, *, values: bool = False) -> Any:
    return openpyxl.load_workbook(BytesIO(data), data_only=values)


def draft(*rows: tuple[Cell, ...], count: int = 2) -> Draft:
    return Draft("表", "", 2023, (Table("t", "表", (1,) * count, rows, sheet="表"),))


def test_every_value_is_read_back_by_its_key():
    filled = read_filled(render(drafted(), "xlsx"), "表.xlsx")
    assert {key: cell.number for key, cell in filled.cells.items() if cell.number is not None} == VALUES
    assert filled.lost == ()
    assert filled.cells["rate"].text == "97.50%"
    assert [cell.key for cell in filled.rows[0]] == ["basic", "basic.share"]


@needs_office
def test_recalculated_values_are_those_that_were_written():
    """Stored values are thrown away first, so that the formulas must give them."""
    book = opened(render(drafted(), "xlsx"))
    stream = BytesIO()
    book.save(stream)
    assert read_filled(stream.getvalue(), "表.xlsx").cells["rate"].number is None
    filled = read_filled(converted(stream.getvalue(), "xlsx", "xlsx"), "表.xlsx")
    assert len(COMPUTED) > 40
    assert {cell.key: filled.cells[cell.key].number for cell in COMPUTED} == {cell.key: cell.value for cell in COMPUTED}


@needs_office
def test_what_a_person_fills_in_flows_through_the_formulas():
    book = opened(render(drafted(), "xlsx"))
    places = {name: book.defined_names[name].attr_text.replace("'", "").replace("$", "").split("!") for name in book.defined_names}
    for key, typed in (("outturn", 820.4), ("score.5", 3)):
        sheet, cell = places[f"jh.{key}"]
        book[sheet][cell] = typed
    stream = BytesIO()
    book.save(stream)
    filled = read_filled(converted(stream.getvalue(), "xlsx", "xlsx"), "表.xlsx").cells
    assert (filled["rate"].number, filled["score.execution"].number, filled["total.score"].number) == (Decimal(1), Decimal(10), Decimal(82))


def test_only_cells_for_filling_are_unlocked():
    book = opened(render(drafted(), "xlsx"))
    for name in ("自评表", "项目明细"):
        assert book[name].protection.sheet
    sheet = book["自评表"]
    locked = {sheet.cell(row, column).coordinate: sheet.cell(row, column).protection.locked for row in (5,) for column in (3, 6, 7, 8)}
    assert locked == {"C5": False, "F5": False, "G5": True, "H5": True}
    assert sheet["A6"].protection.locked


def test_layout_is_the_tables():
    sheet = opened(render(drafted(), "xlsx"))["项目明细"]
    assert {"A3:A4", "B3:B4", "C3:F3", "G3:J3", "K3:N3"} <= {str(one) for one in sheet.merged_cells.ranges}
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.print_area == "'项目明细'!$A$1:$N$44"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        1,
        0,
    )
    assert [sheet[at].value for at in ("A1", "A2", "I2")] == ["项目支出明细表", "填报单位：某市示范图书馆", "单位：万元"]
    assert opened(render(drafted(), "xlsx"))["自评表"]["A2"].value == "单位：万元"


def test_numbers_keep_their_printed_form():
    sheet = opened(render(drafted(), "xlsx"))["自评表"]
    assert [sheet[at].number_format for at in ("C5", "F5", "G5")] == ["0.00", "0", "0.00%"]
    thousands = Cell(plain("1,234.50"), CellKind.NUMBER, value=Decimal("1234.5"), key="a")
    assert opened(render(draft((head("额"), thousands)), "xlsx"))["表"]["B2"].number_format == "#,##0.00"


def test_typing_is_checked():
    choice = words("是", align=Align.CENTER, choices=("是", "否"))
    long = words("说明", limit=200)
    sheet = opened(render(draft((choice, long), (number("1", "n"), head("头"))), "xlsx"))["表"]
    rules = {str(one.sqref): (one.type, one.formula1, one.operator) for one in sheet.data_validations.dataValidation}
    assert rules["A2"] == ("list", '"是,否"', None)
    assert rules["B2"] == ("textLength", "200", "lessThanOrEqual")
    assert rules["A3"][0] == "decimal"
    assert "B3" not in rules


def test_words_that_look_like_formulas_stay_words():
    sheet = opened(render(draft((words('=HYPERLINK("x")'), words("@sum")), (words("0012"), words("https://x"))), "xlsx"))["表"]
    assert [sheet[at].data_type for at in ("A2", "B2", "A3", "B3")] == ["s"] * 4
    assert sheet["A3"].value == "0012"


def test_a_formula_over_a_missing_cell_is_refused():
    broken = Cell(plain("1"), CellKind.COMPUTED, value=Decimal(1), formula="{nowhere}+1")
    with pytest.raises(JihengError) as refused:
        render(draft((broken, head("x"))), "xlsx")
    assert refused.value.code == "JH-P-040"


def test_sheets_of_one_name_are_told_apart():
    table = replace(
        score_table(), rows=((head("甲"), words("乙")),), widths=(1, 1), sheet="自评[表]/一个名字长得工作表放不下的项目自评表，还有更多的字"
    )
    names = opened(render(Draft("x", "x", 2023, (table, table)), "xlsx")).sheetnames
    assert len(names) == len(set(names)) == 2
    assert all(len(name) <= 31 and not set(name) & set("[]/") for name in names)


def test_keys_of_any_spelling_lead_back():
    keys = ("得分-1", "a b", "x.1_y", "A1", "项目（一）:经费")
    filled = read_filled(render(draft(*((number(str(at), key), head("h")) for at, key in enumerate(keys))), "xlsx"), "表.xlsx")
    assert {key: cell.number for key, cell in filled.cells.items()} == {key: Decimal(at) for at, key in enumerate(keys)}


def test_a_deleted_cell_is_told():
    book = opened(render(draft((number("1", "a"), number("2", "b"))), "xlsx"))
    book.defined_names["jh.a"].attr_text = "#REF!"
    stream = BytesIO()
    book.save(stream)
    filled = read_filled(stream.getvalue(), "表.xlsx")
    assert filled.lost == ("a",)
    assert set(filled.cells) == {"b"}


def test_a_workbook_of_others_is_refused():
    book = openpyxl.Workbook()
    stream = BytesIO()
    book.save(stream)
    with pytest.raises(UnreadableFile) as refused:
        read_filled(stream.getvalue(), "别的.xlsx")
    assert refused.value.code == "JH-F-058"


def test_long_words_have_rows_high_enough():
    sheet = opened(render(draft((words("很长的说明" * 60), words("短"))), "xlsx"))["表"]
    assert sheet.row_dimensions[2].height > 14 * 6
