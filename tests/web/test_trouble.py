"""What a person sees when something goes wrong: what happened, what is lost, what to do now."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.urls import reverse

from jiheng.web import trouble
from tests.apps.offices import make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def signed_in(user, **settings) -> Client:
    client = Client(**settings)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def test_no_such_page_has_a_heading_and_keeps_the_menu(office):
    answer = signed_in(office.clerk).get("/nowhere/")
    assert answer.status_code == 404
    assert "<h1>没有这一页</h1>" in answer.content.decode()
    assert 'aria-label="主菜单"' in answer.content.decode()


def test_a_form_without_its_token_says_that_nothing_was_saved(office):
    answer = signed_in(office.clerk, enforce_csrf_checks=True).post(reverse("session:me"), {"theme": "dark"})
    assert answer.status_code == 403
    said = answer.content.decode()
    assert "<h1>页面已过期</h1>" in said
    assert "没有保存" in said
    assert "CSRF cookie" not in said  # Django's reason is in English
    office.clerk.refresh_from_db()
    assert office.clerk.theme == "auto"


def test_after_the_session_a_post_is_not_lost_but_led_to_sign_in_beside_it(office):
    answer = Client().post(f"/{office.department.pk}/2023/budget/lines/", {"function": "2010201"})
    assert answer.status_code == 401
    said = answer.content.decode()
    assert f'href="{reverse("session:sign_in")}" target="_blank"' in said
    assert "没有丢" in said


def test_an_address_for_buttons_opened_by_itself_is_explained(office):
    answer = signed_in(office.clerk).get(reverse("session:sign_out"))
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "<h1>这个地址不能直接打开</h1>" in answer.content.decode()


def test_who_may_not_is_told_so_and_not_that_the_page_expired(office):
    request = RequestFactory().get("/")
    request.user = office.clerk
    request.session = {}
    answer = trouble.forbidden(request)
    assert answer.status_code == 403
    assert "角色" in answer.content.decode()
    assert "过期" not in answer.content.decode()


def test_a_crash_is_told_even_without_a_database(office, monkeypatch):
    def gone(*_args, **_more):
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", gone)
    answer = trouble.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "把这个时间告诉管理员" in answer.content.decode()
