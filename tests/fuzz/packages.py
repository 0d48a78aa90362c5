"""Small files of every format, made while the fuzzer runs: from their inner parts, so that changed parts still open."""

from __future__ import annotations

import struct

from tests.unit.core.reading.parts import MORE, W, book, word

PART = b"\n<!--part-->\n"  # parts the inner files of one input
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NONE = 0xFFFFFFFE


def as_docx(data: bytes) -> bytes:
    """A whole package as it is; else body, styles, numbering and footnotes put into one."""
    if data.startswith(b"PK"):
        return data
    body, *others = data.decode("utf-8", "ignore").split(PART.decode())
    known = zip(("styles", "numbering", "footnotes"), others, strict=False)
    return word(body, **{kind: f"<w:{kind} {W} {MORE}>{text}</w:{kind}>" for kind, text in known})


def as_xlsx(data: bytes) -> bytes:
    """A whole package as it is; else sheet, styles and shared strings put into one."""
    if data.startswith(b"PK"):
        return data
    sheet, *others = data.decode("utf-8", "ignore").split(PART.decode())
    return book(sheet, styles=others[0] if others else "")


def as_xls(data: bytes) -> bytes:
    """A whole container as it is; else the records of a workbook put into one."""
    if data.startswith(_OLE):
        return data
    content = data.ljust(4096, b"\0")
    sectors = -(-len(content) // 512)
    table = [0xFFFFFFFD, *range(2, sectors + 1), _NONE, _NONE]
    header = _OLE + struct.pack("<16x5H6x", 62, 3, 0xFFFE, 9, 6)
    header += struct.pack("<10I", 0, 1, sectors + 1, 0, 4096, _NONE, 0, _NONE, 0, 0)
    header = header.ljust(512, b"\xff")
    allocation = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    directory = _entry("Root Entry", 5, _NONE, 0, 1) + _entry("Workbook", 2, 1, len(content), 0xFFFFFFFF) + _entry("", 0, 0, 0, 0xFFFFFFFF) * 2
    return header + allocation[:512] + content.ljust(sectors * 512, b"\0") + directory


def _entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    encoded = name.encode("utf-16-le")
    length = len(encoded) + 2 if name else 0
    return encoded.ljust(64, b"\0") + struct.pack("<HBBIII36xII4x", length, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, start, size)


def records() -> bytes:
    """The records of a small workbook: formats, shared and own strings, numbers of every kind, a merged range."""

    def one(kind: int, body: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def text(words: str) -> bytes:
        return struct.pack("<HB", len(words), 1) + words.encode("utf-16-le")

    begin = struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6)
    sheet = begin[:2] + struct.pack("<H", 0x10) + begin[4:]
    xf = struct.pack("<HHHBBBBIIH", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    name = "自评表"
    globals_ = [
        one(0x809, begin), one(0x42, struct.pack("<H", 1200)), one(0x22, b"\0\0"), one(0x41E, struct.pack("<H", 164) + text("0.00%")),
        one(0xE0, xf), one(0xE0, xf[:2] + struct.pack("<H", 164) + xf[4:]), one(0xFC, struct.pack("<II", 2, 2) + text("预算执行率") + text("合计")),
    ]  # fmt: skip
    length = sum(map(len, globals_)) + 4 + 8 + len(name) * 2 + 4
    bound = one(0x85, struct.pack("<IBBBB", length, 0, 0, len(name), 1) + name.encode("utf-16-le"))
    cells = [
        one(0x809, sheet), one(0x200, struct.pack("<IIHHH", 0, 4, 0, 4, 0)), one(0xFD, struct.pack("<HHHI", 0, 0, 0, 0)),
        one(0x203, struct.pack("<HHHd", 0, 1, 1, 0.9895)), one(0x27E, struct.pack("<HHHi", 1, 1, 0, (841 << 2) | 2)),
        one(0x204, struct.pack("<HHH", 1, 0, 0) + text("项目支出")), one(0xBD, struct.pack("<HHHiHiH", 2, 0, 0, 402, 1, 806, 1)),
        one(0x205, struct.pack("<HHHBB", 2, 2, 0, 1, 0)), one(0x06, struct.pack("<HHHdHIH", 3, 0, 0, 12.5, 0, 0, 0)),
        one(0xBE, struct.pack("<HHHHH", 3, 1, 0, 0, 2)), one(0xE5, struct.pack("<HHHHH", 1, 0, 0, 2, 3)), one(0x0A),
    ]  # fmt: skip
    return b"".join([*globals_, bound, one(0x0A), *cells])


def page(content: str) -> bytes:
    """A PDF of one page whose content is plain, so that a fuzzer can change it; its text is Latin letters and digits."""
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    made = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += f"{number} 0 obj{part}endobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return made + f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF\n".encode()


def as_pdf(data: bytes) -> bytes:
    """A whole PDF as it is; else the content of a page put into one."""
    return data if b"%PDF" in data[:1024] else page(data.decode("latin-1"))
