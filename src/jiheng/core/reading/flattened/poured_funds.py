"""The funds of a self-evaluation form as a text pours them out: a line of heads (全年预算数 全年执行数 执行率), a line for each source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jiheng.core.reading.extract.cues import FUNDS_FROM
from jiheng.core.reading.extract.indicator_columns import BLANK_MARKS
from jiheng.core.reading.flattened.cellwise import FIGURE
from jiheng.core.reading.flattened.funds import places
from jiheng.core.reading.flattened.grid import Grid, Rebuilt, Repair
from jiheng.core.reading.flattened.lines import Line, weave
from jiheng.core.reading.flattened.tokens import Token, tokens_of

_HEAD = re.compile(
    r"(?:(?:年初|全年|调整后?|年度|当年|预算|资金|实际)*(?:预算|执行|决算|到位|支出)(?:数|金额|总额|资金)?|分值|权重|(?:预算|资金)?(?:执行|到位)率|(?:自评)?得分)"
    r"(?:[（(][^（）()]{1,8}[)）])?"
)
_AMOUNT = re.compile(r"预算|执行(?!率)|决算")
_TOTAL = re.compile(r"(?:年度|项目|预算|全年|资金)*(?:资金|预算|支出)?(?:总额|合计|总计)(?:[（(].{1,8}[）)])?[:：]?")
_SOURCE = re.compile(r"(?:其中[:：]?)?[\u4e00-\u9fff、（）()]{0,16}(?:资金|拨款|补助|支出|结转|收入|财政)(?:[（(].{1,8}[）)])?[:：]?")
_LEAST_HEADS = 3
_FEWEST = 2  # amounts among the heads
_LONGEST = 24


def poured_funds(source: str, lines: Sequence[Line], taken: Sequence[bool]) -> list[Rebuilt]:
    """Every block of this shape among the lines that no other shape took."""
    found: list[Rebuilt] = []
    at = 0
    while at + 1 < len(lines):
        rebuilt, stop = (None, at + 1) if taken[at] else _block(source, lines, at, taken)
        if rebuilt is not None:
            found.append(rebuilt)
        at = stop
    return found


def _block(source: str, lines: Sequence[Line], at: int, taken: Sequence[bool]) -> tuple[Rebuilt | None, int]:
    tokens = tokens_of((lines[at],)) if _AMOUNT.search(lines[at].text) else []
    first = len(tokens)
    while first and _HEAD.fullmatch(tokens[first - 1].text):
        first -= 1
    heads = tokens[first:]
    if len(heads) < _LEAST_HEADS or sum(_AMOUNT.search(head.text) is not None for head in heads) < _FEWEST or not first:
        return None, at + 1
    rows: list[tuple[list[Token], list[Token]]] = []
    stop = at + 1
    while stop < len(lines) and not taken[stop] and (row := _row(lines[stop], len(heads))) is not None:
        rows.append(row)
        stop += 1
    if not rows or not rows[0][1] or not _TOTAL.fullmatch("".join(token.text for token in rows[0][0])):
        return None, at + 1
    grid = Grid()
    start = lines[at].start
    grid.put(0, 0, weave(source, ((start, tokens[first - 1].end),), start))
    for column, head in enumerate(heads, start=1):
        grid.put(0, column, weave(source, head.runs, head.start))
    names = [head.text for head in heads]
    for label, values in rows:
        row_number = grid.row
        grid.put(row_number, 0, weave(source, ((label[0].start, label[-1].end),), label[0].start))
        for column, value in zip(places(names, [value.text for value in values]), values, strict=True):
            grid.put(row_number, 1 + column, weave(source, value.runs, value.start))
    last = lines[stop - 1]
    repair = Repair("JH-F-043", f"第{lines[at].number}—{last.number}行是以空格分隔的文字，已还原为{grid.row}行{len(heads) + 1}列的表格")
    return Rebuilt(start, last.end, grid.slots(), (repair,)), stop


def _row(line: Line, width: int) -> tuple[list[Token], list[Token]] | None:
    """A source of funds and its figures; None for any other line."""
    tokens = tokens_of((line,))
    lead = next((at for at, token in enumerate(tokens) if FIGURE.fullmatch(token.text) or token.text in BLANK_MARKS), len(tokens))
    label = "".join(token.text for token in tokens[:lead])
    values = tokens[lead:]
    named = _TOTAL.fullmatch(label) or FUNDS_FROM.fullmatch(label) or _SOURCE.fullmatch(label)
    if not label or len(label) > _LONGEST or not named or len(values) > width:
        return None
    return (tokens[:lead], values) if all(FIGURE.fullmatch(value.text) or value.text in BLANK_MARKS for value in values) else None
