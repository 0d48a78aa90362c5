"""Tables with a cell a line and the bars between the cells kept: `text |`, or a bar alone on the line behind each cell."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from jiheng.core.reading.extract.indicator_columns import BLANK_MARKS, squeeze
from jiheng.core.reading.flattened.cellwise import Piece, head_places, read_pieces
from jiheng.core.reading.flattened.grid import Grid, Rebuilt, Repair
from jiheng.core.reading.flattened.lines import BLANKS, Line, Weave, trimmed, weave
from jiheng.core.reading.flattened.marks import ends_table, is_closed

_PIPES = "|｜│┃"
_BARS = re.compile(rf"[{_PIPES}\s]+")
_ONE_CELL = re.compile(rf"[^{_PIPES}]+[{_PIPES}]+\s*|[{_PIPES}]\s*[^{_PIPES}]+")
_FIGURE = re.compile(r"[-−]?\d[\d,，]*(?:\.\d+)?\s?[%％]?")
_LEAST = 6
_REACH = 3
_LEAST_SHIFTED = 3
_LEAST_ROWS = 3
_LEAST_HEADS = 2
_TOTALS = ("合计", "总计", "小计", "总分")
_LONG = 200
_WIDEST = 40


class _Cells(NamedTuple):
    """A region cut at its bars: the runs of each piece, and for each line of bars alone how many bars stood before and on it."""

    pieces: list[list[tuple[int, int]]]
    anchors: list[int]
    pads: list[tuple[int, int]]


def piped_cell_tables(source: str, lines: Sequence[Line], taken: Sequence[bool]) -> list[Rebuilt]:
    """Every table of this shape among the lines that no other shape took."""
    if not any(mark in source for mark in _PIPES):
        return []
    found: list[Rebuilt] = []
    at = 0
    while at < len(lines):
        if taken[at] or not _is_part(lines[at].text):
            at += 1
            continue
        stop, barred, whole = _stop(lines, at, taken)
        first = at
        if not whole and _BARS.fullmatch(lines[at].text) and at and not taken[at - 1] and _is_first_cell(lines[at - 1].text):
            first = at - 1
        if barred >= _LEAST:
            found += _tables(source, lines[first:stop], whole=whole)
        at = stop
    return found


def without_bars(source: str, lines: Sequence[Line], taken: Sequence[bool]) -> tuple[list[Line], list[bool]]:
    """Lines without the bars that stood between cells, and which are taken; free lines of bars alone are left out."""
    if not any(mark in source for mark in _PIPES):
        return list(lines), list(taken)
    plain: list[Line] = []
    flags: list[bool] = []
    for line, gone in zip(lines, taken, strict=True):
        if not gone and line.text and _BARS.fullmatch(line.text):
            continue
        if not gone and _is_part(line.text):
            start, end = trimmed(source, line.start + (line.text[0] in _PIPES), line.start + len(line.text.rstrip(_PIPES + BLANKS)))
            plain.append(line._replace(text=source[start:end], start=start, end=end))
        else:
            plain.append(line)
        flags.append(gone)
    return plain, flags


def _is_part(text: str) -> bool:
    return bool(text) and (_BARS.fullmatch(text) is not None or _ONE_CELL.fullmatch(text) is not None)


def _is_first_cell(text: str) -> bool:
    return 0 < len(text) <= 30 and not is_closed(text)


def _stop(lines: Sequence[Line], first: int, taken: Sequence[bool]) -> tuple[int, int, bool]:
    """The line behind a region, how many of its lines hold a bar, and whether bars end the lines of cells."""
    barred, ended, last = 0, 0, first
    at = first
    while at < len(lines) and not taken[at]:
        text = lines[at].text
        if _is_part(text):
            barred += 1
            ended += not _BARS.fullmatch(text)
            last = at + 1
        elif at - last >= _REACH or len(text) > _LONG or any(mark in text for mark in _PIPES) or (ends_table(text) and lines[at].blanks > 1):
            break
        at += 1
    return last, barred, ended * 4 > barred


def _tables(source: str, lines: Sequence[Line], *, whole: bool) -> list[Rebuilt]:
    cells = _cut(source, lines)
    if whole:
        table = _by_width(source, lines, cells)
        if table is not None:
            return [table]
    table = _by_blanks(source, lines, cells)
    if table is not None:
        return [table]
    pieces = [
        Piece(weave(source, runs, anchor), lines[0].number) for runs, anchor in zip(cells.pieces, cells.anchors, strict=True)
    ]  # fmt: skip
    while pieces and not pieces[-1].cell.text:
        pieces.pop()
    table = read_pieces(pieces, f"第{lines[0].number}—{lines[-1].number}行的表格逐格成行、以竖线相隔")
    return [replace(table, start=lines[0].start, end=lines[-1].end)] if table is not None else []


def _by_blanks(source: str, lines: Sequence[Line], cells: _Cells) -> Rebuilt | None:
    """Rows parted by two bars with nothing between them, all of one width; a cell may be broken over lines."""
    rows: list[list[Weave]] = [[]]
    for runs, anchor in zip(cells.pieces, cells.anchors, strict=True):
        if runs:
            rows[-1].append(weave(source, runs, anchor))
        elif rows[-1]:
            rows.append([])
    rows = [row for row in rows if row]
    while rows and len(rows[0]) == 1:
        rows.pop(0)
    if len(rows) < _LEAST_ROWS or len(rows[0]) < _LEAST_ROWS or any(len(row) != len(rows[0]) for row in rows) or _sort(rows[0][-1].text) == "N":
        return None
    grid = Grid()
    for row in rows:
        grid.add(row, merge=False)
    first = rows[0][0].runs()
    repair = Repair("JH-F-042", f"第{lines[0].number}—{lines[-1].number}行的表格逐格成行、以竖线相隔，已还原为{grid.row}行{len(rows[0])}列")
    return Rebuilt(next(iter(first))[0], lines[-1].end, grid.slots(), (repair,))


def _cut(source: str, lines: Sequence[Line]) -> _Cells:
    pieces: list[list[tuple[int, int]]] = [[]]
    anchors: list[int] = [lines[0].start]
    pads: list[tuple[int, int]] = []
    for line in lines:
        before = len(pieces) - 1
        start = line.start
        for mark in re.finditer(f"[{_PIPES}]", line.text):
            _keep(source, pieces[-1], start, line.start + mark.start())
            pieces.append([])
            anchors.append(line.start + mark.end())
            start = line.start + mark.end()
        _keep(source, pieces[-1], start, line.end)
        if _BARS.fullmatch(line.text):
            pads.append((before, len(pieces) - 1))
    return _Cells(pieces, anchors, pads)


def _keep(source: str, piece: list[tuple[int, int]], start: int, end: int) -> None:
    run = trimmed(source, start, end)
    if run[1] > run[0]:
        piece.append(run)


def _by_width(source: str, lines: Sequence[Line], cells: _Cells) -> Rebuilt | None:
    """Rows of one width, each behind a bar of its own; short rows are padded with bars at their end."""
    width = _width(cells)
    if not width:
        return None
    padded = {end: end - before for before, end in cells.pads}
    rows: list[tuple[list[Weave], int]] = []
    for first, behind in _row_bounds(cells, width):
        texts = [weave(source, cells.pieces[at], cells.anchors[at]) for at in range(first if cells.pieces[first] else first + 1, behind)]
        if any(text.text for text in texts):
            rows.append((texts, padded.get(behind, 0)))
    grid = Grid()
    pad = 0
    above: list[Weave] = []
    headed = False
    skip = 0
    for number, (printed, own) in enumerate(rows):
        texts = printed
        if number < skip:
            continue
        if not headed:
            skip = _put_heads(grid, rows, number)
            if skip:
                headed, pad, above = True, 0, rows[skip - 1][0]
                continue
        head = _is_head(texts)
        if head:
            pad, shift = (own if own > 1 else 0), 0
        elif not above or texts[0].text.rstrip("：:").endswith(_TOTALS) or sum(bool(text.text) for text in texts) < _LEAST_SHIFTED:
            shift = 0
        else:
            shift = max(0, own - pad) if own > 1 else _one_right(texts, above) if own else 0
        shift = min(shift, next((at for at, text in enumerate(reversed(texts)) if text.text), 0))
        if shift:
            texts = [Weave("", ((0, texts[0].pieces[0][1]),))] * shift + texts[: len(texts) - shift]
        if number:
            # Rows below a head begin anew: its words never reach down into them.
            grid.add(texts, merge=not head and not headed and bool(shift))
        else:
            grid.add(texts, merge=False)
        headed = head
        above = texts if head or above else above
    repair = Repair("JH-F-042", f"第{lines[0].number}—{lines[-1].number}行的表格逐格成行、以竖线相隔，已还原为{grid.row}行{width}列")
    return Rebuilt(lines[0].start, lines[-1].end, grid.slots(), (repair,))


def _put_heads(grid: Grid, rows: Sequence[tuple[list[Weave], int]], first: int) -> int:
    """Two or more rows of heads whose merged cells were lost, put over the full rows below them; the row behind, or 0."""
    last = first
    while last < len(rows) and _is_words(rows[last][0]):
        last += 1
    if last - first < _LEAST_HEADS or not any(own for _, own in rows[first:last]):
        return 0
    figures: list[list[str]] = []
    for texts, _ in rows[last:]:
        ragged = bool(figures) and len(texts) != len(figures[0])
        if ragged or not texts[-1].text or not any(_FIGURE.fullmatch(text.text) for text in texts):
            break
        figures.append([text.text for text in texts])
    heads = [text for texts, _ in rows[first:last] for text in texts if text.text]
    if not figures:
        return 0
    width = len(figures[0])
    cells = [text.text for text in heads] + [text for row in figures for text in row]
    bounds = [(len(heads) + at * width, len(heads) + (at + 1) * width) for at in range(len(figures))]
    places = head_places([squeeze(text) for text in cells], len(heads), width, bounds, bare=bool(_FIGURE.fullmatch(figures[0][0])))
    row = grid.row
    for place in places:
        grid.put(row + place.row, place.column, heads[place.number], place.rows, place.columns)
    return last if places else 0


def _is_words(texts: Sequence[Weave]) -> bool:
    words = [text.text.strip(BLANKS) for text in texts if text.text]
    return bool(words) and not any(_FIGURE.fullmatch(word) for word in words)


def _ends(cells: _Cells) -> list[int]:
    return [end for before, end in cells.pads if end - before > 1]


def _width(cells: _Cells) -> int:
    """The number of cells of a row: every row's first bar has nothing before it, and padding ends with its row."""
    ends = _ends(cells)
    if cells.pieces[0]:
        return 0
    if not ends:
        count = len(cells.pieces) - 1
        fitting = (width for width in range(2, min(_WIDEST, count // 2) + 1) if count % (width + 1) == 0)
        return next((width for width in fitting if not any(cells.pieces[at] for at in range(0, count + 1, width + 1))), 0)
    gaps = [ends[0], *(after - before for before, after in itertools.pairwise(ends))]
    fits = {width: sum(gap % (width + 1) == 0 for gap in gaps) for width in range(2, _WIDEST + 1)}
    most = max(fits.values())
    if most * 2 < len(gaps):
        return 0
    odd = {width: sum(bool(cells.pieces[first]) for first, _ in _row_bounds(cells, width)) for width, good in fits.items() if good == most}
    return min(odd, key=lambda width: (odd[width], width))


def _row_bounds(cells: _Cells, width: int) -> Iterator[tuple[int, int]]:
    """For each row its empty first piece and the piece behind its last; padding ends a row of any width."""
    at = 0
    for end in [*_ends(cells), len(cells.pieces)]:
        while at < end:
            stop = min(at + width + 1, end)
            yield at, stop
            at = stop


def _sort(text: str) -> str:
    return "" if not text else "N" if _FIGURE.fullmatch(text) or (text in BLANK_MARKS and text != "无") else "T"


def _is_head(texts: Sequence[Weave]) -> bool:
    words = [text.text.strip(BLANKS) for text in texts if text.text]
    return len(words) > 2 and not any(_FIGURE.fullmatch(word) for word in words)


def _one_right(texts: Sequence[Weave], above: Sequence[Weave]) -> int:
    """Whether a row that ends with one empty cell fits the row above better one column further right."""
    if not above or texts[-1].text:
        return 0
    if _is_head(above):
        figures = [at for at, text in enumerate(texts) if _sort(text.text) == "N"]
        further = sum(bool(above[at + 1].text) for at in figures if at + 1 < len(above))
        # No figure stands where the labels stand.
        return int(further >= sum(bool(above[at].text) for at in figures) + (figures[:1] != [0]))
    sorts = [_sort(text.text) for text in texts]
    over = [_sort(text.text) for text in above]
    here = sum(one == other for one, other in zip(sorts, over, strict=False) if one)
    there = sum(one == other for one, other in zip(["", *sorts], over, strict=False) if one)
    return int(there > here)
