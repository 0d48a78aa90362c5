"""Points with the working that gave them; every number here is an exact decimal."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jiheng.core.facts.fact import Fact
from jiheng.core.law import Citation
from jiheng.core.rulepack.scoring_rules import Consequence
from jiheng.core.scoring.scoring_input import Changed


@dataclass(frozen=True, slots=True)
class Step:
    """One line of working as a reader would write it: “480÷500=96%，96%×10分=9.60分”."""

    words: str
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class OtherWay:
    """What another known method would give for the same row; `fits` when it explains the stated points."""

    method: str
    title: str
    points: Decimal
    working: str
    fits: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a row that must be answered or seen: kind is reason-missing, reason-contradicts, over-achieved,
    not-computable, unverified, stated-differs, evidence-missing or put-together; `words` say what, where, expected, how to mend.
    """

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Score:
    """Points for one indicator or management item.

    `points` is None where nothing could be computed (`remarks` say why); `of` the weight in force after redistribution,
    `of_before` before it. `restores` says what would bring the lost points back.
    """

    indicator: str
    title: str
    level: tuple[str, str, str]
    target: str
    actual: str
    points: Decimal | None
    of: Decimal
    of_before: Decimal
    method: str
    method_title: str
    verified: bool
    working: tuple[Step, ...] = ()
    restores: str = ""
    stated: Decimal | None = None
    reason: str = ""
    remarks: tuple[Remark, ...] = ()
    other_ways: tuple[OtherWay, ...] = ()
    facts: tuple[Fact, ...] = ()
    sources: tuple[Citation, ...] = ()
    cancelled: bool = False
    changed: Changed | None = None
    core: bool = False

    @property
    def lost(self) -> Decimal | None:
        """Points not given."""
        return None if self.points is None else self.of - self.points


@dataclass(frozen=True, slots=True)
class GroupScore:
    """A first-level group: its weight before and after redistribution and the points given in it."""

    id: str
    title: str
    before: Decimal
    after: Decimal
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Redistribution:
    """What was done with the points of groups or indicators that are not there, by which policy and clause.

    `policy` "" with `choices` says that points stand open because no policy was chosen.
    """

    policy: str
    title: str
    missing: tuple[str, ...]
    before: tuple[tuple[str, Decimal], ...]
    after: tuple[tuple[str, Decimal], ...]
    working: tuple[str, ...]
    sources: tuple[Citation, ...]
    verified: bool
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a total is called, the band that says so (“80分以上、不足90分为良”), and what follows from it by the pack."""

    label: str
    words: str
    consequences: tuple[Consequence, ...]
    sources: tuple[Citation, ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """A scored table. `total` is None while a score is missing; `given` is the sum of what could be computed.

    `unverified_points` are the points (of the weight) that rest on values nobody has read at the source.
    """

    pack: str
    form: str
    project: str
    scores: tuple[Score, ...]
    groups: tuple[GroupScore, ...]
    redistribution: Redistribution | None
    total: Decimal | None
    given: Decimal
    of: Decimal
    stated_total: Decimal | None
    outcome: Outcome | None
    unverified_points: Decimal
    remarks: tuple[Remark, ...] = ()

    @property
    def grade(self) -> str:
        """The label of the total; "" where there is none."""
        return self.outcome.label if self.outcome is not None else ""
