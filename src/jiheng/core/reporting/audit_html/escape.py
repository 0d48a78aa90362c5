"""The one place where text becomes HTML: every string of a document, a finding or a file name passes here."""

from __future__ import annotations

from html import escape

from jiheng.core.reporting.safe_text import visible


def text(words: str) -> str:
    """Any text as HTML text or as the value of a quoted attribute."""
    return escape(visible(words), quote=True)


def when(condition: object, html: str) -> str:
    """A piece of HTML, or nothing."""
    return html if condition else ""
