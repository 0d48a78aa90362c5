"""PDF, as GB/T 9704-2012 lays a document out: tagged, for archives (PDF/A) and for everyone (PDF/UA)."""

from __future__ import annotations

from jiheng.core.reporting.carrying import carried_words
from jiheng.core.reporting.draft import Draft
from jiheng.core.reporting.renderer_shelf import Audience, renderer
from jiheng.core.reporting.typeset.setting import typeset


@renderer(format="pdf", extension=".pdf", mime="application/pdf")
def write_pdf(draft: Draft, audience: Audience) -> bytes:
    """A draft as a PDF."""
    return typeset(draft, carried_words(draft) if audience is Audience.COLLEAGUES else "")
