"""Points to a label, 优 良 中 差 as the pack names them, and what the pack says follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jiheng.core.rulepack.scoring_rules import Grade, ScoringRules
from jiheng.core.scoring.score import Outcome
from jiheng.core.scoring.shelf import plain


def label_of(grades: Sequence[Grade], total: Decimal | None, of: Decimal) -> str:
    """The label of a total out of `of`; "" where there is no total or there are no labels."""
    if total is None or not of:
        return ""
    return next((one.label for one in grades if total >= one.least * of), "")


def outcome_of(rules: ScoringRules, total: Decimal | None, of: Decimal) -> Outcome | None:
    """The grade of a total with its band in points and its consequences; None where there is no grade."""
    label = label_of(rules.grades, total, of)
    if not label:
        return None
    place = next(at for at, one in enumerate(rules.grades) if one.label == label)
    least, above = rules.grades[place].least * of, rules.grades[place - 1].least * of if place else None
    lower = f"{plain(least)}分以上" if least else ""
    upper = f"不足{plain(above)}分" if above is not None else ""
    band = "、".join(part for part in (lower, upper) if part)
    follows = tuple(one for one in rules.consequences if one.grade in ("", label))
    ground = rules.grades_ground
    return Outcome(label, f"{band}为{label}", follows, ground.sources, ground.verified)
