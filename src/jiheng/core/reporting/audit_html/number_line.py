"""Two ranges on one line, as a small drawing beside their words."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from jiheng.core.figures.interval import Interval
from jiheng.core.reporting.arithmetic import Arithmetic
from jiheng.core.reporting.audit_html.escape import text, when
from jiheng.core.reporting.audit_words import edge_words, range_words

_WIDTH, _EDGE, _LEAST = Decimal(200), Decimal(14), Decimal(3)
_HUNDREDTH = Decimal("0.01")


def number_line(compared: Arithmetic, *, found: bool = False) -> str:
    """What is expected and what is stated: words, ranges, bars on one scale, and how they stand to each other.

    Where something was `found` for another reason than these ranges, they say nothing.
    """
    sides = [(name, kind, range) for name, kind, range in (("应在", "x", compared.expected), ("写作", "s", compared.stated)) if range is not None]
    scale = _Scale([range for _, _, range in sides])
    rows = [
        f'<dt>{name}</dt><dd class="bar">{_bar(range, kind, scale)}</dd><dd class="num">{text(_words(range, compared))}</dd>'
        for name, kind, range in sides
    ]
    verdict = "" if found and compared.meets else _verdict(compared)
    told = when(verdict, f'<p class="apart">{text(verdict)}</p>')
    return f'<dl class="line">{"".join(rows)}</dl>{told}'


class _Scale:
    """From base values to the drawing: every finite end is on it, with room on both sides."""

    def __init__(self, ranges: list[Interval]) -> None:
        self.ends = sorted({end for range in ranges for end in (range.low, range.high) if end.is_finite()})
        low, high = (self.ends[0], self.ends[-1]) if self.ends else (Decimal(0), Decimal(0))
        self._low = low
        self._breadth = high - low

    def at(self, value: Decimal) -> Decimal:
        """Where a value stands; the ends of the line for what is infinite."""
        if not value.is_finite():
            return Decimal(0) if value < 0 else _WIDTH
        if not self._breadth:
            return _WIDTH / 2
        return (_EDGE + (value - self._low) / self._breadth * (_WIDTH - 2 * _EDGE)).quantize(_HUNDREDTH)


def _bar(range: Interval, kind: str, scale: _Scale) -> str:
    low, high = scale.at(range.low), scale.at(range.high)
    if high - low < _LEAST:
        middle = (low + high) / 2
        low, high = middle - _LEAST / 2, middle + _LEAST / 2
    ticks = "".join(f'<path d="M{scale.at(end):f} 0V16"/>' for end in scale.ends)
    shape = f'<rect class="{kind}" x="{low:f}" y="4" width="{high - low:f}" height="8"/>'
    return f'<svg viewBox="0 0 200 16" preserveAspectRatio="none" aria-hidden="true"><g class="tick">{ticks}</g><path class="axis" d="M0 8H200"/>{shape}</svg>'


def _words(range: Interval, compared: Arithmetic) -> str:
    return range_words(range, compared.unit, compared.step)


def _verdict(compared: Arithmetic) -> str:
    if compared.expected is None or compared.stated is None:
        return ""
    if compared.apart and compared.expected.meets(compared.stated):
        return "两数印出的精度相同，应当相等：取整不能解释"
    if compared.meets:
        return "两个范围相接：取整可以解释这一差异" if compared.expected != compared.stated else "两个范围相同"
    gap = compared.expected.gap(compared.stated)
    least = edge_words(gap, compared.unit, compared.step, ROUND_FLOOR) if gap.is_finite() else ""
    return f"两个范围不相接{when(least, f'，至少相距{least}')}：取整不能解释"
