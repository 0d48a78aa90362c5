"""Every page in a real browser, opened by the first who may see it: axe finds nothing in light, no colour of what is kept is too faint in the dark,
the browser does not complain, and on a phone nothing but a table in its frame is wider than the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from tests.web.addresses import addresses
from tests.web.sampled import YEAR, keep_samples, sign_in
from tests.web.site import Walk

pytestmark = pytest.mark.django_db(transaction=True)
READERS = ("ebian", "ebian-fz", "czsc", "admin", None)
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}
# What of axe looks at colours: the rest cannot differ in the dark.
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}
EMPTY = " (empty)"
PARTS, FEWEST = 4, 20  # parts that run side by side, and pages that each has at least
# What is asked for behind an address that shows nothing without it.
ASKED = {"workbench:search": "?q=只有本单位"}


def pages(department, part: int = 0, parts: int = 1) -> Iterator[tuple[str, str | None, str]]:
    """Name, who opens it, path: every address that answers with a whole page, and those of a year in which nothing is kept yet."""
    clients = {who: sign_in(who) for who in READERS}
    listed = [(one.name, f"{one.path}{ASKED.get(one.name, '')}") for one in addresses(department, YEAR)]
    next_year = f"/{department.pk}/{YEAR + 1}/"
    empty = [(one.name, one.path) for one in addresses(department, YEAR) if one.arguments == ("department", "year")]
    listed += [(f"{name}{EMPTY}", path.replace(f"/{department.pk}/{YEAR}/", next_year)) for name, path in empty]
    for name, path in listed[part::parts]:
        for who, client in clients.items():
            answer = client.get(path)
            if answer.status_code == 200:
                if not answer.streaming and b"<html" in answer.content[:200]:
                    yield name, who, path
                break


def opened(browser, who: str | None, address: str):
    """A browser of somebody who has signed in."""
    context = browser.new_context(viewport=DESK, locale="zh-CN", color_scheme="light")
    if who:
        key = sign_in(who).cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": address}])
    return context


def found(violations) -> list[tuple[str, list[str]]]:
    return [(one["id"], [node["html"][:160] for node in one["nodes"]][:3]) for one in violations]


def in_the_dark(page):
    """What axe, which is in the page already, says of its colours in the dark."""
    page.emulate_media(color_scheme="dark")
    return page.evaluate("options => axe.run(document, options).then(told => told.violations)", COLOURS)


@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_nothing_on_any_page(browser, live_server, part):
    walks, wrong, seen = {}, [], set()
    for name, who, path in list(pages(keep_samples(), part, PARTS)):
        if who not in walks:
            walks[who] = Walk(opened(browser, who, live_server.url).new_page(), live_server.url)
        page, complaints = walks[who].page, walks[who].complaints
        page.set_viewport_size(DESK)
        page.emulate_media(color_scheme="light")
        page.goto(f"{live_server.url}{path}", wait_until="load")
        wrong += [(name, *one) for one in found(Axe().run(page).response["violations"])]
        if EMPTY not in name:  # what an empty year shows differently is words
            wrong += [(name, "dark", *one) for one in found(in_the_dark(page))]
        page.set_viewport_size(PHONE)
        if over := page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"):
            wrong.append((name, "phone", f"{over}px wider than the screen"))
        wrong += [(name, "console", said) for said in complaints]
        complaints.clear()
        seen.add(name)
    for walk in walks.values():
        walk.page.context.close()
    assert wrong == []
    assert len(seen) > FEWEST
