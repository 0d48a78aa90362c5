"""The review of a table by its pack's items: what the program sees for each, and the points that were given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from jiheng.apps.targets.binding import pack_of, rules_of
from jiheng.apps.targets.models import Indicator, TargetTable
from jiheng.apps.targets.rows import core_row
from jiheng.core.scoring.goal_review import GoalTable, ReviewSheet, review_goals


def review_sheet(
    table: TargetTable, rows: Sequence[Indicator], points: Mapping[str, Decimal | str] | None = None, notes: Mapping[str, str] | None = None
) -> ReviewSheet | None:
    """The items with what is seen, points and notes; None where the pack knows no such review."""
    live = tuple(core_row(row) for row in rows if not row.cancelled_on)
    rules = rules_of(table) if rows else pack_of(table).scoring
    tables = (GoalTable(table.project, table.goal, live),) if rows else ()
    return review_goals(rules, tables, {id: Decimal(one) for id, one in (points or {}).items()}, notes or {})


def grades_of(table: TargetTable) -> tuple[tuple[str, Decimal, str], ...]:
    """Each grade of the review with the points from which it is given and what it leads to."""
    review = pack_of(table).scoring.goal_review
    whole = sum((item.weight for item in review.items), Decimal(0))
    return tuple((grade.label, grade.least * whole, review.leads_to.get(grade.label, "")) for grade in review.grades)
