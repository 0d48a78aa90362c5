"""One walk through a year: an empty site, its administrator, a department with people, budget, targets, payments, a warning disposed of."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from jiheng.apps.accounts.models import Department
from jiheng.apps.accounts.services import first_administrator
from jiheng.apps.monitoring.models import Alert
from jiheng.apps.shared.changes import broken_seals
from jiheng.apps.targets.models import TargetTable

YEAR = timezone.localdate().year - 1
CHOSEN = "清风徐来-2026-好"
NAME = "政协东城新区委员会"
# From the bank: name, target, weight; the weights are what the national pack asks of each group.
TARGETS = (
    ("提案办复率", "98", "25"),
    ("报送社情民意信息", "60", "15"),
    ("部门支出总额", "100", "20"),
    ("意见建议采纳数", "30", "20"),
    ("委员对机关服务的满意度", "95", "10"),
)


def test_a_year_from_an_empty_site_to_a_disposed_warning(walk, transactional_db):
    administrator, clerk, head, finance = walk(), walk(), walk(), walk()
    user, first = first_administrator()
    enter(administrator, user.username, first)
    bureau = organisation(administrator, "/organisations/add/", kind="finance", name="东城新区财政局", short="财政局")
    newcomer(administrator, bureau, finance, "caizheng", "finance")
    home = organisation(administrator, "/organisations/add/", kind="department", name=NAME, short="新区政协")
    newcomer(administrator, home, clerk, "tianbao", "clerk")
    newcomer(administrator, home, head, "fuze", "head")
    organisation(administrator, f"/organisations/add/?parent={home}", kind="section", name="提案室", short="提案室")

    book(clerk, f"/{home}/{YEAR}/budget/")
    table = targets(clerk, f"/{home}/{YEAR}/targets/")
    head.go("/")
    head.page.get_by_role("link", name="通知").first.click()
    head.look()
    head.go(f"/{home}/{YEAR}/targets/{table.pk}/")
    head.page.get_by_role("button", name="同意，报财政审核").click()
    head.look()
    approved(finance)

    warned(clerk, f"/{home}/{YEAR}/monitoring/")
    clerk.page.get_by_role("link", name="部门整体", exact=True).click()
    clerk.look()
    clerk.page.get_by_label("继续执行").check()
    clerk.page.get_by_label("理由和打算").fill("会议在下半年召开，资金照原计划使用")
    clerk.page.get_by_role("button", name="提交负责人审批").click()
    clerk.page.get_by_text("等负责人审批").wait_for()
    head.page.locator(".bell").click()
    head.look()
    head.page.get_by_role("link", name="预警处置待审批：部门整体").click()
    head.page.get_by_role("button", name="同意").click()
    head.page.get_by_text("已同意处置").wait_for()
    head.look()

    finance.go(f"/overview/?year={YEAR}")
    assert NAME in finance.page.locator("main").inner_text() or "新区政协" in finance.page.locator("main").inner_text()
    clerk.go(f"/{home}/{YEAR}/")
    clerk.page.locator("main a[href*='/facts/']").first.click()
    clerk.look()
    clerk.page.locator("main a.btn-primary").first.click()
    clerk.look()
    alert = Alert.objects.get(subject="spend")
    assert (alert.state, alert.disposition, alert.department.name) == ("closed", "continue", NAME)
    assert list(broken_seals()) == []


def enter(one, username: str, first: str) -> None:
    """Sign in for the first time and change the first password."""
    one.page.goto(f"{one.address}/sign-in/")
    one.look()
    one.page.get_by_label("用户名").fill(username)
    one.page.get_by_label("密码").fill(first)
    one.page.get_by_role("button", name="登录").click()
    one.page.get_by_label("现在的密码").fill(first)
    one.page.locator("#id_new").fill(CHOSEN)
    one.page.locator("#id_again").fill(CHOSEN)
    one.look()
    one.page.get_by_role("button", name="保存新密码").click()
    one.page.wait_for_url(lambda url: "password" not in url)
    one.look()


def organisation(one, path: str, *, kind: str, name: str, short: str) -> int:
    one.go(path)
    one.page.get_by_label("类别").select_option(kind)
    one.page.get_by_label("全称").fill(name)
    one.page.get_by_label("简称").fill(short)
    if kind != "section":  # which takes the region of what it is part of
        one.page.get_by_label("行政区划", exact=True).fill("119902 东城新区")
    one.page.get_by_role("button", name="保存").click()
    one.page.get_by_text("已新增").wait_for()
    one.look()
    return Department.objects.get(name=name).pk


def newcomer(administrator, home: int, one, username: str, role: str) -> None:
    """The administrator makes an account; the person signs in with the password that is shown once."""
    administrator.go(f"/organisations/{home}/")
    administrator.page.get_by_role("link", name="新增用户并授予角色").click()
    administrator.page.get_by_label("用户名").fill(username)
    administrator.page.get_by_label("姓名").fill(username)
    administrator.page.get_by_label("角色").select_option(role)
    administrator.page.get_by_role("button", name="保存").click()
    first = administrator.page.locator("code").nth(1).inner_text()
    administrator.look()
    enter(one, username, first)


def book(one, here: str) -> None:
    """A basic line, a project with a line, and one payment."""
    one.go(here)
    one.go(f"{here}books/projects/")
    one.page.get_by_label("项目名称").fill("全体会议")
    one.page.get_by_role("button", name="新增", exact=True).click()
    one.page.get_by_role("link", name="全体会议").wait_for()
    for function, economic, project, amount in (("2010201", "30101", "", "60"), ("2010204", "30215", "全体会议", "40")):
        one.go(f"{here}lines/")
        one.page.get_by_label("功能分类（项）").fill(function)
        one.page.get_by_label("经济分类（款）").fill(economic)
        if project:
            one.page.get_by_label("项目", exact=True).select_option(label=project)
        one.page.get_by_label("年初预算").fill(amount)
        one.page.get_by_role("button", name="新增", exact=True).click()
        one.page.get_by_role("link", name="会议费 · 全体会议" if project else "基本工资").first.wait_for()
    one.look()
    one.page.get_by_role("link", name="会议费 · 全体会议").click()
    one.page.get_by_text("登记支付").first.click()
    payment = one.page.locator("details", has_text="登记支付")
    for label, text in (("金额", "20"), ("支付日期", f"{YEAR}-03-01"), ("凭证号", "记-1"), ("摘要", "会场"), ("审批人", "甲")):
        payment.get_by_label(label).fill(text)
    payment.get_by_role("button", name="登记支付").click()
    one.page.get_by_text("已登记支付").wait_for()
    one.look()


def targets(one, here: str) -> TargetTable:
    """A whole table out of the bank, handed to the head."""
    one.go(here)
    page = one.page
    page.get_by_role("button", name="新建部门整体目标表").click()
    one.look()
    page.get_by_role("link", name="从指标库选用").first.click()
    one.look()
    for name, _, _ in TARGETS:
        page.get_by_label(f"选用{name}").check()
    page.get_by_role("button", name="选用所选指标").click()
    page.get_by_role("link", name="修改总体目标").click()
    page.get_by_label("年度总体目标").fill("围绕中心协商议政，提案办理质量提高。")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name=TARGETS[0][0], exact=True).click()
    wanted = {name: (target, weight) for name, target, weight in TARGETS}
    while wanted:
        name = page.locator("main h2").first.inner_text()
        target, weight = wanted.pop(name)
        page.get_by_label("指标值", exact=True).fill(target)
        page.get_by_label("分值").fill(weight)
        page.get_by_role("button", name="保存并填下一项" if wanted else "保存", exact=True).click()
        if wanted:
            page.get_by_text(f"已保存“{name}”").wait_for()
    one.look()
    page.get_by_role("button", name="提交单位审批").click()
    page.get_by_text("已提交单位负责人审批").wait_for()
    return TargetTable.objects.get()


def approved(one) -> None:
    """Finance judges the table and approves it."""
    one.go("/targets/")
    one.page.get_by_role("link", name="部门整体").click()
    one.look()
    for label, most in (
        ("规范完整性", 10), ("明确清晰性", 10), ("目标相关性", 15), ("指标科学性", 15), ("绩效合理性", 15), ("资金匹配性", 15), ("实现可能性", 10), ("条件充分性", 10),
    ):  # fmt: skip
        one.page.get_by_label(f"{label}得分").fill(str(most))
    one.page.get_by_role("button", name="批准，生成版本").click()
    one.page.wait_for_url("**/reviews/")
    one.look()
    assert TargetTable.objects.get().state == "approved"


def warned(one, here: str) -> None:
    """The half-year is opened, filled and reported; spending is far behind the time, so the whole is warned of."""
    one.go(here)
    page = one.page
    page.get_by_label("截至月份").select_option("6")
    page.get_by_role("button", name="建立").click()
    page.get_by_text("已建立").wait_for()
    one.look()
    assert "落后30个百分点" in page.locator(".cards").inner_text()
    page.get_by_role("link", name=f"填报{TARGETS[0][0]}").click()
    wanted = {name: target for name, target, _ in TARGETS}
    while wanted:
        heading = page.get_by_role("heading", level=1).inner_text()
        page.get_by_label("到月末的完成值").fill(wanted.pop(next(name for name in wanted if name in heading)))
        page.get_by_label("确定能").check()
        if len(wanted) in (0, len(TARGETS) - 1):
            one.look()
        here_before = page.url
        page.get_by_role("button", name="保存并填下一项" if wanted else "保存", exact=True).click()
        page.wait_for_url(lambda url, before=here_before: url != before)
    page.get_by_label("运行情况分析").fill("会议推迟到下半年，付款随之推迟。")
    page.get_by_role("button", name="报送").click()
    page.get_by_text("已报送；").wait_for()
    one.look()
    assert Alert.objects.get(subject="spend").amount in (None, Decimal(0))
