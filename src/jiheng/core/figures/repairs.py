"""Malformed numbers read as what was meant, each repair named: 344、27万元, 488.8., 12.345.67万元, 1,07252万元."""

from __future__ import annotations

import re

from jiheng.core.figures import patterns

_NAMES_END = frozenset("费额出入金款")


def plain(digits: str) -> str:
    """Digits without thousands separators."""
    return digits.replace(",", "").replace("，", "")


def repaired(clean: str, text: str, start: int, end: int, printed: str) -> tuple[str, int, str]:
    """Digits of a number, where it ends, and the repair made when it is malformed."""
    digits = plain(printed)
    for grouped in (patterns.MISGROUPED.match(clean, start), patterns.SPACED_GROUPS.match(clean, start)):
        if grouped and grouped.end() > end:
            whole = re.sub(r"[,，\s]", "", grouped[0])
            return whole, grouped.end(), f"“{text[start : grouped.end()]}”的千位分隔有误，按{whole}读取"
    if (parted := patterns.BLANK_GROUPS.match(clean, start)) is not None and parted.end() > end:
        return re.sub(r"\s", "", parted[0]), parted.end(), ""
    dots = patterns.MANY_DOTS.match(clean, start)
    if dots:
        digits = dots["head"].replace(".", "") + "." + dots["cents"]
        return digits, dots.end(), f"千位分隔写成了小数点，按{digits}读取"
    if "." not in printed:
        for pattern in (patterns.DROPPED_DOT, patterns.TWO_DOTS, patterns.LOOSE_DOT):
            broken = pattern.match(clean, end)
            if broken and (pattern is patterns.LOOSE_DOT or not _is_listed(clean, start)):
                mark = broken[0][: -len(broken["cents"])].strip() or "空格"
                whole = f"{digits}.{broken['cents']}"
                return whole, broken.end(), f"“{text[start : broken.end()]}”的小数点写成了“{mark}”，按{whole}读取"
    if clean[end : end + 1] == "." and not clean[end + 1 : end + 2].isdigit():
        tail = clean[end + 1 : end + 4].lstrip(" ")
        if ("." in printed and (not tail or tail[0] == "\n")) or tail.startswith(("万", "亿", "元", "%")):
            stop = end + 1 if tail and tail[0] != "\n" else end
            return digits, stop, f"“{text[start : end + 1]}”末尾多一个小数点，按{digits}读取"
    return digits, end, ""


def moved_unit(clean: str, text: str, start: int, end: int) -> tuple[int, str] | None:
    """Where an amount ends whose 万 slipped before its digits (接待费万3.20元, 运行费万46元), and the repair."""
    if clean[start - 1 : start] != "万" or clean[end : end + 1] != "元" or clean[start - 2 : start - 1] not in _NAMES_END:
        return None
    return end + 1, f"“{text[start - 1 : end + 1]}”的“万”写到了数字前，按{plain(clean[start:end])}万元读取"


def _is_listed(clean: str, start: int) -> bool:
    """Whether amounts are listed here (分别为12、27万元), so that a mark before two digits is no lost point."""
    head = clean[max(0, start - 12) : start]
    return bool(re.search(r"\d[、,，]$|分别|各", head))
