"""Where the figures of a row that lost its blank cells belong: only what totals and rows above prove."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations, product
from typing import NamedTuple

_ZERO = Decimal(0)
_MOST_WAYS = 1000  # in which one row can be spread, or the rows below one another together
_ROUNDS = 3  # down the levels of a classification

Columns = tuple[int, ...]
Ways = list[Columns]


class Numbers(NamedTuple):
    """A row's code ("" for the total) and its figures in order, without the blank cells."""

    code: str
    figures: tuple[Decimal, ...]


class Group(NamedTuple):
    """A column that is the sum of others in every full row."""

    whole: int
    parts: tuple[int, ...]


def place(rows: Sequence[Numbers], width: int, groups: Sequence[Group], known: Mapping[int, Columns] | None = None) -> list[tuple[int | None, ...]]:
    """The column of each figure of each row; None where nothing proves it.

    `known` holds the columns of rows that something else tells.
    Figures keep their order, a part has nothing where its whole has nothing and no more than that, whole columns are the
    sums of theirs, and rows add up to the row above. A column that some figure may or may not belong to is told for no
    row but the totals: no sum could be drawn from it.
    """
    parents = _parents(rows)
    ways = [[known[at]] if known and at in known else _spread(row, width) for at, row in enumerate(rows)]
    for _ in range(_ROUNDS):
        before = [len(some) for some in ways]
        for at, row in enumerate(rows):
            if len(ways[at]) > 1:
                ways[at] = _narrowed(rows, ways, parents, at, row, width, groups)
        for parent in sorted(set(parents)):
            _together(rows, ways, parents, parent, width)
        if before == [len(some) for some in ways]:
            break
    doubtful = {column for some in ways if len(some) != 1 for columns in zip(*some, strict=True) if len(set(columns)) > 1 for column in columns}
    unknown = any(not some for some in ways)
    return [_told(row, some, doubtful, unknown=unknown) for row, some in zip(rows, ways, strict=True)]


def _told(row: Numbers, ways: Ways, doubtful: set[int], *, unknown: bool) -> tuple[int | None, ...]:
    if not ways or (unknown and row.code):
        return (None,) * len(row.figures)
    sure = [columns[0] if len(set(columns)) == 1 else None for columns in zip(*ways, strict=True)]
    return tuple(None if column in doubtful and row.code else column for column in sure)


def _parents(rows: Sequence[Numbers]) -> list[int]:
    """The row above each row by its code: that of the longest code it begins with, else the total; -1 for none."""
    known: dict[str, int] = {}
    total = next((at for at, row in enumerate(rows) if not row.code), -1)
    found: list[int] = []
    for at, row in enumerate(rows):
        above = next((known[row.code[:length]] for length in range(len(row.code) - 1, 2, -1) if row.code[:length] in known), total)
        found.append(above if row.code and above != at else -1)
        if row.code:
            known[row.code] = at
    return found


def _spread(row: Numbers, width: int) -> Ways:
    count = len(row.figures)
    if count > width or math.comb(width, count) > _MOST_WAYS:
        return []
    return list(combinations(range(width), count))


def _amounts(row: Numbers, columns: Columns, width: int) -> list[Decimal]:
    amounts = [_ZERO] * width
    for column, figure in zip(columns, row.figures, strict=True):
        amounts[column] = figure
    return amounts


def _narrowed(
    rows: Sequence[Numbers], ways: Sequence[Ways], parents: Sequence[int], at: int, row: Numbers, width: int, groups: Sequence[Group]
) -> Ways:
    """The ways of a row that what is known above it leaves; a condition that leaves none says that a figure is wrong, and is passed over."""
    left = ways[at]
    above = parents[at]
    if above >= 0 and len(ways[above]) == 1:
        whole = _amounts(rows[above], ways[above][0], width)
        rest = list(whole)
        for near, parent in enumerate(parents):
            if parent == above and near != at and len(ways[near]) == 1:
                rest = [have - less for have, less in zip(rest, _amounts(rows[near], ways[near][0], width), strict=True)]
        left = [way for way in left if all(whole[column] or not figure for column, figure in zip(way, row.figures, strict=True))] or left
        if min((*whole, *row.figures)) >= 0:
            for room in (whole, rest):
                left = [way for way in left if all(figure <= room[column] for column, figure in zip(way, row.figures, strict=True))] or left
    for group in groups:
        left = [way for way in left if holds(_amounts(row, way, width), group)] or left
    return left


def holds(amounts: Sequence[Decimal], group: Group) -> bool:
    """Whether a row's whole is the sum of its parts, each rounded as printed."""
    parts = [amounts[column] for column in group.parts]
    exponent = min(int(amount.as_tuple().exponent) for amount in (amounts[group.whole], *parts))
    return abs(sum(parts, _ZERO) - amounts[group.whole]) <= Decimal(5).scaleb(exponent - 1) * len(parts)


def _together(rows: Sequence[Numbers], ways: list[Ways], parents: Sequence[int], parent: int, width: int) -> None:
    """Rows of one row above them that only together can be placed: the one way in which they add up to it."""
    if parent < 0 or len(ways[parent]) != 1:
        return
    below = [at for at, above in enumerate(parents) if above == parent]
    open_ones = [at for at in below if len(ways[at]) != 1]
    if not open_ones or math.prod(len(ways[at]) for at in open_ones) > _MOST_WAYS or any(not ways[at] for at in open_ones):
        return
    rest = _amounts(rows[parent], ways[parent][0], width)
    for at in below:
        if at not in open_ones:
            rest = [have - less for have, less in zip(rest, _amounts(rows[at], ways[at][0], width), strict=True)]
    fitting = [
        chosen
        for chosen in product(*(ways[at] for at in open_ones))
        if rest
        == [sum(column, _ZERO) for column in zip(*(_amounts(rows[at], way, width) for at, way in zip(open_ones, chosen, strict=True)), strict=True)]
    ]
    if len(fitting) == 1:
        for at, way in zip(open_ones, fitting[0], strict=True):
            ways[at] = [way]
