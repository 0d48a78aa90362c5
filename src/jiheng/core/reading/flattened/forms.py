"""The upper part of a flattened performance form: names, funds, year's aim and tasks, before the indicator table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from jiheng.core.reading.extract.indicator_columns import squeeze
from jiheng.core.reading.flattened.funds import places
from jiheng.core.reading.flattened.grid import Grid, Rebuilt, Repair
from jiheng.core.reading.flattened.lines import Weave
from jiheng.core.reading.flattened.tokens import Token, cell_of, kind_of


class _Sort(Enum):
    KEY = "key"
    PART = "part"
    AMOUNT = "amount"
    WORDS = "words"
    FIGURE = "figure"
    TEXT = "text"


_LABELS: tuple[tuple[_Sort, re.Pattern[str]], ...] = (
    (
        _Sort.KEY,
        re.compile(
            r"(?:(?:区|县|市|省)?级?(?:预算)?(?:部门|单位|项目|政策|专项)(?:（单位）|\(单位\))?(?:及代码|名称|编码)|"
            r"主管(?:部门|单位)|实施单位|填报单位|预算(?:单位|部门)|项目(?:单位|负责人|编码))(?:及代码|名称|编码)?[:：]?"
        ),
    ),
    (
        _Sort.PART,
        re.compile(
            r"年度部门整体支出(?:预算|绩效目标)?|(?:部门)?年度预算申请|(?:年度)?预算(?:执行)?情况|项目资金|资金情况|部门预算情况|年度资金情况|"
            r"(?:年度)?总体(?:绩效)?目标(?:完成情况)?|(?:年度)?绩效目标|年度主要任务|主要任务|(?:年度)?绩效指标(?:完成情况)?"
        ),
    ),
    (
        _Sort.AMOUNT,
        re.compile(
            r"(?:年度)?(?:资金|预算|支出)总额|财政(?:拨款|资金)|其他资金|(?:上年)?结转资金|年初预算数?|(?:全年|调整后?|年度)(?:的)?预算数?|(?:全年|预算)?执行数|预算数|决算数|"
            r"分值|权重|(?:预算)?执行率|得分|原因|基本支出(?:预算)?|项目支出(?:预算)?|人员经费|公用经费|一般公共预算(?:拨款)?|政府性基金(?:预算)?(?:拨款)?|单位资金"
        ),
    ),
    (_Sort.WORDS, re.compile(r"任务名称|主要内容|任务内容|工作内容|(?:年初)?(?:预期|设定)目标|(?:全年)?(?:实际|目标)完成情况|年初设定目标")),
)
_BRACKET = re.compile(r"[（(][^（）()]{0,10}[)）]")


_ROW = re.compile("总额|拨款|资金|合计")  # what names a row of funds
_COLUMN = re.compile("分值|权重|得分|执行率|执行数|原因")  # what heads the last columns of funds


def _words_of(item: _Item) -> str:
    return "".join(token.text for token in item.tokens)


class _Item(NamedTuple):
    sort: _Sort
    tokens: list[Token]

    @property
    def is_label(self) -> bool:
        return self.sort not in (_Sort.FIGURE, _Sort.TEXT)


def read_form(source: str, tokens: Sequence[Token]) -> tuple[Rebuilt | None, int]:
    """The form's upper part as a grid, and the token it begins at (tokens before it are its title)."""
    items = _items(tokens)
    labels = [at for at, item in enumerate(items) if item.is_label]
    heads = any(items[at].sort in (_Sort.AMOUNT, _Sort.WORDS) for at in labels)
    if len(labels) < 3 or not heads:
        return None, len(tokens)
    first = labels[0]
    writer = _Writer(source)
    writer.write(items[first:])
    begin = items[first].tokens[0]
    last = items[-1].tokens[-1]
    repair = Repair("JH-F-042", f"第{begin.line}—{last.line}行的表格失去了格线、逐词成行，已还原为{writer.grid.row}行")
    offset = sum(len(item.tokens) for item in items[:first])
    return Rebuilt(begin.start, last.end, writer.grid.slots(), (repair,)), offset


def _items(tokens: Sequence[Token]) -> list[_Item]:
    items: list[_Item] = []
    at = 0
    while at < len(tokens):
        best, sort = 0, _Sort.TEXT
        text = ""
        for length in range(1, 6):
            if at + length > len(tokens) or len(text) > 24:
                break
            text += tokens[at + length - 1].text
            words = squeeze(text)
            bare = _BRACKET.sub("", words).strip("：:") if words[0] not in "（(" else words
            for label, pattern in _LABELS:
                if pattern.fullmatch(words) or pattern.fullmatch(bare):
                    best, sort = length, label
                    break
        if best:
            items.append(_Item(sort, list(tokens[at : at + best])))
            at += best
            continue
        kind = kind_of(tokens[at].text)
        items.append(_Item(_Sort.FIGURE if kind.number or kind.percent or kind.blank else _Sort.TEXT, [tokens[at]]))
        at += 1
    return items


