"""The handbook in the application, and the way from a screen to its page."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from jiheng.web.handbook import pages
from tests.apps.offices import make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client):
    office = make_office()
    client.force_login(office.clerk, "django.contrib.auth.backends.ModelBackend")
    client.office = office
    return client


def test_every_page_is_shown_and_its_links_lead_on(signed_in):
    index = signed_in.get(reverse("help:index")).content.decode()
    for page in pages():
        address = reverse("help:page", args=[page.name])
        assert f'href="{address}"' in index
        answer = signed_in.get(address)
        assert answer.status_code == 200
        for target in re.findall(r'href="(/help/[^"]+)"', answer.content.decode()):
            assert signed_in.get(target).status_code == 200, (page.name, target)


def test_a_screen_leads_to_its_page(signed_in):
    place = [signed_in.office.department.pk, 2023]
    answer = signed_in.get(reverse("budget:lines", args=place)).content.decode()
    assert f'href="{reverse("help:page", args=["budget"])}"' in answer


def test_nobody_reads_it_without_signing_in(client):
    assert client.get(reverse("help:index")).status_code == 302


def test_a_page_that_is_not_there(signed_in):
    assert signed_in.get("/help/no-such-task/").status_code == 404
    assert signed_in.get("/help/pictures/no-such-picture.png").status_code == 404


def test_a_picture_is_shown_where_it_was_taken(signed_in, tmp_path, monkeypatch):
    from jiheng.web.pages.help import views

    monkeypatch.setattr(views, "PICTURES", tmp_path)
    address = reverse("help:page", args=["budget"])
    assert "<img" not in signed_in.get(address).content.decode()
    (tmp_path / "budget-lines.png").write_bytes(b"\x89PNG")
    assert '<img src="/help/pictures/budget-lines.png" alt="预算明细"' in signed_in.get(address).content.decode()
    answer = signed_in.get("/help/pictures/budget-lines.png")
    assert answer["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content) == b"\x89PNG"
