"""A scored case as input of the report: facts indexed, projects summed by kind, the pack's outline and layouts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from jiheng.core.casefile.casefile import CaseFile
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.reporting.fact_index import FactIndex, total
from jiheng.core.reporting.report_input import Content, ReportInput
from jiheng.core.rulepack.outline_files import load_layouts, load_outline
from jiheng.core.scoring.score import ScoreSheet

_KINDS = {"business": "业务工作经费", "operation": "运行维护经费"}  # the base table lists them as if they were projects
_FUNDS = ("general", "fund", "capital")
_COLUMNS = ((Basis.OPENING, 0), (Basis.BUDGET, 0), (Basis.OUTTURN, 0), (Basis.OUTTURN, 1))


def report_input(case: CaseFile, pack: str, sheets: Sequence[ScoreSheet] = ()) -> ReportInput:
    """All that the report's sections may use; `sheets` are the scored tables of the department and its projects.

    Raises: LawbookError JH-P-031, JH-P-050 for a pack that is not there or has no outline.
    """
    content = case.content
    index = FactIndex(content.statements.facts, content.year)
    facts = (*content.statements.facts, *_by_kind(content, index), *_appropriation(index))
    return ReportInput(
        content=content,
        index=FactIndex(facts, content.year),
        outline=load_outline(pack),
        layouts=load_layouts(pack),
        sheet=next((one for one in sheets if not one.project), None),
        project_sheets={one.project: one for one in sheets if one.project},
    )


def _by_kind(content: Content, index: FactIndex) -> Iterator[Fact]:
    """What projects of one kind come to together, where all of them state it."""
    for kind, title in _KINDS.items():
        names = [project.name for project in content.projects if project.kind == kind]
        for basis, back in _COLUMNS:
            parts = [fact for name in names if (fact := index.get("spend.project", basis, back, name))]
            if parts and len(parts) == len(names):
                whole = total("spend.project", parts)
                yield replace(whole, label=title, context=whole.context._replace(item=title))


def _appropriation(index: FactIndex) -> Iterator[Fact]:
    """财政拨款 of all budgets together, which is also the spending that it pays for; a budget that is not entered has none."""
    for basis, back in _COLUMNS:
        parts = [fact for name in _FUNDS if (fact := index.get(f"income.appropriation.{name}", basis, back))]
        if parts:
            whole = total("income.appropriation", parts)
            yield whole
            yield replace(whole, concept="spend.total", context=whole.context._replace(scope="财政拨款"))
        other = index.get("income.other_funds", basis, back)
        if other:
            yield replace(other, concept="spend.total", context=other.context._replace(scope="其他资金"))
