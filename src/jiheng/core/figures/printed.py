"""Text to figures and back: "1,234.56万元", "10万余个", "不少于3次", "百分之九十九点八", "344、27万元".

One regular expression (patterns.py) finds where numbers may stand; the unit is looked up, never guessed. Dates,
ordinals, list numbers and codes are told apart from quantities, so that nobody adds a year to an amount.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from jiheng.core.figures import hedges, patterns, repairs
from jiheng.core.figures.figure import Figure, Hedge
from jiheng.core.figures.mention import Mention, MentionKind
from jiheng.core.figures.units import MULTIPLIERS, NUMBER, Unit, known_units, unit_for
from jiheng.core.figures.zh_numerals import read_numeral

# Measure words that follow a one-character Chinese numeral as a real count in official prose (not 一次, 一批 …).
_STRICT = frozenset(
    re.findall("[^ ]+", "人 名 位 件 条 项 次 期 篇 场 份 户 所 家 倍 天 辆 台 套 座 处 批 个 元 万元 亿元 千元 人次 个百分点 个月 册 本 部 场次")
)
# A unit's character that belongs to another word here: 60分贝, 9方面, 70周年.
_OTHER_WORD = {
    "分": "贝公之类布级",
    "方": "面式案法便针",
    "周": "年岁",
    "点": "对",
    "级": "别",
    "天": "然气",
    "大": "型量会专学",
    "期": "间",
    "部": "门分",
    "路": "灯",
}
_BARE = frozenset((*MULTIPLIERS, "千", "百"))
_LOOSENED = {"上": Hedge.OVER, "数": Hedge.OVER, "几": Hedge.OVER, "过": Hedge.OVER}
_THIRD = Decimal("1E-27")
_LONGEST = 7
_MOST_BLANKS = 2
_SHORT_CODE = 5
_MOST_OF_SECTION = 2  # digits
_MOST_DIGITS = 20  # of a quantity: more are an account's, and with a factor beyond the 28 that Decimal counts exactly


def scan(text: str) -> list[Mention]:
    """Every number of a text in order, told apart by kind.

    Full-width digits count as digits; offsets are those of `text`. Repairs of malformed numbers are named.

    Example:
        >>> [(m.text, str(m.figure.number), m.figure.unit.key) for m in scan("基本支出1,234.56万元，惠及10万余个")]
        [('1,234.56万元', '1234.56', '万元'), ('10万余个', '10', '万个')]
    """
    clean = text.translate(patterns.WIDE) if patterns.WIDE_FOUND.search(text) else text
    found: list[Mention] = []
    position = 0
    start = patterns.START.search(clean, position)
    while start:
        position = start.start() + 1
        match = patterns.SCAN.match(clean, position - 1)
        if match:
            mention = _mention(clean, text, match)
            if mention is not None:
                found.append(mention)
            position = max(position, mention.end if mention else match.end())
        start = patterns.START.search(clean, position)
    return found


@lru_cache(maxsize=2048)
def read_figure(text: str) -> Figure | None:
    """The figure of a cell or a short text that holds just one quantity; None when it holds none or several.

    Example:
        >>> read_figure("≥98%").hedge.value, str(read_figure("-1,234.50").number)
        ('at_least', '-1234.50')
    """
    quantities = [m for m in scan(text) if m.kind is MentionKind.QUANTITY]
    return quantities[0].figure if len(quantities) == 1 else None


def print_figure(figure: Figure, *, grouped: bool = False) -> str:
    """A figure as text at its own printed step: number, unit and hedge words.

    Example:
        >>> print_figure(read_figure("不少于1,234.50万元"), grouped=True)
        '不少于1,234.50万元'
    """
    number = figure.number.quantize(figure.step) if figure.step < 1 else figure.number
    digits = f"{number:,f}" if grouped else f"{number:f}"
    if figure.upper is not None:
        digits += f"-{figure.upper:f}"
    head = {Hedge.ABOUT: "约", Hedge.NEARLY: "近", Hedge.UNDER: "不足", Hedge.AT_LEAST: "不少于", Hedge.AT_MOST: "不超过", Hedge.OVER: "超过"}
    return head.get(figure.hedge, "") + digits + figure.unit.key


def _mention(clean: str, text: str, match: re.Match[str]) -> Mention | None:
    start, end = match.span()
    if match["date"] is not None:
        return Mention(MentionKind.DATE, start, end, text[start:end], year=_year(match["date"]))
    if match["ordinal"] is not None:
        return Mention(MentionKind.ORDINAL, start, end, text[start:end])
    if match["code"] is not None:
        return _code(clean, text, start, end)
    if match["percent"] is not None:
        words = match["percent_zh"]
        number = Decimal(words) if words[0].isascii() and words[0].isdigit() else read_numeral(words)
        return None if number is None else _quantity(clean, text, start, end, number, _step(number), unit_for("%"))
    if match["fraction"] is not None:
        under, over = read_numeral(match["under"]), read_numeral(match["over"])
        return None if not under or over is None else _quantity(clean, text, start, end, over / under, _THIRD, NUMBER)
    if match["stroke"] is not None:
        top, bottom = Decimal(match["top"]), Decimal(match["bottom"])
        if top < bottom:
            return _quantity(clean, text, start, end, top / bottom, _THIRD, NUMBER)
        plain = patterns.NUMBER.match(clean, start)
        return _arabic(clean, text, plain) if plain else None
    if match["dotted"] is not None:
        return Mention(MentionKind.CODE, start, end, text[start:end])
    if match["number"] is not None:
        return _arabic(clean, text, match)
    return _chinese(clean, text, start, end)


def _code(clean: str, text: str, start: int, end: int) -> Mention | None:
    """A code, unless money follows, or behind five digits a measure word and nothing more: 21350人次 is a count."""
    unit, stop = _unit_at(clean, end)
    counted = end - start == _SHORT_CODE and clean[start] in "23" and unit is not NUMBER
    money = unit.is_money and len(unit.key) > 1  # 21521万元的…, but not 21102元器件
    if money or ((unit.is_money or counted) and not _is_han(clean[stop : stop + 1])):
        number = Decimal(clean[start:end])
        return _quantity(clean, text, start, end, number, _step(number))
    return Mention(MentionKind.CODE, start, end, text[start:end])


def _year(words: str) -> int | None:
    found = re.findall(r"(?:19|20)\d\d", words)
    if found:
        return int(found[-1]) if len(set(found)) == 1 else None
    if words[:2] in ("二〇", "二零", "二○", "二O", "二0", "一九"):
        table = dict.fromkeys("〇零○O0", "0") | dict(zip("一二三四五六七八九", "123456789", strict=True))
        return int("".join(table[c] for c in words[:4]))
    return None


def _step(number: Decimal) -> Decimal:
    return Decimal(1).scaleb(int(number.as_tuple().exponent))


def _arabic(clean: str, text: str, match: re.Match[str]) -> Mention | None:
    start, end = match.span()
    printed = match["number"]
    if patterns.LETTERS_BEFORE.search(clean, max(0, start - 8), start):
        more = patterns.MORE_DIGITS.match(clean, end)
        end = more.end() if more else end
        return Mention(MentionKind.CODE, start, end, text[start:end])
    if patterns.LETTER_BEHIND.match(clean, end):
        return Mention(MentionKind.CODE, start, end, text[start:end])
    listed = _list_number(clean, start, end, printed)
    if listed:
        return Mention(MentionKind.ORDINAL, start, listed, text[start:listed])
    if clean[start - 1 : start] in ("[", "［") and "," in printed and clean[end : end + 1] in ("]", "］", ")", "）"):
        printed = printed.partition(",")[0]
        end = start + len(printed)
    digits, end, repair = repairs.repaired(clean, text, start, end, printed)
    if clean[start - 1 : start] == "." and start and not clean[start - 2 : start - 1].isdigit() and "." not in digits:
        start, digits, repair = start - 1, "0." + digits, f"“.{digits}”缺整数位，按0.{digits}读取"
    if len(digits) > _MOST_DIGITS:
        return Mention(MentionKind.CODE, start, end, text[start:end])
    number = Decimal(digits)
    if (moved := repairs.moved_unit(clean, text, start, end)) is not None:
        return _quantity(clean, text, start, moved[0], number, _step(number), unit_for("万元"), moved[1])
    high, end, unit = (None, end, None) if repair or match["minus"] else _range(clean, start, end, number)
    return _quantity(clean, text, start, end, number, _step(number), unit, repair, high)


def _range(clean: str, start: int, end: int, number: Decimal) -> tuple[Decimal | None, int, Unit | None]:
    """The other end of a range: 1-2个, 80%-90%, 5万元至10万元; (None, end, None) when there is none."""
    between = patterns.RANGE.match(clean, end)
    first: Unit | None = None
    if not between:
        first, stop = _unit_at(clean, end)
        between = patterns.RANGE.match(clean, stop) if first is not NUMBER else None
    if not between:
        return None, end, None
    high = Decimal(repairs.plain(between["high"]))
    if len(high.as_tuple().digits) > _MOST_DIGITS:
        return None, end, None
    unit, _ = _unit_at(clean, between.end())
    if patterns.REMAINDER.search(clean, max(0, start - 2), start) or patterns.REMAINDER_GOES_ON.match(clean, between.end()):
        return None, end, None  # 83.2-1.93-24.05 is a working, no range
    if high <= number or re.match(r"\s?月", clean[between.end() : between.end() + 2]):
        return None, end, None
    if first is not None and unit.key not in (first.key, first.key + "元"):
        return None, end, None
    return high, between.end(), None


def _list_number(clean: str, start: int, end: int, printed: str) -> int:
    """End of a list number that begins here (1. 2、 （3）, also "2.2024年…" and "1.1总则"), or 0."""
    head, dot, tail = printed.partition(".")
    if not head.isdigit() or len(head) > 2:
        return 0
    if not patterns.LIST_BEFORE.search(clean[max(0, start - 4) : start]):
        return 0
    after = clean[end : end + 1]
    if dot:
        if len(tail) == 4 and tail[:2] in ("19", "20") and patterns.YEAR_AFTER.match(clean, end):
            return start + len(head) + 1
        at_line_start = not clean[:start].strip(" \u3000") or clean[:start].rstrip(" \u3000").endswith("\n")
        if at_line_start and len(tail) > _MOST_OF_SECTION and tail[0] != "0" and _counts(clean, end):
            return start + len(head) + 1  # 1.171个站点: what is counted has no decimals, and no section so high a number
        return end if at_line_start and len(tail) <= 2 and _is_han(after) and _names_something(clean, end) else 0
    opened = clean[start - 1 : start] in ("（", "(")
    if after in (")", "）") and opened:
        return end + 1
    if after in (".", "、", "．") and not opened and not patterns.LISTED_QUANTITY.match(clean, end):
        return end + 1
    return 0


def _counts(clean: str, end: int) -> bool:
    """Whether a unit of single things stands here, and what is counted behind it."""
    unit, stop = _unit_at(clean, end)
    return unit.atom == unit.factor == 1 and unit.dimension in ("count", "people", "person_times") and _is_han(clean[stop : stop + 1])


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _names_something(clean: str, end: int) -> bool:
    """Whether words follow a number with decimals that are no measure word of it: 1.1项目概况, 2.3资金管理."""
    unit, stop = _unit_at(clean, end)
    whole = unit.dimension in ("count", "people", "person_times") and unit.factor == 1
    return unit is NUMBER or (whole and _is_han(clean[stop : stop + 1]))


def _chinese(clean: str, text: str, start: int, end: int) -> Mention | None:
    word = clean[start:end]
    before, after = clean[start - 1 : start] if start else "", clean[end : end + 1]
    if (
        before in ("“", "‘", "「", "第", '"')
        or after in ("”", "’", "是", "中", "则")
        or (word == "十一" and re.match(r"期间|国庆|假期|黄金周", clean[end : end + 3]))
        or (word == "十" and after == "字")  # 红十字会, 十字路口
    ):
        return None
    more = hedges.more_at(clean, end)
    bare = word in _BARE
    # 上千万元, 近百名, 百余人: a bare multiple counts only behind or before a hedge.
    if bare and not more and before not in ("上", "近", "超", "逾", "约", "数", "几", "过"):
        return None
    if before == "过" and clean[start - 2 : start - 1] in ("通", "经", "超", "不"):
        before = ""
    number = read_numeral(word)
    if number is None or number.adjusted() >= _MOST_DIGITS:
        return None
    upper = None
    if len(word) == 2 and 0 < number < 100 and word[0] not in "十拾" and word[1] not in "十拾百千万亿佰仟":
        # 五六个 is five or six; 一一对应 is no number.
        number, upper = Decimal(int(number) // 10), Decimal(int(number) % 10)
        if upper != number + 1:
            return None
    unit, stop = _unit_at(clean, end + 1 if more else end)
    if unit is NUMBER or unit.key in ("级", "大") or (clean[stop : stop + 1] == "一" and number <= 10):
        return None
    if (
        len(word) == 1
        and not bare
        and word != "十"
        and (unit.key not in _STRICT or (word == "一" and not unit.is_money and unit.key not in ("名", "位")))
    ):
        return None
    if unit.dimension == "time" and len(word) == 1:
        return None
    whole = unit_for(word[-1] + unit.key) if word[-1] in "万亿" and unit.key == "元" else None
    if whole is not None:
        # 壹佰贰拾叁万元 is 123 of 万元, as 123万元 is.
        number, unit = number / (whole.factor / unit.factor), whole
    loose = _LOOSENED.get(before) if bare or word == "十" else None
    hedge = more or loose or Hedge.NONE
    mention = _quantity(clean, text, start, stop, number, _chinese_step(word, number, peeled=whole is not None), unit, upper=upper, hedge=hedge)
    if loose is not None and before in ("上", "数", "几") and bare and mention.figure is not None:
        words = text[start - 1 : mention.end]
        return replace(mention, start=start - 1, text=words, figure=replace(mention.figure, text=words))
    return mention


def _chinese_step(word: str, number: Decimal, *, peeled: bool) -> Decimal:
    if word[-1] in "万亿" and not peeled:
        return Decimal(10_000 if word[-1] == "万" else 100_000_000)
    return _step(number) if number == number.to_integral_value() else _step(number.normalize())


@lru_cache(maxsize=1)
def _unit_starts() -> frozenset[str]:
    return frozenset(key[0] for key in known_units()) | frozenset("百千万亿")


def _unit_at(clean: str, position: int) -> tuple[Unit, int]:
    """The longest unit printed at a position (two blanks are let through, one in 万 元) and where it ends."""
    start = position
    while start < position + _MOST_BLANKS and clean[start : start + 1] in (" ", "\u3000", "\xa0"):
        start += 1
    first = clean[start : start + 1]
    if first not in _unit_starts():
        return NUMBER, position
    if first in "万亿千百" and clean[start + 1 : start + 3] in (" 元", "\u3000元"):
        joined = unit_for(first + "元")
        if joined is not None:
            return joined, start + 3
    for length in range(_LONGEST, 0, -1):
        key = clean[start : start + length]
        if len(key) == length:
            unit = unit_for(key)
            if unit is not None:
                if length == 1 and clean[start + 1 : start + 2] in tuple(_OTHER_WORD.get(key, "")):
                    return NUMBER, position
                return unit, start + length
    return NUMBER, position


def _quantity(
    clean: str,
    text: str,
    start: int,
    end: int,
    number: Decimal,
    step: Decimal,
    unit: Unit | None = None,
    repair: str = "",
    upper: Decimal | None = None,
    hedge: Hedge = Hedge.NONE,
) -> Mention:
    """The mention of a quantity; without a unit given, the unit is read from what follows."""
    stop = end
    if unit is None:
        unit, stop, hedge = _unit_and_more(clean, end)
        if unit is NUMBER and clean[start - 1 : start] in ("￥", "¥"):
            unit = unit_for("元") or NUMBER
        elif unit.key == "分" and clean[start - 1 : start] == "时":
            unit = unit_for("分钟") or unit
    sign = ""
    begun = hedges.before(clean, start)
    if begun is not None:
        sign = begun[0]
        hedge = begun[1] if hedge is Hedge.NONE else hedge
    if hedge is Hedge.NONE:
        hedge = hedges.behind(clean, stop)
    figure = Figure(number, step, unit, text[start:stop], hedge, upper)
    return Mention(MentionKind.QUANTITY, start, stop, text[start:stop], figure, repair=repair, sign=sign)


def _unit_and_more(clean: str, end: int) -> tuple[Unit, int, Hedge]:
    """Unit behind a number, where 余/多/几 may stand before it (20余批) or inside it (10万余个)."""
    position = end + 1 if clean[end : end + 1] == " " and clean[end + 1 : end + 2] in hedges.MORE else end
    more = hedges.more_at(clean, position)
    if more is not None:
        unit, stop = _unit_at(clean, position + 1)
        if unit is not NUMBER:
            return unit, stop, more
        return NUMBER, end, more if clean[position] == "余" else Hedge.NONE
    unit, stop = _unit_at(clean, end)
    inner = hedges.more_at(clean, stop)
    if unit.dimension == "number" and unit is not NUMBER and inner is not None:
        rest, last = _unit_at(clean, stop + 1)
        joined = unit_for(unit.key + rest.key) if rest is not NUMBER else None
        return (joined, last, inner) if joined is not None else (unit, stop + 1, inner)
    return unit, stop, Hedge.NONE
