"""Numbers of a sheet as Excel prints them under a number format; dates are printed 2023-12-31."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "General", 12: "General", 13: "General",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "yyyy/m", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"',
    42: '¥#,##0;-¥#,##0;"-"', 43: '#,##0.00;-#,##0.00;"-"', 44: '¥#,##0.00;-¥#,##0.00;"-"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
    48: "General", 49: "@",
    **dict.fromkeys((*range(27, 32), 36, *range(50, 55), 57, 58), "yyyy/m/d"), **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm:ss"),
}  # fmt: skip
_EXCEL = Context(prec=15, rounding=ROUND_HALF_UP)  # Excel keeps and shows fifteen digits
_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[([^\]]*)\]|([#0?.,%]+)|(E[+-])|(General|@|AM/PM|A/P)|(.)', re.IGNORECASE | re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$")
_DATE_LETTERS = set("ymdhsYMDHSeE")
_LONGEST = 255  # Excel's own limit for a format


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a format between semicolons."""

    before: str = ""
    after: str = ""
    whole: int = 0  # least digits before the point
    least: int = 0  # least digits after the point
    most: int = 0
    grouped: bool = False
    percent: int = 0
    thousands: int = 0
    has_digits: bool = False
    general: bool = False
    date: str = ""  # the letters of a date or time, in order
    condition: tuple[str, Decimal] | None = None


def general(value: Decimal) -> str:
    """A number without a format: all digits Excel keeps, no exponent."""
    text = f"{_EXCEL.plus(value):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) if text != "-0" else "0"


def number(raw: str) -> Decimal | None:
    """The stored number without the noise of its binary form; None for rubbish."""
    try:
        value = Decimal(raw)
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value.adjusted()) > 308:
        return None
    return _EXCEL.plus(value)


def shown(value: Decimal, code: str, *, from_1904: bool = False) -> str:
    """A number under a number format."""
    sections = _compiled(code[:_LONGEST])
    section, bare = _choose(value, sections)
    if section.date:
        return _date(value, section.date, from_1904) or general(value)
    if section.general:
        return f"{section.before}{general(abs(value) if bare else value)}{section.after}"
    magnitude = abs(value)
    if not section.has_digits:
        return section.before + section.after
    exponent = 2 * section.percent - 3 * section.thousands
    magnitude = _WIDE.quantize(_WIDE.scaleb(magnitude, exponent), Decimal(1).scaleb(-section.most))
    digits, _, decimals = f"{magnitude:f}".partition(".")
    while len(decimals) > section.least and decimals.endswith("0"):
        decimals = decimals[:-1]
    digits = digits.lstrip("0").rjust(section.whole, "0")
    if section.grouped and digits:
        digits = f"{int(digits):,}".rjust(section.whole, "0")
    sign = "-" if value < 0 and not bare and magnitude else ""
    return f"{sign}{section.before}{digits}{'.' + decimals if decimals else ''}{section.after}"


def is_date(code: str) -> bool:
    """Whether a format prints dates or times."""
    return bool(_compiled(code[:_LONGEST])[0].date)


def _choose(value: Decimal, sections: tuple[_Section, ...]) -> tuple[_Section, bool]:
    """The section for a value, and whether it prints the sign by itself."""
    if len(sections) == 1:
        return sections[0], False
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _holds(value, section.condition):
                return section, False
        return sections[-1], False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], False


def _holds(value: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, limit = condition
    return {
        "<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit, "=": value == limit, "<>": value != limit,
    }[sign]  # fmt: skip


@lru_cache(maxsize=512)
def _compiled(code: str) -> tuple[_Section, ...]:
    parts, depth, quoted, start = [], False, False, 0
    for at, char in enumerate(code):
        if char == '"':
            quoted = not quoted
        elif char in "[]" and not quoted:
            depth = char == "["
        elif char == ";" and not quoted and not depth and code[at - 1 : at] != "\\":
            parts.append(code[start:at])
            start = at + 1
    parts.append(code[start:])
    return tuple(_section(part) for part in parts[:4])


def _section(part: str) -> _Section:
    before, after, digits, letters = "", "", "", ""
    is_general, condition = False, None
    for quoted, escaped, bracket, digit, exponent, word, other in _TOKEN.findall(part):
        literal = quoted or escaped
        if bracket:
            if found := _CONDITION.match(bracket):
                condition = (found[1], Decimal(found[2]))
            elif bracket.startswith("$"):
                literal = bracket[1:].partition("-")[0]
            elif set(bracket.lower()) in ({"h"}, {"m"}, {"s"}):
                letters += "H"
        elif digit:
            digits += digit
        elif exponent:
            is_general = True
        elif word:
            is_general = is_general or word.lower() in ("general", "@")
        elif other in _DATE_LETTERS and other:
            letters += other.lower()
        elif other == "/" and digits:
            is_general = True  # a fraction is printed as a decimal
        elif other and not other.isspace():
            literal = other
        if literal:
            if digits or is_general:
                after += literal
            else:
                before += literal
    if letters and not is_general:
        return _Section(date=letters, condition=condition)
    if "%" in digits:
        after = "%" * digits.count("%") + after
    left, _, right = digits.replace("%", "").partition(".")
    ending = len(left + right) - len((left + right).rstrip(","))
    places = right.replace(",", "").replace(".", "")
    return _Section(
        before=before, after=after, whole=left.count("0"), least=len(places.rstrip("#?")), most=len(places),
        grouped="," in left.rstrip(","), percent=digits.count("%"), thousands=ending, has_digits=bool(left + right),
        general=is_general, condition=condition,
    )  # fmt: skip


def _date(value: Decimal, letters: str, from_1904: bool) -> str:
    """A serial number as a date and time; empty when no date has that number."""
    seconds = int((value * 86400).to_integral_value(rounding=ROUND_HALF_UP)) if abs(value) < 2_958_466 else -1
    if seconds < 0:
        return ""
    days, seconds = divmod(seconds, 86400)
    hours, minutes = divmod(seconds // 60, 60)
    clock = f"{hours:02d}:{minutes:02d}" + (f":{seconds % 60:02d}" if "s" in letters or seconds % 60 else "")
    if "H" in letters:
        return f"{days * 24 + hours}:{minutes:02d}" + (f":{seconds % 60:02d}" if "s" in letters else "")
    if not set(letters) & set("yde") and "h" not in letters and "s" not in letters:
        letters += "y"
    if not set(letters) & set("yde"):
        return clock
    if not from_1904 and days == 60:
        return "1900-02-29"  # Excel's own day that never was
    first = date(1904, 1, 1) if from_1904 else date(1899, 12, 31 if days < 60 else 30)
    try:
        day = first + timedelta(days=days)
    except OverflowError:
        return ""
    if "d" not in letters:
        return f"{day.year}年{day.month}月" if "m" in letters else f"{day.year}年"
    return f"{day.isoformat()} {clock}" if "h" in letters or seconds else day.isoformat()
