"""Import of adjustments, income and the small books: one way for all, with everything that holds for lines and payments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from jiheng.apps.budget.importing.book_columns import BOOK_IMPORTS
from jiheng.apps.budget.importing.kinds import COLUMNS
from jiheng.apps.budget.importing.plan import plan_import
from jiheng.apps.budget.models import Adjustment, IncomeEntry, Purchase, StaffPost
from jiheng.apps.budget.selectors.books import BOOKS
from jiheng.apps.budget.selectors.lines import lines_of
from jiheng.apps.budget.services import books, lines
from jiheng.apps.budget.services.importing import write_plan
from jiheng.core.figures.printed import read_figure
from jiheng.core.reading.rows import rows

YEAR = 2031
# For each book a file with two rows, and what one cell of it becomes in a later file.
FILES = {
    "income": ("收入来源,阶段,金额,日期,文号\n其他收入,到账,5.00,2031-03-05,收-1\n其他收入,到账,6,2031-04-05,收-1\n", "5.00", "5.50"),
    "balances": ("结转类别,上年结转结余,年末结转结余\n财政拨款项目支出结转和结余,3.00,4.00\n非财政拨款结转和结余,1,\n", "3.00", "3.50"),
    "staff": ("人员类别,编制数,年末实有人数\n行政,30,28\n退休人员,,11\n", "28", "29"),
    "counts": ("项目,数量\n公务用车保有量,2\n国内公务接待批次,14\n", "14", "15"),
    "purchases": (
        "采购内容,类别,采购方式,采购预算,合同金额,签订日期,供应商\n桌椅,货物,框架协议,8.00,7.60,2031/5/18,某店\n桌椅,服务,询价,2,,,\n",
        "7.60",
        "7.90",
    ),
    "assets": ("资产类别,数量,原值,净值,在用原值\n设备,120,96.40,31.20,95.10\n家具和用具,,10,4,10\n", "31.20", "30.20"),
    "buildings": (
        "项目名称,批准文号,批复规模,实际规模,预算投资,实际投资,完工日期\n库房,发改8号,300,298.5,60.00,58.30,2031-11-30\n车库,发改9号,50,,10,,\n",
        "298.5",
        "299.5",
    ),
}
ADJUSTED = (
    "功能分类编码,经济分类编码,项目名称,资金性质,调整额,批准日期,文号,原因,批准机关,不计入调整率\n"
    "2010201,30101,,,3.20,2031-09-20,财预36号,按实有人数追加,县财政局,\n"
    "2010201,30201,,,-1,2031-10-20,财预41号,压减一般性支出,县财政局,是\n"
)


def planned(office, kind: str, text: str, unit: str = "万元", encoding: str = "gbk"):
    return plan_import(office.department, YEAR, kind, list(rows(text.encode(encoding), "表.csv")), unit, {})


def write(office, plan, unit: str = "万元") -> int:
    return write_plan(actor=office.clerk, department=office.department, year=YEAR, plan=plan, unit=unit, file_name="表.csv")


def states(plan) -> list[str]:
    return [row.state for row in plan.rows]


def where(office) -> dict:
    return {"actor": office.clerk, "department": office.department, "year": YEAR}


@pytest.fixture
def with_lines(office):
    for economic in ("30101", "30201"):
        lines.add_line(function="2010201", economic=economic, opening=read_figure("10万元"), **where(office))
    return office


def test_every_book_has_an_import_whose_columns_are_the_books_own():
    assert set(FILES) | {"projects"} == set(BOOKS)
    for kind in FILES:
        fields = {field.name for field in BOOKS[kind]._meta.fields}
        assert {column.key for column in COLUMNS[kind]} <= fields
        assert set(BOOK_IMPORTS[kind].key) <= fields


@pytest.mark.parametrize("kind", FILES)
def test_a_book_is_imported_known_again_and_changed(office, kind):
    text, old, new = FILES[kind]
    plan = planned(office, kind, text)
    assert (plan.trouble, [row.troubles for row in plan.rows], states(plan)) == ("", [[], []], ["新增", "新增"])
    assert write(office, plan) == 2
    assert {row.origin for row in BOOKS[kind].objects.all()} == {"imported"}
    assert states(planned(office, kind, text)) == ["相同", "相同"]
    changed = planned(office, kind, text.replace(old, new), encoding="utf-8")
    assert sorted(states(changed)) == ["变更", "相同"]
    assert write(office, changed) == 1
    assert states(planned(office, kind, text.replace(old, new))) == ["相同", "相同"]
    head, row, _ = text.splitlines()
    assert len(planned(office, kind, f"{head}\n{row}\n").missing) == 1
    assert BOOKS[kind].objects.count() == 2, "what the file lacks is told, not deleted"


@pytest.mark.parametrize("kind", FILES)
def test_what_a_person_typed_in_a_book_is_never_overridden(office, kind):
    text, old, new = FILES[kind]
    write(office, planned(office, kind, text))
    for row in BOOKS[kind].objects.all():
        books.edit_row(book=kind, number=row.pk, version=row.version, note="已核对", **where(office))
    plan = planned(office, kind, text.replace(old, new))
    assert sorted(states(plan)) == ["冲突", "相同"]
    assert "账上为" in next(row.was for row in plan.rows if row.state == "冲突")
    assert not plan.may_be_written


def test_adjustments_find_their_lines_and_move_the_budget(with_lines):
    office = with_lines
    assert write(office, planned(office, "adjustments", ADJUSTED)) == 2
    assert [line.budget for line in lines_of(office.department, YEAR).order_by("economic")] == [Decimal(132000), Decimal(90000)]
    first, second = Adjustment.objects.order_by("decided_on")
    assert (first.amount, first.amount_step, first.is_exempt, second.is_exempt, second.decided_on) == (
        Decimal(32000), Decimal(100), False, True, date(YEAR, 10, 20),
    )  # fmt: skip
    assert states(planned(office, "adjustments", ADJUSTED)) == ["相同", "相同"]
    changed = planned(office, "adjustments", ADJUSTED.replace("3.20", "3.30"))
    assert states(changed) == ["变更", "相同"]
    write(office, changed)
    first.refresh_from_db()
    assert first.amount == Decimal(33000)
    lines.edit_row(kind="adjustments", number=first.pk, version=first.version, amount=read_figure("3.4万元"), **where(office))
    assert states(planned(office, "adjustments", ADJUSTED)) == ["冲突", "相同"]


def test_a_cut_below_nothing_is_refused_and_nothing_stays(with_lines):
    office = with_lines
    plan = planned(office, "adjustments", ADJUSTED.replace(",-1,", ",-11,"))
    with pytest.raises(ValidationError, match=r"第3行.*小于零"):
        write(office, plan)
    assert Adjustment.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "old", "new", "field", "mend"),
    [
        ("income", "其他收入,到账,5.00", "外快,到账,5.00", "收入来源", "事业收入"),
        ("income", "2031-03-05", "2030-03-05", "日期", "2031年内"),
        ("income", "5.00", "", "金额", "补上"),
        ("income", "5.00", "五万", "金额", "应是数字"),
        ("staff", "行政,30", "行政,三十", "编制数", "整数"),
        ("staff", "退休人员,", "行政,", "人员类别", "合并"),
        ("counts", "保有量,2", "保有量,2.5", "数量", "整数"),
        ("counts", "保有量,2", "保有量,9999999999", "数量", "整数"),
        ("assets", "设备,120", "设备,120.123", "数量（房屋为平方米）", "两位小数"),
        ("purchases", "2031/5/18", "五月", "签订日期", "2024-03-15"),
        ("buildings", "库房,", ",", "项目名称", "补上"),
    ],
)
def test_one_wrong_cell_is_named_and_nothing_is_written(office, kind, old, new, field, mend):
    plan = planned(office, kind, FILES[kind][0].replace(old, new, 1))
    wrong = next(row for row in plan.rows if row.state == "有误")
    assert (wrong.troubles[0].field, mend in wrong.troubles[0].mend) == (field, True)
    with pytest.raises(ValidationError, match="改正"):
        write(office, plan)
    assert BOOKS[kind].objects.count() == 0


def test_an_adjustment_of_a_line_that_is_not_there_is_named(office):
    plan = planned(office, "adjustments", ADJUSTED)
    assert [row.troubles[0].mend[:12] for row in plan.rows] == ["账上没有这条预算明细；请"] * 2


def test_amounts_in_yuan_and_columns_that_are_left_out(office):
    write(office, planned(office, "income", FILES["income"][0].replace("5.00", "50000.25"), unit="元"), "元")
    assert IncomeEntry.objects.order_by("dated").first().amount == Decimal("50000.25")
    write(office, planned(office, "staff", "人员类别,编制数\n行政,30\n"))
    write(office, planned(office, "staff", "人员类别,年末实有人数\n行政,28\n"))
    post = StaffPost.objects.get()
    assert (post.quota, post.actual) == (30, 28)  # a file says nothing of a column that it has not
    write(office, planned(office, "purchases", "采购内容,类别,采购方式\n桌椅,货物,询价\n"))
    assert (Purchase.objects.get().supplier_size, Purchase.objects.get().planned) == ("large", 0)
