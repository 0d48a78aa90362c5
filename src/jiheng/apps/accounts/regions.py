"""Regions by GB/T 2260: whole names of codes, and codes by words. Regions made after the list's last edition are typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from gb2260.data import data

EDITION = 2014
_ONLY_A_LEVEL = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")


@dataclass(frozen=True, slots=True)
class Region:
    """A place with its six digits and its whole name, from the province down."""

    code: str
    name: str


def search_regions(words: str, limit: int = 30) -> tuple[Region, ...]:
    """Regions whose name holds every word, or whose code begins with the digits; provinces first, then by code.

    Example:
        >>> [region.name for region in search_regions("北京 东城")]
        ['北京市东城区']
    """
    wanted = words.split()
    if not wanted:
        return tuple(Region(code, name) for code, name in _names().items() if code.endswith("0000"))[:limit]
    found = [
        Region(code, name)
        for code, name in _names().items()
        if all(code.startswith(word) if word.isdecimal() else word in name for word in wanted)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda region: (-_zeros(region.code), region.code))[:limit])


def region_name(code: str) -> str:
    """The whole name of a code, "" when the list does not have it.

    Example:
        >>> region_name("110101"), region_name("999999")
        ('北京市东城区', '')
    """
    return _names().get(code, "")


@cache
def _names() -> Mapping[str, str]:
    plain: dict[int, str] = data[None]
    whole = {}
    for code, name in sorted(plain.items()):
        above = dict.fromkeys((code // 10_000 * 10_000, code // 100 * 100))
        parts = [plain[key] for key in above if key != code and key in plain and plain[key] not in _ONLY_A_LEVEL]
        whole[f"{code:06d}"] = "".join([*parts, name])
    return whole


def _zeros(code: str) -> int:
    return len(code) - len(code.rstrip("0"))
