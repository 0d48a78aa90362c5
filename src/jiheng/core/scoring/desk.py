"""What every row of one sheet is scored with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from jiheng.core.rulepack.scoring_rules import Group, ScoringRules
from jiheng.core.scoring.funds import Books
from jiheng.core.scoring.shelf import METHODS, Method


@dataclass(frozen=True, slots=True)
class Desk:
    """The rules, groups, facts and methods; `step` is the last digit of points that the pack keeps."""

    rules: ScoringRules
    groups: Mapping[str, Group]
    books: Books
    methods: Mapping[str, Method]
    step: Decimal | None
    moved_verified: bool = True

    @staticmethod
    def of(rules: ScoringRules, groups: Mapping[str, Group], books: Books, *, moved_verified: bool) -> Desk:
        """The desk of a pack's rules."""
        places = rules.rounding.points
        return Desk(rules, groups, books, METHODS.all(), None if places is None else Decimal(1).scaleb(-places), moved_verified)
