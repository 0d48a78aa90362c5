"""PDF reader: characters, files that cannot be read, lines by geometry."""

from __future__ import annotations

import base64
from io import BytesIO

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest

from jiheng.core.errors import UnreadableFile
from jiheng.core.reading.formats.pdf import is_pdf, read_pdf
from jiheng.core.reading.pdf.characters import is_private, is_wide, plain
from jiheng.core.reading.pdf.ink import Frame, Glyph, PageInk
from jiheng.core.reading.pdf.lines import lines_of, text_of
from jiheng.core.reading.pdf.rulings import Ruling, merged

# One blank page behind the password "secret".
LOCKED = base64.b64decode(
    "JVBERi0xLjMKJeLjz9MKMSAwIG9iago8PAovUHJvZHVjZXIgPGZiNGNkMDgxYjU+Cj4+CmVuZG9iagoyIDAgb2JqCjw8Ci9UeXBlIC9QYWdlcwovQ291bnQgMQovS2lkcyBb"
    "IDQgMCBSIF0KPj4KZW5kb2JqCjMgMCBvYmoKPDwKL1R5cGUgL0NhdGFsb2cKL1BhZ2VzIDIgMCBSCj4+CmVuZG9iago0IDAgb2JqCjw8Ci9UeXBlIC9QYWdlCi9SZXNvdXJj"
    "ZXMgPDwKPj4KL01lZGlhQm94IFsgMC4wIDAuMCAxMCAxMCBdCi9QYXJlbnQgMiAwIFIKPj4KZW5kb2JqCjUgMCBvYmoKPDwKL1YgMQovUiAyCi9MZW5ndGggNDAKL1AgNDI5"
    "NDk2NzI5MgovRmlsdGVyIC9TdGFuZGFyZAovTyA8ZTVhOGQyNjg3YmQ5ZDBjZmY5NDZiN2FjNTVmNTEwODFkY2YwZDExNjU1NGM0YmZjYjBhNWU0NDZmNjllYTQ4YT4KL1Ug"
    "PGVlY2ZhMjA3MmJhYzQ3YzM0YWY1ZGY4NzE5YzZmYWU2YmExN2RmNTc3MjE1Nzg1ZTA2MGFjMmYxMTU3NDUzMjQ+Cj4+CmVuZG9iagp4cmVmCjAgNgowMDAwMDAwMDAwIDY1"
    "NTM1IGYgCjAwMDAwMDAwMTUgMDAwMDAgbiAKMDAwMDAwMDA1OSAwMDAwMCBuIAowMDAwMDAwMTE4IDAwMDAwIG4gCjAwMDAwMDAxNjcgMDAwMDAgbiAKMDAwMDAwMDI1OSAw"
    "MDAwMCBuIAp0cmFpbGVyCjw8Ci9TaXplIDYKL1Jvb3QgMyAwIFIKL0luZm8gMSAwIFIKL0lEIFsgPDJhMGIyZGI5ZTM4MTc4MWI5YzVmOTllMTQ3YTI0MjYxPiA8MmEwYjJk"
    "YjllMzgxNzgxYjljNWY5OWUxNDdhMjQyNjE+IF0KL0VuY3J5cHQgNSAwIFIKPj4Kc3RhcnR4cmVmCjQ3MwolJUVPRgo="
)


