"""“三公”经费 tables with one cell a line whose empty cells were lost: every row begins with a label that the form prints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from jiheng.core.reading.extract.indicator_columns import squeeze
from jiheng.core.reading.flattened.cellwise import FIGURE
from jiheng.core.reading.flattened.grid import Grid, Rebuilt, Repair
from jiheng.core.reading.flattened.lines import Line, weave

_NUMBER = r"(?:[（(]?[一二三四五\d][)）]?[、.．]?)?"
_LABEL = re.compile(
    rf"{_NUMBER}(?:其中[:：]?)?{_NUMBER}(?:(?:合|总)计|[“\"]?三公[”\"]?经费(?:合计|支出)?|因公出国(?:[（(]境[)）])?(?:费用?|支出|经费)?|公务接待(?:费用?|支出|经费)?"
    r"|(?:公务)?(?:用车|车辆?)(?:购置|及|和|与|运行|维护|费用?|经费|支出|[（(].{1,6}[)）])*|国内接待费|国\(境\)外接待费)"
)
_ITEM = re.compile(r"项目|支出内容|内容|经费名称")
_KINDS = (re.compile("接待"), re.compile("车"))
_LEAST_ROWS = 3
_MOST_COLUMNS = 4
_MOST_HEADS = 8
_LONGEST_HEAD = 16


class _Row(NamedTuple):
    """A label's line and the lines of its figures."""

    label: Line
    figures: list[Line]


def three_publics(source: str, lines: Sequence[Line], taken: Sequence[bool]) -> list[Rebuilt]:
    """Every table of this shape among the lines that no other shape took."""
    found: list[Rebuilt] = []
    at = 0
    while at < len(lines):
        rows, stop = _rows(lines, at, taken)
        widths = {len(row.figures) for row in rows if row.figures}
        labels = "".join(row.label.text for row in rows)
        if len(rows) >= _LEAST_ROWS and len(widths) == 1 and max(widths) <= _MOST_COLUMNS and all(kind.search(labels) for kind in _KINDS):
            rebuilt = _rebuilt(source, lines, at, rows, widths.pop(), taken)
            if rebuilt is not None:
                found.append(rebuilt)
        at = max(stop, at + 1)
    return found


def _rows(lines: Sequence[Line], at: int, taken: Sequence[bool]) -> tuple[list[_Row], int]:
    """The rows from a line on, and the line behind them."""
    rows: list[_Row] = []
    while at < len(lines) and not taken[at]:
        text = squeeze(lines[at].text)
        if _LABEL.fullmatch(text):
            rows.append(_Row(lines[at], []))
        elif rows and FIGURE.fullmatch(text):
            rows[-1].figures.append(lines[at])
        else:
            break
        at += 1
    return rows, at


def _rebuilt(source: str, lines: Sequence[Line], first: int, rows: Sequence[_Row], width: int, taken: Sequence[bool]) -> Rebuilt | None:
    """The table, where its heads are told: as many lines as columns between 项目 and the first row, or one column."""
    item = next((at for at in range(first - 1, max(-1, first - _MOST_HEADS), -1) if _ITEM.fullmatch(squeeze(lines[at].text))), None)
    heads = list(lines[item + 1 : first]) if item is not None else []
    told = item is not None and not any(taken[item:first]) and len(heads) == width and all(len(head.text) <= _LONGEST_HEAD for head in heads)
    if not told and width > 1:
        return None
    grid = Grid()
    begin = rows[0].label
    if told and item is not None:
        begin = lines[item]
        for column, head in enumerate((begin, *heads)):
            grid.put(0, column, weave(source, ((head.start, head.end),), head.start))
    for row in rows:
        number = grid.row
        for column, cell in enumerate((row.label, *row.figures)):
            grid.put(number, column, weave(source, ((cell.start, cell.end),), cell.start))
    last = (rows[-1].figures or [rows[-1].label])[-1]
    repair = Repair("JH-F-042", f"第{begin.number}—{last.number}行的“三公”经费表逐格成行、空格丢失，已还原为{grid.row}行{width + 1}列")
    return Rebuilt(begin.start, last.end, grid.slots(), (repair,))
