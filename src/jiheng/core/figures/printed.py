"""Text to figures and back: "1,234.56万元", "10万余个", "不少于3次", "百分之九十九点八", "344、27万元".

One regular expression finds where numbers may begin; the unit is looked up, never guessed. Dates, ordinals, list
numbers and codes are told apart from quantities, so that nobody adds a year to an amount.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from jiheng.core.figures.figure import Figure, Hedge
from jiheng.core.figures.mention import Mention, MentionKind
from jiheng.core.figures.units import MULTIPLIERS, NUMBER, Unit, known_units, unit_for
from jiheng.core.figures.zh_numerals import NUMERAL_CHARACTERS, read_numeral

_WIDE = str.maketrans("０１２３４５６７８９．％－＋", "0123456789.%-+")
_WIDE_FOUND = re.compile("[０-９．％－＋]")

_ZH = f"[{NUMERAL_CHARACTERS}]"
_DASH = r"[-—–~～−]{1,2}"
_ARABIC = r"\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"

# Order matters: what can never be a quantity is taken first.
_SCAN = re.compile(
    rf"""
    (?P<date>
        (?<!\d)(?:19|20)\d\d\s?(?:年度?)?\s?(?:{_DASH}|至|到|、|和|与)\s?(?:19|20)\d\d\s?年(?:度)?
      | (?<!\d)(?:19|20)\d\d\s?年(?:度|初|末|底|全年)?(?:\s?{_MONTH}(?:\s?{_DASH}\s?{_MONTH})?\s?月(?:份|初|末|底)?(?:\s?{_DAY}\s?日)?)?
      | (?<![\d.])(?:19|20)\d\d[-./]{_MONTH}[-./]{_DAY}(?![\d.])
      | (?<![\d.])(?:{_MONTH}\s?(?:{_DASH}|至|到|、|，|,)\s?)*{_MONTH}\s?月(?!票)(?:份|初|末|底)?(?:\s?{_DAY}\s?日)?(?!\d)
      | 二[〇零○O0][一二三四五六七八九〇零○O0]{{2}}\s?年(?:度)?(?:[一二三四五六七八九十]{{1,2}}月(?:[一二三四五六七八九十]{{1,3}}日)?)?
      | (?<![\d.])\d{{1,2}}[:：][0-5]\d(?![\d.])
    )
  | (?P<ordinal>
        第\s?(?:\d+|{_ZH}+)(?:[-—、至]\d+)*
      | [〔\[【（(]\s?(?:19|20)\d\d\s?[〕\]】）)]\s?\d*\s?号?
      | (?:\d+|{_ZH}+)届(?:(?:\d+|{_ZH}+)次)?(?:{_ZH}+中全会)?
      | (?:附件|附表|表|图|款|条例|公式)\s?\d+(?![\d.]|[万亿元%])(?:[-—.]\d+)*
      | (?<![\d.])\d+(?:\+\d+)+(?![\d.%万元])
      | [“"「]\s?\d+(?:[-+/、]\d+)*\s?[”"」]
    )
  | (?P<code>(?<![\d.])(?:0\d{{2,3}}-\d{{7,8}}|1[3-9]\d{{9}}|2\d{{4}}(?:\d\d)?(?=[\u4e00-\u9fff（\s）)])(?!\s?[万亿元人件条次个户名项]))(?![\d.]))
  | (?P<percent>百分之(?P<percent_zh>[{NUMERAL_CHARACTERS}点]+|\d+(?:\.\d+)?))
  | (?P<fraction>(?P<under>{_ZH}+)分之(?P<over>{_ZH}+)(?!{_ZH}))
  | (?P<number>(?P<minus>(?<![\d.）)\u4e00-\u9fffA-Za-z%\u2014])-|(?<=[增减降长少率为差额加])-)?(?:{_ARABIC}))
  | (?P<zh>{_ZH}+)
    """,
    re.VERBOSE,
)

# A cheap look at single characters first: most of a text can begin no number.
_START = re.compile(f'[\\d第〔\\[【（(附表图款条公“"「{NUMERAL_CHARACTERS}-]')

_BEFORE = (
    ("不少于", Hedge.AT_LEAST), ("不低于", Hedge.AT_LEAST), ("不小于", Hedge.AT_LEAST), ("大于等于", Hedge.AT_LEAST),
    ("大于或等于", Hedge.AT_LEAST), ("高于等于", Hedge.AT_LEAST), ("至少", Hedge.AT_LEAST), ("最低", Hedge.AT_LEAST),
    ("≥", Hedge.AT_LEAST), ("≧", Hedge.AT_LEAST), (">=", Hedge.AT_LEAST), ("＞=", Hedge.AT_LEAST), ("＞＝", Hedge.AT_LEAST), ("⩾", Hedge.AT_LEAST),
    ("不超过", Hedge.AT_MOST), ("不高于", Hedge.AT_MOST), ("不大于", Hedge.AT_MOST), ("不多于", Hedge.AT_MOST), ("至多", Hedge.AT_MOST),
    ("小于等于", Hedge.AT_MOST), ("小于或等于", Hedge.AT_MOST), ("≤", Hedge.AT_MOST), ("≦", Hedge.AT_MOST), ("<=", Hedge.AT_MOST), ("⩽", Hedge.AT_MOST),
    ("＜=", Hedge.AT_MOST), ("＜＝", Hedge.AT_MOST), ("最高", Hedge.AT_MOST),
    ("不足", Hedge.UNDER), ("不到", Hedge.UNDER), ("低于", Hedge.UNDER), ("少于", Hedge.UNDER), ("小于", Hedge.UNDER), ("<", Hedge.UNDER), ("＜", Hedge.UNDER),
    ("超过", Hedge.OVER), ("超出", Hedge.OVER), ("高于", Hedge.OVER), ("大于", Hedge.OVER), ("多于", Hedge.OVER), ("逾", Hedge.OVER), ("超", Hedge.OVER),
    (">", Hedge.OVER), ("＞", Hedge.OVER),
    ("接近", Hedge.NEARLY), ("将近", Hedge.NEARLY), ("近", Hedge.NEARLY),
    ("大约", Hedge.ABOUT), ("约为", Hedge.ABOUT), ("约", Hedge.ABOUT),
)  # fmt: skip
# Words that end with a hedge's character and mean something else: 节约3万元 is a saving of exactly 3.
_NOT_HEDGE = {"近": "最附临邻新远靠亲", "约": "节合公预签契条特邀集制失违简缔誓履解", "超": "赶", "不到": "达做办看"}
_COMPARED = re.compile(r"(?:[较比]|相比|同比|增加|减少|增长|下降|节约|结余).{0,8}$")
_AFTER = (
    ("及以上", Hedge.AT_LEAST), ("（含）以上", Hedge.AT_LEAST), ("(含)以上", Hedge.AT_LEAST), ("以上", Hedge.AT_LEAST),
    ("及以下", Hedge.AT_MOST), ("（含）以内", Hedge.AT_MOST), ("（含）以下", Hedge.AT_MOST), ("以内", Hedge.AT_MOST), ("之内", Hedge.AT_MOST), ("以下", Hedge.AT_MOST),
    ("左右", Hedge.ABOUT), ("上下", Hedge.ABOUT), ("有余", Hedge.OVER), ("余", Hedge.OVER), ("多", Hedge.OVER),
)  # fmt: skip
_MORE = {"余": Hedge.OVER, "多": Hedge.OVER, "几": Hedge.OVER, "来": Hedge.ABOUT}
_EQUAL_SIGNS = ("=", "＝", "等于")
_LOOSE_ONES = frozenset("一两二三四五六七八九十")
# Measure words that follow a one-character Chinese numeral as a real count in official prose (not 一次, 一批 …).
_STRICT = frozenset(
    "人 名 位 件 条 项 次 期 篇 场 份 户 所 家 倍 天 辆 台 套 座 处 批 个 元 万元 亿元 千元 人次 个百分点 个月 册 本 部 场次".split()
)
_LIST_NUMBER = re.compile(r"(?:^|[。；;：:\n，,]|(?<=[\u4e00-\u9fff）)])(?=\d\.\D))\s*[（(]?$")
_RANGE = re.compile(rf"\s?(?:{_DASH}|至|到)\s?(?P<high>{_ARABIC})")
_DROPPED_DOT = re.compile(r"、(?P<cents>\d{2})(?=\s?(?:万|亿)?元)")
_MANY_DOTS = re.compile(r"(?<![\d.])(?P<head>\d{1,3}(?:\.\d{3})+)\.(?P<cents>\d{1,2})(?!\d)")
_TWO_DOTS = re.compile(r"(?:\.\.+|\.、|。|·|,|，)(?P<cents>\d{1,2})(?=\s?(?:万|亿)?元)")
_LOOSE_DOT = re.compile(r"(?:\s\.\s?|\.\s)(?P<cents>\d{1,2})(?=\s?(?:(?:万|亿)?元|%))")
_LONGEST = 7


def scan(text: str) -> list[Mention]:
    """Every number of a text in order, told apart by kind.

    Full-width digits count as digits; offsets are those of `text`. Repairs of malformed numbers are named.

    Example:
        >>> [(m.text, str(m.figure.number), m.figure.unit.key) for m in scan("基本支出1,234.56万元，惠及10万余个")]
        [('1,234.56万元', '1234.56', '万元'), ('10万余个', '10', '万个')]
    """
    clean = text.translate(_WIDE) if _WIDE_FOUND.search(text) else text
    found: list[Mention] = []
    position = 0
    start = _START.search(clean, position)
    while start:
        position = start.start() + 1
        match = _SCAN.match(clean, position - 1)
        if match:
            mention = _mention(clean, text, match)
            if mention is not None:
                found.append(mention)
            position = max(position, mention.end if mention else match.end())
        start = _START.search(clean, position)
    return found


def _mention(clean: str, text: str, match: re.Match[str]) -> Mention | None:
    kind = match.lastgroup or ""
    start, end = match.span()
    if match["date"] is not None:
        return Mention(MentionKind.DATE, start, end, text[start:end], year=_year(match["date"]))
    if match["ordinal"] is not None:
        return Mention(MentionKind.ORDINAL, start, end, text[start:end])
    if match["code"] is not None:
        return Mention(MentionKind.CODE, start, end, text[start:end])
    if match["percent"] is not None:
        number = read_numeral(match["percent_zh"]) if not match["percent_zh"][0].isdigit() else Decimal(match["percent_zh"])
        return None if number is None else _quantity(clean, text, start, end, number, _step(number), unit_for("%"), "")
    if match["fraction"] is not None:
        under, over = read_numeral(match["under"]), read_numeral(match["over"])
        if not under or over is None:
            return None
        return _quantity(clean, text, start, end, over / under, Decimal("1E-27"), NUMBER, "")
    if match["number"] is not None:
        return _arabic(clean, text, match)
    del kind
    return _chinese(clean, text, start, end)


def _year(words: str) -> int | None:
    digits = re.search(r"(?:19|20)\d\d", words)
    if digits:
        last = re.findall(r"(?:19|20)\d\d", words)
        return int(last[-1]) if len(last) == 1 else None
    if words.startswith("二"):
        table = {"〇": "0", "零": "0", "○": "0", "O": "0", "0": "0"} | dict(zip("一二三四五六七八九", "123456789", strict=True))
        return int("2" + "".join(table[c] for c in words[1:4]))
    return None


def _step(number: Decimal) -> Decimal:
    return Decimal(1).scaleb(int(number.as_tuple().exponent))


def _arabic(clean: str, text: str, match: re.Match[str]) -> Mention | None:
    start, end = match.span()
    printed = match["number"]
    before = clean[start - 1] if start else ""
    if before.isascii() and before.isalpha():
        return Mention(MentionKind.CODE, start, end, text[start:end])
    listed = _list_number(clean, start, end, printed)
    if listed:
        return Mention(MentionKind.ORDINAL, start, listed, text[start:listed])
    repair = ""
    digits = printed.replace(",", "").replace("，", "")
    dots = _MANY_DOTS.match(clean, start)
    if dots:
        digits, end = dots["head"].replace(".", "") + "." + dots["cents"], dots.end()
        repair = "千位分隔写成了小数点，按" + digits + "读取"
    elif "." not in printed:
        for pattern in (_DROPPED_DOT, _TWO_DOTS, _LOOSE_DOT):
            broken = pattern.match(clean, end)
            if broken and not (pattern is _DROPPED_DOT and re.search(r"\d、$", clean[max(0, start - 2) : start])):
                digits, end = f"{digits}.{broken['cents']}", broken.end()
                repair = f"“{text[start:end]}”的小数点写成了“{broken.group(0)[: -len(broken['cents'])].strip() or '空格'}”，按{digits}读取"
                break
    elif clean[end : end + 1] == "." and not clean[end + 1 : end + 2].isdigit():
        tail = clean[end + 1 : end + 4].lstrip()
        if not tail or tail[0] == "\n" or tail.startswith(("万", "元", "%")):
            repair = f"“{text[start : end + 1]}”末尾多一个小数点，按{digits}读取"
            if tail and tail[0] != "\n":
                end += 1
    number = Decimal(digits)
    step = _step(number)
    high = None
    between = _RANGE.match(clean, end)
    if not between and clean[end : end + 1] == "%":
        between = _RANGE.match(clean, end + 1)
    if between and not repair:
        high = Decimal(between["high"].replace(",", "").replace("，", ""))
        if high > number and not match["minus"] and "月" not in clean[between.end() : between.end() + 2]:
            end = between.end()
        else:
            high = None
    return _quantity(clean, text, start, end, number, step, None, repair, high)


def _list_number(clean: str, start: int, end: int, printed: str) -> int:
    """End of a list number that begins here (1. 2、 （3）, also "1.2023年…"), or 0."""
    head, dot, tail = printed.partition(".")
    if not head.isdigit() or len(head) > 2:
        return 0
    if not _LIST_NUMBER.search(clean[max(0, start - 4) : start]):
        return 0
    if dot:
        if len(tail) == 4 and tail[:2] in ("19", "20") and clean[end : end + 2].lstrip()[:1] == "年":
            return start + len(head) + 1
        return 0
    after = clean[end : end + 1]
    opened = clean[start - 1 : start] in ("（", "(")
    if after in (")", "）") and opened and not clean[end + 1 : end + 2].isdigit():
        return end + 1
    if after in (".", "、", "．") and not opened and not re.match(r"[、.]\s?\d{1,2}(?:万|亿)?元|[、.]\d+[、人件次个%]", clean[end : end + 8]):
        return end + 1
    return 0


def _chinese(clean: str, text: str, start: int, end: int) -> Mention | None:
    word = clean[start:end]
    if (start and clean[start - 1] in "“‘「第\"") or clean[end : end + 1] in "”’是来中则":
        return None
    more = clean[end : end + 1]
    # 上千万元, 近百名, 数十万元: a bare multiple counts only behind a hedge.
    bare = word in MULTIPLIERS or word in ("千", "百")
    before = clean[max(0, start - 1) : start]
    if bare and before not in ("上", "近", "超", "逾", "约", "数", "几") or before == "点" or more == "点" and len(word) == 1:
        return None
    number = read_numeral(word)
    if number is None:
        return None
    tail = end + 1 if more in _MORE else end
    unit, stop = _unit_at(clean, tail)
    if unit is None or unit is NUMBER:
        return None
    if len(word) == 1 and not bare and (unit.key not in _STRICT or word == "一" and not unit.is_money and unit.key not in ("名", "位")):
        return None
    if unit.dimension == "time" and word[0] in _LOOSE_ONES and len(word) == 1:
        return None
    del stop
    step = _chinese_step(word, number)
    mention = _quantity(clean, text, start, end, number, step, None, "")
    if bare and before in ("上", "数", "几"):
        return Mention(mention.kind, mention.start - 1, mention.end, text[mention.start - 1 : mention.end],
                       _loosened(mention.figure, Hedge.OVER), repair=mention.repair)  # fmt: skip
    return mention


def _loosened(figure: Figure | None, hedge: Hedge) -> Figure | None:
    if figure is None:
        return None
    return Figure(figure.number, figure.step, figure.unit, figure.text, hedge, figure.upper)


def _chinese_step(word: str, number: Decimal) -> Decimal:
    if word[-1] in "万亿":
        return Decimal(10_000 if word[-1] == "万" else 100_000_000)
    return _step(number)


@lru_cache(maxsize=1)
def _unit_starts() -> frozenset[str]:
    return frozenset(key[0] for key in known_units()) | frozenset("百千万亿")


def _unit_at(clean: str, position: int) -> tuple[Unit | None, int]:
    """The longest unit printed at a position (one blank is let through) and where it ends."""
    start = position
    if clean[position : position + 1] in (" ", "\u3000", "\xa0"):
        start += 1
    if clean[start : start + 1] not in _unit_starts():
        return NUMBER, position
    for length in range(_LONGEST, 0, -1):
        key = clean[start : start + length]
        if len(key) == length:
            unit = unit_for(key)
            if unit is not None:
                return unit, start + length
    return NUMBER, position


def _quantity(
    clean: str, text: str, start: int, end: int, number: Decimal, step: Decimal, unit: Unit | None, repair: str, upper: Decimal | None = None
) -> Mention:
    hedge = Hedge.NONE
    stop = end
    if unit is None:
        unit, stop, hedge = _unit_and_more(clean, end)
    sign = ""
    begun = _before(clean, start)
    if begun is not None:
        sign, worded = begun
        if hedge is Hedge.NONE:
            hedge = worded
    if hedge is Hedge.NONE:
        for word, after in _AFTER:
            if clean.startswith(word, stop) and not (word in ("多", "余") and clean[stop + 1 : stop + 2] in "年次个元"):
                hedge = after
                break
    figure = Figure(number, step, unit, text[start:stop], hedge, upper)
    return Mention(MentionKind.QUANTITY, start, stop, text[start:stop], figure, repair=repair, sign=sign)


def _unit_and_more(clean: str, end: int) -> tuple[Unit, int, Hedge]:
    """Unit behind a number, where 余/多/几 may stand before it (20余批) or inside it (10万余个)."""
    position, hedge = end, Hedge.NONE
    if clean[position : position + 1] == " " and clean[position + 1 : position + 2] in _MORE:
        position += 1
    if clean[position : position + 1] in _MORE and clean[position : position + 2] not in ("来自", "余额", "多余", "多元", "来访"):
        unit, stop = _unit_at(clean, position + 1)
        if unit is not None and unit is not NUMBER:
            return unit, stop, _MORE[clean[position]]
        return NUMBER, end, _MORE[clean[position]] if clean[position] == "余" else Hedge.NONE
    unit, stop = _unit_at(clean, position)
    if unit is None:
        return NUMBER, end, hedge
    if unit.dimension == "number" and unit is not NUMBER and clean[stop : stop + 1] in _MORE:
        more = _MORE[clean[stop]]
        rest, last = _unit_at(clean, stop + 1)
        if rest is not None and rest is not NUMBER:
            joined = unit_for(unit.key + rest.key)
            if joined is not None:
                return joined, last, more
        return unit, stop + 1, more
    return unit, stop, hedge


def _before(clean: str, start: int) -> tuple[str, Hedge] | None:
    """The hedge or comparison sign printed before a number."""
    head = clean[max(0, start - 6) : start].rstrip()
    for word, hedge in _BEFORE:
        if head.endswith(word):
            previous = head[: -len(word)][-1:]
            if previous and previous in _NOT_HEDGE.get(word, ""):
                return None
            return word, hedge
    for word in _EQUAL_SIGNS:
        if head.endswith(word):
            return word, Hedge.NONE
    return None


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
