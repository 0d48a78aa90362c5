"""Several units' tables put together before scoring: amounts summed, rates and gradings weighted by money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from jiheng.core.errors import JihengError
from jiheng.core.facts.context import Basis, Context
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.targets import pair_of
from jiheng.core.figures.figure import Figure
from jiheng.core.scoring.funds import Books
from jiheng.core.scoring.scoring_input import IndicatorRow, ScoringInput
from jiheng.core.scoring.shelf import HUNDRED, ZERO, plain

_Key = tuple[str, tuple[str, str, str]]
_Part = tuple[IndicatorRow, Decimal]


def aggregate(units: Sequence[ScoringInput], subject: str) -> ScoringInput:
    """One input out of those of several units; rows are the same where their levels and signs are.

    Law: hubei-self-evaluation-2020#填报说明.
    Raises: JihengError JH-U-009 where a unit has no full-year budget, or weights or units of one row differ.
    """
    if not units:
        raise JihengError("JH-U-009", "没有可合并的单位", mend="至少给出一个单位的指标表")
    parts: dict[_Key, list[_Part]] = {}
    funds: list[tuple[Fact, Fact]] = []
    for unit in units:
        books = Books(unit.statements, unit.project).funds
        if books.budget is None or books.outturn is None:
            raise JihengError("JH-U-009", f"{unit.statements.subject}不能合并：{books.why or '只有执行率'}", mend="填写全年预算数和全年执行数")
        funds.append((books.budget, books.outturn))
        for row in unit.rows:
            parts.setdefault((row.relation, row.level), []).append((row, books.budget.figure.value))
    first = units[0]
    facts = tuple(_summed([pair[place] for pair in funds], subject, basis) for place, basis in ((0, Basis.BUDGET), (1, Basis.OUTTURN)))
    statements = replace(
        first.statements, subject=subject, facts=facts, sums=(), changes=(), ratios=(), indicators=(), groups=(), totals=(), loose=()
    )
    return ScoringInput(statements, tuple(_row(rows) for rows in parts.values()), first.form, "", first.policy)


def _summed(facts: Sequence[Fact], subject: str, basis: Basis) -> Fact:
    """The sum of one amount over the units, in the first one's unit and to the finest step printed."""
    one = facts[0]
    figure = _figure(sum((fact.figure.value for fact in facts), ZERO), one.figure, [fact.figure for fact in facts])
    return replace(one, concept="spend.total", label="各单位合计", context=Context(subject, one.context.period, basis), figure=figure)


def _row(parts: Sequence[_Part]) -> IndicatorRow:
    first = parts[0][0]
    name = first.level[2]
    if len({row.weight for row, _ in parts}) > 1:
        raise JihengError("JH-U-009", f"“{name}”在各单位的分值不同", mend="先统一分值再合并")
    reasons = tuple(dict.fromkeys(row.reason for row, _ in parts if row.reason))
    facts = tuple(fact for row, _ in parts for fact in row.facts)
    made = replace(first, reason="；".join(reasons), facts=facts, stated=None, evidence=tuple(one for row, _ in parts for one in row.evidence))
    pairs = [pair_of(row) for row, _ in parts]
    if any(pair is None for pair in pairs):
        return replace(made, grading=_grading(parts))
    targets, actuals = [pair.aim for pair in pairs if pair], [pair.actual for pair in pairs if pair]
    if len({figure.unit.dimension for figure in targets}) > 1:
        raise JihengError("JH-U-009", f"“{name}”在各单位的计量单位不同", mend="先统一计量单位再合并")
    weights = [money for _, money in parts]
    target, actual = _together(targets, weights), _together(actuals, weights)
    return replace(made, target=target.text, actual=actual.text, unit=target.unit.key, target_figure=target, actual_figure=actual)


def _together(figures: Sequence[Figure], weights: Sequence[Decimal]) -> Figure:
    """Amounts and counts summed; rates weighted by money."""
    if not figures[0].unit.is_ratio:
        return _figure(sum((figure.value for figure in figures), ZERO), figures[0], figures)
    return _figure(_mean([figure.value for figure in figures], weights), figures[0], figures)


def _grading(parts: Sequence[_Part]) -> str:
    """The gradings weighted by money; "" where one of them is no number."""
    shares: list[Decimal] = []
    for row, _ in parts:
        text = row.grading.strip()
        try:
            shares.append(Decimal(text[:-1]) / HUNDRED if text.endswith(("%", "％")) else Decimal(text))
        except InvalidOperation:
            return parts[0][0].grading if len({one.grading for one, _ in parts}) == 1 else ""
    return f"{_mean(shares, [money for _, money in parts]):f}"


def _mean(values: Sequence[Decimal], weights: Sequence[Decimal]) -> Decimal:
    whole = sum(weights, ZERO)
    if not whole:
        raise JihengError("JH-U-009", "各单位全年预算数合计为0，不能按资金加权", mend="核对各单位的全年预算数")
    return sum((value * weight for value, weight in zip(values, weights, strict=True)), ZERO) / whole


def _figure(value: Decimal, like: Figure, all: Sequence[Figure]) -> Figure:
    unit = like.unit
    number = value / unit.factor
    step = min(figure.base_step for figure in all) / unit.factor
    return Figure(number, step, unit, f"{plain(number)}{unit.key}")
