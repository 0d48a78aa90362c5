"""A chart as SVG: columns, lines or bars with their numbers; and the same as dots for programs that know no SVG.

Units: points. Numbers are drawn as the exact decimals of the draft; only places on the picture are rounded.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from html import escape

import typst

from jiheng.core.reporting.charts.scale import Scale, scale_for
from jiheng.core.reporting.draft import Chart
from jiheng.core.reporting.page_layout import width
from jiheng.core.reporting.safe_text import visible
from jiheng.core.reporting.typefaces import Face, installed, present

CHART_WIDTH, CHART_HEIGHT = 430, 180  # low enough that little stays empty where one goes to the next page
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 12, 34, 30
_COLOURS = ("#1F4E79", "#C55A11", "#7F7F7F", "#548235", "#7030A0", "#BF9000")  # apart in lightness too: they are printed in black and white
_DASHES = ("", "5 3", "2 2", "8 3 2 3", "1 3", "10 4")
_SMALL = 8
_MOST_LABELLED = 26


def chart_svg(chart: Chart) -> str:
    """The chart as a stand-alone SVG document with its title and description inside."""
    values = [value for series in chart.series for value in series.values if value is not None]
    scale = scale_for(values)
    draw = _bars if chart.kind == "bar" else _lines if chart.kind == "line" else _columns
    body = [*_legend(chart), *draw(chart, scale, labelled=len(values) <= _MOST_LABELLED)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {CHART_WIDTH} {CHART_HEIGHT}" width="{CHART_WIDTH}pt" height="{CHART_HEIGHT}pt" role="img"'
        f' font-family="{_family()}" font-size="9"><title>{_text(chart.title)}</title><desc>{_text(chart.alternative)}</desc>'
        f'<rect width="{CHART_WIDTH}" height="{CHART_HEIGHT}" fill="#FFFFFF"/>{"".join(body)}</svg>'
    )


@lru_cache(maxsize=64)
def chart_png(svg: str) -> bytes:
    """The same picture in dots, sharp enough to print."""
    source = f'#set page(width: {CHART_WIDTH}pt, height: {CHART_HEIGHT}pt, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    return typst.compile(source.encode(), font_paths=installed(), format="png", ppi=200, sys_inputs={"svg": svg})


def _legend(chart: Chart) -> list[str]:
    marks = [_words(4, 14, f"单位：{chart.unit}", "start")] if chart.unit else []
    if len(chart.series) == 1:
        return marks
    at = CHART_WIDTH - _RIGHT - sum(24 + 5 * width(series.title) for series in chart.series)
    for number, series in enumerate(chart.series):
        marks.append(f'<rect x="{at}" y="6" width="10" height="9" fill="{_colour(number)}"/>')
        marks.append(_words(at + 14, 14, series.title, "start"))
        at += 24 + 5 * width(series.title)
    return marks


def _frame(chart: Chart, scale: Scale) -> list[str]:
    """Upright value axis, categories along the foot."""
    deep = CHART_HEIGHT - _TOP - _BOTTOM
    marks = []
    for tick in scale.ticks:
        y = CHART_HEIGHT - _BOTTOM - _round(scale.place(tick, deep))
        marks.append(f'<path d="M{_LEFT} {y}H{CHART_WIDTH - _RIGHT}" stroke="{"#595959" if not tick else "#D9D9D9"}" stroke-width="0.6"/>')
        marks.append(_words(_LEFT - 5, y + 3, f"{tick:f}", "end"))
    step = _step(chart)
    longest = max(2, int(step / Decimal("4.5")))
    for number, name in enumerate(chart.categories):
        marks.append(_words(_round(_LEFT + step * (number + Decimal("0.5"))), CHART_HEIGHT - _BOTTOM + 13, _cut(name, longest), "middle"))
    return marks


def _columns(chart: Chart, scale: Scale, *, labelled: bool) -> list[str]:
    deep = CHART_HEIGHT - _TOP - _BOTTOM
    step = _step(chart)
    each = min(step * Decimal("0.76") / max(len(chart.series), 1), Decimal(30))
    zero = scale.place(Decimal(0), deep)
    marks = _frame(chart, scale)
    for row, series in enumerate(chart.series):
        for number, value in enumerate(series.values):
            if value is None:
                continue
            x = _LEFT + step * (number + Decimal("0.5")) + each * (row - Decimal(len(chart.series)) / 2)
            end = scale.place(value, deep)
            low, high = sorted((zero, end))
            y = CHART_HEIGHT - _BOTTOM - high
            marks.append(f'<rect x="{_round(x)}" y="{_round(y)}" width="{_round(each - 1)}" height="{_round(high - low)}" fill="{_colour(row)}"/>')
            if labelled:
                marks.append(_words(_round(x + each / 2), _round(y - 3), _said(value), "middle", _SMALL))
    return marks


def _lines(chart: Chart, scale: Scale, *, labelled: bool) -> list[str]:
    deep = CHART_HEIGHT - _TOP - _BOTTOM
    step = _step(chart)
    marks = _frame(chart, scale)
    for row, series in enumerate(chart.series):
        path, pen = [], "M"
        for number, value in enumerate(series.values):
            if value is None:
                pen = "M"
                continue
            x, y = _round(_LEFT + step * (number + Decimal("0.5"))), _round(CHART_HEIGHT - _BOTTOM - scale.place(value, deep))
            path.append(f"{pen}{x} {y}")
            pen = "L"
            marks.append(f'<circle cx="{x}" cy="{y}" r="2.4" fill="{_colour(row)}"/>')
            if labelled:
                above = all(other.values[number] is None or value >= (other.values[number] or 0) for other in chart.series if other is not series)
                marks.append(_words(x, y + (-5 if above else 11), _said(value), "middle", _SMALL))
        dash = _DASHES[row % len(_DASHES)]
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        marks.append(f'<path d="{"".join(path)}" fill="none" stroke="{_colour(row)}" stroke-width="1.6"{dashed}/>')
    return marks


def _bars(chart: Chart, scale: Scale, *, labelled: bool) -> list[str]:
    """Value axis along the foot, categories down the side: for long names."""
    names = min(max((width(name) for name in chart.categories), default=0), 36)
    left = 10 + names * 5
    wide, deep = CHART_WIDTH - left - _RIGHT - 26, CHART_HEIGHT - _TOP - 18
    step = Decimal(deep) / max(len(chart.categories), 1)
    each = min(step * Decimal("0.76") / max(len(chart.series), 1), Decimal(20))
    zero = scale.place(Decimal(0), wide)
    marks = []
    for tick in scale.ticks:
        x = _round(left + scale.place(tick, wide))
        marks.append(f'<path d="M{x} {_TOP - 8}V{CHART_HEIGHT - 18}" stroke="{"#595959" if not tick else "#D9D9D9"}" stroke-width="0.6"/>')
        marks.append(_words(x, CHART_HEIGHT - 6, f"{tick:f}", "middle"))
    for number, name in enumerate(chart.categories):
        middle = _TOP + step * (number + Decimal("0.5"))
        marks.append(_words(left - 5, _round(middle + 3), _cut(name, names), "end"))
        for row, series in enumerate(chart.series):
            value = series.values[number] if number < len(series.values) else None
            if value is None:
                continue
            low, high = sorted((zero, scale.place(value, wide)))
            y = middle + each * (row - Decimal(len(chart.series)) / 2)
            marks.append(
                f'<rect x="{_round(left + low)}" y="{_round(y)}" width="{_round(high - low)}" height="{_round(each - 1)}" fill="{_colour(row)}"/>'
            )
            if labelled:
                marks.append(_words(_round(left + high + 3), _round(y + each / 2 + 3), _said(value), "start", _SMALL))
    return marks


def _said(value: Decimal) -> str:
    """A value beside its mark, without the zeros that its exact decimal happens to carry."""
    return f"{value.normalize():f}"


def _step(chart: Chart) -> Decimal:
    return Decimal(CHART_WIDTH - _LEFT - _RIGHT) / max(len(chart.categories), 1)


def _words(x: Decimal | int, y: Decimal | int, words: str, anchor: str, size: int = 0) -> str:
    small = f' font-size="{size}"' if size else ""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{small} fill="#262626">{_text(words)}</text>'


def _cut(name: str, longest: int) -> str:
    """A name no wider than `longest` half characters; the full one stands in the table beside the chart."""
    if width(name) <= longest:
        return name
    kept = ""
    for character in name:
        if width(kept + character) > longest - 2:
            break
        kept += character
    return kept + "…"


def _colour(number: int) -> str:
    return _COLOURS[number % len(_COLOURS)]


def _text(words: str) -> str:
    return escape(visible(words), quote=True)


def _family() -> str:
    return ", ".join(present(Face.HEI)[:2]) or "sans-serif"


def _round(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"))
