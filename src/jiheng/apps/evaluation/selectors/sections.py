"""The report's sections as they are written: what the program says in each, and what the clerk adds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jiheng.apps.evaluation.finished import drafted
from jiheng.apps.evaluation.selectors.cases import Standing
from jiheng.apps.evaluation.selectors.fields import FieldRow, Fields
from jiheng.core.errors import JihengError
from jiheng.core.reporting.draft import Attachment, Draft, Heading, Paragraph, Run
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.rulepack.outline_files import load_outline


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section: its heading, the program's own paragraphs, the clerk's with their numbers marked, and the field."""

    id: str
    heading: str
    level: int
    written: tuple[str, ...]
    typed: tuple[tuple[Run, ...], ...]
    row: FieldRow


def composed(standing: Standing) -> tuple[ReportInput, Draft] | None:
    """The report as it would be now; None where the case cannot be read or the pack has no outline."""
    if standing.compiled.case is None:
        return None
    try:
        return drafted(standing.compiled.text, standing.compiled.name, scores=standing.scored is not None)
    except JihengError:
        return None


def section_lines(standing: Standing, fields: Fields) -> Iterator[SectionLine]:
    """Every section of the outline in its order."""
    made = composed(standing)
    headings: dict[str, Heading] = {}
    written: dict[str, list[str]] = {}
    typed: dict[str, list[tuple[Run, ...]]] = {}
    at = ""
    for part in made[1].parts if made else ():
        if isinstance(part, Attachment):
            break
        if isinstance(part, Heading):
            headings[part.id], at = part, part.id
        elif isinstance(part, Paragraph) and at:
            words = "".join(run.text for run in part.runs)
            if made and words in made[0].content.narrative.get(at, ()):
                typed.setdefault(at, []).append(part.runs)
            else:  # the program's sentences, and what stands in fields of their own (职能、问题)
                written.setdefault(at, []).append(words)
    for plan in load_outline(standing.compiled.pack).walk():
        heading = headings.get(plan.id)
        own = written.get(plan.id, [])
        yield SectionLine(
            plan.id,
            heading.text if heading else plan.title,
            heading.level if heading else 1,
            tuple(own),
            tuple(typed.get(plan.id, ())),
            fields.row(f"narrative[{plan.id}]", plan.title),
        )
