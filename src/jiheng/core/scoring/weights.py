"""The weight of every row before and after: what a table sets, what a pack sets, what cancelled and missing ones leave."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jiheng.core.rulepack.scoring_rules import Ground, Group, ScoringRules
from jiheng.core.scoring.redistribution import apportion, redistribute
from jiheng.core.scoring.score import Redistribution, Remark
from jiheng.core.scoring.scoring_input import IndicatorRow
from jiheng.core.scoring.shelf import ZERO, plain

BLANK = frozenset(("", "/", "／", "-", "—", "——", "－", "无", "…", "……", "\\"))
_POINTS = re.compile(r"[（(].*?[）)]|指标$|\s")
_OTHER = "other"


@dataclass(slots=True)
class Weighed:
    """A row with its group and its weights before and after redistribution."""

    row: IndicatorRow
    group: str
    before: Decimal
    after: Decimal
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Weighing:
    """All rows and items weighed, the groups in order with both weights, what was done, and what has to be said."""

    rows: tuple[Weighed, ...]
    items: Mapping[str, tuple[Decimal, Decimal]]
    groups: tuple[tuple[Group, Decimal, Decimal], ...]
    redistribution: Redistribution | None
    remarks: tuple[Remark, ...]


def weigh(rules: ScoringRules, given: Sequence[IndicatorRow], policy: str) -> Weighing:
    """Weights of all rows and items."""
    remarks: list[Remark] = []
    by_item = {item.id: item for item in rules.items}
    titles = {item.title: item for item in rules.items}
    items = {item.id: item.weight for item in rules.items}
    homes = {item.id: item.group for item in rules.items}
    names = names_of(rules.groups)
    rows: list[Weighed] = []
    for row in given:
        item = by_item.get(row.id) or titles.get(row.level[2])
        if item is not None:
            items[item.id] = row.weight if row.weight is not None else item.weight
        elif rules.rows == "scored":
            rows.append(Weighed(row, group_of(row.level, names), row.weight or ZERO, ZERO))
    groups = _with_others(rules, rows)
    before = _fill(rules, groups, rows, items, homes)
    present = {id: weight for id, weight in before.items() if weight}
    whole = sum(present.values(), ZERO)
    cancelled, emptied = _cancel(rules, rows, {homes[id] for id, weight in items.items() if weight})
    missing = tuple(group.id for group in rules.groups if group.weight and (group.id not in present or group.id in emptied))
    if missing and whole == rules.total and not emptied:
        named = "、".join(group.title for group in groups if group.id in missing)
        remarks.append(Remark("weights", f"没有{named}，其余各组已合计{plain(whole)}分：分值与规则包不同，注明调整权重的依据"))
        missing = ()
    elif not missing and whole != rules.total and rules.groups and present:
        remarks.append(Remark("weights", f"各组分值合计{plain(whole)}分，应为{plain(rules.total)}分：核对漏填或多填的分值"))
    present = {id: weight for id, weight in present.items() if id not in emptied}
    moved = redistribute(rules, present, missing, policy)
    if moved.trouble:
        remarks.append(Remark("policy", moved.trouble))
    weights = {id: weight for id, weight in items.items() if weight is not None}
    weights_after = _spread(rules, rows, weights, homes, present, moved.after)
    done = _with_cancelled(rules, moved.done, cancelled, present)
    shown = tuple((group, before.get(group.id, ZERO) or _pack_weight(group), moved.after.get(group.id, ZERO)) for group in groups)
    both = {id: (weight, weights_after[id]) for id, weight in weights.items()}
    return Weighing(tuple(rows), both, tuple(one for one in shown if one[1] or one[2]), done, tuple(remarks))


def group_of(level: tuple[str, str, str], names: Mapping[str, str]) -> str:
    """The id of the group that a row's first level names; "other" for none."""
    word = level[0]
    found = names.get(word)
    if found is None:
        bare = _POINTS.sub("", word)
        found = names.get(bare) or next((id for name, id in names.items() if bare and (name.startswith(bare) or bare.startswith(name))), _OTHER)
    return found


def names_of(groups: Sequence[Group]) -> dict[str, str]:
    """The id of each group by the words that may head its rows."""
    found: dict[str, str] = {}
    for group in groups:
        for name in (group.title, *group.names):
            found[name] = group.id
            found.setdefault(_POINTS.sub("", name), group.id)
    return found


def _with_others(rules: ScoringRules, rows: Sequence[Weighed]) -> tuple[Group, ...]:
    if any(one.group == _OTHER for one in rows):
        return (*rules.groups, Group(_OTHER, "其他", "indicators", None, Ground()))
    return rules.groups


