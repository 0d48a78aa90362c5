"""What a file is that no reader takes, said so that a person knows what to do: old Word, WPS, pictures, noise."""

from __future__ import annotations

import struct
from pathlib import PurePath

from jiheng.core.errors import UnreadableFile
from jiheng.core.reading.ooxml.package import Package, directory
from jiheng.core.reading.refusal import refusal

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AS_WORD = "请用Word或WPS打开，另存为.docx后再试"
_AS_SHEET = "请用Excel或WPS打开，另存为.xlsx后再试"
_AS_PDF = "请另存或导出为.pdf、.docx后再试"
_MAGIC = (
    (b"{\\rtf", "RTF文档", _AS_WORD),
    (b"\x89PNG", "图片，不含可读取的文字", "扫描件请先做文字识别，或提供文字版"),
    (b"\xff\xd8\xff", "图片，不含可读取的文字", "扫描件请先做文字识别，或提供文字版"),
    (b"GIF8", "图片，不含可读取的文字", "扫描件请先做文字识别，或提供文字版"),
    (b"BM", "图片，不含可读取的文字", "扫描件请先做文字识别，或提供文字版"),
    (b"II*\0", "图片，不含可读取的文字", "扫描件请先做文字识别，或提供文字版"),
    (b"MM\0*", "图片，不含可读取的文字", "扫描件请先做文字识别，或提供文字版"),
    (b"Rar!", "RAR压缩包", "请解压后逐个提交"),
    (b"7z\xbc\xaf", "7z压缩包", "请解压后逐个提交"),
    (b"\x1f\x8b", "gzip压缩包", "请解压后逐个提交"),
)
_ZIPS = (
    (b"ppt/presentation", "演示文稿", _AS_PDF),
    (b"xl/workbook.bin", "Excel二进制工作簿（.xlsb）", _AS_SHEET),
    (b"OFD.xml", "OFD版式文件", "请另存或导出为.pdf后再试"),
    (b"content.xml", "OpenDocument文档（.odt、.ods）", "请另存为.docx或.xlsx后再试"),
)


def streams(data: bytes) -> set[str]:
    """Names of streams and storages in an OLE container, as far as its directory can be followed."""
    if data[:8] != OLE or len(data) < 512:
        return set()
    shift, first = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<I", data, 48)[0]
    if shift not in (9, 12):
        return set()
    size = 1 << shift
    table = struct.unpack_from("<109I", data, 76)  # sectors of the allocation table
    names: set[str] = set()
    sector, visited = first, set[int]()
    while sector < 0xFFFFFFFA and sector not in visited and len(visited) < 4096:
        visited.add(sector)
        start = (sector + 1) * size
        for at in range(start, min(start + size, len(data) - 127), 128):
            length = struct.unpack_from("<H", data, at + 64)[0]
            if 2 <= length <= 64:
                names.add(data[at : at + length - 2].decode("utf-16-le", "replace"))
        which, within = divmod(sector, size // 4)
        link = (table[which] + 1) * size + within * 4 if which < 109 else len(data)
        if link + 4 > len(data):
            break
        sector = struct.unpack_from("<I", data, link)[0]
    return names


def is_foreign_text(data: bytes) -> bool:
    """Whether bytes are text of a format that must not be read as plain text (RTF, Word 2003 XML)."""
    return data.startswith(b"{\\rtf") or b"Word.Document" in data[:1024]


def explain(data: bytes, name: str) -> UnreadableFile:
    """The refusal that fits bytes no reader took."""
    if data[:8] == OLE:
        return _old_office(streams(data), name)
    if data[:2] == b"PK":
        return _archive(data, name)
    for magic, what, mend in _MAGIC:
        if data.startswith(magic):
            return refusal("JH-F-005", name, what, mend=mend)
    if b"Word.Document" in data[:1024]:
        return refusal("JH-F-005", name, "Word 2003 XML文档", mend=_AS_WORD)
    return refusal("JH-F-004", name)


def _old_office(names: set[str], name: str) -> UnreadableFile:
    if "EncryptedPackage" in names or "EncryptionInfo" in names:
        return refusal("JH-F-006", name)
    extension = PurePath(name).suffix.lower()
    if "WordDocument" in names:
        what = "WPS文字旧格式（.wps）" if extension == ".wps" else "Word 97-2003文档（.doc）"
        return refusal("JH-F-005", name, what, mend=_AS_WORD)
    if names & {"Workbook", "Book"}:
        return refusal("JH-F-005", name, "WPS表格旧格式（.et）", mend=_AS_SHEET)
    if "PowerPoint Document" in names:
        return refusal("JH-F-005", name, "演示文稿", mend=_AS_PDF)
    return refusal("JH-F-005", name, "Office旧格式文件", mend="请用Word或WPS打开，另存为.docx或.xlsx后再试")


def _archive(data: bytes, name: str) -> UnreadableFile:
    entries = directory(data)
    if not entries:
        return refusal("JH-F-007", name)
    try:
        Package(data, name)
    except UnreadableFile as trouble:
        return trouble
    for mark, what, mend in _ZIPS:
        if mark in entries:
            return refusal("JH-F-005", name, what, mend=mend)
    if b"[Content_Types].xml" in entries:
        return refusal("JH-F-012", name, "正文")
    return refusal("JH-F-005", name, "ZIP压缩包", mend="请解压后逐个提交")
