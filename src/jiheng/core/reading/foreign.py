"""What a file is that no reader takes, said so that a person knows what to do: old Word, WPS, pictures, noise."""

from __future__ import annotations

from pathlib import PurePath

from jiheng.core.errors import UnreadableFile
from jiheng.core.reading.ole import OLE, Container
from jiheng.core.reading.ooxml.package import Package, directory
from jiheng.core.reading.refusal import refusal

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


def is_foreign_text(data: bytes) -> bool:
    """Whether bytes are text of a format that must not be read as plain text (RTF, Word 2003 XML)."""
    return data.startswith(b"{\\rtf") or b"Word.Document" in data[:1024]


def explain(data: bytes, name: str) -> UnreadableFile:
    """The refusal that fits bytes no reader took."""
    if data[:8] == OLE:
        return _old_office(Container(data).names(), name)
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
