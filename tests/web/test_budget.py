"""The budget book on the web: a clerk's way through it, what others get, what a list costs, and two people at one row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from jiheng.apps.budget.models import Adjustment, BudgetLine, IncomeEntry, Payment, Project
from jiheng.apps.budget.services import books, lines
from jiheng.apps.budget.services.posting_once import posted_once
from jiheng.apps.factstore.models import FactRow
from jiheng.core.facts.subjects import economic_subjects
from jiheng.core.figures.printed import read_figure
from tests.apps.offices import make_office

YEAR = 2026
LINES = "功能分类编码,经济分类编码,项目名称,资金性质,年初预算,备注\n2010201,30101,,,100.5,\n2010204,30215,全体会议,,16.2,\n"


@pytest.fixture
def office(db):
    return make_office()


def at(office, rest: str = "") -> str:
    return f"/{office.department.pk}/{YEAR}/budget/{rest}"


def fill(office, count: int) -> None:
    codes = [code for code in economic_subjects() if len(code) == 5 and code.startswith("30")]
    where = {"actor": office.clerk, "department": office.department, "year": YEAR}
    with posted_once():
        project = books.add_row(book="projects", name=f"项目{count}", **where)
        for place in range(count):
            line = lines.add_line(
                function="2010201" if place < len(codes) else "2010202",
                economic=codes[place % len(codes)],
                project=project if place % 2 else None,
                opening=read_figure("2万元"),
                **where,
            )
            day = date(YEAR, 1 + place % 9, 3)
            lines.add_payment(
                actor=office.clerk, line=line, amount=read_figure("1万元"), paid_on=day, voucher=f"记-{place}", summary="付", approver="甲"
            )
            lines.add_adjustment(
                actor=office.clerk, line=line, amount=read_figure("1万元"), decided_on=day, document="批", reason="增", approver="甲"
            )
            books.add_row(book="income", source="general", stage="received", amount=read_figure("1万元"), dated=day, document=str(place), **where)


PAGES = ("", "lines/", "adjustments/", "lines/?by=economic", "lines/?by=project", "months/", "payments/", "income/", "books/", "books/income/")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_as_much_for_sixty_rows_as_for_three(client, office, page, django_assert_num_queries):
    client.force_login(office.clerk, "django.contrib.auth.backends.ModelBackend")
    fill(office, 3)
    client.get(at(office, page))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        assert client.get(at(office, page)).status_code == 200
    Payment.objects.all().delete()
    Adjustment.objects.all().delete()
    BudgetLine.objects.all().delete()
    fill(office, 60)
    with django_assert_num_queries(len(few)):
        assert client.get(at(office, page)).status_code == 200


def test_the_next_row_begins_in_the_first_field(client, office):
    client.force_login(office.clerk, "django.contrib.auth.backends.ModelBackend")

    def focused(address: str) -> int:
        return client.get(address).content.decode().partition('id="new"')[2].partition("</form>")[0].count("autofocus")

    assert focused(at(office, "books/counts/")) == 0
    answer = client.post(at(office, "books/counts/"), {"kind": "vehicles_kept", "quantity": "2"})
    assert answer.url.endswith("?added=1#new")
    assert focused(answer.url.partition("#")[0]) == 1


def test_a_count_is_changed_on_its_page(client, office):
    client.force_login(office.clerk, "django.contrib.auth.backends.ModelBackend")
    row = books.add_row(book="counts", kind="vehicles_kept", quantity=2, actor=office.clerk, department=office.department, year=YEAR)
    answer = client.post(at(office, f"books/counts/{row.pk}/"), {"kind": "vehicles_kept", "quantity": "3", "version": "1", "why": "盘点"})
    row.refresh_from_db()
    assert (answer.status_code, row.quantity) == (302, 3)


def test_a_figure_leads_to_its_lines_in_two_steps(client, office):
    client.force_login(office.clerk, "django.contrib.auth.backends.ModelBackend")
    fill(office, 4)
    for fact in FactRow.objects.filter(department=office.department):
        page = client.get(f"/facts/{fact.pk}/").content.decode()
        link = page.split('class="btn btn-primary" href="')[1].split('"')[0].replace("&amp;", "&")
        assert client.get(link).status_code == 200, fact.label
    assert FactRow.objects.filter(ledger="budget:income").exists()


def test_a_refused_form_keeps_what_was_typed(client, office):
    client.force_login(office.clerk, "django.contrib.auth.backends.ModelBackend")
    answer = client.post(at(office, "lines/"), {"function": "20102", "economic": "30201", "fund": "general", "opening": "1.5"})
    page = answer.content.decode()
    assert "七位数字" in page
    assert 'value="20102"' in page
    assert 'value="1.5"' in page
    assert not BudgetLine.objects.exists()


def test_who_may_only_look_cannot_write(client, office):
    fill(office, 1)
    line, payment, income = BudgetLine.objects.get(), Payment.objects.get(), IncomeEntry.objects.get()
    for user in (office.head, office.auditor, office.finance, office.section):
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        assert client.get(at(office)).status_code == 200
        assert client.get(at(office, f"payments/{payment.pk}/")).status_code == 200
        for page in ("import/", f"lines/{line.pk}/edit/"):
            assert client.get(at(office, page)).status_code == 404
        for page in (f"lines/{line.pk}/payments/", f"payments/{payment.pk}/", "books/staff/", f"books/income/{income.pk}/", "lines/"):
            client.post(at(office, page), {"remove": "1", "why": "x", "version": "1", "kind": "worker", "function": "2010201", "fund": "general"})
    assert (BudgetLine.objects.count(), Payment.objects.count(), IncomeEntry.objects.count()) == (1, 1, 1)


def test_another_year_and_another_department_are_other_books(client, office):
    fill(office, 1)
    other = make_office("邻省某局", "519999", prefix="b")
    payment, income = Payment.objects.get(), IncomeEntry.objects.get()
    client.force_login(other.clerk, "django.contrib.auth.backends.ModelBackend")
    for page in (f"payments/{payment.pk}/", f"books/income/{income.pk}/", f"lines/{payment.line_id}/"):
        assert client.get(at(other, page)).status_code == 404
    client.force_login(office.clerk, "django.contrib.auth.backends.ModelBackend")
    assert client.get(at(office, f"payments/{payment.pk}/").replace(str(YEAR), str(YEAR - 1))).status_code == 404
    assert client.get(at(office, f"entries/?ids={payment.line_id},x,99999999999999999999")).status_code == 200


def test_the_later_of_two_saves_is_shown_both_texts(client, office):
    fill(office, 1)
    payment = Payment.objects.get()
    client.force_login(office.clerk, "django.contrib.auth.backends.ModelBackend")
    typed = {"amount": "1.5", "paid_on": f"{YEAR}-01-03", "voucher": "记-0", "summary": "付", "payee": "", "approver": "甲", "version": "1"}
    assert client.post(at(office, f"payments/{payment.pk}/"), typed).status_code == 302
    page = client.post(at(office, f"payments/{payment.pk}/"), {**typed, "amount": "1.7"}).content.decode()
    assert "<td>1.5</td><td>1.7</td>" in page
    assert 'name="version" value="2"' in page
    payment.refresh_from_db()
    assert payment.amount == Decimal(15000)


def test_import_by_the_web_says_first_and_writes_then(client, office):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(office.clerk, "django.contrib.auth.backends.ModelBackend")
    file = SimpleUploadedFile("预算.csv", LINES.encode("gb18030"))
    answer = client.post(at(office, "import/"), {"kind": "lines", "unit": "万元", "file": file})
    report = client.get(answer.headers["Location"]).content.decode()
    assert "新增 2" in report
    assert "全体会议" in report
    assert not BudgetLine.objects.exists()
    assert client.post(answer.headers["Location"].partition("?")[0], {"kind": "lines", "unit": "万元"}).status_code == 302
    assert BudgetLine.objects.count() == 2
    assert "相同 2" in client.get(answer.headers["Location"]).content.decode()
    assert client.get(at(office, "templates/payments/")).content[:2] == b"PK"


def test_a_clerk_walks_from_an_empty_book_to_a_payment(walk, transactional_db):
    office = make_office()
    one = walk()
    one.sign_in(office.clerk)
    one.go(at(office))
    one.go(at(office, "books/projects/"))
    one.page.get_by_label("项目名称").fill("全体会议")
    one.page.get_by_role("button", name="新增", exact=True).click()
    one.page.get_by_role("link", name="全体会议").wait_for()
    one.look()
    one.go(at(office, "lines/"))
    one.page.get_by_label("功能分类（项）").fill("2010204 政协会议")
    one.page.get_by_label("经济分类（款）").fill("30215")
    one.page.get_by_label("项目", exact=True).select_option(label="全体会议")
    one.page.get_by_label("年初预算").fill("16.2")
    one.page.get_by_role("button", name="新增", exact=True).click()
    one.page.get_by_role("link", name="会议费 · 全体会议").click()
    one.look()
    one.page.get_by_text("登记调整").first.click()
    adjustment = one.page.locator("details", has_text="登记调整")
    adjustment.get_by_label("调整额").fill("-1.2")
    adjustment.get_by_label("批准日期").fill(f"{YEAR}-06-01")
    adjustment.get_by_label("批准文号").fill("财预〔2026〕1号")
    adjustment.get_by_label("调整原因").fill("压减")
    adjustment.get_by_label("批准人或机关").fill("财政局")
    one.look()
    adjustment.get_by_role("button", name="登记调整").click()
    one.page.get_by_text("已登记预算调整").wait_for()
    one.page.get_by_text("登记支付").first.click()
    payment = one.page.locator("details", has_text="登记支付")
    for label, text in (("金额", "8"), ("支付日期", f"{YEAR}-03-01"), ("凭证号", "记-1"), ("摘要", "会场"), ("审批人", "甲")):
        payment.get_by_label(label).fill(text)
    payment.get_by_role("button", name="登记支付").click()
    one.page.get_by_text("已登记支付").wait_for()
    one.look()
    assert (Adjustment.objects.get().amount, Payment.objects.get().amount, Project.objects.count()) == (Decimal(-12000), Decimal(80000), 1)
    for page in ("", "lines/?by=project", "months/", "payments/", "income/", "books/", "books/balances/", "import/"):
        one.go(at(office, page))
    one.go(at(office))
    one.page.get_by_role("row", name="全体会议").get_by_role("link", name="15.00").click()
    assert "entries" in one.page.url
    one.look()
