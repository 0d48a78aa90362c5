"""体检 in the browser: a Word file with a planted error checked, answered, mended, checked again, compared, taken away."""

from __future__ import annotations

import io

import pytest
from docx import Document

from tests.apps.offices import make_office

TEXT = ("某馆2024年度部门整体支出绩效自评报告", "2024年支出合计350.25万元，其中基本支出210.05万元，项目支出140.30万元。")


@pytest.fixture
def office(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_office()


def word_file(*paragraphs: str) -> bytes:
    document, out = Document(), io.BytesIO()
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(out)
    return out.getvalue()


def upload(one, name: str, data: bytes) -> None:
    one.page.locator("#id_files").set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": data})


def test_check_answer_mend_check_again(walk, office):
    one = walk()
    one.sign_in(office.clerk)
    one.go(f"/{office.department.pk}/2024/checkup/")
    upload(one, "自评报告.docx", word_file(*TEXT))
    one.page.get_by_role("button", name="开始核对").click()
    card = one.page.locator("#F1")
    card.wait_for()
    assert "350.25" in card.inner_text()
    assert one.page.locator("#doc").get_by_text("140.30").count() == 1
    one.look()
    card.locator("select[name=kind]").select_option("explain")
    card.locator("input[name=words]").fill("正在核对明细账")
    card.get_by_role("button", name="保存答复").click()
    one.page.get_by_text("正在核对明细账").first.wait_for()

    one.page.get_by_role("link", name="自评报告 第1版").click()
    one.look()
    upload(one, "自评报告（改）.docx", word_file(TEXT[0], TEXT[1].replace("140.30", "140.20")))
    one.page.get_by_role("button", name="核对这一版").click()
    one.page.get_by_text("没有发现问题").first.wait_for()
    one.page.get_by_role("link", name="与第1版比较").click()
    assert "已改好1项，仍有0项，新出现0项" in one.page.locator("main").inner_text()
    assert "正在核对明细账" in one.page.locator("main").inner_text()
    one.look()


def test_many_files_and_pasted_text(walk, office):
    one = walk(viewport={"width": 390, "height": 844})
    one.sign_in(office.head)
    one.go(f"/{office.department.pk}/2024/checkup/")
    one.page.locator("#id_files").set_input_files(
        [{"name": f"报告{n}.txt", "mimeType": "text/plain", "buffer": "\n".join(TEXT).encode()} for n in range(3)]
        + [{"name": "图.exe", "mimeType": "text/plain", "buffer": b"MZ"}]
    )
    one.page.get_by_label("或者粘贴文字").fill("\n".join(TEXT))
    one.page.get_by_role("button", name="开始核对").click()
    one.page.get_by_text("可收 pdf").wait_for()
    assert one.page.locator("tbody tr").count() == 4
    one.look()


@pytest.mark.parametrize("format", ["html", "docx", "xlsx", "json"])
def test_exports(client, office, format):
    client.force_login(office.clerk)
    answer = client.post(f"/{office.department.pk}/2024/checkup/hand-in/", {"text": "\n".join(TEXT)})
    page = answer.headers["Location"]
    got = client.get(f"{page}export/{format}/")
    assert got.status_code == 200
    assert "attachment" in got.headers["Content-Disposition"]
    assert (got.content[:2] == b"PK") if format in ("docx", "xlsx") else ("350.25" in got.content.decode())


def test_an_auditor_reads_but_does_not_hand_in_or_answer(client, office):
    client.force_login(office.clerk)
    page = client.post(f"/{office.department.pk}/2024/checkup/hand-in/", {"text": "\n".join(TEXT)}).headers["Location"]
    client.force_login(office.auditor)
    shown = client.get(page).content.decode()
    assert "350.25" in shown
    assert "保存答复" not in shown
    assert client.post(f"{page}answer/", {"fingerprint": "x", "kind": "agree"}).status_code == 404
    assert client.post(f"/{office.department.pk}/2024/checkup/hand-in/", {"text": "a"}).status_code == 404
    assert client.get(f"{page}score/").status_code == 200


def test_nothing_given_keeps_the_page_and_says_so(client, office):
    client.force_login(office.clerk)
    answer = client.post(f"/{office.department.pk}/2024/checkup/hand-in/", {})
    assert answer.status_code == 422
    assert "请选择文件，或者粘贴报告的文字" in answer.content.decode()