def pages(count: int) -> bytes:
    """A PDF of blank pages."""
    document = pdfium.PdfDocument.new()
    for _ in range(count):
        document.new_page(100, 100)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def picture() -> bytes:
    """A page that is nothing but a picture."""
    document = pdfium.PdfDocument.new()
    page = document.new_page(200, 200)
    image = pdfium.PdfImage.new(document)
    image.set_bitmap(pdfium.PdfBitmap.new_native(8, 8, pdfium.raw.FPDFBitmap_BGR))
    image.set_matrix(pdfium.PdfMatrix().scale(200, 200))
    page.insert_obj(image)
    page.gen_content()
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"", "JH-F-022", "空"),
        (b"\0" * 64, "JH-F-022", "空"),
        (b"%PDF-1.7\n", "JH-F-021", "损坏"),
        (b"%PDF-1.7\n" + bytes(n * n % 251 for n in range(20_000)), "JH-F-021", "损坏"),
        (pages(1)[:200], "JH-F-021", "损坏"),
        (LOCKED, "JH-F-006", "加密"),
        (pages(1), "JH-F-022", "没有任何文字"),
        (pages(2001), "JH-F-025", "2000"),
        (picture(), "JH-F-023", "扫描件没有文字层"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_in_one_line(data: bytes, code: str, word: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_pdf(data, "坏.pdf")
    assert caught.value.code == code
    assert word in str(caught.value)
    assert "\n" not in str(caught.value)


def test_damaged_bytes_never_raise_anything_else() -> None:
    base = pages(3)
    for turn in range(60):
        data = bytearray(base)
        for hit in range((1, 5, 40)[turn % 3]):
            data[(turn * 7919 + hit * 104729) % len(data)] = (turn * 31 + hit * 17) % 256
        with pytest.raises(UnreadableFile):
            read_pdf(bytes(data), "坏.pdf")


def test_mark_of_a_pdf_may_stand_behind_some_bytes() -> None:
    assert is_pdf(b"\xef\xbb\xbf%PDF-1.4")
    assert not is_pdf(b"PK\x03\x04")


def test_look_alikes_are_folded_and_signs_kept() -> None:
    assert plain(0x2F00) == "一"
    assert plain(0x2EDA) == "页"
    assert plain(0xF900) == "豈"
    assert plain(0xFB01) == "fi"
    assert [plain(ord(c)) for c in "①㎡％１"] == ["①", "㎡", "％", "１"]
    assert plain(0x200B) == plain(0xAD) == plain(10) == ""
    assert plain(0xF06C) == "●"
    assert is_private("\ue123")
    assert is_private("\ufffd")
    assert is_wide("，")
    assert is_wide("“")
    assert not is_wide("3")


def ink(*glyphs: Glyph, rulings: tuple[Ruling, ...] = ()) -> PageInk:
    """A page made of glyphs."""
    return PageInk(1, 600, 800, glyphs, rulings)


def word(text: str, x: float, base: float, size: float = 10.0, step: float = 0.0) -> list[Glyph]:
    """Glyphs of a text from x on: full squares for Chinese characters, halves for the rest; `step` is letter-spacing."""
    glyphs = []
    for character in text:
        width = size if is_wide(character) else size / 2
        glyphs.append(Glyph(character, x, base - 0.86 * size, x + width, base + 0.14 * size, base, size))
        x += width + step
    return glyphs


def text(*words: list[Glyph]) -> list[str]:
    """Lines of a page that holds some words, in whatever order they are drawn."""
    glyphs = [g for each in words for g in each]
    return [line.text for line in lines_of(ink(*glyphs), glyphs)]


def test_numbers_drawn_before_their_labels_stand_behind_them() -> None:
    assert text(word("307.82", 100, 50), word("万元", 130, 50), word("总计", 70, 50)) == ["总计 307.82万元"]


def test_letter_spaced_titles_have_no_blanks() -> None:
    assert text(word("目录", 100, 50, step=20)) == ["目录"]
    assert text(word("收入支出决算总表", 100, 50, step=6)) == ["收入支出决算总表"]


def test_a_blank_between_number_and_character_is_printed_not_read() -> None:
    assert text(word("增加", 100, 50), word("1062.85", 123, 50), word("万元", 161, 50)) == ["增加1062.85万元"]


def test_two_numbers_stay_two() -> None:
    assert text(word("12.50", 100, 50), word("13.50", 130, 50)) == ["12.50 13.50"]


def test_a_raised_mark_joins_its_line() -> None:
    assert text(word("建筑面积100m", 100, 50), word("2", 160, 46, size=5)) == ["建筑面积100m2"]


def test_lines_join_without_blanks_between_characters() -> None:
    glyphs = [*word("支出总", 100, 50), *word("计307.", 100, 70), *word("82万元", 100, 90)]
    assert text_of(lines_of(ink(*glyphs), glyphs)) == "支出总计307.82万元"


def test_pieces_of_one_ruling_are_one() -> None:
    parts = [Ruling(False, 10.0, 0, 50), Ruling(False, 10.2, 50.5, 90), Ruling(False, 10.1, 200, 240), Ruling(True, 5, 0, 1)]
    assert [(round(r.start), round(r.end)) for r in merged(parts)] == [(0, 90), (200, 240)]


@pytest.mark.parametrize(("rotation", "turn"), [(r, t) for r in (0, 90, 180, 270) for t in (0, 1, -1, 2)])
def test_places_lead_back_to_the_page_as_displayed(rotation: int, turn: int) -> None:
    upright = Frame(0, 0, 300, 500, rotation)
    turned = Frame(0, 0, 300, 500, rotation, turn)
    width, height = turned.size()
    page = PageInk(1, width, height, (), (), turn)
    for box in ((10, 20, 40, 30), (0, 0, 300, 500), (250, 400, 260, 480)):
        assert page.displayed(turned.box(*box)) == pytest.approx(upright.box(*box))
