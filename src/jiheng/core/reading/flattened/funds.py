"""Which head of a form's funds each figure of a row stands under, where empty cells were lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from jiheng.core.reading.extract.indicator_columns import BLANK_MARKS, squeeze
from jiheng.core.reading.flattened.grid import Rebuilt, Slot

_RATE = re.compile(r"率|比例|百分比|进度")
_POINTS = re.compile(r"分值|权重|得分|评分|分数|满分")
_WORDS = re.compile(r"原因|说明|措施|备注")
_PERCENT = re.compile(r"[-−]?\d[\d,，]*(?:\.\d+)?\s?[%％]")
_HEAD = re.compile(
    r"(?:(?:年初|全年|调整后?|年度|当年|预算)*(?:预算|执行|决算)(?:数|金额|总额)?|分值|权重|(?:预算)?执行率|得分|原因.{0,12})(?:[（(][^（）()]{1,8}[)）])?"
)
_LEAST_HEADS = 3
_MOST_POINTS = 100
_NEVER = -9.0


def places(heads: Sequence[str], values: Sequence[str]) -> list[int]:
    """The head of each value, left to right; of equal ways the one furthest right, for what is missing is what came first.

    Example:
        >>> places(["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"], ["5200", "4940", "10", "95%", "9.5"])
        [1, 2, 3, 4, 5]
    """
    if len(values) >= len(heads):
        return list(range(len(values)))
    kinds = [_kind(head) for head in heads]
    best: dict[tuple[int, int], tuple[float, list[int]]] = {}

    def read(head: int, value: int) -> tuple[float, list[int]]:
        """The best way to put the values from one on under the heads from one on."""
        if value == len(values):
            return 0.0, []
        if len(heads) - head < len(values) - value:
            return _NEVER * len(values), []
        if (head, value) not in best:
            taken, rest = read(head + 1, value + 1)
            skipped = read(head + 1, value)
            taken += _fit(kinds[head], values[value])
            best[head, value] = (taken, [head, *rest]) if taken > skipped[0] else skipped
        return best[head, value]

    return read(0, 0)[1] or list(range(len(values)))


def realigned(table: Rebuilt) -> Rebuilt:
    """A table whose heads of funds stand over its rows' names: the heads one further right, figures under what they can be of."""
    rows: dict[int, list[Slot]] = {}
    for slot in table.slots:
        rows.setdefault(slot.row, []).append(slot)
    numbers = sorted(rows)
    for number in numbers:
        heads = [slot for slot in rows[number] if slot.text.text]
        if len(heads) < _LEAST_HEADS or not all(_HEAD.fullmatch(squeeze(head.text.text)) for head in heads):
            continue
        body = [rows[at] for at in numbers if at > number]
        if body and all(_is_named(row, heads[0].column) for row in body):
            return replace(table, slots=tuple(sorted([*_up_to(table, number), *_moved(heads, body)], key=lambda slot: (slot.row, slot.column))))
    return table


def _is_named(row: Sequence[Slot], column: int) -> bool:
    """Whether a row begins with its name right under the first head, and holds nothing but figures behind it."""
    first = row[0]
    values = [squeeze(slot.text.text) for slot in row[1:] if slot.text.text]
    named = first.column == column and first.text.text and _number(squeeze(first.text.text)) is None
    return bool(named) and all(value in BLANK_MARKS or _PERCENT.fullmatch(value) or _number(value) is not None for value in values)


def _up_to(table: Rebuilt, row: int) -> list[Slot]:
    return [slot for slot in table.slots if slot.row < row]


def _moved(heads: Sequence[Slot], body: Sequence[Sequence[Slot]]) -> list[Slot]:
    moved = [head._replace(column=head.column + 1) for head in heads]
    words = [head.text.text for head in heads]
    for row in body:
        values = [slot for slot in row[1:] if slot.text.text]
        moved.append(row[0])
        for place, slot in zip(places(words, [slot.text.text for slot in values]), values, strict=True):
            moved.append(slot._replace(column=(heads[place].column if place < len(heads) else slot.column) + 1))
    return moved


@lru_cache(maxsize=512)
def _kind(head: str) -> str:
    words = squeeze(head)
    if _WORDS.search(words):
        return "words"
    if _POINTS.search(words):
        return "points" if "得分" in words or "评分" in words else "weight"
    return "rate" if _RATE.search(words) else "amount"


def _fit(kind: str, text: str) -> float:
    """How well a value stands under a head of a kind."""
    words = squeeze(text)
    if words in BLANK_MARKS:
        return 0.6 if kind in ("points", "weight", "rate") else 0.4
    if kind == "words":
        return _NEVER
    if _PERCENT.fullmatch(words):
        return 2.0 if kind == "rate" else -2.0
    number = _number(words)
    if number is None:
        return -1.0
    if kind in ("points", "weight"):
        return (1.3 if kind == "weight" else 1.2) if number <= _MOST_POINTS else _NEVER
    if kind == "rate":
        return 0.4 if number <= _MOST_POINTS * 2 else _NEVER
    return 1.0


def _number(words: str) -> Decimal | None:
    try:
        return Decimal(words.replace(",", "").replace("，", ""))
    except InvalidOperation:
        return None
