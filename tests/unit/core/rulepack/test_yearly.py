"""Months out of a calendar's words."""

from __future__ import annotations

import pytest

from jiheng.core.rulepack.load import list_packs
from jiheng.core.rulepack.resolve import resolve
from jiheng.core.rulepack.yearly import months_of


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("8月", [(2024, 8)]),
        ("7月底、10月底", [(2024, 7), (2024, 10)]),
        ("4、6、8、10月末", [(2024, 4), (2024, 6), (2024, 8), (2024, 10)]),
        ("上年6—8月", [(2023, 6), (2023, 7), (2023, 8)]),
        ("次年2至3月", [(2025, 2), (2025, 3)]),
        ("预警后10个工作日内", []),
        ("13月", []),
    ],
)
def test_words(words: str, months: list[tuple[int, int]]):
    assert months_of(words, 2024) == tuple(months)


def test_every_month():
    assert len(months_of("每月", 2024)) == 12


def test_every_pack_can_be_read():
    for id in list_packs():
        for moment in resolve(id).pack.scoring.calendar:
            months = months_of(moment.when, 2024)
            assert bool(months) == ("月" in moment.when), moment.when
