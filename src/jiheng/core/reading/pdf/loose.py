"""Tables without upright rulings: columns from the gaps that numbers leave, rows from baselines or from level rulings."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jiheng.core.reading.pdf.heads import head_cells
from jiheng.core.reading.pdf.ink import PageInk
from jiheng.core.reading.pdf.lines import Line
from jiheng.core.reading.pdf.rows import rows_of
from jiheng.core.reading.pdf.rulings import Ruling
from jiheng.core.reading.pdf.table import GridCell, Table

CAPTION = re.compile(r"单位[:：]|^(?:编制|公开|填报|填表|附表|表|部门|单位)[^。；]{0,30}$|表[（(]?续?[）)]?$|明细(?:情况)?$|^[（(]续表?[）)]$")
_SENTENCE = re.compile(r"[。；;：:，,]$")
_LEAST_ROWS = 3
_HEAD_LINES = 8
_SEVERAL = 2  # columns of amounts that only heads can tell apart


@dataclass(slots=True)
class _Region:
    """Neighbouring lines that look like a table: first and last index, the lines with figures, the level rulings."""

    first: int
    last: int
    data: list[int]
    levels: list[float] = field(default_factory=list)


def loose_tables(ink: PageInk, lines: Sequence[Line], free: Sequence[Ruling]) -> tuple[list[Table], list[Line]]:
    """Tables found among a page's lines outside ruled grids, and the lines that stay."""
    tables: list[Table] = []
    used: set[int] = set()
    index = 0
    while index < len(lines):
        region = _region(lines, index, free) if _is_data(lines[index]) else None
        if region is None:
            index += 1
            continue
        head = _head_start(lines, region, free, used)
        table = _table(ink, lines, head, region, free)
        if table is None:
            index += 1
            continue
        tables.append(table)
        used.update(range(head, region.last + 1))
        index = region.last + 1
    return tables, [line for n, line in enumerate(lines) if n not in used]


def _is_data(line: Line) -> bool:
    chunks = line.chunks
    if len(chunks) < 2 or CAPTION.search(line.bare):
        return False
    return len(chunks) >= 3 or (chunks[-1].is_number and not chunks[0].is_number) or all(c.is_number for c in chunks)


def _full_levels(free: Sequence[Ruling], x0: float, x1: float) -> list[float]:
    """Level rulings that run along most of [x0, x1]."""
    return sorted(r.at for r in free if not r.upright and min(r.end, x1) - max(r.start, x0) > 0.8 * (x1 - x0) and r.end - r.start < 2.5 * (x1 - x0))


def _region(lines: Sequence[Line], start: int, free: Sequence[Ruling]) -> _Region | None:
    data = [start]
    x0, x1 = lines[start].x0, lines[start].x1
    pitch = 0.0
    index = start + 1
    while index < len(lines):
        line, above = lines[index], lines[index - 1]
        step = line.base - above.base
        if step > max(3.2 * line.size, 1.9 * pitch):
            break
        if _is_data(line):
            pitch = max(pitch, line.base - lines[data[-1]].base) if len(data) < 3 else pitch
            data.append(index)
            x0, x1 = min(x0, line.x0), max(x1, line.x1)
        elif (
            _SENTENCE.search(line.bare)
            or (len(line.chunks) > 1 and CAPTION.search(line.bare))
            or (len(line.chunks) == 1 and line.x1 - line.x0 > 0.62 * (x1 - x0))
            or line.bare.startswith(("注", "说明", "备注："))
            or index - data[-1] > 4
        ):
            break
        index += 1
    figured = [n for n in data if any(c.is_number for c in lines[n].chunks)]
    if len(figured) >= 2:  # words in three columns above the first figures are the header
        data = [n for n in data if n >= figured[0]]
        start = data[0]
    levels = _full_levels(free, x0, x1)
    last = data[-1]
    below = [y for y in levels if y > lines[last].base]
    if below and any(y < lines[start].base for y in levels):
        while last + 1 < index and lines[last + 1].base < below[0]:
            last += 1
    ruled = len(levels) >= 2 and levels[0] < lines[start].base and levels[-1] > lines[data[-1]].base
    if len(data) < (1 if ruled and len(levels) >= 3 else _LEAST_ROWS) or not _aligned(lines, data, ruled):
        return None
    return _Region(start, last, data, levels)


