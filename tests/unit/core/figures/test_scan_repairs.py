"""Malformed numbers: read as meant where that is plain, and the repair is named; never silently as something else."""

from __future__ import annotations

import pytest

from jiheng.core.figures.mention import MentionKind
from jiheng.core.figures.printed import scan
from tests.unit.core.figures.told import quantities

# text, what is read; each is one quantity with its repair named
REPAIRED = [
    ("支出344、27万元", "344.27|万元"),
    ("项目支出: 344、27万元。", "344.27|万元"),
    ("３４４、２７万元", "344.27|万元"),
    ("支出344、27 万元", "344.27|万元"),
    ("488.8.", "488.8|"),
    ("本年支出488.8.\n其中", "488.8|"),  # before a line break the stray point is not named
    ("488.8.万元", "488.8|万元"),
    ("12.345.67万元", "12345.67|万元"),
    ("1.234.567.8元", "1234567.8|元"),
    ("12 .5万元", "12.5|万元"),
    ("12. 5万元", "12.5|万元"),
    ("支出3..5万元", "3.5|万元"),
    ("支出3.、5万元", "3.5|万元"),
    ("3。5万元", "3.5|万元"),
    ("3·5万元", "3.5|万元"),
    ("12,34万元", "12.34|万元"),
    ("1,23万元", "1.23|万元"),
    ("10725,2万元", "10725.2|万元"),
]

# text, the quantities expected, none of them repaired
WELL_FORMED = [
    ("1.07252万元", ["1.07252|万元"]),
    ("12,345万元", ["12345|万元"]),
    ("1，234.56万元", ["1234.56|万元"]),
    ("提案12、27件", ["12|", "27|件"]),
    ("分别为120、27、33万元", ["120|", "27|", "33|万元"]),
    ("分别为12.5、27、33万元", ["12.5|", "27|", "33|万元"]),
    ("得分10、20分", ["10|", "20|分"]),
    ("1.5万元", ["1.5|万元"]),
    ("3．5万元", ["3.5|万元"]),
    ("分别为12、27万元", ["12|", "27|万元"]),  # two amounts after 分别 are taken for a dropped point: 12.27
    ("各5、10万元", ["5|", "10|万元"]),  # two amounts after 各 are taken for a dropped point: 5.10
    ("10,20,30万元", ["10|", "20|", "30|万元"]),  # the tail of a list is taken for a dropped point: 20.30
]

# text, a reading that must not come out: the rest of the number must not stand as an amount of its own
NEVER = [
    ("1.5万元", "5|万元"),
    ("488.8.其中", "8|"),
    ("1,07252万元", "7252|万元"),  # a comma out of place splits the number: 1 and 7252万元
    ("1，07252万元", "7252|万元"),  # a comma out of place splits the number: 1 and 7252万元
    ("12,3456万元", "3456|万元"),  # a comma out of place splits the number: 12 and 3456万元
    ("1 ,234.56万元", "234.56|万元"),  # a blank at the comma splits the number
    ("1, 234.56万元", "234.56|万元"),  # a blank at the comma splits the number
    ("9.5.5万元", "5|万元"),  # two points split the number: 9.5 and 5万元
    ("3..5万元", "5|万元"),  # at the start of a text the double point is taken for a list number: 5万元
    ("支出.5万元", "5|万元"),  # a point with no digit before it is dropped: ten times too much
    ("15时30分", "30|分"),  # minutes are read as points of a score
    ("2小时30分", "30|分"),  # minutes are read as points of a score
    ("五六个", "56|个"),  # an estimate (five or six) is read as 56
    ("三四次", "34|次"),  # an estimate (three or four) is read as 34
    ("两三年", "23|年"),  # an estimate (two or three) is read as 23
    ("预算83.2-1.93-24.05", "1.93~24.05|"),  # a sum with minus signs is read as a range
]

# a list number or ordinal must not swallow an amount with a stray point
STRAY_POINT = [
    ("支出12.万元", ["12|万元"]),  # a stray point behind a whole number loses the unit
    ("12.万元", ["12|万元"]),  # an amount with a stray point at the start of a text is taken for a list number
    ("85.％", ["85|%"]),  # a rate with a stray point at the start of a text is taken for a list number
]


@pytest.mark.parametrize(("text", "expected"), REPAIRED)
def test_repair_is_named(text: str, expected: str) -> None:
    mentions = [mention for mention in scan(text) if mention.kind is MentionKind.QUANTITY]
    assert quantities(text) == [expected]
    assert mentions[0].repair


@pytest.mark.parametrize(("text", "expected"), WELL_FORMED)
def test_no_repair_where_none_is_due(text: str, expected: list[str]) -> None:
    assert quantities(text) == expected
    assert not any(mention.repair for mention in scan(text))


@pytest.mark.parametrize(("text", "forbidden"), NEVER)
def test_never_read_as(text: str, forbidden: str) -> None:
    assert forbidden not in quantities(text)


@pytest.mark.parametrize(("text", "expected"), STRAY_POINT)
def test_stray_point(text: str, expected: list[str]) -> None:
    assert quantities(text) == expected


def test_figure_and_mention_print_the_same() -> None:
    (mention,) = scan("几百次")
    assert mention.figure is not None
    assert mention.figure.text == mention.text == "几百次"


def test_repair_keeps_the_printed_characters() -> None:
    (mention,) = scan("支出344、27万元")
    assert mention.text == "344、27万元"
    assert (mention.start, mention.end) == (2, 10)
