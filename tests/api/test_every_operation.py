"""Every operation, called by everybody it is none of the business of: nothing of the department may come back, nothing may change."""

from __future__ import annotations

import json

from django.apps import apps
from django.test import Client

from jiheng.apps.shared.models import ChangeEntry
from tests.api.calling import PREFIX, Caller
from tests.api.operations import Operation, operations
from tests.api.samples import YEAR, one_for_all
from tests.web.test_every_url import INSIDERS, OUTSIDERS, secrets_of

ADMINISTRATORS = ("organisations_", "changes_", "jobs_post_again")


def program(who: str | None):
    if who is None:
        return Client()
    return Caller(apps.get_model("accounts.User").objects.get(username=who))


def ask(caller, one: Operation):
    if isinstance(caller, Client):
        return caller.generic(one.method, one.filled, "{}", content_type="application/json", query_params=one.query)
    return caller.ask(one.method, one.filled, {} if one.takes_json else None, **one.query)


def test_every_operation_can_be_filled(whole):
    unknown = [f"{one.method} {one.path}" for one in operations(whole, YEAR) if one.filled is None]
    assert unknown == [], "say in tests/api/operations.py which row these paths name"


def test_an_operation_of_another_organisation_gives_nothing(whole):
    hidden, wrong = secrets_of(whole), []
    for who in OUTSIDERS:
        caller = program(who)
        before = ChangeEntry.objects.count()
        for one in operations(whole, YEAR):
            if who == "admin" and one.name.startswith((*ADMINISTRATORS, "webhooks_")):
                continue
            answer = ask(caller, one)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            seen = sorted(word for word in hidden if word in body.decode("utf-8", "replace"))
            # Reading is never refused for what was sent with it: it is there, or it is not.
            strict = one.method == "GET" and one.is_of_a_department and who is not None and answer.status_code != 404
            if seen or strict or not _gives_nothing(one, who, answer):
                wrong.append((who, one.method, one.path, answer.status_code, seen[:3]))
        assert ChangeEntry.objects.count() == before, who
    assert wrong == []


def _gives_nothing(one: Operation, who: str | None, answer) -> bool:
    if who is None:
        return answer.status_code == 401
    if one.is_of_a_department or "{number}" in one.path or "{thing}" in one.path or "{code}" in one.path:
        # What is sent is looked at before whose it is: 422 tells nothing of the department either.
        return answer.status_code in (404, 422)
    return answer.status_code < 500


def test_every_operation_of_ones_own_answers(whole):
    wrong = []
    for who in INSIDERS:
        caller, opened = program(who), set()
        for one in operations(whole, YEAR):
            if one.method == "GET":
                answer = caller.get(one.filled, **one.query)
                if answer.status_code not in (200, 404):
                    wrong.append((who, one.path, answer.status_code, answer.content[:200]))
                opened |= {one.name} if answer.status_code == 200 else set()
        assert {"budget_lines", "facts_facts", "targets_table", "monitoring_month", "checkup_papers", "handover_version", "copyout_sheet"} <= opened
    assert wrong == []


def test_who_has_every_role_can_read_everything(whole):
    caller = Caller(one_for_all(whole))
    closed = {}
    for one in operations(whole, YEAR):
        # A result is there only when the worker has been; tests/api/test_client.py waits for one.
        if one.method == "GET" and "/checkups/{number}/" not in one.path:
            answer = caller.get(one.filled, **one.query)
            if answer.status_code != 200:
                closed[one.path] = (answer.status_code, answer.content.decode()[:200])
    assert closed == {}


def test_the_walk_would_notice_a_leak(whole):
    page = Caller(apps.get_model("accounts.User").objects.get(username="ebian")).get(f"/departments/{whole.pk}/{YEAR}/facts", q="只有本单位")
    assert "只有本单位看得到" in json.dumps(page.json(), ensure_ascii=False)
    assert page.request["PATH_INFO"].startswith(PREFIX)
