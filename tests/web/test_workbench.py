"""The workbench: what is due by role, a past year, many departments, search within one's own, rules and requests."""

from __future__ import annotations

from datetime import date

import pytest

from jiheng.apps.accounts.access import standing
from jiheng.apps.accounts.choices import OrganisationKind
from jiheng.apps.accounts.models import Department
from jiheng.apps.evaluation.services.entries import open_evaluation
from jiheng.apps.monitoring.models import YearState
from jiheng.apps.monitoring.services import alerts, filling
from tests.apps.monitored import keep_books, plan
from tests.apps.offices import make_office

YEAR = 2023
MODEL = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def office(transactional_db):
    office = make_office()
    keep_books(office.department, YEAR)
    plan(office)
    return office


@pytest.fixture
def month(office):
    return filling.open_month(standing=standing(office.clerk, office.department.pk), year=YEAR, month=6)


def page_of(client, user, path: str) -> str:
    client.force_login(user, MODEL)
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def test_home_leads_to_the_newest_year_with_anything_in_it(client, office):
    client.force_login(office.clerk, MODEL)
    assert client.get("/").headers["Location"] == f"/{office.department.pk}/{YEAR}/"
    client.get(f"/{office.department.pk}/2022/")
    assert client.get("/").headers["Location"] == f"/{office.department.pk}/2022/"


def test_a_reviewers_home_is_the_overview(client, office):
    client.force_login(office.finance, MODEL)
    assert client.get("/").headers["Location"] == "/overview/"
    client.force_login(office.clerk, MODEL)
    assert client.get("/overview/").status_code == 404


def test_what_is_due_differs_by_role(client, office, month):
    year = f"/{office.department.pk}/{YEAR}/"
    assert "1—6月有2项指标进度待填" in page_of(client, office.clerk, year)
    assert "1—6月有1项指标进度待填" in page_of(client, office.section, year)
    assert "没有等您办的事" in page_of(client, office.head, year)
    clerk = standing(office.clerk, office.department.pk)
    for row in month.progress.all():
        filling.fill(standing=clerk, progress=row, version=1, values={"actual": "5", "likelihood": "certain"})
    assert "1—6月监控已填完，待报送" in page_of(client, office.clerk, year)
    month.refresh_from_db()
    alerts.report(standing=clerk, snapshot=month, version=month.version, summary="分析", measures="", day=date(YEAR, 7, 10))
    body = page_of(client, office.clerk, year)
    assert "部门整体预警：待处置" in body
    assert "逾期" in body


def test_a_year_tells_the_clerk_what_comes_next(client, office, month):
    empty = page_of(client, office.clerk, f"/{office.department.pk}/{YEAR + 5}/")
    assert "下一步：登记预算" in empty
    assert "下一步" not in page_of(client, office.head, f"/{office.department.pk}/{YEAR + 5}/").replace("上面的下一步", "")
    assert "下一步：登记预算" not in page_of(client, office.clerk, f"/{office.department.pk}/{YEAR}/"), "the budget is there"


def test_a_self_evaluation_that_is_being_written_waits_for_the_clerk(client, office):
    open_evaluation(actor=office.clerk, department=office.department, year=YEAR)
    year = f"/{office.department.pk}/{YEAR}/"
    assert "自评：填报中，请继续填写" in page_of(client, office.clerk, year)
    assert "请继续填写" not in page_of(client, office.head, year)


def test_a_past_year_is_looked_at_from_its_last_day(client, office, month):
    body = page_of(client, office.clerk, f"/{office.department.pk}/{YEAR}/")
    assert "12月31日的状态" in body
    assert "28.00%" in body


def test_the_workbench_in_a_browser(walk, office, month):
    one = walk()
    one.sign_in(office.clerk)
    one.page.wait_for_url(f"**/{office.department.pk}/{YEAR}/")
    one.page.locator(".chart svg").wait_for()
    one.look()
    one.page.keyboard.press("/")
    one.page.keyboard.type("展览")
    one.page.keyboard.press("Enter")
    one.page.get_by_role("heading", name="搜索“展览”").wait_for()
    one.look()
    one.page.locator("#main").get_by_role("link", name="举办展览").last.click()
    one.look()
    finance = walk(viewport={"width": 390, "height": 844}, color_scheme="dark")
    finance.sign_in(office.finance)
    finance.look()
    assert finance.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_search_stays_within_ones_own(client, office, month):
    other = make_office("邻省某馆", "519999", prefix="b")
    keep_books(other.department, YEAR)
    plan(other)
    body = page_of(client, office.clerk, "/search/?q=展览")
    assert "举办展览" in body
    assert other.department.short_name not in body
    assert "没有找到" in page_of(client, other.admin, "/search/?q=展览")
    assert "两个字以上" in page_of(client, office.clerk, "/search/?q=展")


def _departments(count: int) -> None:
    rows = Department.objects.bulk_create(
        Department(kind=OrganisationKind.DEPARTMENT, name=f"单位{place}", short_name=f"单{place}", region_code="430999", region_name="某省某市某县99")
        for place in range(count)
    )
    YearState.objects.bulk_create(
        YearState(department=row, year=YEAR, month=6, light=("green", "yellow", "red")[row.pk % 3], next_due_on=date(YEAR, 7, 1 + row.pk % 28))
        for row in rows
    )


def test_the_overview_asks_the_same_for_three_and_for_sixty(client, office, django_assert_max_num_queries):
    client.force_login(office.finance, MODEL)
    for count in (3, 60):
        _departments(count) if count == 3 else _departments_more(count)
        with django_assert_max_num_queries(14):
            body = client.get(f"/overview/?year={YEAR}").content.decode()
    assert "63个单位有监控" in body
    assert "第1页，共2页" in body


def _departments_more(count: int) -> None:
    rows = Department.objects.bulk_create(
        Department(kind=OrganisationKind.DEPARTMENT, name=f"另{place}", short_name=f"另{place}", region_code="430999", region_name="某省某市另县")
        for place in range(count)
    )
    YearState.objects.bulk_create(YearState(department=row, year=YEAR, month=6, light="red") for row in rows)


def test_filters_of_the_overview(client, office):
    _departments(9)
    _departments_more(2)
    assert "2个单位有监控" in page_of(client, office.finance, f"/overview/?year={YEAR}&region=另县")
    assert "9个单位有监控" in page_of(client, office.finance, f"/overview/?year={YEAR}&late=1&order=due")
    assert "没有符合筛选的单位" in page_of(client, office.finance, f"/overview/?year={YEAR}&q=没有这个")
    assert "3个单位有监控" in page_of(client, office.finance, f"/overview/?year={YEAR}&light=green")


def test_another_pack_is_asked_for_and_granted(client, office):
    path = f"/{office.department.pk}/{YEAR}/rules/"
    client.force_login(office.clerk, MODEL)
    typed = {"ask": "value", "value-parameter": "disposition.days", "value-value": "0", "value-document": "某函", "value-reason": "本县规定"}
    body = client.post(path, typed).content.decode()
    assert "请写1至250的整数" in body
    assert "本县规定" in body
    assert client.post(path, {**typed, "value-value": "5"}).status_code == 302
    body = page_of(client, office.finance, path)
    assert "处置期限（工作日）5" in body
    number = body.split("/rules/values/")[1].split("/")[0]
    assert client.post(f"{path}values/{number}/", {"version": "1", "grant": "", "opinion": ""}).status_code == 302
    assert "预警发出后5个工作日" in client.get(path).content.decode()