def _aligned(lines: Sequence[Line], data: Sequence[int], ruled: bool) -> bool:
    """Whether figures stand under figures (or, without figures, words begin under words) in most rows."""
    ends: list[tuple[float, float]] = []
    rows = [lines[n].chunks for n in data]
    for chunks in rows:
        ends += [(c.x0, c.x1) for c in chunks[1:] if c.is_number or ruled]
    if not ends:
        ends = [(c.x0, c.x1) for chunks in rows for c in chunks[1:]]
        if sum(len(chunks) >= 3 for chunks in rows) < 3:
            return False
    for x0, x1 in ends:
        under = sum(1 for a, b in ends if abs(b - x1) < 4 or abs(a - x0) < 4 or abs((a + b) - (x0 + x1)) < 8)
        if under >= max(2 if not ruled else 1, 0.6 * len(data)):
            return True
    return False


def _head_start(lines: Sequence[Line], region: _Region, free: Sequence[Ruling], used: set[int]) -> int:
    """Index of the first header line above the figures."""
    x0 = min(lines[n].x0 for n in region.data)
    x1 = max(lines[n].x1 for n in region.data)
    tops = [y for y in _full_levels(free, x0, x1) if y < lines[region.first].base]
    index = region.first
    for _ in range(_HEAD_LINES):
        if index == 0 or index - 1 in used:
            break
        line, below = lines[index - 1], lines[index]
        if (tops and line.base < tops[0]) or any(c.is_number and "." in c.bare for c in line.chunks):
            break
        if below.base - line.base > 3.4 * below.size and not (tops and line.base > tops[0]):
            break
        if (CAPTION.search(line.bare) and not (tops and line.base > tops[0])) or _SENTENCE.search(line.bare):
            break
        if (line.x1 - line.x0 > 0.62 * (x1 - x0) and len(line.chunks) == 1) or line.x0 < x0 - 60 or line.x1 > x1 + 60:
            break
        if not tops and len(line.chunks) == 1 and _is_centred_title(line, x0, x1):
            break
        index -= 1
    # Without rulings a header has as many parts as there are columns, or nearly; a lone line above is not a header.
    while not tops and index < region.first and len(lines[index].chunks) == 1:
        index += 1
    return index


def _is_centred_title(line: Line, x0: float, x1: float) -> bool:
    return abs((line.x0 + line.x1) - (x0 + x1)) < 0.1 * (x1 - x0) and len(line.bare) >= 5


