"""Total tables of income beside spending, one cell a line: label, line number, amounts, in turn for both halves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from jiheng.core.reading.extract.indicator_columns import squeeze
from jiheng.core.reading.flattened.cellwise import FIGURE
from jiheng.core.reading.flattened.cellwise import number as cell_number
from jiheng.core.reading.flattened.grid import Grid, Rebuilt, Repair
from jiheng.core.reading.flattened.lines import Line, Weave, weave
from jiheng.core.reading.flattened.marks import CHAPTER, is_page_number
from jiheng.core.reading.flattened.placing import Group, Numbers, place

_NUMBERED = frozenset(("行次", "行数", "序号"))
_PIECE = re.compile(r"[^\s\u3000\u200b]+")
_HEADS = frozenset(("项目", "行次", "金额", "预算数", "决算数", "栏次", "收入", "支出", "合计", "总计"))
_ORDINAL = re.compile(r"([一二三四五六七八九十]{1,3})\s?[、.．]")
_DIGITS = "一二三四五六七八九"
_LINE = re.compile(r"\d{1,3}")
_TOP = re.compile(r"收\s*入|支\s*出|资金来源|资金运用")
_END = re.compile(r"注\s?[:：]|备注|说明|第[一二三四五六七八九十]+部分|附件")
_TOTAL = re.compile(r".{0,8}(?:合计|总计)")
_MOST = 400
_MOST_HEADS = 16
_LONGEST = 40
_LEAST = 3


class _Entry(NamedTuple):
    """A label with its line number and the amounts behind it: indexes of lines, -1 where there is no label or no line number."""

    label: int
    number: int
    amounts: list[int]


def halved_tables(source: str, lines: Sequence[Line], taken: Sequence[bool]) -> list[Rebuilt]:
    """Every table of this shape among the lines that no other shape took."""
    found: list[Rebuilt] = []
    at = 0
    while at < len(lines):
        if taken[at] or lines[at].text not in ("项目", "项　目", "项 目", "项目(按功能分类)", "项目（按功能分类）"):
            at += 1
            continue
        rebuilt, stop = _table(source, lines, at, taken)
        if rebuilt is not None:
            found.append(rebuilt)
        at = max(stop, at + 1)
    return found


def numbered_halves(source: str, lines: Sequence[Line], taken: Sequence[bool]) -> list[Rebuilt]:
    """Tables of this shape with several cells a line, told by line numbers that go through both halves."""
    if not any(mark in source for mark in _NUMBERED):
        return []
    pieces: list[Line] = []
    used: list[bool] = []
    for at, line in enumerate(lines):
        parts = _pieces(line) if not taken[at] else [line]
        pieces += parts
        used += [taken[at]] * len(parts)
    if len(pieces) == len(lines):
        return []
    found: list[Rebuilt] = []
    at = 0
    while at < len(pieces):
        if not used[at] and pieces[at].text == "项目":
            rebuilt, stop = _table(source, pieces, at, used, numbered_through=True)
            if rebuilt is not None:
                found.append(rebuilt)
                at = stop
                continue
        at += 1
    return found


def _pieces(line: Line) -> list[Line]:
    """A line for each cell of a row; words that only blanks part stay together, unless the line is one of heads."""
    tokens = list(_PIECE.finditer(line.text))
    if len(tokens) < _LEAST - 1 or not any(FIGURE.fullmatch(token[0]) or token[0] in _HEADS or token[0] in _NUMBERED for token in tokens):
        return [line]
    bounds: list[tuple[int, int]] = []
    heads = not any(FIGURE.fullmatch(token[0]) for token in tokens)
    for token in tokens:
        goes_on = bounds and not heads and not FIGURE.fullmatch(token[0]) and token[0] not in _HEADS and not _ORDINAL.match(token[0])
        if goes_on and not FIGURE.fullmatch(before := line.text[slice(*bounds[-1])]) and before not in _HEADS and before not in _NUMBERED:
            bounds[-1] = (bounds[-1][0], token.end())
        else:
            bounds.append(token.span())
    return [
        line._replace(text=line.text[start:end], start=line.start + start, end=line.start + end, begin=line.start + start if number else line.begin)
        for number, (start, end) in enumerate(bounds)
    ]


def _table(source: str, lines: Sequence[Line], first: int, taken: Sequence[bool], *, numbered_through: bool = False) -> tuple[Rebuilt | None, int]:
    """A table whose leaf heads begin at `first`: 项目, 行次, 金额 and the same again."""
    stop = first
    while stop < len(lines) and stop - first < _MOST and not taken[stop] and len(lines[stop].text) <= _LONGEST:
        if _END.match(lines[stop].text) or CHAPTER.match(lines[stop].text) or is_page_number(lines[stop].text):
            break
        stop += 1
    texts = [squeeze(line.text) for line in lines[first:stop]]
    again = next((at for at in range(2, min(len(texts), _MOST_HEADS)) if texts[at].startswith("项目")), 0)
    if not again or any(FIGURE.fullmatch(text) for text in texts[:again]):
        return None, first
    heads = _heads(texts, again)
    numbered = sum(text in _NUMBERED for text in texts[:again])
    if not heads:
        return None, first
    body = heads
    labels = texts[heads : heads + 1] == ["栏次"]
    grid = Grid()
    top = _tops(lines, first)
    for side, line in enumerate(range(top, first)):
        grid.put(0, side * again, _cell(source, lines[line]), 1, heads - again if side else again)
    row = grid.row
    for at in range(heads):
        grid.put(row, at, _cell(source, lines[first + at]))
    if labels:
        body = _column_numbers(source, lines, first, texts, heads, again, grid)
    entries = _entries(texts, body, numbered=bool(numbered))
    if numbered_through and not _opening(texts, entries):
        return None, first
    most = max((len(entry.amounts) for entry in entries), default=0)
    if len(entries) < _LEAST or not 0 < most <= max(again, heads - again) - 1 - bool(numbered):
        return None, first
    end = _write(source, lines, first, texts, entries, again, heads, bool(numbered), grid)
    if not end:
        return None, first
    repair = Repair("JH-F-042", f"第{lines[top].number}—{lines[first + end - 1].number}行的收支总表逐格成行，已还原为{grid.row}行{heads}列")
    return Rebuilt(lines[top].start, lines[first + end - 1].end, grid.slots(), (repair,)), first + end


def _cell(source: str, line: Line) -> Weave:
    return weave(source, ((line.start, line.end),), line.start)


def _tops(lines: Sequence[Line], first: int) -> int:
    """The line of 收入 when 收入 and 支出 stand right above the heads."""
    if first >= 2 and all(_TOP.fullmatch(line.text) for line in lines[first - 2 : first]):
        return first - 2
    return first


def _heads(texts: Sequence[str], again: int) -> int:
    """How many leaf heads there are: the first half's and as many more; 0 when the halves do not match."""
    numbered = [text in _NUMBERED for text in texts[:again]]
    for count in range(again * 2, again * 2 + 6):
        rest = texts[again:count]
        if len(rest) < again or any(FIGURE.fullmatch(text) for text in rest):
            return 0
        following = texts[count : count + 1]
        if [text in _NUMBERED for text in rest[:again]] == numbered and following and (following[0] == "栏次" or _ORDINAL.match(following[0])):
            return count
    return 0


