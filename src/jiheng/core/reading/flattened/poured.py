"""Tables of subjects as a PDF text pours them out: a row a line, one blank between its cells, names wrapped.

An empty cell leaves no trace in such a line. Figures are therefore given to a head only where a row is full or the total adds up; else they
stand in columns without a head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from jiheng.core.reading.flattened.grid import Grid, Rebuilt, Repair
from jiheng.core.reading.flattened.lines import Line, weave
from jiheng.core.reading.flattened.marks import is_page_number
from jiheng.core.reading.flattened.placing import Group, Numbers, place

Range = tuple[int, int]
_TOKEN = re.compile(r"[^ \t\u3000\xa0]+")
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_GLUED = re.compile(r"(\d{3}(?:\d{2}){0,2})((?![年月日号个元万])[\u4e00-\u9fff].+)")
_GLUED_PART = re.compile(r"(\d{2})((?![年月日号个元万])[\u4e00-\u9fff].+)")
_PART_OF_CODE = re.compile(r"\d{2}")
_FIGURE = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|\d+\.\d{1,6}|0)")
_TOTAL = re.compile(r"(?:本年|人员经费|公用经费)?(?:支出|收入)?(?:合|总)\s?计")
_CAPTION = re.compile(r"[^。；，]{2,40}表(?:[（(][^）)]{1,12}[）)])?")
_LABEL = re.compile(
    r"(?:本年)?(?:收入|支出)?(?:合计|小计|总计)|[\u4e00-\u9fff、]{2,12}(?:支出|收入|决算数|预算数)|金额|(?:人员|公用)经费|"
    r"(?:一般公共|政府性基金|国有资本经营)预算(?:财政拨款|拨款|资金)?|其他资金"
)
UNIT = re.compile(r"单位\s?[:：]|公开\s?\d{1,2}\s?表")
_CODES = re.compile("编码|代码|分类|^[类款项目]+$")
_CODE_HEAD = re.compile("编码|代码")
_NAMES = re.compile("名称|^项目$")
_STOP = re.compile(r"注\s?[:：]|备注|说明|[一二三四五六七八九十]+、|第[一二三四五六七八九十]+部分|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[、．]")
_LONGEST_NAME = 30
_MOST_HEADS = 14
_WHOLE = re.compile(r"(?:合|总|小)计$")
_LEAST_ROWS = 3
_TWO = 2


class Token(NamedTuple):
    """A part of a line: its kind, text and place."""

    kind: str  # code, figure or word
    text: str
    place: Range


@dataclass
class _Entry:
    """One subject with its figures; a total has no code."""

    code: list[Range]
    name: list[Range] = field(default_factory=list)
    figures: list[Token] = field(default_factory=list)

    @property
    def values(self) -> list[Decimal]:
        return [Decimal(figure.text.replace(",", "")) for figure in self.figures]


def poured_tables(source: str, lines: Sequence[Line], taken: Sequence[bool]) -> list[Rebuilt]:
    """Every table of this shape that stands under a caption (…表)."""
    found: list[Rebuilt] = []
    at = 0
    while at < len(lines):
        if taken[at] or not _CAPTION.fullmatch(lines[at].text):
            at += 1
            continue
        first = _first_row(lines, at + 1, taken)
        stop = _stop(lines, first, taken) if first else 0
        rebuilt = _rebuild(source, lines, (at + 1, first, stop)) if stop else None
        if rebuilt is not None:
            found.append(rebuilt)
        at = stop if rebuilt is not None else at + 1
    return found


def _first_row(lines: Sequence[Line], begin: int, taken: Sequence[bool]) -> int:
    """The first line with figures under a caption, when a coded subject is near; 0 when there is none."""
    for at in range(begin, min(len(lines), begin + _MOST_HEADS)):
        if taken[at] or _CAPTION.fullmatch(lines[at].text):
            return 0
        kinds = [token.kind for token in tokens_of(lines[at])]
        if kinds[:1] == ["code"] or (_TOTAL.match(lines[at].text) and "figure" in kinds):
            return at
    return 0


def _stop(lines: Sequence[Line], first: int, taken: Sequence[bool]) -> int:
    """The line behind the last row; 0 when too few rows are coded."""
    last, coded, loose = 0, 0, 0
    for at in range(first, len(lines)):
        text = lines[at].text
        if taken[at] or _STOP.match(text) or (_CAPTION.fullmatch(text) and at > first and loose):
            break
        if is_page_number(text):
            continue
        kinds = [token.kind for token in tokens_of(lines[at])]
        if "figure" in kinds and ("code" in kinds or coded):
            last, loose = at + 1, 0
            coded += kinds.count("code")
        elif "code" in kinds:
            coded += kinds.count("code")
            loose = 0
        elif len(text) > _LONGEST_NAME or re.search("[。；：:]", text) or loose >= 3:
            break
        else:
            loose += 1
            last = at + 1 if last == at and len(text) <= 4 else last
    return last if coded >= _LEAST_ROWS else 0


def tokens_of(line: Line) -> list[Token]:
    """The parts of a line between blanks: codes (also those that no blank parts from a name), figures and words."""
    out: list[Token] = []
    for match in _TOKEN.finditer(line.text):
        text, start = match[0], line.start + match.start()
        glued = _GLUED.fullmatch(text) if not out else _GLUED_PART.fullmatch(text) if [token.kind for token in out] == ["code"] else None
        if glued:
            kind = "word" if out else "code"
            out += [Token(kind, glued[1], (start, start + glued.end(1))), Token("word", glued[2], (start + glued.start(2), start + len(text)))]
            continue
        kind = "figure" if _FIGURE.fullmatch(text) else "code" if _CODE.fullmatch(text) else "word"
        out.append(Token(kind, text, (start, line.start + match.end())))
    return out


def _rebuild(source: str, lines: Sequence[Line], where: tuple[int, int, int]) -> Rebuilt | None:
    begin, first, stop = where
    entries = [one for one in _entries(lines[first:stop], lines[first - 1]) if one.figures]
    if sum(bool(one.code) for one in entries) < _LEAST_ROWS:
        return None
    width = max(len(one.figures) for one in entries)
    parts = [len(tokens_of(line)) for line in lines[first:stop]]
    if (
        set(parts) <= {width + 1, width + 2}
        and any(len(tokens_of(line)) == width + 2 for line in lines[begin:first])
        and not _is_short(lines[begin:first], width)
    ):
        return None  # a head over every cell and no name wrapped: the lines tell their columns themselves
    above = [
        line
        for line in lines[begin:first]
        if not UNIT.search(line.text) and (line is not lines[first - 1] or not entries[0].name or line.start != entries[0].name[0][0])
    ]
    heads = _heads(above, entries, width)
    grid = Grid()
    start = above[0].start if above else lines[first].start
    labels = [weave(source, (head,) if head else (), start) for head in heads]
    blank = weave(source, (), start)
    words = [token for line in above for token in tokens_of(line) if token.place not in heads]
    coded = [token.place for token in words if _CODES.search(token.text)]
    codes = [token.place for token in words if _CODE_HEAD.search(token.text)][:1] or coded[:1]
    names = [token.place for token in words if token.place not in codes and (token.place in coded or _NAMES.search(token.text))]
    # Heads of columns that no figure stands in keep a column of their own.
    rest = [token.place for token in words if token.place not in codes and token.place not in names]
    grid.add(
        [*(weave(source, places, start) for places in (codes, names)), *labels, *(weave(source, (place,), start) for place in rest)], merge=False
    )
    for entry, columns in zip(entries, _columns(source, entries, heads, width), strict=True):
        at = entry.figures[0].place[0]
        row = [weave(source, entry.code, at), weave(source, entry.name, at), *[blank] * width]
        for figure, column in zip(entry.figures, columns, strict=True):
            cell = weave(source, (figure.place,), at)
            if column is None:
                row.append(cell)  # a column that nothing tells
            else:
                row[2 + column] = cell
        grid.add(row, merge=False)
    repair = Repair("JH-F-043", f"第{lines[first].number}—{lines[stop - 1].number}行是从PDF取出的表格文字，已还原为{grid.row}行")
    return Rebuilt(start, lines[stop - 1].end, grid.slots(), (repair,))


def _columns(source: str, entries: Sequence[_Entry], heads: Sequence[Range | None], width: int) -> list[tuple[int | None, ...]]:
    """The column of each figure: of a full row each in turn, of a short one what its sums prove, the first where they prove nothing."""
    short = [(0, *[None] * (len(one.figures) - 1)) for one in entries]
    full = [tuple(range(width)) if len(one.figures) == width else least for one, least in zip(entries, short, strict=True)]
    known = [head for head in heads if head is not None]
    if len(known) < width or width < _LEAST_ROWS or not _WHOLE.search(source[slice(*known[0])]):
        return full
    codes = ["".join(source[slice(*part)] for part in one.code) for one in entries]
    told = place([Numbers(code, tuple(one.values)) for code, one in zip(codes, entries, strict=True)], width, (Group(0, tuple(range(1, width))),))
    return [sure if len(one.figures) < width and sure[0] == 0 else columns for one, sure, columns in zip(entries, told, full, strict=True)]


def _is_short(lines: Sequence[Line], width: int) -> bool:
    """Whether a line of heads has a whole and more heads behind it than any row has figures."""
    labelled = [[token for token in tokens_of(line) if _LABEL.fullmatch(token.text)] for line in lines]
    return any(len(labels) > width and _WHOLE.search(labels[0].text) for labels in labelled)


def _entries(lines: Sequence[Line], above: Line) -> Iterator[_Entry]:
    """Subjects in order. Where codes stand without names, a name begins in the line above its code and may end below it."""
    kinds = [(tokens, [token.kind for token in tokens]) for tokens in map(tokens_of, lines)]
    centred = any(words == ["code", "figure"] or (words[:2] == ["code", "figure"]) for _, words in kinds)
    now: _Entry | None = None
    waiting: list[Range] = []  # lines that are nothing but words, not yet given to a row
    if centred and kinds[0][1][:2] == ["code", "figure"] and not _LABEL.fullmatch(above.text):
        waiting.append((above.start, above.end))
    for line, (tokens, words) in zip(lines, kinds, strict=True):
        if is_page_number(line.text):
            continue
        if set(words) == {"word"} and not _TOTAL.match(line.text):
            waiting.append((line.start, line.end))
            continue
        for at, token in enumerate(tokens):
            if token.kind == "code" or (token.kind == "word" and _TOTAL.fullmatch(token.text)):
                begun = waiting[-1:] if centred and token.kind == "code" and (words[at + 1 : at + 2] == ["figure"] or len(waiting) > 1) else []
                if now is not None:
                    now.name += waiting[: len(waiting) - len(begun)]
                    yield now
                waiting = []
                now = _Entry([token.place], begun) if token.kind == "code" else _Entry([], [token.place])
            elif now is not None and _goes_on(now, token):
                now.code.append(token.place)
            elif now is None:
                continue
            elif token.kind == "word":
                now.name += [*waiting, token.place] if not now.figures else [token.place]
                waiting = waiting if now.figures else []
            else:
                if not now.figures:
                    now.name += waiting
                    waiting = []
                now.figures.append(token)
    if now is not None:
        now.name += waiting
        yield now


def _goes_on(entry: _Entry, token: Token) -> bool:
    """Whether a token is the 款 or 项 of the code that an entry begins with: 201 05 07."""
    return (
        bool(entry.code)
        and not entry.name
        and not entry.figures
        and len(entry.code) < _LEAST_ROWS
        and _PART_OF_CODE.fullmatch(token.text) is not None
    )


def _heads(lines: Sequence[Line], entries: Sequence[_Entry], width: int) -> list[Range | None]:
    """The heads of the columns of figures, None where nothing tells which it is."""
    labelled = [[token for token in tokens_of(line) if token.kind == "word" and _LABEL.fullmatch(token.text)] for line in lines]
    labels = [token for tokens in labelled for token in tokens]
    # A head over all columns stands on a line above their own, which begin with their whole.
    own = next((tokens for tokens in labelled if len(tokens) >= max(width, _LEAST_ROWS) and _WHOLE.search(tokens[0].text)), [])
    if len(labels) != width and own:
        labels = own
    whole = next((one.values for one in entries if not one.code and len(one.figures) == width), None)
    wholes = [one.values for one in entries if len(one.figures) == width > _TWO]
    told = len(labels) == width or (width > _TWO and whole is not None and whole[0] == sum(whole[1:]))
    if told and own and wholes:
        told = sum(values[0] == sum(values[1:]) for values in wholes) * 2 > len(wholes)
    count = width if told else 1
    heads: list[Range | None] = [token.place for token in labels[:count]]
    extra = max((len(one.figures) - 1 for one in entries if 1 < len(one.figures) < width), default=0)
    return heads + [None] * (width - len(heads) + extra)
