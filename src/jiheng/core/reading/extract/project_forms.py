"""Which project each of several project forms in one document is about: their funds are then of that project, not of all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from jiheng.core.documents.block import Block
from jiheng.core.documents.document import Document
from jiheng.core.facts.fact import Fact

_NAME = re.compile(r"项目名称(?:[（(].*[）)])?[:：]?")
_WHOLE = re.compile("(?:部门|单位)整体|整体(?:支出|绩效)")
_TITLE = 120
_HEAD_ROWS = 4
_LONGEST = 40
_OWN = ("spend.project", "spend.execution_rate", "income.", "carry.", "score.total")  # what a form states of its project alone


def named_forms(document: Document) -> dict[str, str]:
    """The project's name by the table's block id, where a document has forms of several projects or is of a whole body."""
    names = {table.id: name for table in document.tables() if (name := _name_in(table))}
    return names if len(set(names.values())) > 1 or _WHOLE.search(document.text[:_TITLE]) else {}


def of_project(facts: Mapping[tuple[int, int], Fact], name: str) -> dict[tuple[int, int], Fact]:
    """The facts of one form with the project as the item of its funds and its score."""
    return {place: _named(fact, name) for place, fact in facts.items()}


def named_by_form(facts: Iterable[Fact], names: Mapping[str, str]) -> Iterator[Fact]:
    """Facts of any tables, those of named forms with the form's project as their item."""
    for fact in facts:
        name = names.get(fact.origin.block.partition(".")[0])
        yield _named(fact, name) if name else fact


def _named(fact: Fact, name: str) -> Fact:
    # A rate in a row of funds bears the concept of its row as its item; here it is that project's.
    if not fact.concept.startswith(_OWN) or fact.context.item not in ("", fact.of):
        return fact
    return replace(fact, context=fact.context._replace(item=name))


def _name_in(table: Block) -> str:
    for cell in table.cells:
        if cell.row < _HEAD_ROWS and _NAME.fullmatch(cell.text.strip()):
            beside = [other for other in table.cells if other.row == cell.row and other.column > cell.column]
            name = beside[0].text.strip() if beside else ""
            return name if len(name) <= _LONGEST else ""
    return ""
