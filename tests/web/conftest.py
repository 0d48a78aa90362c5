"""A real Chromium, and pages opened from disk in it: whatever the browser complains of, or asks the network for, fails the test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.web.chromium import CHROMIUM, FLAGS
from tests.web.site import Walk


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not Path(CHROMIUM).is_file():
        pytest.skip("no Chromium (name it in CHROMIUM)")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in this thread; the database is not used from it asynchronously
    with sync_api.sync_playwright() as tool:
        launched = tool.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def visit(browser, tmp_path: Path):
    complaints: list[str] = []
    pages = []

    def go(source: bytes, **settings):
        path = tmp_path / "报告 1#.html"
        path.write_bytes(source)
        page = browser.new_page(**{"viewport": {"width": 1366, "height": 768}, **settings})
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith(("file:", "data:")) else complaints.append(request.url))
        page.goto(path.as_uri())
        pages.append(page)
        return page

    yield go
    for page in pages:
        page.close()
    assert complaints == []


@pytest.fixture
def walk(browser, live_server):
    """Opens the running application at 1366×768; several people may walk in one test: `walk()` gives each a browser of their own."""
    contexts = []
    # The first page loads the whole application: a busy machine takes longer for it than the browser waits.
    with urlopen(f"{live_server.url}/sign-in/", timeout=300):  # noqa: S310  our own server
        pass

    def start(**settings) -> Walk:
        context = browser.new_context(**{"viewport": {"width": 1366, "height": 768}, **settings})
        contexts.append(context)
        return Walk(context.new_page(), live_server.url)

    yield start
    for context in contexts:
        context.close()
