"""Rows that lost the cells merged with others and were filled up with empty ones at their end: where their cells stood."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from jiheng.core.reading.extract.indicator_columns import BLANK_MARKS, squeeze

_FIGURE = re.compile(r"[≥≤＝=><＞＜±+\-−]?\d[\d,，]*(?:\.\d+)?\s?(?:[%％]|[\u4e00-\u9fff㎡]{1,4})?")
_CODE = re.compile(r"[2-9]\d{2}(?:\d{2}){0,2}")  # of a subject, as it may be of an amount
_LEAST_FULL = 2  # rows that lost nothing
_LEAST_CELLS = 2
_LEAST_HEADS = 3


def shifts(texts: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """For each row the cell from which on it stood further right, and by how many columns; (0, 0) where nothing says so.

    Example:
        >>> shifts([["名称", "内容", "数"], ["甲", "乙", "5"], ["丙", "丁", "6"], ["戊", "7", ""], ["合计", "18", ""]])
        [(0, 0), (0, 0), (0, 0), (0, 1), (0, 1)]
    """
    sorts = [[_sort(text) for text in row] for row in texts]
    ends = [_behind(row) for row in texts]
    found = [(0, 0)] * len(texts)
    if any(not row[0] and any(row) for row in texts) or any("N" not in own and _has_gap(row) for own, row in zip(sorts, texts, strict=True)):
        return found  # empty cells were kept where they stood
    heads = [at for at, row in enumerate(sorts) if row.count("T") >= _LEAST_HEADS and "N" not in row]
    for first, behind in pairwise([*heads, len(texts)]):
        block = [at for at in range(first + 1, behind) if "N" in sorts[at]]
        least = max(ends[first], min((ends[at] for at in block), default=0))
        full = [sorts[at] for at in block if ends[at] <= least and texts[at][0]]
        if len(full) < _LEAST_FULL:
            continue
        columns = _columns(full)
        for at in block:
            if ends[at] > least:
                found[at] = _shift(sorts[at], ends[at] - least, columns)
    return found


def _behind(row: Sequence[str]) -> int:
    """How many empty cells end a row."""
    return next((at for at, text in enumerate(reversed(row)) if text), len(row))


def _has_gap(row: Sequence[str]) -> bool:
    """Whether an empty cell stands before a filled one."""
    return any(not one and other for one, other in pairwise(row))


def _sort(text: str) -> str:
    words = squeeze(text)
    if not words or words in BLANK_MARKS or _CODE.fullmatch(words):
        return ""
    return "N" if _FIGURE.fullmatch(words) else "T"


def _columns(rows: Sequence[Sequence[str]]) -> dict[int, str]:
    """What each column holds in most rows: words, figures, or either."""
    found: dict[int, str] = {}
    for column in range(max(map(len, rows))):
        counts = Counter(row[column] for row in rows if column < len(row) and row[column])
        if len(counts) == 1:
            found[column] = next(iter(counts))
    return found


def _shift(row: Sequence[str], most: int, columns: Mapping[int, str]) -> tuple[int, int]:
    """The way in which a row fits its columns best, if that is better than as it stands."""
    cells = [(at, sort) for at, sort in enumerate(row) if sort]
    if len(cells) < _LEAST_CELLS:
        return 0, 0
    best, way = _fit(cells, 0, 0, columns), (0, 0)
    for by in range(most, 0, -1):
        for first in (0, 1):
            fit = _fit(cells, first, by, columns)
            if fit > best:
                best, way = fit, (first, by)
    return way


def _fit(cells: Sequence[tuple[int, str]], first: int, by: int, columns: Mapping[int, str]) -> int:
    """How many cells stand in a column of their sort, less those in one of the other."""
    known = [(sort, columns.get(at + by if at >= first else at)) for at, sort in cells]
    return sum(1 if sort == column else -1 for sort, column in known if column is not None)
