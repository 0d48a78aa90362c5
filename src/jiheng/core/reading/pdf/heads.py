"""Header of a table without grid: which part stands over which columns, in one row or two."""

from __future__ import annotations

from collections.abc import Sequence

from jiheng.core.reading.pdf.ink import PageInk
from jiheng.core.reading.pdf.lines import Line
from jiheng.core.reading.pdf.rulings import Ruling
from jiheng.core.reading.pdf.table import GridCell


def head_cells(
    ink: PageInk, heads: Sequence[Line], columns: Sequence[tuple[float, float]], edges: Sequence[float], free: Sequence[Ruling]
) -> list[GridCell]:
    """Header cells in one row, or in two where a part stands over several columns."""
    if not heads:
        return []
    stacks: list[list[Line]] = [[] for _ in columns]
    over: list[tuple[int, int, Line]] = []
    for chunk in heads:
        ruled = _over_by_rule(chunk, columns, heads, free)
        if ruled:
            over.append((*ruled, chunk))
        else:
            stacks[_nearest(chunk, columns)].append(chunk)
    for column, stack in enumerate(stacks):
        span = _over_by_height(column, stacks, edges)
        if span and not any(a <= span[1] and span[0] <= b for a, b, _ in over):
            over.append((*span, stack.pop(0)))
    cells: list[GridCell] = []
    top, bottom = min(c.top for c in heads), max(c.bottom for c in heads)
    covered: dict[int, float] = {}
    groups: dict[tuple[int, int], list[Line]] = {}
    for first, last, chunk in over:
        key = next((k for k in groups if k[0] <= last and first <= k[1]), (first, last))
        groups.setdefault(key, []).append(chunk)
    for (first, last), parts in groups.items():
        under = max(p.bottom for p in parts)
        cells.append(GridCell(0, first, 1, last - first + 1, tuple(parts), ink, (edges[first], top, edges[last + 1], under)))
        covered.update(dict.fromkeys(range(first, last + 1), under))
    for column, stack in enumerate(stacks):
        low = covered.get(column)
        box = (edges[column], top if low is None else low, edges[column + 1], bottom)
        row, tall = (0, 2 if covered else 1) if low is None else (1, 1)
        cells.append(GridCell(row, column, tall, 1, tuple(sorted(stack, key=lambda c: c.base)), ink, box))
    return sorted(cells, key=lambda c: (c.row, c.column))


def _nearest(chunk: Line, columns: Sequence[tuple[float, float]]) -> int:
    overlap = [min(b, chunk.x1) - max(a, chunk.x0) for a, b in columns]
    return max(range(len(columns)), key=lambda n: overlap[n])


def _over_by_rule(chunk: Line, columns: Sequence[tuple[float, float]], heads: Sequence[Line], free: Sequence[Ruling]) -> tuple[int, int] | None:
    """Columns under a header part with a ruling of its own below it."""
    if not any(o.base > chunk.base + 0.8 * chunk.size for o in heads):
        return None
    for r in free:
        if not r.upright and 0 < r.at - chunk.base < 1.8 * chunk.size and r.start <= chunk.x0 + 2 and r.end >= chunk.x1 - 2:
            held = [n for n, (a, b) in enumerate(columns) if r.start - 4 <= (a + b) / 2 <= r.end + 4]
            if 1 < len(held) < len(columns):
                return held[0], held[-1]
    return None


def _over_by_height(column: int, stacks: Sequence[Sequence[Line]], edges: Sequence[float]) -> tuple[int, int] | None:
    """Columns under a header part when the parts of its neighbours stand on the height of what is below it.

    A cell over both header rows is centred between them, a cell of the second row is not: that tells them apart.
    """
    stack = sorted(stacks[column], key=lambda c: c.base)
    if len(stack) < 2:
        return None
    chunk, below = stack[0], stack[1:]
    height = sum(c.base for c in below) / len(below)
    step = height - chunk.base
    if step < 0.8 * chunk.size:
        return None

    def is_below(n: int) -> bool:
        parts = stacks[n]
        return bool(parts) and abs(sum(c.base for c in parts) / len(parts) - height) < 0.2 * step

    first = last = column
    while first > 0 and is_below(first - 1):
        first -= 1
    while last + 1 < len(stacks) and is_below(last + 1):
        last += 1
    middle = (chunk.x0 + chunk.x1) / 2
    spans = [(a, b) for a in range(first, column + 1) for b in range(column, last + 1)]
    best = min(spans, key=lambda s: (abs((edges[s[0]] + edges[s[1] + 1]) / 2 - middle) // (1.5 * chunk.size), s[0] - s[1]))
    return best if best[1] > best[0] else None
