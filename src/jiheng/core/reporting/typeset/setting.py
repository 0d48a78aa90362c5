"""A draft set by typst on this machine's fonts."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import typst

from jiheng.core.reporting.draft import Draft
from jiheng.core.reporting.typefaces import installed
from jiheng.core.reporting.typeset.draft_json import draft_json


def typeset(draft: Draft) -> bytes:
    """The draft as a tagged PDF/A; the same draft gives the same bytes."""
    inputs = {"draft": draft_json(draft, (draft.year + 1, 1, 1))}
    return typst.compile(_template(), font_paths=installed(), sys_inputs=inputs, pdf_standards=["a-3a"])


@lru_cache(maxsize=1)
def _template() -> bytes:
    return (files("jiheng.core.reporting.typeset") / "gbt9704.typ").read_bytes()
