"""The door: which reader, which refusal, and that nothing else ever escapes."""

from __future__ import annotations

import random
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from jiheng.core.errors import UnreadableFile
from jiheng.core.reading import door
from jiheng.core.reading.door import read_document, read_file
from jiheng.core.reading.rows import rows
from tests.unit.core.reading.parts import W, book, p, tc, tr, word, zipped

DOCX = word(p("支出1689.39万元。") + "<w:tbl>" + tr(tc("甲"), tc("乙")) + "</w:tbl>", header=f"<w:hdr {W}>{p('页眉')}</w:hdr>")
XLSX = book('<sheetData><row r="1"><c r="A1" s="0"><v>1.5</v></c><c r="B1" t="inlineStr"><is><t>文</t></is></c></row></sheetData>')
HTML = "<html><body><h1>题</h1><table><tr><td rowspan=2>甲<td>乙</table></body></html>".encode()


def ole(*names: str) -> bytes:
    """An OLE container with streams of these names and nothing in them."""
    entries = b""
    for name in ("Root Entry", *names):
        spelt = name.encode("utf-16-le") + b"\0\0"
        entries += (spelt.ljust(64, b"\0") + struct.pack("<H", len(spelt)) + b"\2\1").ljust(128, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 10
    header += struct.pack("<II", 1, 1) + b"\0" * 20  # one sector of the table, the directory begins in sector 1
    header = header.ljust(76, b"\0") + struct.pack("<109I", 0, *([0xFFFFFFFF] * 108))
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *([0xFFFFFFFF] * 126))
    return header.ljust(512, b"\0") + table + entries.ljust(512, b"\0")


def encrypted_zip() -> bytes:
    """A zip whose entry is marked as encrypted."""
    data = bytearray(zipped({"word/document.xml": "x"}))
    data[6] |= 1
    data[data.find(b"PK\1\2") + 8] |= 1
    return bytes(data)


