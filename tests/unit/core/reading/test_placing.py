"""Rows that lost their blank cells: a figure has a column only where totals and rows above prove it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiheng.core.reading.flattened.placing import Group, Numbers, place

WHOLE = Group(0, (1, 2))


def row(code: str, *figures: str) -> Numbers:
    return Numbers(code, tuple(map(Decimal, figures)))


def test_a_part_has_nothing_where_its_whole_has_nothing():
    told = place([row("", "9.0", "9.0", "0.0"), row("201", "9.0", "9.0")], 3, [WHOLE])
    assert told == [(0, 1, 2), (0, 1)]


def test_a_part_is_no_greater_than_its_whole():
    told = place([row("", "9.0", "2.0", "7.0"), row("201", "6.0", "6.0"), row("208", "3.0", "2.0", "1.0")], 3, [WHOLE])
    assert told[1] == (0, 2)


def test_rows_that_only_together_add_up_are_placed_together():
    told = place([row("", "9.0", "4.0", "5.0"), row("201", "4.0", "4.0"), row("208", "5.0", "5.0")], 3, [WHOLE])
    assert told == [(0, 1, 2), (0, 1), (0, 2)]


def test_a_column_that_nothing_proves_is_told_for_no_row():
    told = place([row("", "8.0", "4.0", "4.0"), row("201", "4.0", "4.0"), row("208", "4.0", "4.0")], 3, [WHOLE])
    assert told == [(0, 1, 2), (0, None), (0, None)]


def test_a_wrong_figure_does_not_move_the_others():
    told = place([row("", "9.3", "4.0", "5.0"), row("201", "4.0", "4.0"), row("208", "5.0", "5.0")], 3, [WHOLE])
    assert told[0] == (0, 1, 2)
    assert all(columns[0] == 0 for columns in told)


@pytest.mark.parametrize("rows", [[row("", "1", "2", "3", "4")], [row("", "5.0"), row("201", "1", "2", "3", "4")]])
def test_more_figures_than_columns_are_not_placed(rows: list[Numbers]):
    assert place(rows, 3, [WHOLE])[-1] == (None,) * 4
