"""A table of indicators to a scored table: each row and each item of the pack once, groups, total, grade."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jiheng.core.facts.factbase import FactBase
from jiheng.core.rulepack.model import RulePack
from jiheng.core.rulepack.resolve import pack_for
from jiheng.core.rulepack.scoring_rules import Group, ScoringRules
from jiheng.core.scoring.desk import Desk
from jiheng.core.scoring.funds import Books
from jiheng.core.scoring.grade import outcome_of
from jiheng.core.scoring.items import score_item
from jiheng.core.scoring.line import score_row
from jiheng.core.scoring.score import GroupScore, Remark, Score, ScoreSheet
from jiheng.core.scoring.scoring_input import IndicatorRow, ScoringInput
from jiheng.core.scoring.shelf import ZERO, plain
from jiheng.core.scoring.weights import group_of, names_of, weigh

EXECUTION = "execution"


def score(pack: RulePack, given: ScoringInput, base: FactBase | None = None) -> ScoreSheet:
    """Score one table by a pack (for a form that the pack does not score, by the companion it names).

    `base` is the index of the input's facts, where there is one already.
    No group that is missing is made up for unless a policy is chosen, or a verified one is the pack's default.
    """
    pack = pack_for(pack, given.form)
    rules = pack.scoring
    rows = _with_execution(rules, given.rows)
    weighing = weigh(rules, rows, given.policy)
    done = weighing.redistribution
    groups = {group.id: group for group, _, _ in weighing.groups}
    desk = Desk.of(rules, groups, Books(given.statements, given.project, base), moved_verified=done is None or done.verified)
    scores = [score_row(desk, one) for one in weighing.rows]
    own = {row.id: row for row in given.rows} | {row.level[2]: row for row in given.rows}
    homes = [one.group for one in weighing.rows]
    for item in rules.items:
        if item.id in weighing.items:
            row = own.get(item.id) or own.get(item.title)
            stated = row.stated.number if row is not None and row.stated is not None else None
            scores.append(score_item(desk, item, weighing.items[item.id], given, row, stated))
            homes.append(item.group)
    points = [(home, one) for home, one in zip(homes, scores, strict=True)]
    sheet_groups = tuple(_group(group, before, after, points) for group, before, after in weighing.groups)
    open_points = done is not None and not done.policy
    total = None if open_points or any(one.points is None for one in scores) or not scores else _sum(scores)
    stated_total = given.stated_total.number if given.stated_total is not None else None
    of = sum((one.of for one in scores), ZERO)
    unverified = sum((one.of for one in scores if not one.verified), ZERO)
    remarks = [*(Remark("put-together", words) for words in given.made_of), *weighing.remarks, *_remarks(total, stated_total, unverified, rules)]
    return ScoreSheet(
        pack=pack.id,
        form=given.form,
        project=given.project,
        scores=tuple(scores),
        groups=sheet_groups,
        redistribution=done,
        total=total,
        given=_sum(scores),
        of=of,
        stated_total=stated_total,
        outcome=outcome_of(rules, total, rules.total) if of == rules.total else None,  # a table of other points has no grade
        unverified_points=unverified,
        remarks=tuple(remarks),
    )


def _with_execution(rules: ScoringRules, rows: Sequence[IndicatorRow]) -> tuple[IndicatorRow, ...]:
    """The rows, with one for the execution of the budget where the pack scores it and the table has no row of it."""
    group = next((one for one in rules.groups if one.kind == "execution"), None)
    if group is None or rules.rows != "scored":
        return tuple(rows)
    names = names_of(rules.groups)
    if any(group_of(row.level, names) == group.id for row in rows):
        return tuple(rows)
    return (IndicatorRow(EXECUTION, (group.title, "", ""), "", "", "", "", None), *rows)


def _group(group: Group, before: Decimal, after: Decimal, points: Sequence[tuple[str, Score]]) -> GroupScore:
    mine = [one for home, one in points if home == group.id]
    unknown = not mine or any(one.points is None for one in mine)
    return GroupScore(group.id, group.title, before, after, None if unknown else _sum(mine))


def _sum(scores: Sequence[Score]) -> Decimal:
    return sum((one.points for one in scores if one.points is not None), ZERO)


def _remarks(total: Decimal | None, stated: Decimal | None, unverified: Decimal, rules: ScoringRules) -> list[Remark]:
    found: list[Remark] = []
    if total is not None and stated is not None and total != stated:
        found.append(Remark("stated-differs", f"自评总分{plain(stated)}分，按本规则包为{plain(total)}分"))
    if unverified:
        words = f"{plain(unverified)}分（共{plain(rules.total)}分）所依的分值或计分办法尚未核对文件原文，用前请与当地文件核对"
        found.append(Remark("unverified", words))
    return found