def _column_numbers(source: str, lines: Sequence[Line], first: int, texts: Sequence[str], at: int, again: int, grid: Grid) -> int:
    """The row 栏次 1 栏次 2; the index behind it."""
    row = grid.row
    half = -1
    column = 0
    while at < len(texts) and (texts[at] in ("栏次", *_NUMBERED) or _LINE.fullmatch(texts[at])):
        if texts[at] == "栏次":
            half += 1
            column = half * again
        elif not _LINE.fullmatch(texts[at]):
            column += 1
        else:
            column = max(column + 1, half * again + 1 + (1 if "行次" in texts[:again] else 0))
        grid.put(row, column, _cell(source, lines[first + at]))
        at += 1
    return at


def _entries(texts: Sequence[str], at: int, *, numbered: bool) -> list[_Entry]:
    entries: list[_Entry] = []
    counted: set[int] = set()
    while at < len(texts):
        if FIGURE.fullmatch(texts[at]):
            if not entries:
                break
            if numbered and _LINE.fullmatch(texts[at]) and int(texts[at]) - 1 in counted and int(texts[at]) not in counted:
                entries.append(_Entry(-1, at, []))  # a line of the form without words: only its number
                counted.add(int(texts[at]))
                at += 1
                continue
            entries[-1].amounts.append(at)
            at += 1
            continue
        number = -1
        if numbered and at + 1 < len(texts) and _LINE.fullmatch(texts[at + 1]):
            number = at + 1
            counted.add(int(texts[number]))
        if numbered and entries and entries[-1].number < 0 and not entries[-1].amounts:
            break
        entries.append(_Entry(at, number, []))
        at += 2 if number >= 0 else 1
    while entries and entries[-1].number < 0 and not entries[-1].amounts:
        entries.pop()
    return entries


