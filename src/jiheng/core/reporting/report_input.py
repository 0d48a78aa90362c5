"""All that a section may use: what a department entered for its year, the scores, and what the pack lays out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import Statements
from jiheng.core.figures.figure import Figure
from jiheng.core.reporting.fact_index import FactIndex
from jiheng.core.rulepack.outline import Layout, Outline
from jiheng.core.scoring.score import ScoreSheet
from jiheng.core.scoring.scoring_input import IndicatorRow

Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """The department: its full name, how it calls itself in the text, budget code and level (省级 … 区级)."""

    full_name: str
    name: str
    code: str = ""
    level: str = "县级"
    functions: Texts = ()
    organisation: Texts = ()
    tasks: Texts = ()


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One change of the budget in the year (less than nothing = 调减); `of` is total, basic, personnel, public or project."""

    amount: Figure
    reason: str
    of: str = "total"
    approval: str = ""
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class Project:
    """One project's own form; its funds are facts `spend.project` with `item` = name, its sources facts labelled by source."""

    name: str
    code: str = ""
    kind: str = "business"
    department: str = ""
    agency: str = ""
    adjustments: tuple[Adjustment, ...] = ()
    low_execution_reason: str = ""
    target: str = ""
    achieved: str = ""
    content: str = ""
    use: Texts = ()
    rows: tuple[IndicatorRow, ...] = ()
    policy: str = ""
    conclusion: str = ""
    problems: Texts = ()
    measures: Texts = ()
    leader: str = ""
    finance_leader: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One of the year's main tasks in the target table."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Building:
    """A building finished in the year. Units: areas in 平方米, costs in 万元."""

    name: str
    approved_area: Decimal | None = None
    actual_area: Decimal | None = None
    approved_cost: Decimal | None = None
    actual_cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """How satisfaction was asked: way, questionnaires sent and returned."""

    way: str = ""
    sample: Figure | None = None
    returned: Figure | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs and when; blanks stay blank to be filled by hand."""

    by: str = ""
    on: date | None = None
    filled_by: str = ""
    filled_on: date | None = None
    phone: str = ""
    leader: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a department entered for one year: figures as facts, indicators as rows, the rest as its own words.

    `counts` are the facts of work done (`proposals.filed` …) in the order entered; `months` the facts of cumulative spending by month.
    """

    year: int
    unit: Unit
    statements: Statements
    rows: tuple[IndicatorRow, ...] = ()
    projects: tuple[Project, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    projects_difference: str = ""
    counts: tuple[Fact, ...] = ()
    months: tuple[Fact, ...] = ()
    buildings: tuple[Building, ...] = ()
    thrift: Texts = ()
    target: str = ""
    achieved: str = ""
    tasks: tuple[Task, ...] = ()
    narrative: Mapping[str, Texts] = field(default_factory=dict)
    problems: Texts = ()
    measures: Texts = ()
    use_of_results: Texts = ()
    other_matters: Texts = ()
    survey: Survey | None = None
    sign: Signature = Signature()


@dataclass(frozen=True, slots=True)
class ReportInput:
    """What a section is given. `sheet` is the department's scored table, `project_sheets` those of its projects by name.

    `index` finds a fact by exact meaning.
    """

    content: Content
    index: FactIndex
    outline: Outline
    layouts: tuple[Layout, ...] = ()
    sheet: ScoreSheet | None = None
    project_sheets: Mapping[str, ScoreSheet] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """The year that is evaluated."""
        return self.content.year

    @property
    def name(self) -> str:
        """How the department calls itself."""
        return self.content.unit.name

    def get(self, concept: str, basis: Basis | None = None, back: int = 0, item: str = "", scope: str = "") -> Fact | None:
        """The fact of exactly this meaning."""
        return self.index.get(concept, basis, back, item, scope)
