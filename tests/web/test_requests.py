"""Requests to the 委室 in the browser: asked by the clerk, answered by the section, returned, answered again, taken over."""

from __future__ import annotations

from datetime import date

import pytest

from jiheng.apps.accounts.access import standing
from jiheng.apps.evaluation.models import Entry, Request, SelfEvaluation
from jiheng.apps.evaluation.selectors.requests import askable
from jiheng.apps.evaluation.services import requests as services
from jiheng.apps.evaluation.services.entries import open_evaluation
from jiheng.apps.targets.models import Indicator
from tests.apps.offices import make_office
from tests.apps.tables import approve, make_table

YEAR = 2024
MODEL = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def office(transactional_db):
    office = make_office()
    table = make_table(office, YEAR)
    Indicator.objects.filter(table=table, place__lte=3).update(section=office.sections[0])
    approve(office, table, date(YEAR, 2, 1))
    office.here = f"/{office.department.pk}/{YEAR}/requests/"
    return office


def test_ask_answer_return_and_take_over(walk, office):
    walk = walk()
    walk.sign_in(office.clerk)
    walk.go(office.here)
    walk.page.get_by_role("link", name="向委室征集").first.click()
    walk.page.get_by_text("先建立这一年的自评").wait_for()
    walk.page.get_by_role("button", name="建立自评").click()
    walk.go(office.here)
    walk.page.get_by_role("link", name="向委室征集").first.click()
    walk.look()
    walk.page.get_by_role("button", name="发出征集").click()
    walk.page.get_by_text("至少勾选一项").wait_for()
    walk.page.get_by_label("要求").fill("附台账")
    walk.page.get_by_label("征集“整理档案”的实际完成值").check()
    walk.page.get_by_role("button", name="发出征集").click()
    walk.page.get_by_text("已向1个委室征集1项").wait_for()
    walk.look()
    walk.sign_out()

    walk.sign_in(office.section)
    walk.go(office.here)
    walk.page.get_by_role("link", name="“整理档案”的实际完成值").click()
    walk.page.get_by_label("填报内容").fill("1300卷")
    walk.look()
    walk.page.get_by_role("button", name="填报").click()
    walk.page.get_by_text("已填报，填报人会看到").wait_for()
    address = walk.page.url
    walk.sign_out()

    walk.sign_in(office.clerk)
    walk.page.goto(address)
    walk.page.get_by_role("button", name="退回重填").click()
    walk.page.get_by_text("请写明哪里要改").wait_for()
    walk.page.get_by_label("退回意见").fill("请按入库数填")
    walk.page.get_by_role("button", name="退回重填").click()
    walk.page.get_by_text("已退回，请委室重填").wait_for()
    walk.look()
    row = Request.objects.get()
    services.answer(standing=standing(office.section, office.department.pk), request=row, version=row.version, text="1290卷")
    walk.page.reload()
    walk.page.get_by_role("button", name="采用").click()
    walk.page.get_by_text("已采用").first.wait_for()
    walk.look()
    assert Entry.objects.get().text == "1290卷"


def test_a_list_of_many_asks_as_few_questions_as_one_of_few(office, client, django_assert_max_num_queries):
    evaluation = open_evaluation(actor=office.clerk, department=office.department, year=YEAR)
    own, section = standing(office.clerk, office.department.pk), office.sections[0].pk
    paths = [one.path for one in askable(evaluation)]
    client.force_login(office.clerk, MODEL)
    services.ask(standing=own, evaluation=evaluation, wishes=[(paths[0], section)])
    with django_assert_max_num_queries(16):
        client.get(office.here)
    services.ask(standing=own, evaluation=evaluation, wishes=[(path, section) for path in paths[1:]])
    with django_assert_max_num_queries(16):
        page = client.get(office.here).content.decode()
    assert page.count("待填报") >= len(paths)


def test_what_was_typed_stays_when_it_is_refused(office, client):
    client.force_login(office.clerk, MODEL)
    path = "problems"
    open_evaluation(actor=office.clerk, department=office.department, year=YEAR)
    answer = client.post(f"{office.here}ask/", {"want": [path], f"section:{path}": "", "words": "照实写", "due_on": "2001-01-01"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "期限已经过去" in page
    assert "照实写" in page
    assert 'value="problems" id="want-' in page
    assert "checked" in page


def test_looking_begins_no_self_evaluation(client, office):
    client.force_login(office.clerk, MODEL)
    for area in ("evaluation", "last-year", "last-year/stale", "requests", "requests/ask", "handover", "copyout"):
        answer = client.get(f"/{office.department.pk}/{YEAR}/{area}/", follow=True)
        assert answer.status_code in (200, 404), area
    assert not SelfEvaluation.objects.exists()
