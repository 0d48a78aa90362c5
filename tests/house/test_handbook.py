"""The handbook is in step with the screens: every line of the menu has its page, and what a page names exists."""

from __future__ import annotations

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from jiheng.web.frame import menu
from jiheng.web.handbook import page_about, pages, pictures_of
from tests.web.screens import MORE


def names(resolver: URLResolver, space: str = "") -> set[str]:
    found: set[str] = set()
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            found |= names(one, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern):
            found.add(f"{space}{one.name}")
    return found


def test_every_line_of_the_menu_has_a_page():
    lines = [f"{line.title}（{line.url}）" for line in menu() if not line.url.startswith("help:") and page_about(line.url) is None]
    assert lines == [], "write docs/handbook/<task>.md, or name the screen in the `screens` of the page that is about it"


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_what_a_page_names_exists(page):
    known = names(get_resolver())
    assert sorted(set(page.screens) - known) == []
    pictures = {name.replace(":", "-") for name in known} | {name for name, _, _ in MORE}
    assert sorted(set(pictures_of(page)) - pictures) == []
    others = {f"{other.name}.md" for other in pages()}
    links = {target for target in re.findall(r"(?<!!)\[[^\]]*\]\(([^)]+)\)", page.text) if "/" not in target}
    assert sorted(links - others) == []


def test_a_screen_has_one_page_and_a_page_its_own_place():
    screens = [screen for page in pages() for screen in page.screens]
    assert sorted({one for one in screens if screens.count(one) > 1}) == []
    orders = [page.order for page in pages()]
    assert len(set(orders)) == len(orders)
