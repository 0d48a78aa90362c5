"""What must be said of a scored row: a reason that is demanded or contradicts, over-achievement to be explained."""

from __future__ import annotations

import re
from decimal import Decimal

from jiheng.core.rulepack.scoring_rules import Excess, Reasons, RowKind, ScoringRules
from jiheng.core.scoring.score import Remark
from jiheng.core.scoring.scoring_input import IndicatorRow
from jiheng.core.scoring.shelf import ONE, ZERO, Question, percent

_NOT_DONE = re.compile("未(?:能)?(?:完成|达到|达标|实现)|没有(?:完成|达到)|滞后|未按")


def remarks_of(rules: ScoringRules, row: IndicatorRow, kind: RowKind, asked: Question, *, missed: bool) -> tuple[Remark, ...]:
    """The remarks of one row, () for most."""
    name = row.level[2] or row.level[0]
    reason = row.reason.strip()
    if missed:
        if reason or not rules.reasons.demanded:
            return ()
        if kind == "execution" and not _explains_execution(rules.reasons, asked):
            return ()
        return (Remark("reason-missing", f"“{name}”未达目标而没有写偏差原因：在偏差原因栏写明原因和改进措施"),)
    if reason and _NOT_DONE.search(reason) and asked.done is not None:
        return (Remark("reason-contradicts", f"“{name}”已达目标，偏差原因却写“{reason}”：改正完成值，或删去原因"),)
    return _excess(rules.excess, row, kind, asked, name)


def _explains_execution(reasons: Reasons, asked: Question) -> bool:
    """Whether the rule wants a reason for this rate of execution; the forms have no column for it unless the rule says so."""
    if reasons.execution_below is None:
        return False
    if asked.aim is None:
        return bool(asked.points_per_unit) and asked.share() < reasons.execution_below
    return asked.aim > ZERO and asked.done is not None and asked.done / asked.aim < reasons.execution_below


def excess_off(excess: Excess, aim: Decimal, done: Decimal) -> Decimal:
    """The share of the points that is taken off for a target set too low; 0 for most."""
    deviation = _deviation(aim, done)
    return next((share for least, share in reversed(excess.deduct) if deviation >= least), ZERO)


def _excess(excess: Excess, row: IndicatorRow, kind: RowKind, asked: Question, name: str) -> tuple[Remark, ...]:
    if excess.warn is None or kind not in ("positive", "equal") or asked.aim is None or asked.done is None or asked.aim <= ZERO:
        return ()
    deviation = _deviation(asked.aim, asked.done)
    if deviation < excess.warn or row.over_reason.strip() or row.reason.strip():
        return ()
    what = f"“{name}”实际{row.actual}超过目标{row.target}达{percent(deviation)}：说明超额完成的原因，目标偏低的下年调整"
    return (Remark("over-achieved", what),)


def _deviation(aim: Decimal, done: Decimal) -> Decimal:
    return done / aim - ONE if aim > ZERO else ZERO
