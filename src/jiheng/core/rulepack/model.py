"""What is required: the only model of a rule pack's format. How it scores stands in scoring_rules.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Literal

from jiheng.core.law import Citation
from jiheng.core.rulepack.formula import Formula
from jiheng.core.rulepack.nodes import Reference
from jiheng.core.rulepack.scoring_rules import ScoringRules

# The words of auditing's Severity and Category, which stand on a higher floor.
SeverityWord = Literal["error", "warning", "hint"]
CategoryWord = Literal["accuracy", "completeness", "existence", "timeliness", "wording"]
Each = Literal["year", "scope", "item"]


class Op(Enum):
    """How the left side of a relation stands to the right."""

    EQUAL = "="
    AT_MOST = "≤"
    AT_LEAST = "≥"
    LESS = "<"
    MORE = ">"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class When:
    """Where a relation applies: kinds of document (none = all), things that must or must not be stated above zero.

    `each` repeats it over years, funding scopes and items; `of` are the concepts that `it` stands for. `own_terms`: no
    near concept may stand in (a total is then no sum of the year).
    """

    kinds: tuple[str, ...] = ()
    needs: tuple[Reference, ...] = ()
    unless: tuple[Reference, ...] = ()
    each: tuple[Each, ...] = ("year", "scope")
    of: tuple[str, ...] = ()
    own_terms: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A relation's proof of itself: figures in, verdict out; `near` misses by one step or is saved by rounding."""

    given: tuple[tuple[Reference, tuple[str, ...]], ...]
    verdict: Literal["holds", "breaks", "unknown"]
    near: bool = False
    band: Literal["", "exact", "rounding"] = ""
    why: str = ""
    kind: str = ""
    it: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """An equality or bound between concepts that must hold in every report it applies to (勾稽关系).

    `identity`: arithmetic proves a breach; `verified`: its rule was read at the source. Only these may yield an error.
    `each_reading`: where a figure is stated in two ways, judge either. `leaves_room`: a whole a little larger than its parts
    may hold one that is not told, and is no error.
    """

    code: str
    title: str
    left: Formula
    op: Op
    right: Formula
    severity: SeverityWord
    category: CategoryWord
    applies: When
    message: str
    mend: str
    sources: tuple[Citation, ...]
    cases: tuple[Case, ...]
    identity: bool = False
    verified: bool = False
    each_reading: bool = False
    leaves_room: bool = False

    @property
    def references(self) -> tuple[Reference, ...]:
        """Every name on both sides, each once."""
        return tuple(dict.fromkeys(self.left.references + self.right.references))

    @lru_cache(maxsize=4096)  # noqa: B019  the relations of the packs are few and stay
    def bound(self, it: str) -> Mapping[Reference, Reference]:
        """What each name on both sides asks for where `it` is known."""
        return {one: one.bound(it) for one in self.references}


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a pack cannot express, and whether that is accepted."""

    about: str
    why: str
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class RulePack:
    """All a region requires from a date on, each item with its source; `extends` names the pack it stands on.

    `sources` are the documents that the pack as a whole rests on.
    """

    id: str
    title: str
    region: str
    valid_from: date
    valid_to: date | None
    extends: str
    checked_on: date
    relations: tuple[Relation, ...]
    gaps: tuple[Gap, ...] = ()
    sources: tuple[str, ...] = ()
    scoring: ScoringRules = field(default_factory=ScoringRules)
