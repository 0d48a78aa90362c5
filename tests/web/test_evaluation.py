"""A self-evaluation in the browser: from the books to a complete one, two people at one field, and the rules of the pages."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from django.urls import reverse

from jiheng.apps.evaluation.models import Entry, SelfEvaluation
from jiheng.apps.evaluation.packaging import package_of
from jiheng.apps.evaluation.selectors.cases import standing_of
from jiheng.apps.evaluation.selectors.fields import digest
from tests.apps.begun import YEAR, begin, finish, lasting, write
from tests.apps.offices import make_office


@pytest.fixture
def place(transactional_db, monkeypatch):
    return begin(make_office("政协某县委员会"), monkeypatch, opened=False)


@pytest.fixture
def desk(db, monkeypatch):
    return begin(make_office(), monkeypatch)


def at(office, page: str, /, **more) -> str:
    return reverse(f"evaluation:{page}", kwargs={"department": office.department.pk, "year": YEAR, **more})


def signed_in(client, user):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def typed(path: str, text: str, version: int = 0, was: str = "") -> dict[str, str]:
    return {f"text:{path}": text, f"version:{path}": str(version), f"was:{path}": digest(was)}


def filled(page, label: str, text: str) -> None:
    """Type, leave the field, and wait until the page has answered: the tests' database in memory takes one question at a time."""
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.blur()
    quiet(page)


def quiet(page) -> None:
    page.wait_for_timeout(500)
    page.locator(".htmx-request").first.wait_for(state="detached")


def test_a_clerk_goes_from_the_books_to_a_complete_self_evaluation(walk, place):
    clerk = walk()
    clerk.sign_in(place.clerk)
    page = clerk.page

    clerk.go(at(place, "index"))
    page.get_by_role("button", name="建立自评").click()
    page.get_by_text("已建立").wait_for()
    clerk.look()
    page.get_by_role("link", name="去填写").click()
    page.get_by_role("heading", name="部门整体绩效指标").wait_for()
    clerk.look()

    # What the row would get is told while one types; leaving the field saves it.
    first = page.get_by_label("“整理档案”实际完成值")
    first.fill("600")
    page.get_by_text("保存后得10分").wait_for()
    quiet(page)
    first.fill("1300")
    quiet(page)
    first.blur()
    page.get_by_text("已保存").first.wait_for()
    quiet(page)
    for name, actual in (("查档答复时限", "3"), ("数字化加工单价", "0.6"), ("查档人满意度", "95")):
        filled(page, f"“{name}”实际完成值", actual)
    page.get_by_role("button", name="保存", exact=True).click()
    page.locator(".alert-success").wait_for()
    clerk.look()

    # The group of benefits is missing: each way is tried, one is chosen.
    page.get_by_role("link", name="去选定").click()
    page.get_by_role("heading", name="得分与缺项处理").wait_for()
    clerk.look()
    page.get_by_label("并入产出").first.check()
    page.get_by_role("button", name="按所选办法分配").click()
    page.get_by_text("已按所选办法重新分配分值").wait_for()
    clerk.look()

    # The project's own form.
    clerk.go(at(place, "area", area="project-1"))
    for name, actual in (("整理档案", "1200"), ("查档答复时限", "3"), ("数字化加工单价", "0.6"), ("网上查档占比", "60"), ("查档人满意度", "95")):
        filled(page, f"“{name}”实际完成值", actual)
    filled(page, "评价结论", "按期完成，效果较好。")
    page.get_by_role("button", name="保存", exact=True).click()
    page.locator(".alert-success").wait_for()
    clerk.look()

    # Words: every number is held against the data while one types.
    clerk.go(at(place, "area", area="words"))
    problems = page.get_by_label("存在的问题及原因", exact=True)
    problems.fill("2025年基本支出130.50万元，走访777户。")
    page.locator(".mark-contradicts").wait_for()
    page.locator(".mark-unbound").wait_for()
    quiet(page)
    clerk.look()
    problems.fill("2025年基本支出120.50万元，进度前松后紧。")
    page.locator("a.mark-bound").wait_for()
    quiet(page)
    filled(page, "下一步改进措施", "年初排出用款计划。")
    page.get_by_role("button", name="保存", exact=True).click()
    page.locator(".alert-success").wait_for()
    for area in ("unit", "money", "counts", "sign"):
        clerk.go(at(place, "area", area=area))
    clerk.go(at(place, "findings"))
    clerk.go(at(place, "index"))
    assert "各部分都已填好" in page.locator("main").inner_text()

    # Two clicks from a figure on the paper to its entries.
    clerk.go(at(place, "preview"))
    paper = page.frame_locator("iframe.paper")
    paper.locator("a.n", has_text="148.50").first.click()
    page.wait_for_url("**/facts/*/")
    clerk.look()
    page.get_by_role("link", name="查看所依据的").click()
    clerk.look()
    clerk.go(at(place, "package"))
    assert page.get_by_role("link", name="自评报告.docx").is_visible()


