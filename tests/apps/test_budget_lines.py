"""The budget book: what follows from its rows, what is refused, and what is written into the log."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from jiheng.apps.budget.models import Adjustment, Payment
from jiheng.apps.budget.selectors.books import carry_over, income_by_source
from jiheng.apps.budget.selectors.lines import lines_of
from jiheng.apps.budget.selectors.totals import months_by_project, months_paid, public_note, totals
from jiheng.apps.budget.services import books, lines
from jiheng.apps.budget.services.posting_once import posted_once
from jiheng.apps.factstore.selectors import core_facts, facts_of, find_fact
from jiheng.apps.shared.changes import history
from jiheng.apps.shared.editing import EditedMeanwhile
from jiheng.core.facts.context import Basis
from jiheng.core.figures.printed import read_figure

YEAR = 2031


def wan(text: str):
    return read_figure(f"{text}万元")


def adjust(actor, line, amount: str, **columns):
    given = {"decided_on": date(YEAR, 6, 1), "document": "财预〔2031〕5号", "reason": "增人", "approver": "区财政局", **columns}
    return lines.add_adjustment(actor=actor, line=line, amount=wan(amount), **given)


def pay(actor, line, amount: str, month: int, **columns):
    given = {"paid_on": date(YEAR, month, 5), "voucher": f"记-{month}", "summary": "付款", "approver": "王五", **columns}
    return lines.add_payment(actor=actor, line=line, amount=wan(amount), **given)


@pytest.fixture
def book(office):
    """基本支出 of three subjects and a project of two, adjusted and paid."""
    where = {"actor": office.clerk, "department": office.department, "year": YEAR}
    project = books.add_row(book="projects", name="全会", **where)
    wages = lines.add_line(function="2010201", economic="30101", opening=wan("100.5"), **where)
    visits = lines.add_line(function="2010201", economic="30217", opening=wan("3"), **where)
    pension = lines.add_line(function="2080505", economic="30108", opening=wan("20"), **where)
    meeting = lines.add_line(function="2010204", economic="30215", project=project, opening=wan("16.25"), **where)
    cars = lines.add_line(function="2010204", economic="30231", project=project, opening=wan("2"), **where)
    adjust(office.clerk, wages, "10.25")
    adjust(office.clerk, meeting, "-1.25")
    for line, amount, month in ((wages, "50", 2), (wages, "60.7", 11), (visits, "1.2", 3), (pension, "20", 3), (meeting, "15", 2), (cars, "1", 5)):
        pay(office.clerk, line, amount, month)
    office.book = {"project": project, "wages": wages, "visits": visits, "pension": pension, "meeting": meeting, "cars": cars}
    return office


def value(office, concept: str, basis: Basis, item: str = "") -> str:
    row = find_fact(office.department, YEAR, concept, basis, item=item)
    return f"{row.value}{row.unit}" if row else ""


def test_stages_follow_from_the_rows(book):
    found = totals(lines_of(book.department, YEAR))
    said = {key: (stages.opening, stages.adjusted, stages.budget, stages.paid) for key, stages in found.items() if stages.ids}
    assert said["total"] == (Decimal(1417500), Decimal(90000), Decimal(1507500), Decimal(1479000))
    assert said["personnel"] == (Decimal(1205000), Decimal(102500), Decimal(1307500), Decimal(1307000))
    assert said["public"][0] == Decimal(30000)
    assert said["project"] == (Decimal(182500), Decimal(-12500), Decimal(170000), Decimal(160000))
    assert said["three"][3] == Decimal(22000), "三公 takes the project's car with it"


def test_facts_print_the_digits_that_were_entered(book):
    assert value(book, "spend.total", Basis.OPENING) == "141.75万元"
    assert value(book, "spend.total", Basis.ADJUSTMENT) == "9.00万元"
    assert value(book, "spend.total", Basis.OUTTURN) == "147.9万元"
    assert value(book, "spend.project", Basis.BUDGET, "全会") == "17.00万元"
    assert value(book, "spend.economic.302", Basis.OUTTURN) == "17.2万元"
    assert value(book, "spend.function.201", Basis.OPENING) == "121.75万元"
    assert value(book, "three.reception", Basis.OUTTURN) == "1.2万元"
    assert value(book, "meeting", Basis.OUTTURN) == "15万元"


def test_a_fact_names_the_lines_behind_it(book):
    row = find_fact(book.department, YEAR, "spend.basic.personnel", Basis.BUDGET)
    assert sorted(row.entries) == sorted([book.book["wages"].pk, book.book["pension"].pk])


def test_months_run_up_and_each_project_for_itself(book):
    months = months_paid(book.department, YEAR)
    assert [(one.month, one.paid, one.cumulative) for one in months if one.paid] == [
        (2, Decimal(650000), Decimal(650000)),
        (3, Decimal(212000), Decimal(862000)),
        (5, Decimal(10000), Decimal(872000)),
        (11, Decimal(607000), Decimal(1479000)),
    ]
    by_project = months_by_project(book.department, YEAR)
    assert by_project[book.book["project"].pk][-1].cumulative == Decimal(160000)
    posted = {(row.item, row.last_month): row.value for row in facts_of(book.department, YEAR).filter(last_month__isnull=False)}
    assert (posted["", 4], posted["", 11], posted["全会", 5]) == ("86.2", "147.9", "16")


def test_a_line_not_split_by_subject_leaves_sums_by_subject_unsaid(book):
    lines.add_line(actor=book.clerk, department=book.department, year=YEAR, function="2010299", opening=wan("5"))
    assert find_fact(book.department, YEAR, "spend.total", Basis.OPENING).value == "146.75"
    for concept in ("spend.basic.public", "three.total", "spend.economic.302"):
        assert find_fact(book.department, YEAR, concept, Basis.OPENING) is None


def test_a_cut_below_zero_and_a_day_of_another_year_are_refused(book):
    with pytest.raises(ValidationError, match="小于零"):
        adjust(book.clerk, book.book["cars"], "-2.01")
    with pytest.raises(ValidationError, match="不在2031年内"):
        pay(book.clerk, book.book["cars"], "1", 1, paid_on=date(YEAR + 1, 1, 2))
    assert Adjustment.objects.count() == 2


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"function": "2010"}, "七位数字"),
        ({"function": "9999999"}, "没有功能分类"),
        ({"function": "2010201", "economic": "302"}, "五位数字"),
        ({"function": "2010201", "economic": "30101"}, "已有同样科目"),
    ],
)
def test_codes_are_known_and_a_combination_stands_once(book, columns, said):
    with pytest.raises(ValidationError, match=said):
        lines.add_line(actor=book.clerk, department=book.department, year=YEAR, opening=wan("1"), **columns)


def test_rows_of_others_cannot_be_reached(book, other):
    where = {"actor": other.clerk, "department": other.department, "year": YEAR}
    with pytest.raises(Http404):
        lines.edit_line(number=book.book["cars"].pk, version=1, note="x", **where)
    payment = Payment.objects.first()
    with pytest.raises(Http404):
        lines.remove_row(kind="payments", number=payment.pk, version=1, why="x", **where)
    with pytest.raises(Http404):
        books.edit_row(book="projects", number=book.book["project"].pk, version=1, name="x", **where)
    payment.refresh_from_db()
    assert payment.version == 1


def test_two_people_and_the_log(book):
    where = {"actor": book.clerk, "department": book.department, "year": YEAR}
    payment = Payment.objects.get(line=book.book["cars"])
    lines.edit_row(kind="payments", number=payment.pk, version=1, amount=wan("1.5"), why="补票", **where)
    with pytest.raises(EditedMeanwhile):
        lines.edit_row(kind="payments", number=payment.pk, version=1, amount=wan("1.6"), **where)
    said = history(payment).first()
    assert (said.before["amount"], said.after["amount"], said.reason, said.department_id) == ("10000.00", "15000.00", "补票", book.department.pk)
    assert value(book, "three.vehicle.running", Basis.OUTTURN) == "1.5万元"
    with pytest.raises(ValidationError, match="删除原因"):
        lines.remove_row(kind="payments", number=payment.pk, version=2, why=" ", **where)
    lines.remove_row(kind="payments", number=payment.pk, version=2, why="重复登记", **where)
    lines.remove_line(number=book.book["cars"].pk, version=1, **where)
    assert value(book, "three.vehicle.running", Basis.OUTTURN) == ""
    with pytest.raises(ValidationError, match="不能删除"):
        lines.remove_line(number=book.book["meeting"].pk, version=1, **where)


def test_income_and_the_identity_of_what_is_carried_over(book):
    where = {"actor": book.clerk, "department": book.department, "year": YEAR}
    entry = {"source": "general", "dated": date(YEAR, 1, 20), "document": "预字1号"}
    books.add_row(book="income", stage="opening", amount=wan("141.75"), **entry, **where)
    books.add_row(book="income", stage="received", amount=wan("148"), **entry, **where)
    books.add_row(book="income", stage="received", amount=wan("2.5"), **{**entry, "source": "other"}, **where)
    assert [(one.name, one.budget, one.received) for one in income_by_source(book.department, YEAR)] == [
        ("一般公共预算财政拨款收入", Decimal(1417500), Decimal(1480000)),
        ("其他收入", Decimal(0), Decimal(25000)),
    ]
    row = books.add_row(book="balances", kind="appropriation_basic", opening=wan("1"), returned=wan("0.5"), **where)
    assert (carry_over(book.department, YEAR).derived, carry_over(book.department, YEAR).difference) == (Decimal(31000), None)
    books.edit_row(book="balances", number=row.pk, version=1, closing=wan("3.2"), **where)
    assert carry_over(book.department, YEAR).difference == Decimal(1000)
    books.edit_row(book="balances", number=row.pk, version=2, closing=wan("3.1"), **where)
    assert carry_over(book.department, YEAR).difference == 0
    assert value(book, "income.current", Basis.OUTTURN) == "150.5万元"
    assert value(book, "income.total", Basis.OUTTURN) == "151.5万元"
    assert value(book, "carry.closing", Basis.OUTTURN) == "3.1万元"


def test_small_books_state_their_facts(book):
    where = {"actor": book.clerk, "department": book.department, "year": YEAR}
    books.add_row(book="staff", kind="administrative", quota=20, actual=19, **where)
    books.add_row(book="staff", kind="worker", quota=2, actual=3, **where)
    books.add_row(book="counts", kind="reception_people", quantity=88, **where)
    books.add_row(book="assets", kind="current", original=wan("5"), net=wan("5"), **where)
    books.add_row(book="assets", kind="equipment", original=wan("40"), net=wan("12.5"), in_use=wan("38"), **where)
    bought = {"way": "open", "planned": wan("10"), "supplier": "某公司"}
    books.add_row(book="purchases", name="电脑", kind="goods", contract=wan("9.5"), supplier_size="small", **bought, **where)
    books.add_row(book="purchases", name="会务", kind="services", **bought, **where)
    books.add_row(
        book="buildings",
        name="档案库",
        document="发改〔2031〕2号",
        approved_area=Decimal(300),
        actual_area=Decimal("310.5"),
        planned=wan("80"),
        **where,
    )
    said = {(fact.concept, fact.context.basis, fact.context.item): fact.figure.text for fact in core_facts(book.department, YEAR)}
    assert said["staff.quota", None, ""] == "22人"
    assert said["staff.actual.worker", None, ""] == "3人"
    assert said["three.count.reception_people", Basis.OUTTURN, ""] == "88人次"
    assert said["assets.total", None, ""] == "17.5万元"
    assert said["assets.fixed.in_use", None, ""] == "38万元"
    assert said["procurement.total", Basis.BUDGET, ""] == "20万元"
    assert said["procurement.total", Basis.OUTTURN, ""] == "9.5万元"
    assert said["procurement.micro", Basis.OUTTURN, ""] == "9.5万元"
    assert said["building.scale", Basis.ACTUAL, "档案库"] == "310.5平方米"
    with pytest.raises(ValidationError):
        books.add_row(book="staff", kind="worker", quota=1, actual=1, **where)
    with pytest.raises(ValidationError, match="净值"):
        books.add_row(book="assets", kind="books", original=wan("1"), net=wan("2"), **where)


def pay_twice_the_second_wrongly(book):
    with posted_once():
        pay(book.clerk, book.book["cars"], "0.1", 6)
        pay(book.clerk, book.book["cars"], "0.1", 7, paid_on=date(YEAR - 1, 1, 1))


def test_many_writes_are_posted_once_and_all_or_nothing(book):
    before = facts_of(book.department, YEAR).count()
    with pytest.raises(ValidationError, match="不在"):
        pay_twice_the_second_wrongly(book)
    assert Payment.objects.filter(line=book.book["cars"]).count() == 1
    assert facts_of(book.department, YEAR).count() == before
    with posted_once():
        pay(book.clerk, book.book["cars"], "0.1", 6)
        assert value(book, "three.vehicle.running", Basis.OUTTURN) == "1万元"
    assert value(book, "three.vehicle.running", Basis.OUTTURN) == "1.1万元"


def test_lines_cost_one_question_however_many(book, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(totals(lines_of(book.department, YEAR))["total"].ids) == 5


def test_what_is_public_by_common_use_only_is_said(office):
    where = {"actor": office.clerk, "department": office.department, "year": YEAR, "function": "2010201"}
    lines.add_line(economic="30201", opening=read_figure("3万元"), **where)
    assert public_note(lines_of(office.department, YEAR)) == ""
    lines.add_line(economic="39908", opening=read_figure("1万元"), **where)
    lines.add_line(economic="31205", opening=read_figure("1万元"), **where)
    assert public_note(lines_of(office.department, YEAR)) == "312、399类按决算公开表的通行列法归入公用经费，依据未核实"
    assert "未核实" in find_fact(office.department, YEAR, "spend.basic.public", Basis.OPENING).working
    assert "未核实" not in find_fact(office.department, YEAR, "spend.total", Basis.OPENING).working
