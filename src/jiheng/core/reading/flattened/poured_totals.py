"""收支总表 as a PDF's text pours it out: income and spending side by side in a line, a side that is empty left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jiheng.core.reading.flattened.grid import Grid, Rebuilt, Repair
from jiheng.core.reading.flattened.halves import ordinal
from jiheng.core.reading.flattened.lines import Line, Weave, weave
from jiheng.core.reading.flattened.marks import is_page_number
from jiheng.core.reading.flattened.placing import Group, Numbers, place
from jiheng.core.reading.flattened.poured import UNIT, Range, Token, tokens_of

_CAPTION = re.compile(r"[^。；，]{0,30}收入?支出?[^。；，]{0,12}总表(?:[（(][^）)]{1,12}[）)])?")
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,4}、")
_INNER = re.compile(r"(?:\d{1,2}[、.．]|[（(][一二三四五六七八九十\d]{1,2}[）)])")
_LEFT = re.compile(r"收入|财政拨款$|^年初|^上年|^使用|^用(?:事业|非)|结转和结余$|^动用")
_RIGHT = re.compile(r"支出|^结余分配|^年末|^年终|^结转下年|^提取")
_TOTAL = re.compile(r"(?:(?:本年)?(?:收入|支出))?(?:合|总)计")
_HEAD = re.compile(r"(?:决算|预算|执行|调整预算|全年预算)数|金额|合计|小计")
_ITEM = re.compile(r"项目(?:[（(][^）)]{1,8}[）)])?")
_GLUED = re.compile(r"项目|合计|小计|(?:决算|预算|执行)数|(?:一般公共|政府性基金|国有资本经营)预算(?:财政拨款|拨款)?|财政专户管理资金|[^\s]")
_WHOLE = re.compile(r"(?:合|小)计")
_STOP = re.compile(r"备?注\s?[:：]|说明\s?[:：]|[^。；，]{2,40}表$")
_MOST_HEADS = 16
_LEAST = 6
_PIECE = 6
_TWO = 2
_SUM = 3  # a whole and two parts


@dataclass
class _Entry:
    """One line of one side."""

    side: int
    row: int
    name: list[Range]
    figures: list[Token] = field(default_factory=list)

    @property
    def values(self) -> tuple[Decimal, ...]:
        return tuple(Decimal(figure.text.replace(",", "")) for figure in self.figures)


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
    words = [part for line in above for part in _parts(line)]
    titles, heads = _heads(source, words)
    used = {place for side in heads for place in side} | set(titles)
    rest = [place for place in words if place not in used]
    most = [max((len(one.figures) for one in entries if one.side == side), default=0) or 1 for side in (0, 1)]
    widths = [max(len(heads[side]), most[side]) for side in (0, 1)]
    start = above[0].start if above else lines[first].start
    blank = weave(source, (), start)
    grid = Grid()
    head = [blank] * (sum(widths) + 2)
    offsets = (0, widths[0] + 1)
    for side, offset in enumerate(offsets):
        head[offset] = weave(source, titles[side : side + 1], start)
        for step, where in enumerate(heads[side][: widths[side] if len(heads[side]) == widths[side] else 1]):
            head[offset + 1 + step] = weave(source, (where,), start)
    grid.add([*head, *(weave(source, (where,), start) for where in rest)], merge=False)
    columns = _columns(source, entries, heads, widths)
    for row in range(entries[-1].row + 1):
        cells = [blank] * (sum(widths) + 2)
        beyond: list[Weave] = []
        for one, told in zip(entries, columns, strict=True):
            if one.row == row:
                cells[offsets[one.side]] = weave(source, one.name, one.name[0][0])
                for figure, column in zip(one.figures, told, strict=True):
                    cell = weave(source, (figure.place,), figure.place[0])
                    if column is None:
                        beyond.append(cell)
                    else:
                        cells[offsets[one.side] + 1 + column] = cell
        grid.add(cells, merge=False)
        for step, cell in enumerate(beyond):
            grid.put(grid.row - 1, len(cells) + step, cell, placed=False)
    repair = Repair("JH-F-043", f"第{lines[first].number}—{lines[stop - 1].number}行是从PDF取出的收支总表文字，已还原为{grid.row}行")
    return Rebuilt(start, lines[stop - 1].end, grid.slots(), (repair,)), stop


def _parts(line: Line) -> Iterator[Range]:
    """The words of a line of heads; known heads that nothing parts are parted: 合计一般公共预算政府性基金预算."""
    for token in tokens_of(line):
        found = list(_GLUED.finditer(token.text))
        known = all(len(match[0]) > 1 for match in found)
        for start, end in (match.span() for match in found) if known else ((0, len(token.text)),):
            yield token.place[0] + start, token.place[0] + end


def _heads(source: str, words: Sequence[Range]) -> tuple[list[Range], tuple[list[Range], list[Range]]]:
    """项目 of either side, and the heads over the amounts of either side."""
    titles = [where for where in words if _ITEM.fullmatch(source[slice(*where)])][:2]
    plain = [where for where in words if _HEAD.fullmatch(source[slice(*where)])]
    if len(titles) < 2:
        return titles, (plain[:1], plain[1:2])
    second = [where for where in words if where > titles[1]]
    whole = next((at for at, where in enumerate(second) if _WHOLE.fullmatch(source[slice(*where)])), None)
    right = second[whole:] if whole is not None else [where for where in second if where in plain][:1]
    left = [where for where in plain if titles[0] < where < titles[1]][:1] or plain[:1]
    return titles, (left, right or plain[1:2])


def _columns(source: str, entries: Sequence[_Entry], heads: tuple[list[Range], list[Range]], widths: Sequence[int]) -> list[tuple[int | None, ...]]:
    """The column of each figure: of a full row each in turn, of a short one the first and what its sums prove."""
    told: list[tuple[int | None, ...]] = []
    for one in entries:
        full = len(one.figures) == widths[one.side] == max(1, len(heads[one.side]))
        told.append(tuple(range(len(one.figures))) if full or len(one.figures) < _TWO else (0, *[None] * (len(one.figures) - 1)))
    if widths[1] < _SUM or len(heads[1]) != widths[1]:
        return told
    right = [at for at, one in enumerate(entries) if one.side and one.figures]
    totals = [at for at in right if _TOTAL.fullmatch("".join(source[slice(*part)] for part in entries[at].name))]
    rows = [Numbers("" if at in totals[-1:] else f"{number:03d}", entries[at].values) for number, at in enumerate(right)]
    known = {right.index(at): columns for at in totals[-1:] if (columns := _by_income(source, entries, entries[at], heads[1]))}
    for at, sure in zip(right, place(rows, widths[1], (Group(0, tuple(range(1, widths[1]))),), known), strict=True):
        if sure[:1] == (0,):
            told[at] = sure
    return told


def _by_income(source: str, entries: Sequence[_Entry], total: _Entry, heads: Sequence[Range]) -> tuple[int, ...]:
    """The columns of the figures of the total spending where the income of each fund tells them; () where it does not."""
    names = [source[slice(*head)] for head in heads]
    income = {name: one.values[0] for name in names for one in entries if one.side == 0 and one.figures and name in source[slice(*one.name[0])]}
    told = [0, *(at for at, name in enumerate(names) if at and income.get(name))]
    return tuple(told) if [income[names[at]] for at in told[1:]] == list(total.values[1:]) else ()


def _entries(lines: Sequence[Line], first: int, taken: Sequence[bool]) -> tuple[list[_Entry], int]:
    """Both sides' lines in order, and the line behind the table."""
    entries: list[_Entry] = []
    counts = [0, 0]
    row = 0
    for at in range(first, len(lines)):
        text = lines[at].text
        if taken[at] or _STOP.match(text) or "。" in text:
            return entries, at
        if is_page_number(text):
            continue
        tokens = _named(tokens_of(lines[at]))
        labels = sum(token.kind == "word" for token in tokens)
        here: list[_Entry] = []
        for token in tokens:
            if token.kind != "word":
                if not here:
                    return entries, at
                here[-1].figures.append(token)
                continue
            side = _side(token.text, here, entries[-1].side if entries else 0, counts, lone=labels == 1)
            if side is None:
                if len(tokens) == 1 and len(text) <= _PIECE and entries and not entries[-1].figures:
                    entries[-1].name.append(token.place)
                    break
                return entries, at
            counts[side] = ordinal(token.text) or counts[side]
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


