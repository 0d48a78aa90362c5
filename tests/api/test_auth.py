"""Who gets in: live tokens of people who may sign in, within their scopes and departments; nobody else, and no cookie."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from jiheng.apps.accounts import services as accounts
from jiheng.apps.shared.models import ChangeEntry
from jiheng.apps.tokens.models import ApiToken
from jiheng.apps.tokens.selectors import visible_tokens
from jiheng.apps.tokens.services import issue_token, revoke_token
from tests.api.calling import PREFIX, Caller, errors


def bare(token: str = "", path: str = "/me"):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return Client().get(f"{PREFIX}{path}", headers=headers)


def test_a_token_tells_whose_it_is(office, calls):
    told = calls(office.clerk, "budget:read").ok("GET", "/me")
    assert (told["username"], told["scopes"], told["is_administrator"]) == ("a-clerk", ["budget:read"], False)


def test_nobody_gets_in(office):
    answer = bare()
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert errors(answer)[0]["where"] == "Authorization"
    assert bare("jh_00000000_wrong").status_code == 401
    assert Client().get(f"{PREFIX}/openapi.json").status_code == 401


def test_a_signed_in_browser_is_nobody_here(office):
    client = Client()
    client.force_login(office.clerk, "django.contrib.auth.backends.ModelBackend")
    assert client.get(f"{PREFIX}/me").status_code == 401


def test_only_the_hash_of_a_token_is_kept(office, calls):
    caller = calls(office.clerk)
    row = ApiToken.objects.get()
    kept = {str(getattr(row, field.attname)) for field in row._meta.concrete_fields}
    kept |= {str(one.after) for one in ChangeEntry.objects.all()}
    hidden = caller.secret.split("_", 2)[2]  # it may itself hold "_": cut from the right, one letter would be left
    assert len(hidden) > 40
    assert not [one for one in kept if hidden in one]
    assert len(row.digest) == 64


def test_an_ended_token_and_one_of_a_stopped_user_are_refused(office, calls):
    caller, second, third = (calls(office.clerk) for _ in range(3))
    revoke_token(actor=office.clerk, token=caller.token)
    assert caller.get("/me").status_code == 401
    ApiToken.objects.filter(pk=second.token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert second.get("/me").status_code == 401
    assert third.get("/me").status_code == 200
    accounts.set_active(actor=office.admin, user=office.clerk, is_active=False)
    assert third.get("/me").status_code == 401


def test_a_reset_password_stops_the_tokens_until_it_is_changed(office, calls):
    caller = calls(office.clerk)
    accounts.reset_password(actor=office.admin, user=office.clerk)
    assert caller.get("/me").status_code == 401


def test_a_scope_opens_its_area_and_reading_is_not_writing(office, calls):
    here = f"/departments/{office.department.pk}/2025"
    reader = calls(office.clerk, "budget:read")
    assert reader.get(f"{here}/budget/lines").status_code == 200
    refused = reader.post(f"{here}/budget/lines", {"function": "2010201"})
    assert refused.status_code == 403
    assert "budget:write" in errors(refused)[0]["mend"]
    assert reader.get(f"{here}/targets").status_code == 403
    assert calls(office.clerk, "budget:write").get(f"{here}/budget/lines").status_code == 200


def test_a_token_held_to_a_department_sees_no_other(office, other, calls):
    accounts.grant(actor=office.admin, user=office.clerk, department=other.department, role="clerk")
    free, held = calls(office.clerk), calls(office.clerk, only=[office.department.pk])
    assert free.ok("GET", "/departments")["count"] == 2
    assert [one["id"] for one in held.ok("GET", "/departments")["items"]] == [office.department.pk]
    assert held.get(f"/departments/{other.department.pk}/2025/budget/lines").status_code == 404
    assert free.get(f"/departments/{other.department.pk}/2025/budget/lines").status_code == 200


def test_an_administrators_held_token_manages_nothing(office, calls):
    accounts.grant(actor=office.admin, user=office.admin, department=office.department, role="clerk")
    assert calls(office.admin).get("/users").status_code == 200
    assert calls(office.admin, only=[office.department.pk]).get("/users").status_code == 404


def test_wrong_tokens_lock_out_as_wrong_passwords_do(office, calls, settings):
    caller, neighbour = calls(office.clerk), calls(office.head)
    wrong = caller.secret[:-4] + "0000"
    answers = [bare(wrong).status_code for _ in range(settings.AXES_FAILURE_LIMIT + 1)]
    assert answers[-1] == 429
    assert set(answers[:-1]) == {401}
    locked = caller.get("/me")
    assert locked.status_code == 429
    assert "锁定" in errors(locked)[0]["what"]
    assert neighbour.get("/me").status_code == 200


def test_guessing_without_a_known_beginning_locks_out_too(office, settings):
    answers = [bare("nothing at all").status_code for _ in range(settings.AXES_FAILURE_LIMIT + 1)]
    assert answers[-1] == 429


def test_the_last_use_is_noted_once_a_minute(office, calls):
    caller = calls(office.clerk)
    caller.get("/me")
    first = ApiToken.objects.get().used_at
    caller.get("/me")
    assert first is not None
    assert ApiToken.objects.get().used_at == first


@pytest.mark.parametrize(
    ("wrong", "where"),
    [({"name": " "}, "name"), ({"scopes": []}, "scopes"), ({"scopes": ["all"]}, "scopes"), ({"days": 0}, "days"), ({"days": 400}, "days")],
)
def test_a_token_without_purpose_scope_or_end_is_not_issued(office, wrong, where):
    asked = {"name": "推送支付", "scopes": ["budget:write"], "days": 30, **wrong}
    with pytest.raises(ValidationError) as refused:
        issue_token(actor=office.clerk, **asked)
    assert where in refused.value.message_dict


def test_a_token_reaches_no_department_that_its_user_does_not(office, other):
    with pytest.raises(ValidationError):
        issue_token(actor=office.clerk, name="越权", scopes=["budget:read"], days=1, only=[other.department.pk])


def test_administrators_see_everybodys_tokens_others_their_own(office, calls):
    Caller(office.clerk)
    Caller(office.head)
    assert visible_tokens(office.clerk).count() == 1
    assert visible_tokens(office.admin).count() == 2
