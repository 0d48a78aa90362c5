"""Word, as GB/T 9704-2012 lays a document out."""

from __future__ import annotations

from jiheng.core.reporting.draft import Draft
from jiheng.core.reporting.renderer_shelf import Audience, renderer
from jiheng.core.reporting.word.document import word_file
from jiheng.core.reporting.word.package import WordPackage


@renderer(format="docx", extension=".docx", mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document")
def write_docx(draft: Draft, audience: Audience) -> bytes:
    """A draft as a Word file."""
    return word_file(draft, WordPackage(), {"dc:title": draft.title}, anonymous=audience is Audience.PUBLICATION)
