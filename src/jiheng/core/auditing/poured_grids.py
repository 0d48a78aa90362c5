"""Rows of a table that was poured into running text, name and numbers by turns, as lines of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from jiheng.core.auditing.number_grid import NumberGrid, number_grid
from jiheng.core.documents.block import Block, BlockKind, Cell

_TOKEN = re.compile(r"\S+")
_NUMBER = re.compile(r"[-－—−+＋↑↓]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[%％]?")
_YEAR = re.compile(r"(?<!\S)(?:19|20)\d\d(?!\S)")
_ORDINAL = re.compile(r"\d{1,3}")
_CLOSED = re.compile("[。；;！？]$")
_LONG = 30  # characters of a name
_WORDS = 3  # … and words of one
_LEAST_NUMBERS, _LEAST_ROWS, _MOST_ROWS = 3, 3, 24


class _Token(NamedTuple):
    text: str
    block: Block
    start: int


class _Row(NamedTuple):
    name: list[_Token]
    numbers: list[_Token]


def poured_grids(blocks: Sequence[Block]) -> Iterator[tuple[NumberGrid, Block]]:
    """Each run of rows with as many numbers, as a grid and a table of its own."""
    for rows in _runs(_rows(blocks)):
        cells = [cell for at, row in enumerate(rows) for cell in _cells(at, row)]
        first = rows[0].numbers[0].block
        table = Block(first.id, BlockKind.TABLE, "", first.pieces, first.places, cells=tuple(cells))
        yield number_grid(table), table


def _years(blocks: Sequence[Block]) -> set[str]:
    """Bare years of which the one before or behind stands bare too: they name rows."""
    bare = {int(found[0]) for block in blocks for found in _YEAR.finditer(block.text)}
    return {str(year) for year in bare if {year - 1, year + 1} & bare}


def _rows(blocks: Sequence[Block]) -> Iterator[_Row | None]:
    """Names with the numbers behind them; None where something else stands between."""
    years = _years(blocks)
    name: list[_Token] = []
    numbers: list[_Token] = []
    for block in blocks:
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            yield from (_Row(name, numbers), None)
            name, numbers = [], []
            continue
        for found in _TOKEN.finditer(block.text):
            token = _Token(found[0], block, found.start())
            if _NUMBER.fullmatch(token.text) and token.text not in years:
                numbers.append(token)
                continue
            if numbers:
                yield _Row(name, numbers)
                name, numbers = [], []
            if len(token.text) > _LONG or _CLOSED.search(token.text):
                yield None
                name = []
            else:
                name = [*name[1 - _WORDS :], token]
    yield _Row(name, numbers)


def _runs(rows: Iterable[_Row | None]) -> Iterator[list[_Row]]:
    run: list[_Row] = []
    for row in (*rows, None):
        if row is not None and row.name and row.numbers and run and len(_plain(row, len(run))) == len(_plain(run[0], 0)) and len(run) < _MOST_ROWS:
            run.append(row)
            continue
        if len(run) >= _LEAST_ROWS:
            yield [_Row(one.name, _plain(one, at)) for at, one in enumerate(run)]
        run = [row] if row is not None and row.name and len(row.numbers) >= _LEAST_NUMBERS else []


def _plain(row: _Row, at: int) -> list[_Token]:
    """A row's numbers without the one that counts the row behind it."""
    last = row.numbers[-1]
    counts = len(row.numbers) > _LEAST_NUMBERS and _ORDINAL.fullmatch(last.text) and int(last.text) == at + 2 and "." in row.numbers[0].text
    return row.numbers[:-1] if counts else row.numbers


def _cells(at: int, row: _Row) -> Iterator[Cell]:
    yield Cell(at, 0, _block(row.name[-1]))
    for column, number in enumerate(row.numbers, 1):
        yield Cell(at, column, _block(number))


def _block(token: _Token) -> Block:
    """A token as a block of its own, at its place in the document."""
    return Block(
        token.block.id, BlockKind.CELL, token.text, ((0, token.block.document_index(token.start)),), ((0, token.block.locator(token.start)),)
    )
