"""Workbooks and separated values: numbers as printed, merged cells, hidden parts, rows for imports."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.comments import Comment

from jiheng.core.documents.block import BlockKind
from jiheng.core.documents.document import Document
from jiheng.core.documents.locator import SheetPlace
from jiheng.core.errors import UnreadableFile
from jiheng.core.reading.door import read_document
from jiheng.core.reading.ooxml.number_format import number, shown
from jiheng.core.reading.rows import rows
from tests.unit.core.reading.parts import book


def saved(workbook: openpyxl.Workbook) -> bytes:
    """A workbook's bytes."""
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def told(document: Document) -> dict[str, str]:
    """Address → text of the filled cells of the first table."""
    found = {}
    for cell in next(document.tables()).cells:
        place = cell.block.locator()
        assert isinstance(place, SheetPlace)
        if cell.text:
            found[place.cell] = cell.text
    return found


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        ("1689.3900000000001", "General", "1689.39"),
        ("0.30000000000000004", "General", "0.3"),
        ("1E-5", "General", "0.00001"),
        ("1.2E+6", "General", "1200000"),
        ("0", "General", "0"),
        ("-0.0", "General", "0"),
        ("0.98949999999999994", "0.00%", "98.95%"),
        ("0.98945", "0.00%", "98.95%"),
        ("1", "0%", "100%"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("-1234.5", "#,##0.00", "-1,234.50"),
        ("-1234.5", "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        ("-1234.5", "#,##0.00_);[Red](#,##0.00)", "(1,234.50)"),
        ("-3", '0.00;[Red]-0.00;"-"', "-3.00"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("12.5", '0.00"万元"', "12.50万元"),
        ("12.5", "[$¥-804]#,##0.00", "¥12.50"),
        ("5", "0.##", "5"),
        ("5.126", "0.0#", "5.13"),
        ("7", "000", "007"),
        ("12345678", "#,##0,", "12,346"),
        ("2.675", "0.00", "2.68"),
        ("150", '[>=100]0"高";0"低"', "150高"),
        ("50", '[>=100]0"高";0"低"', "50低"),
        ("45291", "yyyy/m/d", "2023-12-31"),
        ("45291.5", "yyyy/m/d h:mm", "2023-12-31 12:00"),
        ("45291", 'yyyy"年"m"月"d"日"', "2023-12-31"),
        ("45291", 'yyyy"年"m"月"', "2023年12月"),
        ("0.75", "h:mm", "18:00"),
        ("1.5", "[h]:mm", "36:00"),
        ("1", "yyyy/m/d", "1900-01-01"),
        ("-1", "yyyy/m/d", "-1"),
        ("3", "@", "3"),
        ("0.5", "# ?/?", "0.5"),
        ("12", ";;;", ""),
    ],
)
def test_numbers_are_printed_as_excel_shows_them(raw: str, code: str, text: str) -> None:
    value = number(raw)
    assert value is not None
    assert shown(value, code) == text


def test_numbers_are_never_rubbish() -> None:
    assert [number(raw) for raw in ("", "abc", "NaN", "Infinity", "1e999")] == [None] * 5
    assert shown(Decimal("1e300"), "0.00").startswith("1000")


def test_workbook_of_openpyxl() -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "自评表"
    sheet["A1"] = "部门整体支出绩效自评表"
    sheet.merge_cells("A1:D1")
    sheet.append(["指标", "目标值", "完成值", "日期"])
    sheet.append(["执行率", 1, 0.9895, dt.date(2023, 12, 31)])
    sheet["B3"].number_format = "0%"
    sheet["C3"].number_format = "0.00%"
    sheet["A4"] = "合计"
    sheet.merge_cells("A4:A5")
    sheet["B4"] = 753.07
    sheet["C4"] = "=SUM(B3:B4)"
    sheet["D5"] = True
    sheet["B3"].comment = Comment("请核对", "审核")
    sheet.row_dimensions[5].hidden = True
    hidden = made.create_sheet("底稿")
    hidden["C7"] = "在C7"
    hidden.sheet_state = "hidden"
    document = read_document(saved(made), "a.xlsx")
    first, second = document.tables()
    assert (first.caption, second.caption) == ("自评表", "底稿")
    assert told(document) == {
        "A1": "部门整体支出绩效自评表", "A2": "指标", "B2": "目标值", "C2": "完成值", "D2": "日期", "A3": "执行率", "B3": "100%", "C3": "98.95%",
        "D3": "2023-12-31", "A4": "合计", "B4": "753.07", "D5": "TRUE",
    }  # fmt: skip
    spans = {(cell.row, cell.column): (cell.rows, cell.columns) for cell in first.cells if (cell.rows, cell.columns) != (1, 1)}
    assert spans == {(0, 0): (1, 4), (3, 0): (2, 1)}
    assert second.cells[0].block.locator() == SheetPlace("底稿", "C7")
    assert [note.code for note in document.notes] == ["JH-F-053", "JH-F-054", "JH-F-052"]
    assert "C4" in document.notes[1].message
    assert next(block.text for block in document.blocks if block.kind is BlockKind.COMMENT).endswith("请核对")
    assert document.text.startswith("部门整体支出绩效自评表\n指标\t目标值\t完成值\t日期\n执行率\t100%")


def test_raw_sheet_strings_errors_and_far_cells() -> None:
    sheet = (
        '<sheetData><row r="2"><c r="B2" t="inlineStr"><is><r><t>拼</t></r><rPh><t>pin</t></rPh></is></c><c r="C2" t="e"><v>#REF!</v></c>'
        '<c r="D2" t="str"><f>A1</f><v>文</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row><c><v>9</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="B2:XFD1048576"/></mergeCells>'
    )
    document = read_document(book(sheet), "a.xlsx")
    assert told(document)["B2"] == "拼"
    assert len(document.text) < 100
    assert [note.code for note in document.notes] == ["JH-F-055"]


def test_sheet_is_cut_with_a_note() -> None:
    filled = "".join("<row>" + "".join(f"<c><v>{row * 7919 % 9973 + column}</v></c>" for column in range(1000)) + "</row>" for row in range(201))
    document = read_document(book(f"<sheetData>{filled}</sheetData>"), "a.xlsx")
    assert len(next(document.tables()).cells) == 200_000
    assert [note.code for note in document.notes] == ["JH-F-050"]


def test_csv_in_both_encodings_and_with_tabs() -> None:
    text = '单位,"预算数（万元）"\n县政协,"1,689.39"\n'
    for data in (text.encode("utf-8-sig"), text.encode("gb18030"), text.encode("utf-16")):
        document = read_document(data, "收支.csv")
        assert told(document) == {"A1": "单位", "B1": "预算数（万元）", "A2": "县政协", "B2": "1,689.39"}
        assert next(document.tables()).caption == "收支"
    assert told(read_document("甲\t乙\n1\t2\n".encode(), "a.csv"))["B2"] == "2"


def test_rows_for_imports() -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["案号", "立案日期", "数"])
    sheet.append([17, dt.date(2023, 3, 2), 0.1 + 0.2])
    assert list(rows(saved(made), "提案.xlsx")) == [["案号", "立案日期", "数"], ["17", "2023-03-02", "0.3"]]
    far = book('<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>')
    assert [row[-1] for row in rows(far, "a.xlsx") if row] == ["1", "2"]
    assert list(rows("案号，数\n17，3\n".encode("gb18030"), "a.csv")) == [["案号", "数"], ["17", "3"]]
    with pytest.raises(UnreadableFile) as caught:
        list(rows(b"", "a.csv"))
    assert caught.value.code == "JH-F-002"
    with pytest.raises(UnreadableFile) as caught:
        list(rows(b"\x00\x01\x02" * 50, "a.csv"))
    assert caught.value.code == "JH-F-004"
