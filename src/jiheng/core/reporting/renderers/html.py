"""A page for the browser, one file."""

from __future__ import annotations

from jiheng.core.reporting.carrying import carried_words
from jiheng.core.reporting.draft import Draft
from jiheng.core.reporting.renderer_shelf import Audience, renderer
from jiheng.core.reporting.webpage.page import DraftPage


@renderer(format="html", extension=".html", mime="text/html")
def write_html(draft: Draft, audience: Audience) -> bytes:
    """A draft as a page; for colleagues with its facts."""
    own = audience is Audience.COLLEAGUES
    return DraftPage(draft, own=own).html(carried_words(draft) if own else "").encode()
