"""Files are kept once, whole, of known kinds, and only for those who may see them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from jiheng.apps.library import services
from jiheng.apps.library.services import content_of, keep_file, path_of


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_the_same_bytes_lie_on_disk_once(office):
    one, two = (keep_file(actor=office.clerk, department=office.department, name=name, data=b"%PDF-1.7 x") for name in ("甲.pdf", "乙.pdf"))
    assert (one.pk != two.pk, one.sha256) == (True, two.sha256)
    assert content_of(one) == b"%PDF-1.7 x"
    assert (one.name, one.media_type, one.size) == ("甲.pdf", "application/pdf", 10)


def test_a_path_in_the_name_is_dropped(office):
    assert keep_file(actor=office.clerk, department=office.department, name="..\\..\\a/b.txt", data="好".encode()).name == "b.txt"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("空.pdf", b"", "空文件"),
        ("假.pdf", b"MZ\x90", "不符"),
        ("程序.exe", b"MZ\x90", "可收"),
        ("二进制.txt", b"a\x00b", "不符"),
        ("图.docx", b"\x89PNG\r\n\x1a\n", "不符"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(office, name, data, said):
    with pytest.raises(ValidationError, match=said):
        keep_file(actor=office.clerk, department=office.department, name=name, data=data)


def test_too_large_is_refused_before_anything_is_written(office, monkeypatch, tmp_path):
    monkeypatch.setattr(services, "LARGEST", 3)
    with pytest.raises(ValidationError, match="超过"):
        keep_file(actor=office.clerk, department=office.department, name="a.txt", data=b"abcd")
    assert list(tmp_path.iterdir()) == []


def test_bytes_altered_on_disk_are_noticed(office):
    kept = keep_file(actor=office.clerk, department=office.department, name="a.txt", data=b"abcd")
    path_of(kept.sha256).write_bytes(b"abce")
    with pytest.raises(ValueError, match="改动"):
        content_of(kept)


def test_others_get_nothing(client, office, other):
    kept = keep_file(actor=office.clerk, department=office.department, name="内部.txt", data=b"abcd")
    client.force_login(other.clerk)
    assert client.get(f"/files/{kept.pk}/").status_code == 404
    client.force_login(office.auditor)
    answer = client.get(f"/files/{kept.pk}/")
    assert (answer.status_code, answer.headers["Content-Disposition"][:10], answer.headers["X-Content-Type-Options"]) == (
        200,
        "attachment",
        "nosniff",
    )
