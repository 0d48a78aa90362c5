"""Every operation, called by everybody it is none of the business of: nothing of the department may come back, nothing may change."""

from __future__ import annotations

import json

import pytest
from django.apps import apps
from django.test import Client

from jiheng.apps.shared.models import ChangeEntry
from tests.api.calling import PREFIX, Caller
from tests.api.operations import Operation, operations
from tests.api.samples import YEAR, complete, one_for_all
from tests.web.test_every_url import INSIDERS, OUTSIDERS, samples, secrets_of  # noqa: F401  the samples of the pages' own walk

ADMINISTRATORS = ("organisations_", "changes_")


@pytest.fixture
def whole(samples):  # noqa: F811  the fixture of that name
    complete(samples)
    return samples


def program(who: str | None):
    if who is None:
        return Client()
    return Caller(apps.get_model("accounts.User").objects.get(username=who))


def ask(caller, one: Operation):
    if isinstance(caller, Client):
        return caller.generic(one.method, one.filled, "{}", content_type="application/json")
    return caller.ask(one.method, one.filled, {} if one.takes_json else None)


def test_every_operation_can_be_filled(whole):
    unknown = [f"{one.method} {one.path}" for one in operations(whole, YEAR) if one.filled is None]
    assert unknown == [], "say in tests/api/operations.py which row these paths name"


@pytest.mark.parametrize("who", OUTSIDERS)
def test_an_operation_of_another_organisation_gives_nothing(whole, who):
    hidden = secrets_of(whole)
    caller = program(who)
    before = ChangeEntry.objects.count()
    wrong = []
    for one in operations(whole, YEAR):
        if who == "admin" and one.name.startswith((*ADMINISTRATORS, "webhooks_")):
            continue
        answer = ask(caller, one)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        seen = sorted(word for word in hidden if word in body.decode("utf-8", "replace"))
        if seen or not _gives_nothing(one, who, answer):
            wrong.append((who, one.method, one.path, answer.status_code, seen[:3]))
    assert wrong == []
    assert ChangeEntry.objects.count() == before


def _gives_nothing(one: Operation, who: str | None, answer) -> bool:
    if who is None:
        return answer.status_code == 401
    if one.is_of_a_department or "{" in one.path:
        # What is sent is looked at before whose it is: 422 tells nothing of the department either.
        return answer.status_code in (404, 422)
    return answer.status_code < 500


@pytest.mark.parametrize("who", OUTSIDERS[:-1])
def test_reading_what_is_anothers_is_404(whole, who):
    caller = program(who)
    wrong = [
        (one.path, caller.get(one.filled).status_code)
        for one in operations(whole, YEAR)
        if one.method == "GET" and one.is_of_a_department and caller.get(one.filled).status_code != 404
    ]
    assert wrong == []


@pytest.mark.parametrize("who", INSIDERS)
def test_every_operation_of_ones_own_answers(whole, who):
    caller = program(who)
    wrong, opened = [], set()
    for one in operations(whole, YEAR):
        if one.method == "GET":
            answer = caller.get(one.filled, **({"q": "只有"} if one.path.endswith("/search") else {}))
            if answer.status_code not in (200, 404):
                wrong.append((who, one.path, answer.status_code, answer.content[:200]))
            opened |= {one.name} if answer.status_code == 200 else set()
    assert wrong == []
    assert {"budget_lines", "facts_facts", "targets_table", "monitoring_month", "checkup_papers"} <= opened


def test_who_has_every_role_can_read_everything(whole):
    caller = Caller(one_for_all(whole))
    closed = {}
    for one in operations(whole, YEAR):
        if one.method == "GET" and "/checkups/{number}/changes" not in one.path:
            answer = caller.get(one.filled, **({"q": "只有"} if one.path.endswith("/search") else {}))
            if answer.status_code != 200:
                closed[one.path] = (answer.status_code, answer.content.decode()[:200])
    assert closed == {}


def test_the_walk_would_notice_a_leak(whole):
    page = Caller(apps.get_model("accounts.User").objects.get(username="ebian")).get(f"/departments/{whole.pk}/{YEAR}/facts", q="只有本单位")
    assert "只有本单位看得到" in json.dumps(page.json(), ensure_ascii=False)
    assert page.request["PATH_INFO"].startswith(PREFIX)
