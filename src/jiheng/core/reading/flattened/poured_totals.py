"""收支总表 as a PDF's text pours it out: income and spending side by side in a line, a side that is empty left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jiheng.core.reading.flattened.grid import Grid, Rebuilt, Repair
from jiheng.core.reading.flattened.lines import Line, weave
from jiheng.core.reading.flattened.marks import is_page_number
from jiheng.core.reading.flattened.poured import UNIT, Range, tokens_of

_CAPTION = re.compile(r"[^。；，]{0,30}收入?支出?[^。；，]{0,12}总表(?:[（(][^）)]{1,12}[）)])?")
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,4}、")
_LEFT = re.compile(r"收入|财政拨款$|^年初|^上年|^使用|^用(?:事业|非)|结转和结余$|^动用")
_RIGHT = re.compile(r"支出|^结余分配|^年末|^年终|^结转下年|^提取")
_TOTAL = re.compile(r"(?:收入|支出)?(?:合|总)计")
_HEAD = re.compile(r"(?:决算|预算|执行|调整预算|全年预算)数|金额|合计|小计")
_STOP = re.compile(r"备?注\s?[:：]|说明\s?[:：]|[^。；，]{2,40}表$")
_MOST_HEADS = 16
_LEAST = 6
_PIECE = 6


@dataclass
class _Entry:
    """One line of one side."""

    side: int
    row: int
    name: list[Range]
    figures: list[Range] = field(default_factory=list)


def poured_totals(source: str, lines: Sequence[Line], taken: Sequence[bool]) -> list[Rebuilt]:
    """Every table of this shape under its caption (…总表)."""
    found: list[Rebuilt] = []
    at = 0
    while at < len(lines):
        rebuilt, stop = _table(source, lines, at, taken) if not taken[at] and _CAPTION.fullmatch(lines[at].text) else (None, at + 1)
        if rebuilt is not None:
            found.append(rebuilt)
        at = stop
    return found


def _table(source: str, lines: Sequence[Line], caption: int, taken: Sequence[bool]) -> tuple[Rebuilt | None, int]:
    first = next((at for at in range(caption + 1, min(len(lines), caption + _MOST_HEADS)) if _NUMBERED.match(lines[at].text)), 0)
    if not first:
        return None, caption + 1
    entries, stop = _entries(lines, first, taken)
    if min(sum(one.side == side for one in entries) for side in (0, 1)) < 2 or len(entries) < _LEAST or not any(one.figures for one in entries):
        return None, caption + 1
    above = [line for line in lines[caption + 1 : first] if not UNIT.search(line.text)]
    words = [token for line in above for token in tokens_of(line)]
    heads = [token.place for token in words if _HEAD.fullmatch(token.text)][:2]
    rest = [token.place for token in words if token.place not in heads and token.text != "项目"]
    widths = [max((len(one.figures) for one in entries if one.side == side), default=0) or 1 for side in (0, 1)]
    start = above[0].start if above else lines[first].start
    blank = weave(source, (), start)
    titles = [weave(source, (token.place,), start) for token in words if token.text == "项目"][:2]
    grid = Grid()
    head = [blank] * (sum(widths) + 2)
    offsets = (0, widths[0] + 1)
    for side, offset in enumerate(offsets):
        head[offset] = titles[side] if side < len(titles) else blank
        head[offset + 1] = weave(source, heads[side : side + 1], start)
    grid.add([*head, *(weave(source, (place,), start) for place in rest)], merge=False)
    for row in range(entries[-1].row + 1):
        cells = [blank] * (sum(widths) + 2)
        for one in entries:
            if one.row == row:
                cells[offsets[one.side]] = weave(source, one.name, one.name[0][0])
                for place, figure in enumerate(one.figures[: widths[one.side]]):
                    cells[offsets[one.side] + 1 + place] = weave(source, (figure,), figure[0])
        grid.add(cells, merge=False)
    repair = Repair("JH-F-043", f"第{lines[first].number}—{lines[stop - 1].number}行是从PDF取出的收支总表文字，已还原为{grid.row}行")
    return Rebuilt(start, lines[stop - 1].end, grid.slots(), (repair,)), stop


def _entries(lines: Sequence[Line], first: int, taken: Sequence[bool]) -> tuple[list[_Entry], int]:
    """Both sides' lines in order, and the line behind the table."""
    entries: list[_Entry] = []
    row = 0
    for at in range(first, len(lines)):
        text = lines[at].text
        if taken[at] or _STOP.match(text) or "。" in text:
            return entries, at
        if is_page_number(text):
            continue
        tokens = tokens_of(lines[at])
        here: list[_Entry] = []
        for token in tokens:
            if token.kind != "word":
                if not here:
                    return entries, at
                here[-1].figures.append(token.place)
                continue
            side = _side(token.text, here, entries[-1].side if entries else 0)
            if side is None:
                if len(tokens) == 1 and len(text) <= _PIECE and entries and not entries[-1].figures:
                    entries[-1].name.append(token.place)
                    break
                return entries, at
            here.append(_Entry(side, row, [token.place]))
        if [one.side for one in here] not in ([], [0], [1], [0, 1]):
            return entries, at
        entries += here
        row += bool(here)
        if here and all(
            _TOTAL.fullmatch(source_text) and "总" in source_text for source_text in (token.text for token in tokens if token.kind == "word")
        ):
            return entries, at + 1
    return entries, len(lines)


def _side(text: str, here: Sequence[_Entry], last: int) -> int | None:
    """0 for income, 1 for spending, None for words of neither; a bare total stands on the next free side.

    A numbered name cut before its telling word goes on with the side of the `last` entry.
    """
    if _RIGHT.search(text):
        return 1
    if _LEFT.search(text):
        return 0
    if _TOTAL.fullmatch(text):
        return 1 if here else 0
    if not _NUMBERED.match(text):
        return None
    return 1 if here else last
