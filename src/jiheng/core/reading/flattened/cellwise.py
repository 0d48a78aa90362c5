"""A run of cells without rows: heads of one or two levels, then rows of a label and always the same number of figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from itertools import takewhile
from typing import NamedTuple

from jiheng.core.reading.extract.indicator_columns import squeeze
from jiheng.core.reading.flattened.grid import Grid, Rebuilt, Repair
from jiheng.core.reading.flattened.lines import Weave

FIGURE = re.compile(r"[-−]?\d[\d,，]*(?:\.\d+)?\s?[%％]?|[-—－/]{1,3}")
_WHOLE = re.compile(r"合\s*计|总\s*计|小\s*计|总额|金额合计")
_CODE = re.compile(r"[1-9]\d{2}(?:\d{2}){0,2}")
_CODED = re.compile("编码|代码|科目")
_MOST_COLUMNS = 24
_SURE = 2
_LEAST_BESIDE = 3


class Piece(NamedTuple):
    """A cell's text and the line it stands on."""

    cell: Weave
    line: int


class Head(NamedTuple):
    """A head cell's place: row, column, rows and columns it covers, and its number among the heads."""

    row: int
    column: int
    rows: int
    columns: int
    number: int


class Shape(NamedTuple):
    """How a run of cells falls into a table: heads and their places, whether a row of running numbers follows, the rows."""

    heads: int
    places: tuple[Head, ...]
    width: int
    labelled: bool
    rows: tuple[tuple[int, int], ...]


def sorts_of(texts: Sequence[str]) -> str:
    """The sort of each cell: T words, N a figure or its blank mark, C a subject's code before its name, E nothing."""
    sorts = "".join("E" if not text else "N" if FIGURE.fullmatch(text) else "T" for text in texts)
    if not any(_CODED.search(text) for text in texts[: max(0, sorts.find("N"))]):
        return sorts
    first = sorts.find("N")
    coded = [
        at for at in range(1, len(sorts) - 1)
        if sorts[at : at + 2] == "NT" and _CODE.fullmatch(texts[at]) and (sorts[at - 1] != "T" or at == first)
    ]  # fmt: skip
    for at in coded:
        sorts = sorts[:at] + "C" + sorts[at + 1 :]
    return sorts


def read_pieces(pieces: Sequence[Piece], words: str) -> Rebuilt | None:
    """A table of all the cells, or None when they fall into no rows; `words` begin the repair's message."""
    texts = [squeeze(piece.cell.text) for piece in pieces]
    shape = shape_of(texts, sorts_of(texts))
    if shape is None:
        return None
    grid = Grid()
    write(grid, [piece.cell for piece in pieces], shape)
    used = shape.rows[-1][1]
    for piece in pieces[used:]:
        grid.put(grid.row, 0, piece.cell)
    last = [run for piece in pieces for run in piece.cell.runs()][-1]
    first = next(run for piece in pieces for run in piece.cell.runs())
    repair = Repair("JH-F-042", f"{words}，已还原为{grid.row}行{shape.width}列")
    return Rebuilt(first[0], last[1], grid.slots(), (repair,))


def write(grid: Grid, cells: Sequence[Weave], shape: Shape) -> None:
    """Heads and rows of a shape, cell by cell."""
    for head in shape.places:
        grid.put(head.row, head.column, cells[head.number], head.rows, head.columns)
    for start, end in shape.rows:
        row = grid.row
        missing = shape.width - (end - start)
        for step, at in enumerate(range(start, end)):
            if missing and shape.labelled:
                # A total row has no code: its name stands over both columns.
                grid.put(row, step + missing if step else 0, cells[at], 1, 1 if step else missing + 1)
            else:
                grid.put(row, step + missing, cells[at])


