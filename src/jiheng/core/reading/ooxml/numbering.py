"""Automatic numbers of Word paragraphs (一、 （一） 1. ①), restored as the characters Word prints."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from jiheng.core.reading.ooxml.symbols import symbol

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = W + "val"
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_RANGES = {  # number format → first character, how many follow it
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
    "ideographEnclosedCircle": ("㊀", 10),
}
_LISTS = {"ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥"}
_COUNTING = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand"}
_LEGALS = {"chineseLegalSimplified", "japaneseLegal", "ideographLegalTraditional"}
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
    (1, "I"),
)  # fmt: skip


def chinese(number: int, digits: str = _DIGITS, steps: str = "十百千") -> str:
    """A number from 0 to 9999 in Chinese: 12 → 十二, 105 → 一百零五."""
    if not 0 < number < 10_000:
        return "零" if number == 0 else str(number)
    text, zero = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += ("零" if zero and text else "") + digits[digit] + (steps[power - 1] if power else "")
            zero = False
        else:
            zero = True
    return text[1:] if digits is _DIGITS and 10 <= number < 20 else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value and len(text) < 40:
            text += letters
            number -= value
    return text


def printed(number: int, form: str) -> str:
    """A number in one of Word's number formats; unknown formats are printed 1, 2, 3."""
    if form in _COUNTING:
        return chinese(number)
    if form in _LEGALS:
        return chinese(number, _LEGAL, "拾佰仟")
    if form in _RANGES:
        first, many = _RANGES[form]
        return chr(ord(first) + number - 1) if 1 <= number <= many else str(number)
    if form in _LISTS and number >= 1:
        return _LISTS[form][(number - 1) % len(_LISTS[form])]
    if form in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(_DIGITS[int(digit)] for digit in str(abs(number)))
    if form in ("upperRoman", "lowerRoman") and number > 0:
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    if form in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("A" if form == "upperLetter" else "a") + (number - 1) % 26)
        return letter * min(9, 1 + (number - 1) // 26)
    if form == "decimalZero":
        return f"{number:02d}"
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(ord("０") + int(digit)) for digit in str(abs(number)))
    return str(number)


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    style: str = ""
    legal: bool = False
    restart: int = -1  # the level (from 0) after which it starts again; -1: any higher one
    font: str = ""


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    style_link: str = ""
    counters: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Use:
    """A `w:num`: a list with levels of its own or a fresh start."""

    base: str
    levels: dict[int, _Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)


def whole(text: str | None, fallback: int = 0) -> int:
    """An attribute as a whole number; rubbish gives the fallback."""
    try:
        return int(text) if text is not None and len(text) < 10 else fallback
    except ValueError:
        return fallback


def _level(node: Any) -> _Level:
    level = _Level()
    for child in node:
        tag, value = child.tag, child.get(_VAL)
        if tag == W + "start":
            level.start = whole(value, 1)
        elif tag == W + "numFmt":
            level.form = value or "decimal"
        elif tag == W + "lvlText":
            level.text = value or ""
        elif tag == W + "suff":
            level.suffix = value or "tab"
        elif tag == W + "pStyle":
            level.style = value or ""
        elif tag == W + "isLgl":
            level.legal = value not in ("0", "false")
        elif tag == W + "lvlRestart":
            level.restart = whole(value, -1)
        elif tag == W + "rPr":
            fonts = child.find(W + "rFonts")
            level.font = (fonts.get(W + "ascii") or "") if fonts is not None else ""
        elif tag.endswith("}AlternateContent"):  # formats like "01, 02": the fallback names one everybody knows
            form = child.find(f".//{W}numFmt")
            level.form = (form.get(_VAL) if form is not None else None) or level.form
    return level


class Numbering:
    """The lists of a document with their counters; ask in the order of paragraphs."""

    def __init__(self, root: Any | None) -> None:
        """`root` is numbering.xml, or None."""
        self._lists: dict[str, _List] = {}
        self._uses: dict[str, _Use] = {}
        self._by_style: dict[str, str] = {}
        for node in root if root is not None else ():
            if node.tag == W + "abstractNum":
                self._add_list(node)
            elif node.tag == W + "num":
                self._add_use(node)

    def _add_list(self, node: Any) -> None:
        made = _List()
        id = node.get(W + "abstractNumId", "")
        for child in node:
            if child.tag == W + "lvl":
                made.levels[whole(child.get(W + "ilvl"))] = _level(child)
            elif child.tag == W + "numStyleLink":
                made.style_link = child.get(_VAL, "")
            elif child.tag == W + "styleLink":
                self._by_style[child.get(_VAL, "")] = id
        self._lists[id] = made

    def _add_use(self, node: Any) -> None:
        base = node.find(W + "abstractNumId")
        use = _Use(base.get(_VAL, "") if base is not None else "")
        for child in node.iterchildren(W + "lvlOverride"):
            at = whole(child.get(W + "ilvl"))
            start, level = child.find(W + "startOverride"), child.find(W + "lvl")
            if level is not None:
                use.levels[at] = _level(level)
            if start is not None:
                use.starts[at] = whole(start.get(_VAL), 1)
        self._uses[node.get(W + "numId", "")] = use

    def _list(self, use: _Use) -> _List | None:
        found = self._lists.get(use.base)
        if found is not None and found.style_link and not found.levels:
            found = self._lists.get(self._by_style.get(found.style_link, ""), found)
        return found

    def level_of_style(self, num: str, style: str) -> int:
        """The level a style stands for in a list; 0 when the list does not say."""
        use = self._uses.get(num)
        found = self._list(use) if use else None
        return next((at for at, level in found.levels.items() if level.style == style), 0) if found else 0

    def next(self, num: str, at: int) -> str:
        """The mark before the next paragraph of list `num` at level `at` (from 0), with what parts it from the text."""
        use = self._uses.get(num)
        found = self._list(use) if use else None
        level = self._level_at(use, found, at)
        if use is None or found is None or level is None:
            return ""
        counters = found.counters
        if at in use.starts and at not in use.begun:
            use.begun.add(at)
            counters[at] = use.starts[at]
        else:
            counters[at] = counters[at] + 1 if at in counters else level.start
        for deeper in [deeper for deeper in counters if deeper > at]:
            below = self._level_at(use, found, deeper)
            if below is None or below.restart == -1 or at < below.restart:
                del counters[deeper]
        if level.form == "none" and "%" in level.text:
            return ""
        return self._mark(use, found, level, at)

    @staticmethod
    def _level_at(use: _Use | None, found: _List | None, at: int) -> _Level | None:
        return (use.levels.get(at) or (found.levels.get(at) if found else None)) if use else None

    def _mark(self, use: _Use, found: _List, level: _Level, at: int) -> str:
        text = level.text
        if level.form == "bullet":
            text = "".join(symbol(level.font, ord(char)) or "•" if 0xF000 <= ord(char) <= 0xF0FF else char for char in text)
        else:
            for deep in range(9):
                if f"%{deep + 1}" in text:
                    other = self._level_at(use, found, deep) or level
                    number = found.counters.get(deep, other.start)
                    text = text.replace(f"%{deep + 1}", printed(number, "decimal" if level.legal and deep < at else other.form))
        if not text or level.suffix == "nothing":
            return text
        # Word's tab after 一、or （一） is no character of the text; after "1." it keeps the mark from a following digit.
        return text if level.suffix == "tab" and text[-1] in "、）】．" else f"{text} "
