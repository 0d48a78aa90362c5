"""Steps of a version in the browser: sent, decided by the head, signed, submitted, judged by finance."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.urls import reverse

from jiheng.apps.evaluation.finished import SIGNED_DOCUMENT, packaged
from jiheng.apps.evaluation.models import Submission
from tests.web.filling_steps import YEAR

PLACE = "部门整体绩效指标 · 整理档案 · 实际完成值"


def at(office: Any, page: str, year: int = YEAR, **more: Any) -> str:
    """The address of a page of the hand-over."""
    return reverse(f"handover:{page}", kwargs={"department": office.department.pk, "year": year, **more})


def newest() -> Submission:
    """The version that was sent last."""
    found = Submission.objects.select_related("evaluation__department").order_by("-number").first()
    assert found is not None
    return found


def printed(row: Submission, folder: Path, old: str = "", new: str = "") -> Path:
    """The report of a version as it comes from the printer; with `old` one figure of it was changed on the way."""
    case = row.case.replace(old, new, 1) if old else row.case
    assert (case == row.case) is (not old)
    path = folder / f"签章件{row.number}{'改' if old else ''}.pdf"
    path.write_bytes(packaged(case, row.case_name, row.code).files[SIGNED_DOCUMENT])
    return path


def sent(clerk: Any, office: Any, words: str = "请审批") -> int:
    """Send for approval; the number of the version, whose files are there."""
    page = clerk.page
    clerk.go(at(office, "overview"))
    page.get_by_label("送审说明").fill(words)
    page.get_by_role("button", name="送负责人审批").click()
    page.get_by_text("已送负责人审批").wait_for()
    clerk.look()
    assert page.locator("#documents").get_by_role("link", name=SIGNED_DOCUMENT).is_visible()
    return newest().number


def refused(head: Any, office: Any, opinion: str) -> None:
    """The head comes by the workbench, and sends it back."""
    head.go(f"/{office.department.pk}/{YEAR}/")
    head.page.get_by_role("link", name=re.compile("待您审批")).first.click()
    head.look()
    head.page.get_by_label("审批意见").fill(opinion)
    head.page.get_by_role("button", name="退回修改").click()
    head.page.get_by_text("已退回填报人").wait_for()
    head.look()


def approved(head: Any, office: Any, number: int) -> None:
    """The head approves."""
    head.go(at(office, "submission", number=number))
    head.page.get_by_role("button", name="同意，交填报人签章报送").click()
    head.page.get_by_text("已审批同意").wait_for()
    head.look()


def wrongly_signed(clerk: Any, office: Any, folder: Path) -> None:
    """A signed file in which a figure was changed is found out, and is not submitted without a reason."""
    page, row = clerk.page, newest()
    clerk.go(at(office, "submission", number=row.number))
    page.get_by_label("签章件").set_input_files(printed(row, folder, "actual: '1200'", "actual: '1900'"))
    page.get_by_role("button", name="上传签章件").click()
    page.get_by_text("处文字与已审批的版本不同").wait_for()
    clerk.look()
    assert "1900" in page.locator("#signed").inner_text()
    page.get_by_role("button", name="报送财政").click()
    page.locator("#signed .field-error").first.wait_for()
    clerk.look()
    assert "写明原因" in page.locator("#signed").inner_text()


def submitted(clerk: Any, office: Any, folder: Path) -> None:
    """The right file is the same word by word, and goes to finance."""
    page, row = clerk.page, newest()
    clerk.go(at(office, "submission", number=row.number))
    page.get_by_label("签章件").set_input_files(printed(row, folder))
    page.get_by_role("button", name=re.compile("上传签章件|换一份签章件")).click()
    page.get_by_text("逐字一致，版本码相符").wait_for()
    clerk.look()
    page.get_by_role("button", name="报送财政").click()
    page.get_by_text("已报送财政").first.wait_for()
    clerk.look()


def returned(finance: Any, office: Any, opinion: str) -> None:
    """Finance comes by its queue, and returns the version with an opinion at a place."""
    page = finance.page
    finance.go("/handover/")
    page.get_by_role("link", name=office.department.name).click()
    finance.look()
    page.get_by_label("栏目1").fill(PLACE)
    page.get_by_label("意见1").fill(opinion)
    page.get_by_role("button", name="退回修改").click()
    page.get_by_text("对方会收到通知").wait_for()
    finance.look()


def answered(clerk: Any, office: Any, answer: str) -> None:
    """The clerk answers the opinion."""
    page = clerk.page
    clerk.go(at(office, "submission", number=newest().number))
    page.get_by_label(f"对“{PLACE}”的答复").fill(answer)
    page.get_by_role("button", name="保存答复").click()
    page.get_by_text("已保存答复").wait_for()
    clerk.look()


def accepted(finance: Any, office: Any, number: int) -> str:
    """Finance sees what changed, and accepts; the words of the page of changes."""
    finance.go(at(office, "changes", number=number))
    said = finance.page.locator("main").inner_text()
    finance.go(at(office, "review", number=number))
    finance.page.get_by_role("button", name="审核通过").click()
    finance.page.get_by_text("已审核通过").wait_for()
    finance.look()
    assert "财政已审核" in finance.page.locator("h1").inner_text()
    return str(said)
