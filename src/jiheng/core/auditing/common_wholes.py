"""Shares in a column that are all of one whole, whether or not the table prints it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiheng.core.auditing.line_rules import SHARE
from jiheng.core.auditing.number_grid import Line, Number, NumberGrid
from jiheng.core.figures.interval import Interval

_HUNDRED = Interval.point(Decimal(100))
_LEAST = 3  # shares of one whole
_PROOF = 6  # digits beyond the first that those show together
_PAIRS = 40  # of a column of amounts and one of shares


@dataclass(frozen=True, slots=True)
class CommonWhole:
    """A whole with the lines whose amounts and shares fit it, and the few of the column that fit none."""

    amount: int
    share: int
    whole: Interval
    held: tuple[Line, ...]
    failed: tuple[Line, ...]

    def share_of(self, line: Line) -> Interval:
        """What the share of a line's amount should be."""
        return line[self.amount].range / self.whole * _HUNDRED


def common_wholes(grid: NumberGrid) -> Iterator[CommonWhole]:
    """The columns of amounts beside which nearly all shares are of one whole, or of one in each part of the table."""
    places = grid.places
    shares = [place for place in places if any(line[place].is_ratio for line in grid.lines if place in line)]
    pairs = [(amount, share) for share in shares for amount in places if amount not in shares][:_PAIRS]
    for amount, share in pairs:
        lines = [line for line in grid.lines if _tells(line.get(amount), line.get(share))]
        if len(lines) >= _LEAST:
            yield from _of_column(amount, share, lines, said=bool(SHARE.head.search(grid.heads.get(share, ""))))


def _tells(amount: Number | None, share: Number | None) -> bool:
    return amount is not None and share is not None and amount.value > 0 and 0 < share.value <= 100 and not amount.is_ratio


def _of_column(amount: int, share: int, lines: Sequence[Line], *, said: bool) -> Iterator[CommonWhole]:
    left, found = list(lines), list[CommonWhole]()
    while len(left) >= _LEAST:
        whole, held = _densest(amount, share, left)
        proof = sum(min(3, line[share].digits - 1) for line in held if line[share].value != 100)
        if len(held) < _LEAST or proof < _PROOF or not said:
            break
        left = [line for line in left if line not in held]
        found.append(CommonWhole(amount, share, whole, tuple(held), ()))
    told = sum(len(one.held) for one in found)
    if found and len(left) <= max(1, told // 4):
        # What fits no whole is set against that of the lines about it.
        for one in found:
            near = [line for line in left if _nearest(line, amount, found) is one]
            yield CommonWhole(amount, share, one.whole, one.held, tuple(near))


def _densest(amount: int, share: int, lines: Sequence[Line]) -> tuple[Interval, list[Line]]:
    """The whole that most lines could be shares of, with those lines."""
    ranges = [line[amount].range / line[share].range * _HUNDRED for line in lines]
    best: tuple[Interval, list[Line]] = (ranges[0], [])
    for at in {range_.low for range_ in ranges}:
        held = [(line, range_) for line, range_ in zip(lines, ranges, strict=True) if range_.holds(at)]
        if len(held) > len(best[1]):
            best = (Interval(at, min(range_.high for _, range_ in held)), [line for line, _ in held])
    return best


def _nearest(line: Line, amount: int, found: Sequence[CommonWhole]) -> CommonWhole:
    row = line[amount].cell.row
    return min(found, key=lambda one: min(abs(other[amount].cell.row - row) for other in one.held))
