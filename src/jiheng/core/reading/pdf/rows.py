"""Rows where no ruling parts them: numbers do not wrap, so each number's baseline is a row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from jiheng.core.reading.pdf.lines import Line
from jiheng.core.reading.pdf.table import GridCell

_COMPLETE = re.compile(r"[-−－]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[%％]?$|[-—－–/]{1,3}$")
_ITEM = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}[）)、.．]|其中[:：]?|\d{3,7}\D?|合计|总计|小计|本年|年初|年末|上年|结余|使用"
)


def anchors(columns: Sequence[Sequence[Line]]) -> list[float]:
    """Baselines of rows, from the columns whose every line is a whole number (no column of numbers: none)."""
    numeric = [lines for lines in columns if len(lines) >= 2 and all(_COMPLETE.match(line.bare) for line in lines)]
    numeric = [lines for lines in numeric if not _is_wrapped(lines)]
    bases: list[float] = []
    for base in sorted(line.base for lines in numeric for line in lines):
        if not bases or base - bases[-1] > 3.0:
            bases.append(base)
    return bases


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether lines of digits are one long number or code that did not fit: 20805 over 05."""
    head = lines[0].bare
    return len(lines) == 2 and "." not in head and (head.endswith(",") or (head.isdigit() and "." in lines[1].bare and len(head) > 3))


def rows_of(columns: Sequence[Sequence[Line]], bases: Sequence[float]) -> list[dict[int, list[Line]]]:
    """Rows as lines by column: figures go to their baseline, a label of several lines to the one figure beside it."""
    rows: list[tuple[float, dict[int, list[Line]]]] = [(base, defaultdict(list)) for base in bases]
    extra: list[tuple[float, dict[int, list[Line]]]] = []
    for column, lines in enumerate(columns):
        for label in _labels(lines):
            beside = [n for n, base in enumerate(bases) if label[0].base - 0.4 * label[0].size <= base <= label[-1].base + 0.4 * label[-1].size]
            if len(beside) == 1:
                rows[beside[0]][1][column] += label
                continue
            for line in label:
                at = min(range(len(bases)), key=lambda i: abs(bases[i] - line.base), default=-1)
                if at >= 0 and (abs(bases[at] - line.base) <= 0.4 * line.size or len(beside) > 1 or _is_beside(rows[at], column, line)):
                    rows[at][1][column].append(line)
                    continue
                level = next((row for row in extra if abs(row[0] - line.base) <= 0.4 * line.size), None)
                if level is None:
                    level = (line.base, defaultdict(list))
                    extra.append(level)
                level[1][column].append(line)
    ordered = sorted([*rows, *extra], key=lambda row: row[0])
    return [{column: sorted(lines, key=lambda item: item.base) for column, lines in row.items()} for _, row in ordered if row]


def _is_beside(row: tuple[float, dict[int, list[Line]]], column: int, line: Line) -> bool:
    """Whether a line stands half a line off a row's figures and the row has nothing else in this column."""
    return abs(row[0] - line.base) < 0.95 * line.size and not row[1].get(column)


def _labels(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines of a column that run on: the upper one is full, the lower one begins no new item and is near."""
    if not lines:
        return []
    right = max(line.x1 for line in lines)
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda item: (item.base, item.x0)):
        above = groups[-1][-1] if groups else None
        if above is not None and not _COMPLETE.match(line.bare) and not _COMPLETE.match(above.bare):
            full = above.x1 + (line.glyphs[0].x1 - line.glyphs[0].x0) > right + 0.1 * line.size
            near = line.base - above.base < 2.0 * line.size
            steady = len(groups[-1]) < 2 or line.base - above.base < 1.2 * (above.base - groups[-1][-2].base)
            if full and near and steady and not _ITEM.match(line.bare) and abs(line.x0 - above.x0) < 3 * line.size:
                groups[-1].append(line)
                continue
        groups.append([line])
    return groups


def split_rows(cells: list[GridCell], count: int) -> tuple[int, list[GridCell]]:
    """Rows of a ruled grid parted where a ruled row holds several printed ones; returns the number of rows and the cells."""
    by_row: dict[int, list[GridCell]] = defaultdict(list)
    for cell in cells:
        by_row[cell.row].append(cell)
    result: list[GridCell] = []
    offset = 0
    covered_to = 0
    for row in range(count):
        members = by_row.get(row, [])
        simple = row >= covered_to and all(c.rows == 1 for c in members)
        covered_to = max(covered_to, *(c.row + c.rows for c in members), 0)
        columns = [c.lines for c in members]
        bases = anchors(columns) if simple and len(members) >= 2 else []
        if len(bases) < 2:
            result += [replace(c, row=c.row + offset) for c in members]
            continue
        parts = rows_of(columns, bases)
        for number, part in enumerate(parts):
            for index, cell in enumerate(members):
                lines = tuple(part.get(index, ()))
                top = cell.box[1] if number == 0 else _between(parts[number - 1], part)
                bottom = cell.box[3] if number == len(parts) - 1 else _between(part, parts[number + 1])
                result.append(replace(cell, row=row + offset + number, lines=lines, box=(cell.box[0], top, cell.box[2], bottom)))
        offset += len(parts) - 1
    return count + offset, result


def _between(above: dict[int, list[Line]], below: dict[int, list[Line]]) -> float:
    low = max(line.bottom for lines in above.values() for line in lines)
    high = min(line.top for lines in below.values() for line in lines)
    return (low + high) / 2
