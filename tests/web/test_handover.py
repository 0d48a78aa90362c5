"""The rules of the pages of the hand-over: what stays after a refusal, whose a step is, documents, lists."""

from __future__ import annotations

from functools import partial

import pytest
from django.urls import reverse

from jiheng.apps.evaluation.areas import anchor
from jiheng.apps.evaluation.comparing import titled_places
from jiheng.apps.evaluation.services.entries import open_evaluation
from tests.apps.handed import YEAR, keep_version, make_evaluation, sent
from tests.apps.offices import make_office
from tests.web import handing_steps
from tests.web.handing_steps import PLACE, newest

at = partial(handing_steps.at, year=YEAR)


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def desk(db):
    return make_evaluation(make_office())


@pytest.fixture
def office(db):
    return make_office()


def signed_in(client, user):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


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
    early = get(at(desk, "document", number=1, name="全套材料.zip"), follow=True)
    assert "还没有生成好" in early.content.decode()
    assert "生成文件" in early.content.decode()
    assert client.post(at(desk, "make", number=1)).status_code == 302
    first = get(at(desk, "document", number=1, name="全套材料.zip"))
    assert get(at(desk, "document", number=1, name="全套材料.zip")).content == first.content
    assert first["Content-Disposition"].startswith("attachment")


def test_a_version_of_another_year_or_department_is_not_there(client, desk):
    sent(desk)
    assert signed_in(client, desk.clerk).get(at(desk, "submission", year=YEAR + 1, number=1)).status_code == 404
    other = make_office("邻省某局", "519999", prefix="b")
    assert client.get(at(other, "submission", number=1)).status_code == 404
    assert "不在您的权限之内" in signed_in(client, other.clerk).get("/version-code/", {"code": newest().code}).content.decode()


def test_an_opinion_stands_beside_its_field_and_leads_there(client, desk):
    row = keep_version(desk.evaluation, desk.clerk)
    signed_in(client, desk.finance).post(
        at(desk, "review", number=1), {"decision": "return", "opinion": "请核实", "place1": PLACE, "text1": "与台账不符"}
    )
    lasting = next(path for path, title in titled_places(row) if title == PLACE)
    signed_in(client, desk.clerk)
    area = reverse("evaluation:area", kwargs={"department": desk.department.pk, "year": YEAR, "area": "indicators"})
    assert "财政意见：与台账不符" in client.get(area).content.decode()
    for page in (at(desk, "overview"), at(desk, "submission", number=1)):
        assert f'href="{area}#{anchor(lasting)}"' in client.get(page).content.decode()
    said = client.get(at(desk, "overview")).content.decode()
    assert "总体意见：请核实" in said
    assert "条意见还没有答复" in said


def test_the_printed_file_may_be_looked_at_before_it_is_kept(client, desk):
    sent(desk)
    signed_in(client, desk.head).post(at(desk, "make", number=1))
    address = at(desk, "document", number=1, name="自评报告.pdf")
    assert client.get(address)["Content-Disposition"].startswith("attachment")
    assert client.get(f"{address}?show=1")["Content-Disposition"].startswith("inline")
    other = at(desk, "document", number=1, name="案卷.yaml")
    assert client.get(f"{other}?show=1")["Content-Disposition"].startswith("attachment")


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


def test_the_queue_holds_every_state_and_what_waits_comes_first(client, office):
    for number, state in enumerate(("returned", "with_finance", "accepted"), 2031):
        keep_version(open_evaluation(actor=office.clerk, department=office.department, year=number), office.clerk, state)
    rows = signed_in(client, office.finance).get("/handover/").context["page"].object_list
    assert [one.state for one in rows] == ["with_finance", "accepted", "returned"]
    assert [one.state for one in client.get("/handover/", {"state": "returned"}).context["page"].object_list] == ["returned"]
    assert client.get("/handover/", {"order": "submitted_at"}).context["page"].object_list[0].state == "returned"


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
