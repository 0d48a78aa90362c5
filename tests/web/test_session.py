"""Signing in: wrong passwords, the lock, the forced first change, what a signed-out person gets."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.apps.offices import PASSWORD, make_office, make_user


@pytest.fixture
def office(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_office()


def test_sign_in_change_theme_sign_out(walk, office):
    one = walk()
    one.page.goto(f"{one.address}/me/")
    assert one.page.url.endswith("/sign-in/?next=/me/")
    one.look()
    one.page.get_by_label("用户名").fill(office.clerk.username)
    one.page.get_by_label("密码").fill(PASSWORD)
    one.page.get_by_role("button", name="登录").click()
    assert one.page.url.endswith("/me/")
    one.page.get_by_label("暗").check()
    one.page.get_by_role("button", name="保存").click()
    assert one.page.locator("html").get_attribute("data-theme") == "dark"
    one.look()


def test_a_first_password_must_be_changed_before_anything_else(walk, office):
    new = make_user("newcomer")
    new.must_change_password = True
    new.save()
    one = walk()
    one.sign_in(new)
    one.page.goto(f"{one.address}/me/")
    assert one.page.url.endswith("/me/password/")
    one.page.get_by_label("现在的密码").fill(PASSWORD)
    one.page.locator("#id_new").fill("12345678901")
    one.page.get_by_label("再输入一次新密码").fill("12345678901")
    one.page.get_by_role("button", name="保存新密码").click()
    assert "常见" in one.page.locator(".field-error").first.inner_text()
    one.look()
    one.page.get_by_label("现在的密码").fill(PASSWORD)
    one.page.locator("#id_new").fill("清风徐来-2026-好")
    one.page.locator("#id_again").fill("清风徐来-2026-好")
    one.page.get_by_role("button", name="保存新密码").click()
    one.page.get_by_text("您还没有在任何单位任职").wait_for()
    one.look()


def test_too_many_wrong_passwords_lock_the_name(client, office, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = client.post("/sign-in/", {"username": office.clerk.username, "password": "wrong"})
    assert answer.status_code == 429
    assert client.post("/sign-in/", {"username": office.clerk.username, "password": PASSWORD}).status_code == 429


def test_what_was_typed_survives_a_session_that_ended(walk, office):
    one = walk()
    one.sign_in(office.clerk)
    one.go(f"/{office.department.pk}/2024/checkup/")
    one.page.get_by_label("或者粘贴文字").fill("2024年支出合计350.25万元，其中基本支出210.05万元，项目支出140.30万元。")
    one.page.context.clear_cookies(name="sessionid")
    one.page.get_by_role("button", name="开始核对").click()
    one.page.get_by_text("登录已超时").wait_for()
    again = type(one)(one.page.context.new_page(), one.address)
    again.sign_in(office.clerk)
    one.page.go_back()
    one.page.get_by_role("button", name="开始核对").click()
    one.page.get_by_text("140.30").first.wait_for()


def test_a_form_without_its_token_gets_a_page_in_chinese(office):
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.clerk)
    answer = client.post("/me/", {"theme": "dark"})
    assert answer.status_code == 403
    assert "再按一次保存" in answer.content.decode()


def test_a_session_is_written_once_a_minute_not_at_every_page(client, office):
    client.force_login(office.clerk)
    client.get("/me/")
    with CaptureQueriesContext(connection) as seen:
        client.get("/me/")
    assert [one["sql"] for one in seen if one["sql"].startswith(("UPDATE", "INSERT"))] == []


def test_next_never_leads_to_another_site(client, office):
    answer = client.post("/sign-in/", {"username": office.clerk.username, "password": PASSWORD, "next": "https://example.org/"})
    assert answer.headers["Location"] == "/"