def shape_of(texts: Sequence[str], sorts: str) -> Shape | None:
    """Heads, then rows that all have as many figures as the first one."""
    first = next((at for at, sort in enumerate(sorts) if sort in "NC"), -1)
    if first < 1 or "E" in sorts[:first].strip("E"):
        return None
    beside = _beside(texts, sorts)
    if beside is not None:
        return beside
    until = next((at for at in range(first, len(sorts)) if sorts[at] in "TC"), len(sorts))
    running = _running(texts[first:until])
    if running > 1:
        return _numbered(texts, sorts, first, running)
    rows = _rows(sorts, first - 1, until - first)
    width = max((end - start for start, end in rows), default=0)
    if len(rows) < 2 or width < 2 or width > _MOST_COLUMNS:
        return None
    places = head_places(texts, first - 1, width, [row for row in rows if row[1] - row[0] == width])
    return Shape(first - 1, places, width, labelled=True, rows=tuple(rows)) if places else None


def _beside(texts: Sequence[str], sorts: str) -> Shape | None:
    """Columns side by side (编码, 名称, 数 twice): every group of a code, a name and figures is a row of its own."""
    heads = sorts.find("C")
    for times in (2, 3):
        half = heads // times
        if half < _LEAST_BESIDE or heads % times or list(texts[:half]) * times != list(texts[:heads]):
            continue
        rows = _rows(sorts, heads, half - 2)
        if len(rows) > 2:
            return Shape(heads, tuple(Head(0, at, 1, 1, at) for at in range(heads)), half, labelled=True, rows=tuple(rows))
    return None


def _rows(sorts: str, at: int, count: int) -> list[tuple[int, int]]:
    """Rows of a name, a code before it or not, and `count` figures."""
    rows: list[tuple[int, int]] = []
    while at < len(sorts):
        lead = 2 if sorts[at : at + 2] == "CT" else 1 if sorts[at] == "T" else 0
        end = at + lead + count
        if not lead or end > len(sorts) or sorts[at + lead : end].strip("NE"):
            break
        rows.append((at, end))
        at = end
    return rows


def _running(texts: Sequence[str]) -> int:
    """How many numbers at the front count 1, 2, 3 …."""
    return sum(1 for _ in takewhile(lambda pair: pair[1] == str(pair[0]), enumerate(texts, start=1)))


def _numbered(texts: Sequence[str], sorts: str, first: int, count: int) -> Shape | None:
    """Rows below a row of running numbers, which tells their width; with 栏次 before it rows have a label."""
    labelled = squeeze(texts[first - 1]) in ("栏次", "行次", "项目")
    heads = first - 1 if labelled else first
    if labelled:
        rows = _rows(sorts, heads, count)
    else:
        rows = [(at, at + count) for at in range(first, len(sorts) - count + 1, count) if not sorts[at : at + count].strip("NE")]
    if len(rows) < 2:
        return None
    width = max(end - start for start, end in rows)
    figures = [(start, end) for start, end in rows[1:] if end - start == width] or rows[1:]
    places = head_places(texts, heads, width, figures, bare=not labelled)
    return Shape(heads, places, width, labelled=labelled, rows=tuple(rows)) if places else None


def head_places(texts: Sequence[str], count: int, width: int, rows: Sequence[tuple[int, int]], *, bare: bool = False) -> tuple[Head, ...]:
    """Where the first `count` cells stand as heads over `width` columns; empty when they cannot."""
    extra = count - width
    if extra in (0, -1):
        return tuple(Head(0, at - extra, 1, 1, at) for at in range(count))
    if extra < 0:
        return ()
    figures = [[number(texts[at]) for at in range(start, end)] for start, end in rows]
    twice = _twice(texts, count, width, figures, bare=bare)
    if twice:
        return twice
    found = _one_parent(texts, 0 if bare else 1, count, figures)
    if extra == 1 and found[0] >= _SURE:
        return _nested(0, found[1], found[2], count, 0, 0)
    return ()


def number(text: str) -> Decimal | None:
    """A cell's number; a blank mark counts as nothing, words are None."""
    if re.fullmatch(r"[-—－/]{1,3}|", text):
        return Decimal(0)
    try:
        return Decimal(text.replace(",", "").replace("，", "").replace("−", "-").rstrip("%％ "))
    except InvalidOperation:
        return None


