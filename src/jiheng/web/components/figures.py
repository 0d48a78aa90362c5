"""Template tags for figures: printed alike on every page, each leading to where it came from."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
_WAN = Decimal(10_000)
_NONE = "—"
_WHOLE = re.compile(r"([≥≤＝=＞＜<>-]?\s*)(?!(?:19|20)\d\d$)([1-9]\d{3,})((?:\.\d+)?(?![年.])[^\d，。；、]{0,6})")
_DECIMAL = re.compile(r"((?<![\d.,]))([1-9]\d{3,})(\.\d+(?![\d.年月]))")
_NOTHING = (None, "")  # a template gives "" for what is not there


@register.filter
def wan(amount: Decimal | None) -> str:
    """An amount in 元 as grouped 万元: two places, more only where the amount has them, so that nothing is rounded away.

    Example:
        >>> wan(Decimal("12345678.00")), wan(Decimal("1234567800")), wan(None)
        ('1,234.5678', '123,456.78', '—')
    """
    if amount in _NOTHING:
        return _NONE
    number = (Decimal(amount) / _WAN).normalize()
    places = max(2, -int(number.as_tuple().exponent))
    return f"{number:,.{places}f}"


@register.filter
def yuan(amount: Decimal | None) -> str:
    """An amount in 元, grouped, to 分."""
    return _NONE if amount is None else f"{amount:,.2f}"


@register.filter
def percent(ratio: Decimal | None) -> str:
    """A ratio as per cent with two places, rounded half up; the exact figure is behind the link beside it.

    Example:
        >>> percent(Decimal("0.87654")), percent(None)
        ('87.65%', '—')
    """
    return _NONE if ratio in _NOTHING else f"{(Decimal(ratio) * 100).quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


@register.filter
def points(number: Decimal | None) -> str:
    """Points without needless zeros.

    Example:
        >>> points(Decimal("20.00")), points(Decimal("6.40")), points(None)
        ('20', '6.4', '—')
    """
    if number is None:
        return _NONE
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def grouped(text: Any) -> str:
    """A figure with its sign and unit, its thousands grouped; anything else as it stands.

    Example:
        >>> grouped("≥4096.25万元"), grouped("2023"), grouped("2023年内完成"), grouped("全年4096.25万元")
        ('≥4,096.25万元', '2023', '2023年内完成', '全年4096.25万元')
    """
    words = str(text)
    return _WHOLE.sub(_by_thousands, words) if _WHOLE.fullmatch(words) else words


@register.filter
def working(text: Any) -> str:
    """Steps of a calculation with the thousands of their decimals grouped; whole numbers may be years and stand as they are.

    Example:
        >>> working("4096.25 ÷ 2048.5=199.96%，2023年")
        '4,096.25 ÷ 2,048.5=199.96%，2023年'
    """
    return _DECIMAL.sub(_by_thousands, str(text))


def _by_thousands(found: re.Match[str]) -> str:
    return f"{found[1]}{int(found[2]):,}{found[3]}"


@register.simple_tag
def fact(row: Any) -> SafeString:
    """A stored fact with the way to its source: value as stored, grouped, unit."""
    if row is None:
        return format_html('<span class="figure figure-none">{}</span>', _NONE)
    number = Decimal(row.value)
    shown = f"{number:,f}"
    return format_html(
        '<a class="figure" href="{}" title="查看来源">{}<span class="unit">{}</span></a>', reverse("facts:fact", args=[row.pk]), shown, row.unit
    )


def entries_url(row: Any, keys: dict[str, int]) -> str:
    """Where a stored fact's ledger lists its entries (`<ledger>:entries?ids=1,2`); "" where it has no page."""
    try:
        return reverse(f"{row.ledger}:entries", kwargs=keys) + "?ids=" + ",".join(str(entry) for entry in row.entries)
    except NoReverseMatch:
        return ""


@register.simple_tag
def entry(amount: Decimal | None, url: str) -> SafeString:
    """An amount in 元 shown in 万元, leading to the entries behind it."""
    if amount in _NOTHING:
        return format_html('<span class="figure figure-none">{}</span>', _NONE)
    return format_html('<a class="figure" href="{}" title="查看来源">{}</a>', url, wan(amount))
