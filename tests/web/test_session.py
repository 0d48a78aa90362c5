"""Signing in: wrong passwords, the lock, the forced first change, what a signed-out person gets."""

from __future__ import annotations

import pytest

from tests.apps.offices import PASSWORD, make_office, make_user


@pytest.fixture
def office(transactional_db):
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


def test_next_never_leads_to_another_site(client, office):
    answer = client.post("/sign-in/", {"username": office.clerk.username, "password": PASSWORD, "next": "https://example.org/"})
    assert answer.headers["Location"] == "/"
