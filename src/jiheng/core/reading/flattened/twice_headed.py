"""One row of figures below the same heads twice, once for each of two bases: 预算数 决算数 / 合计 … 公务接待费 合计 … 公务接待费."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jiheng.core.reading.flattened.cellwise import FIGURE
from jiheng.core.reading.flattened.grid import Grid, Rebuilt, Repair
from jiheng.core.reading.flattened.lines import Line, weave
from jiheng.core.reading.flattened.tokens import Token, tokens_of

_BASIS = re.compile(r"(?:(?:19|20)\d\d年度?|上年|本年|当年)?(?:年初|全年|调整)?(?:预算|决算|支出决算|执行)数?")
_PARTED = re.compile("小计|.*购置费?|.*运行(?:维护)?费?")
_VEHICLES, _RECEPTION = re.compile("用车|车辆"), re.compile("接待")
_LEAST, _MOST = 3, 6  # heads of one half
_LINES = 8  # lines of one table
_LONGEST = 160
_TWO = 2


def twice_headed(source: str, lines: Sequence[Line], taken: Sequence[bool]) -> list[Rebuilt]:
    """Every table of this shape among the lines that no other shape took."""
    if "预算" not in source or "接待" not in source:
        return []
    found: list[Rebuilt] = []
    at = 0
    while at < len(lines):
        first = lines[at].text[:_LONGEST].split()
        rebuilt = None
        told = "\t\t" in source[lines[at].begin : lines[at].end]  # blank cells were kept: every column is known
        if not (taken[at] or told) and len(first) >= _TWO and _BASIS.fullmatch(first[0]) and _BASIS.fullmatch(first[1]) and first[0] != first[1]:
            stop = next((one for one in range(at, min(at + _LINES, len(lines))) if taken[one] or len(lines[one].text) > _LONGEST), at + _LINES)
            rebuilt = _rebuilt(source, lines[at:stop])
        if rebuilt is not None:
            found.append(rebuilt)
            at += sum(line.start < rebuilt.end for line in lines[at : at + _LINES])
        else:
            at += 1
    return found


def _rebuilt(source: str, lines: Sequence[Line]) -> Rebuilt | None:
    """The table of the tokens, where heads, their divisions and as many figures follow one another."""
    tokens = tokens_of(lines)
    bases, rest = tokens[:_TWO], tokens[_TWO:]
    heads = _twice(rest)
    words = "".join(token.text for token in rest[:heads])
    if not _LEAST <= heads <= _MOST or not (_VEHICLES.search(words) and _RECEPTION.search(words)):
        return None
    kinds, rest = rest[:heads], rest[_TWO * heads :]
    again = tokens[_TWO + heads : _TWO + _TWO * heads]
    below = next((at for at, token in enumerate(rest) if not _PARTED.fullmatch(token.text)), len(rest))
    parts = below // _TWO
    if below % _TWO or [token.text for token in rest[:parts]] != [token.text for token in rest[parts:below]]:
        return None
    wide = next((at for at, token in enumerate(kinds) if _VEHICLES.search(token.text)), -1)
    width = heads + max(0, parts - 1)
    figures = [token for token in rest[below:] if token.text != "栏次"]
    ordinals = [token.text for token in figures[: _TWO * width]]
    if ordinals == [str(number) for number in range(1, _TWO * width + 1)]:
        figures = figures[_TWO * width :]
    own = [token for token in figures if figures and token.line == figures[0].line]
    if len(own) != _TWO * width or not all(FIGURE.fullmatch(token.text) for token in own):
        return None
    grid = Grid()

    def put(row: int, column: int, token: Token, rows: int = 1, columns: int = 1) -> None:
        grid.put(row, column, weave(source, token.runs, token.start), rows, columns)

    for half, (basis, own_heads) in enumerate(zip(bases, (kinds, again), strict=True)):
        begin = half * width
        put(0, begin, basis, 1, width)
        for at, head in enumerate(own_heads):
            column = begin + at + (max(0, parts - 1) if at > wide else 0)
            divided = parts and at == wide
            put(1, column, head, 1 if divided or not parts else _TWO, max(1, parts) if divided else 1)
        for at, part in enumerate(rest[half * parts : half * parts + parts]):
            put(_TWO, begin + wide + at, part)
    row = grid.row
    for column, figure in enumerate(own):
        put(row, column, figure)
    repair = Repair("JH-F-043", f"第{tokens[0].line}—{own[-1].line}行的表头分两半、各列相同，已还原为{grid.row}行{_TWO * width}列的表格")
    return Rebuilt(tokens[0].start, own[-1].end, grid.slots(), (repair,))


def _twice(tokens: Sequence[Token]) -> int:
    """How many heads come twice, one behind the other; 0 where none do."""
    texts = [token.text for token in tokens[: _TWO * _MOST]]
    return next((count for count in range(_MOST, _LEAST - 1, -1) if len(texts) >= _TWO * count and texts[:count] == texts[count : _TWO * count]), 0)