def test_two_people_at_one_field_lose_nothing(walk, place):
    one, other = walk(), walk()
    for person in (one, other):
        person.sign_in(place.clerk)
    one.go(at(place, "index"))
    one.page.get_by_role("button", name="建立自评").click()
    one.page.get_by_text("已建立").wait_for()
    for person in (one, other):
        person.go(at(place, "area", area="words"))
    one.page.get_by_label("存在的问题及原因", exact=True).fill("甲写的问题")
    one.page.get_by_role("button", name="保存", exact=True).click()
    one.page.locator(".alert-success").wait_for()

    field = other.page.get_by_label("存在的问题及原因", exact=True)
    field.fill("乙写的问题")
    field.blur()
    other.page.get_by_text("您写的还没有保存").wait_for()
    other.look()
    other.page.get_by_role("button", name="并排查看两份").click()
    other.page.get_by_role("heading", name="有两份内容").wait_for()
    other.look()
    together = other.page.get_by_label("合在一起（可以修改）")
    assert together.input_value() == "甲写的问题\n乙写的问题"
    other.page.get_by_role("button", name="保存合并的").click()
    other.page.get_by_text("已按您的选择保存").wait_for()
    other.look()
    assert Entry.objects.get(path="problems").text == "甲写的问题\n乙写的问题"


def test_a_refused_text_stays_on_the_page(client, desk):
    signed_in(client, desk.clerk)
    answer = client.post(at(desk, "save", area="money"), typed("nowhere.at.all", "写了很久") | typed("spend.total.last_year", "140.2"))
    assert answer.status_code == 422
    assert Entry.objects.get().path == "spend.total.last_year", "the others are saved"
    long = client.post(at(desk, "save", area="words"), typed("problems", "长" * 20_001))
    assert "长" * 100 in long.content.decode()


@pytest.mark.parametrize("choice", ["theirs", "mine", "together"])
def test_each_choice_between_two_texts_is_kept(client, desk, choice):
    write(desk, "problems", "甲写的")
    given = {"path": "problems", "title": "问题", "version": "1", "mine": "乙写的", "together": "甲和乙写的", "choice": choice}
    assert signed_in(client, desk.clerk).post(at(desk, "settle", area="words"), given).status_code == 302
    assert Entry.objects.get().text == {"theirs": "甲写的", "mine": "乙写的", "together": "甲和乙写的"}[choice]
    again = client.post(at(desk, "settle", area="words"), {**given, "choice": "mine", "mine": "又一份", "version": "0"})
    assert again.status_code == 422
    assert "又一份" in again.content.decode()


def test_only_the_clerk_writes_and_only_while_it_is_open(client, desk):
    signed_in(client, desk.head)
    assert client.post(at(desk, "save", area="words"), typed("problems", "负责人写的")).status_code == 404
    assert "改为手填" not in client.get(at(desk, "area", area="indicators")).content.decode()
    SelfEvaluation.objects.update(state="with_head")
    signed_in(client, desk.clerk)
    assert client.post(at(desk, "save", area="words"), typed("problems", "送审后写的")).status_code == 422
    assert not Entry.objects.exists()


def test_htmx_gets_the_marks_back_and_the_page_stays(client, desk):
    signed_in(client, desk.clerk)
    path = f"{lasting(desk, 'indicators[0]')}.actual"
    answer = client.post(at(desk, "save", area="indicators"), typed(path, "1300"), headers={"HX-Request": "true"}).content.decode()
    assert f'name="version:{path}" value="1"' in answer
    assert "已保存" in answer
    assert "hx-swap-oob" in answer
    clash = client.post(at(desk, "save", area="indicators"), typed(path, "1400"), headers={"HX-Request": "true"}).content.decode()
    assert "您写的还没有保存" in clash


def test_the_downloads_are_the_package(client, desk):
    finish(desk)
    signed_in(client, desk.auditor)
    made = package_of(standing_of(desk.evaluation).compiled).files
    assert client.get(at(desk, "package")).status_code == 200
    assert client.get(at(desk, "single", name="自评报告.docx")).content == made["自评报告.docx"]
    with zipfile.ZipFile(BytesIO(client.get(at(desk, "everything")).content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == made
    assert client.get(at(desk, "single", name="没有的.docx")).status_code == 404


def test_evidence_is_brought_to_an_indicator(client, desk):
    signed_in(client, desk.clerk)
    path = f"{lasting(desk, 'indicators[3]')}.evidence"
    given = {"evidence-file": BytesIO(b"%PDF-1.4 proof"), "evidence-title": "问卷汇总", "evidence-sample": "120"}
    given["evidence-file"].name = "问卷.pdf"
    address = f"{at(desk, 'evidence')}?path={path}"
    assert client.post(address, given).status_code == 302
    page = client.get(address).content.decode()
    assert "问卷汇总" in page
    assert ">120<" in page
    assert client.get(f"{at(desk, 'evidence')}?path=indicators[999999].evidence").status_code == 404


@pytest.mark.parametrize("area", ["indicators", "words", "project-1"])
def test_a_page_asks_as_many_questions_however_much_is_written(client, desk, area, django_assert_max_num_queries):
    signed_in(client, desk.clerk)
    client.get(at(desk, "area", area=area))
    with django_assert_max_num_queries(40) as few:
        client.get(at(desk, "area", area=area))
    for number in range(60):
        write(desk, f"counts[proposals.filed].{('value', 'last_year', 'target')[number % 3]}", f"{number}件", number // 3)
    finish(desk)
    with django_assert_max_num_queries(len(few)):
        client.get(at(desk, "area", area=area))
