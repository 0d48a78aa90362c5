"""Every address, asked by everybody it is none of the business of: nothing of the department may come back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.apps import apps

from jiheng.apps.shared.models import ChangeEntry
from tests.web.addresses import Address, addresses
from tests.web.sampled import YEAR, keep_samples, sign_in

# 峨边 lies in Sichuan; all of these belong elsewhere, and an administrator sees no books at all.
OUTSIDERS = ("wangcheng", "wangcheng-ws", "wangcheng-fz", "czsh", "sj", "admin", None)
INSIDERS = ("ebian", "ebian-ws", "ebian-fz", "czsc")
# Pages of those who manage organisations, accounts and what programs use: an administrator may open them, and they name every organisation.
ADMINISTRATORS = ("organisations:", "changes:", "jobs:post_again", "tokens:", "webhooks:")
# The handbook is the same for everybody.
FOR_ALL = ("help:",)


@pytest.fixture
def samples(db):
    return keep_samples()


def secrets_of(department) -> set[str]:
    """What only this department's pages may print: its names, its people's names, and its larger figures."""
    facts = apps.get_model("factstore.FactRow").objects.filter(department=department)
    others = set(apps.get_model("factstore.FactRow").objects.exclude(department=department).values_list("value", flat=True))
    figures = {value for value in facts.values_list("value", flat=True) if len(value.replace(".", "")) >= 6 and value not in others}
    return {department.name, department.short_name, "只有本单位看得到"} | figures | {f"{Decimal(value):,f}" for value in figures if "." in value}


def test_every_address_can_be_filled(samples):
    unknown = [f"{one.name} {one.arguments}" for one in addresses(samples, YEAR) if one.path is None]
    assert unknown == [], "say in tests/web/addresses.py which row these addresses name"


@pytest.mark.parametrize("who", OUTSIDERS)
def test_an_address_of_another_organisation_gives_nothing(samples, who):
    hidden = secrets_of(samples)
    client = sign_in(who)
    before = ChangeEntry.objects.count()
    wrong = []
    for one in addresses(samples, YEAR):
        if one.path is None or one.name == "session:sign_out" or (who == "admin" and one.name.startswith(ADMINISTRATORS)):
            continue
        for method in ("get", "post"):
            answer = getattr(client, method)(one.path)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            seen = sorted(word for word in hidden if word in body.decode("utf-8", "replace"))
            if seen or not _gives_nothing(one, who, answer):
                wrong.append((who, method, one.name, answer.status_code, seen[:3]))
    assert wrong == []
    assert ChangeEntry.objects.count() == before


def _gives_nothing(one: Address, who: str | None, answer) -> bool:
    if who is None and answer.status_code in (302, 401):
        return True
    if one.is_of_a_department or (one.arguments and not one.name.startswith((*ADMINISTRATORS, *FOR_ALL))):
        # 405 says that the address is for the other method only; it is asked with both.
        return answer.status_code in (404, 405)
    return answer.status_code < 500


@pytest.mark.parametrize("who", INSIDERS)
def test_every_page_of_ones_own_opens(samples, who):
    client = sign_in(who)
    wrong = []
    opened = set()
    for one in addresses(samples, YEAR):
        if one.path is None:
            continue
        answer = client.get(one.path)
        if answer.status_code >= 500:
            wrong.append((who, one.name, answer.status_code))
        opened |= {one.name} if answer.status_code == 200 else set()
    assert wrong == []
    assert {"workbench:year", "facts:list"} <= opened


def test_the_walk_would_notice_a_leak(samples):
    page = sign_in("ebian").get(f"/{samples.pk}/{YEAR}/facts/?q=只有本单位").content.decode()
    assert {samples.short_name, "987,654.321012"} <= {word for word in secrets_of(samples) if word in page}