class _Writer:
    """Writes items to a grid, row by row; a part's label stands in column 0 beside all its rows."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.grid = Grid()
        self._part: Weave | None = None
        self._part_row = 0

    def write(self, items: Sequence[_Item]) -> None:
        """All items, in order."""
        at = 0
        while at < len(items):
            item = items[at]
            stop = at + 1
            if item.sort is _Sort.PART:
                self._close_part()
                self._part = self._cell([item])
                self._part_row = self.grid.row
                if stop < len(items) and not items[stop].is_label:
                    while stop < len(items) and not items[stop].is_label:
                        stop += 1
                    self.grid.put(self.grid.row, 1, self._cell(items[at + 1 : stop]))
            elif item.sort in (_Sort.AMOUNT, _Sort.WORDS):
                while stop < len(items) and items[stop].sort is item.sort:
                    stop += 1
                heads = items[at : self._heads_end(items, at, stop)]
                stop = at + len(heads)
                while stop < len(items) and items[stop].sort not in (_Sort.PART, _Sort.KEY) and not self._new_heads(items, stop):
                    stop += 1
                self._headed(heads, items[at + len(heads) : stop])
            else:
                self._close_part()
                while stop < len(items) and not items[stop].is_label:
                    stop += 1
                row = self.grid.row
                self.grid.put(row, 0, self._cell([item]))
                if stop > at + 1:
                    self.grid.put(row, 1, self._cell(items[at + 1 : stop]))
            at = stop
        self._close_part()

    def _heads_end(self, items: Sequence[_Item], at: int, stop: int) -> int:
        """The item behind the heads: a last one with a figure for each of the others names the first row."""
        figures = 0
        while stop + figures < len(items) and items[stop + figures].sort is _Sort.FIGURE:
            figures += 1
        if stop - at > 2 and 1 < figures < stop - at and _ROW.search(_words_of(items[stop - 1])) and _COLUMN.search(_words_of(items[stop - 2])):
            return stop - 1
        return stop - 1 if stop - at > 2 and figures == stop - at - 1 else stop

    def _new_heads(self, items: Sequence[_Item], at: int) -> bool:
        here = items[at].sort
        return here in (_Sort.AMOUNT, _Sort.WORDS) and at + 1 < len(items) and items[at + 1].sort is here

    def _cell(self, items: Sequence[_Item]) -> Weave:
        return cell_of(self.source, [token for item in items for token in item.tokens])

    def _close_part(self) -> None:
        if self._part is not None:
            rows = max(1, self.grid.row - self._part_row)
            self.grid.put(self._part_row, 0, self._part, rows)
            self.grid.row = max(self.grid.row, self._part_row + rows)
            self._part = None

    def _headed(self, heads: Sequence[_Item], body: Sequence[_Item]) -> None:
        base = 0 if self._part is None else 1
        figures = heads[0].sort is _Sort.AMOUNT
        if figures and len(heads) == 1 and body and body[0].sort is _Sort.TEXT:
            figures = False
        named = figures and bool(body) and body[0].sort is not _Sort.FIGURE
        row = self.grid.row
        for column, head in enumerate(heads):
            self.grid.put(row, base + column + (1 if named else 0), self._cell([head]))
        if figures:
            self._amounts(base, [_words_of(head) for head in heads], body, named=named)
        else:
            self._pairs(base, len(heads), body)

    def _amounts(self, base: int, heads: Sequence[str], body: Sequence[_Item], *, named: bool) -> None:
        at = 0
        while at < len(body):
            row = self.grid.row
            label = at
            while at < len(body) and body[at].sort is not _Sort.FIGURE:
                at += 1
            if at > label:
                self.grid.put(row, base, self._cell(body[label:at]))
            column = 1 if named or at > label else 0
            first = at
            while at < len(body) and body[at].sort is _Sort.FIGURE and at - first < len(heads):
                at += 1
            figures = body[first:at]
            for place, item in zip(places(heads, [_words_of(item) for item in figures]), figures, strict=True):
                self.grid.put(row, base + column + place, self._cell([item]))

    def _pairs(self, base: int, width: int, body: Sequence[_Item]) -> None:
        """Cells of running text under text heads; where they cannot be told apart, one cell keeps them all."""
        chunks: list[list[_Item]] = []
        for item in body:
            if chunks and len(item.tokens[0].text) <= 3:
                chunks[-1].append(item)
            else:
                chunks.append([item])
        if not chunks:
            return
        if len(chunks) % width:
            self.grid.put(self.grid.row, base, self._cell(body), 1, width)
            return
        for first in range(0, len(chunks), width):
            row = self.grid.row
            for column, chunk in enumerate(chunks[first : first + width]):
                self.grid.put(row, base + column, self._cell(chunk))
