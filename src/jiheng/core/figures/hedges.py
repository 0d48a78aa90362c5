"""The words and signs that loosen a number: before it (不少于, 约, ≥) and behind it (以上, 左右, +)."""

from __future__ import annotations

import re

from jiheng.core.figures.figure import Hedge

_SIGNS = {
    "≥": Hedge.AT_LEAST, "≧": Hedge.AT_LEAST, "⩾": Hedge.AT_LEAST, ">=": Hedge.AT_LEAST, "＞=": Hedge.AT_LEAST, "＞＝": Hedge.AT_LEAST,
    "≤": Hedge.AT_MOST, "≦": Hedge.AT_MOST, "⩽": Hedge.AT_MOST, "<=": Hedge.AT_MOST, "＜=": Hedge.AT_MOST, "＜＝": Hedge.AT_MOST,
    "<": Hedge.UNDER, "＜": Hedge.UNDER, ">": Hedge.OVER, "＞": Hedge.OVER, "=": Hedge.NONE, "＝": Hedge.NONE,
}  # fmt: skip
_NOT = "不得|不能|不应|不可|不会|不准|不宜|并未|没有|未|不"
_BEFORE = re.compile(
    rf"""(?P<sign>[≥≧⩾≤≦⩽]|[<>＜＞][=＝]?|[=＝])
    | (?P<not_less>(?:{_NOT})(?:少于|低于|小于)|(?:大于|高于)(?:或)?等于|至少|最低|最少)
    | (?P<not_more>(?:{_NOT})(?:超过|超出|高于|大于|多于)|(?:小于|低于)(?:或)?等于|至多|最多|最高)
    | (?P<equal>等于)
    | (?P<under>不足|(?<![达做办看得])不到|低于|少于|小于)
    | (?P<over>超过|突破|超出|高于|大于|多于|逾|(?<!赶)超)
    | (?P<nearly>接近|将近|(?<![最附临邻新远靠亲])近)
    | (?P<about>大约|(?<![节合公预签契条特邀集制失违简缔誓履解])约(?:为|占|有|合|需|计|达)?)
    """,
    re.VERBOSE,
)
_KINDS = {
    "not_less": Hedge.AT_LEAST, "not_more": Hedge.AT_MOST, "equal": Hedge.NONE, "under": Hedge.UNDER, "over": Hedge.OVER,
    "nearly": Hedge.NEARLY, "about": Hedge.ABOUT,
}  # fmt: skip
_AFTER = re.compile(
    r"(?P<at_least>(?:及|[（(]含[)）])?以上)|(?P<at_most>(?:及|[（(]含[)）])?(?:以内|以下|之内))|(?P<about>左右|上下(?![\u4e00-\u9fff]))"
    r"|(?P<over>有余|余(?![\u4e00-\u9fff])|多(?![\u4e00-\u9fff])|\+(?!\d))"
)
_AFTER_KINDS = {"at_least": Hedge.AT_LEAST, "at_most": Hedge.AT_MOST, "about": Hedge.ABOUT, "over": Hedge.OVER}
_REACH = 6

MORE = {"余": Hedge.OVER, "多": Hedge.OVER, "几": Hedge.OVER, "来": Hedge.ABOUT}
_NOT_MORE = re.compile(r"来自|来访|来宾|余额|余款|余量|余地|多余|多元(?=[化的素主文格])|多(?:部门|方|媒|功|样|层|渠|种|维|措|点|头|领)")


def before(clean: str, start: int) -> tuple[str, Hedge] | None:
    """The hedge or comparison sign that ends right before a number: its text and its kind."""
    head = clean[max(0, start - _REACH) : start].rstrip()
    last: re.Match[str] | None = None
    for match in _BEFORE.finditer(head):
        if match.end() == len(head):
            last = match
    if last is None:
        return None
    kind = last.lastgroup or ""
    return last[0], _SIGNS.get(last[0], Hedge.NONE) if kind == "sign" else _KINDS[kind]


def behind(clean: str, end: int) -> Hedge:
    """The hedge that follows a number and its unit."""
    match = _AFTER.match(clean, end)
    return _AFTER_KINDS[match.lastgroup or ""] if match else Hedge.NONE


def more_at(clean: str, position: int) -> Hedge | None:
    """余, 多, 几, 来 between a number and its unit (20余批), where they are no word of their own (余额, 多元化)."""
    hedge = MORE.get(clean[position : position + 1])
    if hedge is None or _NOT_MORE.match(clean, position):
        return None
    return hedge