def _fill(
    rules: ScoringRules, groups: Sequence[Group], rows: list[Weighed], items: Mapping[str, Decimal | None], homes: Mapping[str, str]
) -> dict[str, Decimal]:
    """The weight of each group as it stands, with rows that have no weight given what is left, in equal parts."""
    before: dict[str, Decimal] = {}
    for group in groups:
        mine = [one for one in rows if one.group == group.id]
        said = sum((one.before for one in mine), ZERO)
        said += sum((weight or ZERO for id, weight in items.items() if homes[id] == group.id), ZERO)
        if group.kind == "execution" and not said and group.weight is not None:
            for one in mine:
                one.before = group.weight / len(mine)
            before[group.id] = group.weight
            continue
        before[group.id] = said
    open_rows = [one for one in rows if one.row.weight is None and not one.before and not _is_unused(one.row)]
    for group in groups:
        mine = [one for one in open_rows if one.group == group.id]
        if mine and group.weight is not None and group.weight > before[group.id]:
            for one, part in zip(mine, _equal(group.weight - before[group.id], mine, rules), strict=True):
                one.before = part
            before[group.id] = group.weight
    left = [one for one in open_rows if not one.before]
    rest = rules.total - sum(before.values(), ZERO)
    if left and rest > ZERO and rules.weights == "rows":
        for one, part in zip(left, _equal(rest, left, rules), strict=True):
            one.before = part
            before[one.group] += part
    return before


def _equal(amount: Decimal, rows: Sequence[Weighed], rules: ScoringRules) -> list[Decimal]:
    parts = apportion(amount, {one.row.id: Decimal(1) for one in rows}, rules.rounding.weights)
    return [parts[one.row.id] for one in rows]


def _cancel(rules: ScoringRules, rows: list[Weighed], held: set[str]) -> tuple[list[str], set[str]]:
    """Give the weight of cancelled rows to their siblings: the same second level, else the same group.

    Groups that nothing is left of (`held` have items) are told, to be handled as missing.
    """
    words: list[str] = []
    emptied: set[str] = set()
    for one in rows:
        one.after = one.before
        one.cancelled = one.row.cancelled is not None and bool(one.row.cancelled.approval.strip())
    for one in sorted((one for one in rows if one.cancelled and one.before), key=lambda one: one.row.id):
        one.after = ZERO
        same = [other for other in rows if other.group == one.group and not other.cancelled and other.before]
        close = [other for other in same if other.row.level[1] == one.row.level[1]] or same
        approval = one.row.cancelled.approval if one.row.cancelled else ""
        head = f"指标“{one.row.level[2]}”经{approval}取消"
        if not close and one.group not in held:
            emptied.add(one.group)
            words.append(f"{head}，该组已没有指标")
        elif close:
            parts = apportion(one.before, {other.row.id: other.before for other in close}, rules.rounding.weights)
            for other in close:
                other.after += parts[other.row.id]
            listed = "、".join(f"“{other.row.level[2]}”加{plain(parts[other.row.id])}分" for other in close)
            words.append(f"{head}，{plain(one.before)}分由同级指标按分值承担：{listed}")
    return words, emptied


def _spread(
    rules: ScoringRules,
    rows: list[Weighed],
    items: Mapping[str, Decimal],
    homes: Mapping[str, str],
    present: Mapping[str, Decimal],
    after: Mapping[str, Decimal],
) -> dict[str, Decimal]:
    """Scale the rows and items of every group whose weight changed; the new weights of items."""
    new_items = dict(items)
    for group, weight in present.items():
        new = after.get(group, weight)
        if new == weight:
            continue
        shares = {f"item {id}": share for id, share in items.items() if homes[id] == group}
        mine = {one.row.id: one for one in rows if one.group == group and one.after}
        shares |= {id: one.after for id, one in mine.items()}
        for id, part in apportion(new, shares, rules.rounding.weights).items():
            if id in mine:
                mine[id].after = part
            else:
                new_items[id.removeprefix("item ")] = part
    return new_items


def _with_cancelled(rules: ScoringRules, done: Redistribution | None, words: list[str], present: Mapping[str, Decimal]) -> Redistribution | None:
    if not words:
        return done
    if done is not None:
        return replace(done, working=(*words, *done.working))
    titles = {group.id: group.title for group in rules.groups}
    weights = tuple((titles.get(id, id), weight) for id, weight in present.items())
    rule = next((one for one in rules.policies if "cancelled" in one.when), None)
    id, title = (rule.id, rule.title) if rule else ("cancelled-to-siblings", "取消的指标由同级指标承担")
    ground = rule.ground if rule else Ground()
    return Redistribution(id, title, (), weights, weights, tuple(words), ground.sources, ground.verified)


def _pack_weight(group: Group) -> Decimal:
    return group.weight or ZERO


def _is_unused(row: IndicatorRow) -> bool:
    return row.level[2] in BLANK or (row.target.strip() in BLANK and row.actual.strip() in BLANK)