def _named(tokens: list[Token]) -> list[Token]:
    """The tokens of a line, a number that stands by itself before a name taken into it: 1. 一般公共预算资金."""
    found: list[Token] = []
    for token in tokens:
        if found and found[-1].kind == "word" and token.kind == "word" and (_INNER.fullmatch(found[-1].text) or _NUMBERED.fullmatch(found[-1].text)):
            found[-1] = Token("word", found[-1].text + token.text, (found[-1].place[0], token.place[1]))
        else:
            found.append(token)
    return found


def _side(text: str, here: Sequence[_Entry], last: int, counts: Sequence[int], *, lone: bool) -> int | None:
    """0 for income, 1 for spending, None for words of neither; a bare total stands on the next free side.

    A name that is all of its line goes on with the side whose count (`counts`) it is the next of, else with the side of the `last` entry.
    """
    count = ordinal(text)
    if lone and count and (count == counts[0] + 1) != (count == counts[1] + 1) and counts[0]:
        return int(count == counts[1] + 1)
    if _RIGHT.search(text):
        return 1
    if _LEFT.search(text):
        return 0
    if _TOTAL.fullmatch(text):
        return 1 if here else 0
    if _INNER.match(text):
        return None if here else 0
    if not _NUMBERED.match(text):
        return None
    return 1 if here else last if lone else 0
