"""Tokens and webhooks in the browser: issue, see once, revoke; register an address, try it, see what was sent; and the lists' queries."""

from __future__ import annotations

import pytest
from django.test import Client

from jiheng.apps.tokens.models import ApiToken
from jiheng.apps.tokens.services import issue_token
from jiheng.apps.webhooks.choices import TOLD
from jiheng.apps.webhooks.models import Delivery, Hook
from jiheng.apps.webhooks.services import probe, register
from tests.apps.offices import make_office


def sign_in(user) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def office(db):
    return make_office()


def test_a_clerk_issues_a_token_uses_it_and_revokes_it(transactional_db, walk):
    office = make_office()
    clerk = walk()
    clerk.sign_in(office.clerk)
    page = clerk.page
    clerk.go("/tokens/")
    page.locator("#id_name").fill("结算系统每日推送支付")
    page.get_by_label("预算与执行").select_option("write")
    page.get_by_role("button", name="签发").click()
    clerk.look()
    secret = page.locator("dd code").first.inner_text()
    headers = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/me", headers=headers).json()["scopes"] == ["budget:write"]
    page.get_by_role("link", name="已记下").click()
    clerk.look()
    assert secret not in page.content()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="吊销").click()
    page.get_by_text("已吊销", exact=True).wait_for()
    clerk.look()
    assert Client().get("/api/v1/me", headers=headers).status_code == 401
    clerk.go("/tokens/description/")
    assert page.get_by_text("/api/v1/departments/{department}/{year}/budget/lines", exact=True).count() == 2


def test_a_clerk_registers_an_address_and_tries_it(transactional_db, walk):
    office = make_office()
    clerk = walk()
    clerk.sign_in(office.clerk)
    page = clerk.page
    clerk.go("/webhooks/")
    page.get_by_label("接收地址").fill("https://receiver.example/hook")
    page.get_by_label("绩效目标批准").check()
    page.get_by_role("button", name="登记").click()
    clerk.look()
    page.get_by_role("link", name="已记下").click()
    clerk.look()
    page.get_by_role("button", name="试推送").click()
    page.get_by_role("cell", name="试推送").wait_for()
    clerk.look()
    assert Delivery.objects.get().hook.department == office.department


def test_what_is_missing_comes_back_with_what_was_typed(office):
    answer = sign_in(office.clerk).post("/tokens/", {"name": "推送支付", "days": "30"})
    assert answer.status_code == 422
    assert "推送支付" in answer.content.decode()
    assert "至少选一项权限" in answer.content.decode()
    assert ApiToken.objects.count() == 0


def test_a_token_of_somebody_else_cannot_be_revoked(office):
    token, _ = issue_token(actor=office.clerk, name="用", scopes=["budget:read"], days=1)
    assert sign_in(office.head).post(f"/tokens/{token.pk}/revoke/").status_code == 404
    assert sign_in(office.admin).post(f"/tokens/{token.pk}/revoke/").status_code == 302
    assert not ApiToken.objects.get().is_live


def test_who_does_not_record_sees_no_form_of_addresses(office):
    assert "接收地址</label>" not in sign_in(office.auditor).get("/webhooks/").content.decode()
    assert sign_in(office.auditor).post("/webhooks/", {"address": "https://a.example/", "events": ["targets.approved"]}).status_code == 404
    assert Hook.objects.count() == 0


@pytest.mark.parametrize("count", [3, 60])
def test_lists_ask_the_same_number_of_questions_however_long(office, count, django_assert_max_num_queries):
    for number in range(count):
        issue_token(actor=office.clerk, name=f"令牌{number}", scopes=["budget:read"], days=1, only=[office.department.pk])
        hook, _ = register(actor=office.clerk, address=f"https://a{number}.example/", events=TOLD, department=office.department)
    for _ in range(count):
        probe(actor=office.clerk, hook=hook)
    client = sign_in(office.clerk)
    client.get("/tokens/")
    for page, most in (("/tokens/", 11), ("/webhooks/", 11), (f"/webhooks/{hook.pk}/", 10)):
        with django_assert_max_num_queries(most):
            assert client.get(page).status_code == 200
