"""Targets in the browser: a clerk's table from the bank to its approval and a change in the year; rules of the pages."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse

from jiheng.apps.targets.models import TargetTable
from jiheng.apps.targets.selectors.versions import version_in_force
from jiheng.apps.targets.services import indicators, workflow
from tests.apps.offices import make_office
from tests.apps.tables import ROWS, approve, columns, make_table, points

YEAR = 2025


@pytest.fixture
def place(transactional_db):
    return make_office("政协某县委员会")


@pytest.fixture
def desk(db):
    return make_office()


def at(office, name: str, **more) -> str:
    return reverse(f"targets:{name}", kwargs={"department": office.department.pk, "year": YEAR, **more})


def signed_in(client, user):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def test_a_clerk_brings_a_table_to_approval_and_changes_it_in_the_year(walk, place):
    clerk, head, finance = walk(), walk(), walk()
    for one, user in ((clerk, place.clerk), (head, place.head), (finance, place.finance)):
        one.sign_in(user)
    page = clerk.page

    clerk.go(at(place, "index"))
    page.get_by_role("button", name="新建部门整体目标表").click()
    clerk.look()
    table = TargetTable.objects.get()

    page.get_by_role("link", name="从指标库选用").first.click()
    clerk.look()
    for name in ("提案办复率", "报送社情民意信息", "部门支出总额", "意见建议采纳数", "委员对机关服务的满意度"):
        page.get_by_label(f"选用{name}").check()
    page.get_by_role("button", name="选用所选指标").click()
    clerk.look()
    assert page.locator("tr[id^=row-]").count() == 5
    assert "没有写指标值" in page.locator(".hint").first.inner_text()

    page.get_by_role("link", name="修改总体目标").click()
    page.get_by_label("年度总体目标").fill("围绕中心协商议政，提案办理和社情民意工作质量提高。")
    page.get_by_role("button", name="保存", exact=True).click()

    # The hint appears while the target is typed, and goes when it is mended.
    page.get_by_role("link", name="提案办复率", exact=True).click()
    page.get_by_label("指标值", exact=True).fill("不断提高")
    page.get_by_text("不是一个数，比较符号").wait_for()
    clerk.look()
    page.get_by_label("指标值", exact=True).fill("98")
    page.get_by_text("不是一个数，比较符号").wait_for(state="detached")
    page.get_by_label("分值").fill("25")
    page.get_by_label("责任委室").select_option(label="业务科")
    page.get_by_role("button", name="保存", exact=True).click()
    for name, target, weight in (
        ("报送社情民意信息", "60", "15"), ("部门支出总额", "700", "20"), ("意见建议采纳数", "30", "20"), ("委员对机关服务的满意度", "95", "5"),
    ):  # fmt: skip
        page.get_by_role("link", name=name).click()
        page.get_by_label("指标值", exact=True).fill(target)
        page.get_by_label("分值").fill(weight)
        page.get_by_role("button", name="保存", exact=True).click()
    clerk.look()
    assert "满意度指标分值合计5分，应为10分，少5分" in page.locator(".alert-warning").inner_text()
    page.get_by_role("button", name="提交单位审批").click()
    assert "少5分" in page.locator(".alert-danger").inner_text()
    page.get_by_role("link", name="委员对机关服务的满意度").click()
    page.get_by_label("分值").fill("10")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_role("button", name="提交单位审批").click()
    page.get_by_text("已提交单位负责人审批").wait_for()

    head.go(at(place, "table", table=table.pk))
    head.page.get_by_role("button", name="同意，报财政审核").click()
    head.look()

    finance.go("/targets/")
    finance.page.get_by_role("link", name="部门整体").click()
    finance.look()
    for label, most in (
        ("规范完整性", 10),
        ("明确清晰性", 5),
        ("目标相关性", 15),
        ("指标科学性", 15),
        ("绩效合理性", 9),
        ("资金匹配性", 12),
        ("实现可能性", 10),
        ("条件充分性", 10),
    ):
        finance.page.get_by_label(f"{label}得分").fill(str(most))
    finance.page.get_by_label("对“报送社情民意信息”的意见").fill("低于上年实际，请核实")
    finance.page.get_by_role("button", name="退回修改").click()
    finance.look()
    assert "得86分，等级“良”" in finance.page.locator("main").inner_text()

    clerk.go(at(place, "table", table=table.pk))
    assert "低于上年实际，请核实" in page.locator("main").inner_text()
    page.get_by_role("link", name="报送社情民意信息").click()
    page.get_by_label("指标值", exact=True).fill("90")
    page.get_by_role("button", name="保存", exact=True).click()
    clerk.go(at(place, "reviews", table=table.pk))
    page.get_by_label("对“报送社情民意信息”意见的答复").fill("改为90条")
    page.get_by_role("button", name="保存答复").click()
    clerk.look()
    clerk.go(at(place, "table", table=table.pk))
    page.get_by_role("button", name="提交单位审批").click()
    head.go(at(place, "table", table=table.pk))
    head.page.get_by_role("button", name="同意，报财政审核").click()
    workflow.decide(actor=place.finance, table=table, approve=True, points=points())

    clerk.go(at(place, "table", table=table.pk))
    page.get_by_role("link", name="发起年中调整").click()
    clerk.look()
    page.get_by_label("调整原因").fill("年中增加一次专题协商")
    page.get_by_role("button", name="开始调整").click()
    clerk.look()
    page.get_by_role("link", name="取消意见建议采纳数").click()
    clerk.look()
    page.get_by_role("link", name="返回").click()
    page.get_by_role("link", name="提案办复率", exact=True).click()
    page.get_by_label("指标值", exact=True).fill("100")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_role("button", name="提交单位审批").click()
    workflow.endorse(actor=place.head, table=table)
    finance.go(at(place, "review", table=table.pk))
    assert "与第1版相比" in finance.page.locator("main").inner_text()
    workflow.decide(actor=place.finance, table=table, approve=True, points=points())
    for name, more in (("versions", {}), ("version", {"number": 2}), ("history", {}), ("print", {}), ("last_year", {}), ("bank", {})):
        clerk.go(at(place, name, table=table.pk, **more))
    assert version_in_force(table).number == 2


def test_what_two_people_typed_is_shown_side_by_side(client, desk):
    table = make_table(desk)
    row = table.indicators.first()
    signed_in(client, desk.clerk)
    form = {"level1": row.level1, "level2": row.level2, "name": row.name, "relation": "≥", "unit": "卷", "weight": "20", "version": "1"}
    indicators.edit_indicator(actor=desk.clerk, table=table, number=row.pk, version=1, columns={"target": "1300"})
    answer = client.post(at(desk, "edit", table=table.pk, number=row.pk), {**form, "target": "1500"})
    body = answer.content.decode()
    assert "在您编辑时已被别人修改" in body or "保存前已有别人修改" in body
    assert "1300" in body
    assert "1500" in body
    again = client.post(at(desk, "edit", table=table.pk, number=row.pk), {**form, "target": "1500", "version": "2"})
    assert again.status_code == 302
    assert table.indicators.get(pk=row.pk).target == "1500"


def test_a_form_keeps_what_was_typed(client, desk):
    table = make_table(desk)
    signed_in(client, desk.clerk)
    typed = {
        "short": "1",
        "level1": "产出指标",
        "level2": "质量指标",
        "name": "著录合格率",
        "relation": "≥",
        "target": "98",
        "unit": "%",
        "weight": "多",
    }
    answer = client.post(at(desk, "add", table=table.pk), typed)
    assert answer.status_code == 422
    assert 'value="著录合格率"' in answer.content.decode()
    assert table.indicators.count() == len(ROWS)


@pytest.mark.parametrize("who", ["head", "finance", "auditor", "section"])
def test_those_who_do_not_write_see_no_button_and_no_form(client, desk, who):
    table = make_table(desk)
    signed_in(client, getattr(desk, who))
    body = client.get(at(desk, "table", table=table.pk)).content.decode()
    assert "整理档案" in body
    assert "提交单位审批" not in body
    assert client.get(at(desk, "goal", table=table.pk)).status_code == 404
    assert client.post(at(desk, "step", table=table.pk), {"action": "submit"}).status_code == 404
    assert client.post(at(desk, "bank", table=table.pk), {"pick": "general.quality"}).status_code == 404
    table.refresh_from_db()
    assert (table.state, table.indicators.count()) == ("draft", len(ROWS))


def test_a_table_of_another_year_is_not_in_this_one(client, desk):
    table = make_table(desk, 2024)
    signed_in(client, desk.clerk)
    assert client.get(at(desk, "table", table=table.pk)).status_code == 404


def test_a_figure_leads_to_its_indicator_in_two_clicks(client, desk):
    table = approve(desk, make_table(desk))
    signed_in(client, desk.auditor)
    from jiheng.apps.factstore.selectors import facts_of

    fact = facts_of(desk.department, YEAR).get(item="网上查档占比")
    entries = f"{at(desk, 'entries')}?ids={table.indicators.get(name='网上查档占比').pk}"
    assert entries in client.get(reverse("facts:fact", args=[fact.pk])).content.decode()
    assert "≥60%" in client.get(entries).content.decode()


@pytest.mark.parametrize("format", ["xlsx", "docx", "pdf"])
def test_a_version_is_written_in_the_official_layout(client, desk, format):
    table = approve(desk, make_table(desk))
    signed_in(client, desk.clerk)
    answer = client.get(at(desk, "export", table=table.pk, format=format), {"version": "1"})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    if format == "xlsx":
        from python_calamine import CalamineWorkbook

        rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_name("绩效目标表").to_python()
        assert any("网上查档占比" in row and "60" in map(str, row) for row in rows)


def budget_of(client, path, count) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    assert len(asked) <= count, [query["sql"][:140] for query in asked.captured_queries]
    return len(asked)


def test_lists_ask_as_much_for_many_rows_as_for_few(client, desk):
    table = make_table(desk)
    signed_in(client, desk.clerk)
    few = {name: budget_of(client, path, 32) for name, path in _lists(desk, table)}
    for number in range(57):
        indicators.add_indicator(
            actor=desk.clerk, table=table, columns=columns("产出指标", "数量指标", f"事项{number}", "≥", "5", "次", "0", section=desk.sections[0])
        )
        make_table(desk, project=f"项目{number}", rows=(), goal="")
    many = {name: budget_of(client, path, 32) for name, path in _lists(desk, table)}
    assert many == few


def test_the_queue_asks_as_much_for_many_tables_as_for_few(client, desk):
    make_table(desk)
    signed_in(client, desk.finance)
    few = budget_of(client, "/targets/?state=all", 16)
    for number in range(60):
        make_table(desk, project=f"项目{number}", rows=ROWS[:1], goal="")
    assert budget_of(client, "/targets/?state=all", 16) == few


def _lists(office, table):
    numbers = {"table": table.pk}
    return [(name, at(office, name, **({} if name == "index" else numbers))) for name in ("index", "table", "bank", "last_year", "history", "print")]


def test_weights_stay_exact(client, desk):
    table = make_table(desk, rows=())
    for number in range(10):
        indicators.add_indicator(actor=desk.clerk, table=table, columns=columns("满意度指标", "", f"满意度{number}", "≥", "90", "%", "0.10"))
    signed_in(client, desk.clerk)
    body = client.get(at(desk, "table", table=table.pk)).content.decode()
    assert "还差9分" in body
    assert sum(row.weight for row in table.indicators.all()) == Decimal(1)
