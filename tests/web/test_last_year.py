"""Last year's report in the browser: brought, a section taken over, what is stale in it mended one by one."""

from __future__ import annotations

import pytest

from jiheng.apps.evaluation.models import Entry
from tests.apps.offices import make_office
from tests.apps.test_evaluation_beginning import REPORT

YEAR = 2031


@pytest.fixture
def office(transactional_db):
    return make_office()


def test_bring_take_over_and_mend(walk, office):
    one = walk()
    one.sign_in(office.clerk)
    one.go(f"/{office.department.pk}/{YEAR}/last-year/")
    one.page.get_by_role("button", name="读出上年报告").click()
    one.look()
    one.page.get_by_label("上年的自评报告").set_input_files({"name": "上年.txt", "mimeType": "text/plain", "buffer": REPORT.encode()})
    one.page.get_by_role("button", name="读出上年报告").click()
    one.page.get_by_text("已读出上年报告").wait_for()
    one.look()
    section = one.page.locator("section").filter(has=one.page.get_by_role("heading", name="四、存在的问题"))
    section.get_by_role("button", name="采用这一节").click()
    one.page.get_by_text("3 处旧内容待核对").click()
    one.look()
    row = one.page.get_by_role("row").filter(has=one.page.locator("mark", has_text="2030"))
    row.get_by_role("button", name="改", exact=True).click()
    one.page.get_by_text("已更新").wait_for()
    one.page.get_by_role("row").filter(has=one.page.locator("mark", has_text="2个")).get_by_role("button", name="仍然有效").click()
    one.page.get_by_text("已确认沿用").wait_for()
    row = one.page.get_by_role("row").filter(has=one.page.locator("mark", has_text="五届"))
    row.get_by_label("改为").fill("五届六次全会")
    row.get_by_role("button", name="改", exact=True).click()
    one.page.get_by_text("没有待核对的旧内容").wait_for()
    one.look()
    assert Entry.objects.get().text == "2031年查档窗口只有2个，五届六次全会提出的建议落实不够。"
