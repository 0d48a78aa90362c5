"""A file for colleagues gives back exactly the facts that were put in; a file for publication holds only what is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest

from jiheng.core.casefile import steps
from jiheng.core.facts.carried import carried_from
from jiheng.core.facts.fact import Fact
from jiheng.core.reporting.draft import Draft, Paragraph, Run
from jiheng.core.reporting.renderer_shelf import RENDERERS, render
from tests.unit.core.reporting.drafted import BASIC, SPENT, drafted

FORMATS = tuple(RENDERERS.all())
# What only colleagues may see of the made-up draft: places in the case, stamps, keys of cells, names of concepts, formulas.
SECRETS = (
    "made_on",
    "2024-03-15",
    "支出合计:",
    "spend.total",
    "staff.posts",
    "score.execution",
    "jh.",
    "jiheng",
    "wide.3.sum",
    "ROUND(",
    "unbound",
    "contradicts",
)


def meaning(fact: Fact) -> tuple[object, ...]:
    return fact.concept, fact.label, fact.of, fact.context, fact.figure


@pytest.mark.parametrize("format", FORMATS)
def test_facts_come_back_exactly_with_their_places(format: str):
    draft = drafted() if format != "xlsx" else replace(drafted(), facts=(BASIC,))
    document = steps.read(render(draft, format), f"d.{format}")
    facts = {meaning(fact): fact for fact in steps.facts(document).facts}
    assert carried_from(document.carried).facts == draft.facts
    for fact in draft.facts:
        found = facts[meaning(fact)]
        assert found.origin.document == document.sha256
        assert "".join(document.text[found.origin.start : found.origin.end].split()) in fact.figure.text


@pytest.mark.parametrize("format", FORMATS)
def test_carried_facts_are_no_part_of_the_text(format: str):
    public, own = (steps.read(render(drafted(), format, audience=who), f"d.{format}") for who in ("publication", "colleagues"))
    assert own.text == public.text
    assert not public.carried
    assert [note.code for note in own.notes] == [note.code for note in public.notes]


@pytest.mark.parametrize("format", ["docx", "pdf", "html"])
def test_a_number_changed_after_writing_wins_and_is_reported(format: str):
    draft = drafted()
    parts = tuple(
        replace(part, runs=tuple(Run("799.98万元", bold=True) if run.facts == (SPENT,) else run for run in part.runs))
        if isinstance(part, Paragraph)
        else part
        for part in draft.parts
    )
    document = replace(
        steps.read(render(replace(draft, parts=parts), format), f"d.{format}"), carried=steps.read(render(draft, format), f"d.{format}").carried
    )
    statements = steps.facts(document)
    assert meaning(SPENT) not in {meaning(fact) for fact in statements.facts}
    assert "799.98万元" in {fact.figure.text for fact in statements.facts}
    found = [finding for finding in steps.audit(document, statements).findings if finding.code == "JH-A-501"]
    assert [(one.stated, one.expected) for one in found] == [("799.98万元", "799.89万元")]


def every_part(data: bytes, format: str) -> Iterator[tuple[str, str]]:
    """Names and texts of all that a file holds, unpacked."""
    if format in {"docx", "xlsx"}:
        with ZipFile(BytesIO(data)) as archive:
            assert archive.comment == b""
            for entry in archive.infolist():
                assert (entry.date_time, entry.extra, entry.comment) == ((1980, 1, 1, 0, 0, 0), b"", b""), entry.filename
                yield entry.filename, archive.read(entry).decode("utf-8", "replace")
    elif format == "pdf":
        yield "bytes", data.decode("latin-1")
        document = pypdfium2.PdfDocument(data)
        assert document.count_attachments() == 0
        yield "metadata", str(document.get_metadata_dict())
        yield "text", "\n".join(page.get_textpage().get_text_range() for page in document)
    else:
        yield "page", data.decode()


@pytest.mark.parametrize("format", FORMATS)
def test_a_public_file_holds_nothing_but_what_is_printed(format: str):
    parts = dict(every_part(render(drafted(), format, audience="publication"), format))
    for name, words in parts.items():
        inside = [secret for secret in SECRETS if secret in words]
        assert inside == [], name
    names = " ".join(parts)
    assert not re.search(r"customXml|comments|custom\.xml|people|docProps/thumbnail", names)
    if format == "docx":
        assert "<w:ins " not in parts["word/document.xml"]
        assert not re.search(
            r"creator|lastModifiedBy|created|modified|revision|w:rsid|description", parts["docProps/core.xml"] + parts["word/document.xml"]
        )
        assert "removePersonalInformation" in parts["word/settings.xml"]
    if format == "xlsx":
        assert "hidden" not in parts["xl/workbook.xml"].lower()
        assert set(re.findall(r'definedName name="([^"]+)"', parts["xl/workbook.xml"])) <= {"_xlnm.Print_Area", "_xlnm.Print_Titles"}
        assert not re.search(r"<f>|dataValidation|sheetProtection", "".join(words for name, words in parts.items() if "worksheets" in name))
        assert re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>([^<]*)<", parts["docProps/core.xml"]) in ([], ["", ""])
    if format == "pdf":
        assert "Author" not in parts["metadata"].replace("'Author': ''", "")
        assert "/EmbeddedFile" not in parts["bytes"]
    if format == "html":
        assert not re.search(r"<script|<!--|title=|data-|href|<meta name=\"(?!viewport)", parts["page"])


@pytest.mark.parametrize("format", FORMATS)
def test_a_draft_without_facts_carries_nothing(format: str):
    draft = Draft("某馆自评", "某馆", 2023, (Paragraph((Run("没有数字。"),)),))
    assert not steps.read(render(draft, format), f"d.{format}").carried


@pytest.mark.parametrize("format", ["docx", "xlsx", "html"])
def test_only_the_stamps_differ_between_two_runs(format: str):
    days = ("2024-03-15", "2024-03-16")
    files = [dict(every_part(render(replace(drafted(), stamps=(("made_on", day),)), format), format)) for day in days]
    assert files[0] != files[1]
    first, second = ({name: words.replace(day, "") for name, words in one.items()} for one, day in zip(files, days, strict=True))
    assert first == second
