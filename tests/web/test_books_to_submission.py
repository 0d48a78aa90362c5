"""One walk of a self-evaluation: a clerk from the files of the books to a package that finance has accepted, axe after every step."""

from __future__ import annotations

from datetime import date

from jiheng.apps.budget.models import BudgetLine
from jiheng.apps.budget.services import lines
from jiheng.apps.shared.changes import broken_seals
from jiheng.apps.targets.services import workflow
from jiheng.core.figures.printed import read_figure
from tests.apps.begun import WITHOUT_BENEFIT
from tests.apps.offices import make_office
from tests.apps.tables import approve, make_table
from tests.web import filling_steps as filling
from tests.web import handing_steps as handing
from tests.web.filling_steps import PROJECT, PROJECT_ROWS, YEAR


def test_a_clerk_from_books_to_a_submitted_package(walk, transactional_db, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "files"
    office = make_office("政协某县委员会")
    clerk, section, head, finance = walk(), walk(), walk(), walk()
    for one, user in ((clerk, office.clerk), (section, office.section), (head, office.head), (finance, office.finance)):
        one.sign_in(user)

    filling.imported(clerk, office, "lines", "万元", filling.LINES)
    filling.imported(clerk, office, "payments", "元", filling.PAID)
    targets_approved(office, monkeypatch)
    filling.opened(clerk, office)
    filling.asked(clerk, section, office, "查档答复时限", "3个工作日")
    filling.actuals(clerk, office)
    filling.redistributed(clerk)
    filling.project_filled(clerk, office)
    filling.narrated(clerk, office)
    filling.looked_over(clerk, office)
    filling.traced(clerk, office)
    filling.packed(clerk, office)

    # What is missing is named, and nothing is sent; the head refuses, the clerk mends.
    left_out(clerk, office)
    handing.sent(clerk, office)
    handing.refused(head, office, "问题写具体些")
    clerk.go(handing.at(office, "overview"))
    assert "负责人退回" in clerk.page.locator("main").inner_text()
    clerk.go(filling.at(office, "area", area="words"))
    filling.filled(clerk.page, "存在的问题及原因", "2025年基本支出120.50万元，库房较小，三个全宗分处存放。")
    clerk.go(filling.at(office, "package"))
    assert "三个全宗分处存放" in clerk.page.locator("#since").inner_text(), "the package made before says what changed"
    handing.approved(head, office, handing.sent(clerk, office, "已写具体"))
    handing.wrongly_signed(clerk, office, tmp_path)
    handing.submitted(clerk, office, tmp_path)

    # Finance returns it, the clerk answers, mends at the place and submits again; finance sees what changed, and no more.
    handing.returned(finance, office, "与台账不符")
    clerk.go(handing.at(office, "overview"))
    assert "与台账不符" in clerk.page.locator("main").inner_text()
    handing.answered(clerk, office, "已按台账改为1300卷")
    clerk.go(filling.at(office, "area", area="indicators"))
    filling.filled(clerk.page, "“整理档案”实际完成值", "1300")
    number = handing.sent(clerk, office, "已按意见修改")
    handing.approved(head, office, number)
    handing.submitted(clerk, office, tmp_path)
    said = handing.accepted(finance, office, number)
    assert handing.PLACE in said
    assert "已按台账改为1300卷" in said
    assert "支出总额 · 全年执行" not in said

    # The code on paper is looked up; a change in the books is said wherever the version is shown.
    finance.go(f"/version-code/?code={handing.newest().code.lower()}")
    assert "版本码属实" in finance.page.locator("main").inner_text()
    supplies = BudgetLine.objects.get(economic="30201")
    lines.add_payment(
        actor=office.clerk, line=supplies, amount=read_figure("0.5万元"), paid_on=date(YEAR, 12, 30), voucher="记-9", summary="付", approver="王五"
    )
    for page in (handing.at(office, "submission", number=number), filling.at(office, "package")):
        clerk.go(page)
        assert "支出 · 公用经费 · 全年执行" in clerk.page.locator("#stale").inner_text()
    clerk.go(f"/{office.department.pk}/{YEAR}/")
    assert "账上有变动" in clerk.page.locator("main").inner_text()
    assert list(broken_seals()) == []


def targets_approved(office, monkeypatch) -> None:
    """Tables of the department and its project in force; how they come about by hand is the walk through the year."""
    with monkeypatch.context() as patch:
        # A table that lacks a group is not handed in; it comes about when indicators are cancelled in the year.
        patch.setattr(workflow, "submission_troubles", lambda _: [])
        approve(office, make_table(office, YEAR, rows=WITHOUT_BENEFIT), date(YEAR, 2, 1))
    approve(office, make_table(office, YEAR, PROJECT, PROJECT_ROWS), date(YEAR, 2, 1))


def left_out(clerk, office) -> None:
    """An actual that is taken out again stands against sending."""
    page = clerk.page
    clerk.go(filling.at(office, "area", area="indicators"))
    filling.filled(page, "“整理档案”实际完成值", "")
    clerk.go(handing.at(office, "overview"))
    assert "整理档案”没有得分" in page.locator("main").inner_text()
    page.get_by_role("button", name="送负责人审批").click()
    page.locator(".alert-danger").wait_for()
    clerk.look()
    assert "没有送审" in page.locator(".alert-danger").inner_text()
    clerk.go(filling.at(office, "area", area="indicators"))
    filling.filled(page, "“整理档案”实际完成值", "1200")
