"""Exact characters of a document: the unit of evidence."""

from __future__ import annotations

from jiheng.core.documents.locator import Locator
from jiheng.core.record import record


@record
class Span:
    """Characters [start, end) of one document's text, in one block, with the place a person can go to.

    `quote` is the clause round the characters, as the report words it.
    """

    document: str
    block: str
    start: int
    end: int
    text: str
    quote: str
    locator: Locator
