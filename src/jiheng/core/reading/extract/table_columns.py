"""Which columns of a table are the total of others, by their heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from jiheng.core.facts.taxonomy import Taxonomy
from jiheng.core.reading.extract import cues
from jiheng.core.reading.extract.grid import TOTAL
from jiheng.core.reading.extract.table_rows import SUBTOTALS

_NO_PART = re.compile(r"^(?:减|加)|(?:率|占比|比例|分值|得分|权重|备注|增减|变动|差异|差额|人数|个数|数量|序号|行次)|[%％]")
_AMONG = re.compile(r"^其中")

_TURNS, _EACH = 2, 3  # so many bases, each over so many columns
Paths = Mapping[int, tuple[str, ...]]


def by_basis(paths: Paths) -> Paths:
    """The same heads with a basis that closes them (合计 over 预算数 and 决算数) first, where several columns take turns in it."""
    closing = Counter(path[-1] for path in paths.values() if len(path) > 1 and cues.basis_in(path[-1]) is not None)
    if len(closing) < _TURNS or min(closing.values()) < _EACH:
        return paths
    return {column: (path[-1], *path[:-1]) if len(path) > 1 and path[-1] in closing else path for column, path in paths.items()}


def total_columns(paths: Paths, taxonomy: Taxonomy) -> Iterable[tuple[int, list[int]]]:
    """合计 and the columns beside it that it adds up, by the head's own grouping."""
    for column, path in sorted(paths.items()):
        if path and (_is_total(path[-1], taxonomy) or _names_whole(column, paths, taxonomy)):
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
            if not path or path[: len(group)] != group or _NO_PART.search(path[-1]) or _is_total(path[-1], taxonomy):
                break
            if parts and depth + 1 == len(path) and _AMONG.match(path[-1]):
                break
            parts.append(other)
        if whole and not _NO_PART.search(whole[-1]):
            yield columns[index - 1], parts


def _names_whole(column: int, paths: Paths, taxonomy: Taxonomy) -> bool:
    """Whether a column names the whole that further columns divide: “三公”经费合计 before 因公出国（境）费 and 公务接待费."""
    whole = taxonomy.exact(paths[column][-1]) if paths[column][-1].endswith("合计") else None
    parts = {concept.id for other in paths if other > column for words in paths[other] if (concept := taxonomy.exact(words)) is not None}
    return whole is not None and sum(taxonomy.concept(part).parent == whole.id for part in parts) > 1


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
