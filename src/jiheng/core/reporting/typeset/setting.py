"""A draft set by typst on this machine's fonts."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import typst

from jiheng.core.documents.carrier import FILE
from jiheng.core.reporting.carrying import stamp_words
from jiheng.core.reporting.draft import Draft
from jiheng.core.reporting.typefaces import installed
from jiheng.core.reporting.typeset.draft_json import draft_json


def typeset(draft: Draft, carried: str = "") -> bytes:
    """The draft as a tagged PDF/A that also keeps to PDF/UA; the same draft gives the same bytes.

    `carried` is attached, which PDF/A allows from its third part on.
    """
    inputs = {"draft": draft_json(draft, (draft.year + 1, 1, 1)), "carried": carried, "file": FILE, "stamps": stamp_words(draft)}
    standard: typst.PDFStandard = "a-3a" if carried else "a-2a"
    return typst.compile(_template(), font_paths=installed(), sys_inputs=inputs, pdf_standards=[standard, "ua-1"])


@lru_cache(maxsize=1)
def _template() -> bytes:
    return (files("jiheng.core.reporting.typeset") / "gbt9704.typ").read_bytes()
