"""A case's entered figures as facts with their places, and a case as input of the scoring room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jiheng.core.casefile.case_fields import CASE, COLUMNS, Field, Kind
from jiheng.core.casefile.case_tree import Tree
from jiheng.core.casefile.casefile import CaseFile
from jiheng.core.documents.locator import CasePlace
from jiheng.core.documents.span import Span
from jiheng.core.facts.context import Basis, Context
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.figures.figure import Figure
from jiheng.core.period import Period
from jiheng.core.scoring.scoring_input import ScoringInput

SUBJECT = "spend.economic."
_LINES = {
    "total": "spend.total",
    "basic": "spend.basic",
    "personnel": "spend.basic.personnel",
    "public": "spend.basic.public",
    "project": "spend.project",
}


class Poster:
    """Makes facts of one tree; `subject` is the department."""

    def __init__(self, tree: Tree, sha256: str) -> None:
        """Take the department's name and the year from the tree."""
        self.tree = tree
        self.sha256 = sha256
        self.subject: str = tree.values["unit"]["full_name"]
        self.year: int = tree.values["year"]

    def facts(self) -> Iterator[Fact]:
        """Every figure of the case that a concept is known for, in the file's order."""
        for field in CASE.fields:
            value = self.tree.values.get(field.key)
            if value is None or field.key in ("projects", "adjustments", "counts"):
                continue
            if field.kind is Kind.AMOUNTS:
                yield from self._amounts(field, value, field.key)
            elif field.kind is Kind.MONTHS:
                yield from self.months()
            elif field.kind is Kind.GROUP:
                yield from self._group(field, value, field.key)
        yield from self._adjusted(self.tree.values.get("adjustments") or [], "adjustments")
        yield from self._projects()
        yield from self._subjects()
        yield from self.counts()

    def months(self) -> Iterator[Fact]:
        """Spending from January to each month's end."""
        for month, figure in self.tree.values.get("months", {}).items():
            period = Period(self.year, months=(1, int(month)))
            yield self._fact("spend.total", f"1—{month}月累计支出", figure, f"months.{month}", Context(self.subject, period, Basis.OUTTURN))

    def counts(self) -> Iterator[Fact]:
        """Counts of work done, of this year and the last, and their targets."""
        taxonomy = load_taxonomy()
        for concept, entry in self.tree.values.get("counts", {}).items():
            label = taxonomy.concept(concept).label
            for key, basis, back in (("value", None, 0), ("last_year", None, 1), ("target", Basis.TARGET, 0)):
                if key in entry:
                    done = Basis.OUTTURN if entry[key].unit.is_money else None
                    context = Context(self.subject, Period(self.year - back), basis or done)
                    yield self._fact(concept, label, entry[key], f"counts[{concept}].{key}", context)

    def _group(self, group: Field, values: dict[str, Any], path: str) -> Iterator[Fact]:
        for field in group.fields:
            if field.key not in values or not field.concept:
                continue
            if field.kind is Kind.AMOUNTS:
                yield from self._amounts(field, values[field.key], f"{path}.{field.key}")
            elif field.kind is Kind.FIGURE:
                back = 1 if field.key.startswith("last_") else 0
                context = Context(self.subject, Period(self.year - back), field.basis)
                yield self._fact(field.concept, field.title, values[field.key], f"{path}.{field.key}", context)

    def _amounts(self, field: Field, values: dict[str, Figure], path: str, item: str = "") -> Iterator[Fact]:
        for key, figure in values.items():
            column = COLUMNS[key]
            context = Context(self.subject, Period(self.year - column.back), column.basis, "", item)
            label = f"{item}{field.title}" if item else field.title
            yield self._fact(field.concept, label, figure, f"{path}.{key}", context, f"{label}{column.title}")

    def _adjusted(self, entries: list[dict[str, Any]], path: str, item: str = "") -> Iterator[Fact]:
        """The net change of each line of the budget."""
        for line, concept in _LINES.items():
            mine = [one["amount"] for one in entries if (("project" if item else one.get("of", "total")) == line)]
            if not mine:
                continue
            net = sum((one.value for one in mine[1:]), mine[0].value)
            step = min(one.base_step for one in mine)
            unit = mine[0].unit
            figure = mine[0] if len(mine) == 1 else Figure(net / unit.factor, step / unit.factor, unit, f"{net / unit.factor:f}{unit.key}")
            context = Context(self.subject, Period(self.year), Basis.ADJUSTMENT, "", item)
            yield self._fact(concept, item or load_taxonomy().concept(concept).label, figure, path, context, "年中调整净额")

    def _projects(self) -> Iterator[Fact]:
        declared = CASE.field("projects")
        for place, entry in enumerate(self.tree.values.get("projects", ())):
            path = f"projects[{place}]"
            yield from self._amounts(declared.field("funds"), entry["funds"], f"{path}.funds", entry["name"])
            yield from self._adjusted(entry.get("adjustments", []), f"{path}.adjustments", entry["name"])
            for source in declared.field("sources").fields:
                if source.key in entry.get("sources", {}):
                    yield from self._amounts(source, entry["sources"][source.key], f"{path}.sources.{source.key}", entry["name"])

    def _subjects(self) -> Iterator[Fact]:
        """Money by its economic subject (科目), whose code is the key."""
        taxonomy = load_taxonomy()
        for code, amounts in self.tree.values.get("subjects", {}).items():
            concept = taxonomy.concept(SUBJECT + code)
            yield from self._amounts(Field(code, concept.label, Kind.AMOUNTS, concept=concept.id), amounts, f"subjects[{code}]")

    def _fact(self, concept: str, label: str, figure: Figure, path: str, context: Context, quote: str = "") -> Fact:
        place = self.tree.places[path]
        origin = Span(
            document=self.sha256,
            block=path,
            start=place.start,
            end=place.end,
            text=figure.text,
            quote=f"{quote or label}{figure.text}",
            locator=CasePlace(self.tree.file, place.line, path),
        )
        return Fact(concept, label, context, figure, origin)


def scoring_input(case: CaseFile, project: str = "") -> ScoringInput:
    """A case, or one of its projects by name, as the scoring room takes it.

    A project's funds are the facts of `spend.project` whose `item` is its name.

    Raises: KeyError for a project that the case does not have.
    """
    content = case.content
    answers = {id: answer.value for id, answer in case.answers.items()}
    notes = {id: "；".join(part for part in (answer.note, "、".join(answer.evidence)) if part) for id, answer in case.answers.items()}
    if not project:
        return ScoringInput(content.statements, content.rows, "department", "", case.policy, answers, {k: v for k, v in notes.items() if v})
    found = next((one for one in content.projects if one.name == project), None)
    if found is None:
        raise KeyError(project)
    return ScoringInput(content.statements, found.rows, "project", project, found.policy or case.policy)
