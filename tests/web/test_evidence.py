"""Evidence on an indicator's page: brought and taken off in the browser; who is shown what."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jiheng.apps.library.models import Evidence, KeptFile
from jiheng.apps.targets.services.evidence import attach_evidence
from tests.apps.offices import make_office
from tests.apps.tables import make_table


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk(db):
    return make_office()


def signed_in(client, user):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def at(office, row, name: str = "evidence") -> str:
    return reverse(f"targets:{name}", kwargs={"department": office.department.pk, "year": 2025, "table": row.table_id, "number": row.pk})


def first_row(office):
    return make_table(office).indicators.select_related("table").first()


def test_a_clerk_brings_a_survey_and_takes_it_off_again(walk, transactional_db, tmp_path):
    office = make_office()
    row = first_row(office)
    clerk = walk()
    clerk.sign_in(office.clerk)
    clerk.go(at(office, row, "edit"))
    page = clerk.page
    paper = tmp_path / "问卷汇总.pdf"
    paper.write_bytes(b"%PDF-1.7 survey")
    page.get_by_text("上传材料", exact=True).click()
    page.get_by_label("文件", exact=False).first.set_input_files(str(paper))
    page.get_by_label("材料日期").fill("2025-11-03")
    page.get_by_label("样本量").fill("0")
    page.get_by_role("button", name="上传", exact=True).click()
    page.get_by_label("样本量").wait_for()
    clerk.look()
    assert page.get_by_label("材料日期").input_value() == "2025-11-03"  # what was typed stays
    page.get_by_label("文件", exact=False).first.set_input_files(str(paper))
    page.get_by_label("样本量").fill("120")
    page.get_by_role("button", name="上传", exact=True).click()
    page.get_by_role("link", name="问卷汇总.pdf").wait_for()
    clerk.look()
    proof = Evidence.objects.get()
    assert (proof.sample, proof.file.sha256[:12] in page.locator("#evidence").inner_text()) == (120, True)
    with page.expect_download() as download:
        page.get_by_role("link", name="问卷汇总.pdf").click()
    assert download.value.suggested_filename == "问卷汇总.pdf"
    page.locator("#evidence td summary").click()
    page.get_by_label("移除原因").fill("传错了")
    clerk.look()
    page.get_by_role("button", name="移除", exact=True).click()
    page.get_by_text("还没有上传").wait_for()
    clerk.look()
    assert KeptFile.objects.count() == 1


@pytest.mark.parametrize(("who", "status", "form"), [("clerk", 302, True), ("section", 404, False), ("finance", 404, False), ("auditor", 404, False)])
def test_who_may_bring_and_who_only_reads(client, desk, who, status, form):
    row = first_row(desk)
    attach_evidence(actor=desk.clerk, row=row, name="批复.txt", data="同意".encode())
    signed_in(client, getattr(desk, who))
    page = client.get(at(desk, row, "edit")).content.decode()
    assert ("批复.txt" in page, "上传材料" in page) == (True, form)
    answer = client.post(at(desk, row), {"evidence-file": SimpleUploadedFile("总结.txt", "已办".encode())})
    assert answer.status_code == status


def test_a_refused_file_is_said_at_its_field(client, desk):
    row = first_row(desk)
    answer = signed_in(client, desk.clerk).post(at(desk, row), {"evidence-file": SimpleUploadedFile("程序.exe", b"MZ"), "evidence-title": "程序"})
    page = answer.content.decode()
    assert (answer.status_code, "可收" in page, 'value="程序"' in page, Evidence.objects.count()) == (422, True, True, 0)


def test_a_removal_without_a_reason_is_refused(client, desk):
    row = first_row(desk)
    proof = attach_evidence(actor=desk.clerk, row=row, name="批复.txt", data="同意".encode())
    answer = signed_in(client, desk.clerk).post(at(desk, row), {"remove": proof.pk, "why": ""}, follow=True)
    assert ("原因" in answer.content.decode(), Evidence.objects.count()) == (True, 1)


def test_the_page_asks_the_database_as_often_with_many_pieces(client, desk, django_assert_max_num_queries):
    row = first_row(desk)
    signed_in(client, desk.clerk)

    def bring(first: int, last: int) -> None:
        for number in range(first, last):
            attach_evidence(actor=desk.clerk, row=row, name=f"{number}.txt", data=str(number).encode())

    bring(0, 3)
    with django_assert_max_num_queries(40) as few:
        client.get(at(desk, row, "edit"))
    bring(3, 30)
    with django_assert_max_num_queries(len(few)) as many:
        client.get(at(desk, row, "edit"))
    assert len(few) >= len(many)
