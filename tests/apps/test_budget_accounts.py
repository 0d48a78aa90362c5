"""The nine tables of final accounts: laid against the book, taken over as chosen, known again; typed entries are never touched."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from jiheng.apps.budget.importing.accounts.plan import plan_accounts
from jiheng.apps.budget.models import Balance, BudgetLine, IncomeEntry, Payment, Project
from jiheng.apps.budget.selectors.books import carry_over
from jiheng.apps.budget.services import books, lines
from jiheng.apps.budget.services.accounts import take_over
from jiheng.core.figures.printed import read_figure
from tests.apps.account_tables import NAMES, YEAR, as_csv, as_workbook, tables

WAN = Decimal(10_000)
_FUND_MONEY = ("0.00", "8.00", "8.00", "0.00", "8.00", "0.00")


def planned(office, files=None, **changed):
    return plan_accounts(office.department, YEAR, files or [("决算公开表.xlsx", as_workbook(tables(**changed)))])


def taken(office, plan, keys=None) -> int:
    chosen = [row.key for row in plan.rows] if keys is None else keys
    return take_over(actor=office.clerk, department=office.department, year=YEAR, plan=plan, keys=chosen, file_name="决算公开表.xlsx")


def states(plan) -> dict[str, str]:
    return {row.cells["title"]: row.state for row in plan.rows}


def test_everything_that_the_tables_say_is_listed_before_anything_is_written(office):
    plan = planned(office)
    assert (plan.trouble, plan.disagreements) == ("", [])
    assert states(plan) == {
        "一般公共预算财政拨款收入（到账）": "新增", "其他收入（到账）": "新增",
        "财政拨款上年结转结余": "新增", "非财政拨款上年结转结余": "新增", "财政拨款年末结转结余": "新增", "非财政拨款年末结转结余": "新增",
        "2010201 行政运行·基本支出": "新增", "2010204 政协会议·项目支出": "新增", "2080505 机关事业单位基本养老保险缴费支出·基本支出": "新增",
        "2010201 行政运行·基本支出（财政拨款以外）": "新增",
        "基本支出·30101 基本工资": "仅核对", "基本支出·30108 机关事业单位基本养老保险缴费": "仅核对", "基本支出·30201 办公费": "仅核对",
        "基本支出·30217 公务接待费": "仅核对", "基本支出·30231 公务用车运行维护费": "仅核对", "人员经费": "仅核对", "公用经费": "仅核对",
        "三公经费": "仅核对", "公务用车运行维护费": "仅核对", "公务接待费": "仅核对",
    }  # fmt: skip
    assert "公开07表" in plan.notes[0]
    row = next(row for row in plan.rows if row.cells["title"].startswith("2010204"))
    assert (row.cells["table"], row.cells["stated"], row.cells["booked"]) == ("公开05表", "20.50", "—")
    assert "E9" in row.cells["place"]
    assert (BudgetLine.objects.count(), IncomeEntry.objects.count()) == (0, 0)


def test_what_is_taken_over_ties_with_the_tables(office):
    assert taken(office, planned(office)) == 10
    paid = {(row.line.function, row.line.fund, bool(row.line.project)): row.amount for row in Payment.objects.all()}
    assert paid == {
        ("2010201", "general", False): 148 * WAN, ("2080505", "general", False): 22 * WAN, ("2010204", "general", True): Decimal("20.5") * WAN,
        ("2010201", "own", False): 2 * WAN,
    }  # fmt: skip
    assert {(row.source, row.amount, row.dated) for row in IncomeEntry.objects.all()} == {
        ("general", Decimal("190.5") * WAN, date(YEAR, 12, 31)), ("other", 5 * WAN, date(YEAR, 12, 31)),
    }  # fmt: skip
    assert {(row.kind, row.opening, row.closing) for row in Balance.objects.all()} == {
        ("appropriation", 3 * WAN, 3 * WAN), ("other", 1 * WAN, 4 * WAN),
    }  # fmt: skip
    carried = carry_over(office.department, YEAR)
    assert (carried.derived, carried.difference) == (7 * WAN, 0)
    assert (Project.objects.get().name, Project.objects.get().origin) == ("未分项目（决算公开表）", "imported")


def test_a_second_import_knows_what_it_had_and_changes_only_that(office):
    taken(office, planned(office))
    again = planned(office)
    assert (again.counts["相同"], again.counts["新增"], again.counts["变更"], again.may_be_written) == (10, 0, 0, False)
    corrected = planned(office, other="6.00")
    assert states(corrected)["其他收入（到账）"] == "变更"
    assert "5.00" in next(row.was for row in corrected.rows if row.state == "变更")
    assert taken(office, corrected) == 1
    assert IncomeEntry.objects.get(source="other").amount == 6 * WAN
    assert IncomeEntry.objects.count() == 2


def test_only_what_was_chosen_is_written(office):
    plan = planned(office)
    assert taken(office, plan, ["income|other", "check|total|three"]) == 1
    assert (IncomeEntry.objects.get().source, Payment.objects.count()) == ("other", 0)
    with pytest.raises(ValidationError, match="没有选中"):
        taken(office, planned(office), ["income|other", "check|total|three"])


def test_what_a_person_registered_is_shown_beside_and_never_touched(office):
    where = {"actor": office.clerk, "department": office.department, "year": YEAR}
    line = lines.add_line(function="2010201", economic="30101", opening=read_figure("150万元"), **where)
    lines.add_payment(
        actor=office.clerk, line=line, amount=read_figure("140万元"), paid_on=date(YEAR, 6, 1), voucher="记-1", summary="工资", approver="王五"
    )
    books.add_row(book="income", source="other", stage="received", amount=read_figure("50000元"), dated=date(YEAR, 3, 1), document="收-1", **where)
    plan = planned(office)
    found = {row.cells["title"]: row for row in plan.rows}
    conflict = found["2010201 行政运行·基本支出"]
    assert (conflict.state, conflict.cells["booked"]) == ("冲突", "140.00")
    assert "相差8.00万元" in conflict.was
    assert found["其他收入（到账）"].state == "相同"
    taken(office, plan)
    assert [row.amount for row in Payment.objects.filter(line=line)] == [140 * WAN]
    assert IncomeEntry.objects.filter(source="other").count() == 1


def test_amounts_to_the_fen_agree_with_what_the_table_rounds(office):
    where = {"actor": office.clerk, "department": office.department, "year": YEAR}
    for amount, state in (("50049.99元", "相同"), ("50050.01元", "冲突")):
        row = books.add_row(
            book="income", source="other", stage="received", amount=read_figure(amount), dated=date(YEAR, 3, 1), document="收-1", **where
        )
        assert states(planned(office, other="5.00"))["其他收入（到账）"] == state
        row.delete()


def test_what_the_book_has_and_the_tables_lack_is_said(office):
    where = {"actor": office.clerk, "department": office.department, "year": YEAR}
    line = lines.add_line(function="2080506", **where)
    lines.add_payment(
        actor=office.clerk, line=line, amount=read_figure("3万元"), paid_on=date(YEAR, 6, 1), voucher="记-1", summary="年金", approver="王五"
    )
    assert planned(office).missing == ["一般公共预算财政拨款 2080506 基本支出：账上支付3.00万元，表中没有"]


def test_tables_that_contradict_each_other_are_said(office):
    inside = planned(office, stationery="13.00").disagreements
    assert any("商品和服务支出" in said and "20" in said for said in inside)
    assert any("政协事务" in said for said in planned(office, meeting="21.50").disagreements)
    made = tables()
    made[NAMES[3]] = [[cell.replace("190.50", "191.50") for cell in row] for row in made[NAMES[3]]]
    between = planned(office, [("表.xlsx", as_workbook(made))]).disagreements
    assert any("公开01表为190.50万元" in said and "公开04表为191.50万元" in said for said in between)


def test_single_tables_in_several_encodings_are_read_together(office):
    encodings = ("gbk", "gb18030", "utf-8")
    files = [(f"表{number}.csv", as_csv(rows, encodings[number % 3])) for number, rows in enumerate(tables().values())]
    plan = planned(office, files)
    assert (plan.trouble, states(plan)) == ("", states(planned(office)))
    without = planned(office, [files[0]])
    assert states(without)["上年结转结余（没有公开04表，分不出财政拨款）"] == "仅核对"
    assert "公开05表" in without.notes[0]


def test_other_years_and_other_files_are_refused_with_a_reason(office):
    wrong = {name: [[cell.replace(str(YEAR), str(YEAR - 1)) for cell in row] for row in rows] for name, rows in tables().items()}
    plan = planned(office, [("去年.xlsx", as_workbook(wrong))])
    assert (f"{YEAR - 1}年度" in plan.trouble, plan.may_be_written) == (True, False)
    assert "没有认出决算公开表" in planned(office, [("别的.csv", "姓名,工资\n甲,1\n".encode())]).trouble
    assert planned(office, [("坏.xlsx", b"PK\x03\x04broken")]).trouble


def test_a_refusal_of_a_service_undoes_all_that_was_chosen(office):
    plan = planned(office)
    lines.add_line(actor=office.clerk, department=office.department, year=YEAR, function="2080505")  # the plan is of before
    plan.rows[-1].state = "新增"
    with pytest.raises(AttributeError):
        taken(office, plan)
    assert (Payment.objects.count(), IncomeEntry.objects.count(), Balance.objects.count()) == (0, 0, 0)


def test_government_funds_and_state_capital_stand_on_their_own_lines(office):
    made = tables()
    made[NAMES[6]] = [*made[NAMES[6]][:4], ["合计", "", *_FUND_MONEY], ["2120801", "征地和拆迁补偿支出", *_FUND_MONEY]]
    made[NAMES[7]] = [*made[NAMES[7]][:4], ["合计", "", "3.00", "0.00", "3.00"], ["2239999", "其他国有资本经营预算支出", "3.00", "0.00", "3.00"]]
    plan = planned(office, [("表.xlsx", as_workbook(made))])
    assert {"line|fund|2120801|spend.project", "line|capital|2239999|spend.project"} <= {row.key for row in plan.rows}
    assert [said for said in plan.disagreements if "结转" in said] == []


def test_a_code_that_is_none_is_named_and_cannot_be_chosen(office):
    made = tables()
    made[NAMES[7]] = [*made[NAMES[7]][:4], ["合计", "", "3.00", "0.00", "3.00"], ["2239898", "某项支出", "3.00", "0.00", "3.00"]]
    plan = planned(office, [("表.xlsx", as_workbook(made))])
    wrong = next(row for row in plan.rows if row.state == "有误")
    assert (wrong.troubles[0].said, wrong.cells["stated"]) == ("2239898", "3.00")
    with pytest.raises(ValidationError, match="没有选中"):
        taken(office, plan, [wrong.key])
