"""Legal and documentary sources: where a rule or a concept comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LegalSource:
    """One document of `lawbook/sources`: id, title, number (文号), issuer, date, link; `verified` when its text was read."""

    id: str
    title: str
    number: str = ""
    issuer: str = ""
    issued_on: str = ""
    link: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source: document id, article (or table, row), short quote or paraphrase."""

    doc: str
    article: str = ""
    quote: str = ""
