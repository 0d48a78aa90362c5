"""How a pack scores: groups and weights, methods, items, policies for missing groups, rounding and grades."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from jiheng.core.law import Citation
from jiheng.core.rulepack.formula import Formula

GroupKind = Literal["execution", "indicators", "cost", "satisfaction", "management"]
Way = Literal["move", "weights", "proportional", "rescale"]
RowKind = Literal["execution", "positive", "negative", "equal", "qualitative", "yes_no", "satisfaction"]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a value rests on; `verified` when someone read it at the source."""

    sources: tuple[Citation, ...] = ()
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """A method with its parameters, as a pack prescribes it. Numbers are Decimals, percentages shares of 1."""

    method: str
    params: Mapping[str, object]
    ground: Ground


@dataclass(frozen=True, slots=True)
class Group:
    """A first-level group and its points; None where every table sets them itself. `names` are words that head it."""

    id: str
    title: str
    kind: GroupKind
    weight: Decimal | None
    ground: Ground
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An indicator that the pack itself sets (共性指标、管理指标): by formula, else by a person's answer with evidence.

    `weight` None asks the case. `demands` is what has to be shown; `absent` full marks when the thing does not exist.
    """

    id: str
    title: str
    level: tuple[str, str, str]
    group: str
    weight: Decimal | None
    formula: Formula | None
    use: Use
    ground: Ground
    demands: tuple[str, ...] = ()
    absent: Literal["ask", "full"] = "ask"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """What is done with the points of missing groups. `when` are the groups it is for, none for any.

    move: all to the groups in `to`, by their weights; weights: `to` names the new weights; proportional: to all groups but
    execution; rescale: every weight, execution too, grows by the same factor.
    """

    id: str
    title: str
    when: tuple[str, ...]
    way: Way
    to: Mapping[str, Decimal]
    default: bool
    ground: Ground


@dataclass(frozen=True, slots=True)
class Rounding:
    """Decimals of points and of redistributed weights, half up; None keeps all digits."""

    points: int | None = None
    weights: int | None = None
    ground: Ground = Ground()


@dataclass(frozen=True, slots=True)
class Grade:
    """A label for totals from `least` on, as a share of all points."""

    label: str
    least: Decimal


@dataclass(frozen=True, slots=True)
class Reasons:
    """Whether a missed target needs a reason, and below which rate the execution of the budget does (None: never)."""

    demanded: bool = True
    execution_below: Decimal | None = None
    ground: Ground = Ground()


@dataclass(frozen=True, slots=True)
class Excess:
    """Over-achievement: from which deviation it must be explained, and from which what share of points is taken off."""

    warn: Decimal | None = None
    deduct: tuple[tuple[Decimal, Decimal], ...] = ()
    ground: Ground = Ground()


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far spending should be at a month's end, as a share of the year's budget."""

    month: int
    progress: Decimal
    ground: Ground


@dataclass(frozen=True, slots=True)
class Deadline:
    """Days within which something is due after an event; working days where `working`."""

    id: str
    title: str
    days: int
    after: str
    working: bool
    ground: Ground


@dataclass(frozen=True, slots=True)
class LightLimit:
    """When a light of the monitoring turns yellow or red: above which gap, as a share of one; `month` from which on it counts.

    The ids are those of apps/monitoring: behind, apart, checkpoint, idle, impossible.
    """

    id: str
    title: str
    yellow: Decimal | None
    red: Decimal | None
    month: int
    ground: Ground


@dataclass(frozen=True, slots=True)
class Moment:
    """A step of the year's calendar."""

    when: str
    what: str
    ground: Ground


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows from a grade: money, rectification, publicity. `grade` "" is for every grade, `what` then says when."""

    grade: str
    what: str
    ground: Ground


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One thing that the review of targets looks at, under its heading, with its points and what is asked.

    `looks` are the observations that a program can make for it, for the reviewer to judge.
    """

    id: str
    heading: str
    title: str
    weight: Decimal
    asks: str
    looks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalReview:
    """How targets are reviewed before the budget: items with points, grades by share of all points, what each leads to.

    `passes` are the grades with which targets may be approved; none named: any.
    """

    items: tuple[ReviewItem, ...] = ()
    grades: tuple[Grade, ...] = ()
    leads_to: Mapping[str, str] = field(default_factory=dict)
    passes: tuple[str, ...] = ()
    ground: Ground = Ground()


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One indicator of a pack's case; texts as a table prints them. `points` "" expects that nothing can be computed."""

    id: str
    level: tuple[str, str, str]
    relation: str = ""
    target: str = ""
    actual: str = ""
    weight: str = ""
    grading: str = ""
    reason: str = ""
    stated: str = ""
    method: str = ""
    cancelled: str = ""
    points: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class ScoringCase:
    """A pack's proof that it scores as its source does: figures and rows in, points out.

    `expect` are points by the id of row or item; `published` are points somebody printed for it, which may be wrong.
    """

    name: str
    form: str
    year: int
    facts: tuple[tuple[str, str], ...]
    rows: tuple[CaseRow, ...]
    policy: str
    answers: Mapping[str, str]
    expect: Mapping[str, str]
    total: str
    grade: str
    published: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScoringRules:
    """All of a pack that scoring uses. `weights` rows: every table sets its own weights; pack: the groups' weights bind.

    `rows` evidence: the table's rows are no points themselves, items count them. `companions` are packs of other forms.
    """

    forms: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    weights: Literal["pack", "rows"] = "pack"
    rows: Literal["scored", "evidence"] = "scored"
    total: Decimal = Decimal(100)
    uses: Mapping[str, Use] = field(default_factory=dict)
    practice: Mapping[str, tuple[Use, ...]] = field(default_factory=dict)
    items: tuple[Item, ...] = ()
    policies: tuple[Policy, ...] = ()
    rounding: Rounding = Rounding()
    grades: tuple[Grade, ...] = ()
    grades_ground: Ground = Ground()
    consequences: tuple[Consequence, ...] = ()
    goal_review: GoalReview = GoalReview()
    reasons: Reasons = Reasons()
    excess: Excess = Excess()
    checkpoints: tuple[Checkpoint, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    calendar: tuple[Moment, ...] = ()
    lights: tuple[LightLimit, ...] = ()
    companions: Mapping[str, str] = field(default_factory=dict)
    cases: tuple[ScoringCase, ...] = ()
    stated: frozenset[str] = frozenset()
