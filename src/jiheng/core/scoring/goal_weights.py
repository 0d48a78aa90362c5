"""Weights of a target table against its pack: what each group and the whole should come to, and where a sum goes wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jiheng.core.rulepack.scoring_rules import Group, ScoringRules
from jiheng.core.scoring.redistribution import redistribute
from jiheng.core.scoring.scoring_input import IndicatorRow
from jiheng.core.scoring.shelf import ZERO, plain
from jiheng.core.scoring.weights import group_of, names_of

_BESIDE = ("execution", "management")  # groups that no target table holds


@dataclass(frozen=True, slots=True)
class GroupSum:
    """A group of a target table: stated weight, what it should be (None: the table sets it), and the row that goes beyond it."""

    id: str
    title: str
    stated: Decimal
    due: Decimal | None
    breaking: str = ""

    @property
    def off(self) -> Decimal:
        """Stated less due; nothing where the table sets the weight itself."""
        return ZERO if self.due is None else self.stated - self.due

    @property
    def owing(self) -> Decimal:
        """What the stated weight falls short by."""
        return max(-self.off, ZERO)


@dataclass(frozen=True, slots=True)
class GoalWeights:
    """The groups of a table, its whole, and the running sum behind each row, by the row's id."""

    groups: tuple[GroupSum, ...]
    stated: Decimal
    due: Decimal | None
    running: dict[str, Decimal]
    note: str = ""


def goal_groups(rules: ScoringRules) -> tuple[Group, ...]:
    """The groups that a target table has indicators in."""
    return tuple(group for group in rules.groups if group.kind not in _BESIDE)


def head_of(group: Group) -> str:
    """The word that heads a group's rows in a table."""
    return group.names[0] if group.names else group.title


def weigh_goals(rules: ScoringRules, rows: Sequence[IndicatorRow]) -> GoalWeights:
    """Sums of a target table; cancelled rows count nothing.

    Groups left out give their points as the pack's default policies say.
    """
    live = [row for row in rows if row.cancelled is None]
    names = names_of(rules.groups)
    stated: dict[str, Decimal] = {}
    for row in live:
        id = group_of(row.level, names)
        stated[id] = stated.get(id, ZERO) + (row.weight or ZERO)
    due, note = _due(rules, stated)
    running, breaking = _run(live, names, due)
    groups = goal_groups(rules)
    shown = [GroupSum(one.id, head_of(one), stated.get(one.id, ZERO), due.get(one.id), breaking.get(one.id, "")) for one in groups]
    known = {one.id for one in groups}
    shown += [GroupSum(id, "其他", weight, None) for id, weight in stated.items() if id not in known]
    return GoalWeights(tuple(shown), sum(stated.values(), ZERO), _whole(rules, due), running, note)


def weight_troubles(rules: ScoringRules, rows: Sequence[IndicatorRow]) -> Iterator[str]:
    """What of a table's weights does not come to what the pack asks, in words."""
    weights = weigh_goals(rules, rows)
    for group in weights.groups:
        if group.off:
            more = f"多{plain(group.off)}分" if group.off > 0 else f"少{plain(-group.off)}分"
            at = f"，自“{group.breaking}”起超出" if group.breaking else ""
            yield f"{group.title}分值合计{plain(group.stated)}分，应为{plain(group.due or ZERO)}分，{more}{at}"
    if weights.due is not None and weights.stated != weights.due and not any(group.off for group in weights.groups):
        yield f"各项指标分值合计{plain(weights.stated)}分，应为{plain(weights.due)}分（其余为预算执行率等的分值）"


def goal_rules(rules: ScoringRules, fallback: ScoringRules) -> ScoringRules:
    """The rules with groups to head a target table: their own, else those of other rules, whose weights then bind nobody."""
    if goal_groups(rules):
        return rules
    return replace(rules, groups=(*rules.groups, *(replace(group, weight=None) for group in goal_groups(fallback))), weights="rows")


def _due(rules: ScoringRules, stated: dict[str, Decimal]) -> tuple[dict[str, Decimal], str]:
    """What each group that has rows should come to, and what was done with the points of those that have none."""
    if rules.weights != "pack" or rules.rows != "scored":
        return {}, ""
    present = tuple(stated)
    weights = {group.id: group.weight for group in rules.groups if group.weight is not None}
    missing = tuple(group.id for group in goal_groups(rules) if group.weight and group.id not in present)
    if not missing or not present:
        return {id: weight for id, weight in weights.items() if id not in missing or not present}, ""
    defaults = "+".join(one.id for one in rules.policies if one.default)
    moved = redistribute(rules, {id: weight for id, weight in weights.items() if id not in missing}, missing, defaults)
    done = moved.done
    if done is None:
        return dict(moved.after), ""
    named = "、".join(done.missing)
    if done.policy:
        return dict(moved.after), f"{named}没有指标：{done.title}"
    beside = [group.weight or ZERO for group in rules.groups if group.kind in _BESIDE]
    if sum(stated.values(), ZERO) == rules.total - sum(beside, ZERO):
        return {}, f"{named}没有指标，分值已由其余各组承担：上报时说明调整分值的依据"
    return {**moved.after, **{group: weights[group] for group in missing}}, f"{named}没有指标，规则包没有规定其分值怎样处理"


def _whole(rules: ScoringRules, due: dict[str, Decimal]) -> Decimal | None:
    """What all rows together should come to: by the groups, else the pack's total less what stands beside the table."""
    groups = goal_groups(rules)
    if due:
        return sum((due.get(group.id, ZERO) for group in groups), ZERO)
    if rules.rows != "scored" or not groups:
        return None
    beside = [group.weight for group in rules.groups if group.kind in _BESIDE]
    return rules.total - sum((weight or ZERO for weight in beside), ZERO) if all(weight is not None for weight in beside) else None


def _run(rows: Sequence[IndicatorRow], names: dict[str, str], due: dict[str, Decimal]) -> tuple[dict[str, Decimal], dict[str, str]]:
    """The sum of its group up to and with each row, and the first row of each group that goes beyond what is due."""
    sums: dict[str, Decimal] = {}
    running: dict[str, Decimal] = {}
    breaking: dict[str, str] = {}
    for row in rows:
        id = group_of(row.level, names)
        sums[id] = sums.get(id, ZERO) + (row.weight or ZERO)
        running[row.id] = sums[id]
        if id in due and sums[id] > due[id]:
            breaking.setdefault(id, row.level[2])
    return running, breaking
