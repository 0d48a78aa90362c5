"""What scoring is given: the rows of one table of indicators and the facts beside them. No file format, no pack data."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.indicator import StatedIndicator
from jiheng.core.facts.statements import Statements
from jiheng.core.figures.figure import Figure


@dataclass(frozen=True, slots=True)
class Cancelled:
    """An indicator taken out of the year's targets: the approval that did it (document, date) and why."""

    approval: str
    reason: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A target changed in the year by approval: what it was, and the document that changed it. The row has the new one."""

    first: str
    approval: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator to be scored: as a department's target table sets it, or as a filled table states it.

    `relation` is one of ≥ ≤ ＝ ＞ ＜ 定性 or "". Texts are as typed; figures are None where there is no number. `weight`
    None asks the pack. `stated` are the points that a filled table claims. `level` of a qualitative actual (0…1, or a band's label) is
    the clerk's own grading of it; `method` "" lets the pack choose. `facts` are what the actual value came from. `core` marks a 核心指标.
    `made_of` says how the figures of several units were put together.
    """

    id: str
    level: tuple[str, str, str]
    relation: str
    target: str
    unit: str
    actual: str
    weight: Decimal | None
    target_figure: Figure | None = None
    actual_figure: Figure | None = None
    stated: Figure | None = None
    reason: str = ""
    grading: str = ""
    method: str = ""
    over_reason: str = ""
    evidence: tuple[str, ...] = ()
    cancelled: Cancelled | None = None
    changed: Changed | None = None
    core: bool = False
    facts: tuple[Fact, ...] = ()
    origin: Span | None = None
    made_of: tuple[str, ...] = ()

    @classmethod
    def of_stated(cls, id: str, row: StatedIndicator) -> IndicatorRow:
        """A row of somebody's filled table, its points kept beside as stated."""
        return cls(
            id=id,
            level=row.level,
            relation=row.relation,
            target=row.target,
            unit=row.unit,
            actual=row.actual,
            weight=row.weight.number if row.weight else None,
            target_figure=row.target_figure,
            actual_figure=row.actual_figure,
            stated=row.score,
            reason=row.reason,
            origin=row.origin,
        )


@dataclass(frozen=True, slots=True)
class ScoringInput:
    """One table to be scored. `statements` are all facts of the case or document; `answers` what a person entered for
    items that no formula can compute (item id → points share 0…1 or band label, with evidence and note in `notes`).

    `policy` names the chosen missing-group policy; "" means that none was chosen, and then none is applied. `form` is department or project.
    """

    statements: Statements
    rows: tuple[IndicatorRow, ...]
    form: str = "department"
    project: str = ""
    policy: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    stated_total: Figure | None = None
    made_of: tuple[str, ...] = ()
