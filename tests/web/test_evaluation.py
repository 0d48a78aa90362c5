"""A self-evaluation in the browser: two people at one field, and the rules of the pages."""

from __future__ import annotations

import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from jiheng.apps.evaluation.models import Entry, MadePackage, SelfEvaluation
from jiheng.apps.evaluation.selectors.fields import digest
from jiheng.apps.jobs.models import Job
from jiheng.cli.main import main
from tests.apps.begun import begin, finish, lasting, write
from tests.apps.offices import make_office
from tests.web.filling_steps import at

ROUNDS = 5


@pytest.fixture
def place(transactional_db, monkeypatch):
    return begin(make_office("政协某县委员会"), monkeypatch, opened=False)


@pytest.fixture
def desk(db, monkeypatch):
    return begin(make_office(), monkeypatch)


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def signed_in(client, user):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def typed(path: str, text: str, version: int = 0, was: str = "") -> dict[str, str]:
    return {f"text:{path}": text, f"version:{path}": str(version), f"was:{path}": digest(was)}


def test_a_field_that_is_left_while_another_is_being_saved_is_saved_too(walk, place):
    one = walk()
    one.sign_in(place.clerk)
    one.go(at(place, "index"))
    one.page.get_by_role("button", name="建立自评").click()
    one.page.get_by_text("已建立").wait_for()
    held = []
    one.page.route("**/areas/words/save/", lambda asked: asked.continue_() if held else held.append(asked))
    one.go(at(place, "area", area="words"))
    for label, text in (("存在的问题及原因", "甲的问题"), ("下一步改进措施", "乙的措施")):
        field = one.page.get_by_label(label, exact=True)
        field.fill(text)
        field.blur()
    # What is typed is compared with the books a moment later, and must not push out what waits to be saved.
    one.page.wait_for_timeout(1000)
    held[0].continue_()
    one.page.locator(".saved-mark").nth(1).wait_for()
    assert dict(Entry.objects.values_list("path", "text")) == {"problems": "甲的问题", "measures": "乙的措施"}


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


def test_the_downloads_are_what_the_command_line_makes_of_the_case(client, desk, tmp_path, capsys):
    finish(desk)
    signed_in(client, desk.auditor)
    assert "还没有生成材料包" in client.get(at(desk, "package")).content.decode()
    assert client.get(at(desk, "everything")).status_code == 404
    assert client.post(at(desk, "make")).status_code == 302
    page = client.get(at(desk, "package")).content.decode()
    assert "与现在的数据一致" in page
    command = re.search(r"<code>jiheng package (\S+) --out (\S+)</code>", page)
    case = client.get(at(desk, "single", name=command[1])).content
    assert case == client.get(at(desk, "case")).content
    (tmp_path / command[1]).write_bytes(case)
    assert main(["package", str(tmp_path / command[1]), "--out", str(tmp_path / command[2])]) == 0
    made = {path.name: path.read_bytes() for path in (tmp_path / command[2]).iterdir()}
    assert client.get(at(desk, "single", name="自评报告.docx")).content == made["自评报告.docx"]
    with zipfile.ZipFile(BytesIO(client.get(at(desk, "everything")).content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == made
    assert client.get(at(desk, "single", name="没有的.docx")).status_code == 404


def test_a_package_says_how_far_it_is_and_what_changed_since(client, desk, monkeypatch):
    finish(desk)
    signed_in(client, desk.clerk)
    with monkeypatch.context() as patch:
        patch.setattr("jiheng.apps.jobs.services._enqueue", lambda _: None)
        client.post(at(desk, "make"))
    Job.objects.update(done=4, total=15, message="已生成自评表.xlsx")
    page = client.get(at(desk, "package")).content.decode()
    assert "4／15" in page
    assert re.search(rf'<a [^>]*href="{at(desk, "package")}">刷新</a>', page), "without JavaScript one looks again by hand"
    assert "全部下载" not in page
    MadePackage.objects.all().delete()
    client.post(at(desk, "make"))
    write(desk, "problems", "付款集中在年末。", 1)
    page = client.get(at(desk, "package")).content.decode()
    assert "已经过时" in page
    assert "付款集中在年末" in page
    assert "与现在的数据一致" not in page


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


def test_what_several_save_in_the_same_moment_is_all_there(client, place, live_server):
    begun = signed_in(client, place.clerk)
    begun.post(at(place, "open"))
    cookies = {"sessionid": begun.cookies["sessionid"].value, "csrftoken": "t" * 32}
    headers = {"Cookie": "; ".join(map("=".join, cookies.items())), "HX-Request": "true", "X-CSRFToken": "t" * 32}

    def save(path: str) -> list[int]:
        codes = []
        for turn in range(ROUNDS):
            sent = urlencode(typed(path, f"{path}第{turn}次", turn, f"{path}第{turn - 1}次" if turn else "")).encode()
            with urlopen(Request(live_server.url + at(place, "save", area="words"), sent, headers), timeout=120) as answer:  # noqa: S310  our own server
                codes.append(answer.status)
        return codes

    paths = ("problems", "measures", "unit.functions", "unit.organisation")
    with ThreadPoolExecutor(len(paths)) as threads:
        assert list(threads.map(save, paths)) == [[200] * ROUNDS] * len(paths)
    assert dict(Entry.objects.values_list("path", "text")) == {path: f"{path}第{ROUNDS - 1}次" for path in paths}
