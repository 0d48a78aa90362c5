"""The nine tables of published final accounts (公开01—09表), found by the names above the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jiheng.core.auditing.structure import View
from jiheng.core.documents.block import Block, Cell
from jiheng.core.documents.span import Span

STATE_CAPITAL_SINCE = 2020  # 国有资本经营预算 joined the form
_NAMES = (
    ("收入支出决算总表", r"(?<!拨款)收入支出决算总表|收支决算总表"),
    ("收入决算表", r"收入决算(?:明细)?表"),
    ("支出决算表", r"^(?:[一二三四五六七八九]、)?(?:\d{4}年度?)?(?:部门)?支出决算(?:明细)?表"),
    ("财政拨款收入支出决算总表", r"财政拨款收入支出决算总表|财政拨款收支决算总表"),
    ("一般公共预算财政拨款支出决算表", r"一般公共预算财政拨款支出决算(?:明细)?表"),
    ("一般公共预算财政拨款基本支出决算表", r"一般公共预算财政拨款基本支出决算(?:明细)?表"),
    ("财政拨款“三公”经费支出决算表", r"三公.{0,3}经费.{0,10}(?:决算|支出).{0,4}表"),
    ("政府性基金预算财政拨款收入支出决算表", r"政府性基金预算.{0,12}决算表"),
    ("国有资本经营预算财政拨款支出决算表", r"国有资本经营预算.{0,14}决算表"),
)
_PATTERNS = tuple((name, re.compile(words)) for name, words in _NAMES)
_HEAD_ROWS, _CODES = 4, 4  # rows of heads; columns that may hold codes (类 款 项 and the name)
_NUMBERING = re.compile(r"行次|序号|编码|代码")
_COLUMN_NUMBERS = re.compile(r"栏\s*次|行\s*次$")
_FIGURE = re.compile(r"-?\d[\d,，]*(?:\.\d+)?%?")
_UNIT_LINE = re.compile(r"(?:金额)?单位[:：]|公开\d\d表|部门[:：]|编制单位[:：]")


@dataclass(frozen=True, slots=True)
class DisclosedTable:
    """One of the nine tables: its name, the block of its title, its grid, and the text below it down to the next title."""

    name: str
    title: Block
    grid: Block | None
    below: tuple[Block, ...]

    @property
    def is_there(self) -> bool:
        """Whether the title heads a table, read or not: a line of a contents page has no unit line below it."""
        return self.grid is not None or any(_UNIT_LINE.match(block.text.strip()) for block in self.below[:4])

    def figures(self) -> list[Block]:
        """Cells with an amount; running numbers, codes and zeroes are none."""
        if self.grid is None:
            return []
        cells = self.grid.cells
        columns = {cell.column for cell in cells if cell.row < _HEAD_ROWS and _NUMBERING.search(cell.text)}
        rows = {cell.row for cell in cells if _COLUMN_NUMBERS.match(cell.text.strip())}
        named = {cell.row for cell in cells if not cell.column and re.match("[（(“]?[\u4e00-\u9fff]", cell.text.strip())}  # no code before its name
        return [cell.block for cell in cells if cell.column not in columns and cell.row not in rows and _is_amount(cell, named=cell.row in named)]


def _is_amount(cell: Cell, *, named: bool) -> bool:
    words = cell.text.strip()
    if not _FIGURE.fullmatch(words) or not words.strip("0.,-%"):
        return False
    return "." in words or "," in words or cell.column >= (1 if named else _CODES)


def required(year: int | None) -> tuple[str, ...]:
    """The tables that a year's disclosure has."""
    return tuple(name for name, _ in _NAMES if year is None or year >= STATE_CAPITAL_SINCE or "国有资本" not in name)


def name_of(text: str) -> str:
    """Which of the nine a title line names, or ""."""
    words = re.sub(r"[\s“”\"]", "", text)
    if len(words) > 45 or "。" in words or words.endswith(("说明", "情况说明", "；", "：")):
        return ""
    return next((name for name, pattern in reversed(_PATTERNS) if pattern.search(words)), "")


def tables_of(view: View) -> Iterator[DisclosedTable]:
    """Every table that bears one of the nine names, in order."""
    blocks = view.document.blocks
    running = {block.id for block in view.running.blocks}
    named = [(order, name) for order, block in enumerate(blocks) if block.id in running and (name := name_of(block.text))]
    for at, (order, name) in enumerate(named):
        end = named[at + 1][0] if at + 1 < len(named) else min(len(blocks), order + 12)
        part = blocks[order + 1 : end]
        grid = next((block for block in part if block.cells), None)
        below = tuple(block for block in part[part.index(grid) + 1 if grid else 0 :] if block.text)
        yield DisclosedTable(name, blocks[order], grid, below)


def title_span(view: View, table: DisclosedTable) -> Span:
    """The evidence for a table's title."""
    return view.span(table.title, 0, len(table.title.text))
