"""Closed ranges: sums, products, quotients, meeting."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from jiheng.core.figures.interval import Interval

INF = Decimal("Infinity")


def _of(low: str, high: str) -> Interval:
    return Interval(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (_of("1", "2") + _of("3", "5"), _of("4", "7")),
        (_of("1", "2") - _of("3", "5"), _of("-4", "-1")),
        (-_of("1", "2"), _of("-2", "-1")),
        (_of("1", "2") * _of("3", "5"), _of("3", "10")),
        (_of("-1", "2") * _of("3", "5"), _of("-5", "10")),
        (_of("-2", "-1") * _of("-5", "-3"), _of("3", "10")),
        (_of("0", "0") * Interval(-INF, INF), _of("0", "0")),
        (_of("6", "6") / _of("2", "3"), _of("2", "3")),
        (_of("-6", "6") / _of("2", "3"), _of("-3", "3")),
        (_of("1", "2") / _of("0", "3"), Interval(-INF, INF)),
        (_of("1", "2") / _of("-1", "1"), Interval(-INF, INF)),
        (Interval.point(Decimal(7)), _of("7", "7")),
        (_of("1", "2") + Interval(Decimal(3), INF), Interval(Decimal(4), INF)),
        (Interval(Decimal(3), INF) / _of("2", "3"), Interval(Decimal(1), INF)),
    ],
)
def test_arithmetic(result: Interval, expected: Interval) -> None:
    assert result == expected


def test_division_rounds_outwards() -> None:
    third = _of("1", "1") / _of("3", "3")
    assert Fraction(third.low) < Fraction(1, 3) < Fraction(third.high)


@pytest.mark.parametrize(
    ("first", "second", "meets", "gap"),
    [
        (_of("1", "2"), _of("2", "3"), True, "0"),
        (_of("1", "2"), _of("2.01", "3"), False, "0.01"),
        (_of("5", "6"), _of("1", "2"), False, "3"),
        (_of("1", "9"), _of("3", "4"), True, "0"),
        (Interval(-INF, Decimal(2)), _of("1", "5"), True, "0"),
    ],
)
def test_meeting(first: Interval, second: Interval, meets: bool, gap: str) -> None:
    assert first.meets(second) is meets
    assert second.meets(first) is meets
    assert first.gap(second) == second.gap(first) == Decimal(gap)


def test_holding() -> None:
    assert _of("1", "2").holds(Decimal(1))
    assert _of("1", "2").holds(Decimal(2))
    assert not _of("1", "2").holds(Decimal("2.0001"))
