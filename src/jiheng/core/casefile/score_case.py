"""A case scored by a pack: the department's table, and one for each project that has indicators or funds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jiheng.core.casefile.casefile import CaseFile
from jiheng.core.casefile.posting import scoring_input
from jiheng.core.rulepack.outline_files import NATIONAL
from jiheng.core.rulepack.resolve import pack_for, resolve
from jiheng.core.scoring.score import ScoreSheet
from jiheng.core.scoring.scorer import score

PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Scored:
    """The scored tables of one case; `projects` by the project's name."""

    pack: str
    department: ScoreSheet
    projects: Mapping[str, ScoreSheet]

    @property
    def sheets(self) -> tuple[ScoreSheet, ...]:
        """All of them, the department's first."""
        return (self.department, *self.projects.values())


def score_case(case: CaseFile, pack: str = "") -> Scored:
    """Score the department and its projects, by the case's own pack where none is named.

    Raises: LawbookError JH-P-031 for a pack that is not there.
    """
    id = pack or case.pack
    rules = resolve(id).pack
    of_projects = pack_for(rules, PROJECT)
    if PROJECT not in of_projects.scoring.forms:
        of_projects = resolve(NATIONAL).pack  # a pack for departments alone leaves projects to the nation's form
    names = [project.name for project in case.content.projects if project.rows]
    return Scored(id, score(rules, scoring_input(case)), {name: score(of_projects, scoring_input(case, name)) for name in names})
