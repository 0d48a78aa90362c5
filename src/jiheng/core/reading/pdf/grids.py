"""Ruled tables: rulings that touch form a grid; where a wall is missing, cells are merged.

Blank cells stay cells, so a column keeps its number whatever is empty.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence

from jiheng.core.reading.pdf.ink import Box, Glyph, PageInk
from jiheng.core.reading.pdf.lines import lines_of
from jiheng.core.reading.pdf.rows import split_rows
from jiheng.core.reading.pdf.rulings import Ruling
from jiheng.core.reading.pdf.table import GridCell, Table

_TOUCH = 3.0
_SAME = 3.5  # borders nearer than this are one (double lines)
MOST_RULINGS = 2500
_MOST_CELLS = 60_000
_NUMERIC = frozenset("0123456789.,%-")


def ruled_tables(ink: PageInk) -> tuple[list[Table], frozenset[int], list[Ruling]]:
    """Tables with rulings, the indexes of the glyphs they took, and the rulings that belong to none."""
    rulings = [r for r in ink.rulings if r.end - r.start > _SAME]
    if len(rulings) > MOST_RULINGS:
        return [], frozenset(), []
    tables: list[Table] = []
    free: list[Ruling] = []
    taken: set[int] = set()
    for group in sorted(_components(rulings), key=_area):
        xs, ys = _borders(group, upright=True), _borders(group, upright=False)
        if len(xs) < 3 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MOST_CELLS:
            free += group
            continue
        inside = [i for i, g in enumerate(ink.glyphs) if i not in taken and _is_within(g, xs, ys)]
        if not inside:
            continue
        table = _table(ink, group, xs, ys, inside)
        if table is None or _is_half_ruled(table):
            free += group
            continue
        taken.update(inside)
        tables.append(table)
    return sorted(tables, key=lambda t: (t.box[1], t.box[0])), frozenset(taken), free


def _middle(glyph: Glyph) -> float:
    return glyph.base - 0.36 * glyph.size


def _is_within(glyph: Glyph, xs: Sequence[float], ys: Sequence[float]) -> bool:
    return xs[0] - 1 <= (glyph.x0 + glyph.x1) / 2 <= xs[-1] + 1 and ys[0] - 1 <= _middle(glyph) <= ys[-1] + 1


def _area(group: Sequence[Ruling]) -> float:
    return sum(r.end - r.start for r in group)


def _components(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """Rulings that touch each other, as groups."""
    parent = list(range(len(rulings)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    flat = [i for i, r in enumerate(rulings) if not r.upright]
    for i, v in enumerate(rulings):
        if not v.upright:
            continue
        for j in flat:
            h = rulings[j]
            if h.start - _TOUCH <= v.at <= h.end + _TOUCH and v.start - _TOUCH <= h.at <= v.end + _TOUCH:
                parent[root(i)] = root(j)
    groups: dict[int, list[Ruling]] = defaultdict(list)
    for i, r in enumerate(rulings):
        groups[root(i)].append(r)
    return list(groups.values())


def _borders(group: Sequence[Ruling], *, upright: bool) -> list[float]:
    """Positions of the borders across one direction; where sides are left open, the ends of the other lines close them."""
    own = sorted(r.at for r in group if r.upright is upright)
    if not own:
        return []
    across = [r for r in group if r.upright is not upright]
    borders: list[list[float]] = []
    for at in own:
        if borders and at - borders[-1][0] < _SAME:
            borders[-1].append(at)
        else:
            borders.append([at])
    middle = [sum(b) / len(b) for b in borders]
    low, high = min((r.start for r in across), default=middle[0]), max((r.end for r in across), default=middle[-1])
    if low < middle[0] - 2 * _SAME:
        middle.insert(0, low)
    if high > middle[-1] + 2 * _SAME:
        middle.append(high)
    return middle


class _Walls:
    """Which walls stand between the elementary cells of a grid."""

    def __init__(self, group: Sequence[Ruling], xs: Sequence[float], ys: Sequence[float]) -> None:
        self.xs, self.ys = xs, ys
        self.at: dict[tuple[bool, int], list[Ruling]] = defaultdict(list)
        for r in group:
            borders = xs if r.upright else ys
            nearest = min(range(len(borders)), key=lambda i: abs(borders[i] - r.at))
            self.at[r.upright, nearest].append(r)

    def stands(self, upright: bool, border: int, start: float, end: float) -> bool:
        """Whether a border is ruled along most of [start, end]."""
        covered = sum(max(0.0, min(r.end, end) - max(r.start, start)) for r in self.at[upright, border])
        return covered > 0.55 * (end - start)


def _regions(walls: _Walls) -> list[tuple[int, int, int, int]]:
    """Cells as (row, column, rows, columns): elementary cells joined where no wall stands, when that is a rectangle."""
    columns, rows = len(walls.xs) - 1, len(walls.ys) - 1
    parent = list(range(rows * columns))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not walls.stands(True, c + 1, walls.ys[r], walls.ys[r + 1]):
                parent[root(r * columns + c + 1)] = root(r * columns + c)
            if r + 1 < rows and not walls.stands(False, r + 1, walls.xs[c], walls.xs[c + 1]):
                parent[root((r + 1) * columns + c)] = root(r * columns + c)
    groups: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i in range(rows * columns):
        groups[root(i)].append(divmod(i, columns))
    found = []
    for members in groups.values():
        top, left = min(m[0] for m in members), min(m[1] for m in members)
        tall, wide = max(m[0] for m in members) - top + 1, max(m[1] for m in members) - left + 1
        if tall * wide == len(members):
            found.append((top, left, tall, wide))
        else:  # no rectangle: a stray wall; elementary cells lose nothing
            found += [(r, c, 1, 1) for r, c in members]
    return sorted(found)


def _table(ink: PageInk, group: Sequence[Ruling], xs: list[float], ys: list[float], inside: Sequence[int]) -> Table | None:
    regions = _regions(_Walls(group, xs, ys))
    if len(regions) < 2:
        return None
    owner = {(r, c): n for n, (row, column, tall, wide) in enumerate(regions) for r in range(row, row + tall) for c in range(column, column + wide)}
    held: dict[int, list[Glyph]] = defaultdict(list)
    for run in _runs(ink, inside):
        row = min(max(bisect_right(ys, _middle(run[0])) - 1, 0), len(ys) - 2)
        for glyph, column in zip(run, _columns_of(run, xs, lambda c, row=row: owner[row, c]), strict=True):  # type: ignore[misc]
            held[owner[row, column]].append(glyph)
    cells = []
    for number, (row, column, tall, wide) in enumerate(regions):
        box = (xs[column], ys[row], xs[column + wide], ys[row + tall])
        cells.append(GridCell(row, column, tall, wide, tuple(lines_of(ink, held.get(number, ()))), ink, box))
    rows, cells = split_rows(cells, len(ys) - 1)
    box = (xs[0], ys[0], xs[-1], ys[-1])
    return trimmed(Table(ink, ink, box, ys[-1], tuple(xs), rows, tuple(cells)))


def _is_half_ruled(table: Table) -> bool:
    """Whether most cells hold a label and its figure side by side: the columns have no rulings of their own."""
    lines = [line for cell in table.cells for line in cell.lines]
    double = sum(1 for line in lines if len(line.chunks) > 1 and line.chunks[-1].is_number and not line.chunks[0].is_number)
    return double >= 3 and double > 0.35 * len(lines)


def _runs(ink: PageInk, inside: Sequence[int]) -> list[list[Glyph]]:
    """Glyphs that were set one against the other: a word or number, whatever borders it crosses."""
    runs: list[list[Glyph]] = []
    last = -2
    for index in inside:
        g = ink.glyphs[index]
        p = runs[-1][-1] if runs else None
        if p and index == last + 1 and not g.spaced and abs(p.base - g.base) < 0.5 and -0.1 * g.size < g.x0 - p.x1 < 0.12 * g.size:
            runs[-1].append(g)
        else:
            runs.append([g])
        last = index
    return runs


def _columns_of(run: Sequence[Glyph], xs: Sequence[float], cell: Callable[[int], int]) -> list[int]:
    """The column of each glyph: a number stays whole, and so does a text that a border cuts through (it overflows)."""

    def column(x: float) -> int:
        return min(max(bisect_right(xs, x) - 1, 0), len(xs) - 2)

    own = [column((g.x0 + g.x1) / 2) for g in run]
    if len({cell(c) for c in own}) == 1:
        return own
    numeric = all(g.text in _NUMERIC for g in run)
    if numeric:
        before, behind = run[0].x0 - xs[own[0]], xs[own[-1] + 1] - run[-1].x1
        if min(before, behind) > run[0].size:  # set in the middle, running over on both sides
            return [column((run[0].x0 + run[-1].x1) / 2)] * len(run)
        return [own[0] if before <= behind else own[-1]] * len(run)
    cut = any(g.x0 + 0.2 * (g.x1 - g.x0) < x < g.x1 - 0.2 * (g.x1 - g.x0) and cell(column(x - 1)) != cell(column(x + 1)) for g in run for x in xs)
    if cut:
        return [max(own, key=own.count)] * len(run)
    return own


def trimmed(table: Table) -> Table:
    """The table without rows and columns that no cell begins in (a second line of a double border, a stray mark)."""
    rows = sorted({c.row for c in table.cells})
    columns = sorted({c.column for c in table.cells})
    if len(rows) == table.rows and len(columns) == table.columns:
        return table
    at_row = {r: n for n, r in enumerate(rows)}
    at_column = {c: n for n, c in enumerate(columns)}
    cells = tuple(
        GridCell(at_row[c.row], at_column[c.column], sum(c.row <= r < c.row + c.rows for r in rows),
                 sum(c.column <= k < c.column + c.columns for k in columns), c.lines, c.ink, c.box)
        for c in table.cells
    )  # fmt: skip
    edges = (*tuple(table.edges[c] for c in columns), table.edges[-1])
    box: Box = table.box
    return Table(table.ink, table.last, box, table.last_bottom, edges, len(rows), cells, table.caption, table.ruled)
