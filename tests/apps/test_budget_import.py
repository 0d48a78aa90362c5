"""Import: what a file would change is said before anything is written; all or nothing; typed rows are never overridden."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from jiheng.apps.budget.importing.asked import saved_mapping
from jiheng.apps.budget.importing.kinds import KINDS, template
from jiheng.apps.budget.importing.plan import plan_import
from jiheng.apps.budget.models import BudgetLine, Payment, Project
from jiheng.apps.budget.services import lines
from jiheng.apps.budget.services.importing import write_plan
from jiheng.core.figures.printed import read_figure
from jiheng.core.reading.rows import rows
from jiheng.core.reporting.workbook.blank import blank_workbook
from tests.apps.old_workbook import old_workbook

YEAR = 2031
LINES = """单位：某局,,,,
功能科目编码,部门经济分类,项目,经费性质,预算数（万元）
2010201 行政运行,30101,,一般公共预算,100.50
2010201,30201,,,8
2010204,30215,年度会议,,16.2
合计,,,,124.7
"""
PAID = """记账日期,凭证编号,用途,功能分类,经济分类,预算项目,付款金额,审批,经办
2031-02-05,记-1,工资,2010201,30101,,"500,000.00",王五,x
2031/3/5,记-2,办公用品,2010201,30201,,1250.5,王五,x
2031年4月5日,记-3,会议费,2010204,30215,年度会议,60000,王五,x
20310405,记-3,会议费,2010204,30215,年度会议,2000,王五,x
"""


def planned(office, kind: str, text: str, unit: str, chosen=None, encoding="gb18030"):
    return plan_import(office.department, YEAR, kind, list(rows(text.encode(encoding), "表.csv")), unit, chosen or {})


def write(office, plan, unit: str) -> int:
    return write_plan(actor=office.clerk, department=office.department, year=YEAR, plan=plan, unit=unit, file_name="表.csv")


@pytest.fixture
def imported(office):
    write(office, planned(office, "lines", LINES, "万元"), "万元")
    write(office, planned(office, "payments", PAID, "元", encoding="utf-8"), "元")
    return office


def test_others_heads_codes_with_names_and_totals_are_understood(office):
    plan = planned(office, "lines", LINES, "万元")
    assert (plan.counts["新增"], plan.new_projects, plan.trouble) == (3, ["年度会议"], "")
    assert BudgetLine.objects.count() == 0
    assert write(office, plan, "万元") == 3
    line = BudgetLine.objects.get(economic="30101")
    assert (line.opening, line.opening_step, line.origin) == (Decimal(1005000), Decimal(100), "imported")
    assert Project.objects.get().name == "年度会议"


def test_payments_find_their_lines_and_every_way_of_writing_a_day(imported):
    found = [(row.paid_on, row.amount, row.line.economic) for row in Payment.objects.order_by("id")]
    assert found == [
        (date(2031, 2, 5), Decimal(500000), "30101"),
        (date(2031, 3, 5), Decimal("1250.50"), "30201"),
        (date(2031, 4, 5), Decimal(60000), "30215"),
        (date(2031, 4, 5), Decimal(2000), "30215"),
    ]


def test_a_second_import_knows_what_it_had(imported):
    again = planned(imported, "payments", PAID, "元")
    assert again.counts == {"新增": 0, "相同": 4, "变更": 0, "冲突": 0, "仅核对": 0, "有误": 0, "缺少": 0}
    assert not again.may_be_written
    changed = PAID.replace("1250.5", "1350.5").replace(
        "20310405,记-3,会议费,2010204,30215,年度会议,2000,王五,x\n", "2031-5-1,记-9,补付,2010201,30201,,10,王五,x\n"
    )
    plan = planned(imported, "payments", changed, "元")
    assert plan.counts == {"新增": 1, "相同": 2, "变更": 1, "冲突": 0, "仅核对": 0, "有误": 0, "缺少": 1}
    assert "1250.50" in next(row.was for row in plan.rows if row.state == "变更")
    assert write(imported, plan, "元") == 2
    assert Payment.objects.get(voucher="记-2").amount == Decimal("1350.50")
    assert Payment.objects.count() == 5, "what the file lacks is told, not deleted"


def test_what_a_person_typed_is_never_overridden(imported):
    where = {"actor": imported.clerk, "department": imported.department, "year": YEAR}
    line = BudgetLine.objects.get(economic="30201")
    lines.edit_line(number=line.pk, version=line.version, opening=read_figure("9万元"), **where)
    plan = planned(imported, "lines", LINES.replace("100.50", "101"), "万元")
    assert [row.state for row in plan.rows] == ["变更", "冲突", "相同"]
    assert "90000.00" in plan.rows[1].was
    write(imported, plan, "万元")
    line.refresh_from_db()
    assert (line.opening, BudgetLine.objects.get(economic="30101").opening) == (Decimal(90000), Decimal(1010000))
    payment = Payment.objects.get(voucher="记-2")
    lines.edit_row(kind="payments", number=payment.pk, version=payment.version, amount=read_figure("1251元"), **where)
    assert [row.state for row in planned(imported, "payments", PAID, "元").rows] == ["相同", "冲突", "相同", "相同"]


def test_a_payment_typed_before_is_recognised(office):
    write(office, planned(office, "lines", LINES, "万元"), "万元")
    line = BudgetLine.objects.get(economic="30101")
    lines.add_payment(
        actor=office.clerk, line=line, amount=read_figure("50万元"), paid_on=date(YEAR, 2, 5), voucher="记-1", summary="二月工资", approver="王五"
    )
    assert [row.state for row in planned(office, "payments", PAID, "元").rows] == ["相同", "新增", "新增", "新增"]


@pytest.mark.parametrize(
    ("old", "new", "column", "mend"),
    [
        ("2031-02-05", "2030-02-05", "支付日期", "2031年内"),
        ("500,000.00", "五十万", "金额", "应是数字"),
        ("500,000.00", "500000.001", "金额", "分"),
        ("2010201,30101", "20102,30101", "功能分类编码", "七位"),
        ("2010201,30101", "2010201,30102", "科目与项目", "先登记或导入"),
        ("王五,x\n2031/3", ",x\n2031/3", "审批人", "补上"),
    ],
)
def test_one_wrong_row_is_named_and_nothing_is_written(imported, old, new, column, mend):
    plan = planned(imported, "payments", PAID.replace("记-", "付-").replace(old, new), "元")
    wrong = next(row for row in plan.rows if row.state == "有误")
    assert (wrong.number, wrong.troubles[0].field) == (2, column)
    assert mend in wrong.troubles[0].mend
    with pytest.raises(ValidationError, match="改正"):
        write(imported, plan, "元")
    assert Payment.objects.count() == 4


def test_a_refusal_of_a_service_undoes_the_rows_before_it(office):
    plan = planned(office, "lines", LINES, "万元")
    plan.rows[2].values["opening"] = Decimal(-5)
    with pytest.raises(ValidationError, match="第5行"):
        write(office, plan, "万元")
    assert (BudgetLine.objects.count(), Project.objects.count()) == (0, 0)


def test_a_column_that_nobody_knows_is_chosen_once_and_remembered(imported):
    strange = PAID.replace("付款金额", "本币").replace("审批,", "签字,").replace("记-", "银-")
    plan = planned(imported, "payments", strange, "元")
    assert "金额、审批人" in plan.trouble
    assert "本币" in plan.heads
    plan = planned(imported, "payments", strange, "元", {"amount": "本币", "approver": "签字"})
    assert plan.counts["新增"] == 4
    write(imported, plan, "元")
    assert saved_mapping(imported.department, "payments")["amount"] == "本币"


@pytest.mark.parametrize("kind", KINDS)
def test_our_template_reads_itself(office, kind):
    data = blank_workbook("模板", template(kind))
    table = list(rows(data, "模板.xlsx"))
    plan = plan_import(office.department, 2024, kind, table, "元", {})
    assert plan.trouble == ""
    assert len(plan.rows) == 1
    assert blank_workbook("模板", template(kind)) == data


def test_an_old_workbook_is_imported_as_any_other(office) -> None:
    table = [
        ["功能科目编码", "部门经济分类", "项目", "经费性质", "预算数（万元）"],
        ["2010201", "30101", None, "一般公共预算", 100.5],
        ["2010201", "30201", None, None, 8],
    ]
    given = list(rows(old_workbook(table), "科目.xls"))
    write(office, plan_import(office.department, YEAR, "lines", given, "万元", {}), "万元")
    found = BudgetLine.objects.filter(department=office.department, year=YEAR).order_by("economic")
    assert [(line.function, line.economic, line.opening) for line in found] == [
        ("2010201", "30101", Decimal("1005000.00")),
        ("2010201", "30201", Decimal("80000.00")),
    ]
