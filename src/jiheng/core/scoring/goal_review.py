"""Targets reviewed before the budget: a reviewer's points by the pack's items, beside what a program can see for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiheng.core.law import Citation
from jiheng.core.rulepack.scoring_rules import GoalReview, ReviewItem, ScoringRules
from jiheng.core.scoring.grade import label_of
from jiheng.core.scoring.scoring_input import IndicatorRow
from jiheng.core.scoring.shelf import ZERO, plain
from jiheng.core.scoring.weights import BLANK, group_of, names_of

_YES_NO = frozenset(("是", "否", "是/否", "有", "有/无"))
_SHOWN = 4
_MANY_ROWS = 4


@dataclass(frozen=True, slots=True)
class GoalTable:
    """One table of targets: whose it is ("" the department), its overall target, its indicators, whether it has money."""

    name: str
    target: str
    rows: tuple[IndicatorRow, ...]
    funded: bool = True


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One item of the review: points given (None: not yet), the reviewer's note, and what the program saw."""

    item: ReviewItem
    points: Decimal | None
    note: str
    seen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """A review of targets; `total`, `grade` and `leads_to` are empty while an item has no points."""

    lines: tuple[ReviewLine, ...]
    total: Decimal | None
    of: Decimal
    grade: str
    leads_to: str
    verified: bool
    sources: tuple[Citation, ...]


def review_goals(rules: ScoringRules, tables: Sequence[GoalTable], points: Mapping[str, Decimal], notes: Mapping[str, str]) -> ReviewSheet | None:
    """The review of a case's targets by its pack; None where the pack knows no such review.

    The program sees, the reviewer gives points: nothing seen takes a point off by itself.
    """
    review: GoalReview = rules.goal_review
    if not review.items:
        return None
    lines = tuple(
        ReviewLine(item, points.get(item.id), notes.get(item.id, ""), tuple(words for name in item.looks for words in LOOKS[name](rules, tables)))
        for item in review.items
    )
    of = sum((item.weight for item in review.items), ZERO)
    given = [line.points for line in lines if line.points is not None]
    total = sum(given, ZERO) if len(given) == len(lines) else None
    grade = label_of(review.grades, total, of)
    return ReviewSheet(lines, total, of, grade, review.leads_to.get(grade, ""), review.ground.verified, review.ground.sources)


def _groups(rules: ScoringRules, tables: Sequence[GoalTable]) -> Iterator[str]:
    names = names_of(rules.groups)
    wanted = {group.id: group.title for group in rules.groups if group.kind not in ("execution", "management")}
    for table in tables:
        if table.rows:
            there = {group_of(row.level, names) for row in table.rows}
            if lacking := [title for id, title in wanted.items() if id not in there]:
                yield f"{_of(table)}没有{'、'.join(lacking)}"


def _goals(_: ScoringRules, tables: Sequence[GoalTable]) -> Iterator[str]:
    for table in tables:
        if not table.target.strip():
            yield f"{_of(table)}没有写年度总体目标"
        if empty := [row.level[2] for row in table.rows if row.target.strip() in BLANK and row.weight]:
            yield f"{_of(table)}有分值而没有指标值：{_some(empty)}"


def _unmeasured(_: ScoringRules, tables: Sequence[GoalTable]) -> Iterator[str]:
    for table in tables:
        bare = [row.level[2] for row in table.rows if row.target.strip().replace(".", "").isdigit() and not row.unit]
        vague = [
            row.level[2] for row in table.rows if row.target_figure is None and row.target.strip() not in BLANK | _YES_NO and row.level[2] not in bare
        ]
        if bare:
            yield f"{_of(table)}的指标值没有计量单位：{_some(bare)}"
        if vague:
            yield f"{_of(table)}的指标值没有可衡量的数：{_some(vague)}"


def _cost_signs(_: ScoringRules, tables: Sequence[GoalTable]) -> Iterator[str]:
    for table in tables:
        wrong = [row.level[2] for row in table.rows if any("成本" in level for level in row.level[:2]) and row.relation in ("≥", "＞", "＝")]
        if wrong:
            yield f"{_of(table)}的成本指标宜用≤：{_some(wrong)}"


def _equal_weights(_: ScoringRules, tables: Sequence[GoalTable]) -> Iterator[str]:
    for table in tables:
        weights = {row.weight for row in table.rows}
        if len(table.rows) >= _MANY_ROWS and len(weights) == 1 and None not in weights:
            yield f"{_of(table)}的{len(table.rows)}个指标分值都是{plain(next(iter(weights)) or ZERO)}分，没有轻重之分"


def _without_indicators(_: ScoringRules, tables: Sequence[GoalTable]) -> Iterator[str]:
    if bare := [table.name for table in tables if table.funded and not table.rows and table.name]:
        yield f"有资金而没有绩效指标的项目：{_some(bare)}"


def _of(table: GoalTable) -> str:
    return f"“{table.name}”" if table.name else "部门整体目标"


def _some(names: Sequence[str]) -> str:
    more = f"等{len(names)}项" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more


LOOKS: Mapping[str, Callable[[ScoringRules, Sequence[GoalTable]], Iterator[str]]] = {
    "groups": _groups,
    "goals": _goals,
    "unmeasured": _unmeasured,
    "cost_signs": _cost_signs,
    "equal_weights": _equal_weights,
    "without_indicators": _without_indicators,
}
