"""What the application adds to the page of an audit: a bar above it, and under each finding a place to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Online:
    """Finished HTML: `bar` stands above the document, `answers` by fingerprint stand in the findings' cards."""

    bar: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
