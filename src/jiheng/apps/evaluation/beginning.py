"""Last year's report as a beginning: where its words may go, and what in the words taken over is still to be looked at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from jiheng.apps.evaluation.compiling.compile import Compiled, compile_case
from jiheng.apps.evaluation.models import Entry, SelfEvaluation, StillGood
from jiheng.apps.factstore.selectors import core_facts
from jiheng.apps.library.services import path_of
from jiheng.core.casefile import steps
from jiheng.core.casefile.case_fields import CASE
from jiheng.core.casefile.last_year import OldParagraph, OldSection, StaleMark, last_year
from jiheng.core.documents.document import Document
from jiheng.core.errors import JihengError
from jiheng.core.facts.statements import Statements
from jiheng.core.reporting.fact_index import FactIndex
from jiheng.core.rulepack.outline_files import load_outline

_OWN_FIELDS = {"functions": "unit.functions", "organisation": "unit.organisation"}


@dataclass(frozen=True, slots=True)
class StaleWords:
    """Something of last year's that stands in an entry: where, the mark, and the characters around by which it is known."""

    entry: Entry
    title: str
    mark: StaleMark
    before: str
    behind: str

    @property
    def known_by(self) -> str:
        """The mark with the characters around it."""
        return f"{self.before}{self.mark.text}{self.behind}"


@lru_cache(maxsize=8)
def read_report(digest: str, name: str) -> tuple[Document, Statements]:
    """A kept report with what it states.

    Raises: UnreadableFile.
    """
    document = steps.read(path_of(digest).read_bytes(), name)
    return document, steps.facts(document, None)


def old_sections(evaluation: SelfEvaluation, compiled: Compiled | None = None) -> tuple[OldSection, ...]:
    """The sections of the report that the writing began from; none while there is none.

    Raises: UnreadableFile.
    """
    if evaluation.last_year is None:
        return ()
    now = compiled or compile_case(evaluation)
    document, statements = read_report(evaluation.last_year.sha256, evaluation.last_year.name)
    facts = now.case.content.statements.facts if now.case else core_facts(evaluation.department, evaluation.year)
    return last_year(document, statements, load_outline(now.pack), FactIndex(facts, evaluation.year), evaluation.year)


def path_of_section(plan: str) -> str:
    """Where the words of a section of the outline are entered."""
    known = {field.key for field in CASE.fields}
    return _OWN_FIELDS.get(plan) or (plan if plan in known else f"narrative[{plan}]")


def places_for_words(pack: str) -> dict[str, str]:
    """Every place that words may go to, with its title, in the order of the report."""
    found = {path_of_section(plan.id): plan.title for plan in load_outline(pack).walk()}
    for key in ("problems", "measures", "use_of_results", "other_matters", "achieved"):
        found.setdefault(key, CASE.field(key).title)
    return found


def stale_words(evaluation: SelfEvaluation) -> tuple[StaleWords, ...]:
    """What of last year's stands in the entries and nobody has looked at yet, in the order of the report."""
    try:
        compiled = compile_case(evaluation)
        sections = old_sections(evaluation, compiled)
    except JihengError:
        return ()  # the file is gone or unreadable: the page of the report says so
    titles = places_for_words(compiled.pack)
    entries = {entry.path: entry for entry in evaluation.entries.filter(path__in=titles)}
    good = set(StillGood.objects.filter(evaluation=evaluation).values_list("path", "text"))
    marks: list[tuple[OldParagraph, StaleMark]] = [(one, mark) for section in sections for one in section.paragraphs for mark in one.marks]
    found: dict[tuple[str, str], StaleWords] = {}
    for path, title in titles.items():
        entry = entries.get(path)
        if entry is None or not entry.text:
            continue
        for paragraph, mark in marks:
            one = StaleWords(entry, title, mark, *paragraph.around(mark))
            if one.known_by in entry.text and (path, one.known_by) not in good:
                found.setdefault((path, one.known_by), one)
    return tuple(found.values())
