"""The nine tables of final accounts in the browser: files chosen, the report read, what is ticked written; the rules of the page."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jiheng.apps.budget.models import IncomeEntry, Payment
from jiheng.apps.library.models import KeptFile
from tests.apps.account_tables import YEAR, as_csv, as_workbook, tables
from tests.apps.offices import make_office


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk(db):
    return make_office()


def at(office, name: str = "import", **more) -> str:
    return reverse(f"budget:{name}", kwargs={"department": office.department.pk, "year": YEAR, **more})


def signed_in(client, user):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def sent(client, office, *files: tuple[str, bytes], kind: str = "accounts"):
    given = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(at(office), {"kind": kind, "unit": "万元", "file": given})


def test_a_clerk_lays_the_tables_against_an_empty_book_and_takes_them_over(walk, transactional_db, tmp_path):
    office = make_office()
    paper = tmp_path / "决算公开表.xlsx"
    paper.write_bytes(as_workbook(tables()))
    clerk = walk()
    clerk.sign_in(office.clerk)
    clerk.go(at(office))
    page = clerk.page
    page.get_by_label("导入什么").select_option(label="决算公开表（公开01—09表）")
    page.get_by_label("文件", exact=False).first.set_input_files(str(paper))
    page.get_by_role("button", name="核对").click()
    page.get_by_role("heading", name="决算公开表与账册核对").wait_for()
    clerk.look()
    assert Payment.objects.count() == 0
    page.get_by_label("写入其他收入（到账）").uncheck()
    page.get_by_role("button", name="写入勾选的项").click()
    page.get_by_text("已写入9项").wait_for()
    clerk.look()
    assert "192.50" in page.locator("tr.total").first.inner_text()
    assert not IncomeEntry.objects.filter(source="other").exists()

    # The corrected tables as single files: what was brought is known again, the difference is shown before it is written.
    clerk.go(at(office))
    page.get_by_label("导入什么").select_option(label="决算公开表（公开01—09表）")
    files = []
    for number, rows in enumerate(tables(received="191.50").values(), 1):
        file = tmp_path / f"公开{number:02d}表.csv"
        file.write_bytes(as_csv(rows, "gbk"))
        files.append(str(file))
    page.get_by_label("文件", exact=False).first.set_input_files(files)
    page.get_by_role("button", name="核对").click()
    page.get_by_text("处不一致").wait_for()
    clerk.look()
    page.get_by_role("link", name="变更 1").click()
    clerk.look()
    assert "190.50" in page.locator("tbody").first.inner_text()
    page.get_by_role("button", name="写入勾选的项").click()
    page.get_by_text("已写入1项").wait_for()
    assert IncomeEntry.objects.get(source="general").amount == Decimal(1915000)


def test_what_was_unticked_stays_unticked_when_nothing_could_be_written(client, desk):
    signed_in(client, desk.clerk)
    answer = sent(client, desk, ("表.xlsx", as_workbook(tables())))
    page = client.post(answer.url, {"kind": "accounts"}).content.decode()
    assert ("没有选中要写入的行" in page, "checked" in page, Payment.objects.count()) == (True, False, 0)


def test_several_files_are_for_the_nine_tables_only(client, desk):
    signed_in(client, desk.clerk)
    answer = sent(client, desk, ("a.csv", b"a,b\n"), ("b.csv", b"a,b\n"), kind="lines")
    assert ("一次选一个文件" in answer.content.decode(), KeptFile.objects.count()) == (True, 0)
    refused = sent(client, desk, ("a.csv", b"a,b\n"), ("b.exe", b"MZ"))
    assert ("可收" in refused.content.decode(), KeptFile.objects.count()) == (True, 0)


@pytest.mark.parametrize("who", ["section", "head", "finance", "auditor"])
def test_only_the_clerk_imports(client, desk, who):
    answer = sent(signed_in(client, desk.clerk), desk, ("表.xlsx", as_workbook(tables())))
    signed_in(client, getattr(desk, who))
    assert (client.get(answer.url).status_code, client.post(answer.url, {"kind": "accounts"}).status_code) == (404, 404)


def test_a_file_of_another_office_is_not_read_along(client, desk):
    other = make_office("邻省某局", "519999", prefix="b")
    answer = sent(signed_in(client, other.clerk), other, ("别家.csv", as_csv(next(iter(tables().values())))))
    foreign = KeptFile.objects.get(department=other.department).pk
    assert answer.status_code == 302
    own = sent(signed_in(client, desk.clerk), desk, ("表.xlsx", as_workbook(tables())))
    assert client.get(f"{own.url}&also={foreign}").status_code == 404
    assert client.get(f"{own.url}&also=x").status_code == 200


def test_the_report_asks_the_database_as_often_for_a_full_book(client, desk, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    signed_in(client, desk.clerk)
    report = sent(client, desk, ("表.xlsx", as_workbook(tables()))).url
    client.get(report)
    with CaptureQueriesContext(connection) as few:
        page = client.get(report)
    asked = len(few)
    keys = [row.key for row in page.context["plan"].rows]
    client.post(report, {"kind": "accounts", "take": keys})
    assert Payment.objects.count() == 4
    client.get(report)
    with django_assert_num_queries(asked):
        client.get(report)


@pytest.mark.parametrize("kind", ["adjustments", "income", "staff", "buildings"])
def test_a_book_has_its_template_and_goes_from_file_to_book(client, desk, kind):
    signed_in(client, desk.clerk)
    template = client.get(at(desk, "template", kind=kind))
    assert (template.status_code, template.content[:2]) == (200, b"PK")
    answer = sent(client, desk, ("模板.xlsx", template.content), kind=kind)
    page = client.get(answer.url)
    assert (page.status_code, "逐行报告" in page.content.decode()) == (200, True)
    if kind in ("staff", "buildings"):
        written = client.post(answer.url, {"kind": kind, "unit": "万元"}, follow=True)
        assert "已写入1行" in written.content.decode()
