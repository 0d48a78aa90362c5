"""How labels are written: evening out widths and blanks, taking off numbering, long official endings. No concepts here."""

from __future__ import annotations

import re

_FOLD = {i + 0xFEE0: i for i in range(0x21, 0x7F)} | {ord(a): ord(b) for a, b in zip("【】〔〕﹪帐", "[][]%账", strict=True)}
_DROP = "\0 \n\r\x0b\x0c\u3000\xa0\u200b\ufeff“”\"‘’'「」『』＂*"
_FOLD |= dict.fromkeys(map(ord, _DROP), 0)
_WALL = re.compile(r"\t|\n(?=[ \r\u3000]*\n)")
_LEVEL = re.compile(
    r"\((?:类|款|项|含)\)|(?<=[\u4e00-\u9fff)])\((?:20[1-9]|21\d|22[1-9]|23[0-4]|30[1-9]|31[0-3]|399)(?:\d\d){0,2}\)|(?<=[\u4e00-\u9fff)])\((?:0[1-9]|[1-9]\d)\)"
)
_LEAD = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}(?:\.(?!\d)|、|\))|[①-⑳]|第[一二三四五六七八九十]+[、,]"
    r"|其中[::]?|[加减][::]|[一二三四五六七八九十]是|[-—–·•○●▪■□※+]+|[,;:、。]|\d{3}(?:\d\d){0,3}(?=\D)"
)
_TAIL = re.compile(r"(?:\((?:%|单位|[亿万千百]?元|人|人次|个|件|次|辆|台|套|批|平方米|㎡|m2|分|按|以)[^()]*\)|[:,;。.…、]|合计|小计|总计|\d)$")
_AMOUNT = "(?:总额|金额|数额|合计|总计)?"
_TAILS = {
    "收入": re.compile(_AMOUNT),
    "支出": re.compile("(?:经费)?" + _AMOUNT),
    "money": re.compile("(?:经费)?(?:支出|费用(?!于))?" + _AMOUNT),
    "count": re.compile(r"(?:总人数|总数|人数|数量|总量|数(?![据字年十百千万额]))?"),
}


def normalise(text: str) -> tuple[str, list[int]]:
    """Text with brackets, widths and blanks evened out, and the place of each of its characters in the original.

    Quotes and the marks （类）（款）（项）（含） go too; a tab or an empty line stays as a wall that no label crosses.
    """
    even = _WALL.sub("\x01", text).translate(_FOLD)
    if "(" in even:
        even = _LEVEL.sub(lambda found: "\0" * len(found.group()), even)
    if "\0" not in even:
        return even, list(range(len(even)))
    return even.replace("\0", ""), [place for place, char in enumerate(even) if char != "\0"]


def plain(words: str) -> str:
    """Words as the label index knows them."""
    even = words.translate(_FOLD)
    if "(" in even:
        even = _LEVEL.sub("", even)
    return even.replace("\0", "").replace("\t", "")


def shorter(cell: str) -> str:
    """A plain cell without one more list mark, subject code, unit or total word; itself when nothing is left to take off."""
    lead = _LEAD.match(cell)
    return cell[lead.end() :] if lead else _TAIL.sub("", cell)


def stretch(kind: str, words: str, end: int) -> int:
    """Where a name that ends at `end` ends in the long form that tables print (公务接待费 → 公务接待费支出合计)."""
    if kind == "money":
        tail = _TAILS.get(words[end - 2 : end]) or _TAILS["money"]
    elif kind in ("count", "people", "person_times"):
        tail = _TAILS["count"]
    else:
        return end
    found = tail.match(words, end)
    return found.end() if found else end
