"""Lists in running text: how many names stand between enumeration commas, how many points are numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jiheng.core.figures.zh_numerals import read_numeral

NUMBER = "\\d{1,3}|[一二三四五六七八九十两]{1,3}"
_BRACKETS = re.compile("[（(][^（()）]*[）)]")
_QUOTED = re.compile('[“"《][^“”"《》]*[”"》]')
_JOINS = re.compile("以及|和|及|与|暨")
_ORDINALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Listed:
    """Names counted in a list: at least `low`, and `high` when every 和 joins two names."""

    low: int
    high: int
    names: tuple[str, ...]

    def plus(self, other: Listed) -> Listed:
        """Two lists as one."""
        return Listed(self.low + other.low, self.high + other.high, self.names + other.names)


def number_of(text: str) -> int | None:
    """A small whole number in digits or Chinese numerals."""
    if text.isdigit():
        return int(text)
    value = read_numeral(text)
    return None if value is None else int(value)


def without_brackets(text: str) -> str:
    """The text without what stands in brackets, nested ones too, and with quoted names made one."""
    text = _QUOTED.sub("“”", text)
    while _BRACKETS.search(text):
        text = _BRACKETS.sub("", text)
    return text


def count_names(text: str) -> Listed:
    """The names of a list."""
    names = tuple(name for part in without_brackets(text).split("、") if (name := part.strip(" ，,")))
    joins = sum(len(_JOINS.findall(name)) for name in names)
    return Listed(len(names), len(names) + joins, names)


def count_points(text: str) -> int:
    """How many of 一是、二是、三是 … follow each other from the first."""
    at, count = 0, 0
    for ordinal in _ORDINALS:
        found = text.find(f"{ordinal}是", at)
        if found < 0:
            break
        at, count = found + 2, count + 1
    return count
