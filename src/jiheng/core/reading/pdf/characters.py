"""Characters as a PDF holds them to characters as a reader would type them.

Only ranges that are mere look-alikes of ordinary characters are folded; ①, ㎡ and full-width digits are left as printed.
"""

from __future__ import annotations

import re
import unicodedata

# Radicals that producers write instead of the characters; NFKC leaves this block alone.
_RADICALS_SEEN = "⺀⺁⺄⺇⺊⺋⺌⺗⺙⺛⺝⺟⺠⺢⺦⺨⺩⺫⺬⺮⺰⺳⺶⺷⺸⺹⺼⺾⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳"
_RADICALS_MEANT = "冫厂乙几卜卩小心攵旡月母民氵丬犭王罒示竹纟网羊羊羊老肉艹虎衤西西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食食饣饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟"
_RADICALS = dict(zip(_RADICALS_SEEN, _RADICALS_MEANT, strict=True))
# Symbol-font bullets and ticks: their code points are private, their shapes are known.
_SYMBOLS = {0xF06C: "●", 0xF0B7: "•", 0xF06E: "■", 0xF0D8: "➢", 0xF0FC: "√", 0xF0A7: "▪", 0xF075: "◆", 0xF0E8: "➔", 0xF0A8: "□", 0xF0FE: "☑",
            0xF052: "☑", 0xF0A3: "□", 0xF06F: "□", 0xF0B3: "≥", 0xF0A3 + 0x1000: "≤"}  # fmt: skip
_DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\ufffe\u0000\r\n")
BLANKS = frozenset(" \u00a0\u3000\u2002\u2003\u2009\u202f\u2007\t")
_WIDE = re.compile(
    "[\u2014\u2018-\u201d\u2026\u2460-\u24ff\u25a0-\u25ff\u2605\u2606\u2e80-\u303f\u3041-\u33ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff0f\uff1a-\uff20"
    "\uff3b-\uff40\uff5b-\uffee\U00020000-\U0003ffff]"
)


def plain(code: int) -> str:
    """The ordinary text for one code point of a PDF; "" for what cannot be seen.

    Example:
        >>> plain(0x2F00), plain(ord("㎡")), plain(0x200B), plain(0xFB01)
        ('一', '㎡', '', 'fi')
    """
    if 0x20 <= code < 0x2E80:
        character = chr(code)
        return "" if character in _DROPPED else character
    if code < 0x20:
        return "-" if code == 2 else " " if code == 9 else ""  # pdfium marks a hyphen at a line's end with 2
    character = chr(code)
    if 0x2E80 <= code <= 0x2EFF:
        return _RADICALS.get(character, unicodedata.normalize("NFKC", character))
    if 0x2F00 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF or 0xFB00 <= code <= 0xFB06 or 0x2F800 <= code <= 0x2FA1F:
        return unicodedata.normalize("NFKC", character)
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    return "" if character in _DROPPED or 0xD800 <= code <= 0xDFFF else character


def is_private(text: str) -> bool:
    """Whether a character has no public meaning (a private code point, or one that the font does not map)."""
    return len(text) == 1 and ("\ue000" <= text <= "\uf8ff" or text == "\ufffd" or text >= "\U000f0000")


def is_wide(text: str) -> bool:
    """Whether a character is set on a full square: Chinese characters and punctuation, between which no blank stands."""
    return _WIDE.match(text) is not None


def is_ideograph(text: str) -> bool:
    """Whether a character is a Chinese character proper."""
    return "\u3400" <= text[:1] <= "\u9fff" or text[:1] == "〇" or text[:1] >= "\U00020000"
