"""Bad files: one clear Chinese line with a code, status 3, no traceback, and the other files still reported."""

from __future__ import annotations

import io
import json
import random
import zipfile
from pathlib import Path

import docx
import pytest

from tests.unit.cli.command import SOUND, jiheng


def word() -> bytes:
    document = docx.Document()
    for line in SOUND.splitlines():
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in parts.items():
            box.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def bomb() -> bytes:
    """A Word file whose body unpacks to 300 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box, zipfile.ZipFile(io.BytesIO(word())) as whole:
        for name in whole.namelist():
            if name != "word/document.xml":
                box.writestr(name, whole.read(name))
        with box.open("word/document.xml", "w") as body:
            for _ in range(300):
                body.write(b" " * 1024 * 1024)
    return out.getvalue()


def word_with(body: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box, zipfile.ZipFile(io.BytesIO(word())) as whole:
        for name in whole.namelist():
            box.writestr(name, body if name == "word/document.xml" else whole.read(name))
    return out.getvalue()


_W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NOISE = random.Random(7).randbytes(60_000)
BAD = {
    "empty.txt": b"",
    "empty.docx": b"",
    "empty.pdf": b"",
    "truncated.docx": word()[: len(word()) // 2],
    "noise.docx": NOISE,
    "noise.pdf": NOISE,
    "noise.txt": NOISE,
    "noise.xlsx": NOISE,
    "picture.docx": b"\x89PNG\r\n\x1a\n" + NOISE,
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "header-only.pdf": b"%PDF-1.7\n",
    "plain.zip": archive(a=b"1"),
    "no-body.docx": archive(**{"[Content_Types].xml": b"<Types/>"}),
    "bomb.docx": bomb(),
    "entities.docx": word_with(
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document '
        + _W
        + b"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    ),
    "deep.docx": word_with(b"<w:document " + _W + b"><w:body>" + b"<w:sdt>" * 20_000 + b"</w:sdt>" * 20_000 + b"</w:body></w:document>"),
    "broken-xml.docx": word_with(b"<w:document " + _W + b"><w:body><w:p>"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_costs_only_itself(tmp_path: Path, name: str):
    (tmp_path / name).write_bytes(BAD[name])
    (tmp_path / "好.txt").write_text(SOUND, encoding="utf-8")
    done = jiheng("audit", tmp_path / name, tmp_path / "好.txt", "--format", "json")
    assert done.status == 3
    bad, good = (json.loads(line) for line in done.out.splitlines())
    assert bad["schema"] == "jiheng.error/1"
    assert bad["document"]["name"] == name
    assert bad["error"]["code"].startswith("JH-F-")
    assert good["schema"] == "jiheng.audit/1"
    (line,) = done.err.splitlines()
    assert line.startswith(f"[{bad['error']['code']}] ")
    assert name in line
    assert any("\u4e00" <= character <= "\u9fff" for character in line)


def test_a_wrong_extension_is_read_by_content(tmp_path: Path):
    (tmp_path / "其实是文本.docx").write_text(SOUND, encoding="utf-8")
    (tmp_path / "其实是Word.txt").write_bytes(word())
    done = jiheng("audit", tmp_path, "--format", "json")
    assert done.status == 0, done.err
    for line in map(json.loads, done.out.splitlines()):
        assert len(line["facts"]) == 4
        assert line["document"]["notes"]


def test_a_file_above_the_limit_is_refused_before_it_is_loaded(tmp_path: Path):
    with (tmp_path / "大.txt").open("wb") as file:
        file.truncate(201 * 1024 * 1024)
    done = jiheng("audit", tmp_path / "大.txt")
    assert done.status == 3
    assert "JH-F-003" in done.err


def test_a_folder_given_as_a_file_name_that_is_a_link_to_nothing(tmp_path: Path):
    (tmp_path / "断.txt").symlink_to(tmp_path / "没有.txt")
    assert jiheng("audit", tmp_path / "断.txt").status == 3


@pytest.mark.parametrize(
    "text",
    ["1" * 1_000_000, "（" * 1_000_000, "1,234.5" * 140_000, "其中：" * 330_000, "增长1%，" * 200_000, "一二三" * 330_000],
    ids=["digits", "brackets", "amounts", "parts", "changes", "numerals"],
)
@pytest.mark.long
def test_a_megabyte_of_adversarial_text_ends_in_reasonable_time(tmp_path: Path, text: str):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert jiheng("audit", tmp_path / "a.txt", "--format", "json").status in (0, 3)
