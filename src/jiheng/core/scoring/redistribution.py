"""The points of groups that are not there: given to others by a policy that is named, never silently."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from jiheng.core.law import Citation
from jiheng.core.rulepack.scoring_rules import Policy, ScoringRules
from jiheng.core.scoring.score import Redistribution
from jiheng.core.scoring.shelf import ZERO, plain

_PARTS = re.compile(r"[+＋、,，;；\s]+")


@dataclass(frozen=True, slots=True)
class Moved:
    """Weights of groups in force, and what was done to get them (None: nothing was missing)."""

    after: Mapping[str, Decimal]
    done: Redistribution | None
    trouble: str = ""


def redistribute(rules: ScoringRules, before: Mapping[str, Decimal], missing: tuple[str, ...], chosen: str) -> Moved:
    """New weights of the groups that are there. `before` has them with their weights; `missing` are the ids of the others.

    Without a chosen policy only a verified default of the pack is applied; else the points stand open.
    """
    if not missing:
        return Moved(before, None)
    titles = {group.id: group.title for group in rules.groups}
    was = {**before, **{group.id: group.weight for group in rules.groups if group.id in missing and group.weight is not None}}
    picked, trouble = _pick(rules, missing, chosen)
    stuck = {
        group: policy for group, policy in picked.items() if policy.way != "weights" and not any(before[id] for id in _takers(rules, before, policy))
    }
    if stuck:
        picked = {group: policy for group, policy in picked.items() if group not in stuck}
        named = "、".join(dict.fromkeys(policy.title for policy in stuck.values()))
        trouble = f"“{named}”无从执行：没有别的指标组承接这些分值，补设指标或改用别的办法"
    old = tuple((titles.get(id, id), was[id]) for id in _ordered(rules, was))
    names = tuple(titles.get(id, id) for id in missing)
    if len(picked) < len(missing):
        offered = tuple(one.id for one in rules.policies if not one.when or set(one.when) & set(missing))
        words = f"{'、'.join(names)}没有指标，分值未作处理：须指定处理办法" + (f"（{'、'.join(offered)}）" if offered else "")
        kept = tuple((titles.get(id, id), before[id]) for id in _ordered(rules, before))
        return Moved(before, Redistribution("", "未指定处理办法", names, old, kept, (words,), (), verified=False, choices=offered), trouble)
    after, working = _apply(rules, before, picked, titles)
    policies = list({one.id: one for one in picked.values()}.values())
    done = Redistribution(
        policy="+".join(one.id for one in policies),
        title="；".join(one.title for one in policies),
        missing=names,
        before=old,
        after=tuple((titles.get(id, id), after[id]) for id in _ordered(rules, after)),
        working=tuple(working),
        sources=_sources(policies),
        verified=all(one.ground.verified for one in policies),
    )
    return Moved(after, done, trouble)


def apportion(amount: Decimal, shares: Mapping[str, Decimal], places: int | None) -> dict[str, Decimal]:
    """An amount in proportion to shares; the parts sum to it exactly, the largest share (then the first id) bearing the rest."""
    whole = sum(shares.values(), ZERO)
    if not shares or not whole:
        return dict.fromkeys(shares, ZERO)
    step = Decimal(1).scaleb(-places) if places is not None else None
    parts: dict[str, Decimal] = {}
    for id, share in shares.items():
        part = amount * share / whole
        parts[id] = part.quantize(step, ROUND_HALF_UP) if step is not None else part
    rest = amount - sum(parts.values(), ZERO)
    if rest:
        first = min(shares, key=lambda one: (-shares[one], one))
        parts[first] += rest
    return parts


def policy_words(chosen: str) -> list[str]:
    """The policies of a choice that names several (“to-output+proportional”)."""
    return [word for word in _PARTS.split(chosen) if word]


def _pick(rules: ScoringRules, missing: tuple[str, ...], chosen: str) -> tuple[dict[str, Policy], str]:
    """The policy for each missing group: the chosen ones, else a verified default."""
    known = {one.id: one for one in rules.policies}
    wanted = policy_words(chosen)
    unknown = [word for word in wanted if word not in known]
    trouble = f"没有名为“{'、'.join(unknown)}”的处理办法，可用的有：{'、'.join(known)}" if unknown else ""
    ours = [known[word] for word in wanted if word in known]
    offered = ours + [one for one in rules.policies if one.default and one.ground.verified]
    picked: dict[str, Policy] = {}
    for group in missing:
        named = next((one for one in offered if group in one.when), None) or next((one for one in offered if not one.when), None)
        if named is not None:
            picked[group] = named
    return picked, trouble


def _apply(
    rules: ScoringRules, before: Mapping[str, Decimal], picked: Mapping[str, Policy], titles: Mapping[str, str]
) -> tuple[dict[str, Decimal], list[str]]:
    after = dict(before)
    working: list[str] = []
    weights = {group.id: group.weight or ZERO for group in rules.groups}
    places = rules.rounding.weights
    rescaled = False
    for group, policy in picked.items():
        amount = weights[group]
        name = f"{titles.get(group, group)}{plain(amount)}分"
        if policy.way == "rescale":
            rescaled = True
            continue
        if policy.way == "weights":
            for id, weight in policy.to.items():
                if id in after:
                    working.append(f"{titles.get(id, id)}由{plain(after[id])}分改为{plain(weight)}分")
                    after[id] = weight
            continue
        to = {id: after[id] for id in _takers(rules, after, policy)}
        for id, part in apportion(amount, to, places).items():
            working.append(f"{name}中{plain(part)}分给{titles.get(id, id)}：{plain(after[id])}＋{plain(part)}＝{plain(after[id] + part)}")
            after[id] += part
    if rescaled:
        whole = sum(after.values(), ZERO)
        for id, weight in apportion(rules.total, after, places).items():
            working.append(f"{titles.get(id, id)}：{plain(after[id])}×{plain(rules.total)}÷{plain(whole)}＝{plain(weight)}")
            after[id] = weight
    return after, working


def _takers(rules: ScoringRules, groups: Mapping[str, Decimal], policy: Policy) -> list[str]:
    """The groups that take a missing one's points: those the policy names, every one, or every one but execution."""
    if policy.way == "rescale":
        return list(groups)
    fixed = {group.id for group in rules.groups if group.kind == "execution"}
    return [id for id in groups if (id in policy.to if policy.way == "move" else id not in fixed)]


def _ordered(rules: ScoringRules, groups: Mapping[str, Decimal]) -> list[str]:
    known = [group.id for group in rules.groups if group.id in groups]
    return known + sorted(set(groups) - set(known))


def _sources(policies: list[Policy]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(source for one in policies for source in one.ground.sources))
