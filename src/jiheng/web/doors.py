"""Ways to a page that is named by what lies below the web: a notice, a hit of the search."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse


def way_to(page: str, arguments: Mapping[str, Any]) -> str:
    """The address of a page by name; what its path does not take is asked for behind `?`; "" when there is no such page."""
    if not page:
        return ""
    wanted = _converters().get(page)
    if wanted is None:
        return ""
    try:
        path = reverse(page, kwargs={key: value for key, value in arguments.items() if key in wanted})
    except NoReverseMatch:
        return ""
    rest = {key: value for key, value in arguments.items() if key not in wanted and key in ("q", "ids")}
    return f"{path}?{urlencode(rest)}" if rest else path


@cache
def _converters() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver):
            for pattern in resolver.url_patterns:
                found[f"{resolver.namespace}:{getattr(pattern, 'name', '')}"] = frozenset(pattern.pattern.converters)
    return found