def _one_parent(texts: Sequence[str], start: int, count: int, figures: Sequence[Sequence[Decimal | None]]) -> tuple[float, int, int]:
    """The likeliest way that heads fall into two levels with one parent: how sure, first level's length, parent's place."""
    best = (0.0, 0, 0)
    for top in range(start + 2, count - 1):
        children = count - top
        if not _WHOLE.fullmatch(texts[top]):
            continue
        for parent in range(start, top):
            if _WHOLE.fullmatch(texts[parent]):
                continue
            sure = 1.0 + (0.3 if parent == top - 1 else 0.0)
            sure += 0.6 if any(_WHOLE.fullmatch(text) for text in texts[start:top]) else 0.0
            sure += _bears_out(figures, parent, children)
            best = max(best, (sure, top, parent))
    return best


def _bears_out(figures: Sequence[Sequence[Decimal | None]], first: int, children: int) -> float:
    """Whether in most rows of amounts the first of some columns is the sum of the others."""
    good = told = 0
    for row in figures:
        cells = row[first : first + children]
        if len(cells) < children or None in cells or not cells[0] or cells[0] < 0:
            continue
        told += 1
        parts = sum((cell for cell in cells[1:] if cell is not None), Decimal(0))
        good += abs(parts - cells[0]) <= Decimal("0.5") * Decimal(10) ** max(-3, int(cells[0].as_tuple().exponent)) * children
    return 2.0 if good and good * 2 >= told else 0.0


def _nested(first: int, top: int, parent: int, count: int, row: int, column: int) -> tuple[Head, ...]:
    """Heads [first, count): a first level up to `top`, the rest below the one at `parent`."""
    places: list[Head] = []
    children = count - top
    at = column
    for index in range(first, top):
        if index == parent:
            places.append(Head(row, at, 1, children, index))
            places += [Head(row + 1, at + step, 1, 1, top + step) for step in range(children)]
            at += children
        else:
            places.append(Head(row, at, 2, 1, index))
            at += 1
    return tuple(places)


def _twice(texts: Sequence[str], count: int, width: int, figures: Sequence[Sequence[Decimal | None]], *, bare: bool) -> tuple[Head, ...]:
    """预算数 and 决算数 over the same heads: each level is printed twice, level by level."""
    lead = 0 if bare else 1
    half = (width - lead) // 2
    if (width - lead) % 2 or count < width + 2:
        return ()
    body = texts[lead + 2 : count]
    for first in range(2, len(body) // 2 + 1):
        rest = len(body) - 2 * first
        upper, lower = body[: 2 * first], body[2 * first :]
        if rest % 2 or list(upper[:first]) != list(upper[first:]) or list(lower[: rest // 2]) != list(lower[rest // 2 :]):
            continue
        block = [*body[:first], *body[2 * first : 2 * first + rest // 2]]
        if len(block) == half and not rest:
            chosen = tuple(Head(1, at, 1, 1, at) for at in range(half))
        elif len(block) == half + 1 and rest:
            _, top, parent = max(
                (_bears_out(figures, lead + place, rest // 2) + (0.5 if _is_vehicle(block[place]) else 0.0), first, place) for place in range(first)
            )
            chosen = _nested(0, top, parent, len(block), 1, 0)
        else:
            continue
        places = [Head(0, 0, 3 if rest else 2, 1, 0)] if lead else []
        for side in (0, 1):
            places.append(Head(0, lead + side * half, 1, half, lead + side))
            for head in chosen:
                index = head.number + side * first if head.number < first else 2 * first + (head.number - first) + side * (rest // 2)
                places.append(Head(head.row, head.column + lead + side * half, head.rows, head.columns, lead + 2 + index))
        return tuple(places)
    return ()


def _is_vehicle(words: str) -> bool:
    return "车" in words
