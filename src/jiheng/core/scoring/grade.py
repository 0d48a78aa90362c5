"""Points to a label: 优 良 中 差, as the pack names them."""

from __future__ import annotations

from decimal import Decimal

from jiheng.core.rulepack.scoring_rules import ScoringRules


def grade_of(rules: ScoringRules, total: Decimal | None, of: Decimal) -> str:
    """The label of a total; "" where there is no total or the pack has no labels."""
    if total is None or not of:
        return ""
    return next((one.label for one in rules.grades if total >= one.least * of), "")
