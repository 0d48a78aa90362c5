"""The hand-over in the browser: sent, refused, mended, approved, signed, submitted, returned, answered, submitted again, accepted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import reverse

from jiheng.apps.evaluation.comparing import name_of
from jiheng.apps.evaluation.compiling.compile import compile_case
from jiheng.apps.evaluation.finished import SIGNED_DOCUMENT, packaged
from jiheng.apps.evaluation.models import Submission
from jiheng.apps.evaluation.services.entries import open_evaluation
from tests.apps.handed import YEAR, keep_version, make_evaluation, pay, sent, write
from tests.apps.offices import make_office

PLACE = "部门整体绩效指标 · 整理档案 · 实际完成值"


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def place(transactional_db):
    return make_evaluation(make_office())


@pytest.fixture
def desk(db):
    return make_evaluation(make_office())


@pytest.fixture
def office(db):
    return make_office()


def at(office, page: str, year: int = YEAR, **more) -> str:
    return reverse(f"handover:{page}", kwargs={"department": office.department.pk, "year": year, **more})


def signed_in(client, user):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def newest() -> Submission:
    return Submission.objects.select_related("evaluation__department").order_by("-number").first()


def printed(row: Submission, folder: Path, old: str = "", new: str = "") -> Path:
    """The report of a version as it comes from the printer; with `old` one figure of it was changed on the way."""
    case = row.case.replace(old, new, 1) if old else row.case
    path = folder / f"签章件{'改' if old else ''}.pdf"
    path.write_bytes(packaged(case, name_of(row), row.code).files[SIGNED_DOCUMENT])
    return path


def test_a_version_goes_from_the_clerk_to_finance_and_back_and_is_accepted(walk, place, tmp_path):
    clerk, head, finance = walk(), walk(), walk()
    for one, user in ((clerk, place.clerk), (head, place.head), (finance, place.finance)):
        one.sign_in(user)
    page = clerk.page

    # Something is missing: nothing is sent, and what is missing is named.
    row = compile_case(place.evaluation).lasting("indicators[0]")
    write(place, f"{row}.actual", "", 1)
    clerk.go(at(place, "overview"))
    assert "整理档案”没有得分" in page.locator("main").inner_text()
    page.get_by_role("button", name="送负责人审批").click()
    clerk.look()
    assert "没有送审" in page.locator(".alert-danger").inner_text()
    write(place, f"{row}.actual", "1200", 2)
    clerk.go(at(place, "overview"))
    page.get_by_label("送审说明").fill("请审批")
    page.get_by_role("button", name="送负责人审批").click()
    page.get_by_text("已送负责人审批").wait_for()
    clerk.look()

    # The head refuses, the clerk mends, the head approves.
    head.go(f"/{place.department.pk}/{YEAR}/")
    head.page.get_by_role("link", name=re.compile("待您审批")).first.click()
    head.look()
    head.page.get_by_label("审批意见").fill("问题写具体些")
    head.page.get_by_role("button", name="退回修改").click()
    head.look()
    write(place, "problems", "库房较小，三个全宗分处存放", 1)
    clerk.go(at(place, "overview"))
    assert "负责人退回" in page.locator("main").inner_text()
    page.get_by_role("button", name="送负责人审批").click()
    page.get_by_text("已送负责人审批").wait_for()
    head.go(at(place, "submission", number=2))
    head.page.get_by_role("button", name="同意，交填报人签章报送").click()
    head.look()

    # A signed file in which a figure was changed is found out; the right one is the same word by word.
    clerk.go(at(place, "submission", number=2))
    page.get_by_label("签章件").set_input_files(printed(newest(), tmp_path, "actual: '1200'", "actual: '1900'"))
    page.get_by_role("button", name="上传签章件").click()
    page.get_by_text("处文字与已审批的版本不同").wait_for()
    clerk.look()
    assert "1900" in page.locator("#signed").inner_text()
    page.get_by_role("button", name="报送财政").click()
    clerk.look()
    assert "写明原因" in page.locator("#signed").inner_text()
    page.get_by_label("签章件").set_input_files(printed(newest(), tmp_path))
    page.get_by_role("button", name="换一份签章件").click()
    page.get_by_text("逐字一致，版本码相符").wait_for()
    clerk.look()
    page.get_by_role("button", name="报送财政").click()
    page.get_by_text("已报送财政").first.wait_for()

    # Finance returns it with an opinion at a place; the clerk answers and submits again.
    finance.go("/handover/")
    finance.page.get_by_role("link", name=place.department.name).click()
    finance.look()
    finance.page.get_by_label("栏目1").fill(PLACE)
    finance.page.get_by_label("意见1").fill("与台账不符")
    finance.page.get_by_role("button", name="退回修改").click()
    finance.look()
    clerk.go(at(place, "overview"))
    assert "与台账不符" in page.locator("main").inner_text()
    clerk.go(at(place, "submission", number=2))
    page.get_by_label(f"对“{PLACE}”的答复").fill("已按台账改为1300卷")
    page.get_by_role("button", name="保存答复").click()
    clerk.look()
    write(place, f"{row}.actual", "1300", 3)
    clerk.go(at(place, "overview"))
    page.get_by_role("button", name="送负责人审批").click()
    page.get_by_text("已送负责人审批").wait_for()
    head.go(at(place, "submission", number=3))
    head.page.get_by_role("button", name="同意，交填报人签章报送").click()
    clerk.go(at(place, "submission", number=3))
    page.get_by_label("签章件").set_input_files(printed(newest(), tmp_path))
    page.get_by_role("button", name="上传签章件").click()
    page.get_by_text("逐字一致，版本码相符").wait_for()
    page.get_by_role("button", name="报送财政").click()
    page.get_by_text("已报送财政").first.wait_for()

    # Finance sees only what changed, and accepts.
    finance.go(at(place, "changes", number=3))
    said = finance.page.locator("main").inner_text()
    assert PLACE in said
    assert "已按台账改为1300卷" in said
    assert "支出总额 · 全年执行" not in said
    finance.go(at(place, "review", number=3))
    finance.page.get_by_role("button", name="审核通过").click()
    finance.look()
    assert "财政已审核" in finance.page.locator("h1").inner_text()

    # The code on paper is looked up; a change in the books is said.
    finance.go(f"/version-code/?code={newest().code.lower()}")
    assert "版本码属实" in finance.page.locator("main").inner_text()
    pay(place, place.lines["supplies"], "0.5")
    clerk.go(at(place, "submission", number=3))
    assert "支出 · 公用经费 · 全年执行" in page.locator("#stale").inner_text()
    clerk.go(f"/{place.department.pk}/{YEAR}/")
    assert "账上有变动" in page.locator("main").inner_text()


def test_what_was_typed_stays_after_a_refusal(client, desk):
    sent(desk)
    answer = signed_in(client, desk.head).post(at(desk, "step", number=1), {"action": "refuse", "opinion": " "})
    assert answer.status_code == 422
    keep = client.post(at(desk, "step", number=1), {"action": "approve", "opinion": "同" * 501})
    assert keep.status_code == 422
    assert "同" * 501 in keep.content.decode()


@pytest.mark.parametrize(
    ("who", "action", "status"), [("clerk", "approve", 404), ("finance", "approve", 404), ("head", "withdraw", 404), ("auditor", "refuse", 404)]
)
def test_a_step_that_is_not_ones_own_is_not_there(client, desk, who, action, status):
    sent(desk)
    assert signed_in(client, getattr(desk, who)).post(at(desk, "step", number=1), {"action": action, "opinion": "甲"}).status_code == status


def test_documents_are_downloads_of_the_frozen_version(client, desk):
    row = sent(desk)
    get = signed_in(client, desk.head).get
    case = get(at(desk, "document", number=1, name="案卷.yaml"))
    assert case.content.decode() == row.case
    first = get(at(desk, "document", number=1, name="全套材料.zip"))
    packaged.cache_clear()
    assert get(at(desk, "document", number=1, name="全套材料.zip")).content == first.content
    assert first["Content-Disposition"].startswith("attachment")
    assert get(at(desk, "document", number=1, name="别的.pdf")).status_code == 404


def test_a_version_of_another_year_or_department_is_not_there(client, desk):
    sent(desk)
    assert signed_in(client, desk.clerk).get(at(desk, "submission", year=YEAR + 1, number=1)).status_code == 404
    other = make_office("邻省某局", "519999", prefix="b")
    assert client.get(at(other, "submission", number=1)).status_code == 404
    assert "不在您的权限之内" in signed_in(client, other.clerk).get("/version-code/", {"code": newest().code}).content.decode()


def test_an_acceptance_that_asks_for_changes_is_refused_and_keeps_them(client, desk):
    keep_version(desk.evaluation, desk.clerk)
    typed = {"decision": "accept", "place1": PLACE, "text1": "请核实"}
    answer = signed_in(client, desk.finance).post(at(desk, "review", number=1), typed)
    assert answer.status_code == 422
    assert "请核实" in answer.content.decode()
    assert newest().state == "with_finance"


@pytest.mark.parametrize("count", [3, 60])
def test_the_queue_asks_the_same_few_questions(client, office, django_assert_max_num_queries, count):
    for number in range(count):
        evaluation = open_evaluation(actor=office.clerk, department=office.department, year=2031 + number)
        keep_version(evaluation, office.clerk)
    signed_in(client, office.finance).get("/handover/")
    with django_assert_max_num_queries(11):
        answer = client.get("/handover/", {"order": "-said"})
    assert answer.content.decode().count("待") > 0
    assert len(answer.context["page"].object_list) == min(count, 50)


@pytest.mark.parametrize("count", [3, 60])
def test_the_list_of_versions_asks_the_same_few_questions(client, office, django_assert_max_num_queries, count):
    evaluation = open_evaluation(actor=office.clerk, department=office.department, year=YEAR)
    for number in range(count):
        keep_version(evaluation, office.clerk, "withdrawn", number + 1)
    evaluation.state = "with_finance"
    evaluation.save()
    signed_in(client, office.clerk).get(at(office, "overview"))
    with django_assert_max_num_queries(12):
        assert client.get(at(office, "overview")).status_code == 200


def test_handing_over_needs_a_self_evaluation_and_says_so(client, office):
    answer = signed_in(client, office.clerk).get(at(office, "overview"))
    assert "还没有建立" in answer.content.decode()
