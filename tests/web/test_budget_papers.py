"""From a figure to its papers: adjustments with their approval documents, income with its very entries."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiheng.apps.budget.models import Adjustment
from jiheng.apps.budget.services import books, lines
from jiheng.apps.library.models import Evidence, KeptFile
from jiheng.core.figures.printed import read_figure
from tests.apps.offices import make_office

YEAR = 2026


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office(db):
    return make_office()


def at(office, rest: str = "") -> str:
    return f"/{office.department.pk}/{YEAR}/budget/{rest}"


def signed_in(client, user):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def adjusted(office, economic: str = "30101") -> Adjustment:
    where = {"actor": office.clerk, "department": office.department, "year": YEAR}
    line = lines.add_line(function="2010201", economic=economic, opening=read_figure("10万元"), **where)
    return lines.add_adjustment(
        actor=office.clerk,
        line=line,
        amount=read_figure("3万元"),
        decided_on=date(YEAR, 9, 20),
        document="财预36号",
        reason="追加",
        approver="财政局",
    )


def links(page: str) -> list[str]:
    return [one.replace("&amp;", "&") for one in re.findall(r'href="([^"]+)"', page)]


def test_an_approval_document_is_two_clicks_from_the_figure(client, office):
    row = adjusted(office)
    signed_in(client, office.clerk)
    answer = client.post(at(office, f"adjustments/{row.pk}/documents/"), {"evidence-file": SimpleUploadedFile("批复.pdf", b"%PDF-1.7 x")})
    assert (answer.status_code, Evidence.objects.get().title, Evidence.objects.get().dated) == (302, "财预36号", date(YEAR, 9, 20))
    file = f"/files/{KeptFile.objects.get().pk}/"
    first = next(one for one in links(client.get(at(office)).content.decode()) if "/adjustments/?lines=" in one)
    second = client.get(first).content.decode()
    assert file in links(second)
    assert at(office, f"lines/{row.line_id}/") in links(second)
    assert file in links(client.get(at(office, f"lines/{row.line_id}/")).content.decode())
    assert b"".join(client.get(file).streaming_content) == b"%PDF-1.7 x"


def test_only_the_adjustments_of_the_figures_lines_are_shown(client, office):
    mine, other = adjusted(office), adjusted(office, "30201")
    signed_in(client, office.auditor)
    page = client.get(at(office, f"adjustments/?lines={mine.line_id}")).content.decode()
    assert (f"lines/{mine.line_id}/" in page, f"lines/{other.line_id}/" in page) == (True, False)
    assert f"lines/{other.line_id}/" in client.get(at(office, "adjustments/?q=追加&order=amount")).content.decode()


@pytest.mark.parametrize("who", ["section", "head", "finance", "auditor"])
def test_others_read_a_document_and_bring_none(client, office, who):
    row = adjusted(office)
    signed_in(client, getattr(office, who))
    sent = {"evidence-file": SimpleUploadedFile("批复.pdf", b"%PDF-1.7 x")}
    assert client.post(at(office, f"adjustments/{row.pk}/documents/"), sent).status_code == 404
    page = client.get(at(office, f"adjustments/{row.pk}/"))
    assert (page.status_code, "上传材料" in page.content.decode(), Evidence.objects.count()) == (200, False, 0)


def test_a_document_goes_with_its_adjustment_and_a_wrong_file_is_said(client, office):
    row = adjusted(office)
    signed_in(client, office.clerk)
    wrong = client.post(at(office, f"adjustments/{row.pk}/documents/"), {"evidence-file": SimpleUploadedFile("批复.exe", b"MZ")})
    assert (wrong.status_code, "可收" in wrong.content.decode()) == (422, True)
    client.post(at(office, f"adjustments/{row.pk}/documents/"), {"evidence-file": SimpleUploadedFile("批复.pdf", b"%PDF-1.7 x")})
    where = {"actor": office.clerk, "department": office.department, "year": YEAR}
    lines.remove_row(kind="adjustments", number=row.pk, version=row.version, why="误登", **where)
    assert (Evidence.objects.count(), KeptFile.objects.count()) == (0, 1)


def test_an_amount_of_income_opens_its_own_entries_only(client, office):
    where = {"actor": office.clerk, "department": office.department, "year": YEAR}
    given = (("general", "opening"), ("general", "received"), ("general", "received"), ("other", "received"))
    rows = [
        books.add_row(book="income", source=source, stage=stage, amount=read_figure(f"{place}万元"), dated=date(YEAR, 3, place), document=str(place), **where)
        for place, (source, stage) in enumerate(given, 1)
    ]  # fmt: skip
    signed_in(client, office.clerk)
    found = {one.partition("?ids=")[2] for one in links(client.get(at(office, "income/")).content.decode()) if "books/income/entries/?ids=" in one}
    one, two, three, four = (str(row.pk) for row in rows)
    assert found == {one, f"{two},{three}", four, f"{two},{three},{four}"}
    page = client.get(at(office, f"books/income/entries/?ids={two},{three}")).content.decode()
    shown = {number for number in (one, two, three, four) if f"books/income/{number}/" in page}
    assert shown == {two, three}
