"""Word, as GB/T 9704-2012 lays a document out."""

from __future__ import annotations

from jiheng.core.reporting.carrying import carried_words, stamp_words
from jiheng.core.reporting.draft import Draft
from jiheng.core.reporting.renderer_shelf import Audience, renderer
from jiheng.core.reporting.word.custom_part import carry
from jiheng.core.reporting.word.document import word_file
from jiheng.core.reporting.word.package import WordPackage


@renderer(format="docx", extension=".docx", mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document")
def write_docx(draft: Draft, audience: Audience) -> bytes:
    """A draft as a Word file."""
    package = WordPackage()
    properties = {"dc:title": draft.title}
    if audience is Audience.COLLEAGUES:
        carry(package, carried_words(draft))
        properties["dc:description"] = stamp_words(draft)
    return word_file(draft, package, properties, anonymous=audience is Audience.PUBLICATION)
