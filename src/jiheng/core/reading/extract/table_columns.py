"""Which columns of a table are the total of others, by their heads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from jiheng.core.facts.taxonomy import Taxonomy
from jiheng.core.reading.extract.grid import TOTAL
from jiheng.core.reading.extract.table_rows import SUBTOTALS

_NO_PART = re.compile(r"^(?:减|加)|(?:率|占比|比例|分值|得分|权重|备注|增减|变动|差异|差额|人数|个数|数量|序号|行次)|[%％]")
_AMONG = re.compile(r"^其中")

Paths = Mapping[int, tuple[str, ...]]


def total_columns(paths: Paths, taxonomy: Taxonomy) -> Iterable[tuple[int, list[int]]]:
    """合计 and the columns beside it that it adds up, by the head's own grouping."""
    for column, path in sorted(paths.items()):
        if path and _is_total(path[-1], taxonomy):
            parts = _beside(column, paths, taxonomy)
            if len(parts) >= 2:
                yield column, parts


def among_columns(paths: Paths, taxonomy: Taxonomy) -> Iterable[tuple[int, list[int]]]:
    """A column and the columns right of it that 其中 opens."""
    columns = sorted(paths)
    for index, column in enumerate(columns):
        if not index or not any(_AMONG.match(words) for words in paths[column]) or any(map(_AMONG.match, paths[columns[index - 1]])):
            continue
        whole = paths[columns[index - 1]]
        depth = next(at for at, words in enumerate(paths[column]) if _AMONG.match(words))
        group = paths[column][: depth + 1] if depth + 1 < len(paths[column]) else paths[column][:depth]
        parts: list[int] = []
        for other in columns[index:]:
            path = paths[other]
            if path[: len(group)] != group or _NO_PART.search(path[-1]) or _is_total(path[-1], taxonomy):
                break
            if parts and depth + 1 == len(path) and _AMONG.match(path[-1]):
                break
            parts.append(other)
        if whole and not _NO_PART.search(whole[-1]):
            yield columns[index - 1], parts


def _is_total(words: str, taxonomy: Taxonomy) -> bool:
    if TOTAL.match(words):
        return True
    concept = taxonomy.exact(words)
    return concept is not None and concept.id in SUBTOTALS


def _beside(total: int, paths: Paths, taxonomy: Taxonomy) -> list[int]:
    """Columns that stand under the same head as the total; of a group with a total of its own, that total only."""
    group = paths[total][:-1]
    parts: list[int] = []
    for column in sorted(paths):
        path = paths[column]
        if column == total or path[: len(group)] != group or len(path) <= len(group) or _NO_PART.search(path[-1]) or _AMONG.match(path[-1]):
            continue
        if column < total and not group:
            continue
        below = path[len(group) :]
        if len(below) > 1:
            mates = [other for other in paths if paths[other][: len(group) + 1] == path[: len(group) + 1]]
            totals = [other for other in mates if other != total and _is_total(paths[other][-1], taxonomy)]
            if totals and column not in totals:
                continue
        elif _is_total(path[-1], taxonomy):
            break
        parts.append(column)
    return parts