def many_entries() -> bytes:
    """A zip with more entries than an Office file has."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for at in range(20_001):
            archive.writestr(f"word/document{at}", b"")
    return stream.getvalue()


def with_xml(document: str | bytes) -> bytes:
    """A .docx with this main part."""
    return zipped({"word/document.xml": document})


BAD = {
    "empty": (b"", "a.docx", "JH-F-002"),
    "noise": (bytes(random.Random(1).randbytes(3000)), "a.docx", "JH-F-004"),
    "noise as xlsx": (b"\0\1\2\3" * 99, "a.xlsx", "JH-F-004"),
    "old word": (ole("WordDocument"), "a.doc", "JH-F-005"),
    "old word named docx": (ole("WordDocument"), "a.docx", "JH-F-005"),
    "wps": (ole("WordDocument"), "a.wps", "JH-F-005"),
    "et": (ole("Workbook", "ETExtData"), "a.et", "JH-F-005"),
    "old slides": (ole("PowerPoint Document"), "a.ppt", "JH-F-005"),
    "ole cut short": (ole("WordDocument")[:700], "a.doc", "JH-F-005"),
    "encrypted office": (ole("EncryptionInfo", "EncryptedPackage"), "a.docx", "JH-F-006"),
    "empty xls": (ole("Workbook"), "a.xls", "JH-F-013"),
    "encrypted zip": (encrypted_zip(), "a.docx", "JH-F-006"),
    "zip cut short": (DOCX[: len(DOCX) // 2], "a.docx", "JH-F-007"),
    "bomb by ratio": (with_xml("0" * 3_000_000), "a.docx", "JH-F-008"),
    "bomb by entries": (many_entries(), "a.docx", "JH-F-008"),
    "deep xml": (with_xml(f"<w:document {W}>" + "<w:sdt>" * 999 + "</w:sdt>" * 999 + "</w:document>"), "a.docx", "JH-F-009"),
    "entity": (with_xml(f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document {W}>&e;</w:document>'), "a.docx", "JH-F-010"),
    "dtd in utf-16": (with_xml(f"<!DOCTYPE x><w:document {W}><w:body/></w:document>".encode("utf-16")), "a.docx", "JH-F-010"),
    "broken xml": (with_xml(f"<w:document {W}><w:body>"), "a.docx", "JH-F-011"),
    "unknown encoding": (with_xml('<?xml version="1.0" encoding="nichts"?><a/>'), "a.docx", "JH-F-011"),
    "no body": (with_xml(f"<w:document {W}/>"), "a.docx", "JH-F-012"),
    "slides": (zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "a.pptx", "JH-F-005"),
    "open document": (zipped({"content.xml": ""}), "a.odt", "JH-F-005"),
    "other zip": (zipped({"a.txt": "x"}), "a.zip", "JH-F-005"),
    "no main part": (zipped({"[Content_Types].xml": "x"}), "a.docx", "JH-F-012"),
    "rtf": (b"{\\rtf1 x}", "a.doc", "JH-F-005"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0", "a.png", "JH-F-005"),
    "html entity": (b"<!DOCTYPE html [<!ENTITY a 'b'>]><html><body>&a;</body></html>", "a.html", "JH-F-010"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_in_one_line(case: str) -> None:
    data, name, code = BAD[case]
    with pytest.raises(UnreadableFile) as caught:
        read_document(data, name)
    assert caught.value.code == code
    assert caught.value.mend
    assert "\n" not in caught.value.line()
    assert name in caught.value.line()


def test_old_word_line_says_what_to_do() -> None:
    with pytest.raises(UnreadableFile, match=r"\.doc.*另存为\.docx"):
        read_document(ole("WordDocument"), "报告.doc")


def test_content_decides_and_a_wrong_extension_is_noted() -> None:
    named = ((DOCX, "a.xlsx", "docx"), (XLSX, "a.docx", "xlsx"), (HTML, "a.doc", "html"), (DOCX, "a", "docx"), (DOCX, "a.docx", "docx"))
    for data, name, format in named:
        document = read_document(data, name)
        assert document.format == format
        noted = [note.code for note in document.notes if note.code == "JH-F-020"]
        assert len(noted) == (name not in ("a", "a.docx") or data is not DOCX)


def test_files_from_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(DOCX)
    assert read_file(path).name == "报告.docx"
    for wrong in (tmp_path / "没有.docx", tmp_path, "a\0b"):
        with pytest.raises(UnreadableFile) as caught:
            read_file(wrong)
        assert caught.value.code == "JH-F-001"
    monkeypatch.setattr(door, "LARGEST_FILE", 10)
    with pytest.raises(UnreadableFile) as caught:
        read_file(path)
    assert caught.value.code == "JH-F-003"
    with pytest.raises(UnreadableFile) as caught:
        read_document(DOCX, "a.docx")
    assert caught.value.code == "JH-F-003"


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Bytes with a few of them changed, dropped or repeated."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(made))
        match chance.randrange(4):
            case 0:
                made[at] = chance.randrange(256)
            case 1:
                del made[at : at + chance.randint(1, 40)]
            case 2:
                made[at:at] = made[at : at + chance.randint(1, 40)]
            case _:
                made[at] ^= 1 << chance.randrange(8)
        if not made:
            break
    return bytes(made)


def damaged_part(data: bytes, chance: random.Random) -> bytes:
    """The same inside one part of a zip, so that the archive itself stays sound."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name in parts if parts[name]])
    content = parts[name]
    assert isinstance(content, bytes)
    if chance.random() < 0.5:  # numbers and names: still XML, but not what was meant
        digits = [at for at, byte in enumerate(content) if chr(byte).isdigit()]
        for at in chance.sample(digits, min(3, len(digits))):
            content = content[:at] + str(chance.choice((0, 9, -1, 99999999, 10**30))).encode() + content[at + 1 :]
        parts[name] = content
    else:
        parts[name] = damaged(content, chance)
    return zipped(parts)


@pytest.mark.parametrize("seed", range(6))
def test_no_other_exception_escapes(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(120):
        for data, name in ((DOCX, "a.docx"), (XLSX, "a.xlsx"), (HTML, "a.html"), (ole("Workbook"), "a.xls")):
            forms = [damaged(data, chance)]
            if data[:2] == b"PK":
                forms.append(damaged_part(data, chance))
            for form in forms:
                try:
                    read_document(form, name)
                    list(rows(form, name))
                except UnreadableFile as refused:
                    assert refused.code.startswith("JH-F-0")  # noqa: PT017  a damaged file may also be read
