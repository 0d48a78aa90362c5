"""Several units put together before scoring: amounts summed, rates and gradings weighted by money, with the working."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
_WAN = Decimal(10_000)


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
    names = [unit.statements.subject for unit in units]
    whole = tuple(_summed([pair[place] for pair in funds], subject, "spend.total", basis) for place, basis in ((0, Basis.BUDGET), (1, Basis.OUTTURN)))
    facts = (*whole, *_shared_facts(units, subject))
    statements = replace(
        first.statements, subject=subject, facts=facts, sums=(), changes=(), ratios=(), indicators=(), groups=(), totals=(), loose=()
    )
    policies = {unit.policy for unit in units}
    made_of = (
        f"由{'、'.join(names)}{len(units)}个单位合并：数量和金额相加，比率和定性评定按全年预算数加权",
        *(f"{title}：{_plus([pair[place].figure for pair in funds])}" for place, title in ((0, "全年预算数"), (1, "全年执行数"))),
    )
    return ScoringInput(
        statements, tuple(_row(rows, names) for rows in parts.values()), first.form, "", policies.pop() if len(policies) == 1 else "",
        _answers(units, [pair[0].figure.value for pair in funds]), made_of=made_of,
    )  # fmt: skip


def _shared_facts(units: Sequence[ScoringInput], subject: str) -> Iterator[Fact]:
    """Sums of every other amount and count that each unit states exactly once."""
    stated: list[dict[tuple[str, Context, str], list[Fact]]] = []
    for unit in units:
        mine: dict[tuple[str, Context, str], list[Fact]] = {}
        for fact in unit.statements.facts:
            if fact.concept and not fact.of and not fact.figure.unit.is_ratio and fact.figure.value is not None:
                mine.setdefault((fact.concept, fact.context._replace(subject=""), fact.figure.unit.dimension), []).append(fact)
        stated.append(mine)
    for key, facts in stated[0].items():
        if key[0] == "spend.total" and facts[0].context.basis in (Basis.BUDGET, Basis.OUTTURN) and not facts[0].context.period.months:
            continue  # the funds, summed above
        together = [mine.get(key, []) for mine in stated]
        if all(len(found) == 1 for found in together):
            one = facts[0]
            yield replace(_summed([found[0] for found in together], subject, one.concept, one.context.basis), label=one.label)


def _answers(units: Sequence[ScoringInput], weights: Sequence[Decimal]) -> dict[str, str]:
    """Gradings that all units share, or that are shares and can be weighted by money; the others have to be given anew."""
    found: dict[str, str] = {}
    for id in units[0].answers:
        given = [unit.answers.get(id, "") for unit in units]
        if len(set(given)) == 1:
            found[id] = given[0]
        elif shares := _shares(given):
            found[id] = f"{_mean(shares, weights):f}"
    return found


def _summed(facts: Sequence[Fact], subject: str, concept: str, basis: Basis | None) -> Fact:
    """The sum of one amount over the units, in the first one's unit and to the finest step printed."""
    one = facts[0]
    figure = _figure(sum((fact.figure.value for fact in facts), ZERO), one.figure, [fact.figure for fact in facts])
    context = Context(subject, one.context.period, basis, "" if concept == "spend.total" else one.context.scope, one.context.item)
    return replace(one, concept=concept, label="各单位合计", context=context, figure=figure)


def _row(parts: Sequence[_Part], names: Sequence[str]) -> IndicatorRow:
    first = parts[0][0]
    name = first.level[2]
    if len({row.weight for row, _ in parts}) > 1:
        raise JihengError("JH-U-009", f"“{name}”在各单位的分值不同", mend="先统一分值再合并")
    if len(parts) < len(names):
        raise JihengError("JH-U-009", f"“{name}”不是每个单位都有", mend="先统一各单位的指标再合并，或分别计分")
    reasons = tuple(dict.fromkeys(row.reason for row, _ in parts if row.reason))
    facts = tuple(fact for row, _ in parts for fact in row.facts)
    made = replace(first, reason="；".join(reasons), facts=facts, stated=None, evidence=tuple(one for row, _ in parts for one in row.evidence))
    pairs = [pair_of(row) for row, _ in parts]
    if any(pair is None for pair in pairs):
        return _graded(made, parts)
    targets, actuals = [pair.aim for pair in pairs if pair], [pair.actual for pair in pairs if pair]
    if len({figure.unit.dimension for figure in targets}) > 1:
        raise JihengError("JH-U-009", f"“{name}”在各单位的计量单位不同", mend="先统一计量单位再合并")
    weights = [money for _, money in parts]
    target, actual = _together(targets, weights), _together(actuals, weights)
    words = tuple(f"{title}：{_working(figures, weights, one)}" for title, figures, one in (("目标", targets, target), ("实际", actuals, actual)))
    return replace(made, target=target.text, actual=actual.text, unit=target.unit.key, target_figure=target, actual_figure=actual, made_of=words)


def _together(figures: Sequence[Figure], weights: Sequence[Decimal]) -> Figure:
    """Amounts and counts summed; rates weighted by money."""
    if not figures[0].unit.is_ratio:
        return _figure(sum((figure.value for figure in figures), ZERO), figures[0], figures)
    return _figure(_mean([figure.value for figure in figures], weights), figures[0], figures)


def _working(figures: Sequence[Figure], weights: Sequence[Decimal], whole: Figure) -> str:
    """How the units' figures gave the whole, as a reader would write it."""
    if not whole.unit.is_ratio:
        return _plus(figures)
    parts = "＋".join(f"{one.text}×{plain(money / _WAN)}万元" for one, money in zip(figures, weights, strict=True))
    return f"（{parts}）÷{plain(sum(weights, ZERO) / _WAN)}万元＝{whole.text}"


def _plus(figures: Sequence[Figure]) -> str:
    whole = _figure(sum((one.value for one in figures), ZERO), figures[0], figures)
    return f"{'＋'.join(one.text for one in figures)}＝{whole.text}"


def _graded(made: IndicatorRow, parts: Sequence[_Part]) -> IndicatorRow:
    """The gradings weighted by money; none where they differ and one of them is no number."""
    given = [row.grading for row, _ in parts]
    if len(set(given)) == 1:
        return made
    shares, weights = _shares(given), [money for _, money in parts]
    if not shares:
        return replace(made, grading="")
    share = _mean(shares, weights)
    put = "＋".join(f"{text}×{plain(money / _WAN)}万元" for text, money in zip(given, weights, strict=True))
    words = f"评定：（{put}）÷{plain(sum(weights, ZERO) / _WAN)}万元＝{plain(share)}"
    return replace(made, grading=f"{share:f}", made_of=(words,))


def _shares(given: Sequence[str]) -> list[Decimal]:
    """Gradings as shares of 1; [] where one of them is no number."""
    try:
        return [Decimal(text[:-1]) / HUNDRED if text.endswith(("%", "％")) else Decimal(text) for text in (one.strip() for one in given)]
    except InvalidOperation:
        return []


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