def _write(
    source: str,
    lines: Sequence[Line],
    first: int,
    texts: Sequence[str],
    entries: Sequence[_Entry],
    width: int,
    heads: int,
    numbered: bool,
    grid: Grid,
) -> int:
    """Each entry goes to the half whose count it continues; the index behind the last line used, 0 where one has no room."""
    rows = [grid.row - 1, grid.row - 1]
    counts = [0, 0]
    side = 1
    base = grid.row
    opening = _opening(texts, entries)
    columns = _right_columns(texts, entries, opening, heads - width - 1 - numbered, whole=_TOTAL.fullmatch(texts[width + 1 + numbered]) is not None)
    for number, entry in enumerate(entries):
        side = int(_count(texts, entry) >= opening) if opening else _side(texts, entry, counts, side, rows)
        rows[side] = rows[side] + 1 if side == 0 or rows[1] < rows[0] else rows[1] + 1
        if side and rows[1] < rows[0]:
            rows[1] = rows[0]
        if not side and rows[0] < base:
            rows[0] = base
        if not side and len(entry.amounts) > width - 1 - numbered:
            return 0
        row, column = rows[side], side * width
        if entry.label >= 0:
            grid.put(row, column, _cell(source, lines[first + entry.label]))
        if entry.number >= 0:
            grid.put(row, column + 1, _cell(source, lines[first + entry.number]))
        start = column + 1 + numbered
        places = columns.get(number, tuple(range(len(entry.amounts))))
        for step, (at, here) in enumerate(zip(entry.amounts, places, strict=True)):
            cell = _cell(source, lines[first + at])
            if here is None:
                grid.put(row, heads + step, cell, placed=False)
            else:
                grid.put(row, start + here, cell)
        counts[side] = _count(texts, entry) or counts[side] + 1
    last = entries[-1]
    return max(last.label, last.number, *last.amounts, 0) + 1


def _opening(texts: Sequence[str], entries: Sequence[_Entry]) -> int:
    """The first line number of the second half; 0 where the lines are not numbered through."""
    counts = [int(texts[entry.number]) for entry in entries if entry.number >= 0]
    if len(counts) < max(_LEAST, len(entries)) or counts[0] != 1 or counts[1] <= _LEAST or len(set(counts)) < len(counts):
        return 0
    return counts[1]


def _right_columns(texts: Sequence[str], entries: Sequence[_Entry], opening: int, width: int, *, whole: bool) -> dict[int, tuple[int | None, ...]]:
    """The columns of the second half's amounts where it has several: what its totals prove, by the entry's number."""
    right = [at for at, entry in enumerate(entries) if opening and _count(texts, entry) >= opening and entry.amounts]
    if width < 2 or not right:
        return {}
    total = next((at for at in right if _TOTAL.fullmatch(texts[entries[at].label]) and len(entries[at].amounts) == width), None)
    groups = (Group(0, tuple(range(1, width))),) if whole else ()
    lines = [
        Numbers("" if at == total else f"{number:03d}", tuple(cell_number(texts[figure]) or Decimal(0) for figure in entries[at].amounts))
        for number, at in enumerate(right)
        if total is None or at <= total
    ]
    told = dict(zip(right, place(lines, width, groups), strict=False))
    return (
        told
        | {at: tuple(range(width)) for at in right if at not in told and len(entries[at].amounts) == width}
        | {at: (None,) * len(entries[at].amounts) for at in right if at not in told and len(entries[at].amounts) < width}
    )


def _count(texts: Sequence[str], entry: _Entry) -> int:
    """An entry's line number, or the number its label begins with; 0 when it has none."""
    if entry.number >= 0:
        return int(texts[entry.number])
    return ordinal(texts[entry.label]) if entry.label >= 0 else 0


def ordinal(label: str) -> int:
    """The number that a label begins with (十二、 is 12), or 0."""
    found = _ORDINAL.match(label)
    if not found:
        return 0
    words = found[1]
    tens, ten, ones = words.rpartition("十")
    value = (_DIGITS.find(tens) + 1 if tens else 1) * 10 if ten else 0
    return value + (_DIGITS.find(ones) + 1 if ones else 0)


def _side(texts: Sequence[str], entry: _Entry, counts: Sequence[int], last: int, rows: Sequence[int]) -> int:
    count = _count(texts, entry)
    label = texts[entry.label] if entry.label >= 0 else ""
    if entry.number < 0 and ("收入" in label) != ("支出" in label):
        return int("支出" in label)
    if count and counts[0] == 0:
        return 0
    if count:
        if count == counts[0] + 1 and not (count == counts[1] + 1 and last == 0 and rows[1] < rows[0]):
            return 0
        return 1
    if "收入" in label and "支出" not in label:
        return 0
    if "支出" in label and "收入" not in label:
        return 1
    return 1 - last
