"""The audit of a self-evaluation while it is written: findings of the composed report, each with the case path behind it."""

from __future__ import annotations

from dataclasses import dataclass

from jiheng.apps.evaluation.areas import area_of
from jiheng.apps.evaluation.finished import draft_audited
from jiheng.apps.evaluation.selectors.cases import Standing
from jiheng.apps.evaluation.selectors.sections import composed
from jiheng.core.auditing.finding import Finding, Severity
from jiheng.core.casefile.draft_audit import paths_of


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding with the case path that it came from and its area, "" where none is known."""

    finding: Finding
    path: str
    area: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What the audit says of the report as it would be now; `trouble` why there is no report yet."""

    findings: tuple[PlacedFinding, ...]
    trouble: str = ""

    def count(self, severity: str) -> int:
        """Findings of a severity."""
        return sum(1 for one in self.findings if one.finding.severity is Severity(severity))

    @property
    def errors(self) -> int:
        """Findings that are proven."""
        return self.count("error")

    @property
    def warnings(self) -> int:
        """Findings to be looked at."""
        return self.count("warning")

    @property
    def hints(self) -> int:
        """Hints."""
        return self.count("hint")


def look_over(standing: Standing) -> Looked:
    """Audit the report that the case would give."""
    made = composed(standing)
    if made is None or standing.compiled.case is None:
        return Looked((), "必填的内容填齐、要先改正的改好之后，才能自查全文")
    audited = draft_audited(standing.compiled.text, standing.compiled.name, scores=standing.scored is not None)
    found = []
    for finding in audited.result.findings:
        path = next(paths_of(audited, finding, made[0]), "")
        found.append(PlacedFinding(finding, path, area_of(path)))
    return Looked(tuple(found))
