"""Chinese numerals: 一百二十, 壹佰贰拾叁, 两千零五, 三十几, 二〇二三, 一点五."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {
    "零": 0, "〇": 0, "一": 1, "壹": 1, "二": 2, "贰": 2, "两": 2, "三": 3, "叁": 3, "四": 4, "肆": 4,
    "五": 5, "伍": 5, "六": 6, "陆": 6, "七": 7, "柒": 7, "八": 8, "捌": 8, "九": 9, "玖": 9,
}  # fmt: skip
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}

NUMERAL_CHARACTERS = "".join((*_DIGITS, *_PLACES, *_GROUPS))


def read_numeral(text: str) -> Decimal | None:
    """The value of a Chinese numeral, or None when it is not one.

    Example:
        >>> read_numeral("壹佰贰拾叁"), read_numeral("两千零五"), read_numeral("一万二千"), read_numeral("九十九点八")
        (Decimal('123'), Decimal('2005'), Decimal('12000'), Decimal('99.8'))
    """
    whole, dot, tail = text.partition("点")
    if dot:
        if not tail or any(c not in _DIGITS for c in tail):
            return None
        head = read_numeral(whole)
        return None if head is None else head + Decimal("0." + "".join(str(_DIGITS[c]) for c in tail))
    if not text:
        return None
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return Decimal("".join(str(_DIGITS[c]) for c in text))
    return _grouped(text)


def _grouped(text: str) -> Decimal | None:
    total = section = 0
    digit: int | None = None
    last_place = 0
    for character in text:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        elif character in _PLACES:
            place = _PLACES[character]
            section += (1 if digit is None or (digit == 0 and not section) else digit) * place
            digit, last_place = None, place
        elif character in _GROUPS:
            section += digit or 0
            if not section and not total and digit is None:
                section = 1  # 万元 alone; 零万元 is nothing
            total = (total + section) * _GROUPS[character] if _GROUPS[character] > 10_000 and total else (total + section * _GROUPS[character])
            section, digit, last_place = 0, None, _GROUPS[character]
        else:
            return None
    if digit is not None:
        # 三百五 is 350: a last digit with no place takes the place below the one before it.
        implied = last_place // 10 if last_place >= 100 and digit and "零" not in text and "〇" not in text else 1
        section += digit * max(implied, 1)
    return Decimal(total + section)
