"""Monitoring in a browser, from an opened month to a disposed alert; and by rules: sections, typed text, two people, query budgets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import docx
import pytest

from jiheng.apps.accounts.access import standing
from jiheng.apps.jobs.services import start_daily
from jiheng.apps.monitoring.models import Alert, Progress, Snapshot
from jiheng.apps.monitoring.services import alerts, filling
from jiheng.apps.targets.choices import State
from jiheng.apps.targets.models import TargetTable
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


def here(office, rest: str = "") -> str:
    return f"/{office.department.pk}/{YEAR}/monitoring/{rest}"


def test_a_month_from_opening_to_a_disposed_alert(walk, office):
    clerk, head = walk(), walk()
    clerk.sign_in(office.clerk)
    clerk.go(here(office))
    page = clerk.page
    page.get_by_label("截至月份").select_option("6")
    page.get_by_role("button", name="建立").click()
    page.get_by_text("已建立").wait_for()
    clerk.look()
    assert "落后22个百分点" in page.locator(".cards").inner_text()
    page.get_by_role("link", name="填报举办展览").click()
    page.get_by_label("到月末的完成值").fill("2")
    page.get_by_label("有可能").check()
    page.get_by_role("button", name="保存并填下一项").click()
    assert "选偏差原因" in page.locator(".field-error").first.inner_text()
    assert page.get_by_label("到月末的完成值").input_value() == "2"
    clerk.look()
    page.get_by_label("偏差原因类别").select_option("funds")
    page.get_by_label("偏差原因说明").fill("展柜没有到货")
    page.get_by_role("button", name="保存并填下一项").click()
    page.get_by_role("heading", name="修复档案").wait_for()
    page.get_by_label("到月末的完成值").fill("5")
    page.get_by_label("确定能").check()
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_label("运行情况分析").fill("展览推迟到下半年，付款随之推迟。")
    page.get_by_role("button", name="报送").click()
    page.get_by_text("已报送；").wait_for()
    clerk.look()
    page.get_by_role("link", name="部门整体", exact=True).click()
    clerk.look()
    page.get_by_label("调整").check()
    page.get_by_label("调减金额").fill("12")
    page.get_by_label("理由和打算").fill("两场展览改到下年，调减经费")
    page.get_by_role("button", name="提交负责人审批").click()
    page.get_by_text("等负责人审批").wait_for()
    head.sign_in(office.head)
    head.page.locator(".bell").click()
    head.look()
    head.page.get_by_role("link", name="预警处置待审批：部门整体").click()
    head.look()
    head.page.get_by_role("button", name="同意").click()
    head.page.get_by_text("已同意处置").wait_for()
    head.look()
    alert = Alert.objects.get(subject="spend")
    assert (alert.state, alert.amount) == ("closed", Decimal(120000))
    table = TargetTable.objects.get(department=office.department)
    assert (table.state, "两场展览改到下年" in table.change_reason) == (State.DRAFT, True)


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_the_screen_and_axe_has_nothing_to_say(walk, office, month, size, scheme):
    one = walk(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    one.sign_in(office.clerk)
    row = month.progress.first()
    for path in (
        here(office),
        here(office, "6/"),
        here(office, f"progress/{row.pk}/"),
        here(office, "alerts/"),
        f"/{office.department.pk}/{YEAR}/rules/",
    ):
        one.go(path)
        assert one.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_section_fills_only_its_own(client, office, month):
    client.force_login(office.section, MODEL)
    mine, others = month.progress.all()
    page = client.get(here(office, "6/")).content.decode()
    assert here(office, f"progress/{mine.pk}/") in page
    assert here(office, f"progress/{others.pk}/") not in page
    assert client.get(here(office, f"progress/{others.pk}/")).status_code == 404
    assert client.post(here(office, "6/report/"), {"version": 1, "summary": "x"}).status_code == 404


def test_what_two_people_typed_stands_side_by_side(client, office, month):
    client.force_login(office.clerk, MODEL)
    row = month.progress.first()
    path = here(office, f"progress/{row.pk}/")
    typed = {"actual": "3", "likelihood": "certain", "version": "1"}
    assert client.post(path, typed).status_code == 302
    answer = client.post(path, {**typed, "actual": "4"})
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "已被别人修改" in body
    assert 'value="4"' in body
    assert Progress.objects.get(pk=row.pk).actual == "3"


def test_the_report_is_the_form_in_its_columns(client, office, month):
    client.force_login(office.clerk, MODEL)
    answer = client.get(here(office, "6/file/docx/"))
    document = docx.Document(BytesIO(answer.content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "执行率28.00%；序时进度50.00%" in text
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["年度资金总额", "90.00", "100.00", "28.00", "28.00%", ""] in cells
    assert any("1—6月完成值" in row and "完成目标可能性" in row for row in cells)
    assert client.get(here(office, "6/file/pdf/")).content.startswith(b"%PDF")
    assert client.get(here(office, "6/file/exe/")).status_code == 404


def _many(office, count: int) -> None:
    snapshot = Snapshot.objects.get(department=office.department, month=6)
    Progress.objects.filter(snapshot=snapshot).delete()
    Alert.objects.filter(snapshot=snapshot).delete()
    Progress.objects.bulk_create(
        Progress(snapshot=snapshot, place=place, key=f"k{place}", name=f"指标{place}", target="1", section=office.sections[place % 2])
        for place in range(count)
    )
    Alert.objects.bulk_create(
        Alert(
            snapshot=snapshot,
            department=office.department,
            year=YEAR,
            subject=f"s{place}",
            title=f"指标{place}",
            light="red",
            text="落后",
            issued_on=date(YEAR, 7, 3),
            due_on=date(2099, 1, 4),
        )
        for place in range(count)
    )


@pytest.mark.parametrize("path", ["", "6/", "alerts/"])
def test_as_many_questions_for_sixty_rows_as_for_three(client, office, month, path, django_assert_max_num_queries):
    client.force_login(office.clerk, MODEL)
    for count in (3, 60):
        _many(office, count)
        with django_assert_max_num_queries(26):
            assert client.get(here(office, path)).status_code == 200


def test_overdue_alerts_are_marked_and_told(client, office, month):
    clerk = standing(office.clerk, office.department.pk)
    for row in month.progress.all():
        filling.fill(standing=clerk, progress=row, version=1, values={"actual": "5", "likelihood": "certain"})
    month.refresh_from_db()
    alerts.report(standing=clerk, snapshot=month, version=month.version, summary="分析", measures="", day=date(YEAR, 7, 10))
    client.force_login(office.finance, MODEL)
    assert "已逾期" in client.get(here(office, "alerts/?state=overdue")).content.decode()
    start_daily()
    assert "预警处置逾期：部门整体" in client.get("/notices/?kind=overdue").content.decode()
