"""Scores led back to their fields: where points are lost, what a change or a policy would bring."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jiheng.apps.evaluation.areas import anchor, area_of
from jiheng.apps.evaluation.compiling.compile import Compiled
from jiheng.apps.evaluation.models import SelfEvaluation
from jiheng.apps.evaluation.selectors.cases import Standing, standing_of
from jiheng.core.rulepack.resolve import pack_for, resolve
from jiheng.core.rulepack.scoring_rules import Policy
from jiheng.core.scoring.redistribution import policy_words
from jiheng.core.scoring.score import Redistribution, Score, ScoreSheet

_ROW = re.compile(r"(?:D|P(?P<project>\d+)-)(?P<row>\d+)")
_MOST = 5


@dataclass(frozen=True, slots=True)
class Loss:
    """A row that costs points; `area` and `key` lead to its field."""

    title: str
    lost: Decimal
    area: str
    key: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a row would get, and the table, if it were saved as typed."""

    score: Score | None
    before: Score | None
    total: Decimal | None
    given: Decimal
    trouble: str = ""

    @property
    def change(self) -> Decimal | None:
        """By how many points the row would change."""
        if self.score is None or self.score.points is None:
            return None
        return self.score.points - (self.before.points or 0 if self.before else 0)


@dataclass(frozen=True, slots=True)
class PolicyOffer:
    """One way to treat the points of missing groups, with what it would do; `done` None where it cannot be applied."""

    policy: Policy
    chosen: bool
    done: Redistribution | None
    total: Decimal | None
    given: Decimal


def sheet_of(standing: Standing, project: str = "") -> ScoreSheet | None:
    """The scored table of the department, or of a project."""
    sheets = standing.scored.sheets if standing.scored else ()
    return next((one for one in sheets if one.project == project), None)


def field_of(compiled: Compiled, score: Score) -> str:
    """The case path of the value that a score rests on; "" for what is computed from the books alone."""
    found = _ROW.fullmatch(score.indicator)
    if found is None:
        return f"answers[{score.indicator}].value" if any(item.id == score.indicator for item in resolve(compiled.pack).pack.scoring.items) else ""
    within = f"projects[{int(found['project']) - 1}]." if found["project"] else ""
    return f"{within}indicators[{int(found['row']) - 1}].actual"


def losses(compiled: Compiled, sheet: ScoreSheet | None, most: int = _MOST) -> list[Loss]:
    """The rows that cost most points, those first; a row that has no points yet costs nothing yet."""
    lost = [(score.lost, score) for score in sheet.scores if score.lost] if sheet else []
    lost.sort(key=lambda one: -(one[0] or 0))
    return [_loss(compiled, score, amount or Decimal(0)) for amount, score in lost[:most]]


def _loss(compiled: Compiled, score: Score, amount: Decimal) -> Loss:
    path = field_of(compiled, score)
    return Loss(score.title, amount, area_of(path) if path else "money", anchor(compiled.lasting(path)) if path else "")


def what_if(evaluation: SelfEvaluation, standing: Standing, typed: Mapping[str, str], key: str) -> WhatIf | None:
    """The row whose field has an anchor, scored as if the typed texts were saved; None where no row has it."""
    then = standing_of(evaluation, typed)
    if then.scored is None:
        trouble = next((one.what for one in then.compiled.troubles if anchor(then.compiled.lasting(one.path)) == key), "")
        return WhatIf(None, None, None, Decimal(0), trouble or then.trouble or "还有要先改正的内容，暂不能计分")
    before = {score.indicator: score for sheet in (standing.scored.sheets if standing.scored else ()) for score in sheet.scores}
    for sheet in then.scored.sheets:
        for score in sheet.scores:
            path = field_of(then.compiled, score)
            if path and anchor(then.compiled.lasting(path)) == key:
                return WhatIf(score, before.get(score.indicator), sheet.total, sheet.given)
    return None


def offers(evaluation: SelfEvaluation, standing: Standing, project: str = "") -> Iterator[tuple[str, str, list[PolicyOffer]]]:
    """For each missing group its id, title, and the policies of the pack that may be chosen for it, each tried."""
    sheet = sheet_of(standing, project)
    if sheet is None or sheet.redistribution is None:
        return
    rules = pack_for(resolve(standing.compiled.pack).pack, sheet.form).scoring
    groups = {group.title: group.id for group in rules.groups}
    path = policy_path(standing.compiled, project)
    chosen = policy_words(sheet.redistribution.policy)
    missing = [groups.get(title, title) for title in sheet.redistribution.missing]
    for group, title in zip(missing, sheet.redistribution.missing, strict=True):
        others = [one for one in missing if one != group]
        settled = all(_for(rules.policies, chosen, one) for one in others)
        # A group alone cannot be tried while others stand open; they get, for the trial only, what the pack names first.
        rest = [found for one in others if (found := _for(rules.policies, chosen, one) or _for(rules.policies, None, one))]
        tried = []
        for policy in rules.policies:
            if policy.when and group not in policy.when:
                continue
            then = sheet_of(standing_of(evaluation, {path: "+".join([policy.id, *rest])}), project)
            done = then.redistribution if then else None
            works = done is not None and policy.id in policy_words(done.policy)
            total, given = (then.total, then.given) if then and settled else (None, Decimal(0))
            tried.append(PolicyOffer(policy, policy.id in chosen, done if works else None, total, given))
        yield group, title, tried


def policy_path(compiled: Compiled, project: str = "") -> str:
    """Where the chosen policies are entered, as entries name it."""
    if not project:
        return "policy"
    listed = compiled.sheet.values.get("projects", ())
    place = next(place for place, one in enumerate(listed) if str(one["name"]) == project)
    return f"{compiled.lasting(f'projects[{place}]')}.policy"


def _for(policies: tuple[Policy, ...], chosen: list[str] | None, group: str) -> str:
    """The policy for a group among the chosen ones, or among all; "" where there is none."""
    known = [one for one in policies if chosen is None or one.id in chosen]
    own = next((one for one in known if group in one.when), None) or next((one for one in known if not one.when), None)
    return own.id if own is not None else ""
