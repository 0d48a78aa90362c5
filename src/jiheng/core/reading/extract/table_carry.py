"""Rows and columns that part a carry-over by funds: 一般公共预算财政拨款 below 年初财政拨款结转和结余 is no income of the year."""

from __future__ import annotations

import re

from jiheng.core.facts.concept import Concept
from jiheng.core.facts.taxonomy import Taxonomy
from jiheng.core.reading.extract.grid import Grid

_FUND = re.compile(r"(?:其中[:：])?(?:[（(]?[一二三四五\d]{1,2}[）)]?[、.．]?)?((?:一般公共|政府性基金|国有资本经营)预算)(?:财政)?(?:拨款|资金)?")


def carried_fund(grid: Grid, row: int, column: int, taxonomy: Taxonomy) -> tuple[Concept, str] | None:
    """The carry-over that a row or a column of one fund is a part of, and the fund; None elsewhere.

    `column` is that of a figure; its row's label is the nearest cell of words to the left.
    """
    head = grid.header(row, column)
    if len(head) > 1 and (fund := _FUND.fullmatch(head[-1])):
        return _of_carry(head[-2], fund, taxonomy)
    label = next((at for at in range(column - 1, -1, -1) if grid.is_words(row, at)), -1)
    fund = _FUND.fullmatch(grid.words(row, label)) if label >= 0 else None
    if fund is None:
        return None
    above = (words for up in range(row - 1, -1, -1) if (words := grid.words(up, label)) and not _FUND.fullmatch(words))
    return _of_carry(next(above, ""), fund, taxonomy)


def _of_carry(words: str, fund: re.Match[str], taxonomy: Taxonomy) -> tuple[Concept, str] | None:
    whole = taxonomy.exact(words)
    return (whole, f"{fund[1]}财政拨款") if whole is not None and whole.id.startswith("carry.") else None
