"""Whether the site is well, as watchers see it, and what is looked at before it starts."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.db import DatabaseError, connection

from jiheng.apps.jobs import health, services
from jiheng.core.errors import JihengError
from jiheng.site import checks
from jiheng.site.settings.environment import read_environment, secret_key


def parts_of(answer) -> dict[str, bool]:
    return {name: part["ok"] for name, part in answer.json()["parts"].items()}


def test_a_well_site_says_so_to_anybody(client, db):
    services.beat("w")
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert parts_of(answer) == {"database": True, "migrations": True, "worker": True, "disk": True}


def test_a_site_whose_worker_gave_no_sign_yet_is_starting_and_not_ill_for_half_a_minute(client, db, monkeypatch):
    monkeypatch.setattr(health, "_born", time.monotonic())
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["status"], parts_of(answer)["worker"]) == (200, "starting", False)
    monkeypatch.setattr(health, "LEAST_FREE", 10**18)
    assert (client.get("/healthz").status_code, client.get("/healthz").json()["status"]) == (503, "ill")


def test_a_site_without_a_worker_is_ill_and_says_what_to_do(client, db, monkeypatch):
    monkeypatch.setattr(health, "_born", time.monotonic() - health.STARTING)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "jiheng serve" in answer.json()["parts"]["worker"]["said"]


def test_a_full_disk_is_ill(client, db, monkeypatch):
    services.beat("w")
    monkeypatch.setattr(health, "LEAST_FREE", 10**18)
    assert parts_of(client.get("/healthz"))["disk"] is False


def test_a_database_that_does_not_answer_is_ill_and_no_traceback(client, db, monkeypatch):
    def gone():
        raise DatabaseError("connection refused by 10.0.0.1")

    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", gone)
        answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "10.0.0.1" not in answer.content.decode()


def found_with(settings, **said) -> set[str]:
    settings.SITE = dataclasses.replace(settings.SITE, **said)
    return {str(one.id) for one in run_checks(tags=["jiheng"])}


def test_a_site_of_this_machine_needs_nothing(settings, tmp_path: Path):
    assert found_with(settings, data=tmp_path) <= {"JH-S-015"}


def test_a_data_folder_that_cannot_be_made(settings, tmp_path: Path):
    (tmp_path / "file").write_text("")
    assert "JH-S-010" in found_with(settings, data=tmp_path / "file" / "data")


def test_a_key_that_others_can_read(settings, tmp_path: Path):
    (tmp_path / "secret-key").write_text("x")
    (tmp_path / "secret-key").chmod(0o644)
    assert "JH-S-011" in found_with(settings, data=tmp_path)
    (tmp_path / "secret-key").chmod(0o600)
    assert "JH-S-011" not in found_with(settings, data=tmp_path)


def test_a_site_of_others_without_https_or_with_debug(settings, tmp_path: Path):
    assert {"JH-S-012", "JH-S-013"} <= found_with(settings, data=tmp_path, hosts=("jx.example.cn",), debug=True)
    assert not {"JH-S-012", "JH-S-013"} & found_with(settings, data=tmp_path, hosts=("jx.example.cn",), https=True, debug=False)


def test_listening_to_others_while_only_this_machine_is_let_in(settings):
    assert "JH-S-016" in checks.listening_hint("0.0.0.0")  # noqa: S104  what is warned of
    assert checks.listening_hint("127.0.0.1") == ""
    settings.SITE = dataclasses.replace(settings.SITE, hosts=("10.0.0.5",))
    assert checks.listening_hint("0.0.0.0") == ""  # noqa: S104


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path):
    site = read_environment({"JIHENG_DATA": str(tmp_path / "new")}, tmp_path / "none.toml")
    assert secret_key(site) == secret_key(site)
    assert (tmp_path / "new" / "secret-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("variables", "code"),
    [({"JIHENG_HOST": "a"}, "JH-S-001"), ({"JIHENG_HTTPS": "perhaps"}, "JH-S-002"), ({"JIHENG_LOCK_AFTER": "-1"}, "JH-S-002")],
)
def test_a_setting_that_cannot_be_meant_is_refused_with_a_hint(tmp_path: Path, variables: dict[str, str], code: str):
    with pytest.raises(JihengError) as refused:
        read_environment(variables, tmp_path / "none.toml")
    assert refused.value.code == code
    assert "hosts" in refused.value.mend or code != "JH-S-001"