def column_spans(rows: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    """Columns as [x0, x1] from the parts of rows: what hardly any row crosses is a gap."""
    spans = [(c.x0, c.x1) for chunks in rows for c in chunks]
    if not spans:
        return []
    low, high = min(s[0] for s in spans), max(s[1] for s in spans)
    width = int(high - low) + 2
    change = [0] * (width + 1)
    for a, b in spans:
        change[int(a - low)] += 1
        change[min(width, int(b - low) + 1)] -= 1
    allowed = int(0.08 * len(rows))
    columns: list[tuple[float, float]] = []
    cover = 0
    begun: int | None = None
    for x in range(width + 1):
        cover += change[x]
        if cover > allowed and begun is None:
            begun = x
        elif cover <= allowed and begun is not None:
            columns.append((low + begun, low + x))
            begun = None
    return columns


def place_in(columns: Sequence[tuple[float, float]], chunk: Line) -> int:
    """The column of a part: where most of a number stands, where a word begins."""
    overlap = [min(b, chunk.x1) - max(a, chunk.x0) for a, b in columns]
    if not chunk.is_number and sum(1 for o in overlap if o > 0.5 * chunk.size) > 1:
        return next(n for n, o in enumerate(overlap) if o > 0)
    return max(range(len(columns)), key=lambda n: overlap[n])


def _table(ink: PageInk, lines: Sequence[Line], head: int, region: _Region, free: Sequence[Ruling]) -> Table | None:
    columns = column_spans([lines[n].chunks for n in region.data])
    heads = [c for n in range(head, region.first) for c in lines[n].chunks]
    for chunk in heads:  # a column whose cells are all blank still has its header
        near = 0.3 * chunk.size
        if all(chunk.x1 < a - near or chunk.x0 > b + near for a, b in columns) and _lowest(chunk, heads):
            columns = sorted([*columns, (chunk.x0, chunk.x1)])
    if len(columns) < 2:
        return None
    columns = _widened(columns, heads)
    edges = [columns[0][0] - 1, *((a[1] + b[0]) / 2 for a, b in itertools.pairwise(columns)), columns[-1][1] + 1]
    cells = head_cells(ink, heads, columns, edges, free)
    first_row = max((c.row + c.rows for c in cells), default=0)
    by_column: list[list[Line]] = [[] for _ in columns]
    for n in range(region.first, region.last + 1):
        for chunk in lines[n].chunks:
            by_column[place_in(columns, chunk)].append(chunk)
    rows = _banded(by_column, region, lines) or rows_of(by_column, [lines[n].base for n in region.data])
    for number, row in enumerate(rows):
        top = min(line.top for group in row.values() for line in group)
        bottom = max(line.bottom for group in row.values() for line in group)
        for column in range(len(columns)):
            box = (edges[column], top, edges[column + 1], bottom)
            cells.append(GridCell(first_row + number, column, 1, 1, tuple(row.get(column, ())), ink, box))
    amounts = [column for column, chunks in enumerate(by_column) if any(chunk.is_number and "." in chunk.bare for chunk in chunks)]
    headed = bool(heads) or len(amounts) < _SEVERAL
    top, bottom = lines[head].top, lines[region.last].bottom
    return Table(ink, ink, (edges[0], top, edges[-1], bottom), bottom, tuple(edges), first_row + len(rows), tuple(cells), ruled=False, headed=headed)


def _widened(columns: Sequence[tuple[float, float]], heads: Sequence[Line]) -> list[tuple[float, float]]:
    """Columns as wide as the header parts that stand over one of them only."""
    wide = list(columns)
    for chunk in heads:
        hit = [n for n, (a, b) in enumerate(columns) if min(b, chunk.x1) > max(a, chunk.x0)]
        if len(hit) == 1 and _lowest(chunk, heads):
            n = hit[0]
            low = columns[n - 1][1] + 1 if n else chunk.x0
            high = columns[n + 1][0] - 1 if n + 1 < len(columns) else chunk.x1
            wide[n] = (max(min(wide[n][0], chunk.x0), low), min(max(wide[n][1], chunk.x1), high))
    return wide


def _lowest(chunk: Line, heads: Sequence[Line]) -> bool:
    return not any(o is not chunk and o.base > chunk.base + 1 and min(o.x1, chunk.x1) - max(o.x0, chunk.x0) > 0 for o in heads)


def _banded(by_column: Sequence[Sequence[Line]], region: _Region, lines: Sequence[Line]) -> list[dict[int, list[Line]]]:
    """Rows between level rulings, when a ruling stands between every two rows of figures; else none."""
    inner = [y for y in region.levels if lines[region.first].base < y < lines[region.last].base]
    if len(inner) < 1 or len(inner) + 1 < len(region.data):
        return []
    rows: dict[int, dict[int, list[Line]]] = {}
    for column, chunks in enumerate(by_column):
        for chunk in chunks:
            rows.setdefault(sum(y < chunk.base for y in inner), {}).setdefault(column, []).append(chunk)
    return [rows[n] for n in sorted(rows)]
